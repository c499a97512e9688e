import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { type JoinedDocuments, joinDocuments } from '../../src/join-documents.ts';
import { type RedisServer, startRedis } from '../harness/redis.ts';
import { until } from '../harness/until.ts';

/** The manifest of trusted documents in a Redis that several gateways share. */

const root = resolve(import.meta.dirname, '../..');
const directory = mkdtempSync(join(process.env['CHILDVIEW_TEST_DIRECTORY'] ?? tmpdir(), 'shared-documents-'));
const [one, two, three] = ['{ me { organisation } }', '{ protocol { version } }', '{ me { roles } }'];
const idOf = (text: string): string => hash('sha256', text, 'hex');
const manifestOf = (...texts: readonly string[]): string =>
  JSON.stringify(Object.fromEntries(texts.map((text) => [idOf(text), text])));
const written = (name: string, text: string): string => {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
};

let redis: RedisServer;
const opened: JoinedDocuments[] = [];
const events: string[] = [];
const told: string[] = [];
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());
beforeEach(async () => {
  events.length = 0;
  told.length = 0;
  await redis.client().flushall();
});
afterEach(async () => {
  for (const documents of opened.splice(0)) await documents.stop();
});

const configFile = (trustedDocuments: object): string =>
  written(
    'gateway.yaml',
    JSON.stringify({
      environment: 'development',
      dataDirectory: directory,
      identity: { issuerBase: 'http://127.0.0.1:1', audience: 'aud' },
      agencies: [
        { name: 'north', url: 'http://127.0.0.1:1/', contract: 'north.graphql', dialect: 'PLAIN', schemes: ['A_ID'] },
      ],
      redis: { url: redis.url },
      trustedDocuments: { mode: 'enforce', redis: true, pollMs: 100, ...trustedDocuments },
    }),
  );

/** As a gateway opens them; of `refused` texts its schema knows nothing. */
async function open(trustedDocuments: object = {}, refused: readonly string[] = []): Promise<JoinedDocuments> {
  const note = (event: string): void => void events.push(event);
  const joined = await joinDocuments(loadConfig(configFile(trustedDocuments), {}), {
    apollo: { faultsIn: (text) => (refused.includes(text) ? ['It is not valid.'] : []) },
    log: { debug: note, info: note, warn: note, error: note },
    tell: (text) => void told.push(text),
  });
  opened.push(joined);
  return joined;
}

const trusts = ({ documents }: JoinedDocuments, text: string): boolean =>
  documents.resolve({ documentId: idOf(text) }).kind === 'BODY' && documents.resolve({ query: text }).kind === 'BODY';

function run(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  return new Promise((done) => {
    execFile(process.execPath, ['scripts/documents.ts', ...args], { cwd: root }, (error, out, err) => {
      done({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}
const publish = (...texts: readonly string[]) =>
  run('publish', '--config', configFile({}), written('manifest.json', manifestOf(...texts)));

describe('a manifest in Redis', () => {
  it('is published by a command from several files, listed with its version, and read by gateways', async () => {
    const files = [written('first.json', manifestOf(one)), written('second.json', manifestOf(two))];
    const published = await run('publish', '--config', configFile({}), ...files);
    expect(published).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Published version [0-9a-f]{16}, 2 documents\.\n$/),
    });
    const listed = await run('list', '--config', configFile({}));
    const [version = ''] = /[0-9a-f]{16}/.exec(published.out) ?? [];
    expect(listed.out.trim().split('\n')).toEqual([`version ${version}, 2 documents`, ...[one, two].map(idOf).sort()]);

    const gateway = await open();
    expect([one, two, three].map((text) => trusts(gateway, text))).toEqual([true, true, false]);
  });

  it('takes the place of the former one in running gateways, as a whole', async () => {
    await publish(one, two);
    const gateways = [await open(), await open()];
    await publish(two, three);
    for (const gateway of gateways) {
      await until(() => trusts(gateway, three));
      expect([one, two, three].map((text) => trusts(gateway, text))).toEqual([false, true, true]);
      expect(gateway.warnings()).toEqual([]);
    }
  });

  it('with a document that would be refused changes nothing, and is reported', async () => {
    await publish(one);
    const gateway = await open({}, [two]);
    await publish(one, two);
    await until(() => gateway.warnings().length > 0);
    expect([trusts(gateway, one), trusts(gateway, two), gateway.warnings()]).toEqual([
      true,
      false,
      ['TRUSTED_DOCUMENTS_REFUSED'],
    ]);
    expect(told.join()).not.toContain(two);
    await publish(one, three);
    await until(() => trusts(gateway, three));
    expect(gateway.warnings()).toEqual([]);
  });

  it('that somebody wrote without the gateways’ key is not taken, nor one whose text was altered', async () => {
    await publish(one);
    const gateway = await open();
    const client = redis.client();
    const key = 'childview:{documents}:manifest';
    await client.hset(key, 'version', 'f'.repeat(16), 'text', manifestOf(one, two), 'mark', 'x'.repeat(43));
    await until(() => gateway.warnings().length > 0);
    expect([trusts(gateway, one), trusts(gateway, two)]).toEqual([true, false]);
    expect((await run('list', '--config', configFile({}))).err).toContain('not published with redis.hashingKeyFile');
    await expect(open()).rejects.toThrow(/does not start open/);
  });
});

describe('the command', () => {
  it('counts one document as one', async () => {
    expect((await publish(one)).out).toMatch(/, 1 document\.\n$/);
    expect((await run('list', '--config', configFile({}))).out).toMatch(/, 1 document\n/);
  });

  it('names a manifest that cannot be read, and publishes nothing', async () => {
    await publish(one);
    const absent = join(directory, 'absent.json');
    const published = await run(
      'publish',
      '--config',
      configFile({}),
      written('manifest.json', manifestOf(two)),
      absent,
    );
    expect(published).toEqual({
      code: 1,
      out: '',
      err: `MANIFEST: ${absent} cannot be read, and nothing is published. Correct the path, or the rights to it.\n`,
    });
    expect((await run('list', '--config', configFile({}))).out).toContain(idOf(one));
  });

  it('tells refused credentials and a Redis that is not there apart, and no password', async () => {
    const guarded = await startRedis(['--requirepass', 'planted-password']);
    const withRedis = async (redisSettings: object) => {
      const config = { ...JSON.parse(readFileSync(configFile({}), 'utf8')), redis: redisSettings };
      return run('list', '--config', written('other.yaml', JSON.stringify(config)));
    };
    try {
      const passwordFile = written('password', 'planted-password\n');
      const wrongFile = written('wrong', 'another-password\n');
      for (const file of [passwordFile, wrongFile]) chmodSync(file, 0o600);
      const { url } = guarded;
      expect(await withRedis({ url, passwordFile })).toMatchObject({ code: 1, err: 'There is no manifest.\n' });
      const credentials =
        'Redis refuses the credentials: check `redis.username` and the password in `redis.passwordFile`';
      expect(await withRedis({ url, passwordFile: wrongFile })).toEqual({
        code: 1,
        out: '',
        err: `${credentials} (WRONGPASS).\n`,
      });
      expect(await withRedis({ url })).toEqual({ code: 1, out: '', err: `${credentials} (NOAUTH).\n` });
      expect(await withRedis({ url: 'redis://127.0.0.1:1/0' })).toEqual({
        code: 1,
        out: '',
        err: 'Redis could not be reached: check `redis.url` (`rediss:` where it has TLS) and `redis.sentinels`, the network, and that it runs (ECONNREFUSED).\n',
      });
    } finally {
      await guarded.stop();
    }
  });
});

describe('a Redis that fails', () => {
  it('while gateways run leaves in force what was read last; empty again, it takes nothing away', async () => {
    await publish(one);
    const gateway = await open();
    await redis.kill();
    await gateway.look();
    await gateway.look();
    expect([trusts(gateway, one), trusts(gateway, two), events]).toEqual([true, false, []]);
    expect(await publish(two)).toMatchObject({ code: 1, err: expect.stringContaining('what was there stays') });

    await redis.start();
    await until(() => gateway.warnings().length > 0);
    expect([trusts(gateway, one), gateway.warnings()]).toEqual([true, ['TRUSTED_DOCUMENTS_REFUSED']]);
    expect((await publish(two)).code).toBe(0);
    await until(() => trusts(gateway, two));
    expect([trusts(gateway, one), gateway.warnings()]).toEqual([false, []]);
  });

  it('at the start leaves the file, and without one no gateway starts, rather than an open one', async () => {
    await expect(open()).rejects.toThrow(/does not start open/);
    await redis.kill();
    await expect(open()).rejects.toThrow(/does not start open/);
    const gateway = await open({ file: written('fallback.json', manifestOf(one)) });
    expect([trusts(gateway, one), trusts(gateway, two)]).toEqual([true, false]);
    await redis.start();
    await publish(two);
    await until(() => trusts(gateway, two));
    expect(trusts(gateway, one)).toBe(false);
  });
});

describe('the configuration', () => {
  it('of a shared manifest needs a Redis, and no file', () => {
    expect(() => loadConfig(configFile({}), { CHILDVIEW__REDIS: 'null' })).toThrow(/trustedDocuments\.redis/);
    expect(loadConfig(configFile({}), {}).trustedDocuments).toMatchObject({ redis: true, mode: 'enforce' });
  });
});
