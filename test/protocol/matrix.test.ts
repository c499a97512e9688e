import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { UsageError } from '../../scripts/protocol/command-line.ts';
import { matrix } from '../../scripts/protocol/matrix.ts';
import { letterOf } from '../../scripts/protocol/matrix-letter.ts';
import { root, runProtocol } from './run-protocol.ts';

const column = z.object({
  name: z.string(),
  role: z.string(),
  purpose: z.string(),
  basis: z.array(z.string()).optional(),
  cells: z.record(z.string(), z.string()),
  numbers: z.record(z.string(), z.string()),
});
const { columns } = z
  .object({ columns: z.array(column) })
  .parse(parse(readFileSync(join(root, 'test/access/matrix.yaml'), 'utf8'), { merge: true }));

const matrices = z.array(
  z.object({
    purpose: z.string(),
    columns: z.array(
      z.object({
        role: z.string(),
        organisationKinds: z.array(z.string()),
        cells: z.record(z.string(), z.object({ letter: z.string(), onlyWith: z.string() })),
      }),
    ),
  }),
);

/** The letters of the policy cases, as the command writes them. */
function written(cell: string): string {
  const letters: Readonly<Record<string, string>> = {
    'R rel': 'R rel.',
    'S rel': 'S rel.',
    'C rel': 'C rel.',
    'P own R': 'P (own R)',
    'P/R ex': 'P (R by exemption)',
  };
  return cell.startsWith('-') ? '-' : (letters[cell] ?? cell);
}

/** Columns of the domain reference that an ordinary request has; the others need a child of their own. */
const ordinary = [
  'TEACHER wellbeing',
  'HEAD wellbeing',
  'DSL child protection',
  'HEALTH_VISITOR direct care',
  'SOCIAL_WORKER child in need',
  'SOCIAL_WORKER child protection',
  'POLICE_CP child protection',
  'POLICE_DESIGNATED offending',
  'YOT_WORKER offending',
  'VCSO_WORKER early help',
];

describe('the matrix of the policy cases and that of the command are one', () => {
  let all: z.infer<typeof matrices> = [];
  beforeAll(async () => {
    const { out } = await runProtocol('matrix', '--purpose', 'ALL', '--json', '--date', '2026-03-16');
    all = matrices.parse(JSON.parse(out));
  });

  test.each(ordinary)('%s', (name) => {
    const cases = columns.find((each) => each.name === name);
    if (cases === undefined) throw new Error(`There is no column ${name} in test/access/matrix.yaml.`);
    const found = all
      .find(({ purpose }) => purpose === cases.purpose)
      ?.columns.filter(({ role }) => role === cases.role)
      .at(0);
    const letters = Object.fromEntries(Object.entries(found?.cells ?? {}).map(([each, { letter }]) => [each, letter]));
    const { NUM: numbers, ...classes } = letters;
    const expected = Object.keys(classes).map((each) => [each, written(cases.cells[each] ?? '-')]);
    expect(classes).toEqual(Object.fromEntries(expected));
    const listed = Object.entries(cases.numbers).map(([scheme, cell]) => `${scheme} ${written(cell)}`);
    expect(numbers).toBe(listed.length === 0 ? '-' : listed.join(', '));
  });

  test('a cell that needs other circumstances says so', () => {
    const adviser = all
      .find(({ purpose }) => purpose === 'LAC_CARE')
      ?.columns.find(({ role }) => role === 'PERSONAL_ADVISER');
    expect(adviser?.cells['ID']).toEqual({ letter: 'R', onlyWith: 'lifecycle PARTICIPATING' });
  });
});

test('a purpose that has no schedule on the day has no column', async () => {
  const { code, out } = await runProtocol('matrix', '--purpose', 'WELLBEING', '--date', '2001-01-01');
  expect(code).toBe(0);
  expect(out).toContain('No schedule serves this purpose');
});

test('comma-separated values are a line a cell', async () => {
  const { out } = await runProtocol('matrix', '--purpose', 'CME', '--csv', '--date', '2026-03-16');
  expect(out.split('\n').filter((line) => line.startsWith('CME,EWO,LA_EDU,ADR,R,'))).toHaveLength(1);
});

test.each([
  [[], 'needs --purpose'],
  [['--purpose', 'WELFARE'], '--purpose WELFARE is not known; one of: WELLBEING'],
  [['--purpose', 'WELLBEING', '--kind', 'SCHOOLS'], '--kind SCHOOLS is not known'],
  [['--purpose', 'WELLBEING', '--colour', 'red'], "Unknown option '--colour'"],
])('%j is refused as wrong use', (args, words) => {
  expect(() => matrix.run(args)).toThrow(UsageError);
  expect(() => matrix.run(args)).toThrow(words);
});

test('letters are those of the domain reference', () => {
  const none = { read: 0, consented: 0, exempt: 0, know: 0, knowConsented: 0, isConcealed: false };
  const every = { read: 15, consented: 15, exempt: 15, know: 15, knowConsented: 15 };
  const own = { read: 12, know: 12 };
  expect(letterOf(none)).toBe('-');
  expect(letterOf({ ...none, ...every })).toBe('R');
  expect(letterOf({ ...none, read: 10, consented: 10, know: 10 })).toBe('R rel.');
  expect(letterOf({ ...none, ...own, consented: 12 })).toBe('S');
  expect(letterOf({ ...none, ...own, consented: 15 })).toBe('R own/C');
  expect(letterOf({ ...none, consented: 15 })).toBe('C');
  expect(letterOf({ ...none, know: 15 })).toBe('E');
  expect(letterOf({ ...none, know: 15, isConcealed: true })).toBe('P');
  expect(letterOf({ ...none, know: 15, exempt: 15, isConcealed: true })).toBe('P (R by exemption)');
  expect(letterOf({ ...none, know: 15, read: 12, consented: 12, isConcealed: true })).toBe('P (own R)');
});
