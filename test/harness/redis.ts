import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { endingWithUs } from './ends-with-us.ts';
import { freePort } from './free-port.ts';

/** A Redis of our own, as Debian ships it, on a free port of 127.0.0.1. */
export type RedisServer = {
  readonly port: number;
  readonly url: string;
  /** A connection for looking at it. */
  readonly client: () => Redis;
  /** Kills it; what it held is gone. */
  readonly kill: () => Promise<void>;
  /** Starts it again, empty, on the same port. */
  readonly start: () => Promise<void>;
  /** Lets it hang: connections stay, nothing is answered. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly stop: () => Promise<void>;
};

/** Starts one; `args` as on its command line, `config` a file that it reads first. With `--sentinel` it is a Sentinel. */
export async function startRedis(args: readonly string[] = [], config?: string): Promise<RedisServer> {
  const binary = redisBinary();
  const port = await freePort();
  const directory = mkdtempSync(join(process.env['CHILDVIEW_TEST_DIRECTORY'] ?? tmpdir(), 'redis-'));
  const clients: Redis[] = [];
  let server: ChildProcess | null = null;

  const kill = async (): Promise<void> => {
    const ended = server;
    server = null;
    if (ended === null || ended.exitCode !== null || ended.signalCode !== null) return;
    const exited = new Promise<void>((resolve) => ended.once('exit', () => resolve()));
    // A frozen process hears nothing else.
    ended.kill('SIGKILL');
    await exited;
  };
  const own = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory];
  const start = async (): Promise<void> => {
    const given = [...(config === undefined ? [] : [config]), ...own, ...args];
    const child = spawn(...endingWithUs(binary, given), { stdio: ['ignore', 'pipe', 'inherit'] });
    server = child;
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`redis-server ended (${code})`)));
      child.stdout.on('data', (chunk: Buffer) => {
        if (chunk.includes('Ready to accept connections') || chunk.includes('Sentinel ID is')) resolve();
      });
    });
  };
  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}/0`,
    client: () => {
      const client = new Redis({ port, host: '127.0.0.1', retryStrategy: () => 50 });
      client.on('error', () => undefined);
      clients.push(client);
      return client;
    },
    kill,
    start,
    freeze: () => server?.kill('SIGSTOP'),
    thaw: () => server?.kill('SIGCONT'),
    stop: async () => {
      for (const client of clients) client.disconnect();
      await kill();
    },
  };
}

/** Everything that a Redis holds, names and values, as bytes. */
export async function contentsOf(client: Redis): Promise<Buffer> {
  const parts: Buffer[] = [];
  let cursor = '0';
  do {
    const [next, keys] = await client.scanBuffer(cursor, 'COUNT', 1000);
    cursor = next.toString();
    for (const key of keys) parts.push(key, (await client.dumpBuffer(key)) ?? Buffer.alloc(0));
  } while (cursor !== '0');
  return Buffer.concat(parts);
}

/** Where redis-server is; `installMissingPackages` looked after it before the tests. */
function redisBinary(): string {
  const places = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error('These tests need redis-server 7 (Debian: apt-get install redis-server).');
  return found;
}
