import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { JWK } from 'jose';
import { type RegistryServer, startRegistryServer } from '../../mocks/peers/registry-server.ts';
import { sixAuthorities } from '../../mocks/peers/six-authorities.ts';
import { writeAuthority } from './write-authority.ts';

const root = join(import.meta.dirname, '../..');

/** One authority, running. */
export type RunningAuthority = {
  readonly code: string;
  readonly url: string;
  readonly directory: string;
  readonly protocolDirectory: string;
  readonly agencies: Readonly<Record<string, string>>;
  /** Of the gateway's process; null: it is not running. */
  readonly processId: () => number | null;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
};

/** Six gateways, their agencies, one identity provider and the registry, each gateway a process of its own. */
export type SixWorld = {
  readonly identity: string;
  readonly registry: RegistryServer;
  readonly authorities: ReadonlyMap<string, RunningAuthority>;
  readonly stop: () => Promise<void>;
};

/** How the six are started; without `basePort` on free ports. */
export type SixWorldOptions = {
  readonly directory: string;
  /** Where the six protocols go; default: beside all else of each authority. */
  readonly protocols?: string;
  /** Gateways on it and the next five, identity provider and registry after them, agencies from a hundred on. */
  readonly basePort?: number;
  /** Authorities to start; the others are listed, and silent. */
  readonly only?: readonly string[];
  readonly deadlineMs?: number;
  /** Limits of each gateway that differ from the shipped ones. */
  readonly limits?: Readonly<Record<string, number>>;
  /** An OTLP collector that all tell of what they do, each by its code; absent: nobody is told. */
  readonly collector?: string;
  /** Changes one authority's protocol, file by file. */
  readonly change?: (code: string, file: string, text: string) => string;
};

/** Starts everything; what was started is stopped again when a part does not come up. */
export async function startSixWorld(options: SixWorldOptions): Promise<SixWorld> {
  const { directory, basePort } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const running = new Set<ChildProcess>();
  const start = (file: string, args: readonly string[]): Promise<{ child: ChildProcess; listening: unknown }> =>
    startPart(file, args, running);
  let registry: RegistryServer | undefined;
  try {
    const grantKeys = join(directory, 'grant-keys');
    const [identity, mocks] = await Promise.all([
      start('mocks/identity/main.ts', ['--port', String(basePort === undefined ? 0 : basePort + 6)]),
      start('mocks/peers/main.ts', [
        '--keys',
        grantKeys,
        '--base-port',
        String(basePort === undefined ? 0 : basePort + 100),
      ]),
    ]);
    const issuerBase = new URL(String(identity.listening)).origin;
    const agencies = mocks.listening as Readonly<Record<string, Readonly<Record<string, string>>>>;
    const ports = await portsFor(sixAuthorities.length, basePort);
    const keys = new Map<string, JWK>();
    const service = await startRegistryServer({
      ...(basePort === undefined ? {} : { port: basePort + 7 }),
      entries: () =>
        sixAuthorities.map(({ code, town }, index) => ({
          authority: code,
          name: `${town} Council`,
          url: `http://127.0.0.1:${ports[index]}/peer/graphql`,
          keys: [keys.get(code) ?? {}],
        })),
    });
    registry = service;
    const trustFile = join(directory, 'registry.jwks');
    writeFileSync(trustFile, JSON.stringify(service.trust));
    const written = await Promise.all(
      sixAuthorities.map(({ code }, index) =>
        writeAuthority({
          code,
          directory: join(directory, code.replace(':', '-')),
          protocolDirectory: join(options.protocols ?? directory, code.replace(':', '-'), 'protocol'),
          port: ports[index] ?? 0,
          agencies: agencies[code] ?? {},
          grantKeys,
          issuerBase,
          registry: { url: `${service.url}/peers`, trustFile, refreshMs: 60_000 },
          ...(options.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs }),
          ...(options.limits === undefined ? {} : { limits: options.limits }),
          ...(options.collector === undefined ? {} : { collector: options.collector }),
          change: (file, text) => options.change?.(code, file, text) ?? text,
        }),
      ),
    );
    for (const { code, publicKey } of written) keys.set(code, publicKey);
    const authorities = new Map<string, RunningAuthority>();
    for (const [index, { code, configFile, protocolDirectory }] of written.entries()) {
      let process: ChildProcess | null = null;
      authorities.set(code, {
        code,
        url: `http://127.0.0.1:${ports[index]}`,
        directory: join(directory, code.replace(':', '-')),
        protocolDirectory,
        agencies: agencies[code] ?? {},
        processId: () => process?.pid ?? null,
        start: async () => {
          process = (await start('src/main.ts', ['--config', configFile])).child;
        },
        stop: async () => {
          if (process !== null) await ended(process);
          process = null;
        },
      });
    }
    await Promise.all(
      [...authorities.values()]
        .filter(({ code }) => options.only === undefined || options.only.includes(code))
        .map((authority) => authority.start()),
    );
    return {
      identity: issuerBase,
      registry: service,
      authorities,
      stop: async () => {
        await Promise.all([...authorities.values()].map((authority) => authority.stop()));
        await Promise.all([...running].map(ended));
        await service.close();
      },
    };
  } catch (error) {
    await Promise.all([...running].map(ended));
    await registry?.close();
    throw error;
  }
}

function startPart(
  file: string,
  args: readonly string[],
  running: Set<ChildProcess>,
): Promise<{ child: ChildProcess; listening: unknown }> {
  const child = spawn(process.execPath, [file, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let printed = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${file} ended before it was ready (${code}):\n${printed}`)));
    if (child.stdout === null) return reject(new Error(`${file} has no output.`));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{"listening"')) return;
      resolve({ child, listening: (JSON.parse(line) as { readonly listening: unknown }).listening });
    });
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await gone;
}

/** Ports that are free now, all different. */
async function portsFor(count: number, basePort: number | undefined): Promise<readonly number[]> {
  if (basePort !== undefined) return Array.from({ length: count }, (_, index) => basePort + index);
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer();
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as { readonly port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
