import type { ChildRecord } from '../model/child-record.ts';
import type { MatchingParameters } from '../model/matching-parameters.ts';
import type { PersonSearch } from '../model/person-search.ts';
import type { MatchOutcome, SearchCandidate, SearchFinding } from '../model/search-finding.ts';
import { type DetailsEvidence, evidenceOfDetails } from './compare-records.ts';
import type { PersonDetails } from './evidence/evidence.ts';
import { personDetails, personDetailsOfSearch } from './evidence/person-details.ts';
import { isOfOneBirth, judgeDetails } from './judge-details.ts';

/**
 * Judges candidates by what is known of a person who is looked for (domain.md 5.2 R6-R9): each candidate the
 * records of one child, of which nothing is given but what the search may use. At most one is a MATCH. The
 * others that are not ruled out are POSSIBLE, and the search comes to MANY where its best are as good as
 * tied. It does not depend on the order of candidates or records. Whether enough is known to look by (R10),
 * and whether everybody answered (R11), is the caller's to say.
 */
export function matchSearch(
  search: PersonSearch,
  candidates: readonly (readonly ChildRecord[])[],
  parameters: MatchingParameters,
): SearchFinding {
  const details = personDetailsOfSearch(search);
  const scored = candidates.flatMap((records, index) => {
    const evidence = bestEvidence(details, records, parameters);
    return evidence === null ? [] : [{ index, ...evidence }];
  });
  const found = scored
    .flatMap((one): readonly SearchCandidate[] => {
      const others = scored.filter((other) => other !== one);
      const judged = judgeDetails(
        {
          ...one,
          isIdentified: false,
          isVerified: false,
          hasDouble: () =>
            others.some((other) =>
              couldBeTwins(candidates[one.index] ?? [], candidates[other.index] ?? [], parameters),
            ),
          hasMargin: () => others.every(({ score }) => one.score - score >= parameters.thresholds.margin),
        },
        parameters,
      );
      if (judged.kind === 'NO_MATCH') return [];
      const { index, pattern, score } = one;
      return [{ index, outcome: judged.kind, rule: judged.rule, pattern, score, flags: judged.flags }];
    })
    .sort((one, other) => other.score - one.score || one.index - other.index);
  return { outcome: outcomeOf(found), candidates: found };
}

/** Less than one bit apart: neither is twice as likely as the other. */
const tiedWithin = 1;

function outcomeOf(found: readonly SearchCandidate[]): MatchOutcome {
  const [best, next] = found;
  if (best === undefined) return 'NO_MATCH';
  if (found.some(({ outcome }) => outcome === 'MATCH')) return 'MATCH';
  return next !== undefined && best.score - next.score < tiedWithin ? 'MANY' : 'POSSIBLE';
}

/**
 * Whether two candidates could be twins (R6t): by what they say of themselves, not of the person who is looked
 * for, since a date of birth that was given wrong fits neither.
 */
function couldBeTwins(
  records: readonly ChildRecord[],
  others: readonly ChildRecord[],
  parameters: MatchingParameters,
): boolean {
  const details = others.map((other) => personDetails(other));
  return records.some((record) => {
    const own = personDetails(record);
    return details.some((other) => isOfOneBirth(evidenceOfDetails(own, other, parameters).pattern));
  });
}

/** How the record compares that is likest: a child is found by any copy that may be seen. */
function bestEvidence(
  search: PersonDetails,
  records: readonly ChildRecord[],
  parameters: MatchingParameters,
): DetailsEvidence | null {
  let best: DetailsEvidence | null = null;
  for (const record of records) {
    const evidence = evidenceOfDetails(search, personDetails(record), parameters);
    if (best === null || isBetter(evidence, best)) best = evidence;
  }
  return best;
}

/** Of equal scores either will do, so long as it is the same whatever the order of the records. */
function isBetter(one: DetailsEvidence, other: DetailsEvidence): boolean {
  return one.score === other.score
    ? JSON.stringify(one.pattern) < JSON.stringify(other.pattern)
    : one.score > other.score;
}
