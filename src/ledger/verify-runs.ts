import { z } from 'zod';
import type { Findings } from './findings.ts';
import { type LedgerSteps, pagesOf, rowOf, rowsOf } from './ledger-steps.ts';
import { createEntryList } from './lookup-pages.ts';

const runRow = z.object({ first_sequence: z.number(), last_sequence: z.number(), segment: z.number() });
const hashesRow = z.object({ sequence: z.number(), hashes: z.instanceof(Uint8Array) });
const pageRow = z.object({ bucket: z.number(), entries: z.instanceof(Uint8Array) });

/**
 * Verifies the index of one writer: each run stands over records of one segment, from its first number to its last,
 * after the run before it, and says of them what they say. What no run covers is looked through by every reader, so that
 * a run that is gone hides nothing.
 */
export function* verifyRuns(writer: string, findings: Findings): LedgerSteps<void> {
  let covered = 0;
  const runs = yield* rowsOf(
    'SELECT first_sequence, last_sequence, segment FROM lookup_run WHERE writer = $1 ORDER BY first_sequence',
    writer,
  );
  for (const { first_sequence: first, last_sequence: last, segment } of runs.map((row) => runRow.parse(row))) {
    const isSound =
      first > covered &&
      last >= first &&
      (yield* isIn(segment, writer, first)) &&
      (yield* isIn(segment, writer, last)) &&
      (yield* saysTheSame(writer, first, last));
    if (!isSound) findings.add('INDEX_CHANGED', writer, first);
    covered = Math.max(covered, last);
  }
}

function* isIn(segment: number, writer: string, sequence: number): LedgerSteps<boolean> {
  const row = yield* rowOf('SELECT segment FROM record WHERE writer = $1 AND sequence = $2', writer, sequence);
  return row?.['segment'] === segment;
}

function* saysTheSame(writer: string, first: number, last: number): LedgerSteps<boolean> {
  const list = createEntryList();
  const nextPage = pagesOf({
    columns: 'sequence, hashes',
    writer,
    first,
    last,
    condition: 'AND hashes IS NOT NULL',
  });
  for (let page = yield* nextPage(); page.length > 0; page = yield* nextPage()) {
    for (const row of page) {
      const { sequence, hashes } = hashesRow.parse(row);
      list.add(sequence, hashes);
    }
  }
  const expected = list.pages();
  const rows = yield* rowsOf(
    'SELECT bucket, entries FROM lookup_page WHERE writer = $1 AND run = $2 ORDER BY bucket',
    writer,
    first,
  );
  const held = rows.map((row) => pageRow.parse(row));
  return (
    held.length === expected.size &&
    held.every(({ bucket, entries }) => Buffer.compare(entries, expected.get(bucket) ?? new Uint8Array()) === 0)
  );
}

/** Whether there are pages that belong to no run. */
export function* hasStrayPages(): LedgerSteps<boolean> {
  const row = yield* rowOf(
    `SELECT 1 AS stray FROM lookup_page WHERE NOT EXISTS (
       SELECT 1 FROM lookup_run WHERE lookup_run.writer = lookup_page.writer AND first_sequence = run
     ) LIMIT 1`,
  );
  return row !== undefined;
}
