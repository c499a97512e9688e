import type { LinkFlag } from '../model/child-record.ts';
import type { MatchingParameters } from '../model/matching-parameters.ts';
import type { ComparableIdentifier, ComparableRecord } from './comparable-record.ts';
import { compareNames } from './evidence/best-names.ts';
import { compareDetails } from './evidence/compare-details.ts';
import type { AgreementPattern, PersonDetails } from './evidence/evidence.ts';
import { isPlaceholderDay } from './evidence/placeholder-dates.ts';
import { scoreOf } from './evidence/score-of.ts';
import {
  type DetailsCase,
  doesBirthAgree,
  doesFamilyAgree,
  doesGivenAgree,
  isTwinSuspect,
  judgeDetails,
} from './judge-details.ts';

/**
 * Which rule of domain.md 5.2 decided. NEVER_AUTO: its list of what is never joined by itself.
 * IDENTIFIER_ONLY: the same identifier and no rule. CONSISTENCY: the record fits one of the others
 * and not all. ENTRY: the record that was asked for. VERDICT: a person said so.
 */
export type LinkRule =
  | 'ENTRY'
  | 'VERDICT'
  | 'R0'
  | 'R1'
  | 'R2'
  | 'R3'
  | 'R4'
  | 'R5'
  | 'R6'
  | 'R6t'
  | 'R7'
  | 'R8'
  | 'NEVER_AUTO'
  | 'IDENTIFIER_ONLY'
  | 'CONSISTENCY';

/** How two persons' details compare. */
export type DetailsEvidence = {
  readonly pattern: AgreementPattern;
  /** In bits. */
  readonly score: number;
  readonly isPlaceholder: boolean;
};

/** A link between two records. */
export type PairLink = {
  readonly kind: 'MATCH' | 'POSSIBLE' | 'CONFLICT';
  readonly rule: LinkRule;
  readonly flags: readonly LinkFlag[];
  /** Whether only details speak for it: no identifier, no cross-reference and no verdict. */
  readonly isByDetails: boolean;
  /** Whether date of birth and a name agree, and nothing speaks against one child. */
  readonly isConsistent: boolean;
  /** Whether the details alone reach the score of a match. */
  readonly isAlike: boolean;
  /** Whether it is a match but for other records. */
  readonly isConvincing: boolean;
};

/** What two records are to each other by their own evidence. */
export type PairFinding =
  /** A severed identity: each is to the other as if it were not there (R0). */
  | { readonly kind: 'SEVERED' }
  /** Two children: nothing links them directly (R2); `isAlike`: so alike that somebody should look. */
  | { readonly kind: 'REFUTED'; readonly isAlike: boolean }
  /** Nothing that links them (R6, R9). */
  | { readonly kind: 'UNRELATED'; readonly isConsistent: boolean }
  | PairLink;

/** What the rules ask of the other records. */
export type Surroundings = {
  /** Whether an identifier is on one record only of the given record's source (R5). */
  readonly isUniqueInSource: (holder: ComparableRecord, identifier: string) => boolean;
  /** Whether another record could be either side's twin in the other's place (R6t). */
  readonly hasDouble: () => boolean;
  /** Whether the pair leads by the margin over each pair that either could be in instead (R7). */
  readonly hasMargin: () => boolean;
};

const severed: PairFinding = { kind: 'SEVERED' };

/** Compares the details of two records or persons. */
export function evidenceOfDetails(
  one: PersonDetails,
  other: PersonDetails,
  parameters: MatchingParameters,
): DetailsEvidence {
  const names = compareNames(one, other);
  const pattern = compareDetails(one, other, names);
  const isPlaceholder = [one, other].every(({ dateOfBirth }) => dateOfBirth !== null && isPlaceholderDay(dateOfBirth));
  return { pattern, score: scoreOf(pattern, one, other, parameters, names), isPlaceholder };
}

/**
 * Compares two records by the rules of domain.md 5.2, in their order; the same whichever comes first.
 * `evidence` null: the two share no identifier, and their details are too far apart to be worth comparing.
 */
export function compareRecords(
  one: ComparableRecord,
  other: ComparableRecord,
  evidence: DetailsEvidence | null,
  surroundings: Surroundings,
  parameters: MatchingParameters,
): PairFinding {
  if (isSevered(one, other)) return severed;
  const isCrossReferenced = one.record.isLinkLocked || other.record.isLinkLocked;
  const isSameSource = one.record.agency === other.record.agency;
  const isAlike = evidence !== null && evidence.score >= parameters.thresholds.match;
  if (!isCrossReferenced && verifiedNumbersDiffer(one, other)) return { kind: 'REFUTED', isAlike };
  if (evidence === null) return { kind: 'UNRELATED', isConsistent: false };

  const shared = sharedIdentifiers(one, other);
  const isVerified = shared.some(isVerifiedByBoth);
  const judged: DetailsCase = { ...evidence, ...surroundings, isIdentified: shared.length > 0, isVerified };
  const isConsistent = areConsistent(one, other, evidence);
  if (shared.length === 0 && !isCrossReferenced) {
    if (isSameSource && areToldApart(one, other, evidence)) return { kind: 'REFUTED', isAlike };
    return linkOfDetails(one, other, judged, isConsistent, parameters);
  }

  const link = (
    kind: PairLink['kind'],
    rule: LinkRule,
    flags: readonly LinkFlag[] = [],
    isConvincing = kind === 'MATCH',
  ): PairLink => ({
    kind,
    rule,
    flags,
    isByDetails: false,
    isConsistent: isConvincing,
    isAlike,
    isConvincing,
  });
  // R1: a source's two records are a duplicate to report, however alike they are.
  if (isSameSource) return link('POSSIBLE', 'R1');
  const { pattern } = evidence;
  const allDiffer = [pattern.dateOfBirth, pattern.given, pattern.family].every((level) => level === 'DIFFERS');
  if (allDiffer && shared.some((identifier) => identifier.evidence === 'VERIFIED' && !identifier.isFormer)) {
    return link('CONFLICT', 'R4');
  }
  // Domain.md 8 #11: a border is never crossed by a rule, whatever numbers a record has been given.
  if (!isOfOneKind(one, other)) return link('POSSIBLE', 'NEVER_AUTO');
  // R6t: a twin has the other's date of birth and family name, and now and then the other's number.
  if (isTwinSuspect(pattern)) return link('POSSIBLE', 'R6t', ['TWIN_SUSPECT']);
  if (isConsistent) {
    if (isCrossReferenced) return link('MATCH', 'R0');
    if (isVerified) return link('MATCH', 'R3');
    const allocated = shared.filter(({ evidence: proof }) => proof === 'UNIQUE' && pattern.dateOfBirth === 'EXACT');
    const isUnique = ({ key }: ComparableIdentifier): boolean =>
      surroundings.isUniqueInSource(one, key) && surroundings.isUniqueInSource(other, key);
    if (allocated.some(isUnique)) return link('MATCH', 'R5');
    if (allocated.length > 0) return link('POSSIBLE', 'IDENTIFIER_ONLY', [], true);
  }
  if (isCrossReferenced) return link('POSSIBLE', 'IDENTIFIER_ONLY');
  const byDetails = judgeDetails(judged, parameters);
  if (byDetails.kind === 'NO_MATCH') return link('POSSIBLE', 'IDENTIFIER_ONLY');
  if (byDetails.kind === 'POSSIBLE') {
    return link('POSSIBLE', 'IDENTIFIER_ONLY', byDetails.flags, byDetails.isConvincing);
  }
  return link('MATCH', byDetails.rule, byDetails.flags);
}

/** R6 to R9: a match only between two sources and under one law. */
function linkOfDetails(
  one: ComparableRecord,
  other: ComparableRecord,
  details: DetailsCase,
  isConsistent: boolean,
  parameters: MatchingParameters,
): PairFinding {
  const judged = judgeDetails(details, parameters);
  if (judged.kind === 'NO_MATCH') return { kind: 'UNRELATED', isConsistent };
  const isAlike = details.score >= parameters.thresholds.match;
  const link: PairLink = { ...judged, isByDetails: true, isConsistent, isAlike };
  if (!isOfOneKind(one, other)) {
    // Name and birthday alone say nothing across a border.
    return isCorroborated(details.pattern)
      ? { ...link, kind: 'POSSIBLE', rule: 'NEVER_AUTO', isConsistent: false }
      : { kind: 'UNRELATED', isConsistent: false };
  }
  if (one.record.agency !== other.record.agency) return link;
  return { ...link, kind: 'POSSIBLE', rule: judged.rule === 'R6t' ? 'R6t' : 'R1' };
}

function isCorroborated({ postcode }: AgreementPattern): boolean {
  return postcode === 'CURRENT' || postcode === 'PREVIOUS';
}

/** Whether two records could be of one child: what is asked of two that are joined by way of others. */
function areConsistent(one: ComparableRecord, other: ComparableRecord, { pattern }: DetailsEvidence): boolean {
  const isUnborn = one.personClass === 'UNBORN';
  return (
    doesBirthAgree(pattern) &&
    !(isUnborn && pattern.dateOfBirth === 'SWAPPED') &&
    (doesGivenAgree(pattern) || doesFamilyAgree(pattern)) &&
    !isTwinSuspect(pattern) &&
    isOfOneKind(one, other)
  );
}

/** Whether both are of one class of person, as far as is known, and under one law (domain.md 5.2, Never auto-merged). */
function isOfOneKind(one: ComparableRecord, other: ComparableRecord): boolean {
  const isSameClass =
    one.personClass === other.personClass || one.personClass === 'UNKNOWN' || other.personClass === 'UNKNOWN';
  return isSameClass && one.law === other.law;
}

/**
 * Whether a source has two records of different given names and numbers of one scheme that is allocated
 * to a child for all sources: it knows them for two children, and twins are no duplicate.
 */
function areToldApart(one: ComparableRecord, other: ComparableRecord, { pattern }: DetailsEvidence): boolean {
  const allocated = ({ identifiers }: ComparableRecord): readonly ComparableIdentifier[] =>
    [...identifiers.values()].filter(({ evidence, isFormer }) => evidence !== 'LOCAL' && !isFormer);
  return (
    pattern.given === 'DIFFERS' &&
    allocated(one).some(({ scheme }) => allocated(other).some((identifier) => identifier.scheme === scheme))
  );
}

/**
 * R1: a human verdict, of either side's source, that the two are not one child. A verdict on a number
 * that the other once had counts too, unless both are severed identities that refer to each other:
 * then it speaks of the life that was left behind.
 */
export function isForbidden(one: ComparableRecord, other: ComparableRecord): boolean {
  const isLeftBehind = isLockedPair(one, other) && !isSevered(one, other);
  const means = (key: string, record: ComparableRecord): boolean =>
    record.aliases.has(key) || (!isLeftBehind && record.formerAliases.has(key));
  return one.cannotLink.some((key) => means(key, other)) || other.cannotLink.some((key) => means(key, one));
}

function isLockedPair(one: ComparableRecord, other: ComparableRecord): boolean {
  return one.record.isLinkLocked && other.record.isLinkLocked;
}

/** R0: a locked record links only where its own source says so. */
export function isSevered(one: ComparableRecord, other: ComparableRecord): boolean {
  return (one.record.isLinkLocked && !refersTo(one, other)) || (other.record.isLinkLocked && !refersTo(other, one));
}

function refersTo(one: ComparableRecord, other: ComparableRecord): boolean {
  return one.crossReferences.some((key) => other.identifiers.get(key)?.isFormer === false);
}

/** R2: both have verified numbers of one scheme, none in common, and neither's is a former one of the other's. */
export function verifiedNumbersDiffer(one: ComparableRecord, other: ComparableRecord): boolean {
  return (
    one.verified.some(({ scheme }) => other.verified.some((otherNumber) => otherNumber.scheme === scheme)) &&
    !one.verified.some(({ key }) => other.identifiers.has(key)) &&
    !other.verified.some(({ key }) => one.identifiers.has(key))
  );
}

/** The identifiers that both carry: former if either says so, verified if both do. */
function sharedIdentifiers(one: ComparableRecord, other: ComparableRecord): readonly ComparableIdentifier[] {
  const shared: ComparableIdentifier[] = [];
  for (const identifier of one.identifiers.values()) {
    const same = other.identifiers.get(identifier.key);
    if (same === undefined) continue;
    shared.push({
      ...identifier,
      isFormer: identifier.isFormer || same.isFormer,
      isVerified: identifier.isVerified && same.isVerified,
    });
  }
  return shared;
}

function isVerifiedByBoth({ evidence, isFormer, isVerified }: ComparableIdentifier): boolean {
  return evidence === 'VERIFIED' && !isFormer && isVerified;
}
