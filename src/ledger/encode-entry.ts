import { Beside } from '../model/beside.ts';
import type { LedgerChild, LedgerEntry } from '../model/ledger-entry.ts';
import { type HashLists, type LookupHasher, textsOfHashes } from './lookup-hash.ts';
import { assertText, assertTexts, assertWhole } from './plain-text.ts';
import { sealedText } from './sealed-text.ts';

/**
 * An entry as it is handed to whoever writes it: nothing in it is hashed, printed or chosen any more, only sealed
 * and given its place. The identifiers are hashed already, so that they go no further than the caller's thread.
 */
export type EncodedEntry = {
  /** The members in clear, as JSON without its first brace. */
  readonly clear: string;
  /** What is to be sealed; JSON. */
  readonly secret: string;
  /** The keyed hashes that the record is found by: of people, then of each child, then of each child's looks. */
  readonly hashes: Uint8Array<ArrayBuffer>;
};

/** Turns an entry into what is written; throws TypeError when it holds something other than plain text, whole numbers and lists. */
export type EncodeEntry = (entry: LedgerEntry) => EncodedEntry;

/**
 * Makes what turns entries into what is written (format 2). In clear: kind, times, organisation, roles, purpose, bases,
 * policy version, shape (of searches: which fields), the code of a refused request, and until when the child may
 * not see it. As keyed hashes: the caller's and the children's identifiers, and what was looked by. Sealed for
 * the audit role: caller, reason, whether the family was told, what searches came to, and all that was decided
 * for each child.
 */
export function createEncodeEntry(hasher: LookupHasher): EncodeEntry {
  // GRANTED and RELEASED of one operation are found by the same people and identifiers: those are hashed once.
  const shared = new Beside<LedgerEntry['caller'], SharedNames>();
  return (entry) => {
    try {
      const secret = sealedText(entry);
      const { hashes, counts } = hashNames(entry, hasher, shared);
      const searches = entry.searches?.map((search) => searchOf(search, hasher));
      return { clear: clearText(entry, counts, searches), secret, hashes };
    } catch (error) {
      hasher.reset();
      throw error;
    }
  };
}

/** Roughly what it takes in memory while it waits. */
export function bytesOf({ clear, secret, hashes }: EncodedEntry): number {
  return clear.length + secret.length + hashes.length;
}

/** What the records of one operation have in common, and its hashes. */
type SharedNames = {
  readonly account: string | null;
  readonly keys: readonly LedgerChild['keys'][];
  readonly lists: HashLists;
};

/** The people, then each child's identifiers, then the looks at each. */
function hashNames(
  entry: LedgerEntry,
  hasher: LookupHasher,
  shared: Beside<LedgerEntry['caller'], SharedNames>,
): HashLists {
  let names = shared.get(entry.caller);
  if (names === undefined || !haveSameNames(names, entry)) {
    names = hashShared(entry, hasher);
    shared.set(entry.caller, names);
  }
  const looks = hashLooks(entry, hasher);
  return { hashes: joined(names.lists.hashes, looks.hashes), counts: [...names.lists.counts, ...looks.counts] };
}

function haveSameNames({ account, keys }: SharedNames, { children, control }: LedgerEntry): boolean {
  return (
    account === (control?.account ?? null) &&
    keys.length === children.length &&
    children.every((child, index) => child.keys === keys[index])
  );
}

function hashShared({ caller, control, children }: LedgerEntry, hasher: LookupHasher): SharedNames {
  const account = control?.account ?? null;
  for (const who of [caller.subject, caller.mediator, account]) if (who !== null) hasher.subject(who);
  hasher.endList();
  for (const { keys } of children) {
    for (const identifier of keys) hasher.identifier(identifier);
    hasher.endList();
  }
  return { account, keys: children.map(({ keys }) => keys), lists: hasher.finish() };
}

function hashLooks({ children }: LedgerEntry, hasher: LookupHasher): HashLists {
  if (children.every(({ lookedAt }) => lookedAt.length === 0)) return { hashes: none, counts: children.map(() => 0) };
  for (const { lookedAt } of children) {
    for (const record of lookedAt) hasher.look(record);
    hasher.endList();
  }
  return hasher.finish();
}

const none = new Uint8Array(0);

function joined(first: Uint8Array<ArrayBuffer>, second: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (second.length === 0) return first;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

type SearchInClear = { readonly fields: readonly string[]; readonly hashes: readonly string[] };

// Sorted by hash: which is of which field, the fields say to whoever knows the values.
function searchOf({ fields, keys }: NonNullable<LedgerEntry['searches']>[number], hasher: LookupHasher): SearchInClear {
  assertTexts(fields);
  for (const criterion of keys) hasher.criterion(criterion);
  hasher.endList();
  return { fields, hashes: textsOfHashes(hasher.finish().hashes) };
}

/** The names always stand in this order, so that equal entries have equal bytes. */
function clearText(
  entry: LedgerEntry,
  counts: readonly number[],
  searches: readonly SearchInClear[] | undefined,
): string {
  const { caller, control, origin, shape } = entry;
  const children = entry.children.length;
  assertWhole(entry.at);
  assertTexts([entry.kind, entry.recordId, caller.organisation, entry.policyVersion]);
  for (const texts of [caller.roles, entry.bases, shape.roots, shape.classes]) assertTexts(texts);
  for (const text of [entry.purpose, entry.refusal, entry.heldBackUntil]) if (text !== null) assertText(text);
  if (entry.mode !== undefined) assertText(entry.mode);
  if (origin !== undefined) assertTexts([origin.authority, origin.recordId]);
  return JSON.stringify({
    kind: entry.kind,
    recordId: entry.recordId,
    at: entry.at,
    organisation: caller.organisation,
    roles: caller.roles,
    purpose: entry.purpose,
    bases: entry.bases,
    policyVersion: entry.policyVersion,
    dryRun: entry.dryRun,
    ...(entry.mode === undefined ? {} : { mode: entry.mode }),
    ...(origin === undefined ? {} : { origin: { authority: origin.authority, recordId: origin.recordId } }),
    shape: { roots: shape.roots, classes: shape.classes },
    refusal: entry.refusal,
    heldBackUntil: entry.heldBackUntil,
    ...(control === undefined ? {} : { control: controlOf(control) }),
    subjects: counts[0] ?? 0,
    children: counts.slice(1, 1 + children),
    looks: counts.slice(1 + children),
    ...(searches === undefined ? {} : { searches }),
  }).slice(1);
}

// The account is sealed with the caller.
function controlOf({ act, outcome, obligations }: NonNullable<LedgerEntry['control']>): {
  readonly act: string;
  readonly outcome: string | null;
  readonly obligations: readonly { readonly kind: string; readonly dueBy: number | null }[];
} {
  assertText(act);
  if (outcome !== null) assertText(outcome);
  return {
    act,
    outcome,
    obligations: obligations.map(({ kind, dueBy }) => {
      assertText(kind);
      if (dueBy !== null) assertWhole(dueBy);
      return { kind, dueBy };
    }),
  };
}
