import { z } from 'zod';
import { readHead } from './chain-position.ts';
import { appendStatements } from './checkpoint-file.ts';
import { LedgerError } from './ledger-error.ts';
import { inTransaction, type OpenDatabase, openForWriting } from './open-database.ts';
import { type PurgeStatement, type SigningKey, signStatement } from './statement.ts';
import { recordColumns, recordColumnsRow } from './read-record.ts';
import { lookupsOf } from './record-body.ts';
import { parseRecord } from './stored-record.ts';

/** A segment that was purged. */
export type PurgedSegment = { readonly writer: string; readonly month: string; readonly records: number };

/**
 * Removes the segments of all months before `before` (`YYYY-MM`, at latest the current month): their
 * records, index entries and data keys. What stays is each segment's opening and closing hash under
 * a signed statement, in the store and in the checkpoints file, so that the rest still verifies and
 * a segment that is merely gone does not pass for purged.
 *
 * Works while gateways write: they have left those months.
 *
 * @param options.now Milliseconds since the epoch.
 * @throws LedgerError when the store cannot be written, or `before` is no such month.
 */
export function purgeSegments(options: {
  readonly directory: string;
  readonly checkpointsFile: string;
  readonly signing: SigningKey;
  readonly before: string;
  readonly now: number;
}): readonly PurgedSegment[] {
  const { directory, checkpointsFile, signing, before, now } = options;
  const currentMonth = new Date(now).toISOString().slice(0, 7);
  if (!/^\d{4}-\d{2}$/.test(before) || before > currentMonth) throw new LedgerError('MONTH_INVALID');
  const open = openForWriting(directory, { mayCreate: false, busyTimeoutMs: 10_000, maxStoreBytes: null });
  try {
    // Freed pages are overwritten.
    open.database.exec('PRAGMA secure_delete = ON');
    const purged: PurgedSegment[] = [];
    for (const segment of segmentsBefore(open, before)) {
      const { statement, records } = inTransaction(open.database, () => purgeSegment(open, segment, signing, now));
      emit(checkpointsFile, statement);
      purged.push({ writer: segment.writer, month: segment.month, records });
    }
    open.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return purged;
  } finally {
    open.database.close();
  }
}

type Segment = z.infer<typeof segmentRow>;

const recordRow = z.object({ sequence: z.number(), ...recordColumnsRow });

const segmentRow = z.object({
  writer: z.string(),
  number: z.number(),
  month: z.string(),
  first_sequence: z.number(),
  opening_hash: z.string(),
  last_sequence: z.number().nullable(),
  closing_hash: z.string().nullable(),
});

function segmentsBefore({ database }: OpenDatabase, before: string): readonly Segment[] {
  return database
    .prepare('SELECT * FROM segment WHERE month < ? AND purge IS NULL ORDER BY writer, number')
    .all(before)
    .map((row) => segmentRow.parse(row));
}

function purgeSegment(
  open: OpenDatabase,
  segment: Segment,
  signing: SigningKey,
  at: number,
): { readonly statement: string; readonly records: number } {
  const { database, store } = open;
  const { writer, number, month } = segment;
  // A writer that has written nothing since leaves its segment open; its head is the segment's end.
  const head = readHead(open, writer);
  const lastSequence = segment.last_sequence ?? head.sequence;
  const purge: PurgeStatement = {
    kind: 'PURGE',
    format: 1,
    store,
    writer,
    segment: number,
    month,
    firstSequence: segment.first_sequence,
    lastSequence,
    openingHash: segment.opening_hash,
    closingHash: segment.closing_hash ?? head.hash,
    at,
  };
  const statement = signStatement(signing, purge);
  removeLookups(open, writer, segment.first_sequence, lastSequence);
  removeRuns(open, writer, number);
  const { changes } = database
    .prepare('DELETE FROM record WHERE writer = ? AND sequence BETWEEN ? AND ?')
    .run(writer, segment.first_sequence, lastSequence);
  database.prepare('DELETE FROM data_key WHERE writer = ? AND segment = ?').run(writer, number);
  database
    .prepare('UPDATE segment SET last_sequence = ?, closing_hash = ?, purge = ? WHERE writer = ? AND number = ?')
    .run(lastSequence, purge.closingHash, statement, writer, number);
  return { statement, records: Number(changes) };
}

function removeLookups(open: OpenDatabase, writer: string, first: number, last: number): void {
  const { database } = open;
  const remove = database.prepare('DELETE FROM lookup WHERE hash = ? AND writer = ? AND sequence = ?');
  const rows = database
    .prepare(`SELECT sequence, ${recordColumns(open)} FROM record WHERE writer = ? AND sequence BETWEEN ? AND ?`)
    .iterate(writer, first, last);
  for (const row of rows) {
    const { sequence, ...record } = recordRow.parse(row);
    const body = parseRecord(record);
    // A record that was tampered with must not be tidied away with its evidence.
    if (body === null) throw new LedgerError('CHAIN_BROKEN');
    if (body.format === 1) for (const hash of lookupsOf(body)) remove.run(hash, writer, sequence);
  }
}

function removeRuns({ database }: OpenDatabase, writer: string, segment: number): void {
  database
    .prepare(
      `DELETE FROM lookup_page WHERE writer = ?1
       AND run IN (SELECT first_sequence FROM lookup_run WHERE writer = ?1 AND segment = ?2)`,
    )
    .run(writer, segment);
  database.prepare('DELETE FROM lookup_run WHERE writer = ? AND segment = ?').run(writer, segment);
}

function emit(file: string, statement: string): void {
  try {
    appendStatements(file, [statement]);
  } catch (cause) {
    throw new LedgerError('CHECKPOINT_NOT_WRITTEN', { cause });
  }
}
