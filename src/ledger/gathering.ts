import type { LedgerLimits } from './ledger-limits.ts';

/** Decides when what waits is handed over. */
export type Gathering = {
  /** An entry came; `mayWait`: nobody waits for it to be durable just now. */
  came(mayWait: boolean): void;
  /** What waited was handed over; `isAll`: nothing was left for the next time. */
  sent(isAll: boolean): void;
  /** It is to be handed over as soon as the batch before it is done. */
  isDue(): boolean;
  stop(): void;
};

/** How much the newest interval counts in the mean of all. */
const weightOfNewest = 0.2;
/** An interval counts as so many times `busyMs` at most, so that load is noticed soon after a pause, and a burst is no load. */
const longestInterval = 20;

/**
 * Gathers entries for one commit. On its own an entry is handed over at the end of this turn of the loop; where they
 * come more often than every `busyMs`, `gatherMs` later; one that may wait goes with the next, or `laterMs` later.
 *
 * @param send Hands over; called again by whoever learns that a batch is done, where `isDue`.
 * @param now Milliseconds that never go back.
 */
export function createGathering(
  limits: Pick<LedgerLimits, 'busyMs' | 'gatherMs' | 'laterMs'>,
  send: () => void,
  now: () => number = () => performance.now(),
): Gathering {
  const longest = limits.busyMs * longestInterval;
  let meanInterval = longest;
  let cameAt = Number.NEGATIVE_INFINITY;
  let dueAt = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | null = null;
  let immediate: NodeJS.Immediate | null = null;

  return {
    came(mayWait) {
      const at = now();
      if (!mayWait) {
        const interval = Math.min(at - cameAt, longest);
        meanInterval += (interval - meanInterval) * weightOfNewest;
        cameAt = at;
      }
      handOverIn(mayWait ? limits.laterMs : isBusy() ? limits.gatherMs : 0, at);
    },
    sent(isAll) {
      cancel();
      if (!isAll) dueAt = Number.NEGATIVE_INFINITY;
    },
    isDue: () => dueAt === Number.NEGATIVE_INFINITY,
    stop: cancel,
  };

  function isBusy(): boolean {
    return meanInterval < limits.busyMs;
  }

  function handOverIn(ms: number, at: number): void {
    if (at + ms >= dueAt) return;
    cancel();
    dueAt = at + ms;
    if (ms > 0) timer = setTimeout(handOver, ms);
    else immediate = setImmediate(handOver);
  }

  // Whatever the clock says: a timer may be early by a part of a millisecond.
  function handOver(): void {
    dueAt = Number.NEGATIVE_INFINITY;
    send();
  }

  function cancel(): void {
    if (timer !== null) clearTimeout(timer);
    if (immediate !== null) clearImmediate(immediate);
    timer = null;
    immediate = null;
    dueAt = Number.POSITIVE_INFINITY;
  }
}
