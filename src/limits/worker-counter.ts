import type { Counted, Counter, OpenCounter } from './counter.ts';
import { type CountAnswer, type CountRequest, isKind } from './counting-messages.ts';
import { openMemoryCounter } from './memory-counter.ts';

/** How long a worker waits for its primary, which does nothing but count and restart. */
const patienceMs = 500;

/** The channel to the primary, which is that of a process. */
export type PrimaryChannel = {
  readonly send: (message: CountRequest) => void;
  readonly onMessage: (heed: (message: unknown) => void) => void;
};

/**
 * Makes counters that all workers of one primary share: the primary counts, and is asked by message.
 * While it does not answer, this worker counts by itself.
 */
export function createWorkerCounters(onFault: () => void, primary: PrimaryChannel = channelOfProcess): OpenCounter {
  const waiting = new Map<number, (counted: Counted | null) => void>();
  let lastId = 0;
  primary.onMessage((message) => {
    if (isKind<CountAnswer>(message, 'COUNTED')) waiting.get(message.id)?.(message.counted);
  });
  const ask = (request: Omit<CountRequest, 'kind' | 'id'>): Promise<Counted | null> =>
    new Promise((resolve) => {
      const id = ++lastId;
      const settle = (counted: Counted | null): void => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(counted);
      };
      const timer = setTimeout(settle, patienceMs, null);
      waiting.set(id, settle);
      primary.send({ kind: 'COUNT', id, ...request });
    });
  return (name, first, whenFull = 'FORGET') => {
    const own = openMemoryCounter(name, first, whenFull);
    const counter: Counter = {
      name,
      get rate() {
        return own.rate;
      },
      set rate(rate) {
        own.rate = rate;
      },
      take: async (key, points) => {
        const counted = await ask({ name, key, points, rate: own.rate, whenFull });
        if (counted !== null) return counted;
        onFault();
        return own.take(key, points);
      },
    };
    return counter;
  };
}

const channelOfProcess: PrimaryChannel = {
  // A primary that is gone takes this process with it; there is nobody to tell.
  send: (message) => process.send?.(message, undefined, undefined, () => undefined),
  onMessage: (heed) => void process.on('message', heed),
};
