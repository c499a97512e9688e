import type { LinkFlag } from '../model/child-record.ts';
import type { MatchingParameters } from '../model/matching-parameters.ts';
import type { AgreementPattern } from './evidence/evidence.ts';

/** What two persons' details say, and what is known beyond the two of them. */
export type DetailsCase = {
  readonly pattern: AgreementPattern;
  /** In bits. */
  readonly score: number;
  /** Whether both have a day that stands in for an unknown one: then an equal date is no exact one. */
  readonly isPlaceholder: boolean;
  /** Whether an identifier of any kind agrees. */
  readonly isIdentified: boolean;
  /** Whether a verified identifier agrees. */
  readonly isVerified: boolean;
  /** Whether another candidate has the same date of birth and family name or home (R6t). Asked only where it matters. */
  readonly hasDouble: () => boolean;
  /** Whether the score leads over every other candidate's by the margin (R7). Asked only where it matters. */
  readonly hasMargin: () => boolean;
};

/** What R6 to R9 of domain.md 5.2 make of two persons' details. */
export type DetailsFinding =
  | { readonly kind: 'NO_MATCH'; readonly rule: 'R6' | 'R9' }
  | {
      readonly kind: 'MATCH' | 'POSSIBLE';
      readonly rule: 'R6' | 'R6t' | 'R7' | 'R8';
      readonly flags: readonly LinkFlag[];
      /** Whether it is a match but for other candidates. */
      readonly isConvincing: boolean;
    };

/** Judges two persons by their details alone, by R6, R6t, R7, R8 and R9 of domain.md 5.2 in that order. */
export function judgeDetails(details: DetailsCase, { thresholds }: MatchingParameters): DetailsFinding {
  const { pattern, score, isIdentified } = details;
  const isPossible = score >= thresholds.possible;
  if (pattern.dateOfBirth === 'DIFFERS' && !isIdentified) {
    const isNear = isPossible && areBothNamesExact(pattern) && pattern.postcode === 'CURRENT';
    return isNear ? { kind: 'POSSIBLE', rule: 'R6', flags: [], isConvincing: false } : { kind: 'NO_MATCH', rule: 'R6' };
  }
  if (!isPossible) return { kind: 'NO_MATCH', rule: 'R9' };
  const twinSuspect = { kind: 'POSSIBLE', rule: 'R6t', flags: ['TWIN_SUSPECT'] } as const;
  if (isTwinSuspect(pattern)) return { ...twinSuspect, isConvincing: false };
  if (!isConvincing(details, thresholds.match)) return { kind: 'POSSIBLE', rule: 'R8', flags: [], isConvincing: false };
  if (details.hasDouble()) return { ...twinSuspect, isConvincing: true };
  if (!details.hasMargin()) return { kind: 'POSSIBLE', rule: 'R8', flags: [], isConvincing: true };
  const flags: readonly LinkFlag[] = isBirthExact(details) ? [] : ['DOB_CORRECTION_SUGGESTED'];
  return { kind: 'MATCH', rule: 'R7', flags, isConvincing: true };
}

/** R6t: a twin has the other's date of birth and family name or home, and another given name. */
export function isTwinSuspect(pattern: AgreementPattern): boolean {
  return pattern.given === 'DIFFERS' && isOfOneBirth(pattern);
}

/** Whether two persons could be twins: the same date of birth, and the same family name or home (R6t). */
export function isOfOneBirth(pattern: AgreementPattern): boolean {
  return doesBirthAgree(pattern) && (doesFamilyAgree(pattern) || doesHomeAgree(pattern));
}

/** Whether the dates of birth are the same, or the same with day and month swapped. */
export function doesBirthAgree({ dateOfBirth }: AgreementPattern): boolean {
  return dateOfBirth === 'EXACT' || dateOfBirth === 'SWAPPED';
}

/** Whether the given names are the same or variants of one; an initial is no agreement. */
export function doesGivenAgree({ given }: AgreementPattern): boolean {
  return given === 'EXACT' || given === 'VARIANT';
}

/** Whether a family name, a former one or one spelt like it agrees. */
export function doesFamilyAgree({ family }: AgreementPattern): boolean {
  return family === 'EXACT' || family === 'FORMER' || family === 'SIMILAR';
}

function doesHomeAgree({ postcode }: AgreementPattern): boolean {
  return postcode === 'CURRENT' || postcode === 'PREVIOUS';
}

function areBothNamesExact({ given, family }: AgreementPattern): boolean {
  return given === 'EXACT' && family === 'EXACT';
}

/**
 * R7 but for the other candidates. A given name must agree: without one, all else would be a twin's too,
 * or a parent's. A date of birth that is not known corroborates nothing.
 */
function isConvincing(details: DetailsCase, match: number): boolean {
  const { pattern, score, isVerified } = details;
  const isCorroborated =
    isVerified || doesHomeAgree(pattern) || pattern.carer === 'AGREES' || pattern.school === 'AGREES';
  if (score < match || !isCorroborated || !doesGivenAgree(pattern)) return false;
  if (isBirthExact(details)) return true;
  return (
    pattern.dateOfBirth !== 'UNKNOWN' &&
    pattern.dateOfBirth !== 'DIFFERS' &&
    areBothNamesExact(pattern) &&
    pattern.postcode === 'CURRENT'
  );
}

function isBirthExact({ pattern, isPlaceholder }: DetailsCase): boolean {
  return pattern.dateOfBirth === 'EXACT' && !isPlaceholder;
}
