import { isLocalAuthority } from './local-authority.ts';
import { invalid, type NormalisedIdentifier, plainCharacters, positionIn, readFixed } from './normalised-identifier.ts';

const digit = /\d/;
const sixDigits = Array.from({ length: 6 }, () => digit);
const sevenDigits = [...sixDigits, digit];

/** URN of a school or setting in England: six digits (domain.md 4.1). */
export function normaliseUrn(text: string): NormalisedIdentifier {
  return readFixed(text, sixDigits);
}

/**
 * LAESTAB: local authority (3) and establishment (4), seven digits; or `XXXXXXX`, `MMMMMMM`, with which a
 * common transfer file says that no such establishment is known (domain.md 4.1).
 */
export function normaliseLaestab(text: string): NormalisedIdentifier {
  const special = plainCharacters(text, /(?!)/, /[XM]/);
  if (special.kind === 'VALID' && /^(X{7}|M{7})$/.test(special.value)) return special;
  // The two parts are often written with a slash between them.
  const read = readFixed(text.replace('/', ' '), sevenDigits);
  if (read.kind === 'INVALID') return read;
  return isLocalAuthority(read.value.slice(0, 3)) ? read : invalid('LOCAL_AUTHORITY', positionIn(text, 0));
}

/** ODS code: three to ten letters and digits; whose it is only a look-up can tell (domain.md 4.1). */
export function normaliseOdsCode(text: string): NormalisedIdentifier {
  return readLetters(text, 3, 10);
}

/** Code of a local authority, three digits of the list; a part of it may follow after a hyphen, as `001-CSC`. */
export function normaliseLocalAuthority(text: string): NormalisedIdentifier {
  const [code = '', ...parts] = text.trim().split('-');
  const read = readFixed(code, [digit, digit, digit]);
  if (read.kind === 'INVALID') return read;
  if (!isLocalAuthority(read.value)) return invalid('LOCAL_AUTHORITY', 1);
  if (parts.length === 0) return read;
  const part = parts.join('-').toUpperCase();
  return /^[A-Z][A-Z-]{1,15}$/.test(part)
    ? { kind: 'VALID', value: `${read.value}-${part}` }
    : invalid('FORM', code.length + 2);
}

/** SEED code of a school in Scotland: seven digits. */
export function normaliseSeedCode(text: string): NormalisedIdentifier {
  return readFixed(text, sevenDigits);
}

function readLetters(text: string, shortest: number, longest: number): NormalisedIdentifier {
  const read = plainCharacters(text, /(?!)/, /[A-Z0-9]/);
  if (read.kind === 'INVALID') return read;
  if (read.value.length < shortest) return invalid('LENGTH');
  return read.value.length > longest ? invalid('LENGTH', positionIn(text, longest)) : read;
}
