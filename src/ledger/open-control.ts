import type { Worker } from 'node:worker_threads';
import type { ControlState } from '../model/control-state.ts';
import { openControlDatabase } from './control-database.ts';
import { ControlError } from './control-error.ts';
import type { ControlOrder, ControlReport, ControlWriterSetup } from './control-messages.ts';
import { type ControlReads, createControlReads } from './control-reads.ts';
import { startThread } from './start-thread.ts';

/** What the control state is opened with. */
export type ControlOptions = {
  /** The ledger's directory. Several processes may share it; each sees what the others write. */
  readonly directory: string;
  /** Where notices are appended, one JSON object a line, for whatever brings them to people. */
  readonly noticesFile: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How often waiting notices are looked for; they are also sent with the change that makes them. */
  readonly tickMs?: number | undefined;
};

/** The gateway's control state. */
export type Control = ControlState & {
  /** READY: changes are taken and notices go out; UNSENT: notices wait; UNUSABLE: changes are refused. */
  health(): 'READY' | 'UNSENT' | 'UNUSABLE';
  close(): Promise<void>;
};

/** A control state in a file: its reads answer at once. */
export type FileControl = ControlReads & Control;

type Waiting = {
  readonly resolve: (report: ControlReport) => void;
  readonly reject: (error: ControlError) => void;
};

const busyTimeoutMs = 2_000;
const applyTimeoutMs = 5_000;
const defaultTickMs = 5_000;
const purgeEveryMs = 24 * 60 * 60 * 1000;

/**
 * Opens the control state: reads are made where they are asked for, changes in a thread. A thread
 * that dies rejects what waits and is started anew with the next change.
 *
 * @throws ControlError when the store is missing, damaged or cannot be used.
 */
export async function openControl(options: ControlOptions): Promise<FileControl> {
  const { directory, noticesFile, now } = options;
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let isClosed = false;
  let isSent = true;
  let purgedAt = 0;
  let thread: Worker | null = null;
  let starting: Promise<void> | null = null;

  await start();
  const reading = openControlDatabase(directory, { access: 'READ', busyTimeoutMs });
  const reads = createControlReads(reading);
  tick();
  const timer = setInterval(tick, options.tickMs ?? defaultTickMs);
  timer.unref();

  return {
    ...reads,
    apply: async (changes, { isTrial } = { isTrial: false }) => {
      const report = await request((id) => ({ kind: 'APPLY', id, changes, isTrial, now: now() }));
      if (report.kind !== 'APPLIED') throw new ControlError('CONTROL_NOT_USABLE');
      return report.outcome;
    },
    publishPolicy: async (head, { mayReuseEdition } = { mayReuseEdition: false }) => {
      const report = await request((id) => ({ kind: 'PUBLISH', id, head, mayReuseEdition }));
      if (report.kind !== 'PUBLISHED') throw new ControlError('CONTROL_NOT_USABLE');
      return report.head;
    },
    health: () => (thread === null ? 'UNUSABLE' : isSent ? 'READY' : 'UNSENT'),
    close: async () => {
      isClosed = true;
      clearInterval(timer);
      const ended = thread;
      thread = null;
      rejectAll(new ControlError('CONTROL_CLOSED'));
      await ended?.terminate();
      reading.close();
    },
  };

  async function request(orderOf: (id: number) => ControlOrder): Promise<ControlReport> {
    if (isClosed) throw new ControlError('CONTROL_CLOSED');
    if (thread === null) starting ??= start().finally(() => (starting = null));
    if (starting !== null) await starting;
    const id = ++lastId;
    const { promise, resolve, reject } = Promise.withResolvers<ControlReport>();
    const timeout = setTimeout(() => reject(new ControlError('CONTROL_TIMEOUT')), applyTimeoutMs);
    waiting.set(id, { resolve, reject });
    thread?.postMessage(orderOf(id));
    try {
      return await promise;
    } finally {
      clearTimeout(timeout);
      waiting.delete(id);
    }
  }

  function start(): Promise<void> {
    const setup: ControlWriterSetup = { directory, noticesFile, busyTimeoutMs };
    const ready = Promise.withResolvers<void>();
    const file = new URL('./control-writer.ts', import.meta.url);
    const worker = startThread(file, { name: 'control state', data: setup, oldGenerationMb: 128 });
    thread = worker;
    worker.on('message', (report: ControlReport) => {
      switch (report.kind) {
        case 'READY':
          return ready.resolve();
        case 'UNUSABLE':
          return ready.reject(new ControlError(report.code));
        case 'NOTICES':
          isSent = report.isSent;
          return;
        case 'FAILED':
          return waiting.get(report.id)?.reject(new ControlError(report.code));
        default:
          return waiting.get(report.id)?.resolve(report);
      }
    });
    // The event 'exit' follows; the error itself may quote anything and is not kept.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      ready.reject(new ControlError('CONTROL_NOT_USABLE'));
      if (thread !== worker) return;
      thread = null;
      rejectAll(new ControlError('CONTROL_NOT_USABLE'));
    });
    return ready.promise;
  }

  function rejectAll(error: ControlError): void {
    for (const { reject } of waiting.values()) reject(error);
  }

  function tick(): void {
    const at = now();
    const purges = at - purgedAt >= purgeEveryMs;
    if (purges) purgedAt = at;
    thread?.postMessage({ kind: 'TICK', now: at, purges } satisfies ControlOrder);
  }
}
