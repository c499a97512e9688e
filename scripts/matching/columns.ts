import { type FieldKind, levelsOf } from './linkage/field-kinds.ts';
import { mustBeOneOf, UsageError } from './command-line.ts';
import type { Table } from './read-table.ts';

/** What the columns of a file can be, by the names that are recognised. Spaces and hyphens count as `_`. */
const rolePatterns = {
  id: /^(rec(ord)?_?id|unique_?id|id|row_?id)$/,
  truth: /^(person(_?id)?|cluster(_?id)?|entity(_?id)?|true_?(id|match|cluster)|ground_?truth)$/,
  source: /^(source(_?(dataset|system))?|agency|system|dataset)$/,
  twins: /^(twins|twin_?group|birth_?group)$/,
  given: /^(given|first|fore|christian)_?names?$/,
  family: /^(sur|last|family|second)_?names?$/,
  'former-family': /^(former|previous|birth|maiden)_?(sur|last|family)_?names?$/,
  'known-as': /^(known_?as|alias|preferred_?name|nick_?name)$/,
  'date-of-birth': /^(dob|d_?o_?b|birth_?(date|day)|date_?(of_?)?birth|birth_?dt)$/,
  'expected-date': /^(edd|expected_?(delivery|date)(_?date)?)$/,
  sex: /^(sex|gender)$/,
  postcode: /^(post_?code|zip(_?code)?|postal_?code)(_fake)?$/,
  'previous-postcodes': /^(previous|former|old)_?(post_?codes?)$/,
  'nhs-number': /^nhs_?(no|num(ber)?)$/,
  'nhs-verified': /^nhs_?(number_?)?verified$/,
  upn: /^upn$|^unique_?pupil_?number$/,
  'former-upn': /^(former|previous)_?upn$/,
  'cross-references': /^cross_?references?$/,
  severed: /^(severed|link_?locked)$/,
} as const;

/** What a column is to the commands. */
export type Role = keyof typeof rolePatterns;

/** Which column has which role, by the column's place; a role that no column has is not there. */
export type Columns = ReadonlyMap<Role, number>;

/**
 * Finds the columns by their names; `named` (role to column) goes first.
 *
 * @throws UsageError for a role that there is none of, or a column that the file does not have.
 */
export function detectColumns(table: Table, named: ReadonlyMap<string, string>): Columns {
  const columns = new Map<Role, number>();
  for (const [role, column] of named) {
    columns.set(mustBeOneOf('column', role, Object.keys(rolePatterns) as Role[]), placeOf(table, column));
  }
  const taken = new Set(columns.values());
  for (const [role, pattern] of Object.entries(rolePatterns) as [Role, RegExp][]) {
    if (columns.has(role)) continue;
    const place = table.columns.findIndex(
      (name, at) => !taken.has(at) && pattern.test(name.replaceAll(/[\s-]+/g, '_')),
    );
    if (place < 0) continue;
    columns.set(role, place);
    taken.add(place);
  }
  return columns;
}

/**
 * The place of a column.
 *
 * @throws UsageError when the file does not have it.
 */
export function placeOf({ file, columns }: Table, column: string): number {
  const place = columns.indexOf(column.toLowerCase());
  if (place < 0) throw new UsageError(`${file} has no column ${column}; it has ${columns.join(', ')}`);
  return place;
}

/** A column that records are compared by, or why it is left out. */
export type ColumnUse =
  | { readonly column: string; readonly kind: FieldKind }
  | { readonly column: string; readonly leftOut: string };

const kindPatterns: readonly (readonly [FieldKind, RegExp])[] = [
  ['CATEGORY', /^(sex|gender|ethnicity|title)$/],
  ['DATE', /(^|_)(dob|dates?)(_|$)/],
  ['CODE', /(^|_)(post_?code|zip|postal|phone|telephone|tel|mobile|state|county|age|year|number|no|num|nr)(_|$)/],
];
const identifiers = /(^|_)(id|ids|identifier|ssn|soc_sec|nhs|chi|upn|uln|nino|passport|licen[cs]e|medicare)(_|$)/;
const wholeNames = /^(full_?name|name|first_and_surname|display_?name)$/;

/**
 * Says of every column how it is compared where all that the data have counts (profile linkage): never
 * the truth, an identifier, or a name that repeats its parts. `named` (column to kind, or `none`) goes first.
 *
 * @throws UsageError for a kind that there is none of, or a column that the file does not have.
 */
export function columnUses(table: Table, columns: Columns, named: ReadonlyMap<string, string>): readonly ColumnUse[] {
  for (const column of named.keys()) placeOf(table, column);
  const wanted = new Map([...named].map(([column, kind]) => [column.toLowerCase(), kind]));
  const roles = new Map([...columns].map(([role, place]) => [place, role]));
  return table.columns.map((column, place): ColumnUse => {
    const kind = wanted.get(column);
    if (kind === 'none') return { column, leftOut: 'as told' };
    if (kind !== undefined) {
      return { column, kind: mustBeOneOf('compare', kind.toUpperCase(), Object.keys(levelsOf) as FieldKind[]) };
    }
    const name = column.replaceAll(/[\s-]+/g, '_');
    const role = roles.get(place);
    if (role !== undefined) return useOf(column, name, role);
    if (identifiers.test(name)) return { column, leftOut: 'an identifier' };
    if (wholeNames.test(name) && columns.has('given') && columns.has('family')) {
      return { column, leftOut: 'repeats other columns' };
    }
    return { column, kind: kindOf(name) };
  });
}

const roleKinds: Partial<Record<Role, FieldKind>> = {
  given: 'GIVEN',
  family: 'FAMILY',
  'known-as': 'TEXT',
  'former-family': 'TEXT',
  'date-of-birth': 'DATE',
  'expected-date': 'DATE',
  sex: 'CATEGORY',
  postcode: 'CODE',
};

function useOf(column: string, name: string, role: Role): ColumnUse {
  const kind = roleKinds[role];
  if (kind !== undefined) return { column, kind };
  if (role === 'previous-postcodes') return { column, kind: kindOf(name) };
  return { column, leftOut: `the ${role.replaceAll('-', ' ')}` };
}

function kindOf(name: string): FieldKind {
  return kindPatterns.find(([, pattern]) => pattern.test(name))?.[0] ?? 'TEXT';
}
