import { RateLimiterRedis } from 'rate-limiter-flexible';
import { consume, type OpenCounter, openMemoryCounter } from './counter.ts';
import type { HashKey } from './hashed-key.ts';
import type { SharedRedis } from './open-redis.ts';

/**
 * Makes counters that all gateways of one Redis share. A key is stored by its keyed hash only. While
 * Redis is not to be had, each process counts by itself, up to the whole rate: a count that is too
 * generous for a while harms less than a practitioner who is refused for a store's sake.
 */
export function createRedisCounters(redis: SharedRedis, hashKey: HashKey): OpenCounter {
  return (name, rate) => {
    const shared = new RateLimiterRedis({
      storeClient: redis.client,
      keyPrefix: `${redis.keyPrefix}:limit:${name}`,
      points: rate.count,
      duration: rate.seconds,
      // Whoever is over the limit is refused here until the time ends: a flood does not go on to Redis.
      inMemoryBlockOnConsumed: rate.count + 1,
    });
    const own = openMemoryCounter(name, rate);
    return {
      name,
      rate,
      take: async (key, points) => {
        const hashed = hashKey(key);
        const counted = await redis.attempt(() => consume(shared, hashed, points));
        return counted ?? (await own.take(hashed, points));
      },
    };
  };
}
