import { performance } from 'node:perf_hooks';
import { Agent, type Dispatcher, request } from 'undici';
import { type AgencyTls, connectOptions } from '../../src/agencies/connect-options.ts';

/** What a server answered, or why it did not. */
export type Reached =
  | {
      readonly kind: 'ANSWERED';
      readonly status: number;
      readonly body: string;
      readonly ms: number;
      /** How far its clock is ahead of ours, in seconds; null: it sent no date. */
      readonly clockAhead: number | null;
    }
  | { readonly kind: 'UNREACHABLE'; readonly cause: string };

const longest = 4 * 1024 * 1024;

/** Sends one request and reads the answer; follows no redirect, waits for at most `timeoutMs`. */
export async function reach(
  url: string,
  options: {
    readonly method?: Dispatcher.HttpMethod;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly timeoutMs: number;
    /** What the connection is secured with; absent: as any other. */
    readonly tls?: AgencyTls | undefined;
  },
): Promise<Reached> {
  const { method = 'GET', headers = {}, body = null, timeoutMs, tls } = options;
  const agent = new Agent({ connect: connectOptions(timeoutMs, tls) });
  const sentAt = performance.now();
  try {
    const answer = await request(url, {
      method,
      headers,
      body,
      dispatcher: agent,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > longest) break;
      chunks.push(chunk);
    }
    const date = Date.parse(String(answer.headers['date'] ?? ''));
    return {
      kind: 'ANSWERED',
      status: answer.statusCode,
      body: Buffer.concat(chunks).toString(),
      ms: Math.round(performance.now() - sentAt),
      // A date of HTTP has whole seconds: half of one is the best guess of the rest.
      clockAhead: Number.isNaN(date) ? null : (date + 500 - Date.now()) / 1000,
    };
  } catch (error) {
    return { kind: 'UNREACHABLE', cause: causeOf(error) };
  } finally {
    await agent.destroy();
  }
}

/** Whether an address is of this machine: what goes there passes no network. */
export function isLoopback(url: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : error.name;
}
