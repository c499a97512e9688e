import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from '../named-commands.ts';
import { exit, readDay, readNumber, readOptions, UsageError } from './command-line.ts';
import { makePeople } from './generate/people.ts';
import { columns, type GeneratedRecord, makeRecords } from './generate/records.ts';
import { randomOf } from './random.ts';

/** Writes test people with their records. */
export const generateCommand: Command = {
  usage: `Usage: npm run -s matching -- generate [options]

  Writes invented children of an invented English town, with the records that several systems hold of them: families
  with siblings and twins, movers, step-families, name variants and short forms, spelling errors, swapped and wrong
  dates, missing, mistyped and relatives' identifiers, unborn children, adopted children under a severed identity.
  Column person says who is who, column twins who was born together. Numbers are of ranges given to nobody.

  --people N     how many, default 2000
  --seed N       the same seed gives the same people, default 1
  --today DATE   the day that ages are reckoned at, default 2025-06-01
  --out DIR      one CSV file for each system, default .data/matching/people
  --one FILE     one CSV file with all of them instead`,

  run(args) {
    const { values, positionals } = readOptions(args, {
      people: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      today: { type: 'string', default: defaultToday },
      out: { type: 'string', default: '.data/matching/people' },
      one: { type: 'string' },
    });
    if (positionals.length > 0) throw new UsageError(`takes no argument without a name, got ${positionals.join(' ')}`);
    const records = generate({
      people: readNumber('people', values.people, { from: 1, to: 50_000 }),
      seed: readNumber('seed', values.seed, { from: 0, to: 4_294_967_295 }),
      today: readDay('today', values.today),
    });
    if (values.one !== undefined) {
      writeFileSync(values.one, csvOf(records));
      console.log(`${values.one}: ${records.length} records`);
      return exit.done;
    }
    mkdirSync(resolve(values.out), { recursive: true });
    for (const [source, held] of Map.groupBy(records, (record) => record.source)) {
      const path = join(values.out, `${source}.csv`);
      writeFileSync(path, csvOf(held));
      console.log(`${path}: ${held.length} records`);
    }
    return exit.done;
  },
};

/** The day that ages are reckoned at unless another is named. */
export const defaultToday = '2025-06-01';

/** Makes people and their records; the same options give the same ones. */
export function generate(options: {
  readonly people: number;
  readonly seed: number;
  readonly today: string;
}): readonly GeneratedRecord[] {
  const random = randomOf(options.seed);
  return makeRecords(makePeople(options.people, options.today, random), options.today, random);
}

/** Records as CSV text with a header; no generated value needs quoting. */
export function csvOf(records: readonly GeneratedRecord[]): string {
  return `${[columns.join(), ...records.map((record) => columns.map((column) => record[column]).join())].join('\n')}\n`;
}
