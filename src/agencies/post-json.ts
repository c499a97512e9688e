import type { Dispatcher } from 'undici';
import { type AgencyFaultCause } from './agency-fault.ts';
import { faultOfHead } from './fault-of-head.ts';
import type { Expiring, Operation } from './operations.ts';
import { retryAfterMs } from './retry-after.ts';

/** What came of a request: the whole body, or why there is none. */
export type PostResult =
  | { readonly kind: 'BODY'; readonly bytes: Buffer }
  | {
      readonly kind: 'FAULT';
      readonly cause: AgencyFaultCause;
      /** HTTP status that the fault was read from; null: another fault. */
      readonly status: number | null;
      /** How long the other side asked to be left alone, in milliseconds; null: it did not say. */
      readonly retryAfterMs: number | null;
    };

/** One POST of a JSON body. */
export type JsonPost = {
  /** Of a dispatcher that serves several; absent: it serves one. */
  readonly origin?: string;
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: string;
  /** Ends the request when it ends, e.g. because the caller went away. */
  readonly operation: Operation;
  readonly signal: AbortSignal;
  /** Milliseconds from now until the request is given up. */
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
};

/**
 * Posts through undici's dispatch with a plain handler, the cheapest way measured (performance.md).
 * Always resolves: every failure is a value, and none carries text of the other side. Sends once. When it
 * resolves the operation no longer knows of it, and what had been received is gone.
 */
export function postJson(dispatcher: Dispatcher, post: JsonPost): Promise<PostResult> {
  if (post.signal.aborted) return Promise.resolve(unsent('ABORTED'));
  if (!(post.timeoutMs > 0)) return Promise.resolve(unsent('DEADLINE'));
  return new Promise((resolve) => {
    const exchange = new Exchange(post, resolve);
    post.operation.watch(exchange);
    try {
      dispatcher.dispatch(
        post.origin === undefined
          ? { path: post.path, method: 'POST', headers: post.headers, body: post.body, idempotent: false }
          : {
              origin: post.origin,
              path: post.path,
              method: 'POST',
              headers: post.headers,
              body: post.body,
              idempotent: false,
            },
        exchange,
      );
    } catch {
      // A pool that was closed throws at once.
      exchange.giveUp('CONNECTION');
    }
  });
}

/** One request and its answer, from being dispatched until it is settled. */
class Exchange implements Dispatcher.DispatchHandler, Expiring {
  readonly expiresAt: number;
  readonly #operation: Operation;
  readonly #maxBytes: number;
  #resolve: ((result: PostResult) => void) | null;
  #controller: Dispatcher.DispatchController | null = null;
  #first: Buffer | null = null;
  #others: Buffer[] | null = null;
  #bytes = 0;

  constructor(post: JsonPost, resolve: (result: PostResult) => void) {
    this.#operation = post.operation;
    this.#maxBytes = post.maxResponseBytes;
    this.#resolve = resolve;
    this.expiresAt = performance.now() + post.timeoutMs;
  }

  giveUp(cause: AgencyFaultCause, status: number | null = null, retryAfter: number | null = null): void {
    if (this.#resolve === null) return;
    this.#settle({ kind: 'FAULT', cause, status, retryAfterMs: retryAfter });
    this.#controller?.abort(givenUp);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It may have waited for a connection past its deadline: then nothing is sent at all.
    if (this.#resolve === null) controller.abort(givenUp);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: Parameters<typeof faultOfHead>[1],
  ): void {
    // 1xx announces the response that is still to come.
    if (statusCode < 200) return;
    const cause = faultOfHead(statusCode, headers);
    if (cause !== null) this.giveUp(cause, statusCode, retryAfterMs(headers['retry-after']));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) this.giveUp('TOO_LARGE');
    else if (this.#resolve === null) return;
    else if (this.#first === null) this.#first = chunk;
    else if (this.#others === null) this.#others = [this.#first, chunk];
    else this.#others.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#resolve === null) return;
    const bytes = this.#others === null ? (this.#first ?? nothing) : Buffer.concat(this.#others, this.#bytes);
    this.#settle({ kind: 'BODY', bytes });
  }

  onResponseError(): void {
    this.giveUp('CONNECTION');
  }

  #settle(result: PostResult): void {
    const resolve = this.#resolve;
    if (resolve === null) return;
    this.#resolve = null;
    this.#first = null;
    this.#others = null;
    this.#operation.release(this);
    resolve(result);
  }
}

const nothing = Buffer.alloc(0);

/** Undici wants a reason; it goes nowhere but back into our own handler. */
const givenUp = new Error('The request was given up.');

function unsent(cause: AgencyFaultCause): PostResult {
  return { kind: 'FAULT', cause, status: null, retryAfterMs: null };
}
