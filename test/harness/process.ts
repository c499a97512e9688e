import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A server of ours running as its own process. */
export type ServerProcess = {
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything it printed, for scans. */
  readonly output: () => string;
  /** Waits until it has printed this; what it says may arrive after what it wrote to a log. */
  readonly hasPrinted: (what: RegExp) => Promise<void>;
  /** Ends it, gently unless told otherwise; resolves when it is gone. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
};

/** Starts a TypeScript file of the project and waits for its `{"listening": url}` line. */
export async function startServer(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...env },
  });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the server has no output to read');
  let printed = '';
  stderr.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  // By then everything that it printed has arrived, too.
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('close', (code) => reject(new Error(`${file} ${args.join(' ')} ended (${code}):\n${printed}`)));
    createInterface({ input: stdout }).on('line', (line) => {
      printed += `${line}\n`;
      if (line.startsWith('{"listening"')) resolve((JSON.parse(line) as { listening: string }).listening);
    });
  });
  return {
    url,
    process: child,
    output: () => printed,
    hasPrinted: (what) => until(() => printed.match(what) !== null),
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
    },
  };
}
