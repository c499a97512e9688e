import { hashBytes } from './lookup-hash.ts';

/*
 * The index by which records are found: runs over successive records of one chain, each divided into buckets by the
 * first byte of the hash. The hashes are evenly spread, so buckets are alike. An entry has the four bytes
 * of the hash that follow and the record's number; what a reader finds is to be looked at, since one entry in 2^40
 * may stand for another hash.
 */

/** How many buckets a run is divided into. */
export const buckets = 256;

const entryBytes = 8;
const wordAt = 1;
const wordsOfEntry = 3;

/** Gathers the entries of successive records. */
export type EntryList = {
  /** Adds all hashes of a record. */
  add(sequence: number, hashes: Uint8Array): void;
  readonly entries: number;
  /** The entries by bucket, in the order of the records; empty buckets are left out. */
  pages(): ReadonlyMap<number, Uint8Array>;
};

/** Makes an empty list. */
export function createEntryList(): EntryList {
  let words = new Uint32Array(wordsOfEntry * 1024);
  let entries = 0;
  return {
    add(sequence, hashes) {
      const added = hashes.length / hashBytes;
      if ((entries + added) * wordsOfEntry > words.length) {
        const larger = new Uint32Array(2 * (entries + added) * wordsOfEntry);
        larger.set(words.subarray(0, entries * wordsOfEntry));
        words = larger;
      }
      const view = new DataView(hashes.buffer, hashes.byteOffset, hashes.byteLength);
      for (let from = 0; from < hashes.length; from += hashBytes) {
        const at = entries * wordsOfEntry;
        words[at] = view.getUint8(from);
        words[at + 1] = view.getUint32(from + wordAt, true);
        words[at + 2] = sequence;
        entries += 1;
      }
    },
    get entries() {
      return entries;
    },
    pages() {
      const sizes = new Uint32Array(buckets);
      for (let index = 0; index < entries; index += 1) {
        const bucket = words[index * wordsOfEntry] ?? 0;
        sizes[bucket] = (sizes[bucket] ?? 0) + 1;
      }
      const pages = new Map<number, Uint8Array>();
      const views: (DataView | undefined)[] = [];
      const filled = new Uint32Array(buckets);
      sizes.forEach((size, bucket) => {
        if (size === 0) return;
        const page = new Uint8Array(size * entryBytes);
        pages.set(bucket, page);
        views[bucket] = new DataView(page.buffer);
      });
      for (let index = 0; index < entries; index += 1) {
        const at = index * wordsOfEntry;
        const bucket = words[at] ?? 0;
        const to = filled[bucket] ?? 0;
        views[bucket]?.setUint32(to, words[at + 1] ?? 0, true);
        views[bucket]?.setUint32(to + 4, words[at + 2] ?? 0, true);
        filled[bucket] = to + entryBytes;
      }
      return pages;
    },
  };
}

/** The bucket that a hash is in. */
export function bucketOf(hash: Uint8Array): number {
  return hash[0] ?? 0;
}

/** Numbers of the records that a page of the hash's bucket names for a hash, in order. */
export function sequencesIn(page: Uint8Array, hash: Uint8Array): readonly number[] {
  const word = new DataView(hash.buffer, hash.byteOffset).getUint32(wordAt, true);
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const found: number[] = [];
  for (let at = 0; at + entryBytes <= page.byteLength; at += entryBytes) {
    if (view.getUint32(at, true) === word) found.push(view.getUint32(at + 4, true));
  }
  return found;
}
