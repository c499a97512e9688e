import { bytesOf, type EncodedEntry } from './encode-entry.ts';
import { LedgerError } from './ledger-error.ts';
import type { LedgerLimits } from './ledger-limits.ts';
import type { WaitingEntry } from './ledger-store.ts';

/** Entries that wait: first to be handed over, in batches, then for word that their batch is durable. */
export type AppendQueue = {
  /** Resolves when the entry is durable; rejects with QUEUE_FULL at once, with TIMEOUT, or as its batch is settled. */
  add(entry: EncodedEntry, writtenAt: number): Promise<void>;
  /** Takes the next batch to be handed over; null when nothing waits for that. */
  take(): readonly WaitingEntry[] | null;
  /** Settles the batch that was taken first; gives how many records it had. */
  settle(error: LedgerError | null): number;
  /** Rejects what was not taken yet. */
  rejectUntaken(error: LedgerError): void;
  settleAll(error: LedgerError): void;
  /** Entries in all. */
  waiting(): number;
  /** Whether all was taken. */
  isTaken(): boolean;
  /** Whether a batch was taken and is not settled. */
  isUnderWay(): boolean;
};

/** Makes an empty queue. An entry that timed out still takes its place until the thread is done with it. */
export function createAppendQueue(
  limits: Pick<LedgerLimits, 'queueRecords' | 'queueBytes' | 'appendTimeoutMs' | 'groupRecords' | 'groupBytes'>,
): AppendQueue {
  let unsent: Item[] = [];
  const sent: (readonly Item[])[] = [];
  let records = 0;
  let bytes = 0;
  let timer: NodeJS.Timeout | null = null;

  return {
    add(entry, writtenAt) {
      const size = bytesOf(entry);
      // One that is over the bound by itself is taken where nothing else waits.
      if (records >= limits.queueRecords || (records > 0 && bytes + size > limits.queueBytes)) {
        return Promise.reject(new LedgerError('QUEUE_FULL'));
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const dueAt = performance.now() + limits.appendTimeoutMs;
      unsent.push({ waiting: { entry, writtenAt }, bytes: size, dueAt, resolve, reject });
      records += 1;
      bytes += size;
      if (timer === null) sweepIn(limits.appendTimeoutMs);
      return promise;
    },
    take() {
      if (unsent.length === 0) return null;
      let size = unsent[0]?.bytes ?? 0;
      let count = 1;
      while (count < Math.min(unsent.length, limits.groupRecords)) {
        size += unsent[count]?.bytes ?? 0;
        if (size > limits.groupBytes) break;
        count += 1;
      }
      const batch = unsent.slice(0, count);
      unsent = unsent.slice(count);
      sent.push(batch);
      return batch.map(({ waiting }) => waiting);
    },
    settle(error) {
      const batch = sent.shift() ?? [];
      settleItems(batch, error);
      return batch.length;
    },
    rejectUntaken(error) {
      const items = unsent;
      unsent = [];
      settleItems(items, error);
    },
    settleAll(error) {
      const items = [...sent.flat(), ...unsent];
      sent.length = 0;
      unsent = [];
      settleItems(items, error);
    },
    waiting: () => records,
    isTaken: () => unsent.length === 0,
    isUnderWay: () => sent.length > 0,
  };

  function settleItems(items: readonly Item[], error: LedgerError | null): void {
    for (const item of items) {
      records -= 1;
      bytes -= item.bytes;
      if (error === null) item.resolve();
      else item.reject(error);
    }
  }

  // One timer for all: entries time out in the order in which they came.
  function sweepIn(ms: number): void {
    timer = setTimeout(sweep, ms);
    timer.unref();
  }

  function sweep(): void {
    timer = null;
    const now = performance.now();
    for (const item of [...sent.flat(), ...unsent]) {
      if (item.dueAt > now) {
        sweepIn(Math.ceil(item.dueAt - now));
        return;
      }
      item.reject(new LedgerError('TIMEOUT'));
    }
  }
}

type Item = {
  readonly waiting: WaitingEntry;
  readonly bytes: number;
  /** In the time of `performance.now()`. */
  readonly dueAt: number;
  readonly resolve: () => void;
  readonly reject: (error: LedgerError) => void;
};
