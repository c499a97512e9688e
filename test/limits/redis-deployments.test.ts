import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openForCommand } from '../../scripts/redis-fault.ts';
import { openRedis, type RedisSettings, type SharedRedis } from '../../src/limits/open-redis.ts';
import { freePort } from '../harness/free-port.ts';
import { type RedisServer, startRedis } from '../harness/redis.ts';
import { until } from '../harness/until.ts';

/** Redis as it is deployed: over TLS, and with Sentinels that name another server when one is lost. */

const directory = mkdtempSync(join(process.env['CHILDVIEW_TEST_DIRECTORY'] ?? tmpdir(), 'redis-deployments-'));
const file = (name: string): string => join(directory, name);
const pem = (name: string): string => readFileSync(file(name), 'utf8');
const servers: RedisServer[] = [];
const opened: SharedRedis[] = [];
afterAll(async () => {
  for (const redis of opened) redis.close();
  for (const server of servers) await server.stop();
});

async function started(...args: readonly string[]): Promise<RedisServer> {
  const server = await startRedis(args);
  servers.push(server);
  return server;
}

type Change = { readonly isUsable: boolean; readonly cause: string };
async function open(settings: Partial<RedisSettings> & Pick<RedisSettings, 'url'>): Promise<{
  readonly redis: SharedRedis;
  readonly changes: readonly Change[];
}> {
  const changes: Change[] = [];
  const redis = await openRedis(
    { username: null, password: null, tls: undefined, keyPrefix: 'test', commandTimeoutMs: 1000, ...settings },
    { waitMs: 5000, onChange: (change) => changes.push(change) },
  );
  opened.push(redis);
  return { redis, changes };
}

const set = (redis: SharedRedis, value: string) => redis.attempt((client) => client.set('test:key', value));
const get = (redis: SharedRedis) => redis.attempt((client) => client.get('test:key'));

describe('Redis over TLS', () => {
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const openssl = (...args: readonly string[]): void =>
    void execFileSync('openssl', args, { stdio: 'ignore', cwd: directory });
  const authority = (name: string): void =>
    openssl('req', '-x509', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.pem`, '-subj', `/CN=${name}`);
  const certificate = (name: string, by: string, altName: string): void => {
    openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    writeFileSync(file(`${name}.ext`), `subjectAltName=${altName}\n`);
    const signed = ['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial', '-days', '2'];
    openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, '-extfile', `${name}.ext`, ...signed);
  };
  const tlsOf = (ca: string, own: string | null) => ({
    ca: pem(`${ca}.pem`),
    certificate: own === null ? undefined : pem(`${own}.pem`),
    key: own === null ? undefined : pem(`${own}.key`),
  });
  let url: string;
  let plain: string;

  beforeAll(async () => {
    authority('stores');
    authority('strangers');
    certificate('redis', 'stores', 'IP:127.0.0.1');
    certificate('gateway', 'stores', 'DNS:gateway.example');
    certificate('stranger', 'strangers', 'DNS:gateway.example');
    const port = await freePort();
    const of = (name: string): string => file(name);
    const authorities = ['--tls-auth-clients', 'yes', '--tls-ca-cert-file', of('stores.pem')];
    const own = ['--tls-cert-file', of('redis.pem'), '--tls-key-file', of('redis.key')];
    const server = await started('--tls-port', String(port), ...authorities, ...own);
    url = `rediss://127.0.0.1:${port}/0`;
    plain = `redis://127.0.0.1:${port}/0`;
    expect(server.port).not.toBe(port);
  });

  it('is spoken to with the own authority and a certificate', async () => {
    const { redis } = await open({ url, tls: tlsOf('stores', 'gateway') });
    expect([await set(redis, 'over TLS'), await get(redis), redis.isUsable()]).toEqual(['OK', 'over TLS', true]);
  });

  it.each<[string, () => { readonly url: string; readonly tls?: RedisSettings['tls'] }]>([
    ['whose certificate is of another authority', () => ({ url, tls: tlsOf('strangers', 'gateway') })],
    ['of whose authority nothing is said', () => ({ url })],
    ['that knows the authority of no certificate of ours', () => ({ url, tls: tlsOf('stores', 'stranger') })],
    ['that wants a certificate, and is shown none', () => ({ url, tls: tlsOf('stores', null) })],
    ['without TLS', () => ({ url: plain })],
  ])('is not used: one %s', async (_what, settings) => {
    const { redis, changes } = await open(settings());
    expect([await set(redis, 'unsaid'), redis.isUsable()]).toEqual([null, false]);
    expect(changes[0]).toMatchObject({ isUsable: false, cause: expect.stringMatching(/^[A-Z_0-9]+$/) });
    redis.close();
  });

  it('is not used either where the environment switches the check of certificates off', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    try {
      const { redis } = await open({ url, tls: tlsOf('strangers', 'gateway') });
      expect([await set(redis, 'unsaid'), redis.isUsable()]).toEqual([null, false]);
      redis.close();
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it.each<[string, RegExp, () => Partial<RedisSettings>]>([
    ['another authority', /^TLS with Redis fails: check `redis\.tls`,/, () => ({ tls: tlsOf('strangers', 'gateway') })],
    [
      'a certificate that is not known',
      /^(?:TLS with Redis fails|Redis ended the connection, or did not answer): .*`redis\.tls`,/,
      () => ({ tls: tlsOf('stores', 'stranger') }),
    ],
    [
      'no TLS',
      /^Redis (?:could not be reached|ended the connection, or did not answer): .*`rediss:`/,
      () => ({ url: plain }),
    ],
  ])('is told by a command as the cause: %s', async (_what, text, differs) => {
    const settings = { username: null, password: null, tls: undefined, keyPrefix: 'test', commandTimeoutMs: 1000 };
    const { redis, fault } = await openForCommand({ ...settings, url, ...differs() });
    opened.push(redis);
    expect(await get(redis)).toBeNull();
    expect(fault()).toMatch(text);
    expect(fault()).toMatch(/ \([A-Z_0-9]+\)$/);
    redis.close();
  });
});

describe('Redis with Sentinels', () => {
  it('is had again from the server that they name when the one written to is lost', async () => {
    const first = await started();
    const second = await started('--replicaof', '127.0.0.1', String(first.port));
    const config = file('sentinel.conf');
    const words = [
      `sentinel monitor stores 127.0.0.1 ${first.port} 1`,
      'sentinel down-after-milliseconds stores 300',
      'sentinel failover-timeout stores 1000',
    ];
    writeFileSync(config, `${words.join('\n')}\n`);
    // A Sentinel is the same program; it writes what it learns to its file.
    const sentinel = await startSentinel(config);
    const nobody = await freePort();
    const { redis, changes } = await open({
      url: 'redis://stores/0',
      sentinels: [`127.0.0.1:${nobody}`, `127.0.0.1:${sentinel}`],
      commandTimeoutMs: 200,
    });
    expect(await set(redis, 'before')).toBe('OK');
    await until(async () => (await second.client().get('test:key')) === 'before');
    await until(async () => (await sentinelSees(sentinel)) === 1);

    await first.kill();
    expect(await set(redis, 'meanwhile')).toBeNull();
    await until(async () => (await set(redis, 'after')) === 'OK');
    expect(await second.client().get('test:key')).toBe('after');
    expect(changes.map(({ isUsable }) => isUsable)).toEqual([true, false, true]);
  });

  it('is not used where they know no such group', async () => {
    const config = file('other.conf');
    writeFileSync(config, '');
    const { redis } = await open({
      url: 'redis://elsewhere/0',
      sentinels: [`127.0.0.1:${await startSentinel(config)}`],
    });
    expect([await set(redis, 'unsaid'), redis.isUsable()]).toEqual([null, false]);
    redis.close();
  });

  const sentinels = new Map<number, RedisServer>();
  async function startSentinel(config: string): Promise<number> {
    const server = await startRedis(['--sentinel'], config);
    servers.push(server);
    sentinels.set(server.port, server);
    return server.port;
  }
  /** How many copies of the written server it knows. */
  async function sentinelSees(port: number): Promise<number> {
    const replicas = (await sentinels.get(port)?.client().call('SENTINEL', 'REPLICAS', 'stores')) as readonly unknown[];
    return replicas.length;
  }
});
