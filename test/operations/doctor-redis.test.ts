import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askDoctor, type Finding } from '../harness/ask-doctor.ts';
import { contentsOf, type RedisServer, startRedis } from '../harness/redis.ts';

const directory = mkdtempSync(join(process.env['CHILDVIEW_TEST_DIRECTORY'] ?? tmpdir(), 'doctor-redis-'));
const file = (name: string): string => join(directory, name);

/** What the doctor says of Redis; nothing else is there to be found. */
async function about(redis: object | undefined, more: object = {}): Promise<readonly Finding[]> {
  const health = { name: 'health', url: 'http://127.0.0.1:1/', contract: 'a.graphql', dialect: 'PLAIN' };
  const config = {
    environment: 'development',
    dataDirectory: directory,
    identity: { issuerBase: 'http://127.0.0.1:1', audience: 'childview' },
    agencies: [{ ...health, schemes: ['NHS_NUMBER'] }],
    ...(redis === undefined ? {} : { redis: { hashingKeyFile: file('redis.key'), ...redis } }),
    ...more,
  };
  writeFileSync(file('gateway.yaml'), JSON.stringify(config));
  return (await askDoctor(file('gateway.yaml'))).filter(({ what }) => what.startsWith('Redis'));
}

const named = 'Redis (limits, revocations)';
const toMend = (findings: readonly Finding[]): readonly Finding[] => findings.filter(({ state }) => state === 'MEND');
/** The user of docs/operations/limits.md. */
const rights =
  '-@all +get +set +hget +hmget +hgetall +hset +hdel +incrby +pttl +expire +eval +evalsha +multi +exec +ping +info +select +client';

function certificates(): void {
  const openssl = (...args: readonly string[]): void =>
    void execFileSync('openssl', args, { stdio: 'ignore', cwd: directory });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  for (const name of ['ours', 'strangers'])
    openssl('req', '-x509', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.pem`, '-subj', `/CN=${name}`);
  openssl('req', ...newKey, '-keyout', 'redis-tls.key', '-out', 'redis-tls.csr', '-subj', '/CN=redis');
  writeFileSync(file('names'), 'subjectAltName=IP:127.0.0.1\n');
  const by = ['-CA', 'ours.pem', '-CAkey', 'ours.key', '-CAcreateserial', '-days', '2', '-extfile', 'names'];
  openssl('x509', '-req', '-in', 'redis-tls.csr', '-out', 'redis-tls.pem', ...by);
}

describe('the doctor, of a Redis for limits and revocations', () => {
  let plain: RedisServer;
  let secured: RedisServer;
  let securedUrl: string;
  const servers: RedisServer[] = [];
  const start = async (...args: readonly string[]): Promise<RedisServer> => {
    const server = await startRedis(args);
    servers.push(server);
    return server;
  };

  beforeAll(async () => {
    writeFileSync(file('redis.key'), `${'ab'.repeat(32)}\n`, { mode: 0o600 });
    for (const name of ['right', 'wrong']) writeFileSync(file(name), `${name}-password\n`, { mode: 0o600 });
    certificates();
    plain = await start();
    const tls = ['--tls-cert-file', file('redis-tls.pem'), '--tls-key-file', file('redis-tls.key')];
    // The port that a Redis had which is gone.
    const gone = await startRedis();
    await gone.stop();
    secured = await start('--tls-port', String(gone.port), '--tls-auth-clients', 'no', ...tls);
    securedUrl = `rediss://127.0.0.1:${gone.port}/0`;
    await plain
      .client()
      .call('ACL', 'SETUSER', 'gateway', 'on', '>right-password', '~childview:*', ...rights.split(' '));
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
  });

  it('says nothing where there is none', async () => {
    expect(await about(undefined)).toEqual([]);
  });

  it('finds nothing to mend where it is as the page on it says, names what it is for, and writes nothing', async () => {
    const own = { url: plain.url, username: 'gateway', passwordFile: file('right') };
    const findings = await about(own);
    expect(toMend(findings)).toEqual([]);
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ what: named, state: 'OK' }),
        expect.objectContaining({ what: `${named}: rights`, state: 'OK' }),
        // This one keeps nothing on a disk.
        expect.objectContaining({ what: `${named}: disk`, state: 'ADVICE' }),
      ]),
    );
    expect((await contentsOf(plain.client())).length).toBe(0);
    const [shared] = await about(own, { trustedDocuments: { mode: 'log', redis: true } });
    expect(shared?.what).toBe('Redis (limits, revocations, trusted documents)');
  });

  it('says that it does not answer, and makes no key to find that out', async () => {
    const nowhere = { url: 'redis://127.0.0.1:9' };
    expect(await about(nowhere)).toMatchObject([
      {
        what: named,
        state: 'MEND',
        detail: 'cannot be asked (ECONNREFUSED)',
        fix: expect.stringContaining('redis.url'),
      },
    ]);
    expect(await about({ ...nowhere, hashingKeyFile: file('not-made.key') })).toMatchObject([
      { what: named, state: 'NOT_CHECKED' },
    ]);
    expect(existsSync(file('not-made.key'))).toBe(false);
  });

  it('says that credentials are refused, or asked for', async () => {
    const refused = {
      what: named,
      state: 'MEND',
      fix: expect.stringContaining('Redis refuses the credentials: check `redis.username`'),
    };
    const own = { url: plain.url, username: 'gateway' };
    expect(await about({ ...own, passwordFile: file('wrong') })).toMatchObject([refused]);
    await plain.client().call('ACL', 'SETUSER', 'default', 'resetpass', '>right-password');
    expect(await about({ url: plain.url })).toMatchObject([refused]);
    expect(await about({ ...own, passwordFile: file('none') })).toMatchObject([
      { what: named, state: 'MEND', detail: expect.stringContaining(file('none')) },
    ]);
  });

  it('names what its user may not do', async () => {
    const admin = secured.client();
    const user = async (name: string, ...more: readonly string[]) => {
      await admin.call('ACL', 'SETUSER', name, 'on', '>right-password', ...rights.split(' '), ...more);
      const own = { url: secured.url, username: name, passwordFile: file('right') };
      return toMend(await about(own));
    };
    expect(await user('reader', '~childview:*', '-hset', '-incrby')).toMatchObject([
      { what: `${named}: rights`, detail: 'the user may not HSET, INCRBY' },
    ]);
    expect(await user('stranger', '~other:*')).toMatchObject([{ fix: expect.stringContaining('limits.md') }]);
    expect(await user('mute', '~childview:*', '-eval')).toMatchObject([
      { what: named, detail: 'cannot be asked (NOPERM)' },
    ]);
  });

  it('says that it is a replica, which takes no revocation', async () => {
    const replica = await start('--replicaof', '127.0.0.1', String(secured.port));
    expect(toMend(await about({ url: replica.url }))).toMatchObject([{ what: `${named}: primary` }]);
  });

  it('asks by TLS as the gateway does, and says where that fails', async () => {
    const found = await about({ url: securedUrl, tls: { caFile: file('ours.pem') } });
    expect(found[0]).toMatchObject({ what: named, state: 'OK' });
    expect(toMend(found)).toEqual([]);
    const amiss = { what: named, state: 'MEND', fix: expect.stringContaining('`redis.tls`') };
    expect(await about({ url: securedUrl, tls: { caFile: file('strangers.pem') } })).toMatchObject([amiss]);
    expect(await about({ url: securedUrl })).toMatchObject([amiss]);
    expect(await about({ url: securedUrl.replace('rediss:', 'redis:') })).toMatchObject([amiss]);
    expect(await about({ url: plain.url.replace('redis:', 'rediss:') })).toMatchObject([amiss]);
  });
});
