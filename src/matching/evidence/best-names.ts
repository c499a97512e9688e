import type { AgreementPattern, ComparableName, PersonDetails } from './evidence.ts';
import { jaroWinkler } from './jaro-winkler.ts';

/** The best level that names reach, and the names that agree at it, normalised; UNKNOWN: a side has none. */
export type BestNames<Level> = { readonly level: Level; readonly terms: readonly string[] };

type FamilyLevel = AgreementPattern['family'];
type GivenLevel = AgreementPattern['given'];

/** Spellings from here on are variants of one name (domain.md 5.2, Jaro-Winkler). */
const similarFrom = 0.92;
/** A short name is another name with one letter changed. */
const shortestSimilar = 4;

const familyOrder: readonly FamilyLevel[] = ['UNKNOWN', 'DIFFERS', 'SIMILAR', 'FORMER', 'EXACT'];
const givenOrder: readonly GivenLevel[] = ['UNKNOWN', 'DIFFERS', 'INITIAL', 'VARIANT', 'EXACT'];

/** How two persons' names compare. */
export type NamesCompared = { readonly family: BestNames<FamilyLevel>; readonly given: BestNames<GivenLevel> };

/** Compares the names of two persons. */
export function compareNames({ names: ones }: PersonDetails, { names: others }: PersonDetails): NamesCompared {
  return { family: bestFamily(ones, others), given: bestGiven(ones, others) };
}

/** Compares the family names of two persons, over all names of each. */
export function bestFamily(ones: readonly ComparableName[], others: readonly ComparableName[]): BestNames<FamilyLevel> {
  return best(ones, others, familyOrder, compareFamily);
}

/** Compares the given names of two persons, over all names of each. That only second names agree is not enough. */
export function bestGiven(ones: readonly ComparableName[], others: readonly ComparableName[]): BestNames<GivenLevel> {
  return best(ones, others, givenOrder, compareGiven);
}

function best<Level>(
  ones: readonly ComparableName[],
  others: readonly ComparableName[],
  order: readonly Level[],
  compare: (one: ComparableName, other: ComparableName) => BestNames<Level>,
): BestNames<Level> {
  const [one] = ones;
  const [other] = others;
  // Most persons have one name.
  if (ones.length === 1 && others.length === 1 && one !== undefined && other !== undefined) {
    const only = compare(one, other);
    return only.terms.length < 2 || only.terms[0] !== only.terms[1]
      ? only
      : { level: only.level, terms: only.terms.slice(1) };
  }
  let rank = 0;
  let terms = new Set<string>();
  for (const one of ones) {
    for (const other of others) {
      const { level, terms: agreed } = compare(one, other);
      const found = order.indexOf(level);
      if (found > rank) terms = new Set();
      if (found >= rank) for (const term of agreed) terms.add(term);
      rank = Math.max(rank, found);
    }
  }
  return { level: order[rank] as Level, terms: [...terms] };
}

function compareFamily(ofOne: ComparableName, ofOther: ComparableName): BestNames<FamilyLevel> {
  const { family: one } = ofOne;
  const { family: other } = ofOther;
  if (one === null || other === null) return { level: 'UNKNOWN', terms: [] };
  const isFormer = ofOne.isFormer || ofOther.isFormer;
  if (one === other) return { level: isFormer ? 'FORMER' : 'EXACT', terms: [one] };
  // A name left behind counts as it was, not as something like it.
  if (isFormer) return { level: 'DIFFERS', terms: [] };
  const isPart = ofOne.familyParts.includes(other) || ofOther.familyParts.includes(one);
  return { level: isPart || areSimilar(one, other) ? 'SIMILAR' : 'DIFFERS', terms: [] };
}

function compareGiven(one: ComparableName, other: ComparableName): BestNames<GivenLevel> {
  const [first] = one.given;
  const [otherFirst] = other.given;
  if (first === undefined || otherFirst === undefined) return { level: compareInitial(one, other), terms: [] };
  if (first === otherFirst || areSpeltAlike(one, other)) {
    return { level: one.isFormer || other.isFormer ? 'VARIANT' : 'EXACT', terms: [first, otherFirst] };
  }
  const [reduced = first] = one.givenReduced;
  const [otherReduced = otherFirst] = other.givenReduced;
  // One may be called by a later name of the other's; twins often share a second name, so that is no agreement.
  if (other.givenReduced.includes(reduced) || one.givenReduced.includes(otherReduced)) {
    return { level: 'VARIANT', terms: [first, otherFirst] };
  }
  return { level: 'DIFFERS', terms: [] };
}

function compareInitial(one: ComparableName, other: ComparableName): GivenLevel {
  const letter = one.initial ?? one.given[0]?.[0];
  const otherLetter = other.initial ?? other.given[0]?.[0];
  if (letter === undefined || otherLetter === undefined) return 'UNKNOWN';
  return letter === otherLetter ? 'INITIAL' : 'DIFFERS';
}

/** `Anne-Marie` and `Anne Marie` are spelt the same. */
function areSpeltAlike({ given: one }: ComparableName, { given: other }: ComparableName): boolean {
  return (one.length > 1 || other.length > 1) && one.join('') === other.join('');
}

function areSimilar(one: string, other: string): boolean {
  const isLong = one.length >= shortestSimilar && other.length >= shortestSimilar;
  return isLong && jaroWinkler(one, other) >= similarFrom;
}
