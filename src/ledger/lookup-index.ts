import type { DatabaseSync } from 'node:sqlite';
import type { LedgerLimits } from './ledger-limits.ts';
import { createLookupRuns, type DueRun, indexedRecordOf, type LookupRuns } from './lookup-runs.ts';

/**
 * One writer's part of the index. Of the last records there is no entry in the store yet: readers look through
 * these records themselves, so that a record is found from the moment it is written, and a crash loses nothing.
 */
export type LookupIndex = Pick<LookupRuns, 'add' | 'keep' | 'forget'> & {
  /** Within a transaction, before its records: writes a run for what waits, where it is enough or its segment is done. */
  writeDue(): void;
};

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
  const runs = createLookupRuns(limits);

  const covered = database.prepare('SELECT max(last_sequence) AS last FROM lookup_run WHERE writer = ?').get(writer)?.[
    'last'
  ];
  const uncovered = database
    .prepare(
      `SELECT sequence, segment, hashes FROM record
       WHERE writer = ? AND sequence > ? AND hashes IS NOT NULL ORDER BY sequence`,
    )
    .iterate(writer, Number(covered ?? 0));
  for (const row of uncovered) {
    runs.add([indexedRecordOf(row)]);
    runs.keep();
    runs.takeDue().forEach(write);
    runs.keep();
  }
  return { ...runs, writeDue: () => runs.takeDue().forEach(write) };

  function write({ segment, first, last, pages }: DueRun): void {
    // Purged before its index was written: nothing is left that could be found.
    if (isThere.get(writer, segment) === undefined) return;
    insertRun.run(writer, first, last, segment);
    for (const [bucket, entries] of pages) insertPage.run(writer, first, bucket, entries);
  }
}
