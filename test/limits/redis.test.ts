import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHashKey } from '../../src/limits/hashed-key.ts';
import { openRedis, type RedisSettings, type SharedRedis } from '../../src/limits/open-redis.ts';
import { createRedisCounters } from '../../src/limits/redis-counter.ts';
import { contentsOf, type RedisServer, startRedis } from '../harness/redis.ts';
import { until } from '../harness/until.ts';

const hashKey = createHashKey(randomBytes(32));
let server: RedisServer;
const opened: SharedRedis[] = [];

beforeAll(async () => {
  server = await startRedis();
});
afterAll(async () => {
  for (const redis of opened) redis.close();
  await server.stop();
});

async function open(settings: Partial<RedisSettings> = {}, changes: string[] = []): Promise<SharedRedis> {
  const redis = await openRedis(
    {
      url: server.url,
      username: null,
      password: null,
      tls: undefined,
      keyPrefix: `test-${randomBytes(6).toString('hex')}`,
      commandTimeoutMs: 100,
      ...settings,
    },
    { waitMs: 5000, onChange: ({ isUsable, cause }) => changes.push(isUsable ? 'USABLE' : cause) },
  );
  opened.push(redis);
  return redis;
}

const rate = { count: 3, seconds: 600 };

describe('counters in Redis', () => {
  test('count what all gateways of it do', async () => {
    const keyPrefix = 'test-shared';
    const one = createRedisCounters(await open({ keyPrefix }), hashKey)('person', rate);
    const other = createRedisCounters(await open({ keyPrefix }), hashKey)('person', rate);
    expect(await one.take('ada', 2)).toEqual({ isOver: false, left: 1, endsInMs: expect.any(Number) });
    expect(await other.take('ada', 1)).toMatchObject({ isOver: false, left: 0 });
    expect(await one.take('ada', 1)).toMatchObject({ isOver: true, left: 0 });
    expect((await other.take('ada', 1)).isOver).toBe(true);
    expect((await other.take('bea', 1)).isOver).toBe(false);
  });

  test('go by a changed rate from the next on, for who was refused as well', async () => {
    const counter = createRedisCounters(await open(), hashKey)('person', rate);
    await counter.take('ada', 3);
    expect((await counter.take('ada', 1)).isOver).toBe(true);
    counter.rate = { count: 6, seconds: 600 };
    expect(await counter.take('ada', 1)).toMatchObject({ isOver: false, left: 1 });
    counter.rate = { count: 2, seconds: 600 };
    expect([counter.rate.count, (await counter.take('ada', 1)).isOver]).toEqual([2, true]);
    expect((await counter.take('bea', 2)).isOver).toBe(false);
  });

  test('hold keyed hashes, and nobody by name', async () => {
    const redis = await open();
    const counter = createRedisCounters(redis, hashKey)('person', rate);
    for (const name of ['https://issuer.example|zq-canary-account', 'ORG:zq-canary', '198.51.100.77']) {
      await counter.take(name, 1);
    }
    const contents = await contentsOf(server.client());
    expect(contents.includes(`${redis.keyPrefix}:limit:person:${hashKey('ORG:zq-canary')}`)).toBe(true);
    for (const canary of ['zq-canary', 'issuer.example', '198.51.100.77', '198.51.100']) {
      expect(contents.includes(canary), canary).toBe(false);
    }
  });

  test('count in this process while Redis is gone, and in Redis again when it is back', async () => {
    const changes: string[] = [];
    const counter = createRedisCounters(await open({}, changes), hashKey)('person', rate);
    await counter.take('ada', 3);
    expect((await counter.take('ada', 1)).isOver).toBe(true);
    await server.kill();
    // Another count, which begins anew: too generous for a while, but a count.
    expect((await counter.take('bea', 3)).isOver).toBe(false);
    expect((await counter.take('bea', 1)).isOver).toBe(true);
    await server.start();
    await until(async () => !(await counter.take('cat', 1)).isOver && (await contentsOf(server.client())).length > 0);
    expect(changes).toEqual(['USABLE', expect.stringMatching(/^[A-Z_]+$/), 'USABLE']);
  });

  test('keep no request waiting for a Redis that hangs: one tries it, the others go on', async () => {
    const redis = await open();
    const counter = createRedisCounters(redis, hashKey)('person', { count: 100, seconds: 600 });
    await counter.take('ada', 1);
    server.freeze();
    try {
      let tried = 0;
      const attempt = () =>
        redis.attempt(async (client) => {
          tried += 1;
          return client.ping();
        });
      expect(await attempt()).toBeNull();
      for (let again = 0; again < 50; again += 1) expect(await attempt()).toBeNull();
      // It rests after a fault; in the time of these fifty it may have been tried once more, never fifty times.
      expect(tried).toBeLessThan(5);
      expect((await counter.take('ada', 1)).isOver).toBe(false);
      expect(redis.isUsable()).toBe(false);
    } finally {
      server.thaw();
    }
    await until(async () => (await redis.attempt((client) => client.ping())) === 'PONG');
    expect(redis.isUsable()).toBe(true);
  });
});

describe('a connection to Redis', () => {
  test('is opened with user and password, and not with a wrong one', async () => {
    const guarded = await startRedis([
      '--user',
      'gateway',
      'on',
      '>the-password',
      '~*',
      '+@all',
      '--user',
      'default',
      'off',
    ]);
    const changes: string[] = [];
    try {
      const right = await open({ url: guarded.url, username: 'gateway', password: 'the-password' });
      expect(await right.attempt((client) => client.ping())).toBe('PONG');
      const wrong = await open({ url: guarded.url, username: 'gateway', password: 'another' }, changes);
      expect(await wrong.attempt((client) => client.ping())).toBeNull();
      expect(wrong.isUsable()).toBe(false);
      expect(changes.at(-1)).toBe('WRONGPASS');
      expect(JSON.stringify(changes)).not.toContain('another');
    } finally {
      await guarded.stop();
    }
  });

  test('that cannot be had does not keep a gateway from starting', async () => {
    const gone = await startRedis();
    await gone.stop();
    const changes: string[] = [];
    const redis = await open({ url: gone.url }, changes);
    expect(redis.isUsable()).toBe(false);
    expect(await redis.attempt((client) => client.ping())).toBeNull();
    expect(changes).toEqual(['ECONNREFUSED']);
  });
});
