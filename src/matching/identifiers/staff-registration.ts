import { type NormalisedIdentifier, notOfForm, plainCharacters, readFixed } from './normalised-identifier.ts';

// domain.md 4.1: none of these has a check digit; only the register can say whose it is.

const digit = /\d/;
const letter = /[A-Z]/;
const sevenDigits = Array.from({ length: 7 }, () => digit);

/** Registration of a doctor with the General Medical Council: seven digits. */
export function normaliseGmc(text: string): NormalisedIdentifier {
  return readFixed(text, sevenDigits);
}

/** PIN of a nurse or midwife: two digits, a letter, four digits, a letter. */
export function normaliseNmc(text: string): NormalisedIdentifier {
  return readFixed(text, [digit, digit, letter, digit, digit, digit, digit, letter]);
}

/** Registration with the Health and Care Professions Council: two or three letters of the profession, then up to six digits. */
export function normaliseHcpc(text: string): NormalisedIdentifier {
  return readForm(text, /^([A-Z]{1,3}|[A-Z]{2,3}\d{1,6})$/, /^[A-Z]{2,3}\d{1,6}$/);
}

/** Registration with Social Work England: `SW` and up to ten digits. */
export function normaliseSocialWorkEngland(text: string): NormalisedIdentifier {
  return readForm(text, /^(S|SW\d{0,10})$/, /^SW\d{1,10}$/);
}

/** Teacher reference number: seven digits, sometimes written with a slash after the first two. */
export function normaliseTeacherReference(text: string): NormalisedIdentifier {
  return readFixed(text.replace('/', ' '), sevenDigits);
}

function readForm(text: string, beginning: RegExp, complete: RegExp): NormalisedIdentifier {
  const read = plainCharacters(text, /(?!)/, /[A-Z0-9]/);
  if (read.kind === 'INVALID') return read;
  return complete.test(read.value) ? read : notOfForm(text, read.value, beginning);
}
