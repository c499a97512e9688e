import { doubleMetaphone } from 'double-metaphone';
import { jaroWinkler } from '../../../src/matching/evidence/jaro-winkler.ts';
import { isOneEditApart } from './edit-distance.ts';

/** How a column is compared. CODE: postcodes, telephone numbers, house numbers; CATEGORY: equal or not. */
export type FieldKind = 'GIVEN' | 'FAMILY' | 'TEXT' | 'DATE' | 'CODE' | 'CATEGORY';

/** The levels of each kind, the best first. */
export const levelsOf = {
  GIVEN: ['EXACT', 'CLOSE', 'SIMILAR', 'CROSSED', 'DIFFERS'],
  FAMILY: ['EXACT', 'CLOSE', 'SIMILAR', 'CROSSED', 'DIFFERS'],
  TEXT: ['EXACT', 'CLOSE', 'SIMILAR', 'DIFFERS'],
  DATE: ['EXACT', 'CLOSE', 'PARTIAL', 'DIFFERS'],
  CODE: ['EXACT', 'CLOSE', 'DIFFERS'],
  CATEGORY: ['EXACT', 'DIFFERS'],
} as const satisfies Readonly<Record<FieldKind, readonly string[]>>;

/** A letter that is wrong, or nearly all that is written alike. */
const closeFrom = 0.92;
const similarFrom = 0.84;
const shortestClose = 4;
const shortestCode = 3;

/** Normalises a value for comparing; empty: missing. Dates as YYYYMMDD, whatever day that is. */
export function normaliseValue(kind: FieldKind, text: string): string {
  switch (kind) {
    case 'DATE':
      return dateDigits(text) ?? '';
    case 'CODE':
    case 'CATEGORY':
    case 'GIVEN':
    case 'FAMILY':
    case 'TEXT':
      return plain(text);
  }
}

/** The eight digits of a date, YYYYMMDD; null where the text is not written as one. */
export function dateDigits(text: string): string | null {
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (compact !== null) return digitsOf(compact[1], compact[2], compact[3]);
  const european = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  return european === null ? null : digitsOf(european[3], european[2], european[1]);
}

/** The place among the levels of the kind; null where a side is missing. CROSSED is found over two fields. */
export function compareValues(kind: FieldKind, one: string, other: string): number | null {
  if (one === '' || other === '') return null;
  if (one === other) return 0;
  switch (kind) {
    case 'GIVEN':
    case 'FAMILY': {
      const level = textLevel(one, other);
      return level === 3 ? 4 : level;
    }
    case 'TEXT':
      return textLevel(one, other);
    case 'DATE':
      return dateLevel(one, other);
    case 'CODE':
      return one.length >= shortestCode && other.length >= shortestCode && isOneEditApart(one, other) ? 1 : 2;
    case 'CATEGORY':
      return 1;
  }
}

/** Whether two names are one, for telling that given and family name changed places. */
export function isNearlySame(one: string, other: string): boolean {
  return one !== '' && other !== '' && (one === other || textLevel(one, other) === 1);
}

/** Keys by which records with the same or a nearly same value find each other; none: missing. */
export function looseKeys(kind: FieldKind, value: string): readonly string[] {
  if (value === '') return [];
  switch (kind) {
    case 'GIVEN':
    case 'FAMILY':
    case 'TEXT': {
      const [sound] = doubleMetaphone(value);
      return [value.slice(0, 4) + value.length.toString(36), `*${sound || value}`];
    }
    case 'DATE': {
      const [year, month, day] = [value.slice(0, 4), value.slice(4, 6), value.slice(6)];
      return month <= '12' && day <= '12' && day !== month ? [value, `${year}${day}${month}`] : [value];
    }
    case 'CODE':
    case 'CATEGORY':
      return [value];
  }
}

function textLevel(one: string, other: string): 1 | 2 | 3 {
  const isLong = one.length >= shortestClose && other.length >= shortestClose;
  if (isLong && isOneEditApart(one, other)) return 1;
  const similarity = jaroWinkler(one, other);
  if (isLong && similarity >= closeFrom) return 1;
  return similarity >= similarFrom ? 2 : 3;
}

function dateLevel(one: string, other: string): 1 | 2 | 3 {
  const parts = (value: string): readonly [string, string, string] => [
    value.slice(0, 4),
    value.slice(4, 6),
    value.slice(6),
  ];
  const [year, month, day] = parts(one);
  const [otherYear, otherMonth, otherDay] = parts(other);
  if (year === otherYear && month === otherDay && day === otherMonth) return 1;
  if (isOneEditApart(one, other)) return 1;
  const same = Number(year === otherYear) + Number(month === otherMonth) + Number(day === otherDay);
  return same === 2 ? 2 : 3;
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}@]/gu, '');
}

function digitsOf(year = '', month = '', day = ''): string {
  return `${year}${month.padStart(2, '0')}${day.padStart(2, '0')}`;
}
