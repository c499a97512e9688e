import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Counted, Counter, OpenCounter, Rate } from './counter.ts';
import type { HashKey } from './hashed-key.ts';
import { openMemoryCounter } from './memory-counter.ts';
import type { SharedRedis } from './open-redis.ts';

/**
 * Makes counters that all gateways of one Redis share. A key is stored by its keyed hash only. While
 * Redis is not to be had, each process counts by itself, up to the whole rate: a count that is too
 * generous for a while harms less than a practitioner who is refused for a store's sake.
 */
export function createRedisCounters(redis: SharedRedis, hashKey: HashKey): OpenCounter {
  return (name, first, whenFull) => {
    const sharedBy = (rate: Rate): RateLimiterRedis =>
      new RateLimiterRedis({
        storeClient: redis.client,
        keyPrefix: `${redis.keyPrefix}:limit:${name}`,
        points: rate.count,
        duration: rate.seconds,
        // Whoever is over the limit is refused here until the time ends: a flood does not go on to Redis.
        inMemoryBlockOnConsumed: rate.count + 1,
      });
    const own = openMemoryCounter(name, first, whenFull);
    let shared = sharedBy(first);
    const counter: Counter = {
      name,
      get rate() {
        return own.rate;
      },
      set rate(rate) {
        own.rate = rate;
        shared = sharedBy(rate);
      },
      take: async (key, points) => {
        const hashed = hashKey(key);
        const counted = await redis.attempt(() => consume(shared, hashed, points));
        return counted ?? (await own.take(hashed, points));
      },
    };
    return counter;
  };
}

/** Rejects only when Redis fails. */
async function consume(limiter: RateLimiterRedis, key: string, points: number): Promise<Counted> {
  try {
    return countedOf(await limiter.consume(key, points), false);
  } catch (error) {
    // The library rejects with its result, which is no Error, when there are too many.
    if (error instanceof RateLimiterRes) return countedOf(error, true);
    throw error;
  }
}

function countedOf({ remainingPoints, msBeforeNext }: RateLimiterRes, isOver: boolean): Counted {
  return { isOver, left: remainingPoints, endsInMs: Math.max(1, msBeforeNext) };
}
