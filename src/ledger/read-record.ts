import { z } from 'zod';
import type { RecordRow } from './chain.ts';
import type { Place } from './find-places.ts';
import { type LedgerSteps, rowOf, type StoreFacts } from './ledger-steps.ts';
import type { RecordBody } from './record-body.ts';
import { parseRecord } from './stored-record.ts';

/** The columns of a record that are hashed and read; a store of the first format has fewer. */
export function recordColumns({ format }: Pick<StoreFacts, 'format'>): string {
  return format === 2 ? 'body, hashes, sealed' : 'body, NULL AS hashes, NULL AS sealed';
}

/** The members that `recordColumns` gives, for a parser of rows. */
export const recordColumnsRow = {
  body: z.string(),
  hashes: z.instanceof(Uint8Array).nullable(),
  sealed: z.instanceof(Uint8Array).nullable(),
};

const recordRow = z.object(recordColumnsRow);

/** Reads the records at places; where none stands, or what stands there is none, it gives none. */
export function* readRecords(open: StoreFacts, places: readonly Place[]): LedgerSteps<RecordBody[]> {
  const bodies: RecordBody[] = [];
  for (const place of places) {
    const body = yield* readRecord(open, place);
    if (body !== null) bodies.push(body);
  }
  return bodies;
}

function* readRecord(open: StoreFacts, { writer, sequence }: Place): LedgerSteps<RecordBody | null> {
  const row = yield* rowOf(
    `SELECT ${recordColumns(open)} FROM record WHERE writer = $1 AND sequence = $2`,
    writer,
    sequence,
  );
  return row === undefined ? null : parseRecord(recordRow.parse(row) satisfies RecordRow);
}
