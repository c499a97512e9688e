/**
 * Loaded before the gateway in endurance runs (`--import`): tells the bench once a second how long the event loop of
 * the main thread stood still at most since it last told, and how its heap stands. Nothing of the gateway's own is
 * touched.
 */
import { constants, monitorEventLoopDelay, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { isMainThread } from 'node:worker_threads';

/** Sizes in MB. */
export type State = {
  readonly longestStallMs: number;
  /** What the main thread's heap holds of memory, in use or not. */
  readonly heapMb: number;
  /** What was in use right after the last full collection; 0 before the first. */
  readonly liveMb: number;
};

// Node's types leave it out.
const kindOf = (entry: PerformanceEntry): unknown =>
  (entry as { readonly detail?: { readonly kind?: unknown } }).detail?.kind;

if (isMainThread && process.send !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let live = 0;
  new PerformanceObserver((list) => {
    const isFull = list.getEntries().some((entry) => kindOf(entry) === constants.NODE_PERFORMANCE_GC_MAJOR);
    if (isFull) live = getHeapStatistics().used_heap_size;
  }).observe({ entryTypes: ['gc'] });
  setInterval(() => {
    const state: State = {
      longestStallMs: delay.max / 1e6,
      heapMb: getHeapStatistics().total_heap_size / 2 ** 20,
      liveMb: live / 2 ** 20,
    };
    process.send?.(state);
    delay.reset();
  }, 1000).unref();
}
