import { invalid, type NormalisedIdentifier, plainCharacters } from './normalised-identifier.ts';

/**
 * NHS number: ten digits, the last a check digit modulo 11 (domain.md 4.1). All ten numbers of one
 * repeated digit pass the check, and none is in use.
 */
export function normaliseNhsNumber(text: string): NormalisedIdentifier {
  const read = plainCharacters(text, /^\d+$/, /\d/);
  if (read.kind === 'INVALID') return read;
  const { value } = read;
  if (value.length !== 10) return invalid('LENGTH');
  if (/^(\d)\1{9}$/.test(value)) return invalid('REPEATED_DIGIT');
  let sum = 0;
  for (let index = 0; index < 10; index += 1) sum += Number(value[index]) * (10 - index);
  return sum % 11 === 0 ? read : invalid('CHECK_DIGIT');
}
