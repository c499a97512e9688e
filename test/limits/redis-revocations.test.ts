import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHashKey } from '../../src/limits/hashed-key.ts';
import { openRedis, type SharedRedis } from '../../src/limits/open-redis.ts';
import { markOf, type Revocation } from '../../src/limits/revocation.ts';
import { openRevocationList, type RevocationList } from '../../src/limits/revocation-list.ts';
import { addRedisRevocation, createRedisRevocations } from '../../src/limits/revocation-redis.ts';
import { contentsOf, type RedisServer, startRedis } from '../harness/redis.ts';
import { until } from '../harness/until.ts';

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

describe('npm run revoke', () => {
  const directory = mkdtempSync(join(process.env['CHILDVIEW_TEST_DIRECTORY'] ?? tmpdir(), 'revoke-'));
  const revocations = join(directory, 'revoked.jsonl');
  const base = 'https://issuers.example';
  const known = `${base}/nhs`;
  const written = (name: string, text: string): string => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };
  const configFile = (differs: object = {}): string =>
    written(
      'gateway.yaml',
      JSON.stringify({
        environment: 'development',
        dataDirectory: directory,
        identity: { issuerBase: base, audience: 'aud' },
        agencies: [
          { name: 'north', url: 'http://127.0.0.1:1/', contract: 'north.graphql', dialect: 'PLAIN', schemes: ['A_ID'] },
        ],
        revocations: { file: revocations },
        ...differs,
      }),
    );
  type Ran = { readonly code: number; readonly out: string; readonly err: string };
  const revokeBy = (config: string, ...args: readonly string[]): Promise<Ran> =>
    new Promise((done) => {
      const command = ['scripts/revoke.ts', '--config', config, ...args];
      execFile(process.execPath, command, { cwd: resolve(import.meta.dirname, '../..') }, (error, out, err) => {
        done({ code: error === null ? 0 : Number(error.code), out, err });
      });
    });
  const revoke = (...args: readonly string[]) => revokeBy(configFile(), ...args);
  const inFile = (): string => (existsSync(revocations) ? readFileSync(revocations, 'utf8') : '');
  const tokenOf = (claims: object): string =>
    written('one.token', new UnsecuredJWT({ ...claims }).setSubject('ann').encode());

  test.each([
    ['--subject', () => ['--subject', `${known}s|ann`]],
    ['--subject', () => ['--subject', 'nhs|ann']],
    ['--issuer', () => ['--issuer', `${known}/`, '--session', 'lost']],
    ['--issuer', () => ['--issuer', base, '--jti', 'one']],
    ['--token', () => ['--token', tokenOf({ iss: `${known}s`, jti: 'one' })]],
  ])(
    'with an issuer in %s that the protocol does not have revokes nothing, and lists those it has',
    async (name, args) => {
      const before = inFile();
      const { code, out, err } = await revoke(...args());
      expect([code, out, inFile()]).toEqual([1, '', before]);
      expect(err).toMatch(new RegExp(`^${name}: no gateway knows this issuer; nothing is revoked\\. .*one of: .+\\n$`));
      expect(err.trim().split(/[ ,]+/)).toEqual(expect.arrayContaining([known, `${base}/schools`]));
    },
  );

  test.each([
    ['a subject', () => ['--subject', `${known}|ann|with a bar`]],
    ['a session', () => ['--issuer', known, '--session', 'lost']],
    ['a token', () => ['--token', tokenOf({ iss: known, jti: 'one' })]],
  ])('revokes %s of an issuer that the protocol has', async (_what, args) => {
    const before = inFile();
    const { code, out, err } = await revoke(...args());
    expect([code, err, out]).toEqual([0, '', expect.stringMatching(/^Revoked\. /)]);
    expect(inFile().length).toBeGreaterThan(before.length);
  });

  test('warns and revokes where the protocol cannot be loaded', async () => {
    const before = inFile();
    const config = configFile({ protocolDirectory: join(directory, 'no-protocol') });
    const { code, out, err } = await revokeBy(config, '--subject', `${base}/unknown|ann`);
    expect([code, out]).toEqual([0, expect.stringMatching(/^Revoked\. /)]);
    expect(err).toMatch(/^Warning: the protocol in .*no-protocol cannot be loaded; .*\n$/);
    expect(inFile().length).toBeGreaterThan(before.length);
  });

  test('names a token that cannot be read, or that is none, and quotes nothing of it', async () => {
    const before = inFile();
    const absent = join(directory, 'absent.token');
    expect(await revoke('--token', absent)).toEqual({
      code: 1,
      out: '',
      err: `--token: ${absent} cannot be read. Name a file with the token, or - for standard input.\n`,
    });
    const none = written('none.token', 'Bearer planted-token');
    expect(await revoke('--token', none)).toEqual({
      code: 1,
      out: '',
      err: `--token: ${none} holds no token (JWT). Give it alone, as it was sent, without "Bearer".\n`,
    });
    expect((await revoke('--token', tokenOf({ iss: known }))).err).toBe(
      '--token: the token has no iss or no jti; revoke its session or its subject.\n',
    );
    expect(inFile()).toBe(before);
  });

  test('names the key of a file that cannot be written', async () => {
    const file = join(written('no-directory', ''), 'revoked.jsonl');
    const ran = await revokeBy(configFile({ revocations: { file } }), '--subject', `${known}|ann`);
    expect(ran).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^revocations\.file: .* cannot be written; /),
    });
  });

  test('says why Redis could not be asked, and that nothing is revoked', async () => {
    const ran = await revokeBy(configFile({ redis: { url: 'redis://127.0.0.1:1/0' } }), '--subject', `${known}|ann`);
    expect(ran).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^Redis could not be reached: .*\(ECONNREFUSED\); nothing is revoked\./),
    });
  });
});
