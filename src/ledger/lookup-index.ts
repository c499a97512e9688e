import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { LedgerLimits } from './ledger-limits.ts';
import { createEntryList, type EntryList } from './lookup-pages.ts';

/**
 * One writer's part of the index. Of the last records there is no entry in the store yet: readers look through
 * these records themselves, so that a record is found from the moment it is written, and a crash loses nothing.
 */
export type LookupIndex = {
  /** Within a transaction, before its records: writes a run for what waits, where it is enough or its segment is done. */
  writeDue(): void;
  /** Takes records that are being written. */
  add(records: readonly IndexedRecord[]): void;
  /** The transaction was committed. */
  keep(): void;
  /** The transaction was not: what it wrote and what it took did not happen. */
  forget(): void;
};

/** A record as the index sees it. */
export type IndexedRecord = { readonly segment: number; readonly sequence: number; readonly hashes: Uint8Array };

/** Records of one segment that have no entries yet. */
type Part = {
  readonly segment: number;
  readonly first: number;
  last: number;
  records: number;
  readonly list: EntryList;
};

const tailRow = z.object({ sequence: z.number(), segment: z.number(), hashes: z.instanceof(Uint8Array) });

/**
 * Opens the index of a writer, with the records that it has no entries of. Where these are more than one run may
 * hold, because runs were removed, they are written at once; within a transaction.
 */
export function openLookupIndex(
  database: DatabaseSync,
  writer: string,
  limits: Pick<LedgerLimits, 'runRecords' | 'runHashes'>,
): LookupIndex {
  const insertRun = database.prepare(
    'INSERT INTO lookup_run (writer, first_sequence, last_sequence, segment) VALUES (?, ?, ?, ?)',
  );
  const insertPage = database.prepare('INSERT INTO lookup_page (writer, run, bucket, entries) VALUES (?, ?, ?, ?)');
  const isThere = database.prepare('SELECT 1 FROM segment WHERE writer = ? AND number = ? AND purge IS NULL');
  let parts: Part[] = [];
  let before: readonly Part[] | null = null;
  let taken: readonly IndexedRecord[] = [];

  for (const record of uncovered(database, writer)) {
    take(record);
    writeParts();
  }
  return {
    writeDue() {
      before = [...parts];
      writeParts();
    },
    add(records) {
      taken = records;
    },
    keep() {
      for (const record of taken) take(record);
      before = null;
      taken = [];
    },
    forget() {
      if (before !== null) parts = [...before];
      before = null;
      taken = [];
    },
  };

  function take({ segment, sequence, hashes }: IndexedRecord): void {
    let part = parts.at(-1);
    if (part?.segment !== segment) {
      part = { segment, first: sequence, last: sequence, records: 0, list: createEntryList() };
      parts.push(part);
    }
    part.last = sequence;
    part.records += 1;
    part.list.add(sequence, hashes);
  }

  /** A part is done when the next has begun. */
  function isDue({ records, list }: Part, index: number): boolean {
    return index < parts.length - 1 || records >= limits.runRecords || list.entries >= limits.runHashes;
  }

  function writeParts(): void {
    const due = parts.filter(isDue);
    if (due.length === 0) return;
    for (const { segment, first, last, list } of due) {
      // Purged before its index was written: nothing is left that could be found.
      if (isThere.get(writer, segment) === undefined) continue;
      insertRun.run(writer, first, last, segment);
      for (const [bucket, entries] of list.pages()) insertPage.run(writer, first, bucket, entries);
    }
    parts = parts.filter((part) => !due.includes(part));
  }
}

/** The records after the last run. */
function* uncovered(database: DatabaseSync, writer: string): Generator<IndexedRecord> {
  const covered = database.prepare('SELECT max(last_sequence) AS last FROM lookup_run WHERE writer = ?').get(writer)?.[
    'last'
  ];
  const rows = database
    .prepare(
      `SELECT sequence, segment, hashes FROM record
       WHERE writer = ? AND sequence > ? AND hashes IS NOT NULL ORDER BY sequence`,
    )
    .iterate(writer, Number(covered ?? 0));
  for (const row of rows) yield tailRow.parse(row);
}
