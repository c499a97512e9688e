import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createEverGranted } from '../../src/access/ever-granted.ts';
import type { Practitioner } from '../../src/model/practitioner.ts';
import { classes, protocol, today } from '../access/support.ts';

type Column = {
  readonly name: string;
  readonly role: string;
  readonly organisation: string;
  readonly signs?: boolean;
  readonly cells: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, string>>;
};
const { columns } = parse(readFileSync('test/access/matrix.yaml', 'utf8'), { merge: true }) as { columns: Column[] };
/** Organisations that sign in a test only are none of the protocol's. */
const shipped = columns.filter(({ signs }) => signs !== true);

const caller = (role: string, organisation: string): Practitioner => ({
  kind: 'PRACTITIONER',
  subject: 'issuer|somebody',
  organisation,
  roles: [role],
  trainedUntil: null,
  vettedOn: null,
  designatedOfficer: false,
  mayOverrideShield: false,
  isSuspended: false,
  staffIds: [],
  teams: [],
  groups: [],
  declaredConflicts: null,
  personId: null,
  mediator: null,
  expiresAt: 0,
});
const everGranted = createEverGranted({ protocol, classes });
const opened = ({ cells, numbers }: Column): readonly string[] => [
  ...Object.entries(cells).flatMap(([each, cell]) => (cell.startsWith('-') ? [] : [each])),
  ...(Object.values(numbers).some((cell) => !cell.startsWith('-')) ? ['NUM'] : []),
];

describe('what a caller could ever be granted', () => {
  it.each(shipped.map((column) => [column.name, column] as const))('holds all that %s opens', (_name, column) => {
    const granted = everGranted(caller(column.role, column.organisation), today);
    expect(opened(column).filter((each) => !granted.has(each))).toEqual([]);
  });

  it('is less than everything for most, and more for some than for others', () => {
    const sizes = shipped.map(({ role, organisation }) => everGranted(caller(role, organisation), today).size);
    expect(sizes.filter((size) => size < classes.length).length).toBeGreaterThan(sizes.length / 2);
    expect(new Set(sizes).size).toBeGreaterThan(3);
  });

  it('is nothing for an organisation that no schedule covers, for no role, and when no schedule is valid', () => {
    expect(everGranted(caller('TEACHER', 'NOBODY'), today).size).toBe(0);
    expect(everGranted(caller('NOBODY', 'URN:100001'), today).size).toBe(0);
    expect(everGranted(caller('TEACHER', 'URN:100001'), '1999-01-01').size).toBe(0);
    expect(everGranted({ ...caller('TEACHER', 'URN:100001'), roles: [] }, today).size).toBe(0);
  });

  it('grows with a further role by what that role has', () => {
    const [teacher, lead] = ['TEACHER', 'DSL'].map((role) => everGranted(caller(role, 'URN:100001'), today));
    const both = everGranted({ ...caller('TEACHER', 'URN:100001'), roles: ['TEACHER', 'DSL'] }, today);
    expect([...both].sort()).toEqual([...new Set([...(teacher ?? []), ...(lead ?? [])])].sort());
    expect(both.size).toBeGreaterThan(teacher?.size ?? 0);
  });
});
