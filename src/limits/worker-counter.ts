import { RateLimiterCluster } from 'rate-limiter-flexible';
import { consume, type OpenCounter, openMemoryCounter } from './counter.ts';

/** How long a worker waits for its primary, which does nothing but count and restart. */
const patienceMs = 500;

/**
 * Makes counters that all workers of one primary share: the primary counts, and is asked by message.
 * While it does not answer, this worker counts by itself.
 */
export function createWorkerCounters(onFault: () => void): OpenCounter {
  return (name, rate) => {
    const shared = new RateLimiterCluster({
      keyPrefix: name,
      points: rate.count,
      duration: rate.seconds,
      timeoutMs: patienceMs,
    });
    const own = openMemoryCounter(name, rate);
    return {
      name,
      rate,
      take: async (key, points) => {
        try {
          return await consume(shared, key, points);
        } catch {
          onFault();
          return own.take(key, points);
        }
      },
    };
  };
}
