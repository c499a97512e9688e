import { createPublicKey } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  openPostgres,
  type PostgresQuery,
  type PostgresSession,
  type PostgresSettings,
} from '../postgres/open-postgres.ts';
import { PostgresError } from '../postgres/postgres-error.ts';
import type { ChainHead } from './chain.ts';
import { type ChainedGroup, type ChainProgress, chainGroup } from './chain-group.ts';
import { verifyContinuation } from './chain-position.ts';
import { appendStatements } from './checkpoint-file.ts';
import { type CheckpointEmitter, createCheckpointEmitter, leftUnemitted, readEmitted } from './checkpoint-emitter.ts';
import { LedgerError, type LedgerErrorCode } from './ledger-error.ts';
import type { CommitOutcome, LedgerStore, StoreOptions, WaitingEntry } from './ledger-store.ts';
import { takeStepsIn } from './ledger-steps.ts';
import { createLookupRuns, type LookupRuns } from './lookup-runs.ts';
import { asLedgerError } from './open-database.ts';
import { type ChainEnd, fillRuns, insertGroup, insertRuns, readEnd, signHeads } from './postgres-chain.ts';
import { hasPostgresSchema, prepareSchema, readStoreId } from './postgres-schema.ts';
import { lockWriterIn, type SessionMark, unlockAll } from './postgres-writer-lock.ts';
import { isFinal } from './serve-store.ts';
import { type Checkpoint, signStatement } from './statement.ts';

/** What a store in PostgreSQL is opened with. */
export type PostgresStoreOptions = StoreOptions & {
  readonly postgres: PostgresSettings;
  /** The writer was there before: a server that cannot be reached just now is waited for. */
  readonly isRestart: boolean;
};

/** Whom the store tells what. */
export type StoreEvents = {
  readonly onCheckpoint: (checkpoint: Checkpoint) => void;
  /** The store is lost, with why, and sought if that is not final; null: it is held again. */
  readonly onStanding: (code: LedgerErrorCode | null) => void;
};

/** Between two attempts to have a lost store again. */
const retryMs = 500;

/**
 * Opens the store in PostgreSQL, as `openSqliteStore` does in a directory: takes the writer's chain, verifies what it
 * continues, signs an opening checkpoint. A connection that is lost is sought again, with the same verification; a
 * group whose commit was under way is then looked for at the end of the chain, never assumed.
 *
 * @throws LedgerError
 */
export async function openPostgresStore(
  options: PostgresStoreOptions,
  openedAt: number,
  { onCheckpoint, onStanding }: StoreEvents,
): Promise<LedgerStore> {
  const { checkpointsFile, writerId, keys, limits } = options;
  const { schema } = options.postgres;
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(writerId)) throw new LedgerError('WRITER_ID_INVALID');
  const verificationKey = { id: keys.signing.id, publicKey: createPublicKey(keys.signing.privateKey) };
  const postgres = openPostgres(options.postgres, { connections: 2, application: 'childview-ledger' });

  let held: Held | null = null;
  let taking: Promise<Held> | null = null;
  let former: SessionMark | null = null;
  /** Null before the store was held for the first time. */
  let known: Known | null = null;
  let unsigned = 0;
  let broken: LedgerError | null = null;
  let wasFull = false;
  let isWordLeft = false;
  let isClosed = false;
  let lastAt = openedAt;

  try {
    await hold();
  } catch (error) {
    const failure = asLedgerError(error);
    if (!options.isRestart || isFinal(failure.code)) {
      await postgres.close();
      throw failure;
    }
    void seek(failure.code);
  }
  return {
    commit: (group) => watched(() => commit(group)),
    checkpoint: (at) => watched(() => checkpoint(at)),
    close,
  };

  async function watched<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      const result = await work();
      wasFull = false;
      return result;
    } catch (error) {
      const failure = asLedgerError(error);
      wasFull ||= failure.code === 'STORE_FULL';
      leaveWord(failure);
      throw failure;
    }
  }

  async function commit(group: readonly WaitingEntry[]): Promise<CommitOutcome> {
    const current = held ?? (await hold());
    lastAt = group.at(-1)?.writtenAt ?? lastAt;
    // Records whose only checkpoint is stuck in the store would be unprotected: nothing goes on until it is out.
    current.emitter.emit();
    let written: WrittenGroup;
    try {
      written = await current.session.transaction('WRITE', (query) => writeGroup(query, current, group));
    } catch (error) {
      current.runs.forget();
      return { unsigned: await resolveUnknown(error), emissionFault: null };
    }
    current.runs.keep();
    known = { store: current.store, progress: written.chained.progress, pending: null };
    ({ unsigned } = written);
    if (written.checkpoint !== null) tryToEmit(current.emitter, written.checkpoint);
    return { unsigned, emissionFault: current.emitter.fault() };
  }

  async function checkpoint(at: number): Promise<void> {
    lastAt = at;
    const { session, emitter, store } = held ?? (await hold());
    // One that is stuck is not made two.
    emitter.emit();
    if (wasFull) await session.transaction('SNAPSHOT', takeRoom);
    const signed = await session.transaction('WRITE', async (query) => {
      assertUnchanged(await readEnd(query, store, writerId));
      return signHeads(query, keys.signing, { store, writer: writerId, at });
    });
    unsigned = 0;
    emitter.add(signed);
    emitter.emit();
  }

  async function close(at: number): Promise<void> {
    isClosed = true;
    try {
      await checkpoint(at);
      if (held !== null) await unlockAll(held.session.query);
    } finally {
      const last = held;
      held = null;
      await last?.session.close();
      await postgres.close();
    }
  }

  async function writeGroup(
    query: PostgresQuery,
    { store, runs }: Held,
    group: readonly WaitingEntry[],
  ): Promise<WrittenGroup> {
    const end = await readEnd(query, store, writerId);
    const progress = assertUnchanged(end);
    await insertRuns(query, writerId, runs.takeDue());
    const chained = chainGroup(group, { ...progress, segment: end.segment }, { store, writer: writerId, keys });
    await insertGroup(query, writerId, chained);
    runs.add(chained.records);
    const unsignedNow = unsigned + chained.records.length;
    const isDue = unsignedNow >= limits.checkpointRecords;
    const signed = isDue ? await signHeads(query, keys.signing, { store, writer: writerId, at: lastAt }) : null;
    // Only the commit follows.
    known = { store, progress, pending: chained.progress.head };
    return { chained, unsigned: isDue ? 0 : unsignedNow, checkpoint: signed };
  }

  // Nobody else writes this chain: another end than ours means that the store was changed from outside. Who purges
  // may have closed the segment.
  function assertUnchanged({ store, head }: ChainEnd): ChainProgress {
    if (known === null || store !== known.store) throw new LedgerError('STORE_REPLACED');
    if (!isSame(head, known.progress.head)) throw new LedgerError('CHAIN_BROKEN');
    return known.progress;
  }

  /** After a group that failed: it was written nevertheless, where this returns; gives what no checkpoint covers. */
  async function resolveUnknown(error: unknown): Promise<number> {
    const pending = known?.pending ?? null;
    const isUnknown = error instanceof PostgresError && error.isOutcomeUnknown;
    if (!isUnknown || pending === null) {
      if (known !== null) known = { ...known, pending: null };
      throw error;
    }
    held = null;
    await hold();
    if (!isSame(known?.progress.head ?? null, pending)) throw error;
    return unsigned;
  }

  /** Takes the chain, in a session of its own; once at a time. */
  function hold(): Promise<Held> {
    if (broken !== null) return Promise.reject(broken);
    taking ??= take().finally(() => {
      taking = null;
    });
    return taking;
  }

  async function take(): Promise<Held> {
    const emitted = readEmitted(checkpointsFile);
    const session = await postgres.connect();
    try {
      await assertDurable(session.query);
      const store = await findStore(session, emitted.length === 0);
      former = await lockWriterIn(session.query, schema, writerId, former);
      await session.transaction('SNAPSHOT', (query) =>
        takeStepsIn(query, verifyContinuation({ store, format: 2 }, writerId, emitted, [verificationKey])),
      );
      const left = await takeStepsIn(
        session.query,
        leftUnemitted({ store, format: 2 }, writerId, emitted, verificationKey),
      );
      const emitter = createCheckpointEmitter(checkpointsFile, left, onCheckpoint);
      const runs = createLookupRuns(limits);
      const taken = await session.transaction('WRITE', async (query) => {
        const head = headOfOurs(await readEnd(query, store, writerId));
        await fillRuns(query, writerId, runs);
        return { head, signed: await signHeads(query, keys.signing, { store, writer: writerId, at: lastAt }) };
      });
      emitter.add(taken.signed);
      emitter.emit();
      if (session.isLost()) throw new LedgerError('STORE_UNREACHABLE');
      const isFirst = known === null;
      known = { store, progress: { head: taken.head, segment: null, dataKey: null }, pending: null };
      unsigned = 0;
      const now: Held = { session, emitter, runs, store };
      held = now;
      void session.ended.then(() => lost(now));
      if (!isFirst || options.isRestart) onStanding(null);
      return now;
    } catch (error) {
      void session.close();
      throw fail(asLedgerError(error));
    }
  }

  /** The end of the chain where it is what this process left, or what it was about to leave. */
  function headOfOurs({ store, head }: ChainEnd): ChainHead {
    if (known === null) return head;
    if (store !== known.store) throw new LedgerError('STORE_REPLACED');
    if (!isSame(head, known.progress.head) && !isSame(head, known.pending)) throw new LedgerError('CHAIN_BROKEN');
    return head;
  }

  async function findStore(session: PostgresSession, mayCreate: boolean): Promise<string> {
    // With checkpoints outside and no store inside, something was lost: never begin anew over that.
    if (known === null) await session.transaction('WRITE', (query) => prepareSchema(query, schema, mayCreate));
    const store = await readStoreId(session.query, schema);
    if (store === null || (known !== null && known.store !== store)) throw new LedgerError('STORE_REPLACED');
    if (!(await hasPostgresSchema(session.query, schema))) throw new LedgerError('STORE_DAMAGED');
    return store;
  }

  function lost(last: Held): void {
    void last.session.close();
    if (isClosed || (held !== null && held !== last)) return;
    held = null;
    void seek('STORE_UNREACHABLE');
  }

  async function seek(code: LedgerErrorCode): Promise<void> {
    onStanding(code);
    while (held === null && !isClosed && broken === null) {
      await pause(retryMs);
      if (held !== null || isClosed) return;
      await hold().catch((error: unknown) => {
        const now = asLedgerError(error).code;
        if (!isFinal(now)) onStanding(now);
      });
    }
  }

  /** Remembers what cannot be mended by trying again. */
  function fail(failure: LedgerError): LedgerError {
    if ((known === null && !options.isRestart) || !isFinal(failure.code)) return failure;
    broken = failure;
    leaveWord(failure);
    onStanding(failure.code);
    return failure;
  }

  /**
   * What was confirmed and is no longer there may lie behind the last checkpoint, and is known to nobody once this
   * process has ended: the next one would go on without it.
   */
  function leaveWord({ code }: LedgerError): void {
    if (known === null || isWordLeft || !isFinal(code)) return;
    isWordLeft = true;
    const { store, progress } = known;
    try {
      const { head } = progress;
      appendStatements(checkpointsFile, [
        signStatement(keys.signing, { kind: 'CONFIRMED', format: 1, store, writer: writerId, at: lastAt, head }),
      ]);
    } catch {
      // The ledger is closed either way; whoever cannot write here cannot open it, either.
    }
  }
}

/** The store while a session has the writer's chain. */
type Held = {
  readonly session: PostgresSession;
  readonly emitter: CheckpointEmitter;
  readonly runs: LookupRuns;
  readonly store: string;
};

/** What this process knows of its chain; `pending`: its end if a commit happened of which nothing was heard. */
type Known = { readonly store: string; readonly progress: ChainProgress; readonly pending: ChainHead | null };

type WrittenGroup = {
  readonly chained: ChainedGroup;
  readonly unsigned: number;
  readonly checkpoint: Checkpoint | null;
};

function isSame(one: ChainHead | null, other: ChainHead | null): boolean {
  return one !== null && other !== null && one.sequence === other.sequence && one.hash === other.hash;
}

async function assertDurable(query: PostgresQuery): Promise<void> {
  const { rows } = await query(
    `SELECT current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on'
       AND current_setting('synchronous_commit') = 'on' AS durable, pg_is_in_recovery() AS standby`,
  );
  if (rows[0]?.['standby'] === true) throw new LedgerError('STORE_NOT_WRITABLE');
  if (rows[0]?.['durable'] !== true) throw new LedgerError('STORE_NOT_DURABLE');
}

/**
 * Has the server sort more than it may hold in memory: that takes some megabytes of its disk, and leaves nothing there, nor
 * in its log. A checkpoint is too small to tell whether the next records find room.
 */
async function takeRoom(query: PostgresQuery): Promise<void> {
  await query("SET LOCAL work_mem = '64kB'");
  await query('SELECT count(*) FROM (SELECT n FROM generate_series(1, 50000) AS n ORDER BY -n OFFSET 1) AS sorted');
}

function tryToEmit(emitter: CheckpointEmitter, signed: Checkpoint): void {
  emitter.add(signed);
  try {
    emitter.emit();
  } catch {
    // The group itself is durable; the emitter keeps the fault and the next commit tries again.
  }
}
