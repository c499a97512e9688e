import type { Worker } from 'node:worker_threads';
import type { RecordReference } from '../model/ledger-entry.ts';
import type { FoundPage, LooksPage } from './find-looks.ts';
import { LedgerError } from './ledger-error.ts';
import type { LooksAnswer, LooksQuestion, LooksSetup } from './looks-messages.ts';
import { startThread } from './start-thread.ts';

/** Reads who looked at children. */
export type Looks = {
  /**
   * Gives for each child, known by its records, one page of the looks at it, in order. Rejects with a
   * LedgerError when the ledger cannot be read, or not in time.
   */
  readonly find: (children: readonly (readonly RecordReference[])[], page: LooksPage) => Promise<readonly FoundPage[]>;
  readonly close: () => Promise<void>;
};

const mostWaiting = 100;

/**
 * Makes the reader of the access log. Its thread is started when it is first asked, and again after one
 * that ended; one that takes longer than `timeoutMs` is ended, so that nothing goes on reading for nobody.
 */
export function openLooks(options: LooksSetup & { readonly timeoutMs: number }): Looks {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | null = null;
  let lastId = 0;

  return { find, close };

  function find(children: readonly (readonly RecordReference[])[], page: LooksPage): ReturnType<Looks['find']> {
    if (waiting.size >= mostWaiting) return Promise.reject(new LedgerError('QUEUE_FULL'));
    thread ??= start();
    const asked = thread;
    const id = ++lastId;
    const { promise, resolve, reject } = Promise.withResolvers<readonly FoundPage[]>();
    const timer = setTimeout(() => {
      void end(asked, new LedgerError('TIMEOUT'));
    }, options.timeoutMs);
    waiting.set(id, { timer, resolve, reject });
    asked.postMessage({ id, children, page } satisfies LooksQuestion);
    return promise;
  }

  async function close(): Promise<void> {
    if (thread !== null) await end(thread, new LedgerError('LEDGER_CLOSED'));
  }

  function start(): Worker {
    const { timeoutMs: _, ...setup } = options;
    const worker = startThread(new URL('./looks-reader.ts', import.meta.url), {
      name: 'looks',
      data: setup satisfies LooksSetup,
      oldGenerationMb: 256,
    });
    // It waits for questions; the gateway need not wait for it.
    worker.unref();
    worker.on('message', ({ id, found, code }: LooksAnswer) => {
      const question = waiting.get(id);
      if (question === undefined) return;
      waiting.delete(id);
      clearTimeout(question.timer);
      if (found !== null) question.resolve(found);
      else question.reject(new LedgerError(code ?? 'STORE_DAMAGED'));
    });
    // The event 'exit' follows; the error itself may quote anything and is not kept.
    worker.on('error', () => undefined);
    worker.on('exit', () => void end(worker, new LedgerError('WORKER_DIED')));
    return worker;
  }

  /** Ends a thread and rejects all that waits for it; the next question starts another. */
  async function end(worker: Worker, error: LedgerError): Promise<void> {
    if (thread !== worker) return;
    thread = null;
    for (const { timer, reject } of waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    waiting.clear();
    await worker.terminate();
  }
}

type Waiting = {
  readonly timer: NodeJS.Timeout;
  readonly resolve: (found: readonly FoundPage[]) => void;
  readonly reject: (error: LedgerError) => void;
};
