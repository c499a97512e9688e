import { createPublicKey } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import type { LedgerEntry } from '../model/ledger-entry.ts';
import { type ChainHead, recordHash, sha256 } from './chain.ts';
import {
  readHead,
  readLastCheckpoint,
  readSegment,
  type SegmentPosition,
  verifyContinuation,
} from './chain-position.ts';
import { createCheckpointEmitter, leftUnemitted, readEmitted } from './checkpoint-emitter.ts';
import { createDataKey, type DataKey } from './data-key.ts';
import { LedgerError } from './ledger-error.ts';
import type { LedgerKeys } from './ledger-keys.ts';
import type { LedgerLimits } from './ledger-limits.ts';
import { asLedgerError, inTransaction, type OpenDatabase, openForWriting, storeFile } from './open-database.ts';
import { type Checkpoint, type CheckpointStatement, signStatement } from './statement.ts';
import { type StoredRecord, storeRecord } from './stored-record.ts';
import { lockWriter, type WriterLock } from './writer-lock.ts';

/** What a store is opened with. */
export type StoreOptions = {
  readonly directory: string;
  /** Where checkpoints are emitted: best on another disk or machine than the store. */
  readonly checkpointsFile: string;
  readonly writerId: string;
  readonly keys: LedgerKeys;
  readonly limits: LedgerLimits;
};

/** An entry that waits to be written; `id` is the caller's. */
export type WaitingEntry = { readonly id: number; readonly entry: LedgerEntry; readonly writtenAt: number };

/** What came of one commit. All but the `invalid` are durable. */
export type CommitOutcome = {
  readonly durable: readonly number[];
  readonly invalid: readonly number[];
  /** Records that no checkpoint covers yet. */
  readonly unsigned: number;
  /** Why checkpoints cannot be emitted just now; the next commit fails with it unless that has passed. */
  readonly emissionFault: LedgerError | null;
};

/** One writer's access to the store. Everything blocks until it is on disk: it lives in a thread of its own. */
export type LedgerStore = {
  /** Writes a group in one transaction; throws a LedgerError when none of it was written. */
  commit(group: readonly WaitingEntry[]): CommitOutcome;
  /** Signs, stores and emits the heads of all chains. `at`: milliseconds since the epoch. */
  checkpoint(at: number): void;
  /** Writes the final checkpoint and lets go of the chain, also when it throws. */
  close(at: number): void;
};

/**
 * Opens the store, takes the writer's chain, verifies what it continues and signs an opening
 * checkpoint, so that a chain is known outside the store before it has records.
 */
export function openLedgerStore(
  options: StoreOptions,
  openedAt: number,
  onCheckpoint: (checkpoint: Checkpoint) => void,
): LedgerStore {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(options.writerId)) throw new LedgerError('WRITER_ID_INVALID');
  const emitted = readEmitted(options.checkpointsFile);
  const lock = lockIn(options.directory, options.writerId);
  try {
    // With checkpoints outside and no store inside, something was lost: never begin anew over that.
    const open = openForWriting(options.directory, { mayCreate: emitted.length === 0, ...options.limits });
    try {
      return continueChain(options, open, lock, emitted, openedAt, onCheckpoint);
    } catch (error) {
      open.database.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw asLedgerError(error);
  }
}

function continueChain(
  { directory, checkpointsFile, writerId, keys, limits }: StoreOptions,
  open: OpenDatabase,
  lock: WriterLock,
  emitted: readonly string[],
  openedAt: number,
  onCheckpoint: (checkpoint: Checkpoint) => void,
): LedgerStore {
  const { database, store } = open;
  const verificationKey = { id: keys.signing.id, publicKey: createPublicKey(keys.signing.privateKey) };
  verifyContinuation(open, writerId, emitted, [verificationKey]);

  const insertSegment = database.prepare(
    'INSERT INTO segment (writer, number, month, first_sequence, opening_hash) VALUES (?, ?, ?, ?, ?)',
  );
  const closeSegment = database.prepare(
    'UPDATE segment SET last_sequence = ?, closing_hash = ? WHERE writer = ? AND number = ? AND last_sequence IS NULL',
  );
  const insertDataKey = database.prepare('INSERT INTO data_key (id, writer, segment, wrapped) VALUES (?, ?, ?, ?)');
  const insertRecord = database.prepare(
    'INSERT INTO record (writer, sequence, segment, body, hash) VALUES (?, ?, ?, ?, ?)',
  );
  const insertLookup = database.prepare('INSERT INTO lookup (hash, writer, sequence) VALUES (?, ?, ?)');
  const insertCheckpoint = database.prepare('INSERT INTO checkpoint (writer, number, statement) VALUES (?, ?, ?)');
  const allWriters = database.prepare('SELECT writer FROM segment UNION SELECT writer FROM checkpoint UNION SELECT ?');

  let progress: Progress = { head: readHead(open, writerId), dataKey: null, unsigned: 0 };
  const emitter = createCheckpointEmitter(
    checkpointsFile,
    leftUnemitted(open, writerId, emitted, verificationKey),
    onCheckpoint,
  );
  emitter.add(inTransaction(database, () => signHeads(openedAt)));
  emitter.emit();
  // Taken after the first write, when all of the store's files exist.
  const files = identityOf(directory);

  return { commit, checkpoint, close };

  function commit(group: readonly WaitingEntry[]): CommitOutcome {
    // Records whose only checkpoint is stuck in the store would be unprotected: nothing goes on until it is out.
    emitter.emit();
    const written = inTransaction(database, () => {
      assertUnchanged();
      return writeGroup(group);
    });
    assertFilesKept();
    progress = written.progress;
    if (written.checkpoint !== null) tryToEmit(written.checkpoint);
    const { durable, invalid } = written;
    return { durable, invalid, unsigned: progress.unsigned, emissionFault: emitter.fault() };
  }

  function checkpoint(at: number): void {
    const signed = inTransaction(database, () => {
      assertUnchanged();
      return signHeads(at);
    });
    assertFilesKept();
    progress = { ...progress, unsigned: 0 };
    emitter.add(signed);
    emitter.emit();
  }

  function close(at: number): void {
    try {
      checkpoint(at);
    } finally {
      database.close();
      lock.release();
    }
  }

  // Nobody else writes this chain: another end than ours means that the store was changed from outside.
  function assertUnchanged(): void {
    const stored = readHead(open, writerId);
    const { head } = progress;
    if (stored.sequence !== head.sequence || stored.hash !== head.hash) throw new LedgerError('CHAIN_BROKEN');
    assertFilesKept();
  }

  // SQLite would go on writing into a file that has been unlinked.
  function assertFilesKept(): void {
    if (identityOf(directory) !== files) throw new LedgerError('STORE_REPLACED');
  }

  function writeGroup(group: readonly WaitingEntry[]): WrittenGroup {
    let { head, dataKey, unsigned } = progress;
    let segment = readSegment(database, writerId);
    const durable: number[] = [];
    const invalid: number[] = [];
    for (const { id, entry, writtenAt } of group) {
      const next = segmentFor(segment, writtenAt);
      const key = dataKey?.segment === next.number ? dataKey : { segment: next.number, ...createDataKey(keys.audit) };
      const sequence = head.sequence + 1;
      const place = { store, writer: writerId, sequence, segment: next.number, month: next.month, writtenAt };
      const record = recordOrNull(() => storeRecord(entry, place, keys.identifier, key));
      if (record === null) {
        invalid.push(id);
        continue;
      }
      if (next !== segment) {
        if (segment !== null) closeSegment.run(head.sequence, head.hash, writerId, segment.number);
        insertSegment.run(writerId, next.number, next.month, sequence, head.hash);
        segment = next;
      }
      if (key !== dataKey) {
        insertDataKey.run(key.id, writerId, next.number, key.wrapped);
        dataKey = key;
      }
      head = { writer: writerId, sequence, hash: recordHash(head.hash, record.body) };
      insertRecord.run(writerId, sequence, next.number, record.body, head.hash);
      for (const lookup of record.lookups) insertLookup.run(lookup, writerId, sequence);
      durable.push(id);
      unsigned += 1;
    }
    if (unsigned < limits.checkpointRecords) {
      return { progress: { head, dataKey, unsigned }, durable, invalid, checkpoint: null };
    }
    const signed = signHeads(group.at(-1)?.writtenAt ?? openedAt);
    return { progress: { head, dataKey, unsigned: 0 }, durable, invalid, checkpoint: signed };
  }

  // Within the caller's transaction, so that the heads are those of one moment; to be emitted only
  // when that is committed.
  function signHeads(at: number): Checkpoint {
    const previous = readLastCheckpoint(database, writerId);
    const statement: CheckpointStatement = {
      kind: 'CHECKPOINT',
      format: 1,
      store,
      writer: writerId,
      number: (previous?.number ?? 0) + 1,
      previous: previous === null ? null : sha256(previous.statement),
      at,
      heads: allWriters.all(writerId).map(({ writer }) => readHead(open, String(writer))),
    };
    const text = signStatement(keys.signing, statement);
    insertCheckpoint.run(writerId, statement.number, text);
    return { statement, text };
  }

  function tryToEmit(signed: Checkpoint): void {
    emitter.add(signed);
    try {
      emitter.emit();
    } catch {
      // The group itself is durable; the emitter keeps the fault and the next commit tries again.
    }
  }
}

/** What moves with each commit; taken over only when it succeeded. */
type Progress = {
  readonly head: ChainHead;
  readonly dataKey: (DataKey & { readonly segment: number }) | null;
  readonly unsigned: number;
};

type WrittenGroup = {
  readonly progress: Progress;
  readonly durable: readonly number[];
  readonly invalid: readonly number[];
  readonly checkpoint: Checkpoint | null;
};

function lockIn(directory: string, writerId: string): WriterLock {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return lockWriter(directory, writerId);
  } catch (error) {
    throw asLedgerError(error);
  }
}

// A month never goes back: records of a clock set back stay in the open segment.
function segmentFor(current: SegmentPosition | null, writtenAt: number): SegmentPosition {
  const month = new Date(writtenAt).toISOString().slice(0, 7);
  if (current === null) return { number: 1, month, isClosed: false };
  if (!current.isClosed && month <= current.month) return current;
  return { number: current.number + 1, month: month > current.month ? month : current.month, isClosed: false };
}

function recordOrNull(store: () => StoredRecord): StoredRecord | null {
  try {
    return store();
  } catch (error) {
    // No canonical form; anything else, such as a failing cipher, fails the whole group.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function identityOf(directory: string): string {
  return ['', '-wal', '-shm']
    .map((suffix) => {
      const status = statSync(`${storeFile(directory)}${suffix}`, { throwIfNoEntry: false });
      return status === undefined ? 'none' : `${status.dev}:${status.ino}`;
    })
    .join(' ');
}
