import { z } from 'zod';
import type { RecordRow } from './chain.ts';
import type { Place } from './find-places.ts';
import type { OpenDatabase } from './open-database.ts';
import type { RecordBody } from './record-body.ts';
import { parseRecord } from './stored-record.ts';

/** The columns of a record that are hashed and read; a store of the first format has fewer. */
export function recordColumns({ format }: Pick<OpenDatabase, 'format'>): string {
  return format === 2 ? 'body, hashes, sealed' : 'body, NULL AS hashes, NULL AS sealed';
}

/** The members that `recordColumns` gives, for a parser of rows. */
export const recordColumnsRow = {
  body: z.string(),
  hashes: z.instanceof(Uint8Array).nullable(),
  sealed: z.instanceof(Uint8Array).nullable(),
};

const recordRow = z.object(recordColumnsRow);

/** Makes a function that reads the record at a place; null when none stands there, or what stands there is none. */
export function createRecordReader(open: OpenDatabase): (place: Place) => RecordBody | null {
  const read = open.database.prepare(`SELECT ${recordColumns(open)} FROM record WHERE writer = ? AND sequence = ?`);
  return ({ writer, sequence }) => {
    const row = read.get(writer, sequence);
    return row === undefined ? null : parseRecord(recordRow.parse(row) satisfies RecordRow);
  };
}
