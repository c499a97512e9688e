import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { HashKey } from './hashed-key.ts';
import type { SharedRedis } from './open-redis.ts';
import type { Revocation } from './revocation.ts';
import type { RevocationSource } from './revocation-list.ts';

/**
 * Revocations in a hash of Redis, their marks hashed again with the key that only gateways have. What
 * is read holds to its end: a Redis that comes back empty is given again what this process knows.
 */
export function createRedisRevocations(redis: SharedRedis, now: () => number): RevocationSource {
  const keys = keysOf(redis.keyPrefix);
  let seen: string | null | undefined;
  let known = new Map<string, Revocation>();
  return {
    read: async () =>
      redis.attempt(async (client) => {
        const change = await client.get(keys.change);
        if (change === seen) return [...known.values()];
        const there = new Map(
          Object.entries(await client.hgetall(keys.all)).map(([mark, value]) => [mark, readRevocation(mark, value)]),
        );
        const lost = [...known.values()].filter(({ mark, until }) => until > now() && !there.has(mark));
        if (lost.length > 0) await write(client, keys, lost);
        seen = change;
        known = new Map([...there, ...lost.map((revocation) => [revocation.mark, revocation] as const)]);
        return [...known.values()];
      }),
  };
}

/** Adds a revocation, and takes away those that are over. Null: Redis could not be asked. */
export function addRedisRevocation(
  redis: SharedRedis,
  hashKey: HashKey,
  { mark, at, until }: Revocation,
): Promise<'ADDED' | null> {
  const keys = keysOf(redis.keyPrefix);
  return redis.attempt(async (client) => {
    const over = Object.entries(await client.hgetall(keys.all))
      .filter(([hashed, value]) => readRevocation(hashed, value).until <= at)
      .map(([hashed]) => hashed);
    if (over.length > 0) await client.hdel(keys.all, ...over);
    await write(client, keys, [{ mark: hashKey(mark), at, until }]);
    return 'ADDED' as const;
  });
}

type Keys = { readonly all: string; readonly change: string };

// One slot of a cluster for both, so that they change together.
function keysOf(prefix: string): Keys {
  return { all: `${prefix}:{revocations}:all`, change: `${prefix}:{revocations}:change` };
}

/** Whoever reads sees by another random text that something changed, also after Redis began anew. */
async function write(client: Redis, keys: Keys, revocations: readonly Revocation[]): Promise<void> {
  const entries = revocations.flatMap(({ mark, at, until }) => [mark, `${at} ${until}`]);
  const results = await client
    .multi()
    .hset(keys.all, ...entries)
    .set(keys.change, randomBytes(12).toString('base64url'))
    .exec();
  const failed = results?.find(([error]) => error !== null)?.[0];
  if (results === null || failed) throw failed ?? new Error('the change was not made');
}

/** An entry that cannot be read revokes for good: somebody meant to revoke something. */
function readRevocation(mark: string, value: string): Revocation {
  const [, at, until] = /^(\d{1,15}) (\d{1,15})$/.exec(value) ?? [];
  const always = Number.MAX_SAFE_INTEGER;
  return { mark, at: at === undefined ? always : Number(at), until: until === undefined ? always : Number(until) };
}
