import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  globSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openPostgres, type Postgres, type PostgresSettings } from '../../src/postgres/open-postgres.ts';
import { endingWithUs, setpriv } from './ends-with-us.ts';
import { freePort } from './free-port.ts';

/** A PostgreSQL of our own, as Debian ships it, on a free port of 127.0.0.1, with everything flushed as in earnest. */
export type PostgresServer = {
  readonly port: number;
  /** Without user and password, as the configuration has it. */
  readonly url: string;
  readonly username: string;
  readonly directory: string;
  /** As a gateway speaks to it; another schema for every test. */
  readonly settings: (schema: string, differs?: Partial<PostgresSettings>) => PostgresSettings;
  /** For looking at it, and for changing it behind a gateway's back. Closed by `stop`. */
  readonly client: (schema: string) => Postgres;
  /** Changes settings that need no restart. */
  readonly configure: (settings: Readonly<Record<string, string>>) => Promise<void>;
  /** Ends all other sessions, as an administrator would. */
  readonly endSessions: () => Promise<void>;
  /** Kills it at once, as a power failure would; what was confirmed is there after `start`. */
  readonly kill: () => Promise<void>;
  /** Shuts it down in order, ending all sessions. */
  readonly shutDown: () => Promise<void>;
  /** Starts it again on the same port with the same data. */
  readonly start: () => Promise<void>;
  /** Makes it the primary, if it is a standby. */
  readonly promote: () => Promise<void>;
  /** Its data directory, byte for byte, with its log. */
  readonly data: string;
  /** Takes all room that is left to it, or gives it back; only where its room is its own. */
  readonly fill: () => void;
  readonly makeRoom: () => void;
  /** Resolves when it has ended by itself. */
  readonly ended: () => Promise<void>;
  /** Lets it hang: connections stay, nothing is answered. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Ends it and removes what it held. */
  readonly stop: () => Promise<void>;
};

const username = 'gateway';
const database = 'childview';
/** Of util-linux. */
const unshare = 'unshare';

/** How one differs from an ordinary one. */
export type PostgresOptions = {
  /** A small file system of its own, which can be full; needs `mayMount`. */
  readonly megabytes?: number;
  /** Streams from that one, which knows it as `standby`, until it is promoted. */
  readonly standbyOf?: PostgresServer;
};

/** Starts one; `settings` as in postgresql.conf. */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
  { megabytes, standbyOf }: PostgresOptions = {},
): Promise<PostgresServer> {
  const binaries = binariesOf();
  const directory = mkdtempSync(join(postgresHome(), 'postgres-'));
  const owner = ownerOf(directory);
  const room = megabytes === undefined ? null : await mountRoom(directory, megabytes, owner);
  const within = (command: string, args: readonly string[]): [string, string[]] => {
    const [changed, given] = as(owner, command, args);
    return room === null ? [changed, given] : ['nsenter', [`--mount=${room.namespace}`, changed, ...given]];
  };
  const data = join(directory, 'data');
  const make: readonly [string, readonly string[]] =
    standbyOf === undefined
      ? [
          'initdb',
          [
            `--pgdata=${data}`,
            `--username=${username}`,
            '--auth=trust',
            '--encoding=UTF8',
            '--locale=C.UTF-8',
            '--no-sync',
            '--no-instructions',
            // So that a small disk holds several.
            ...(room === null ? [] : ['--wal-segsize=1']),
          ],
        ]
      : [
          'pg_basebackup',
          [
            `--pgdata=${data}`,
            `--dbname=host=127.0.0.1 port=${standbyOf.port} user=${username} application_name=standby`,
            '--write-recovery-conf',
            '--checkpoint=fast',
            '--no-sync',
          ],
        ];
  execFileSync(...within(join(binaries, make[0]), make[1]), { stdio: ['ignore', 'ignore', 'inherit'], cwd: '/' });
  // Only now: what takes seconds is behind us, in which somebody else could have been given it.
  const port = await freePort();
  const clients: Postgres[] = [];
  let server: ChildProcess | null = null;
  const url = `postgresql://127.0.0.1:${port}/${database}`;
  const settingsOf: PostgresServer['settings'] = (schema, differs) => ({
    url,
    username,
    password: null,
    tls: undefined,
    schema,
    statementTimeoutMs: 5000,
    ...differs,
  });

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ended = server;
    server = null;
    if (ended === null || ended.exitCode !== null || ended.signalCode !== null) return;
    const exited = new Promise<void>((resolve) => ended.once('exit', () => resolve()));
    for (const pid of signal === 'SIGKILL' ? processesOf(ended) : [ended.pid ?? 0]) signalTo(pid, signal);
    await exited;
  };
  const start = async (): Promise<void> => {
    const given = Object.entries({
      listen_addresses: '127.0.0.1',
      port: String(port),
      unix_socket_directories: '',
      max_connections: '60',
      shared_buffers: '16MB',
      dynamic_shared_memory_type: 'posix',
      logging_collector: 'off',
      log_min_messages: 'fatal',
      ...settings,
    }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const [command, args] = within(join(binaries, 'postgres'), ['-D', data, ...given]);
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore'], cwd: '/' });
    server = child;
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`postgres ended (${child.exitCode})`);
      return isReady(settingsOf('public', { url: `postgresql://127.0.0.1:${port}/postgres` }));
    });
  };
  await start();
  if (standbyOf === undefined) {
    await withClient(settingsOf('public', { url: `postgresql://127.0.0.1:${port}/postgres` }), (postgres) =>
      postgres.query(`CREATE DATABASE ${database}`),
    );
  }
  return {
    port,
    url,
    username,
    directory,
    settings: settingsOf,
    client: (schema) => {
      const postgres = openPostgres(settingsOf(schema, { statementTimeoutMs: null }), {
        connections: 4,
        application: 'test',
      });
      clients.push(postgres);
      return postgres;
    },
    configure: (changed) =>
      withClient(settingsOf('public'), async (postgres) => {
        for (const [name, value] of Object.entries(changed))
          await postgres.query(`ALTER SYSTEM SET ${name} = '${value}'`);
        await postgres.query('SELECT pg_reload_conf()');
        await until(async () => {
          const { rows } = await withClient(settingsOf('public'), (fresh) =>
            fresh.query('SELECT name, setting FROM pg_settings WHERE name = ANY ($1)', [Object.keys(changed)]),
          );
          return rows.every(({ name, setting }) => changed[String(name)] === setting);
        });
      }),
    endSessions: () =>
      withClient(settingsOf('public'), async (postgres) => {
        await postgres.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'",
        );
      }),
    kill: () => end('SIGKILL'),
    shutDown: () => end('SIGINT'),
    start,
    promote: () =>
      withClient(settingsOf('public'), async (postgres) => {
        await postgres.query('SELECT pg_promote()');
      }),
    data: room === null ? data : join(room.root, data),
    fill: () => room?.fill(),
    makeRoom: () => room?.makeRoom(),
    ended: () =>
      new Promise((resolve) => {
        if (server === null || server.exitCode !== null || server.signalCode !== null) resolve();
        else server.once('exit', () => resolve());
      }),
    freeze: () => {
      if (server !== null) for (const pid of processesOf(server)) signalTo(pid, 'SIGSTOP');
    },
    thaw: () => {
      if (server !== null) for (const pid of processesOf(server)) signalTo(pid, 'SIGCONT');
    },
    stop: async () => {
      await Promise.all(clients.map((client) => client.close().catch(() => undefined)));
      await end('SIGINT');
      room?.end();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Waits until something holds; fails when that takes minutes. */
async function until(isSo: () => Promise<boolean>, patienceMs = 120_000): Promise<void> {
  for (const started = performance.now(); performance.now() - started < patienceMs; ) {
    if (await isSo()) return;
    await wait(50);
  }
  throw new Error('it did not come true in time');
}

async function withClient<Result>(
  settings: PostgresSettings,
  work: (postgres: Postgres) => Promise<Result>,
): Promise<Result> {
  const postgres = openPostgres(settings, { connections: 1, application: 'test' });
  try {
    return await work(postgres);
  } finally {
    await postgres.close().catch(() => undefined);
  }
}

function isReady(settings: PostgresSettings): Promise<boolean> {
  return withClient(settings, (postgres) => postgres.query('SELECT 1')).then(
    () => true,
    () => false,
  );
}

/** The newest that is installed; `installMissingPackages` looked after it before the tests. */
function binariesOf(): string {
  const found = [...globSync('/usr/lib/postgresql/*/bin/postgres'), '/usr/local/bin/postgres'].filter((file) =>
    existsSync(file),
  );
  const newest = found.sort((left, right) => versionIn(right) - versionIn(left))[0];
  if (newest === undefined) throw new Error('These tests need PostgreSQL (Debian: apt-get install postgresql).');
  return dirname(newest);
}

function versionIn(file: string): number {
  return Number(/\/(\d+)\/bin\//.exec(file)?.[1] ?? 0);
}

// It runs as anybody but root, who may hence enter every directory above.
function postgresHome(): string {
  return process.getuid?.() === 0 ? tmpdir() : (process.env['CHILDVIEW_TEST_DIRECTORY'] ?? tmpdir());
}

/** Whether a test may have a file system of its own here. */
export function mayMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync(unshare, ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

type Room = {
  /** Processes that enter it see the file system. */
  readonly namespace: string;
  /** Before a path: the path as seen in there. */
  readonly root: string;
  readonly fill: () => void;
  readonly makeRoom: () => void;
  readonly end: () => void;
};

/** In a namespace of its own, so that nothing of it is left once its processes have ended, whatever became of us. */
async function mountRoom(directory: string, megabytes: number, owner: Owner | null): Promise<Room> {
  const options = `size=${megabytes}m,mode=700,uid=${owner?.user},gid=${owner?.group}`;
  const script = `mount -t tmpfs -o ${options} tmpfs ${directory} && echo mounted && exec sleep infinity`;
  const holder = spawn(...endingWithUs(unshare, ['--mount', 'sh', '-c', script]), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    holder.stdout.once('data', () => resolve());
    holder.once('exit', () => reject(new Error('A file system of its own takes leave to mount.')));
  });
  const root = `/proc/${holder.pid}/root`;
  const ballast = join(root, directory, 'ballast');
  return {
    namespace: `/proc/${holder.pid}/ns/mnt`,
    root,
    fill: () => {
      const file = openSync(ballast, 'a');
      try {
        for (let bytes = 1 << 20; bytes >= 512; ) {
          try {
            writeSync(file, Buffer.alloc(bytes));
          } catch {
            bytes /= 2;
          }
        }
      } finally {
        closeSync(file);
      }
    },
    makeRoom: () => rmSync(ballast),
    end: () => holder.kill('SIGKILL'),
  };
}

type Owner = { readonly user: number; readonly group: number };

/** Null: whoever runs the tests. */
function ownerOf(directory: string): Owner | null {
  if (process.getuid?.() !== 0) return null;
  const [, , user = '65534', group = '65534'] =
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((line) => line.startsWith('postgres:'))
      ?.split(':') ?? [];
  const owner = { user: Number(user), group: Number(group) };
  chownSync(directory, owner.user, owner.group);
  return owner;
}

function as(owner: Owner | null, command: string, args: readonly string[]): [string, string[]] {
  if (owner === null) return endingWithUs(command, args);
  const change = [
    '--reuid',
    String(owner.user),
    '--regid',
    String(owner.group),
    '--clear-groups',
    '--pdeathsig',
    'KILL',
  ];
  return [setpriv, [...change, command, ...args]];
}

/** The server and the processes that it started for its sessions and its own work. */
function processesOf({ pid = 0 }: ChildProcess): readonly number[] {
  const children = existsSync(`/proc/${pid}/task/${pid}/children`)
    ? readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
    : '';
  return [pid, ...children.split(' ').filter(Boolean).map(Number)];
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself meanwhile.
  }
}
