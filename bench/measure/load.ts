import type { ChildProcess } from 'node:child_process';
import { Pool } from 'undici';

/** A running gateway as the bench sees it. */
export type Target = {
  readonly name: string;
  readonly kind: 'childview' | 'floor' | 'other';
  readonly origin: string;
  readonly path: string;
  readonly pid: number;
  readonly process: ChildProcess;
};

/** One request: headers beside the content type, and a body. */
export type Request = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** What a slice of load came to. Latencies in ms, sorted. */
export type Slice = { readonly requests: number; readonly seconds: number; readonly latencies: readonly number[] };

/** Sends one request and gives the answer's text; rejects unless it is a 200. */
export async function ask(pool: Pool, target: Target, request: Request): Promise<string> {
  const response = await pool.request({
    method: 'POST',
    path: target.path,
    headers: { 'content-type': 'application/json', ...request.headers },
    body: request.body,
  });
  const text = await response.body.text();
  if (response.statusCode !== 200)
    throw new Error(`${target.name} answered ${response.statusCode}: ${text.slice(0, 300)}`);
  return text;
}

/** Sends one request on a connection of its own and gives the answer's text. */
export async function askOnce(target: Target, request: Request): Promise<string> {
  const pool = new Pool(target.origin, { connections: 1 });
  try {
    return await ask(pool, target, request);
  } finally {
    await pool.close();
  }
}

/** Keeps `connections` requests on their way for `ms`; every answer must pass `isRight`. */
export async function closedLoop(
  target: Target,
  next: () => Request,
  options: { readonly ms: number; readonly connections: number; readonly isRight: (text: string) => boolean },
): Promise<Slice> {
  const pool = new Pool(target.origin, { connections: options.connections, pipelining: 1 });
  const latencies: number[] = [];
  const begin = performance.now();
  const until = begin + options.ms;
  let isOver = false;
  const worker = async (): Promise<void> => {
    while (!isOver && performance.now() < until) {
      const at = performance.now();
      const text = await ask(pool, target, next());
      if (!options.isRight(text)) throw new Error(`${target.name} gave a wrong answer: ${text.slice(0, 300)}`);
      latencies.push(performance.now() - at);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.connections }, worker));
  } finally {
    isOver = true;
    await pool.close();
  }
  const seconds = (performance.now() - begin) / 1000;
  return { requests: latencies.length, seconds, latencies: latencies.sort((one, other) => one - other) };
}

/** Sends `perSecond` requests a second for `ms`, whether or not the ones before were answered. */
export async function fixedRate(
  target: Target,
  next: () => Request,
  options: { readonly ms: number; readonly perSecond: number },
): Promise<Slice> {
  const pool = new Pool(target.origin, { connections: 128, pipelining: 1 });
  const latencies: number[] = [];
  const waiting: Promise<void>[] = [];
  const begin = performance.now();
  const count = Math.floor((options.ms / 1000) * options.perSecond);
  for (let sent = 0; sent < count; sent += 1) {
    const due = begin + (sent * 1000) / options.perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    // From when it was due: a sender that falls behind must not flatter the gateway.
    waiting.push(ask(pool, target, next()).then(() => void latencies.push(performance.now() - due)));
  }
  await Promise.all(waiting);
  const seconds = (performance.now() - begin) / 1000;
  await pool.close();
  return { requests: latencies.length, seconds, latencies: latencies.sort((one, other) => one - other) };
}

/** The latency that a share of all requests stays within. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle of a list of figures. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
