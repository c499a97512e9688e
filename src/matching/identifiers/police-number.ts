import { invalid, type NormalisedIdentifier, notOfForm, plainCharacters, positionIn } from './normalised-identifier.ts';

/** The letter of a remainder modulo 23; no I, O or S. */
const alphabet = 'ZABCDEFGHJKLMNPQRTUVWXY';
const checkLetter = /[A-HJ-NP-RT-Z]/;
const characters = /[A-Z0-9/]/;
const pncBeginning = /^(\d{1,11}|(\d\d|\d{4})\/\d{0,7}|(\d\d|\d{4})\/\d{1,7}[A-Z]|\d{3,11}[A-Z])$/;
const croBeginning = /^(S|SF(\d{0,2}|\d\d\/\d{0,6}|\d\d\/\d{1,6}[A-Z])|\d{1,6}(\/\d{0,2}|\/\d\d[A-Z])?)$/;

/**
 * PNC id: year, serial of at most seven digits, check letter; canonical `YYYY/NNNNNNND` (domain.md 4.1). Without
 * a slash, twelve characters have a year of four digits and fewer one of two. A year of two digits is this
 * century's up to `thisYear`, else the last one's; when `thisYear` is null its century cannot be told.
 */
export function normalisePncId(text: string, thisYear: number | null): NormalisedIdentifier {
  const read = plainCharacters(text, /^\d{4}\/\d{7}[A-Z]$/, characters);
  if (read.kind === 'INVALID') return read;
  const { value } = read;
  const parts = /^(\d{4}|\d\d)\/(\d{1,7})([A-Z])$/.exec(value) ?? withoutSlash(value);
  if (parts === null) return notOfForm(text, value, pncBeginning);
  const [, year = '', digits = '', letter = ''] = parts;
  const serial = digits.padStart(7, '0');
  const fault = letterFault(text, value, letter, `${year.slice(-2)}${serial}`);
  if (fault !== null) return fault;
  const fullYear = year.length === 4 ? year : centuryOf(year, thisYear);
  if (fullYear === null) return invalid('CENTURY', positionIn(text, 0));
  if (!/^(19|20)/.test(fullYear)) return invalid('DATE', positionIn(text, 0));
  return { kind: 'VALID', value: `${fullYear}/${serial}${letter}` };
}

/**
 * CRO number: serial of at most six digits, slash, year, check letter; canonical with six digits. On a separate
 * file (SF) the year stands first, and the serial is not filled up (domain.md 4.1).
 */
export function normaliseCroNumber(text: string): NormalisedIdentifier {
  const read = plainCharacters(text, /^\d{6}\/\d\d[A-Z]$/, characters);
  if (read.kind === 'INVALID') return read;
  const { value } = read;
  const separate = /^SF(\d\d)\/(\d{1,6})([A-Z])$/.exec(value);
  if (separate !== null) {
    const [, year = '', serial = '', letter = ''] = separate;
    return letterFault(text, value, letter, `${year}${serial}`) ?? read;
  }
  const standard = /^(\d{1,6})\/(\d\d)([A-Z])$/.exec(value);
  if (standard === null) return notOfForm(text, value, croBeginning);
  const [, digits = '', year = '', letter = ''] = standard;
  const serial = digits.padStart(6, '0');
  const fault = letterFault(text, value, letter, `${year}${serial}`);
  return fault ?? { kind: 'VALID', value: `${serial}/${year}${letter}` };
}

function withoutSlash(value: string): RegExpExecArray | null {
  return (value.length === 12 ? /^(\d{4})(\d{7})([A-Z])$/ : /^(\d\d)(\d{1,7})([A-Z])$/).exec(value);
}

function centuryOf(year: string, thisYear: number | null): string | null {
  if (thisYear === null) return null;
  const thisCentury = Math.floor(thisYear / 100);
  return `${Number(year) <= thisYear % 100 ? thisCentury : thisCentury - 1}${year}`;
}

/** What is wrong with the last character; null: it is the check letter of the number. */
function letterFault(text: string, value: string, letter: string, number: string): NormalisedIdentifier | null {
  const position = positionIn(text, value.length - 1);
  if (!checkLetter.test(letter)) return invalid('CHARACTER', position);
  return alphabet[Number(number) % alphabet.length] === letter ? null : invalid('CHECK_LETTER', position);
}
