import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../harness/free-port.ts';
import { type NginxServer, startNginx } from '../harness/nginx.ts';
import { type PostgresServer, startPostgres } from '../harness/postgres.ts';
import { type ServerProcess, startServer } from '../harness/process.ts';
import { type RedisServer, startRedis } from '../harness/redis.ts';
import { startWorld, type World } from '../harness/world.ts';

/** The database's schema that the gateways of a soak share. */
export const soakSchema = 'childview';
/** How long everything may take until it answers as before, ms; a breaker alone waits 15 s. */
export const patienceMs = 90_000;

/** Two gateways behind a proxy, over agencies in processes of their own, sharing PostgreSQL and Redis. */
export type SoakWorld = {
  readonly world: World;
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  /** The proxy's address: where clients ask. */
  readonly url: string;
  /** Addresses of the instances themselves. */
  readonly instances: readonly string[];
  /** The second instance, which is killed and started again. */
  readonly second: {
    readonly pid: () => number;
    readonly kill: () => Promise<void>;
    readonly start: () => Promise<void>;
  };
  /** What the instances printed that ended by themselves; empty: none did. */
  readonly crashes: () => readonly string[];
  /** The data directories of both. */
  readonly directories: readonly string[];
  /** Stops the gateways alone, so that their stores can be looked at. */
  readonly stopGateways: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts everything; `protocolDirectory` may be edited while it runs. */
export async function startSoakWorld(protocolDirectory: string): Promise<SoakWorld> {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis(['--rdbcompression', 'no'])]);
  const world = await startWorld({
    children: 200,
    ownProcesses: true,
    deadlineMs: 2000,
    gatewaySettings: {
      protocolDirectory,
      protocolReload: { pollMs: 500, settleMs: 200 },
      ledger: { postgresql: { url: postgres.url, username: postgres.username, statementTimeoutMs: 2000 } },
      redis: { url: redis.url },
      // As it ships: agencies that fail are left alone for a while.
      limits: { agencyBreakerFailures: 5, agencyBreakerPercent: 50 },
    },
  });
  const directory = join(world.directory, 'second');
  mkdirSync(directory, { recursive: true });
  cpSync(join(world.directory, 'keys'), join(directory, 'keys'), { recursive: true });
  const port = await freePort();
  const configFile = join(directory, 'gateway.yaml');
  writeFileSync(
    configFile,
    JSON.stringify({
      ...(JSON.parse(readFileSync(join(world.directory, 'gateway.yaml'), 'utf8')) as object),
      dataDirectory: directory,
      listen: { host: '127.0.0.1', port },
      log: { level: 'debug', file: join(directory, 'gateway.log') },
    }),
  );
  const startSecond = (): Promise<ServerProcess> => startServer('src/main.ts', ['--config', configFile]);
  let second = await startSecond();
  const nginx: NginxServer = await startNginx([world.gateway.url, second.url]);
  const stopGateways = async (): Promise<void> => {
    await Promise.all([world.gateway.stop(), second.stop()]);
  };
  return {
    world,
    postgres,
    redis,
    url: nginx.url,
    instances: [world.gateway.url, second.url].map((url) => new URL(url).origin),
    second: {
      pid: () => second.process.pid ?? 0,
      kill: () => second.stop('SIGKILL'),
      start: async () => void (second = await startSecond()),
    },
    crashes: () => [world.gateway, second].filter(({ process }) => hasCrashed(process)).map(({ output }) => output()),
    directories: [world.directory, directory],
    stopGateways,
    stop: async () => {
      await nginx.stop();
      await stopGateways();
      await world.stop();
      await Promise.all([postgres.stop(), redis.stop()]);
    },
  };
}

function hasCrashed({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || (signalCode !== null && signalCode !== 'SIGKILL');
}
