import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process of the bench that listens. */
export type Running = { readonly url: string; readonly pid: number; readonly process: ChildProcess };

/** What is to be run; `url`: where it will listen, for programs that do not say so themselves. */
export type Program = {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly ready?: { readonly url: string; readonly path: string };
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const startMs = 60_000;
const keptOutput = 1500;

/** Everything that was started, so that all of it is stopped again. */
const started = new Set<ChildProcess>();

/**
 * Starts a program with this Node and waits until it listens: until it says `{"listening": url}`, or until its
 * `ready` URL answers. Rejects, with the end of what it said, when it ends before or takes more than a minute.
 */
export async function runProcess({ name, args, env = {}, cwd = root, ready }: Program): Promise<Running> {
  const child = spawn(process.execPath, args, {
    cwd,
    // By the channel they notice that the bench is gone, however it ended.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // All of them get what Childview's own script gives it.
    env: { ...process.env, NODE_ENV: 'production', MALLOC_ARENA_MAX: '2', ...env },
  });
  started.add(child);
  let said = '';
  const keep = (chunk: Buffer): void => {
    said = `${said}${chunk.toString()}`.slice(-20 * keptOutput);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.once('error', ({ message }) => keep(Buffer.from(message)));
  child.once('exit', () => started.delete(child));
  const hasEnded = (): boolean => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  const listeningAt = async (): Promise<string | null> => {
    if (ready !== undefined) {
      const isReady = await fetch(`${ready.url}${ready.path}`).then(
        ({ ok }) => ok,
        () => false,
      );
      return isReady ? ready.url : null;
    }
    const line = said.split('\n').find((each) => each.startsWith('{"listening"') && each.endsWith('}'));
    return line === undefined ? null : String((JSON.parse(line) as { listening: unknown }).listening);
  };
  for (const until = performance.now() + startMs; performance.now() < until; await pause(50)) {
    const url = await listeningAt();
    if (url !== null) return { url: url.replace(/\/$/, ''), pid: child.pid ?? 0, process: child };
    if (hasEnded()) {
      throw new Error(`${name} ended (${child.exitCode ?? child.signalCode}): ${said.slice(-keptOutput).trim()}`);
    }
  }
  child.kill('SIGKILL');
  throw new Error(`${name} did not start in a minute: ${said.slice(-keptOutput).trim()}`);
}

/** Ends all processes that were started: asks them, and after three seconds makes them. */
export async function stopAll(): Promise<void> {
  for (const child of started) child.kill('SIGTERM');
  for (const until = performance.now() + 3000; started.size > 0 && performance.now() < until; ) await pause(50);
  killAll();
}

/** Ends all processes that were started, at once: for handlers that may not wait. */
export function killAll(): void {
  for (const child of started) child.kill('SIGKILL');
}

/** Ends all of them whichever way this process ends. */
export function stopWithThisProcess(): void {
  process.once('exit', killAll);
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => process.exit(code));
  }
}

const pause = async (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
