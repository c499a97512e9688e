import type { RecordReference } from './ledger-entry.ts';
import type { OrganisationCode } from './words.ts';

/** What a person of the data-quality staff judged of two records (domain.md 5.2 R1, Human task). */
export type Verdict = 'SAME' | 'NOT_SAME';

/**
 * What linking is told of two records. DOUBTED is a NOT_SAME of one person only, of a child who has been shielded
 * since: the two are not joined, and what restricts the one still restricts the other.
 */
export type Judgement = Verdict | 'DOUBTED';

/** A keyed hash of a record's local id: without the key nobody tells which record it is. */
export type RecordHash = string;

/** Two records as a verdict is kept of them; `one` sorts before `other`. */
export type JudgedPair = { readonly one: RecordHash; readonly other: RecordHash };

/**
 * How far a verdict has come. PROPOSED: it takes away a link of a child who is shielded, and waits for a
 * second person; nothing follows from it. IN_FORCE: linking obeys it. ENDING: so it still is, but one
 * person would withdraw it. WITHDRAWN: nothing follows from it any more.
 */
export type VerdictState = (typeof verdictStates)[number];

/** In the order in which a verdict comes by them. */
export const verdictStates = ['PROPOSED', 'IN_FORCE', 'ENDING', 'WITHDRAWN'] as const;

/** One verdict as the control state keeps it; times are milliseconds since the epoch, people `issuer|sub`. */
export type MatchVerdict = {
  /** Also the reference of the ledger's records about it, which hold the reasons. */
  readonly id: string;
  readonly verdict: Verdict;
  readonly state: VerdictState;
  readonly by: string;
  readonly organisation: OrganisationCode;
  readonly at: number;
  /** The second person; null: one person's verdict. */
  readonly confirmedAt: number | null;
  /** Who would withdraw it, and when that was said. */
  readonly endingBy: string | null;
  readonly endingAt: number | null;
  readonly endedAt: number | null;
};

/** A verdict that is not withdrawn, on one pair. */
export type PairVerdict = JudgedPair &
  Pick<MatchVerdict, 'id' | 'verdict' | 'state'> & { readonly isConfirmed: boolean };

/** Orders two hashes as a pair is kept. */
export function pairOf(one: RecordHash, other: RecordHash): JudgedPair {
  return one < other ? { one, other } : { one: other, other: one };
}

/** A record and those it is, or may be, joined with, as somebody was shown the link. */
export type MatchLink = {
  readonly record: RecordHash;
  readonly joined: readonly RecordHash[];
  /** The key of the hashes. */
  readonly keyId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Whether a record of the child is shielded, or nobody can say that none is. */
  readonly isProtected: boolean;
};

/** Hashes records as verdicts are kept of them. */
export type VerdictHashes = {
  /** The key that new verdicts are kept by. */
  readonly keyId: string;
  readonly hashOf: (record: RecordReference) => RecordHash;
  /** Whether verdicts that are kept by these keys can be found; of others nobody could say whom they keep apart. */
  readonly hasKeys: (keyIds: readonly string[]) => boolean;
  /** One hash for each of the keys. */
  readonly hashesUnder: (keyIds: readonly string[], record: RecordReference) => readonly RecordHash[];
};

/** Seals and opens references of links between records (docs/data-quality.md). A reference authorises nothing. */
export type SealedLinks = {
  /** Another text every time, of one length for all. */
  readonly seal: (link: MatchLink, organisation: OrganisationCode) => string;
  /** The link; null: foreign, tampered, truncated, expired, of a retired key, or any other text, all alike. */
  readonly open: (text: string, organisation: OrganisationCode, now: number) => MatchLink | null;
};

/** The most records on the other side of a link. */
export const mostJoined = 12;

/**
 * The verdict that one more of the same kind on these pairs goes on with, of those that are held on them: a
 * proposal, or the newest that speaks of all of them. Null: it is a new one.
 */
export function continuedBy(
  pairs: readonly JudgedPair[],
  verdict: Verdict,
  held: readonly PairVerdict[],
): PairVerdict | null {
  const alike = held.filter((each) => each.verdict === verdict && isOnOneOf(pairs, each));
  const isOfAll = ({ id }: PairVerdict): boolean =>
    pairs.every((pair) => alike.some((each) => each.id === id && isOnOneOf([pair], each)));
  return alike.find(({ state }) => state === 'PROPOSED') ?? alike.find(isOfAll) ?? null;
}

/** Whether a verdict is on one of these pairs. */
export function isOnOneOf(pairs: readonly JudgedPair[], { one, other }: JudgedPair): boolean {
  return pairs.some((pair) => pair.one === one && pair.other === other);
}
