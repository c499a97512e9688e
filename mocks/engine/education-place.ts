import type { Calendar } from '../records/calendar.ts';
import type { JsonObject, StoredRecord } from '../records/stored-record.ts';

/**
 * Where an education system knows a child to be educated, where the family does not tell it: on the roll of a
 * current enrolment, else nowhere since the last one ended.
 */
export const educationPlaceOf = ({ ties }: StoredRecord, { today }: Calendar): JsonObject => {
  const begun = ties.enrolments.filter(({ from }) => from <= today);
  const current = begun.find(({ until }) => until === null || until >= today);
  if (current !== undefined) return { kind: 'ON_ROLL', since: current.from };
  const ended = begun.flatMap(({ until }) => until ?? []).sort();
  return { kind: 'NONE', since: ended.at(-1) ?? null };
};
