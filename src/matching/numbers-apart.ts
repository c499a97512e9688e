import type { ChildRecord, LinkFlag } from '../model/child-record.ts';
import type { MatchingParameters } from '../model/matching-parameters.ts';
import { comparableRecord } from './comparable-record.ts';
import { evidenceOfDetails, isSevered, verifiedNumbersDiffer } from './compare-records.ts';
import { isTwinSuspect } from './judge-details.ts';

/** Nothing that depends on a day, an age or a law is asked. */
const anyTime = { today: '0001-01-01', adultAt: 0, lawOf: () => '' };

/**
 * Whether two records are kept apart by nothing but that each has a verified number of its own, though they are as
 * alike as one child's (domain.md 5.2 R2): somebody should look. Gives what is to be borne in mind; null: they are
 * not. Of a severed identity nothing is said.
 */
export function numbersApart(
  one: ChildRecord,
  other: ChildRecord,
  parameters: MatchingParameters,
): readonly LinkFlag[] | null {
  const [left, right] = [comparableRecord(one, anyTime), comparableRecord(other, anyTime)];
  if (isSevered(left, right) || !verifiedNumbersDiffer(left, right)) return null;
  const { pattern, score } = evidenceOfDetails(left.details, right.details, parameters);
  if (score < parameters.thresholds.match) return null;
  return isTwinSuspect(pattern) ? ['TWIN_SUSPECT'] : [];
}
