import { createPublicKey } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { ChainHead } from './chain.ts';
import { type ChainedGroup, type ChainProgress, chainGroup, type SegmentPosition } from './chain-group.ts';
import { createHeadReader, createSegmentReader, readLastCheckpoint, verifyContinuation } from './chain-position.ts';
import { createCheckpointEmitter, leftUnemitted, readEmitted } from './checkpoint-emitter.ts';
import { LedgerError } from './ledger-error.ts';
import { takeSteps } from './ledger-steps.ts';
import type { CommitOutcome, LedgerStore, StoreOptions, WaitingEntry } from './ledger-store.ts';
import { type LookupIndex, openLookupIndex } from './lookup-index.ts';
import { asLedgerError, createTransactions, type OpenDatabase, openForWriting, storeFile } from './open-database.ts';
import { type Checkpoint, signCheckpoint } from './statement.ts';
import { lockWriter, type WriterLock } from './writer-lock.ts';

/** What a store in a directory is opened with. */
export type SqliteStoreOptions = StoreOptions & { readonly directory: string };

/**
 * Opens the store in a directory, takes the writer's chain, verifies what it continues and signs an opening
 * checkpoint, so that a chain is known outside the store before it has records. Everything blocks until it is on
 * disk: it lives in a thread of its own.
 *
 * @throws LedgerError
 */
export function openSqliteStore(
  options: SqliteStoreOptions,
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
  { directory, checkpointsFile, writerId, keys, limits }: SqliteStoreOptions,
  open: OpenDatabase,
  lock: WriterLock,
  emitted: readonly string[],
  openedAt: number,
  onCheckpoint: (checkpoint: Checkpoint) => void,
): LedgerStore {
  const { database, store } = open;
  const verificationKey = { id: keys.signing.id, publicKey: createPublicKey(keys.signing.privateKey) };
  takeSteps(database, verifyContinuation(open, writerId, emitted, [verificationKey]));

  const inTransaction = createTransactions(database);
  const readHead = createHeadReader(open);
  const readSegment = createSegmentReader(database);
  const insert = createInserts(database, writerId);
  const insertCheckpoint = database.prepare('INSERT INTO checkpoint (writer, number, statement) VALUES (?, ?, ?)');
  const allWriters = database.prepare('SELECT writer FROM segment UNION SELECT writer FROM checkpoint UNION SELECT ?');

  let progress: ChainProgress = { head: readHead(writerId), segment: null, dataKey: null };
  let unsigned = 0;
  const index: LookupIndex = inTransaction(() => openLookupIndex(database, writerId, limits));
  const emitter = createCheckpointEmitter(
    checkpointsFile,
    takeSteps(database, leftUnemitted(open, writerId, emitted, verificationKey)),
    onCheckpoint,
  );
  emitter.add(inTransaction(() => signHeads(openedAt)));
  emitter.emit();
  // Taken after the first write, when all of the store's files exist.
  const files = identityOf(directory);

  return { commit, checkpoint, close };

  function commit(group: readonly WaitingEntry[]): CommitOutcome {
    // Records whose only checkpoint is stuck in the store would be unprotected: nothing goes on until it is out.
    emitter.emit();
    const written = writeOrForget(group);
    assertFilesKept();
    index.keep();
    progress = written.chained.progress;
    unsigned = written.unsigned;
    if (written.checkpoint !== null) tryToEmit(written.checkpoint);
    return { unsigned, emissionFault: emitter.fault() };
  }

  function checkpoint(at: number): void {
    // One that is stuck is not made two.
    emitter.emit();
    const signed = inTransaction(() => {
      assertUnchanged();
      return signHeads(at);
    });
    assertFilesKept();
    unsigned = 0;
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

  function writeOrForget(group: readonly WaitingEntry[]): WrittenGroup {
    try {
      return inTransaction(() => writeGroup(group));
    } catch (error) {
      index.forget();
      throw error;
    }
  }

  function writeGroup(group: readonly WaitingEntry[]): WrittenGroup {
    const segment = assertUnchanged();
    index.writeDue();
    const chained = chainGroup(group, { ...progress, segment }, { store, writer: writerId, keys });
    insert(chained);
    index.add(chained.records);
    const unsignedNow = unsigned + chained.records.length;
    if (unsignedNow < limits.checkpointRecords) return { chained, unsigned: unsignedNow, checkpoint: null };
    return { chained, unsigned: 0, checkpoint: signHeads(group.at(-1)?.writtenAt ?? openedAt) };
  }

  // Nobody else writes this chain: another end than ours means that the store was changed from outside. Who purges
  // may have closed the segment.
  function assertUnchanged(): SegmentPosition | null {
    const stored = readHead(writerId);
    const { head } = progress;
    if (stored.sequence !== head.sequence || stored.hash !== head.hash) throw new LedgerError('CHAIN_BROKEN');
    return readSegment(writerId);
  }

  // SQLite would go on writing into a file that has been unlinked. After the commit: what was written before the
  // file went is gone with it.
  function assertFilesKept(): void {
    if (identityOf(directory) !== files) throw new LedgerError('STORE_REPLACED');
  }

  // Within the caller's transaction, so that the heads are those of one moment; to be emitted only
  // when that is committed.
  function signHeads(at: number): Checkpoint {
    const checkpoint = signCheckpoint(keys.signing, takeSteps(database, readLastCheckpoint(writerId)), {
      store,
      writer: writerId,
      at,
      heads: allWriters.all(writerId).map(({ writer }): ChainHead => readHead(String(writer))),
    });
    insertCheckpoint.run(writerId, checkpoint.statement.number, checkpoint.text);
    return checkpoint;
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

type WrittenGroup = {
  readonly chained: ChainedGroup;
  readonly unsigned: number;
  readonly checkpoint: Checkpoint | null;
};

function createInserts(database: DatabaseSync, writer: string): (group: ChainedGroup) => void {
  const closeSegment = database.prepare(
    'UPDATE segment SET last_sequence = ?, closing_hash = ? WHERE writer = ? AND number = ? AND last_sequence IS NULL',
  );
  const insertSegment = database.prepare(
    'INSERT INTO segment (writer, number, month, first_sequence, opening_hash) VALUES (?, ?, ?, ?, ?)',
  );
  const insertDataKey = database.prepare('INSERT INTO data_key (id, writer, segment, wrapped) VALUES (?, ?, ?, ?)');
  const insertRecord = database.prepare(
    'INSERT INTO record (writer, sequence, segment, body, hash, hashes, sealed) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  return ({ opened, dataKeys, records }) => {
    for (const { segment, month, firstSequence, openingHash, closes } of opened) {
      if (closes !== null) closeSegment.run(firstSequence - 1, openingHash, writer, closes);
      insertSegment.run(writer, segment, month, firstSequence, openingHash);
    }
    for (const { id, segment, wrapped } of dataKeys) insertDataKey.run(id, writer, segment, wrapped);
    for (const { sequence, segment, body, hash, hashes, sealed } of records) {
      insertRecord.run(writer, sequence, segment, body, hash, hashes, sealed);
    }
  };
}

function lockIn(directory: string, writerId: string): WriterLock {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return lockWriter(directory, writerId);
  } catch (error) {
    throw asLedgerError(error);
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
