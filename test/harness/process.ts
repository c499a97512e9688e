import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A server of ours running as its own process. */
export type ServerProcess = {
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything it printed, for scans. */
  readonly output: () => string;
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
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${file} ${args.join(' ')} ended (${code}):\n${printed}`)));
    createInterface({ input: stdout }).on('line', (line) => {
      printed += `${line}\n`;
      if (line.startsWith('{"listening"')) resolve((JSON.parse(line) as { listening: string }).listening);
    });
  });
  return {
    url,
    process: child,
    output: () => printed,
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await exited;
    },
  };
}
