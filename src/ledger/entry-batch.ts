import type { WaitingEntry } from './ledger-store.ts';

/** Entries in the form in which they cost least to hand to a thread: few and flat values, whatever is in them. */
export type EntryBatch = {
  /** Of each entry what is in clear, then what is to be sealed. */
  readonly texts: readonly string[];
  /** The hashes of all entries, one after the other. */
  readonly hashes: Uint8Array<ArrayBuffer>;
  /** Of each entry when it was taken (milliseconds since the epoch), then how many bytes of hashes it has. */
  readonly numbers: readonly number[];
};

/** Puts entries into one batch, in their order. */
export function packBatch(entries: readonly WaitingEntry[]): EntryBatch {
  const hashes = new Uint8Array(entries.reduce((sum, { entry }) => sum + entry.hashes.length, 0));
  let at = 0;
  for (const { entry } of entries) {
    hashes.set(entry.hashes, at);
    at += entry.hashes.length;
  }
  return {
    texts: entries.flatMap(({ entry }) => [entry.clear, entry.secret]),
    hashes,
    numbers: entries.flatMap(({ entry, writtenAt }) => [writtenAt, entry.hashes.length]),
  };
}

/** The entries of a batch. */
export function unpackBatch({ texts, hashes, numbers }: EntryBatch): readonly WaitingEntry[] {
  let at = 0;
  return Array.from({ length: texts.length / 2 }, (_, index) => {
    const from = at;
    at += numbers[2 * index + 1] ?? 0;
    return {
      writtenAt: numbers[2 * index] ?? 0,
      entry: {
        clear: texts[2 * index] ?? '',
        secret: texts[2 * index + 1] ?? '',
        hashes: hashes.subarray(from, at),
      },
    };
  });
}
