import { invalid, isSeparator, type NormalisedIdentifier, plainCharacters } from './normalised-identifier.ts';

/** No I, O or S. */
const alphabet = 'ABCDEFGHJKLMNPQRTUVWXYZ';
const form = /^[A-HJ-NP-RT-Z]\d{11}[A-HJ-NP-RT-Z\d]$/;

/** Local-authority parts in use (domain.md 4.1), as first and last of each run. */
const authorities: readonly (readonly [number, number])[] = [
  [1, 5],
  [201, 213],
  [301, 320],
  [330, 336],
  [340, 344],
  [350, 359],
  [370, 373],
  [380, 384],
  [390, 394],
  [420, 420],
  [660, 681],
  [701, 708],
  [800, 803],
  [805, 808],
  [810, 813],
  [815, 816],
  [820, 823],
  [825, 826],
  [830, 831],
  [835, 841],
  [845, 846],
  [850, 852],
  [855, 857],
  [860, 861],
  [865, 896],
  [908, 909],
  [916, 916],
  [919, 919],
  [921, 921],
  [925, 926],
  [928, 929],
  [931, 931],
  [933, 933],
  [935, 938],
  [940, 943],
];

/**
 * UPN: a check letter, authority (3), establishment (4), year (2) and serial (3) digits; in a
 * temporary one the last character is a letter (domain.md 4.1). A former UPN has either form.
 */
export function normaliseUniquePupilNumber(text: string): NormalisedIdentifier {
  const read = plainCharacters(text, /^[A-Z0-9]+$/, /[A-Z0-9]/);
  if (read.kind === 'INVALID') return read;
  const { value } = read;
  if (value.length !== 13) return invalid('LENGTH');
  if (!form.test(value)) {
    const wrong = value.split('').findIndex((character, index) => !isAllowedAt(character, index));
    return invalid('CHARACTER', positionIn(text, wrong));
  }
  if (!isAuthority(Number(value.slice(1, 4)))) return invalid('LOCAL_AUTHORITY');
  return value[0] === checkLetter(value) ? read : invalid('CHECK_LETTER');
}

function isAllowedAt(character: string, index: number): boolean {
  const isDigit = /\d/.test(character);
  const isLetter = alphabet.includes(character);
  if (index === 0) return isLetter;
  return index === 12 ? isDigit || isLetter : isDigit;
}

function isAuthority(code: number): boolean {
  return authorities.some(([first, last]) => code >= first && code <= last);
}

function checkLetter(value: string): string | undefined {
  let sum = 0;
  for (let index = 1; index < 13; index += 1) sum += (index + 1) * valueOf(value.charAt(index));
  return alphabet[sum % 23];
}

function valueOf(character: string): number {
  return character <= '9' ? Number(character) : alphabet.indexOf(character);
}

/** The place in the text as given of a character that is left when spaces and hyphens are dropped. */
function positionIn(text: string, index: number): number {
  let left = index;
  let position = 0;
  for (const character of text) {
    position += 1;
    if (isSeparator(character)) continue;
    if (left === 0) return position;
    left -= 1;
  }
  return position;
}
