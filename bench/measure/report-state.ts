/**
 * Loaded before the gateway in endurance runs (`--import`): tells the bench once a second how long the event loop of
 * the main thread stood still at most since it last told, and how the heaps of all threads stand. Of the gateway's own
 * nothing is touched but that its threads are noted when they start.
 */
import { syncBuiltinESMExports } from 'node:module';
import { constants, monitorEventLoopDelay, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics, type HeapInfo } from 'node:v8';
import threads, { isMainThread } from 'node:worker_threads';

/** Sizes in MB. */
export type State = {
  readonly longestStallMs: number;
  /** What the heap of each thread holds of memory, in use or not; the main thread's first. */
  readonly heapsMb: readonly number[];
  /** What was in use in the main thread's right after the last full collection; 0 before the first. */
  readonly liveMb: number;
};

type Counted = threads.Worker & { getHeapStatistics(): Promise<HeapInfo> };

// Node's types leave it out.
const kindOf = (entry: PerformanceEntry): unknown =>
  (entry as { readonly detail?: { readonly kind?: unknown } }).detail?.kind;

if (isMainThread && process.send !== undefined) {
  const running = new Set<Counted>();
  threads.Worker = class extends threads.Worker {
    constructor(...args: ConstructorParameters<typeof threads.Worker>) {
      super(...args);
      running.add(this as unknown as Counted);
      this.once('exit', () => running.delete(this as unknown as Counted));
    }
  };
  syncBuiltinESMExports();
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let live = 0;
  new PerformanceObserver((list) => {
    const isFull = list.getEntries().some((entry) => kindOf(entry) === constants.NODE_PERFORMANCE_GC_MAJOR);
    if (isFull) live = getHeapStatistics().used_heap_size;
  }).observe({ entryTypes: ['gc'] });

  const tell = async (): Promise<void> => {
    const longestStallMs = delay.max / 1e6;
    delay.reset();
    const heaps = [getHeapStatistics(), ...(await Promise.all([...running].map((each) => each.getHeapStatistics())))];
    const heapsMb = heaps.map(({ total_heap_size }) => total_heap_size / 2 ** 20);
    process.send?.({ longestStallMs, heapsMb, liveMb: live / 2 ** 20 } satisfies State);
  };
  // A thread that ends meanwhile has no statistics; the next second tells again.
  setInterval(() => void tell().catch(() => undefined), 1000).unref();
}
