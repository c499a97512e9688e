import type { PersonSearch } from '../generated/education.ts';
import type { StoredRecord } from '../records/stored-record.ts';
import { heldPostcodes } from './held-postcodes.ts';
import { lettersOf, wordsOf } from './letters-of.ts';
import { soundOf } from './sound-of.ts';

/** A record as it can be found. What must not find it is not in here. */
export type FindablePerson = {
  readonly record: StoredRecord;
  readonly names: readonly FindableName[];
  /** Of an unborn child the expected date of delivery. */
  readonly dateOfBirth: string | null;
  readonly sex: 'F' | 'M' | null;
  readonly postcodes: readonly { readonly postcode: string; readonly current: boolean }[];
};

/** A name in bare letters. */
export type FindableName = {
  readonly given: readonly string[];
  readonly family: string;
  readonly isFormer: boolean;
};

/**
 * What a record may be found by: of a shielded one only names, date of birth and sex; of a record whose
 * identity was severed no former name (domain.md 2.2, 5.2 R0).
 */
export const findablePerson = (record: StoredRecord): FindablePerson => {
  const { names, dateOfBirth, expectedDateOfDelivery, sex } = record.recordedIdentity;
  const { shielded, linkLocked } = record.restrictions;
  return {
    record,
    names: names
      .filter(({ kind }) => !(linkLocked && kind === 'FORMER'))
      .map(({ given, family, kind }) => ({
        given: wordsOf(given),
        family: lettersOf(family),
        isFormer: kind === 'FORMER' || kind === 'ALIAS',
      })),
    dateOfBirth: dateOfBirth ?? expectedDateOfDelivery,
    sex: sex === 'U' ? null : sex,
    postcodes: shielded ? [] : heldPostcodes(record).filter(({ postcode }) => isPlace(postcode)),
  };
};

/** Under which headings a record stands in the index. */
export const headingsOf = ({ names, dateOfBirth, postcodes }: FindablePerson): ReadonlySet<string> =>
  new Set([
    ...(dateOfBirth === null ? [] : [`date ${dateOfBirth}`]),
    ...names.flatMap(({ given, family }) => nameHeadings(given, family)),
    ...postcodes.map(({ postcode }) => `place ${postcode}`),
  ]);

/** Under which headings somebody who is looked for may stand: the birthday read both ways, names in both orders. */
export const headingsToLookUnder = ({
  givenName,
  familyName,
  dateOfBirth,
  postcode,
}: PersonSearch): ReadonlySet<string> => {
  const given = wordsOf(givenName ?? '');
  const family = lettersOf(familyName ?? '');
  return new Set([
    ...(dateOfBirth == null ? [] : [`date ${dateOfBirth}`, `date ${daysAndMonthsSwapped(dateOfBirth)}`]),
    ...(family === '' ? [] : [...nameHeadings(given, family), ...nameHeadings([family], given.join(''))]),
    ...(postcode == null || !isPlace(postcode) ? [] : [`place ${postcode}`]),
  ]);
};

/** The date with day and month in each other's place, whether or not there is such a day. */
export const daysAndMonthsSwapped = (date: string): string => `${date.slice(0, 4)}${date.slice(7)}${date.slice(4, 7)}`;

const nameHeadings = (given: readonly string[], family: string): readonly string[] =>
  [...new Set([...given, given.join('')])].map((word) => `name ${soundOf(word)} ${soundOf(family)}`);

/** A pseudo-postcode is no place that anybody could be found at. */
const isPlace = (postcode: string): boolean => !postcode.startsWith('ZZ99');
