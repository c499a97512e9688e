import { normaliseChiNumber } from './chi-number.ts';
import { normaliseNhsNumber } from './nhs-number.ts';
import { invalid, type NormalisedIdentifier } from './normalised-identifier.ts';
import { normaliseUniquePupilNumber } from './unique-pupil-number.ts';

/**
 * What an identifier proves when two records carry the same one (domain.md 5.2).
 * VERIFIED: the allocating body confirms whose it is (R2, R3, R4). UNIQUE: nobody confirms it, but
 * one source gives it to one child (R5). LOCAL: one system's own number, which proves nothing.
 */
export type IdentifierEvidence = 'VERIFIED' | 'UNIQUE' | 'LOCAL';

type SchemeRules = {
  readonly evidence: IdentifierEvidence;
  readonly normalise: (text: string) => NormalisedIdentifier;
};

/** The only table of schemes: the algorithms of domain.md 4.1. A scheme that is not here is LOCAL and of a general shape. */
const schemes: ReadonlyMap<string, SchemeRules> = new Map<string, SchemeRules>([
  ['NHS_NUMBER', { evidence: 'VERIFIED', normalise: normaliseNhsNumber }],
  ['CHI_NUMBER', { evidence: 'VERIFIED', normalise: normaliseChiNumber }],
  ['UPN', { evidence: 'UNIQUE', normalise: normaliseUniquePupilNumber }],
  ['SOCIAL_CARE_ID', { evidence: 'LOCAL', normalise: normaliseRecordNumber }],
  ['YOT_ID', { evidence: 'LOCAL', normalise: normaliseRecordNumber }],
]);

/** Reads a text as an identifier of a scheme: the canonical form, or why it is none. */
export function normaliseIdentifier(scheme: string, text: string): NormalisedIdentifier {
  // Longer than any identifier with its separators: not worth reading.
  if (text.length > 64) return invalid('LENGTH');
  return (schemes.get(scheme)?.normalise ?? normaliseGeneral)(text);
}

/** What it proves that two records carry the same identifier of a scheme. */
export function evidenceOf(scheme: string): IdentifierEvidence {
  return schemes.get(scheme)?.evidence ?? 'LOCAL';
}

function normaliseRecordNumber(text: string): NormalisedIdentifier {
  return shaped(text, text.trim().toUpperCase(), /[^A-Z0-9-]/, 3, 20);
}

/** Letter case may matter in a scheme that nobody described here. */
function normaliseGeneral(text: string): NormalisedIdentifier {
  return shaped(text, text.trim(), /[^A-Za-z0-9./:_-]/, 1, 60);
}

function shaped(
  text: string,
  value: string,
  forbidden: RegExp,
  shortest: number,
  longest: number,
): NormalisedIdentifier {
  if (value === '') return invalid('EMPTY');
  const wrong = value.search(forbidden);
  if (wrong >= 0) return invalid('CHARACTER', text.length - text.trimStart().length + wrong + 1);
  return value.length < shortest || value.length > longest ? invalid('LENGTH') : { kind: 'VALID', value };
}
