import { compareDates } from './compare-dates.ts';
import { compareNames } from './compare-names.ts';
import type { ComparableIdentifier, ComparableRecord } from './comparable-record.ts';

/**
 * Which rule of domain.md 5.2 decided. NEVER_AUTO: its list of what is never joined by itself.
 * IDENTIFIER_ONLY: the same identifier and no rule. CONSISTENCY: the record fits one of the others
 * and not all. ENTRY: the record that was asked for.
 */
export type LinkRule =
  | 'ENTRY'
  | 'R0'
  | 'R1'
  | 'R2'
  | 'R3'
  | 'R4'
  | 'R5'
  | 'R6t'
  | 'NEVER_AUTO'
  | 'IDENTIFIER_ONLY'
  | 'CONSISTENCY';

/** What two records are to each other by their own evidence, whatever human verdicts say. */
export type PairFinding =
  /** A severed identity: each is to the other as if it were not there (R0). */
  | { readonly kind: 'SEVERED' }
  /** Two children: nothing links them directly (R2). */
  | { readonly kind: 'REFUTED' }
  /** No identifier in common, so that no rule speaks; `isConsistent`: date of birth and a name agree. */
  | { readonly kind: 'UNRELATED'; readonly isConsistent: boolean }
  | { readonly kind: 'MATCH' | 'POSSIBLE' | 'CONFLICT'; readonly rule: LinkRule };

/** Tells whether an identifier is on one record only of the given record's source. */
export type IsUniqueInSource = (holder: ComparableRecord, identifier: string) => boolean;

const refuted: PairFinding = { kind: 'REFUTED' };
const severed: PairFinding = { kind: 'SEVERED' };

/** Compares two records by the rules of domain.md 5.2, in their order; the same whichever comes first. */
export function compareRecords(
  one: ComparableRecord,
  other: ComparableRecord,
  isUniqueInSource: IsUniqueInSource,
): PairFinding {
  if (isSevered(one, other)) return severed;
  const isCrossReferenced = one.record.isLinkLocked || other.record.isLinkLocked;
  if (!isCrossReferenced && verifiedNumbersDiffer(one, other)) return refuted;

  const shared = sharedIdentifiers(one, other);
  const isRelated = shared.length > 0 || isCrossReferenced;
  // R1: a source's two records are a duplicate to report, however alike they are.
  if (isRelated && one.record.agency === other.record.agency) return { kind: 'POSSIBLE', rule: 'R1' };

  const names = compareNames(one.names, other.names);
  const birth = compareDates(one.dateOfBirth, other.dateOfBirth);
  const birthAgrees = birth === 'EXACT' || (birth === 'SWAPPED' && one.personClass !== 'UNBORN');
  const nameAgrees = names.given === 'AGREES' || names.family === 'AGREES';
  // R6t: a twin has the other's date of birth and family name, and now and then the other's number.
  const isTwinSuspect = birthAgrees && names.family === 'AGREES' && names.given === 'DIFFERS';
  const isSamePersonClass =
    one.personClass === other.personClass || one.personClass === 'UNKNOWN' || other.personClass === 'UNKNOWN';

  if (!isRelated) {
    return {
      kind: 'UNRELATED',
      isConsistent: birthAgrees && nameAgrees && !isTwinSuspect && isSamePersonClass && one.law === other.law,
    };
  }
  const allDiffer = birth === 'DIFFERS' && names.given === 'DIFFERS' && names.family === 'DIFFERS';
  if (allDiffer && shared.some(({ evidence, isFormer }) => evidence === 'VERIFIED' && !isFormer)) {
    return { kind: 'CONFLICT', rule: 'R4' };
  }
  // Domain.md 8 #11: a border is never crossed by a rule, whatever numbers a record has been given.
  if (!isSamePersonClass || one.law !== other.law) return { kind: 'POSSIBLE', rule: 'NEVER_AUTO' };
  if (isTwinSuspect) return { kind: 'POSSIBLE', rule: 'R6t' };
  if (!birthAgrees || !nameAgrees) return { kind: 'POSSIBLE', rule: 'IDENTIFIER_ONLY' };

  if (isCrossReferenced) return { kind: 'MATCH', rule: 'R0' };
  if (shared.some(({ evidence, isFormer, isVerified }) => evidence === 'VERIFIED' && !isFormer && isVerified)) {
    return { kind: 'MATCH', rule: 'R3' };
  }
  const isUnique = ({ evidence, key }: ComparableIdentifier): boolean =>
    evidence === 'UNIQUE' && isUniqueInSource(one, key) && isUniqueInSource(other, key);
  if (birth === 'EXACT' && shared.some(isUnique)) return { kind: 'MATCH', rule: 'R5' };
  return { kind: 'POSSIBLE', rule: 'IDENTIFIER_ONLY' };
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
function verifiedNumbersDiffer(one: ComparableRecord, other: ComparableRecord): boolean {
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
