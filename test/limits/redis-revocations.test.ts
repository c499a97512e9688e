import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHashKey } from '../../src/limits/hashed-key.ts';
import { openRedis, type SharedRedis } from '../../src/limits/open-redis.ts';
import { markOf, type Revocation } from '../../src/limits/revocation.ts';
import { openRevocationList, type RevocationList } from '../../src/limits/revocation-list.ts';
import { addRedisRevocation, createRedisRevocations } from '../../src/limits/revocation-redis.ts';
import { contentsOf, type RedisServer, startRedis, until } from '../harness/redis.ts';

const hashKey = createHashKey(randomBytes(32));
const issuer = 'https://issuer.example/staff';
let server: RedisServer;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  server = await startRedis();
});
afterAll(async () => {
  for (const close of closing) await close();
  await server.stop();
});

async function connect(keyPrefix: string): Promise<SharedRedis> {
  const redis = await openRedis(
    { url: server.url, username: null, password: null, tls: undefined, keyPrefix, commandTimeoutMs: 500 },
    { waitMs: 5000, onChange: () => undefined },
  );
  closing.push(() => redis.close());
  return redis;
}

/** What one gateway knows. */
async function gateway(keyPrefix: string): Promise<RevocationList> {
  const list = await openRevocationList({
    sources: [createRedisRevocations(await connect(keyPrefix), Date.now)],
    hashKey,
    pollMs: 3_600_000,
    staleMs: 60_000,
    freshTokenMs: 600_000,
    clockSkewMs: 0,
    now: Date.now,
    onChange: () => undefined,
  });
  closing.push(() => list.close());
  return list;
}

const revocationOf = (subject: string, until = Date.now() + 3_600_000): Revocation => ({
  mark: markOf({ kind: 'SUBJECT', subject: `${issuer}|${subject}` }),
  at: Date.now(),
  until,
});
function standing(list: RevocationList, subject: string) {
  const subjects = [`${issuer}|${subject}`];
  return list.standingOf(
    list.marksOf({ issuer, tokenId: null, session: null, subjects, issuedAt: Math.floor(Date.now() / 1000) - 60 }),
  );
}

describe('revocations in Redis', () => {
  test('reach all gateways with their next look', async () => {
    const [one, other, redis] = [await gateway('reach'), await gateway('reach'), await connect('reach')];
    expect([standing(one, 'ann'), standing(other, 'ann')]).toEqual(['USABLE', 'USABLE']);
    expect(await addRedisRevocation(redis, hashKey, revocationOf('ann'))).toBe('ADDED');
    await Promise.all([one.refresh(), other.refresh()]);
    expect([standing(one, 'ann'), standing(other, 'ann'), standing(one, 'bea')]).toEqual([
      'REVOKED',
      'REVOKED',
      'USABLE',
    ]);
    expect(standing(await gateway('reach'), 'ann')).toBe('REVOKED');
    // Who has another key has other marks.
    const strange = await openRevocationList({
      sources: [createRedisRevocations(redis, Date.now)],
      hashKey: createHashKey(randomBytes(32)),
      pollMs: 3_600_000,
      staleMs: 60_000,
      freshTokenMs: 600_000,
      clockSkewMs: 0,
      now: Date.now,
      onChange: () => undefined,
    });
    closing.push(() => strange.close());
    expect(standing(strange, 'ann')).toBe('USABLE');
  });

  test('are there twice hashed, and by no name', async () => {
    const redis = await connect('hashed');
    const revocation = revocationOf('zq-canary-subject');
    await addRedisRevocation(redis, hashKey, revocation);
    const contents = await contentsOf(server.client());
    expect(contents.includes(hashKey(revocation.mark))).toBe(true);
    for (const text of [revocation.mark, 'zq-canary', 'issuer.example'])
      expect(contents.includes(text), text).toBe(false);
  });

  test('survive a Redis that comes back empty: any gateway gives it again what it knows', async () => {
    const [one, redis] = [await gateway('again'), await connect('again')];
    await addRedisRevocation(redis, hashKey, revocationOf('ann'));
    await one.refresh();
    await server.kill();
    await one.refresh();
    expect(standing(one, 'ann')).toBe('REVOKED');
    await server.start();
    await until(() => redis.attempt((client) => client.ping()).then((pong) => pong === 'PONG'));
    await until(async () => {
      await one.refresh();
      return standing(await gateway('again'), 'ann') === 'REVOKED';
    });
  });

  test('cannot be added while Redis is gone, and whoever adds is told', async () => {
    const redis = await connect('gone');
    await server.kill();
    expect(await addRedisRevocation(redis, hashKey, revocationOf('ann'))).toBeNull();
    await server.start();
  });

  test('that are over are taken away with the next that is added', async () => {
    const redis = await connect('over');
    await until(() => redis.attempt((client) => client.ping()).then((pong) => pong === 'PONG'));
    await addRedisRevocation(redis, hashKey, revocationOf('ann', Date.now() - 1));
    await addRedisRevocation(redis, hashKey, revocationOf('bea'));
    expect(await redis.attempt((client) => client.hkeys('over:{revocations}:all'))).toEqual([
      hashKey(revocationOf('bea').mark),
    ]);
  });

  test('that somebody spoilt hold for good', async () => {
    const [one, redis] = [await gateway('spoilt'), await connect('spoilt')];
    const { mark } = revocationOf('ann');
    await redis.attempt((client) => client.hset('spoilt:{revocations}:all', hashKey(mark), 'what is this'));
    await redis.attempt((client) => client.set('spoilt:{revocations}:change', 'x'));
    await one.refresh();
    expect([standing(one, 'ann'), standing(one, 'bea')]).toEqual(['REVOKED', 'USABLE']);
  });
});
