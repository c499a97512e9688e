import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { sections } from '../agencies/sections.ts';
import type { Target } from '../measure/load.ts';
import { runProcess } from './run-process.ts';

const here = import.meta.dirname;
const peers = join(here, '..', 'peers');
const often = { count: 1_000_000, seconds: 60 };
/** All of them get what Childview's own script gives it. */
const heapFlags = ['--max-semi-space-size=64', '--no-parallel-scavenge'];
const endWithBench = ['--import', join(here, 'end-with-bench.ts')];

/** Childview as shipped: durable ledger, real tokens, telemetry at its default. */
export async function startChildview(options: {
  readonly agencies: string;
  readonly issuer: string;
  readonly directory: string;
  /** How long it waits for the agencies; absent: as it ships. */
  readonly deadlineMs?: number;
  readonly nodeOptions?: readonly string[];
}): Promise<Target> {
  const { agencies, issuer, directory, deadlineMs, nodeOptions = [] } = options;
  mkdirSync(directory, { recursive: true });
  const config = join(directory, 'childview.json');
  writeFileSync(
    config,
    JSON.stringify({
      environment: 'development',
      dataDirectory: directory,
      protocolReload: { watch: false },
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
      listen: { host: '127.0.0.1', port: 0 },
      identity: { issuerBase: issuer, audience: 'https://childview.example/graphql' },
      agencies: Object.keys(sections).map((name) => ({
        name,
        url: `${agencies}/agency/${name}`,
        contract: `agencies/${name}.graphql`,
        dialect: 'PLAIN',
        schemes: ['NHS_NUMBER'],
        // Every child of the bench has one record in each, which carries the verified number.
        completeBy: ['NHS_NUMBER'],
      })),
      log: { level: 'warn' },
      // Counted as it ships; only that a load is no practitioner, and comes from one address.
      limits: {
        requests: { perAddress: often, perPerson: often, perOrganisation: often },
        searches: { perPerson: often, perOrganisation: often },
      },
    }),
  );
  const args = [...heapFlags, ...nodeOptions, 'src/main.ts', '--config', config];
  const { url, pid, process } = await runProcess({ name: 'childview', args });
  return { name: 'childview', kind: 'childview', origin: url, path: '/graphql', pid, process };
}

/** A floor: see floor.ts. */
export async function startFloor(name: string, agencies: string): Promise<Target> {
  const { url, pid, process } = await runProcess({ name, args: [...heapFlags, join(here, 'floor.ts'), agencies] });
  return { name, kind: 'floor', origin: url, path: '/', pid, process };
}

/** The gateways that a user would take instead, by name. */
export const others: Readonly<
  Record<string, (at: { readonly agencies: string; readonly supergraph: string }) => Promise<Target>>
> = {
  'hive-rust': async ({ supergraph }) => startHive('hive-rust', supergraph, { HIVE_ROUTER_RUNTIME: 'true' }),
  'hive-js': async ({ supergraph }) => startHive('hive-js', supergraph, {}),
  'apollo-gateway': async ({ supergraph }) => startPeer('apollo-gateway', 'apollo-gateway.ts', supergraph),
  'apollo-stitching': async ({ agencies }) => startPeer('apollo-stitching', 'stitching.ts', agencies),
};

/** A gateway of the package of peers that says where it listens. */
async function startPeer(name: string, file: string, argument: string): Promise<Target> {
  const args = [...heapFlags, ...endWithBench, join(peers, file), argument];
  const { url, pid, process } = await runProcess({ name, args });
  return { name, kind: 'other', origin: url, path: '/', pid, process };
}

/** Hive Gateway; with `HIVE_ROUTER_RUNTIME` with the Rust query planner and its executor. */
async function startHive(name: string, supergraph: string, env: Readonly<Record<string, string>>): Promise<Target> {
  const port = await freePort();
  const bin = join(peers, 'node_modules/@graphql-hive/gateway/dist/bin.js');
  const { url, pid, process } = await runProcess({
    name,
    args: [...heapFlags, ...endWithBench, bin, 'supergraph', supergraph, '--host', '127.0.0.1', '--port', String(port)],
    env: { LOG_LEVEL: 'error', ...env },
    cwd: dirname(supergraph),
    ready: { url: `http://127.0.0.1:${port}`, path: '/readiness' },
  });
  return { name, kind: 'other', origin: url, path: '/graphql', pid, process };
}

async function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}
