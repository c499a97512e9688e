/** Why a text is no identifier of a scheme. Never says what the text was. */
export type IdentifierFault =
  /** Nothing but separators. */
  | 'EMPTY'
  /** Too short, or too long: then the position is that of the first character too many. */
  | 'LENGTH'
  /** A character that cannot stand there. */
  | 'CHARACTER'
  /** Nothing wrong with any one character, but together they are not of the scheme's form. */
  | 'FORM'
  | 'CHECK_DIGIT'
  | 'CHECK_LETTER'
  | 'REPEATED_DIGIT'
  /** A number that is written where there is none. */
  | 'PLACEHOLDER'
  /** The digits that stand for a date are none. */
  | 'DATE'
  /** The year has two digits, and which century is meant cannot be told. */
  | 'CENTURY'
  | 'LOCAL_AUTHORITY';

/** A text read as an identifier. `position` counts the characters of the text as it was given, from 1. */
export type NormalisedIdentifier =
  | { readonly kind: 'VALID'; readonly value: string }
  | { readonly kind: 'INVALID'; readonly reasonCode: IdentifierFault; readonly position?: number };

/** A text that is no identifier of the scheme. */
export function invalid(reasonCode: IdentifierFault, position?: number): NormalisedIdentifier & { kind: 'INVALID' } {
  return { kind: 'INVALID', reasonCode, ...(position === undefined ? {} : { position }) };
}

/** A text whose characters, `length` of them at most, are too many or too few when separators are dropped. */
export function wrongLength(text: string, value: string, length: number): NormalisedIdentifier & { kind: 'INVALID' } {
  return value.length > length ? invalid('LENGTH', positionIn(text, length)) : invalid('LENGTH');
}

/** Upper-cases, drops separators, and checks each character that is left. */
export function plainCharacters(text: string, canonical: RegExp, allowed: RegExp): NormalisedIdentifier {
  // Agencies send the canonical form: thousands of them in a caseload, so it is read at once.
  if (canonical.test(text)) return { kind: 'VALID', value: text };
  let value = '';
  let position = 0;
  for (const character of text) {
    position += 1;
    if (isSeparator(character)) continue;
    const upper = character.toUpperCase();
    if (!allowed.test(upper) || upper.length !== 1) return invalid('CHARACTER', position);
    value += upper;
  }
  return value === '' ? invalid('EMPTY') : { kind: 'VALID', value };
}

/**
 * Reads a text of one fixed form: what may stand at each place, separators left out. What is left of the text
 * is the canonical form.
 */
export function readFixed(text: string, places: readonly RegExp[]): NormalisedIdentifier {
  const read = plainCharacters(text, never, /[A-Z0-9]/);
  if (read.kind === 'INVALID') return read;
  const { value } = read;
  const wrong = Array.from(value).findIndex((character, index) => !(places[index] ?? anything).test(character));
  if (wrong >= 0) return invalid('CHARACTER', positionIn(text, wrong));
  return value.length === places.length ? read : wrongLength(text, value, places.length);
}

/**
 * Why a text is not of a form of which `beginning` matches every beginning: the first character with which
 * nothing of the form begins is wrong; when there is none, it is too short.
 */
export function notOfForm(text: string, value: string, beginning: RegExp): NormalisedIdentifier & { kind: 'INVALID' } {
  for (let length = 1; length <= value.length; length += 1) {
    if (!beginning.test(value.slice(0, length))) return invalid('FORM', positionIn(text, length - 1));
  }
  return invalid('LENGTH');
}

/** The place in the text as given of a character that is left when spaces and hyphens are dropped. */
export function positionIn(text: string, index: number): number {
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

/** Whether a character only separates the others for the eye: white space, a hyphen or a dash. */
function isSeparator(character: string): boolean {
  return /[\s\u2010-\u2015-]/u.test(character);
}

const never = /(?!)/;
const anything = /./;
