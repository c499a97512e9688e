import {
  invalid,
  type NormalisedIdentifier,
  plainCharacters,
  positionIn,
  wrongLength,
} from './normalised-identifier.ts';
import { weightedSum } from './weighted-sum.ts';

/** Written for learners who have no number. */
const placeholder = '9999999999';

/**
 * ULN: ten digits, the first not 0, the weighted sum 10 modulo 11: no number is both a ULN and an NHS
 * number (domain.md 4.1).
 */
export function normaliseUniqueLearnerNumber(text: string): NormalisedIdentifier {
  const read = plainCharacters(text, /^\d{10}$/, /\d/);
  if (read.kind === 'INVALID') return read;
  const { value } = read;
  if (value.length !== 10) return wrongLength(text, value, 10);
  if (value === placeholder) return invalid('PLACEHOLDER');
  if (value.startsWith('0')) return invalid('CHARACTER', positionIn(text, 0));
  return weightedSum(value) % 11 === 10 ? read : invalid('CHECK_DIGIT', positionIn(text, 9));
}
