import { z } from 'zod';
import type { Findings } from './findings.ts';
import { createEntryList } from './lookup-pages.ts';
import type { OpenDatabase } from './open-database.ts';

const runRow = z.object({ first_sequence: z.number(), last_sequence: z.number(), segment: z.number() });
const hashesRow = z.object({ sequence: z.number(), hashes: z.instanceof(Uint8Array) });
const pageRow = z.object({ bucket: z.number(), entries: z.instanceof(Uint8Array) });

/**
 * Verifies the index of one writer: each run stands over records of one segment, from its first number to its last,
 * after the run before it, and says of them what they say. What no run covers is looked through by every reader, so that
 * a run that is gone hides nothing.
 */
export function verifyRuns({ database }: OpenDatabase, writer: string, findings: Findings): void {
  const segmentAt = database.prepare('SELECT segment FROM record WHERE writer = ? AND sequence = ?');
  const readHashes = database.prepare(
    'SELECT sequence, hashes FROM record WHERE writer = ? AND sequence BETWEEN ? AND ? AND hashes IS NOT NULL ORDER BY sequence',
  );
  const readPages = database.prepare(
    'SELECT bucket, entries FROM lookup_page WHERE writer = ? AND run = ? ORDER BY bucket',
  );
  let covered = 0;
  const runs = database
    .prepare('SELECT first_sequence, last_sequence, segment FROM lookup_run WHERE writer = ? ORDER BY first_sequence')
    .all(writer)
    .map((row) => runRow.parse(row));
  for (const { first_sequence: first, last_sequence: last, segment } of runs) {
    const stands = [first, last].every((sequence) => segmentAt.get(writer, sequence)?.['segment'] === segment);
    if (first <= covered || last < first || !stands || !saysTheSame(first, last)) {
      findings.add('INDEX_CHANGED', writer, first);
    }
    covered = Math.max(covered, last);
  }

  function saysTheSame(first: number, last: number): boolean {
    const list = createEntryList();
    for (const row of readHashes.iterate(writer, first, last)) {
      const { sequence, hashes } = hashesRow.parse(row);
      list.add(sequence, hashes);
    }
    const expected = list.pages();
    const held = readPages.all(writer, first).map((row) => pageRow.parse(row));
    return (
      held.length === expected.size &&
      held.every(({ bucket, entries }) => Buffer.compare(entries, expected.get(bucket) ?? new Uint8Array()) === 0)
    );
  }
}

/** Whether there are pages that belong to no run. */
export function hasStrayPages({ database }: OpenDatabase): boolean {
  return (
    database
      .prepare(
        `SELECT 1 FROM lookup_page WHERE NOT EXISTS (
           SELECT 1 FROM lookup_run WHERE lookup_run.writer = lookup_page.writer AND first_sequence = run
         ) LIMIT 1`,
      )
      .get() !== undefined
  );
}
