import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LinkageInput } from '../../scripts/matching/linkage/linkage-records.ts';
import { normaliseValue } from '../../scripts/matching/linkage/field-kinds.ts';
import { runCommand } from '../../scripts/matching/run-command.ts';
import { type Random, randomOf } from '../../scripts/matching/random.ts';
import { runWithin } from '../harness/run-within.ts';

const script = fileURLToPath(new URL('../../scripts/matching.ts', import.meta.url));

type Printed = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** A folder for one test file's files, and the command. */
export function commandHome() {
  const directory = mkdtempSync(join(tmpdir(), 'matching-'));
  return {
    path: (name: string): string => join(directory, name),
    write: (name: string, content: string | Buffer): string => {
      writeFileSync(join(directory, name), content);
      return join(directory, name);
    },
    run: async (...args: readonly string[]): Promise<Printed> => {
      const { code, out, err } = await runWithin(() => runCommand(args));
      return { code, stdout: out, stderr: err };
    },
    /** As its users do, but for npm. */
    runAlone: (...args: readonly string[]): Promise<Printed> =>
      new Promise((resolve) => {
        execFile(process.execPath, [script, ...args], { cwd: directory }, (error, stdout, stderr) => {
          resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
        });
      }),
    remove: (): void => rmSync(directory, { recursive: true }),
  };
}

const fields = [
  { name: 'first', kind: 'GIVEN' },
  { name: 'last', kind: 'FAMILY' },
  { name: 'street', kind: 'TEXT' },
  { name: 'town', kind: 'TEXT' },
  { name: 'zip', kind: 'CODE' },
  { name: 'born', kind: 'DATE' },
] as const;

/** Damaged copies of unrelated people, one to four records each, and who is who. */
export function damagedCopies(
  people: number,
  seed: number,
): { readonly input: LinkageInput; readonly persons: readonly string[] } {
  const random = randomOf(seed);
  const persons: string[] = [];
  const records = Array.from({ length: people }, (_, person) => {
    const original = [
      word(random),
      word(random),
      `${word(random)} street`,
      word(random),
      digits(random, 4),
      digits(random, 8),
    ];
    return Array.from({ length: 1 + random.below(4) }, (_copy, copy) => {
      persons.push(`P${person}`);
      const values = original.map((value) => (copy > 0 && random.chance(0.3) ? damaged(value, random) : value));
      return {
        id: `${person}-${copy}`,
        source: 0,
        values: values.map((value, field) => normaliseValue(fields[field]?.kind ?? 'TEXT', value)),
      };
    });
  }).flat();
  return { input: { fields, records, isWithinSource: true }, persons };
}

function word(random: Random): string {
  return Array.from(
    { length: 2 + random.below(2) },
    () => random.pick(Array.from('bcdfglmnprstvw')) + random.pick(Array.from('aeiou')),
  ).join('');
}

function digits(random: Random, length: number): string {
  return Array.from({ length }, () => String(random.below(10))).join('');
}

function damaged(value: string, random: Random): string {
  if (random.chance(0.2)) return '';
  const at = random.below(value.length);
  const changed = random.pick(Array.from(/\d/.test(value) ? '0123456789' : 'aeioulnrst'));
  return value.slice(0, at) + changed + value.slice(at + 1);
}
