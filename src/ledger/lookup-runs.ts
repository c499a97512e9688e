import { z } from 'zod';
import type { LedgerLimits } from './ledger-limits.ts';
import type { StoredRow } from './ledger-steps.ts';
import { createEntryList, type EntryList } from './lookup-pages.ts';

/** A run that is to be written: records of one segment, and their entries by bucket. */
export type DueRun = {
  readonly segment: number;
  readonly first: number;
  readonly last: number;
  readonly pages: ReadonlyMap<number, Uint8Array>;
};

/** A record as the index sees it. */
export type IndexedRecord = { readonly segment: number; readonly sequence: number; readonly hashes: Uint8Array };

/** Gathers the records of one writer that the index in the store has no entries of. The same for every kind of store. */
export type LookupRuns = {
  /** Within a transaction, before its records: takes out the runs that are large enough, or whose segment is done. */
  takeDue(): readonly DueRun[];
  /** Takes records that are being written. */
  add(records: readonly IndexedRecord[]): void;
  /** The transaction was committed. */
  keep(): void;
  /** The transaction was not: what was taken in it did not happen. */
  forget(): void;
};

/** Records of one segment that have no entries yet. */
type Part = {
  readonly segment: number;
  readonly first: number;
  last: number;
  records: number;
  readonly list: EntryList;
};

const tailRow = z.object({ sequence: z.number(), segment: z.number(), hashes: z.instanceof(Uint8Array) });

/** A record of the store as the index sees it; its row has `sequence`, `segment` and `hashes`. */
export function indexedRecordOf(row: StoredRow): IndexedRecord {
  return tailRow.parse(row);
}

/** Makes an empty gathering. */
export function createLookupRuns(limits: Pick<LedgerLimits, 'runRecords' | 'runHashes'>): LookupRuns {
  let parts: readonly Part[] = [];
  let before: readonly Part[] | null = null;
  let added: readonly IndexedRecord[] = [];

  return {
    takeDue() {
      before = parts;
      const due = parts.filter(isDue);
      parts = parts.filter((part) => !due.includes(part));
      return due.map(({ segment, first, last, list }) => ({ segment, first, last, pages: list.pages() }));
    },
    add(records) {
      added = records;
    },
    keep() {
      for (const record of added) take(record);
      before = null;
      added = [];
    },
    forget() {
      if (before !== null) parts = before;
      before = null;
      added = [];
    },
  };

  function take({ segment, sequence, hashes }: IndexedRecord): void {
    let part = parts.at(-1);
    if (part?.segment !== segment) {
      part = { segment, first: sequence, last: sequence, records: 0, list: createEntryList() };
      parts = [...parts, part];
    }
    part.last = sequence;
    part.records += 1;
    part.list.add(sequence, hashes);
  }

  /** A part is done when the next has begun. */
  function isDue({ records, list }: Part, index: number): boolean {
    return index < parts.length - 1 || records >= limits.runRecords || list.entries >= limits.runHashes;
  }
}
