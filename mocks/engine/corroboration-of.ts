import type { Corroboration, PersonSearch } from '../generated/education.ts';
import type { Json, JsonObject, StoredRecord } from '../records/stored-record.ts';
import { lettersOf, wordsOf } from './letters-of.ts';

/**
 * Answers whether a record bears out what a search says of a carer and of a school. A shielded record bears
 * nothing out: where it is known and who cares for it is what the shield hides (domain.md 2.2).
 */
export const corroborationOf = (record: StoredRecord, search: PersonSearch, today: string): Corroboration =>
  record.restrictions.shielded
    ? { carer: false, school: false }
    : { carer: hasCarer(record, search), school: isEnrolled(record, search, today) };

/** Whether a carer bears all the names that are given. */
const hasCarer = (record: StoredRecord, { carerGivenName, carerFamilyName }: PersonSearch): boolean => {
  const given = wordsOf(carerGivenName ?? '');
  const family = lettersOf(carerFamilyName ?? '');
  if (given.length === 0 && family === '') return false;
  return carerNames(record).some((name) => {
    const words = wordsOf(name);
    const isGiven = given.every((word) => words.slice(0, -1).includes(word));
    return isGiven && (family === '' || lettersOf(name).endsWith(family));
  });
};

const isEnrolled = (record: StoredRecord, { school, yearGroup }: PersonSearch, today: string): boolean => {
  const year = yearGroup?.replace(/^\s*year\s*/i, '').trim();
  return record.ties.enrolments.some(
    ({ organisation, groups, until }) =>
      organisation === school &&
      (until === null || until >= today) &&
      (year === undefined || year === '' || groups.some((group) => yearOf(group) === year.toUpperCase())),
  );
};

/** The year of a class: `4B` is of year 4. A group without a number is a year of its own. */
const yearOf = (group: string): string => /^\d+/.exec(group)?.[0] ?? group.toUpperCase();

/** Names of the carers whom the record itself has. */
const carerNames = (record: StoredRecord): readonly string[] => {
  const carers = record.details['carers'];
  return (Array.isArray(carers) ? (carers as readonly Json[]) : []).flatMap((carer) => {
    const { name } = carer as JsonObject;
    return typeof name === 'string' ? [name] : [];
  });
};
