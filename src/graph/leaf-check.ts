import { type GraphQLLeafType, isEnumType } from 'graphql';

/** Whether a value, as JSON brought it, is of the leaf type: strict, nothing is converted. */
export type LeafCheck = (value: unknown) => boolean;

const maxInt = 2 ** 31 - 1;
const minInt = -(2 ** 31);
const timeOfDay = /^.{10}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const organisationCode = /^[A-Z][A-Z0-9_]{1,15}:[A-Za-z0-9][A-Za-z0-9._-]*$/;

const formats: Readonly<Record<string, LeafCheck>> = {
  Int: (value) => typeof value === 'number' && Number.isInteger(value) && value >= minInt && value <= maxInt,
  Float: (value) => typeof value === 'number' && Number.isFinite(value),
  Boolean: (value) => typeof value === 'boolean',
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string' && value !== '',
  LocalDate: isLocalDate,
  DateTime: (value) => typeof value === 'string' && isDay(value) && (isUsualTime(value) || timeOfDay.test(value)),
  OrganisationCode: (value) => typeof value === 'string' && value.length <= 64 && organisationCode.test(value),
};

/**
 * Makes the check of one leaf type: membership of an enum, the range of Int, the formats that
 * schemas/common.graphql gives its scalars. A scalar without a format here is asked itself, and
 * never lets an object or a list pass.
 */
export function leafCheckOf(type: GraphQLLeafType): LeafCheck {
  if (isEnumType(type)) {
    const names = new Set(type.getValues().map(({ name }) => name));
    return (value) => typeof value === 'string' && names.has(value);
  }
  return (
    formats[type.name] ??
    ((value) => {
      if (typeof value === 'object' || value === undefined) return false;
      try {
        type.parseValue(value);
        return true;
      } catch {
        return false;
      }
    })
  );
}

/** Whether a value is a day of the calendar as `YYYY-MM-DD`. */
export function isLocalDate(value: unknown): boolean {
  return typeof value === 'string' && value.length === dayLength && isDay(value);
}

const dayLength = 'YYYY-MM-DD'.length;
const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a text starts with a day; read digit by digit, since answers are full of dates. */
function isDay(text: string): boolean {
  if (text[4] !== '-' || text[7] !== '-') return false;
  const year = number(text, 0, 4);
  const month = number(text, 5, 7);
  const day = number(text, 8, 10);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = month === 2 && isLeap ? 29 : (daysOfMonth[month - 1] ?? 0);
  return year >= 0 && day >= 1 && day <= last;
}

/** Whether a text goes on as a time in canonical form, as nearly all do: cheaper than the expression for any form. */
function isUsualTime(text: string): boolean {
  return (
    text.length === canonicalLength &&
    text[10] === 'T' &&
    text[13] === ':' &&
    text[16] === ':' &&
    text[19] === '.' &&
    text[23] === 'Z' &&
    number(text, 11, 13) <= 23 &&
    number(text, 14, 16) <= 59 &&
    number(text, 17, 19) <= 59 &&
    number(text, 20, 23) >= 0
  );
}

/** The number that some digits make; not a number when one is no digit. */
function number(text: string, start: number, end: number): number {
  let result = 0;
  for (let index = start; index < end; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    result = result * 10 + digit;
  }
  return result;
}

/** Reads a leaf as the gateway shows it: instants in one canonical form (UTC, milliseconds), all else as it came; undefined: not of the type. */
export function leafReaderOf(type: GraphQLLeafType): (value: unknown) => unknown {
  const check = leafCheckOf(type);
  if (type.name !== 'DateTime') return (value) => (check(value) ? value : undefined);
  return (value) => (typeof value === 'string' && check(value) ? canonicalInstant(value) : undefined);
}

/** Gives an instant its canonical form, in which instants compare as text. */
export function canonicalInstant(instant: string): string {
  const isCanonical = instant.length === canonicalLength && instant.endsWith('Z');
  return isCanonical ? instant : new Date(instant).toISOString();
}

const canonicalLength = '2000-01-01T00:00:00.000Z'.length;
