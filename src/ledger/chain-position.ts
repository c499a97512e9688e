import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type ChainHead, genesisHash, recordHash } from './chain.ts';
import type { SegmentPosition } from './chain-group.ts';
import { LedgerError } from './ledger-error.ts';
import { type LedgerSteps, pagesOf, rowOf, type StoredRow, type StoreFacts } from './ledger-steps.ts';
import type { OpenDatabase } from './open-database.ts';
import { recordColumns, recordColumnsRow } from './read-record.ts';
import { type CheckpointStatement, readStatement, type VerificationKey } from './statement.ts';

const lastRecordSql = 'SELECT sequence, hash FROM record WHERE writer = ? ORDER BY sequence DESC LIMIT 1';
const purgedEndSql = `SELECT last_sequence AS sequence, closing_hash AS hash FROM segment
  WHERE writer = ? AND purge IS NOT NULL ORDER BY number DESC LIMIT 1`;
const lastSegmentSql = 'SELECT number, month, last_sequence FROM segment WHERE writer = ? ORDER BY number DESC LIMIT 1';

/** Reads the end of a writer's chain: its last record, else the end of its last purged segment, else the genesis. */
export function* readHead({ store }: StoreFacts, writer: string): LedgerSteps<ChainHead> {
  const record = yield* rowOf(lastRecordSql.replace('?', '$1'), writer);
  return headOf(store, writer, record ?? (yield* rowOf(purgedEndSql.replace('?', '$1'), writer)));
}

/** Prepares `readHead` for many uses on SQLite. */
export function createHeadReader({ database, store }: OpenDatabase): (writer: string) => ChainHead {
  const lastRecord = database.prepare(lastRecordSql);
  const purgedEnd = database.prepare(purgedEndSql);
  return (writer) => headOf(store, writer, lastRecord.get(writer) ?? purgedEnd.get(writer));
}

/** Prepares a function that reads the last segment of a writer; null before its first record. */
export function createSegmentReader(database: DatabaseSync): (writer: string) => SegmentPosition | null {
  const lastSegment = database.prepare(lastSegmentSql);
  return (writer) => segmentOf(lastSegment.get(writer));
}

/** The end of a chain as a row of `sequence` and `hash` has it; without a row the chain has not begun. */
export function headOf(store: string, writer: string, row: StoredRow | undefined): ChainHead {
  return row === undefined
    ? { writer, sequence: 0, hash: genesisHash(store, writer) }
    : { writer, ...headRow.parse(row) };
}

/** The last segment of a writer as its row has it. */
export function segmentOf(row: StoredRow | undefined): SegmentPosition | null {
  if (row === undefined) return null;
  const { number, month, last_sequence } = segmentRow.parse(row);
  return { number, month, isClosed: last_sequence !== null };
}

/** A checkpoint as it is stored. */
export type StoredCheckpoint = { readonly number: number; readonly statement: string };

/** The text and number of a writer's last stored checkpoint; null when it has none. */
export function* readLastCheckpoint(writer: string): LedgerSteps<StoredCheckpoint | null> {
  const row = yield* rowOf(
    'SELECT number, statement FROM checkpoint WHERE writer = $1 ORDER BY number DESC LIMIT 1',
    writer,
  );
  return row === undefined ? null : checkpointRow.parse(row);
}

/**
 * Verifies what a writer is about to continue: its records since its last signed checkpoint, and
 * that nothing the emitted checkpoints speak of is gone. (The whole is for `verify`.)
 *
 * @param emitted The last lines of the checkpoints file; lines under other keys are left to `verify`.
 * @throws LedgerError CHAIN_BROKEN or STORE_ROLLED_BACK.
 */
export function* verifyContinuation(
  open: StoreFacts,
  writer: string,
  emitted: readonly string[],
  keys: readonly VerificationKey[],
): LedgerSteps<void> {
  yield* verifyTail(open, writer, keys);
  for (const { store, heads } of signedEnds(emitted, keys)) {
    if (store !== open.store) throw new LedgerError('STORE_ROLLED_BACK');
    for (const head of heads) {
      if (!(yield* isHeld(open, head))) throw new LedgerError('STORE_ROLLED_BACK');
    }
  }
}

const headRow = z.object({ sequence: z.number(), hash: z.string() });
const segmentRow = z.object({ number: z.number(), month: z.string(), last_sequence: z.number().nullable() });
const checkpointRow = z.object({ number: z.number(), statement: z.string() });
const recordRow = z.object({ sequence: z.number(), hash: z.string(), ...recordColumnsRow });
const openingRow = z.object({ first_sequence: z.number(), opening_hash: z.string() });

function* verifyTail(open: StoreFacts, writer: string, keys: readonly VerificationKey[]): LedgerSteps<void> {
  const start = yield* startOfTail(open, writer, keys);
  if (start === null || !(yield* isHeld(open, start))) throw new LedgerError('CHAIN_BROKEN');
  let last = start;
  const purged = yield* rowOf(purgedEndSql.replace('?', '$1'), writer);
  if (purged !== undefined && headRow.parse(purged).sequence > last.sequence) last = headOf(open.store, writer, purged);
  const nextPage = pagesOf({
    columns: `sequence, hash, ${recordColumns(open)}`,
    writer,
    first: last.sequence + 1,
    last: Number.MAX_SAFE_INTEGER,
  });
  for (let page = yield* nextPage(); page.length > 0; page = yield* nextPage()) {
    for (const row of page) {
      const { sequence, hash, ...record } = recordRow.parse(row);
      const follows = sequence === last.sequence + 1 && hash === recordHash(last.hash, record);
      if (!follows) throw new LedgerError('CHAIN_BROKEN');
      last = { writer, sequence, hash };
    }
  }
}

// From the last checkpoint; after a change of the signing key, whose old half we may not have, from
// the start of the segment.
function* startOfTail(
  open: StoreFacts,
  writer: string,
  keys: readonly VerificationKey[],
): LedgerSteps<ChainHead | null> {
  const stored = yield* readLastCheckpoint(writer);
  if (stored !== null) {
    const read = readStatement(stored.statement, keys);
    if (read.kind === 'VALID' && read.statement.kind === 'CHECKPOINT' && read.statement.store === open.store) {
      return read.statement.heads.find((head) => head.writer === writer) ?? null;
    }
    if (keys.some((key) => stored.statement.includes(`"keyId":"${key.id}"`))) return null;
  }
  const row = yield* rowOf(
    'SELECT first_sequence, opening_hash FROM segment WHERE writer = $1 AND purge IS NULL ORDER BY number DESC LIMIT 1',
    writer,
  );
  if (row === undefined) return yield* readHead(open, writer);
  const opening = openingRow.parse(row);
  return { writer, sequence: opening.first_sequence - 1, hash: opening.opening_hash };
}

// A head inside a purged segment has no record any more; the segment's statement vouches for it.
function* isHeld({ store }: StoreFacts, head: ChainHead): LedgerSteps<boolean> {
  if (head.sequence === 0) return head.hash === genesisHash(store, head.writer);
  const record = yield* rowOf(
    'SELECT hash FROM record WHERE writer = $1 AND sequence = $2',
    head.writer,
    head.sequence,
  );
  if (record !== undefined) return record['hash'] === head.hash;
  const purged = yield* rowOf(
    'SELECT 1 AS purged FROM segment WHERE writer = $1 AND purge IS NOT NULL AND $2 BETWEEN first_sequence AND last_sequence',
    head.writer,
    head.sequence,
  );
  return purged !== undefined;
}

/** The last checkpoint of each writer, and every end that was left as confirmed. */
function signedEnds(
  lines: readonly string[],
  keys: readonly VerificationKey[],
): readonly Pick<CheckpointStatement, 'store' | 'heads'>[] {
  const last = new Map<string, CheckpointStatement>();
  const confirmed: Pick<CheckpointStatement, 'store' | 'heads'>[] = [];
  for (const line of lines.toReversed()) {
    const read = readStatement(line, keys);
    if (read.kind !== 'VALID') continue;
    const { statement } = read;
    if (statement.kind === 'CONFIRMED') confirmed.push({ store: statement.store, heads: [statement.head] });
    else if (statement.kind === 'CHECKPOINT' && !last.has(statement.writer)) last.set(statement.writer, statement);
  }
  return [...last.values(), ...confirmed];
}
