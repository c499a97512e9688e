import { columnUses, placeOf } from './columns.ts';
import { UsageError } from './command-line.ts';
import { type JudgedPairs, pairKey } from './judged-pairs.ts';
import { candidatePairs } from './linkage/candidate-pairs.ts';
import { cluster, type Thresholds } from './linkage/cluster.ts';
import { compareLinkageRecords } from './linkage/compare-records.ts';
import { estimate, type LinkageModel } from './linkage/estimate.ts';
import { dateDigits, levelsOf, normaliseValue } from './linkage/field-kinds.ts';
import type { LinkageField, LinkageInput, LinkageRecord } from './linkage/linkage-records.ts';
import { scorerOf } from './linkage/score-pairs.ts';
import type { Source } from './load-sources.ts';
import type { Random } from './random.ts';

/** Odds of 256 to 1 for a match; of 1 to 8 for a possible one; a merged cluster's pairs may fall to 1 to 1024. */
const thresholds: Thresholds = { match: 8, possible: -3, consistent: -10 };
/** What is far below any threshold is of no use to the curve. */
const lowestScored = -20;

/** The records of files, and what is said about how they are compared. */
export type LinkageData = { readonly input: LinkageInput; readonly notes: readonly string[] };

/**
 * Links by weights, blocking and thresholds alone (profile linkage), for data that have none of our
 * identifiers, carers and schools: all columns count, and the weights are estimated from the data themselves.
 */
export function linkageProfile(
  { input, notes }: LinkageData,
  random: Random,
): JudgedPairs & { readonly model: LinkageModel } {
  const { fields, records } = input;
  const candidates = candidatePairs(input);
  const levels = candidates.map(([one, other]) => compareLinkageRecords(fields, at(records, one), at(records, other)));
  const model = estimate(input, levels, random);
  const score = scorerOf(input, model);
  const pairs = candidates.map(([one, other]) => score(one, other));
  const { clusters, clusterOf, possible } = cluster(records.length, pairs, score, thresholds);

  const outcomes = new Map<string, { readonly outcome: 'MATCH' | 'POSSIBLE'; readonly rule: string }>();
  for (const group of clusters) {
    for (const [place, one] of group.entries()) {
      for (const other of group.slice(place + 1))
        outcomes.set(pairKey(one, other), { outcome: 'MATCH', rule: 'SCORE' });
    }
  }
  for (const ends of possible) {
    const [ones = [], others = []] = ends.split(',').map((end) => clusters[Number(end)]);
    for (const one of ones) {
      for (const other of others) outcomes.set(pairKey(one, other), { outcome: 'POSSIBLE', rule: 'SCORE' });
    }
  }
  return {
    outcomes,
    scored: new Map(
      pairs.filter(({ bits }) => bits >= lowestScored).map(({ one, other, bits }) => [pairKey(one, other), bits]),
    ),
    thresholds,
    model,
    describe: (one, other) => {
      const found = score(one, other);
      const pattern = fields.map(({ name, kind }, field) => {
        const level = found.levels[field];
        return [name, level === null || level === undefined ? 'MISSING' : (levelsOf[kind][level] ?? '')] as const;
      });
      return { bits: found.bits, pattern: Object.fromEntries(pattern) };
    },
    notes: [
      ...notes,
      `${candidates.length} pairs compared; EM settled after ${model.rounds} rounds; ${new Set(clusterOf).size} clusters`,
    ],
  };
}

/**
 * Makes the rows ready to be compared, by all columns that each of the files has.
 *
 * @throws UsageError naming file, line and column of a date that is not written as one; for files that have
 * no column in common.
 */
export function linkageData(
  sources: readonly Source[],
  ids: readonly string[],
  options: {
    readonly compare: ReadonlyMap<string, string>;
    readonly isWithinSource: boolean;
    readonly badDates: 'error' | 'accept';
  },
): LinkageData {
  const uses = sources.map(({ table, columns }) => columnUses(table, columns, options.compare));
  const [first = [], ...others] = uses;
  const fields: LinkageField[] = first.flatMap((use) =>
    'kind' in use && others.every((each) => each.some(({ column }) => column === use.column))
      ? [{ name: use.column, kind: use.kind }]
      : [],
  );
  if (fields.length === 0) throw new UsageError('the files have no column in common that records could be compared by');
  let dayless = 0;
  const records: LinkageRecord[] = [];
  for (const [source, { table }] of sources.entries()) {
    const places = fields.map(({ name }) => placeOf(table, name));
    for (const { line, values } of table.rows) {
      const normalised = fields.map(({ kind, name }, field) => {
        const text = values[places[field] ?? -1] ?? '';
        if (kind === 'DATE' && text !== '') {
          const digits = dateDigits(text);
          if (digits === null) throw notADate(table.file, line, name);
          if (!isDay(digits)) {
            if (options.badDates === 'error') throw noDay(table.file, line, name);
            dayless += 1;
          }
        }
        return normaliseValue(kind, text);
      });
      records.push({ id: ids[records.length] ?? '', source, values: normalised });
    }
  }
  return {
    input: { fields, records, isWithinSource: options.isWithinSource },
    notes: [
      `compared by ${fields.map(({ name, kind }) => `${name} (${kind})`).join(', ')}`,
      ...leftOutNotes(first, fields),
      ...(dayless === 0 ? [] : [`${dayless} dates are no day of the calendar; they are compared as written`]),
    ],
  };
}

/** The fault of a date that is not written as one. */
export function notADate(file: string, line: number, column: string): UsageError {
  return new UsageError(
    `${file}, line ${line}, column ${column}: is no date; write YYYY-MM-DD, YYYYMMDD or DD/MM/YYYY`,
  );
}

/** The fault of a date that no calendar has. */
export function noDay(file: string, line: number, column: string): UsageError {
  return new UsageError(
    `${file}, line ${line}, column ${column}: is no day of the calendar (--bad-dates accept goes on)`,
  );
}

/** Whether eight digits are a day of the calendar. */
export function isDay(digits: string): boolean {
  const text = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function leftOutNotes(uses: ReturnType<typeof columnUses>, fields: readonly LinkageField[]): readonly string[] {
  const leftOut = uses.flatMap((use) => {
    if ('leftOut' in use) return [`${use.column} (${use.leftOut})`];
    return fields.some(({ name }) => name === use.column) ? [] : [`${use.column} (not in every file)`];
  });
  return leftOut.length === 0 ? [] : [`not compared: ${leftOut.join(', ')}`];
}

function at(records: readonly LinkageRecord[], place: number): LinkageRecord {
  const record = records[place];
  if (record === undefined) throw new RangeError('no such record');
  return record;
}
