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

/** What the records that are certainly a child's say of its life; of each date the earliest, null: none says. */
export type LifeDates = {
  bornOn: LocalDate | null;
  diedOn: LocalDate | null;
  isUnborn: boolean;
};

/**
 * Computes the lifecycle from what the records that are certainly the child's say. `participates` is a fact that
 * permits, so the caller of this function says whose word it is.
 */
export function lifecycleOf(
  { bornOn, diedOn, isUnborn }: Readonly<LifeDates>,
  participates: boolean,
  profile: Protocol['lifecycle'],
  today: LocalDate,
): Lifecycle {
  if (diedOn !== null) {
    const years = wholeYears(diedOn, today);
    if (years < 1) return 'DECEASED';
    return years < 1 + yearsArchived ? 'ARCHIVED' : 'PURGED';
  }
  if (bornOn === null) return isUnborn ? 'UNBORN' : 'UNKNOWN';
  const age = wholeYears(bornOn, today);
  if (age < profile.adultAt) return 'CHILD';
  if (participates && age <= profile.participatingUntil) return 'PARTICIPATING';
  if (age === profile.adultAt) return 'ARCHIVED_Y1';
  return age < profile.purgedAt ? 'ARCHIVED' : 'PURGED';
}

/** Whole years between two dates; a day that a year does not have counts from the next. */
export function wholeYears(from: LocalDate, to: LocalDate): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}
