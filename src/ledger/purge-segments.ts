import { z } from 'zod';
import { openPostgres, type PostgresSettings } from '../postgres/open-postgres.ts';
import { readHead } from './chain-position.ts';
import { appendStatements } from './checkpoint-file.ts';
import { LedgerError } from './ledger-error.ts';
import { type LedgerSteps, pagesOf, rowOf, rowsOf, type StoreFacts, takeSteps, takeStepsIn } from './ledger-steps.ts';
import { asLedgerError, inTransaction, openForWriting } from './open-database.ts';
import { hasPostgresSchema, readStoreId } from './postgres-schema.ts';
import { type PurgeStatement, type SigningKey, signStatement } from './statement.ts';
import { recordColumns, recordColumnsRow } from './read-record.ts';
import { lookupsOf } from './record-body.ts';
import { parseRecord } from './stored-record.ts';

/** A segment that was purged. */
export type PurgedSegment = { readonly writer: string; readonly month: string; readonly records: number };

/** Which months are purged, and under whose signature. */
type PurgeOptions = {
  readonly checkpointsFile: string;
  readonly signing: SigningKey;
  readonly before: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
};

/**
 * Removes the segments of all months before `before` (`YYYY-MM`, at latest the current month): their
 * records, index entries and data keys. What stays is each segment's opening and closing hash under
 * a signed statement, in the store and in the checkpoints file, so that the rest still verifies and
 * a segment that is merely gone does not pass for purged.
 *
 * Works while gateways write: they have left those months.
 *
 * @throws LedgerError when the store cannot be written, or `before` is no such month.
 */
export function purgeSegments(options: PurgeOptions & { readonly directory: string }): readonly PurgedSegment[] {
  assertMonth(options);
  const open = openForWriting(options.directory, { mayCreate: false, busyTimeoutMs: 10_000, maxStoreBytes: null });
  const { database } = open;
  try {
    // Freed pages are overwritten.
    database.exec('PRAGMA secure_delete = ON');
    const purged = takeSteps(database, segmentsBefore(options.before)).flatMap((segment) =>
      emitted(
        inTransaction(database, () => takeSteps(database, purgeSegment(open, segment, options))),
        options,
      ),
    );
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return purged;
  } finally {
    database.close();
  }
}

/**
 * The same in PostgreSQL. Freed rows are given back at once (VACUUM); its log and its backups keep them for as long
 * as these are kept.
 */
export async function purgeSharedSegments(
  options: PurgeOptions & { readonly postgres: PostgresSettings },
): Promise<readonly PurgedSegment[]> {
  assertMonth(options);
  const { schema } = options.postgres;
  const postgres = openPostgres(options.postgres, { connections: 1, application: 'childview-purge' });
  try {
    const store = await readStoreId(postgres.query, schema);
    if (store === null) throw new LedgerError('STORE_NOT_FOUND', { detail: `Looked for schema ${schema}.` });
    if (!(await hasPostgresSchema(postgres.query, schema))) throw new LedgerError('STORE_DAMAGED');
    const purged: PurgedSegment[] = [];
    for (const segment of await takeStepsIn(postgres.query, segmentsBefore(options.before))) {
      const done = await postgres.transaction('WRITE', (query) =>
        takeStepsIn(query, purgeSegment({ store, format: 2 }, segment, options)),
      );
      purged.push(...emitted(done, options));
    }
    for (const table of ['record', 'data_key', 'lookup_run', 'lookup_page']) await postgres.query(`VACUUM ${table}`);
    return purged;
  } catch (error) {
    throw asLedgerError(error);
  } finally {
    await postgres.close();
  }
}

function assertMonth({ before, now }: PurgeOptions): void {
  const currentMonth = new Date(now).toISOString().slice(0, 7);
  if (!/^\d{4}-\d{2}$/.test(before) || before > currentMonth) throw new LedgerError('MONTH_INVALID');
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

function* segmentsBefore(before: string): LedgerSteps<readonly Segment[]> {
  const rows = yield* rowsOf(
    'SELECT * FROM segment WHERE month < $1 AND purge IS NULL ORDER BY writer, number',
    before,
  );
  return rows.map((row) => segmentRow.parse(row));
}

/** A segment that was purged in a transaction, and the statement that is to be emitted after it. */
type Purge = { readonly segment: PurgedSegment; readonly statement: string };

/** Null: another has purged it meanwhile. */
function* purgeSegment(
  open: StoreFacts,
  { writer, number }: Segment,
  { signing, now }: PurgeOptions,
): LedgerSteps<Purge | null> {
  // From here on its writer waits, or finds it closed: what is read below is its end.
  const row = yield* rowOf(
    'SELECT * FROM segment WHERE writer = $1 AND number = $2 AND purge IS NULL FOR UPDATE',
    writer,
    number,
  );
  if (row === undefined) return null;
  const segment = segmentRow.parse(row);
  // A writer that has written nothing since leaves its segment open; its head is the segment's end.
  const head = yield* readHead(open, writer);
  const lastSequence = segment.last_sequence ?? head.sequence;
  const purge: PurgeStatement = {
    kind: 'PURGE',
    format: 1,
    store: open.store,
    writer,
    segment: number,
    month: segment.month,
    firstSequence: segment.first_sequence,
    lastSequence,
    openingHash: segment.opening_hash,
    closingHash: segment.closing_hash ?? head.hash,
    at: now,
  };
  const statement = signStatement(signing, purge);
  const records = yield* removeLookups(open, writer, segment.first_sequence, lastSequence);
  yield* removeRuns(writer, number);
  yield* rowsOf(
    'DELETE FROM record WHERE writer = $1 AND sequence BETWEEN $2 AND $3',
    writer,
    segment.first_sequence,
    lastSequence,
  );
  yield* rowsOf('DELETE FROM data_key WHERE writer = $1 AND segment = $2', writer, number);
  yield* rowsOf(
    'UPDATE segment SET last_sequence = $1, closing_hash = $2, purge = $3 WHERE writer = $4 AND number = $5',
    lastSequence,
    purge.closingHash,
    statement,
    writer,
    number,
  );
  return { segment: { writer, month: segment.month, records }, statement };
}

/** Gives how many records there are. */
function* removeLookups(open: StoreFacts, writer: string, first: number, last: number): LedgerSteps<number> {
  let records = 0;
  const nextPage = pagesOf({ columns: `sequence, ${recordColumns(open)}`, writer, first, last });
  for (let page = yield* nextPage(); page.length > 0; page = yield* nextPage()) {
    records += page.length;
    for (const row of page) {
      const { sequence, ...record } = recordRow.parse(row);
      const body = parseRecord(record);
      // A record that was tampered with must not be tidied away with its evidence.
      if (body === null) throw new LedgerError('CHAIN_BROKEN');
      if (body.format !== 1) continue;
      for (const hash of lookupsOf(body)) {
        yield* rowsOf('DELETE FROM lookup WHERE hash = $1 AND writer = $2 AND sequence = $3', hash, writer, sequence);
      }
    }
  }
  return records;
}

function* removeRuns(writer: string, segment: number): LedgerSteps<void> {
  yield* rowsOf(
    `DELETE FROM lookup_page WHERE writer = $1
     AND run IN (SELECT first_sequence FROM lookup_run WHERE writer = $1 AND segment = $2)`,
    writer,
    segment,
  );
  yield* rowsOf('DELETE FROM lookup_run WHERE writer = $1 AND segment = $2', writer, segment);
}

function emitted(purge: Purge | null, { checkpointsFile }: PurgeOptions): readonly PurgedSegment[] {
  if (purge === null) return [];
  try {
    appendStatements(checkpointsFile, [purge.statement]);
  } catch (cause) {
    throw new LedgerError('CHECKPOINT_NOT_WRITTEN', { cause });
  }
  return [purge.segment];
}
