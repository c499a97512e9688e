import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type ChainHead, genesisHash, recordHash } from './chain.ts';
import type { SegmentPosition } from './chain-group.ts';
import { LedgerError } from './ledger-error.ts';
import type { OpenDatabase } from './open-database.ts';
import { recordColumns, recordColumnsRow } from './read-record.ts';
import { type CheckpointStatement, readStatement, type VerificationKey } from './statement.ts';

/** Reads the end of a writer's chain: its last record, else the end of its last purged segment, else the genesis. */
export function readHead(open: OpenDatabase, writer: string): ChainHead {
  return createHeadReader(open)(writer);
}

/** Prepares `readHead` for many uses. */
export function createHeadReader({ database, store }: OpenDatabase): (writer: string) => ChainHead {
  const lastRecord = database.prepare(
    'SELECT sequence, hash FROM record WHERE writer = ? ORDER BY sequence DESC LIMIT 1',
  );
  return (writer) => {
    const record = lastRecord.get(writer);
    if (record !== undefined) return { writer, ...headRow.parse(record) };
    return readPurgedEnd(database, writer) ?? { writer, sequence: 0, hash: genesisHash(store, writer) };
  };
}

/** Prepares a function that reads the last segment of a writer; null before its first record. */
export function createSegmentReader(database: DatabaseSync): (writer: string) => SegmentPosition | null {
  const lastSegment = database.prepare(
    'SELECT number, month, last_sequence FROM segment WHERE writer = ? ORDER BY number DESC LIMIT 1',
  );
  return (writer) => {
    const row = lastSegment.get(writer);
    if (row === undefined) return null;
    const { number, month, last_sequence } = segmentRow.parse(row);
    return { number, month, isClosed: last_sequence !== null };
  };
}

/** The text and number of a writer's last stored checkpoint; null when it has none. */
export function readLastCheckpoint(
  database: DatabaseSync,
  writer: string,
): { readonly number: number; readonly statement: string } | null {
  const row = database
    .prepare('SELECT number, statement FROM checkpoint WHERE writer = ? ORDER BY number DESC LIMIT 1')
    .get(writer);
  return row === undefined ? null : checkpointRow.parse(row);
}

/**
 * Verifies what a writer is about to continue: its records since its last signed checkpoint, and
 * that nothing the emitted checkpoints speak of is gone. (The whole is for `verify`.)
 *
 * @param emitted The last lines of the checkpoints file; lines under other keys are left to `verify`.
 * @throws LedgerError CHAIN_BROKEN or STORE_ROLLED_BACK.
 */
export function verifyContinuation(
  open: OpenDatabase,
  writer: string,
  emitted: readonly string[],
  keys: readonly VerificationKey[],
): void {
  verifyTail(open, writer, keys);
  for (const checkpoint of lastOfEachWriter(emitted, keys)) {
    if (checkpoint.store !== open.store) throw new LedgerError('STORE_ROLLED_BACK');
    if (!checkpoint.heads.every((head) => isHeld(open, head))) throw new LedgerError('STORE_ROLLED_BACK');
  }
}

const headRow = z.object({ sequence: z.number(), hash: z.string() });
const segmentRow = z.object({ number: z.number(), month: z.string(), last_sequence: z.number().nullable() });
const checkpointRow = z.object({ number: z.number(), statement: z.string() });
const recordRow = z.object({ sequence: z.number(), hash: z.string(), ...recordColumnsRow });
const openingRow = z.object({ first_sequence: z.number(), opening_hash: z.string() });

function readPurgedEnd(database: DatabaseSync, writer: string): ChainHead | null {
  const row = database
    .prepare(
      'SELECT last_sequence AS sequence, closing_hash AS hash FROM segment WHERE writer = ? AND purge IS NOT NULL ORDER BY number DESC LIMIT 1',
    )
    .get(writer);
  return row === undefined ? null : { writer, ...headRow.parse(row) };
}

function verifyTail(open: OpenDatabase, writer: string, keys: readonly VerificationKey[]): void {
  let last = startOfTail(open, writer, keys);
  if (last === null || !isHeld(open, last)) throw new LedgerError('CHAIN_BROKEN');
  const purged = readPurgedEnd(open.database, writer);
  if (purged !== null && purged.sequence > last.sequence) last = purged;
  const rows = open.database
    .prepare(
      `SELECT sequence, hash, ${recordColumns(open)} FROM record WHERE writer = ? AND sequence > ? ORDER BY sequence`,
    )
    .iterate(writer, last.sequence);
  for (const row of rows) {
    const { sequence, hash, ...record } = recordRow.parse(row);
    if (sequence !== last.sequence + 1 || hash !== recordHash(last.hash, record)) throw new LedgerError('CHAIN_BROKEN');
    last = { writer, sequence, hash };
  }
}

// From the last checkpoint; after a change of the signing key, whose old half we may not have, from
// the start of the segment.
function startOfTail(open: OpenDatabase, writer: string, keys: readonly VerificationKey[]): ChainHead | null {
  const stored = readLastCheckpoint(open.database, writer);
  if (stored !== null) {
    const read = readStatement(stored.statement, keys);
    if (read.kind === 'VALID' && read.statement.kind === 'CHECKPOINT' && read.statement.store === open.store) {
      return read.statement.heads.find((head) => head.writer === writer) ?? null;
    }
    if (keys.some((key) => stored.statement.includes(`"keyId":"${key.id}"`))) return null;
  }
  const row = open.database
    .prepare(
      'SELECT first_sequence, opening_hash FROM segment WHERE writer = ? AND purge IS NULL ORDER BY number DESC LIMIT 1',
    )
    .get(writer);
  if (row === undefined) return readHead(open, writer);
  const opening = openingRow.parse(row);
  return { writer, sequence: opening.first_sequence - 1, hash: opening.opening_hash };
}

// A head inside a purged segment has no record any more; the segment's statement vouches for it.
function isHeld({ database, store }: OpenDatabase, head: ChainHead): boolean {
  if (head.sequence === 0) return head.hash === genesisHash(store, head.writer);
  const record = database
    .prepare('SELECT hash FROM record WHERE writer = ? AND sequence = ?')
    .get(head.writer, head.sequence);
  if (record !== undefined) return record.hash === head.hash;
  const purged = database
    .prepare(
      'SELECT 1 FROM segment WHERE writer = ? AND purge IS NOT NULL AND ? BETWEEN first_sequence AND last_sequence',
    )
    .get(head.writer, head.sequence);
  return purged !== undefined;
}

function lastOfEachWriter(lines: readonly string[], keys: readonly VerificationKey[]): readonly CheckpointStatement[] {
  const last = new Map<string, CheckpointStatement>();
  for (const line of lines.toReversed()) {
    const read = readStatement(line, keys);
    if (read.kind !== 'VALID' || read.statement.kind !== 'CHECKPOINT') continue;
    if (!last.has(read.statement.writer)) last.set(read.statement.writer, read.statement);
  }
  return [...last.values()];
}
