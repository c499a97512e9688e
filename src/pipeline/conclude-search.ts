import { createHmac } from 'node:crypto';
import type { ChildPart } from '../graph/graph-step.ts';
import type { ChildRecord, LinkedChild, LinkOutcome } from '../model/child-record.ts';
import type { PersonSearch } from '../model/person-search.ts';
import type { MatchOutcome, MatchSearch, SearchCandidate } from '../model/search-finding.ts';
import type { AgencyName } from '../model/words.ts';
import type { GatheredEntry } from './search-entries.ts';
import { isIdentitySeen, type Seeing, type Seen, seenRecords } from './search-seen.ts';

/** A record that a search found, with its child as gathered and decided. */
export type DecidedEntry = GatheredEntry & { readonly child: ChildPart };

/** Somebody whom a search shows, and the child that it would be. */
export type ShownCandidate = { readonly entry: DecidedEntry; readonly finding: SearchCandidate };

/** What a search came to. */
export type SearchConclusion = {
  readonly outcome: MatchOutcome;
  /** The likeliest first; none when there are more than may be shown. */
  readonly shown: readonly ShownCandidate[];
};

/** What concluding needs of the steps and the protocol. */
export type ConcludeParts = {
  readonly matchSearch: MatchSearch;
  readonly isSufficient: (search: PersonSearch) => boolean;
  readonly seeing: Seeing;
  readonly formerNameKinds: readonly string[];
  /** All that are asked, in the order in which a child's records are preferred as the one that it is entered by. */
  readonly agencies: readonly AgencyName[];
  readonly mostCandidates: number;
  /** Known to this request only: candidates that are alike stand in an order that nobody can foresee. */
  readonly shuffleKey: string;
};

/**
 * Says whom a search found, as far as this caller may know. Somebody counts only where the caller could open
 * them, were it certain that it is they, from a record that the search found and whose identity the caller may
 * read; and only by what the caller may see of them, which must be enough to look by. All others are as if
 * nobody had found them.
 */
export function concludeSearch(
  search: PersonSearch,
  entries: readonly DecidedEntry[],
  parts: ConcludeParts,
): SearchConclusion {
  const candidates = distinctChildren(
    inAgencyOrder(entries, parts.agencies).flatMap((entry) => candidateOf(entry, search, parts)),
    parts.matchSearch,
  );
  const { outcome, candidates: found } = parts.matchSearch(
    search,
    candidates.map(({ seen }) => seen.records),
  );
  if (found.length > parts.mostCandidates) return { outcome: 'MANY', shown: [] };
  const shown = found.flatMap((finding) => {
    const entry = candidates[finding.index]?.entry;
    return entry === undefined ? [] : [{ entry, finding }];
  });
  // Twins are no more than possible however alike they are (R6t); MANY is of those whom nothing else sets apart (R8).
  const isOfTwins = outcome === 'MANY' && found[0]?.rule === 'R6t';
  return { outcome: isOfTwins ? 'POSSIBLE' : outcome, shown: inOrder(shown, parts.shuffleKey) };
}

/** A child that counts, and what the search may use of it. */
type Candidate = { readonly entry: DecidedEntry; readonly seen: Seen };

/** The child of an entry, where this caller may find it by this search; else none. */
function candidateOf(entry: DecidedEntry, search: PersonSearch, parts: ConcludeParts): readonly Candidate[] {
  const { record, child } = entry;
  const { linked, decision } = child;
  if (decision.kind !== 'DECIDED' || outcomeIn(linked, record) !== 'MATCH') return [];
  if (!isIdentitySeen(record, decision, parts.seeing)) return [];
  const seen = withoutFormerNames(seenRecords(linked, decision, search, parts.seeing), linked, parts.formerNameKinds);
  const usable = seen.mayLookByPostcode ? search : { ...search, postcode: null };
  if (!parts.isSufficient(usable) || !mayBeFound(linked, seen, search, parts.matchSearch)) return [];
  return [{ entry, seen }];
}

/** Former names of a severed identity are seen by nobody. */
function withoutFormerNames(seen: Seen, linked: LinkedChild, formerNameKinds: readonly string[]): Seen {
  if (!linked.records.some(({ record }) => record.isLinkLocked)) return seen;
  return {
    ...seen,
    records: seen.records.map((record) => ({
      ...record,
      names: record.names.filter(({ kind }) => kind === null || !formerNameKinds.includes(kind)),
    })),
  };
}

/**
 * Whether a search may find the child at all. A severed identity (R0) is found by its present names alone, both of
 * them: being nearly found would tell that it goes with another name. One that its own source refers to nothing
 * is the one that was left behind, and nobody finds it.
 */
function mayBeFound(linked: LinkedChild, seen: Seen, search: PersonSearch, matchSearch: MatchSearch): boolean {
  const locked = linked.records.filter(({ record }) => record.isLinkLocked);
  if (locked.length === 0) return true;
  if (locked.some(({ record }) => record.crossReferences.length === 0)) return false;
  const pattern = matchSearch(search, [seen.records]).candidates[0]?.pattern;
  return pattern?.family === 'EXACT' && (pattern.given === 'EXACT' || pattern.given === 'VARIANT');
}

/**
 * One candidate for each child. Records that certainly are one child are; and so is a duplicate that linking
 * holds back, where it says the very same of the child: counted by itself it would be its own double.
 */
function distinctChildren(candidates: readonly Candidate[], matchSearch: MatchSearch): readonly Candidate[] {
  const chosen: Candidate[] = [];
  for (const candidate of candidates) {
    if (!chosen.some((other) => isSameChild(other, candidate, matchSearch))) chosen.push(candidate);
  }
  return chosen;
}

function isSameChild(one: Candidate, other: Candidate, matchSearch: MatchSearch): boolean {
  const outcomes = [
    outcomeIn(one.entry.child.linked, other.entry.record),
    outcomeIn(other.entry.child.linked, one.entry.record),
  ];
  if (outcomes.includes('MATCH')) return true;
  const isHeldBack = one.entry.child.linked.records.some(
    ({ record, rule }) => isSameRecord(record, other.entry.record) && heldBackBy.has(rule),
  );
  return isHeldBack && saysTheSame(one.seen.records, other.seen.records, matchSearch);
}

/** Rules by which a record that may well be the child's is no MATCH: two in one source, or not fitting all others. */
const heldBackBy: ReadonlySet<string> = new Set(['R1', 'CONSISTENCY']);

/** Whether some name and the date of birth are the very same, as no twin's are. */
function saysTheSame(
  records: readonly ChildRecord[],
  others: readonly ChildRecord[],
  matchSearch: MatchSearch,
): boolean {
  return records.some(({ names, dateOfBirth, sex }) =>
    names.some(({ given, family }) => {
      const same = { ...nothingKnown, givenName: given, familyName: family, dateOfBirth, sex };
      const pattern = matchSearch(same, [others]).candidates[0]?.pattern;
      return pattern?.given === 'EXACT' && pattern.family === 'EXACT' && pattern.dateOfBirth === 'EXACT';
    }),
  );
}

const nothingKnown: PersonSearch = {
  givenName: null,
  familyName: null,
  dateOfBirth: null,
  sex: null,
  postcode: null,
  carerGivenName: null,
  carerFamilyName: null,
  school: null,
  yearGroup: null,
};

function outcomeIn({ records }: LinkedChild, record: ChildRecord): LinkOutcome | null {
  return records.find((one) => isSameRecord(one.record, record))?.outcome ?? null;
}

function isSameRecord(one: ChildRecord, other: ChildRecord): boolean {
  return one.agency === other.agency && one.recordId === other.recordId;
}

/** The order of the agencies, so that which record stands for a child does not depend on who answered first. */
function inAgencyOrder(entries: readonly DecidedEntry[], agencies: readonly AgencyName[]): readonly DecidedEntry[] {
  const place = ({ record }: DecidedEntry): number => agencies.indexOf(record.agency);
  return [...entries].sort(
    (one, other) => place(one) - place(other) || (one.record.recordId < other.record.recordId ? -1 : 1),
  );
}

function inOrder(shown: readonly ShownCandidate[], key: string): readonly ShownCandidate[] {
  const hashOf = ({ entry: { record } }: ShownCandidate): string =>
    createHmac('sha256', key).update(`${record.agency}\n${record.recordId}`).digest('hex');
  return shown
    .map((candidate) => ({ candidate, hash: hashOf(candidate) }))
    .sort(
      (one, other) => other.candidate.finding.score - one.candidate.finding.score || (one.hash < other.hash ? -1 : 1),
    )
    .map(({ candidate }) => candidate);
}
