import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { AppendToLedger, LedgerEntry } from '../model/ledger-entry.ts';
import type { PostgresSettings } from '../postgres/open-postgres.ts';
import { createAppendQueue } from './append-queue.ts';
import { createEncodeEntry, type EncodedEntry } from './encode-entry.ts';
import { packBatch } from './entry-batch.ts';
import { createGathering } from './gathering.ts';
import { LedgerError, type LedgerErrorCode } from './ledger-error.ts';
import type { LedgerKeys } from './ledger-keys.ts';
import { defaultLedgerLimits, type LedgerLimits } from './ledger-limits.ts';
import { createLookupHasher } from './lookup-hash.ts';
import { startThread } from './start-thread.ts';
import type { Checkpoint } from './statement.ts';
import type { WriterOrder, WriterReport, WriterSetup } from './writer-messages.ts';

/** What a ledger is opened with. */
export type LedgerOptions = {
  /** Directory of the store; made when missing. Local disk: locks and fsync of network disks are not relied on. */
  readonly directory: string;
  /** Keeps the store there instead, where several gateways share it; the writer's id and checkpoints stay here. */
  readonly postgres?: PostgresSettings | null | undefined;
  readonly keys: LedgerKeys;
  /** Names this process's chain; the same at every start, another for every process (see `loadOrCreateWriterId`). */
  readonly writerId: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Where signed checkpoints are appended; default `checkpoints.jsonl` in `directory`, better elsewhere. */
  readonly checkpointsFile?: string | undefined;
  /** Told of each checkpoint once it is in the checkpoints file, e.g. to ship it to another system. */
  readonly onCheckpoint?: ((checkpoint: Checkpoint) => void) | undefined;
  readonly limits?: Partial<LedgerLimits> | undefined;
};

/** What the ledger says of itself; nothing of its records. */
export type LedgerHealth = {
  /** OPEN: takes records. RESTARTING: its thread died and is started anew, or its store is sought. UNAVAILABLE: for good, see `fault`. */
  readonly state: 'OPEN' | 'RESTARTING' | 'UNAVAILABLE' | 'CLOSED';
  /** Why the last write failed, or the ledger is unavailable; null when the last write succeeded. One that failed is followed by trials. */
  readonly fault: LedgerErrorCode | null;
  /** Records handed over and not yet confirmed or failed. */
  readonly waiting: number;
  /** Records confirmed as durable since the start, and the commits they took. */
  readonly records: number;
  readonly commits: number;
  /** Time of the last checkpoint that was emitted; milliseconds since the epoch. */
  readonly checkpointAt: number | null;
};

/** The gateway's ledger. */
export type Ledger = {
  /** Resolves when the entry is durable; rejects with a LedgerError, then nothing may be released. */
  readonly append: AppendToLedger;
  /** Writes what waits and the final checkpoint; rejects with a LedgerError when it could not. */
  close(): Promise<void>;
  health(): LedgerHealth;
};

/** The part of a Worker that the ledger uses. */
export type WriterThread = Pick<Worker, 'postMessage' | 'on' | 'terminate'>;

/**
 * Opens the ledger: starts its writer thread, which takes this writer's chain (refusing a second
 * process), verifies the end that it continues, and signs an opening checkpoint.
 *
 * A thread that dies rejects everything that waits and is started once more, with the same
 * verification; if that fails, or if it dies again before it wrote anything, the ledger stays
 * unavailable. A store that was replaced, damaged or changed from outside is never reopened.
 */
export async function openLedger(
  options: LedgerOptions,
  startThread: (setup: WriterSetup) => WriterThread = startWriterThread,
): Promise<Ledger> {
  const limits: LedgerLimits = { ...defaultLedgerLimits, ...options.limits };
  const encodeEntry = createEncodeEntry(createLookupHasher(options.keys.identifier));
  const queue = createAppendQueue(limits);
  const gathering = createGathering(limits, send);
  const closed = Promise.withResolvers<void>();
  closed.promise.catch(() => {
    // Whoever calls close() gets the rejection.
  });
  let state: LedgerHealth['state'] | 'OPENING' | 'LOST' | 'CLOSING' = 'OPENING';
  let fault: LedgerErrorCode | null = null;
  let records = 0;
  let commits = 0;
  let hasWrittenSinceStart = false;
  let hasRestarted = false;
  let isStoreHeld = true;
  let checkpointAt: number | null = null;
  let checkpointTimer: NodeJS.Timeout | null = null;
  let trialTimer: NodeJS.Timeout | null = null;

  let thread = start();
  await thread.ready;
  state = 'OPEN';

  return { append, close, health };

  function append(entry: LedgerEntry, { mayWait = false }: { readonly mayWait?: boolean } = {}): Promise<void> {
    if (state !== 'OPEN')
      return Promise.reject(new LedgerError(isEnding() ? 'LEDGER_CLOSED' : (fault ?? 'WORKER_DIED')));
    let encoded: EncodedEntry;
    try {
      encoded = encodeEntry(entry);
    } catch {
      return Promise.reject(new LedgerError('ENTRY_INVALID'));
    }
    const isDurable = queue.add(encoded, options.now());
    gathering.came(mayWait);
    return isDurable;
  }

  // A batch at a time: what comes while the disk is waited for goes into the next.
  function send(): void {
    if (state !== 'OPEN' || queue.isUnderWay()) return;
    sendBatch();
  }

  function sendBatch(): boolean {
    const batch = queue.take();
    gathering.sent(queue.isTaken());
    if (batch === null) return false;
    order({ kind: 'APPEND', batch: packBatch(batch) });
    return true;
  }

  function close(): Promise<void> {
    if (isEnding()) return closed.promise;
    const failed = state === 'OPEN' ? null : new LedgerError(fault ?? 'WORKER_DIED');
    state = 'CLOSING';
    if (failed !== null) end(failed);
    else {
      const timer = setTimeout(() => end(new LedgerError('TIMEOUT')), limits.appendTimeoutMs);
      void closed.promise.then(
        () => clearTimeout(timer),
        () => clearTimeout(timer),
      );
      while (sendBatch());
      order({ kind: 'CLOSE', at: options.now() });
    }
    return closed.promise;
  }

  function health(): LedgerHealth {
    const shown = state === 'OPENING' || state === 'LOST' ? 'RESTARTING' : state === 'CLOSING' ? 'CLOSED' : state;
    return { state: shown, fault, waiting: queue.waiting(), records, commits, checkpointAt };
  }

  function isEnding(): boolean {
    return state === 'CLOSING' || state === 'CLOSED';
  }

  function start(): StartedThread {
    const { onCheckpoint: _, now, limits: __, ...rest } = options;
    const ready = Promise.withResolvers<void>();
    hasWrittenSinceStart = false;
    isStoreHeld = true;
    const worker = startThread({
      ...rest,
      checkpointsFile: options.checkpointsFile ?? join(options.directory, 'checkpoints.jsonl'),
      limits,
      openedAt: now(),
      isRestart: hasRestarted,
    });
    const started: StartedThread = { worker, ready: ready.promise };
    worker.on('message', (report: WriterReport) => {
      if (report.kind === 'READY') ready.resolve();
      else if (report.kind === 'REFUSED') ready.reject(refused(report));
      else if (started === thread) heed(report);
    });
    // The event 'exit' follows; the error itself may quote anything and is not kept.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      ready.reject(new LedgerError('WORKER_DIED'));
      if (started === thread) died();
    });
    return started;
  }

  function heed(report: Exclude<WriterReport, { kind: 'READY' | 'REFUSED' }>): void {
    switch (report.kind) {
      case 'COMMITTED':
        commits += 1;
        records += queue.settle(null);
        hasWrittenSinceStart = true;
        stand(report.fault);
        if (report.fault !== null) scheduleTrial();
        if (report.unsigned > 0) scheduleCheckpoint();
        if (gathering.isDue()) send();
        return;
      case 'FAILED':
        fault = report.code;
        if (report.what === 'BATCH') queue.settle(new LedgerError(report.code));
        if (report.isFinal) return giveUp(report.code);
        scheduleTrial();
        if (gathering.isDue()) send();
        return;
      case 'CHECKPOINT':
        checkpointAt = report.checkpoint.statement.at;
        // It was written and is out: so can be what comes next.
        stand(null);
        cancelCheckpoint();
        options.onCheckpoint?.(report.checkpoint);
        return;
      case 'LOST':
        fault = report.code;
        isStoreHeld = false;
        if (state === 'OPEN') state = 'LOST';
        gathering.stop();
        queue.rejectUntaken(new LedgerError(report.code));
        return;
      case 'HELD':
        fault = null;
        isStoreHeld = true;
        if (state === 'LOST') state = 'OPEN';
        if (gathering.isDue()) send();
        return;
      case 'CLOSED':
        end(report.code === null ? null : new LedgerError(report.code));
        return;
    }
  }

  /** What a write came to; a store that is lost stays so until it is held, whatever is signed and confirmed before. */
  function stand(code: LedgerErrorCode | null): void {
    if (state !== 'LOST') fault = code;
  }

  function died(): void {
    if (state === 'CLOSED' || state === 'UNAVAILABLE') return;
    settleAll(new LedgerError('WORKER_DIED'));
    cancelCheckpoint();
    if (state === 'CLOSING') return end(new LedgerError('WORKER_DIED'));
    if (state !== 'OPEN' && state !== 'LOST') return;
    if (hasRestarted && !hasWrittenSinceStart) return giveUp('WORKER_DIED');
    void restart();
  }

  async function restart(): Promise<void> {
    state = 'RESTARTING';
    hasRestarted = true;
    fault = 'WORKER_DIED';
    thread = start();
    try {
      await thread.ready;
      // Closed while it started: the new thread was ended with the rest.
      if (state === 'RESTARTING') state = isStoreHeld ? 'OPEN' : 'LOST';
    } catch (error) {
      if (state === 'RESTARTING') giveUp(error instanceof LedgerError ? error.code : 'WORKER_DIED');
    }
  }

  function giveUp(code: LedgerErrorCode): void {
    fault = code;
    if (state === 'CLOSING') return end(new LedgerError(code));
    state = 'UNAVAILABLE';
    settleAll(new LedgerError(code));
    cancelCheckpoint();
    void thread.worker.terminate();
  }

  function end(error: LedgerError | null): void {
    state = 'CLOSED';
    settleAll(new LedgerError('LEDGER_CLOSED'));
    cancelCheckpoint();
    // The thread holds the lock on the chain; whoever waits for close() may open it again.
    void thread.worker.terminate().then(() => (error === null ? closed.resolve() : closed.reject(error)));
  }

  function order(message: WriterOrder): void {
    thread.worker.postMessage(message);
  }

  function settleAll(error: LedgerError): void {
    gathering.stop();
    queue.settleAll(error);
  }

  function scheduleCheckpoint(): void {
    if (checkpointTimer !== null || state !== 'OPEN') return;
    checkpointTimer = setTimeout(() => {
      checkpointTimer = null;
      if (state === 'OPEN') order({ kind: 'CHECKPOINT', at: options.now() });
    }, limits.checkpointMs);
    checkpointTimer.unref();
  }

  function cancelCheckpoint(): void {
    for (const timer of [checkpointTimer, trialTimer]) if (timer !== null) clearTimeout(timer);
    checkpointTimer = null;
    trialTimer = null;
  }

  // Whoever is told that nothing can be written sends nobody here who could find out that it can again.
  function scheduleTrial(): void {
    if (trialTimer !== null) return;
    trialTimer = setTimeout(() => {
      trialTimer = null;
      if (state === 'OPEN' && fault !== null) order({ kind: 'CHECKPOINT', at: options.now() });
    }, trialMs);
    trialTimer.unref();
  }
}

/** Between two attempts to write after one that failed. */
const trialMs = 1000;

function refused({ code, detail }: WriterReport & { kind: 'REFUSED' }): LedgerError {
  return new LedgerError(code, detail === undefined ? {} : { detail });
}

type StartedThread = { readonly worker: WriterThread; readonly ready: Promise<void> };

/** Starts the real thread. */
export function startWriterThread(setup: WriterSetup): WriterThread {
  const file = new URL('./ledger-writer.ts', import.meta.url);
  return startThread(file, { name: 'ledger', data: setup, oldGenerationMb: 512 });
}
