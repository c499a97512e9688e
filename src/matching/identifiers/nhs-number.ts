import {
  invalid,
  type NormalisedIdentifier,
  plainCharacters,
  positionIn,
  wrongLength,
} from './normalised-identifier.ts';
import { weightedSum } from './weighted-sum.ts';

/**
 * NHS number: ten digits, the last a check digit modulo 11 (domain.md 4.1). All ten numbers of one
 * repeated digit pass the check, and none is in use.
 */
export function normaliseNhsNumber(text: string): NormalisedIdentifier {
  const read = plainCharacters(text, /^\d{10}$/, /\d/);
  if (read.kind === 'INVALID') return read;
  const { value } = read;
  if (value.length !== 10) return wrongLength(text, value, 10);
  if (/^(\d)\1{9}$/.test(value)) return invalid('REPEATED_DIGIT');
  return weightedSum(value) % 11 === 0 ? read : invalid('CHECK_DIGIT', positionIn(text, 9));
}
