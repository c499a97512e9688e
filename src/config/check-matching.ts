import type { MatchingParameters } from '../model/matching-parameters.ts';
import type { ProtocolFault } from '../model/protocol.ts';

const file = 'matching.yaml';

/** Each field's levels in the order in which they must weigh: what agrees more never weighs less. */
const falling = {
  dateOfBirth: ['EXACT', 'SWAPPED', 'ONE_COMPONENT', 'DIFFERS'],
  family: ['EXACT', 'FORMER', 'SIMILAR', 'DIFFERS'],
  given: ['EXACT', 'VARIANT', 'INITIAL', 'DIFFERS'],
  sex: ['SAME', 'DIFFERS'],
  postcode: ['CURRENT', 'PREVIOUS', 'OUTWARD', 'DIFFERS'],
} as const satisfies Partial<Record<keyof MatchingParameters['weights'], readonly string[]>>;

/** Finds weights that contradict each other: a level that weighs less than a lesser one, a threshold under another. */
export function checkMatching({ weights, thresholds }: MatchingParameters): readonly ProtocolFault[] {
  const faults: ProtocolFault[] = [];
  const fault = (problem: string): void => {
    faults.push({ file, problem });
  };
  for (const [field, levels] of Object.entries(falling)) {
    const byLevel: Readonly<Record<string, number>> = weights[field as keyof typeof falling];
    for (const [place, level] of levels.entries()) {
      const next = levels[place + 1];
      if (next !== undefined && (byLevel[level] ?? 0) < (byLevel[next] ?? 0)) {
        fault(`weights.${field}: ${level} weighs less than ${next}; what agrees more may not weigh less`);
      }
    }
    if ((byLevel[levels[0]] ?? 0) <= 0) fault(`weights.${field}.${levels[0]} is not above 0: agreement is no evidence`);
    if ((byLevel['DIFFERS'] ?? 0) >= 0) fault(`weights.${field}.DIFFERS is not below 0: difference is no evidence`);
  }
  if (weights.dateOfBirth.PLACEHOLDER > weights.dateOfBirth.EXACT) {
    fault('weights.dateOfBirth: PLACEHOLDER weighs more than EXACT');
  }
  for (const field of ['carer', 'school'] as const) {
    if (weights[field].AGREES <= 0) fault(`weights.${field}.AGREES is not above 0: agreement is no evidence`);
  }
  if (thresholds.possible <= 0) fault('thresholds.possible is not above 0: strangers would be possible matches');
  if (thresholds.match <= thresholds.possible) fault('thresholds.match is not above thresholds.possible');
  return faults;
}
