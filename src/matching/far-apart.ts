import type { ComparableRecord } from './comparable-record.ts';
import type { PersonDetails } from './evidence/evidence.ts';

/**
 * Whether nothing can link two records, so that their names need not be compared: no identifier or
 * cross-reference is common to them, their dates of birth have nothing to do with each other, and they
 * live at no common address (domain.md 5.2 R6). Cheap: most of the records that a search finds are.
 */
export function areFarApart(one: ComparableRecord, other: ComparableRecord): boolean {
  if (one.record.isLinkLocked || other.record.isLinkLocked) return false;
  for (const key of one.identifiers.keys()) if (other.identifiers.has(key)) return false;
  return areBirthsApart(one.details, other.details) && !haveCommonHome(one.details, other.details);
}

/** Whether of year, month and day at least two differ, also with day and month swapped, and none is a placeholder. */
function areBirthsApart({ dateOfBirth: one }: PersonDetails, { dateOfBirth: other }: PersonDetails): boolean {
  if (one === null || other === null) return false;
  // Of one year a day may be a placeholder for any other, or swapped.
  if (one.slice(0, 4) === other.slice(0, 4)) return false;
  return one.slice(4) !== other.slice(4);
}

function haveCommonHome({ postcodes: ones }: PersonDetails, { postcodes: others }: PersonDetails): boolean {
  return ones.some((one) => others.some((other) => one.value === other.value));
}
