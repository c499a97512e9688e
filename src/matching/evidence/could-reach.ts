import type { MatchingParameters } from '../../model/matching-parameters.ts';
import { bestGiven } from './best-names.ts';
import { compareDetails } from './compare-details.ts';
import type { PersonDetails } from './evidence.ts';
import { scoreOf } from './score-of.ts';

const unknownFamily = { level: 'UNKNOWN', terms: [] } as const;

/** Sums of weights are not exact to the last bit. */
const tolerance = 1e-9;

/**
 * Whether two persons' details could reach a score (`scoreOf`), were their family names as alike as they can be without
 * being spelt the same: comparing spellings is most of the work, and hardly any two who share part of a date of
 * birth come near.
 */
export function couldReach(
  score: number,
  one: PersonDetails,
  other: PersonDetails,
  parameters: MatchingParameters,
): boolean {
  const { weights, termFrequencyCap } = parameters;
  const names = { given: bestGiven(one.names, other.names), family: unknownFamily };
  const others = scoreOf(compareDetails(one, other, names), one, other, parameters, names);
  const { EXACT, FORMER, SIMILAR, DIFFERS } = weights.family;
  const family = shareFamilyName(one, other)
    ? Math.max(0, EXACT, FORMER, SIMILAR, DIFFERS) + termFrequencyCap
    : Math.max(0, SIMILAR, DIFFERS);
  return others + family >= score - tolerance;
}

function shareFamilyName({ names: ones }: PersonDetails, { names: others }: PersonDetails): boolean {
  return ones.some(({ family }) => family !== null && others.some((other) => other.family === family));
}
