import { isLocalAuthority } from './local-authority.ts';
import {
  invalid,
  type NormalisedIdentifier,
  plainCharacters,
  positionIn,
  wrongLength,
} from './normalised-identifier.ts';

/** No I, O or S. */
const alphabet = 'ABCDEFGHJKLMNPQRTUVWXYZ';
const form = /^[A-HJ-NP-RT-Z]\d{11}[A-HJ-NP-RT-Z\d]$/;

/**
 * UPN: a check letter, authority (3), establishment (4), year (2) and serial (3) digits; in a
 * temporary one the last character is a letter (domain.md 4.1). A former UPN has either form. The check
 * letter tells every single wrong character, so it is tried before the list of authorities.
 */
export function normaliseUniquePupilNumber(text: string): NormalisedIdentifier {
  const read = plainCharacters(text, form, /[A-Z0-9]/);
  if (read.kind === 'INVALID') return read;
  const { value } = read;
  if (value.length !== 13) return wrongLength(text, value, 13);
  if (!form.test(value)) {
    const wrong = value.split('').findIndex((character, index) => !isAllowedAt(character, index));
    return invalid('CHARACTER', positionIn(text, wrong));
  }
  if (value[0] !== checkLetter(value)) return invalid('CHECK_LETTER', positionIn(text, 0));
  return isLocalAuthority(value.slice(1, 4)) ? read : invalid('LOCAL_AUTHORITY', positionIn(text, 1));
}

function isAllowedAt(character: string, index: number): boolean {
  const isDigit = /\d/.test(character);
  const isLetter = alphabet.includes(character);
  if (index === 0) return isLetter;
  return index === 12 ? isDigit || isLetter : isDigit;
}

function checkLetter(value: string): string | undefined {
  let sum = 0;
  for (let index = 1; index < 13; index += 1) sum += (index + 1) * valueOf(value.charAt(index));
  return alphabet[sum % 23];
}

function valueOf(character: string): number {
  return character <= '9' ? Number(character) : alphabet.indexOf(character);
}
