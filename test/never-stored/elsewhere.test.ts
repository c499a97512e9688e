import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildSchema } from 'graphql';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collector, startCollector } from '../harness/collector.ts';
import { freePort } from '../harness/free-port.ts';
import { searchFor } from '../harness/holds-marker.ts';
import { plantedMarkers } from '../harness/markers.ts';
import { namedChild } from '../harness/named-children.ts';
import { type PostgresServer, startPostgres } from '../harness/postgres.ts';
import { type ServerProcess, startServer } from '../harness/process.ts';
import { type RedisServer, startRedis } from '../harness/redis.ts';
import { startWorld, type World } from '../harness/world.ts';
import { argumentMarkers, type Driven, driveEverything } from './drive-everything.ts';
import {
  filesIn,
  keepUncompressed,
  leaksIn,
  type Place,
  postgresFiles,
  postgresPlace,
  redisPlace,
  tellingAll,
  textOf,
} from './places.ts';

const crash = fileURLToPath(new URL('crash.mjs', import.meta.url));
const markers = [...new Set([...argumentMarkers, ...plantedMarkers()])];

let world: World;
let redis: RedisServer;
let client: Redis;
let postgres: PostgresServer;
let collector: Collector;
/** The same gateway with its ledger and control state in PostgreSQL. */
let shared: ServerProcess;
let driven: readonly Driven[];
let metrics = '';
/** What is looked for in the files of PostgreSQL. */
let inRaw: readonly string[];
const crashed: ServerProcess[] = [];
const started: ServerProcess[] = [];
const reports = (): string => join(world.directory, 'reports');

beforeAll(async () => {
  [redis, postgres, collector] = await Promise.all([
    startRedis(['--rdbcompression', 'no']),
    startPostgres(tellingAll),
    startCollector(),
  ]);
  client = redis.client();
  inRaw = await markersOfRaw();
  const port = await freePort();
  world = await startWorld({
    deadlineMsOf: { health: 2500 },
    gatewaySettings: {
      redis: { url: redis.url },
      telemetry: {
        instance: 'under-test',
        otlp: { url: collector.url, intervalMs: 1000 },
        prometheus: { host: '127.0.0.1', port },
      },
    },
  });
  mkdirSync(reports());
  shared = await startServer('src/main.ts', ['--config', configuration('shared', { postgresql: postgres })]);
  started.push(shared);
  await keepUncompressed(postgres, 'childview');
  // One after the other: both set the same agencies' faults.
  driven = [await driveEverything(world, world.gateway.url), await driveEverything(world, shared.url)];
  metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
}, 300_000);
afterAll(async () => {
  await Promise.all([...crashed, ...started].map((server) => server.stop('SIGKILL')));
  await world.stop();
  await Promise.all([redis.stop(), postgres.stop(), collector.stop()]);
});

/** Short ones occur in ciphertext by chance, and ordinary words in what a new server has of its own. */
async function markersOfRaw(): Promise<readonly string[]> {
  const long = markers.filter(({ length }) => length >= 6);
  const own = (await Promise.all(postgresFiles(postgres).map(async ({ bytes }) => bytes()))).flat();
  const search = searchFor(long);
  const known = new Set(own.flatMap((bytes) => [...search(bytes)]));
  const foreign = long.filter((marker) => !known.has(marker));
  expect(foreign.length).toBeGreaterThan(long.length * 0.9);
  return foreign;
}

/** A file with the world's configuration, but for where the ledger is and what is not the process's own. */
function configuration(name: string, { postgresql }: { readonly postgresql?: PostgresServer } = {}): string {
  const config = JSON.parse(readFileSync(join(world.directory, 'gateway.yaml'), 'utf8'));
  const file = join(world.directory, `${name}.yaml`);
  const { prometheus: _, ...telemetry } = config.telemetry;
  const place = (what: string): string => join(world.directory, `${name}-${what}.jsonl`);
  const ledger = {
    directory: join(world.directory, 'ledger', name),
    checkpointsFile: place('checkpoints'),
    ...(postgresql === undefined ? {} : { postgresql: { url: postgresql.url, username: postgresql.username } }),
  };
  const log = { ...config.log, file: join(world.directory, `${name}.log`) };
  const notices = { file: place('notices') };
  writeFileSync(file, JSON.stringify({ ...config, telemetry, log, notices, ledger }));
  return file;
}

/** A gateway that can be made to crash, and that writes a report when it does. */
async function startToCrash(): Promise<ServerProcess> {
  const server = await startServer('src/main.ts', ['--config', configuration(`crash-${crashed.length}`)], {
    NODE_OPTIONS: `--import ${crash} --report-uncaught-exception --report-on-fatalerror --report-directory=${reports()}`,
  });
  crashed.push(server);
  return server;
}

/** Lets a gateway end in the midst of a request that holds case data, while an agency keeps it waiting. */
async function crashOf(signal: NodeJS.Signals, reason: string): Promise<ServerProcess> {
  const server = await startToCrash();
  await world.setFaults('health', [{ fault: 'HANG', kind: 'CONTENT' }]);
  const asked = fetch(new URL('/graphql', server.url), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await world.tokenOf('social-worker')}`,
    },
    body: JSON.stringify({
      query: `query ($v: String!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
        childByIdentifier(scheme: NHS_NUMBER, value: $v) { identity { givenName } carers { name } health { conditions { name } } }
      }`,
      variables: { v: namedChild('leeann').identifiers['NHS_NUMBER'], why: reason },
    }),
  }).then(
    () => 'answered',
    () => 'cut off',
  );
  // The facts are there, and what health has to say is not.
  await world.clearReceived();
  for (let tries = 0; tries < 100; tries += 1) {
    const received = await world.receivedBy('health');
    if (received.some(({ document }) => document.includes('conditions'))) break;
    await wait(30);
  }
  await server.stop(signal);
  await world.setFaults('health', []);
  expect(await asked).toBe('cut off');
  return server;
}

const inFiles = ['PostgreSQL: files of tables', 'PostgreSQL: log of changes', 'PostgreSQL: log of statements'];

/** Everything that outlives a request. */
const places = (): readonly Place[] => [
  textOf('heads of answers', () => driven.map(({ heads }) => heads).join('\n')),
  filesIn('ledger and control state', world.directory, /^ledger\//),
  filesIn('checkpoints, notices, revocations', world.directory, /\.jsonl$/),
  filesIn('logs', world.directory, /\.log$/),
  filesIn('reports of crashes', world.directory, /^reports\//),
  textOf('what the gateways print', () => [world.gateway, shared].map((server) => server.output()).join('\n')),
  redisPlace(client),
  postgresPlace(postgres),
  textOf('spans', () => collector.received('traces')),
  textOf('exported metrics', () => collector.received('metrics')),
  textOf('exported logs', () => collector.received('logs')),
  textOf('metrics that are read', () => metrics),
];

describe('after everything was asked, of a gateway by itself and of one with PostgreSQL', () => {
  it('every root of the graph was among it, and many ways to fail', () => {
    const schema = buildSchema(readFileSync('schemas/childview.graphql', 'utf8'), { assumeValid: true });
    const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name}.${field}`),
    );
    for (const one of driven) {
      expect(roots.filter((root) => !one.roots.has(root))).toEqual([]);
      for (const code of [
        'UNAUTHENTICATED',
        'LITERAL_NOT_ALLOWED',
        'VARIABLE_INVALID',
        'TRAINING_NOT_CURRENT',
        'ID_INVALID',
      ])
        expect(one.codes).toContain(code);
      expect(one.codes).not.toContain('INTERNAL');
      // The answers themselves were full of what is looked for.
      expect(markers.filter((marker) => one.bodies.includes(marker)).length).toBeGreaterThan(100);
    }
  });

  it('nothing of it is in what SQLite has written and not yet put into its file', async () => {
    const unwritten = filesIn('unwritten part of SQLite', world.directory, /^ledger\/.*-wal$/);
    expect((await unwritten.bytes()).filter(({ length }) => length > 0).length).toBeGreaterThan(1);
    expect(await leaksIn([unwritten], markers)).toEqual([]);
  });

  it('nothing of it is in any file of PostgreSQL, in no statement that it was sent, in nothing that was deleted', async () => {
    const files = postgresFiles(postgres);
    // What a record says in the clear is in each of them.
    expect((await leaksIn(files, ['CHILD_PROTECTION'])).map(({ place }) => place)).toEqual(inFiles);
    expect(await leaksIn(files, inRaw)).toEqual([]);
  }, 120_000);

  it('nothing of it is in any place that outlives a request', async () => {
    // What waits is sent.
    await Promise.all([world.gateway.stop(), shared.stop()]);
    for (const { name, bytes } of places().filter((place) => place.name !== 'reports of crashes')) {
      expect(
        (await bytes()).some(({ length }) => length > 0),
        name,
      ).toBe(true);
    }
    expect(await leaksIn(places(), markers)).toEqual([]);
  }, 120_000);

  it('and what is put there would be found, in each of them', async () => {
    const control = 'zq-control-of-places';
    const found = async (place: Place): Promise<readonly unknown[]> => leaksIn([place], [control]);
    for (const [name, file] of [
      ['ledger', 'ledger/left.sqlite'],
      ['notices', 'left.jsonl'],
      ['logs', 'left.log'],
      ['reports', 'reports/left.json'],
    ] as const) {
      expect(await leaksIn(places(), [control])).toEqual([]);
      appendFileSync(join(world.directory, file), `0123${control}89`);
      const leaks = await leaksIn(places(), [control]);
      expect(leaks, name).toHaveLength(1);
      writeFileSync(join(world.directory, file), '');
    }
    await client.set('left', control);
    expect(await found(redisPlace(client))).toHaveLength(1);
    await client.set(control, 'left');
    await client.del('left');
    expect(await found(redisPlace(client))).toHaveLength(1);
    const sql = postgres.client('public');
    await sql.query(`CREATE TABLE left_behind AS SELECT '${control}' AS text`);
    expect(await found(postgresPlace(postgres))).toHaveLength(1);
    const raw = async (): Promise<readonly string[]> =>
      (await leaksIn(postgresFiles(postgres), [control])).map(({ place }) => place);
    expect(await raw()).toEqual(expect.arrayContaining(inFiles));
    await sql.query('DROP TABLE left_behind');
    expect(await found(postgresPlace(postgres))).toEqual([]);
    expect(await raw()).toEqual(expect.arrayContaining(inFiles.slice(1)));
    expect(await found(textOf('spans', () => collector.received('traces')))).toEqual([]);
    for (const signal of ['traces', 'metrics', 'logs'] as const) {
      await fetch(`${collector.url}/v1/${signal}`, { method: 'POST', body: control });
      expect(await found(textOf(signal, () => collector.received(signal)))).toHaveLength(1);
    }
  }, 120_000);
});

describe('a gateway that crashes in the midst of a request', () => {
  it('says nothing of the request, whether by an error that nobody caught or by a signal', async () => {
    const bySignal = await crashOf('SIGABRT', 'zq-reason: zq-arg-abort');
    const byError = await crashOf('SIGUSR2', 'zq-reason: zq-arg-error');
    expect(byError.output()).toContain('crashed on purpose');
    const left = [
      textOf('what they printed', () => bySignal.output() + byError.output()),
      filesIn('reports', reports(), /\.json$/),
      filesIn('logs', world.directory, /\.log$/),
      filesIn('ledger and control state', world.directory, /^ledger\//),
    ];
    expect((await left[1]?.bytes())?.length).toBeGreaterThan(0);
    expect(await leaksIn(left, markers)).toEqual([]);
  }, 120_000);

  it('that said something of it would be found out', async () => {
    const leaky = await crashOf('SIGUSR2', 'zq-reason: zq-crash-leak');
    expect(await leaksIn([textOf('what it printed', () => leaky.output())], ['zq-crash-leak'])).toHaveLength(1);
    expect(await leaksIn([filesIn('reports', reports(), /\.json$/)], ['zq-crash-leak'])).toHaveLength(1);
    // The run as a whole looks for reasons in every file that is left.
    rmSync(reports(), { recursive: true });
  }, 120_000);
});
