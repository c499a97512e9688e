import type { ChildRecord } from '../model/child-record.ts';
import type { Protocol } from '../model/protocol.ts';
import type { LocalDate } from '../model/words.ts';

/** Where a child's record is in its life (domain.md 7.0, Lifecycle); UNKNOWN: no record gives a date of birth. */
export type Lifecycle =
  | 'UNBORN'
  | 'CHILD'
  | 'PARTICIPATING'
  | 'DECEASED'
  | 'ARCHIVED_Y1'
  | 'ARCHIVED'
  | 'PURGED'
  | 'UNKNOWN';

const yearsArchived = 6;

/**
 * Computes the lifecycle from the records that are certainly the child's. Where they differ, what
 * restricts counts: the earliest date of birth, any date of death. `participates` is a fact that
 * permits, so the caller of this function says whose word it is.
 */
export function lifecycleOf(
  records: readonly ChildRecord[],
  participates: boolean,
  profile: Protocol['lifecycle'],
  today: LocalDate,
): Lifecycle {
  const died = earliest(records.map(({ lifecycle }) => lifecycle.diedOn));
  if (died !== null) {
    const years = wholeYears(died, today);
    if (years < 1) return 'DECEASED';
    return years < 1 + yearsArchived ? 'ARCHIVED' : 'PURGED';
  }
  const age = ageOf(records, today);
  if (age === null) return records.some(({ lifecycle }) => lifecycle.unborn) ? 'UNBORN' : 'UNKNOWN';
  if (age < profile.adultAt) return 'CHILD';
  if (participates && age <= profile.participatingUntil) return 'PARTICIPATING';
  if (age === profile.adultAt) return 'ARCHIVED_Y1';
  return age < profile.purgedAt ? 'ARCHIVED' : 'PURGED';
}

/** Age in whole years by the earliest date of birth; null when no record gives one. */
export function ageOf(records: readonly ChildRecord[], today: LocalDate): number | null {
  const born = earliest(records.map(({ lifecycle }) => lifecycle.dateOfBirth));
  return born === null ? null : wholeYears(born, today);
}

/** Whole years between two dates; a day that a year does not have counts from the next. */
function wholeYears(from: LocalDate, to: LocalDate): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

function earliest(dates: readonly (LocalDate | null)[]): LocalDate | null {
  return dates.reduce((first, date) => (date !== null && (first === null || date < first) ? date : first), null);
}
