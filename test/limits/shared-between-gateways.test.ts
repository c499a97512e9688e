import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { plantedMarkers } from '../harness/markers.ts';
import { namedChild } from '../harness/named-children.ts';
import { type ServerProcess, startServer } from '../harness/process.ts';
import { contentsOf, type RedisServer, startRedis } from '../harness/redis.ts';
import { until } from '../harness/until.ts';
import { type Answer, startWorld, type World } from '../harness/world.ts';
import { askAnew, logged, readinessOf } from '../harness/workers.ts';

const run = promisify(execFile);
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const personCount = 60;
const addressCount = 200;
const often = { count: 1_000_000, seconds: 600 };
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const claims = {
  issuer: 'nhs',
  kind: 'PRACTITIONER',
  organisation: 'ODS:Y99001',
  roles: ['HEALTH_VISITOR'],
  trainedUntil: inDays(30),
  vettedOn: inDays(-30),
  designatedOfficer: false,
  // Of the team that knows Trent.
  staffIds: [{ scheme: 'NMC', value: '99H0001E' }],
  teams: ['hv-north'],
  groups: [],
  declaredConflicts: [],
};
const givenName = 'Trent';
const viewQuery = `query View($value: String!, $why: String!) @access(purpose: DIRECT_CARE, reason: $why) {
  childByIdentifier(scheme: NHS_NUMBER, value: $value) { id identity { givenName familyName } }
}`;
const searchQuery = `query Find($by: ChildSearch!, $why: String!) @access(purpose: DIRECT_CARE, reason: $why) {
  findChildren(by: $by) { outcome }
}`;
const trent = namedChild('trent').identifiers['NHS_NUMBER'];
const variables = { value: trent, why: 'zq-reason shared' };
let redis: RedisServer;
let world: World;
let second: ServerProcess;
let addresses = 0;

beforeAll(async () => {
  redis = await startRedis();
  const requests = {
    perPerson: { count: personCount, seconds: 600 },
    perOrganisation: often,
    perAddress: { count: addressCount, seconds: 600 },
  };
  world = await startWorld({
    // No agency is late here, however busy the machine is.
    deadlineMs: 30_000,
    gatewaySettings: {
      redis: { url: redis.url, commandTimeoutMs: 500 },
      limits: { requests: { ...requests, trustedProxies: ['127.0.0.1'] } },
    },
  });
  const config = JSON.parse(readFileSync(join(world.directory, 'gateway.yaml'), 'utf8'));
  const file = join(world.directory, 'second.yaml');
  // Behind no proxy: whatever a client writes about where it comes from is not believed.
  writeFileSync(file, JSON.stringify({ ...config, limits: { requests } }));
  second = await startServer('src/main.ts', ['--config', file]);
});
afterAll(async () => {
  await second.stop();
  await world.stop();
  await redis.stop();
});

/** From another client each time, as the proxy tells. */
const newAddress = () => {
  addresses += 1;
  return { 'x-forwarded-for': `198.18.${addresses >> 8}.${addresses & 255}` };
};
const newcomer = () => world.tokenWith(claims);
const me = (url: string, token: string | null, headers = newAddress()) =>
  askAnew(url, token, '{ me { organisation } }', {}, headers);
const statusesOf = (answers: readonly (Answer | null)[]) => answers.map((answer) => answer?.status ?? 0);
const statusOf = async (url: string) => (await fetch(`${url}/health/ready`)).status;
const isWarned = async (warning: string) => (await readinessOf(world.gateway.url)).warnings?.includes(warning) === true;

describe('limits of gateways that share a Redis', () => {
  test('count together: what one lets through the other knows', async () => {
    const token = await newcomer();
    const answers: (Answer | null)[] = [];
    for (let asked = 0; asked < personCount + 10; asked += 2) {
      answers.push(...(await Promise.all([me(world.gateway.url, token), me(second.url, token)])));
    }
    const statuses = statusesOf(answers);
    expect(statuses.filter((status) => status === 200)).toHaveLength(personCount);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    expect((await me(second.url, await newcomer()))?.status).toBe(200);
  });

  test('are of the client that a trusted proxy names, before it is asked who sends a request', async () => {
    const flooding = newAddress();
    const answers: (Answer | null)[] = [];
    for (let asked = 0; asked < addressCount + 20; asked += 20) {
      answers.push(...(await Promise.all(Array.from({ length: 20 }, () => me(world.gateway.url, null, flooding)))));
    }
    const statuses = statusesOf(answers);
    expect(statuses.filter((status) => status === 401)).toHaveLength(addressCount);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    const refused = await me(world.gateway.url, await newcomer(), flooding);
    expect(refused?.headers.get('ratelimit')).toMatch(/^"address";r=0;t=\d+$/);
    expect((await me(world.gateway.url, await newcomer()))?.status).toBe(200);
    expect(await statusOf(world.gateway.url)).toBe(200);
  });

  test('are of the connection where no proxy is trusted, whatever else a client claims', async () => {
    const answers: (Answer | null)[] = [];
    for (let asked = 0; asked < addressCount + 20; asked += 20) {
      answers.push(...(await Promise.all(Array.from({ length: 20 }, () => me(second.url, null)))));
    }
    expect(new Set(statusesOf(answers))).toEqual(new Set([401, 429]));
    // The other one hears of clients from its proxy, and counts them by themselves.
    expect((await me(world.gateway.url, await newcomer()))?.status).toBe(200);
  });
});

describe('a Redis that fails', () => {
  /** Views of a child without pause, each by somebody new, until the work is done. */
  async function underLoad(
    work: (someMore: () => Promise<void>) => Promise<void>,
  ): Promise<readonly (Answer | null)[]> {
    const tokens = await Promise.all(Array.from({ length: 20 }, newcomer));
    const answers: (Answer | null)[] = [];
    let isOver = false;
    const asking = Array.from({ length: 4 }, async (_, first) => {
      for (let each = first; !isOver; each += 1) {
        const token = tokens[each % tokens.length] ?? null;
        // Slow enough that nobody comes near their own limit, which is not what this is about.
        await wait(100);
        answers.push(await askAnew(world.gateway.url, token, viewQuery, variables, newAddress()));
      }
    });
    try {
      await work(() => {
        const before = answers.length;
        return until(() => answers.length >= before + 8);
      });
    } finally {
      isOver = true;
      await Promise.all(asking);
    }
    return answers;
  }
  const wrongIn = (answers: readonly (Answer | null)[]) =>
    answers
      .filter((answer) => answer?.data?.['childByIdentifier']?.identity.givenName !== givenName)
      .map((answer) => answer?.text);

  test('is killed and restarted under load: every request is answered, and counted again afterwards', async () => {
    const answers = await underLoad(async (someMore) => {
      await someMore();
      await redis.kill();
      await until(() => isWarned('REDIS_UNAVAILABLE'));
      expect(await statusOf(world.gateway.url)).toBe(200);
      await someMore();
      await redis.start();
      await until(async () => !(await isWarned('REDIS_UNAVAILABLE')));
      await someMore();
    });
    expect(wrongIn(answers)).toEqual([]);
    expect(logged(world, 'REDIS_UNAVAILABLE').length).toBeGreaterThan(0);

    const token = await newcomer();
    await until(async () => !(await isWarned('REDIS_UNAVAILABLE')));
    await Promise.all(Array.from({ length: 30 }, () => me(world.gateway.url, token)));
    const left = Number(/r=(\d+)/.exec((await me(world.gateway.url, token))?.headers.get('ratelimit') ?? '')?.[1]);
    expect(left).toBeLessThanOrEqual(personCount - 31);
    const inRedis = await redis.client().keys('childview:limit:person:*');
    expect(inRedis.length).toBeGreaterThan(0);
  });

  test('hangs under load: no request waits for it longer than a command may take', async () => {
    const answers = await underLoad(async (someMore) => {
      await someMore();
      redis.freeze();
      await until(() => isWarned('REDIS_UNAVAILABLE'));
      await someMore();
      redis.thaw();
      await until(async () => !(await isWarned('REDIS_UNAVAILABLE')));
    });
    expect(wrongIn(answers)).toEqual([]);
  });

  test('is not there at the start: the gateway starts, warns, and limits by itself', async () => {
    const config = JSON.parse(readFileSync(join(world.directory, 'gateway.yaml'), 'utf8'));
    const file = join(world.directory, 'without-redis.yaml');
    writeFileSync(file, JSON.stringify({ ...config, redis: { ...config.redis, url: 'redis://127.0.0.1:1' } }));
    const alone = await startServer('src/main.ts', ['--config', file]);
    try {
      expect(await readinessOf(alone.url)).toMatchObject({
        status: 'READY',
        warnings: ['REDIS_UNAVAILABLE', 'REVOCATIONS_STALE'],
      });
      const token = await newcomer();
      const answers: (Answer | null)[] = [];
      for (let asked = 0; asked < personCount + 5; asked += 1) answers.push(await me(alone.url, token));
      expect(statusesOf(answers).filter((status) => status === 429)).toHaveLength(5);
    } finally {
      await alone.stop();
    }
  });
});

describe('a revocation in Redis', () => {
  const revoke = (...args: readonly string[]) =>
    run(process.execPath, ['scripts/revoke.ts', '--config', join(world.directory, 'gateway.yaml'), ...args]);

  test('is heeded by all gateways in the time that the command promises, and goes on while Redis is gone', async () => {
    const [bySession, bySubject, byToken] = [
      await world.tokenWith({ ...claims, sid: 'session-of-a-stolen-phone' }),
      await newcomer(),
      await newcomer(),
    ];
    const tokenFile = join(world.directory, 'stolen.token');
    const { iss = '', sub } = decodeJwt(bySubject);
    for (const token of [bySession, bySubject, byToken]) expect((await me(world.gateway.url, token))?.status).toBe(200);

    await revoke('--issuer', decodeJwt(bySession).iss ?? '', '--session', 'session-of-a-stolen-phone');
    await revoke('--subject', `${iss}|${sub}`);
    writeFileSync(tokenFile, byToken);
    const { stdout } = await revoke('--token', tokenFile);
    writeFileSync(tokenFile, '');
    await wait(Number(/from (\d+) seconds/.exec(stdout)?.[1]) * 1000);
    for (const token of [bySession, bySubject, byToken]) {
      expect((await me(world.gateway.url, token))?.status).toBe(401);
      // Its clients share an address, which may be over its limit by now.
      expect([401, 429]).toContain((await me(second.url, token))?.status);
    }

    await redis.kill();
    await until(() => isWarned('REDIS_UNAVAILABLE'));
    for (const token of [bySession, bySubject, byToken]) expect((await me(world.gateway.url, token))?.status).toBe(401);
    expect((await me(world.gateway.url, await newcomer()))?.status).toBe(200);
    await expect(revoke('--subject', `${iss}|${sub}`)).rejects.toMatchObject({ code: 1 });
    await redis.start();
    await until(async () => !(await isWarned('REDIS_UNAVAILABLE')));
  });
});

describe('what Redis holds', () => {
  test('is counts and hashes: no case data, no reason, nobody’s name, no address, no token', async () => {
    const token = await newcomer();
    const from = newAddress();
    const at = world.gateway.url;
    const details = { givenName: 'Trent', familyName: 'Quillfeather', dateOfBirth: '2019-01-01', postcode: 'WX4 7DN' };
    expect((await askAnew(at, token, viewQuery, variables, from))?.status).toBe(200);
    await askAnew(at, token, searchQuery, { by: details, why: 'zq-reason search' }, from);
    await askAnew(at, token, viewQuery, { ...variables, value: 'zq-no-number' }, from);
    const contents = await contentsOf(redis.client());
    expect(contents.length).toBeGreaterThan(200);

    const { iss = '', sub = '', jti } = decodeJwt(token);
    const persons = [iss, new URL(iss).host, sub, String(jti), token.slice(0, 40), token.slice(-40), 'ODS:Y99001'];
    const inputs = ['zq-', 'Quillfeather', 'WX4', trent ?? '', from['x-forwarded-for'], '198.18.', '127.0.0.1'];
    const found = [...plantedMarkers().filter((marker) => marker.length > 5), ...persons, ...inputs].filter(
      (canary) => canary !== '' && contents.includes(canary),
    );
    expect(found).toEqual([]);
    // The same search finds what is there.
    expect(contents.includes('childview:limit:person-searches:')).toBe(true);
  });
});
