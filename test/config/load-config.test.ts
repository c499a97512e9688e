import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { configKeys } from '../../src/config/config-keys.ts';
import { loadConfig } from '../../src/config/load-config.ts';

const projectRoot = resolve(import.meta.dirname, '../..');
const shipped = join(projectRoot, 'config/development.yaml');
const directory = mkdtempSync(join(tmpdir(), 'childview-config-'));
afterAll(() => rmSync(directory, { recursive: true }));

let files = 0;
const fileWith = (text: string): string => {
  files += 1;
  const file = join(directory, `config-${files}.yaml`);
  writeFileSync(file, text);
  return file;
};
const minimal = {
  environment: 'development',
  identity: { issuerBase: 'http://127.0.0.1:4100', audience: 'aud' },
  agencies: [
    {
      name: 'north',
      url: 'http://127.0.0.1:1/graphql',
      contract: 'north.graphql',
      dialect: 'PLAIN',
      schemes: ['A_ID'],
    },
  ],
};
const load = (written: unknown, environment: Readonly<Record<string, string>> = {}) =>
  loadConfig(fileWith(JSON.stringify(written)), environment);
const faultsOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  throw new Error('The configuration was accepted.');
};
const keysOf = (run: () => unknown) => faultsOf(run).map(({ key, problem }) => `${key} ${problem}`);

describe('the shipped configuration', () => {
  it('is accepted, with the agencies in their order', () => {
    const config = loadConfig(shipped, {});
    expect(config.agencies.map(({ name, dialect, schemes }) => ({ name, dialect, schemes }))).toMatchObject([
      { name: 'education' },
      { name: 'health' },
      { name: 'social-care' },
      { name: 'youth-justice' },
      { name: 'police' },
      { name: 'voluntary' },
      { name: 'sexual-health' },
      { name: 'housing' },
    ]);
    expect(config.listen).toEqual({ host: '127.0.0.1', port: 4000 });
  });

  it('keeps development keys and the ledger below the data directory', () => {
    const config = loadConfig(shipped, { CHILDVIEW__DATA_DIRECTORY: '/srv/childview' });
    expect(config.agencies[0]?.grantKeyFile).toBe('/srv/childview/keys/grant-education.key');
    expect(config.sealedIds.keyFiles).toEqual(['/srv/childview/keys/sealed-ids.key']);
    expect([config.keysDirectory, config.ledger.directory]).toEqual(['/srv/childview/keys', '/srv/childview/ledger']);
  });
});

describe('a configuration', () => {
  it('takes defaults for everything but identity and agencies', () => {
    expect(load(minimal)).toMatchObject({
      listen: { host: '127.0.0.1', port: 4000 },
      protocolDirectory: join(projectRoot, 'protocol'),
      schemasDirectory: join(projectRoot, 'schemas'),
      deadlineMs: 2000,
      introspection: 'off',
      limits: { children: 500 },
    });
  });

  it('is frozen to its last entry', () => {
    const config = load(minimal);
    const parts = [config, config.listen, config.agencies, config.agencies[0], config.agencies[0]?.schemes];
    expect(parts.filter((part) => !Object.isFrozen(part))).toEqual([]);
  });

  it('reports every fault at once, each with its key and the fix', () => {
    const written = {
      environment: 'development',
      listen: { port: 70_000, hots: 'x' },
      identity: { issuerBase: 'ftp://idp.example', clockSkewSeconds: 600 },
      agencies: [
        { name: 'north', url: 'http://user:secret@127.0.0.1/', contract: 'a', dialect: 'SOAP', schemes: [] },
        {
          name: 'north',
          url: 'http://127.0.0.1/',
          contract: 'a',
          dialect: 'PLAIN',
          schemes: ['A_ID'],
          completeBy: ['B_ID'],
        },
      ],
      introspection: 'yes',
      secretKey: 'x',
    };
    const faults = faultsOf(() => load(written));
    expect(faults.map(({ key, problem }) => `${key} ${problem}`).sort()).toEqual([
      'agencies.0.dialect is not accepted',
      'agencies.0.schemes is not accepted',
      'agencies.0.url is not accepted',
      'agencies.1.completeBy.0 is not one of its schemes',
      'agencies.1.name is the name of two agencies',
      'identity.audience is missing',
      'identity.clockSkewSeconds is not accepted',
      'identity.issuerBase is not accepted',
      'introspection is not accepted',
      'listen.hots is not a configuration key',
      'listen.port is not accepted',
      'secretKey is not a configuration key',
    ]);
    expect(faults.find(({ key }) => key === 'listen.port')?.fix).toBe(
      'It takes a whole number from 0 (any free port) to 65535.',
    );
    expect(faults.filter(({ fix }) => fix === '')).toEqual([]);
  });

  it('never quotes a value in a fault', () => {
    const written = { ...minimal, listen: { port: 'PLANTED' }, environment: 'PLANTED', deadlineMs: 'PLANTED' };
    expect(() => load(written, { CHILDVIEW__LOG__LEVEL: 'PLANTED', CHILDVIEW__ODD_: 'PLANTED' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('PLANTED') }),
    );
  });

  it('is refused when it cannot be read or is no YAML', () => {
    expect(keysOf(() => loadConfig(join(directory, 'absent.yaml'), {}))).toEqual(['(file) cannot be read']);
    expect(keysOf(() => loadConfig(fileWith('listen:\n  port: [1\n'), {}))).toEqual([
      expect.stringMatching(/^\(line \d\) is not valid YAML/),
    ]);
    expect(keysOf(() => loadConfig(fileWith('deadlineMs: 1000\ndeadlineMs: 2000\n'), {}))).toEqual([
      '(line 2) is not valid YAML (DUPLICATE_KEY)',
    ]);
  });

  it('is refused when it is empty, key by key', () => {
    expect(keysOf(() => loadConfig(fileWith(''), {}))).toEqual(
      expect.arrayContaining(['identity.issuerBase is missing', 'identity.audience is missing', 'agencies is missing']),
    );
  });
});

describe('production', () => {
  const { environment: _development, ...withoutEnvironment } = minimal;

  it('is what a configuration is for unless it says otherwise, and makes no keys by itself', () => {
    expect(keysOf(() => load(withoutEnvironment))).toEqual(
      [
        'agencies.0.grantKeyFile',
        'ledger.keys.identifier',
        'ledger.keys.signing',
        'ledger.keys.audit',
        'sealedIds.keyFiles',
      ].map((key) => `${key} is missing, and only development makes keys by itself`),
    );
  });

  it('starts with configured keys', () => {
    const config = load({
      ...withoutEnvironment,
      agencies: minimal.agencies.map((agency) => ({ ...agency, grantKeyFile: '/keys/grant' })),
      ledger: { keys: { identifier: '/keys/a', signing: '/keys/b', audit: '/keys/c' } },
      sealedIds: { keyFiles: ['/keys/new', '/keys/old'] },
    });
    expect([config.environment, config.agencies[0]?.grantKeyFile, config.sealedIds.keyFiles]).toEqual([
      'production',
      '/keys/grant',
      ['/keys/new', '/keys/old'],
    ]);
  });
});

describe('the environment', () => {
  it('overrides keys of sections, of named entries and of entries by position', () => {
    const config = loadConfig(shipped, {
      CHILDVIEW__LISTEN__PORT: '4001',
      CHILDVIEW__INTROSPECTION: 'off',
      CHILDVIEW__AGENCIES__SOCIAL_CARE__URL: 'http://127.0.0.1:9/graphql',
      CHILDVIEW__AGENCIES__0__SCHEMES: '[A_ID, B_ID]',
      CHILDVIEW__LEDGER__CHECKPOINTS_FILE: '/srv/heads.jsonl',
      UNRELATED__LISTEN__PORT: '1',
    });
    expect(config.listen.port).toBe(4001);
    expect(config.introspection).toBe('off');
    expect(config.agencies.find(({ name }) => name === 'social-care')?.url).toBe('http://127.0.0.1:9/graphql');
    expect(config.agencies[0]?.schemes).toEqual(['A_ID', 'B_ID']);
    expect(config.ledger.checkpointsFile).toBe('/srv/heads.jsonl');
  });

  it('is checked like the file', () => {
    expect(
      keysOf(() =>
        loadConfig(shipped, {
          CHILDVIEW__LISTEN__PORT: 'many',
          CHILDVIEW__LISTEN__PROT: '4001',
          CHILDVIEW__AGENCIES__NOBODY__URL: 'http://127.0.0.1:9/',
          CHILDVIEW__AGENCIES__9__URL: 'http://127.0.0.1:9/',
          CHILDVIEW__DEADLINE_MS__SECONDS: '2',
          CHILDVIEW__: '1',
        }),
      ).sort(),
    ).toEqual([
      'CHILDVIEW__ cannot be placed in the configuration',
      'CHILDVIEW__AGENCIES__9__URL cannot be placed in the configuration',
      'CHILDVIEW__AGENCIES__NOBODY__URL cannot be placed in the configuration',
      'CHILDVIEW__DEADLINE_MS__SECONDS cannot be placed in the configuration',
      'listen.port is not accepted',
      'listen.prot is not a configuration key',
    ]);
  });
});

describe('the TLS of an agency', () => {
  const keysWith = (url: string, tls: unknown) =>
    keysOf(() => load({ ...minimal, agencies: minimal.agencies.map((agency) => ({ ...agency, url, tls })) }));

  it('needs https, and both a certificate and its key or neither', () => {
    const https = 'https://127.0.0.1:1/graphql';
    expect(keysWith('http://127.0.0.1:1/graphql', { caFile: 'ca.pem' })).toEqual([
      'agencies.0.url is of http, so that nothing of its tls counts',
    ]);
    expect(keysWith(https, { certificateFile: 'a.pem' })).toEqual([
      'agencies.0.tls.keyFile is missing beside a certificateFile',
    ]);
    expect(keysWith(https, { keyFile: 'a.key' })).toEqual([
      'agencies.0.tls.certificateFile is missing beside a keyFile',
    ]);
    const given = { caFile: 'ca.pem', certificateFile: 'a.pem', keyFile: 'a.key' };
    const agencies = minimal.agencies.map((agency) => ({ ...agency, url: https, tls: given }));
    expect(load({ ...minimal, agencies }).agencies[0]?.tls).toEqual({
      caFile: resolve('ca.pem'),
      certificateFile: resolve('a.pem'),
      keyFile: resolve('a.key'),
    });
  });
});

describe('the table of keys', () => {
  it('explains every key that the configuration has, and no other', () => {
    const full = load({
      ...minimal,
      identity: { ...minimal.identity, jwks: [{ issuer: 'i', url: 'http://127.0.0.1/' }] },
      agencies: minimal.agencies.map((agency) => ({
        ...agency,
        url: 'https://127.0.0.1:1/graphql',
        deadlineMs: 100,
        tls: { caFile: 'ca.pem', certificateFile: 'gateway.pem', keyFile: 'gateway.key' },
      })),
      operationDeadlineMs: 400,
      ledger: {
        keys: { identifier: 'a', signing: 'b', audit: 'c' },
        postgresql: {
          url: 'postgresql://127.0.0.1/childview',
          username: 'gateway',
          passwordFile: 'password',
          tls: { caFile: 'ca.pem', certificateFile: 'gateway.pem', keyFile: 'gateway.key' },
        },
      },
      trustedDocuments: { mode: 'log', file: 'documents.json' },
      log: { level: 'info', file: 'gateway.log' },
      telemetry: { instance: 'one', otlp: { url: 'http://127.0.0.1:4318/' }, prometheus: {} },
      redis: {
        url: 'rediss://127.0.0.1:6380/1',
        username: 'gateway',
        passwordFile: 'password',
        tls: { caFile: 'ca.pem', certificateFile: 'gateway.pem', keyFile: 'gateway.key' },
      },
      peers: {
        authority: 'LA:001',
        registry: { file: 'peers.json', url: 'http://127.0.0.1/', trustFile: 'registry.jwks' },
        connected: [{ name: 'south', authority: 'LA:002', deadlineMs: 100 }],
      },
    });
    const { keysDirectory: _derived, ...written } = full;
    expect([...pathsOf(written), 'agencies', 'peers.connected'].sort()).toEqual(Object.keys(configKeys).sort());
  });

  it('is the table of config/README.md', () => {
    const readme = readFileSync(join(projectRoot, 'config/README.md'), 'utf8');
    const documented = [...readme.matchAll(/^\| `([^`]+)` \|/gm)].map(([, key = '']) => key);
    expect(documented.sort()).toEqual(Object.keys(configKeys).sort());
  });
});

/** Paths of all leaves, a list of plain values being one; `*` stands for the entries of a list of sections. */
function pathsOf(value: unknown, path = ''): readonly string[] {
  const below = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (Array.isArray(value)) {
    const entries: readonly unknown[] = value;
    return entries.some((entry) => typeof entry === 'object')
      ? [...new Set(entries.flatMap((entry) => pathsOf(entry, below('*'))))]
      : [path];
  }
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, entry]) => pathsOf(entry, below(key)));
}

describe('what is shared', () => {
  const keysOfRedis = (redis: unknown) => keysOf(() => load({ ...minimal, redis }));

  it('is nothing without the section, and hashed by a key that only development makes', () => {
    expect(load(minimal).redis).toBeNull();
    const redis = { url: 'redis://127.0.0.1:6379' };
    expect(load({ ...minimal, redis, dataDirectory: '/srv' }).redis).toEqual({
      ...redis,
      hashingKeyFile: '/srv/keys/redis.key',
      sentinels: [],
      keyPrefix: 'childview',
      commandTimeoutMs: 200,
    });
    expect(keysOf(() => load({ ...minimal, environment: 'production', redis }))).toContain(
      'redis.hashingKeyFile is missing, and only development makes keys by itself',
    );
  });

  it('has no password in its address, and no other scheme', () => {
    for (const url of ['redis://user:secret@h', 'redis://:secret@h', 'http://h', 'redis://h/zero', 'redis://h?db=1']) {
      expect(keysOfRedis({ url }), url).toEqual(['redis.url is not accepted']);
    }
  });

  it('keeps the ledger in files without the section, and in a schema of its own with it', () => {
    expect(load(minimal).ledger.postgresql).toBeNull();
    const postgresql = { url: 'postgresql://127.0.0.1:5433/childview', username: 'gateway' };
    expect(load({ ...minimal, ledger: { postgresql } }).ledger.postgresql).toEqual({
      ...postgresql,
      schema: 'childview',
      statementTimeoutMs: 2000,
    });
  });

  it('has no password in the address of PostgreSQL, no other scheme, and a name that needs no quotes', () => {
    const keysOfPostgresql = (postgresql: object) =>
      keysOf(() => load({ ...minimal, ledger: { postgresql: { username: 'gateway', ...postgresql } } }));
    for (const url of [
      'postgresql://user:secret@h/d',
      'postgresql://user@h/d',
      'http://h/d',
      'postgresql://h',
      'postgresql://h/d/e',
      'postgresql://h/d?sslmode=disable',
    ]) {
      expect(keysOfPostgresql({ url }), url).toEqual(['ledger.postgresql.url is not accepted']);
    }
    for (const schema of ['Childview', 'a"b', '1a', 'a,pg_catalog', '']) {
      expect(keysOfPostgresql({ url: 'postgresql://127.0.0.1/d', schema }), schema).toEqual([
        'ledger.postgresql.schema is not accepted',
      ]);
    }
    expect(keysOfPostgresql({ url: 'postgresql://h/d', tls: { keyFile: 'k' } })).toEqual([
      'ledger.postgresql.tls.certificateFile is missing beside a keyFile',
    ]);
  });

  it('does not speak to a PostgreSQL of another machine in the clear, in production', () => {
    const inProduction = (postgresql: object) =>
      keysOf(() =>
        load({
          ...minimal,
          environment: 'production',
          ledger: { postgresql: { username: 'gateway', ...postgresql } },
        }),
      );
    const fault = 'ledger.postgresql.tls is missing, and the address is of another machine';
    expect(inProduction({ url: 'postgresql://db.example/d' })).toContain(fault);
    expect(inProduction({ url: 'postgresql://db.example/d', tls: {} })).not.toContain(fault);
    expect(inProduction({ url: 'postgresql://127.0.0.1/d' })).not.toContain(fault);
  });

  it('trusts proxies by address or network only', () => {
    const trusting = (trustedProxies: readonly string[]) =>
      load({ ...minimal, limits: { requests: { trustedProxies } } }).limits.requests.trustedProxies;
    expect(trusting(['10.0.0.0/8', '::1', 'fd00::/8'])).toHaveLength(3);
    for (const each of ['proxy.example', '10.0.0.0/33', '10.0.0.0/8/9', '10.0.0', '*', '10.0.0.0/']) {
      expect(() => trusting([each]), each).toThrow(ConfigError);
    }
  });
});
