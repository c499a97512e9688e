import type { RecordReference } from '../model/ledger-entry.ts';
import { cmacBytes, createCmac, deriveCmacKey } from './cmac.ts';
import type { IdentifierKey, LocalIdentifier } from './identifier-hash.ts';
import { createNameBytes } from './name-bytes.ts';

/** How many bytes a keyed hash has by which records of the second format are found. */
export const hashBytes = cmacBytes;

/** Lists of keyed hashes: all of them one after the other, and how many each list has. */
export type HashLists = { readonly hashes: Uint8Array<ArrayBuffer>; readonly counts: readonly number[] };

/**
 * Takes names list by list and hashes them all at once. Each list comes out sorted and without repetitions, so that
 * the order does not tell which agency answered.
 */
export type LookupHasher = {
  /** By an identifier, or an agency's own record id, are found the records about a child. */
  identifier(identifier: LocalIdentifier): void;
  /** Of another kind than `identifier`, so that a look that showed nothing is never found by it. */
  look(record: RecordReference): void;
  /** By `Practitioner.subject` are found a caller's records. */
  subject(subject: string): void;
  /** A value that somebody looked by: it can be told whether the same was looked by. */
  criterion(criterion: { readonly field: string; readonly value: string }): void;
  endList(): void;
  /** Gives what was taken since the last time, and forgets it. */
  finish(): HashLists;
  /** Forgets what was taken, after an error. */
  reset(): void;
};

/** The kinds of names; one of one kind never has the hash of another. */
const kinds = { identifier: 1, record: 2, look: 3, subject: 4, criterion: 5 } as const;

/** Makes a hasher: AES-256-CMAC under a key derived from the ledger's. The names do not outlive `finish`. */
export function createLookupHasher(key: IdentifierKey): LookupHasher {
  const cmac = createCmac(deriveCmacKey(key.secret, 'childview ledger lookup 2'));
  const names = createNameBytes();
  let ends: number[] = [];

  const reset = (): void => {
    names.clear();
    ends = [];
  };

  return {
    identifier: (identifier) =>
      'scheme' in identifier
        ? names.add(kinds.identifier, identifier.scheme, identifier.value)
        : names.add(kinds.record, identifier.agency, identifier.recordId),
    look: ({ agency, recordId }) => names.add(kinds.look, agency, recordId),
    subject: (subject) => names.add(kinds.subject, subject),
    criterion: ({ field, value }) => names.add(kinds.criterion, field, value),
    endList: () => void ends.push(names.count),
    finish: () => {
      const words = wordsOf(cmac(names.messages()));
      let from = 0;
      let to = 0;
      const counts = ends.map((end) => {
        const kept = sortDistinct(words, from, end, to);
        from = end;
        to += kept;
        return kept;
      });
      reset();
      return { hashes: new Uint8Array(words.buffer, 0, to * hashBytes), counts };
    },
    reset,
  };
}

/** Hashes one after the other as texts (base64). */
export function textsOfHashes(hashes: Uint8Array): readonly string[] {
  const bytes = Buffer.from(hashes.buffer, hashes.byteOffset, hashes.byteLength);
  return Array.from({ length: bytes.length / hashBytes }, (_, index) =>
    bytes.toString('base64', index * hashBytes, (index + 1) * hashBytes),
  );
}

const hashWords = hashBytes / Uint32Array.BYTES_PER_ELEMENT;
/** Longer lists are not sorted by insertion. */
const mostInserted = 64;

/** Moves hashes `from` to `end` to place `to` (at most `from`), in order, each once; gives how many are left. */
function sortDistinct(words: Uint32Array, from: number, end: number, to: number): number {
  if (end - from > mostInserted) sortLong(words, from, end);
  let kept = 0;
  for (let index = from; index < end; index += 1) {
    let place = to + kept;
    let difference = 1;
    // From behind: what is sorted already stays where it is.
    while (place > to) {
      difference = compare(words, index, words, place - 1);
      if (difference >= 0) break;
      place -= 1;
    }
    if (place > to && difference === 0) continue;
    insert(words, index, place, to + kept);
    kept += 1;
  }
  return kept;
}

/** Puts the hash at `index` at `place`, what is there until `end` one further. */
function insert(words: Uint32Array, index: number, place: number, end: number): void {
  if (index === place) return;
  const at = index * hashWords;
  const [one, two, three, four] = [words[at], words[at + 1], words[at + 2], words[at + 3]];
  if (place < end) words.copyWithin((place + 1) * hashWords, place * hashWords, end * hashWords);
  const to = place * hashWords;
  words[to] = one ?? 0;
  words[to + 1] = two ?? 0;
  words[to + 2] = three ?? 0;
  words[to + 3] = four ?? 0;
}

function sortLong(words: Uint32Array, from: number, end: number): void {
  const before = words.slice(from * hashWords, end * hashWords);
  const order = Array.from({ length: end - from }, (_, index) => index);
  order.sort((one, other) => compare(before, one, before, other));
  order.forEach((index, place) => {
    words.set(before.subarray(index * hashWords, (index + 1) * hashWords), (from + place) * hashWords);
  });
}

function compare(words: Uint32Array, place: number, others: Uint32Array, otherPlace: number): number {
  for (let word = 0; word < hashWords; word += 1) {
    const difference = (words[place * hashWords + word] ?? 0) - (others[otherPlace * hashWords + word] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function wordsOf(bytes: Uint8Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Uint32Array.BYTES_PER_ELEMENT);
}
