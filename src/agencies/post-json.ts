import type { Dispatcher } from 'undici';
import { type AgencyFaultCause } from './agency-fault.ts';
import { faultOfHead } from './fault-of-head.ts';

/** What came of a request: the whole body as text, or why there is none. */
export type PostResult =
  | { readonly kind: 'BODY'; readonly text: string }
  | { readonly kind: 'FAULT'; readonly cause: AgencyFaultCause };

/** One POST of a JSON body. */
export type JsonPost = {
  /** Of a dispatcher that serves several; absent: it serves one. */
  readonly origin?: string;
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: string;
  /** Ends the request when the operation ends, e.g. because the caller went away. */
  readonly signal: AbortSignal;
  /** Milliseconds from now until the request is given up. */
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
};

/**
 * Posts through undici's dispatch with a plain handler, the cheapest way measured (performance.md).
 * Always resolves: every failure is a value, and none carries text of the other side. The timer and
 * the listener on the signal are gone when it resolves; so is what had been received.
 */
export function postJson(dispatcher: Dispatcher, post: JsonPost): Promise<PostResult> {
  if (post.signal.aborted) return Promise.resolve({ kind: 'FAULT', cause: 'ABORTED' });
  if (post.timeoutMs <= 0) return Promise.resolve({ kind: 'FAULT', cause: 'DEADLINE' });

  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | null = null;
    let chunks: Buffer[] = [];
    let receivedBytes = 0;
    let isSettled = false;

    const settle = (result: PostResult): void => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      post.signal.removeEventListener('abort', onAbort);
      chunks = [];
      resolve(result);
    };
    const giveUp = (cause: AgencyFaultCause): void => {
      settle({ kind: 'FAULT', cause });
      controller?.abort(givenUp);
    };
    const onAbort = (): void => giveUp('ABORTED');
    const timer = setTimeout(giveUp, post.timeoutMs, 'DEADLINE');
    post.signal.addEventListener('abort', onAbort, { once: true });

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started;
        // It may have waited for a connection past its deadline: then nothing is sent at all.
        if (isSettled) started.abort(givenUp);
      },
      onResponseStart(_controller, statusCode, headers) {
        // 1xx announces the response that is still to come.
        if (statusCode < 200) return;
        const cause = faultOfHead(statusCode, headers);
        if (cause !== null) giveUp(cause);
      },
      onResponseData(_controller, chunk) {
        receivedBytes += chunk.length;
        if (receivedBytes > post.maxResponseBytes) giveUp('TOO_LARGE');
        else if (!isSettled) chunks.push(chunk);
      },
      onResponseEnd() {
        settle({ kind: 'BODY', text: textOf(chunks, receivedBytes) });
      },
      onResponseError() {
        settle({ kind: 'FAULT', cause: 'CONNECTION' });
      },
    };
    try {
      dispatcher.dispatch(
        {
          ...(post.origin === undefined ? {} : { origin: post.origin }),
          path: post.path,
          method: 'POST',
          headers: [...post.headers],
          body: post.body,
          idempotent: false,
        },
        handler,
      );
    } catch {
      // A pool that was closed throws at once.
      settle({ kind: 'FAULT', cause: 'CONNECTION' });
    }
  });
}

/** Undici wants a reason; it goes nowhere but back into our own handler. */
const givenUp = new Error('The request was given up.');

function textOf(chunks: readonly Buffer[], byteLength: number): string {
  const [first] = chunks;
  if (first !== undefined && chunks.length === 1) return first.toString('utf8');
  return Buffer.concat(chunks, byteLength).toString('utf8');
}
