/** Why a text is no identifier of a scheme. Never says what the text was. */
export type IdentifierFault =
  | 'EMPTY'
  | 'LENGTH'
  | 'CHARACTER'
  | 'CHECK_DIGIT'
  | 'CHECK_LETTER'
  | 'REPEATED_DIGIT'
  | 'DATE'
  | 'LOCAL_AUTHORITY';

/** A text read as an identifier. `position` counts the characters of the text as it was given, from 1. */
export type NormalisedIdentifier =
  | { readonly kind: 'VALID'; readonly value: string }
  | { readonly kind: 'INVALID'; readonly reasonCode: IdentifierFault; readonly position?: number };

/** A text that is no identifier of the scheme. */
export function invalid(reasonCode: IdentifierFault, position?: number): NormalisedIdentifier & { kind: 'INVALID' } {
  return { kind: 'INVALID', reasonCode, ...(position === undefined ? {} : { position }) };
}

/** Whether a character only separates the others for the eye: white space, a hyphen or a dash. */
export function isSeparator(character: string): boolean {
  return /[\s\u2010-\u2015-]/u.test(character);
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
