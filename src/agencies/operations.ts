import type { CallKind } from '../model/agency-call.ts';
import { Beside } from '../model/beside.ts';

/** Something under way that an operation ends: at its own time, or when the operation is over. */
export type Expiring = {
  /** Milliseconds of `performance.now()`; infinite: only the operation's end ends it. */
  readonly expiresAt: number;
  giveUp(cause: 'DEADLINE' | 'ABORTED'): void;
};

/**
 * The time of one operation and what is under way for it: one timer and one listener, however many
 * calls. It begins with the first question to an agency.
 */
export class Operation {
  readonly #signal: AbortSignal;
  readonly #endsAt: number;
  readonly #underWay = new Set<Expiring>();
  #isHeard = false;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;

  constructor(signal: AbortSignal, endsAt: number) {
    this.#signal = signal;
    this.#endsAt = endsAt;
  }

  /**
   * Milliseconds that a call made now may take at most. What is asked before the content may use half of what is
   * left, so that an agency that hangs in one wave leaves the same again for the waves after it; the last, all of it.
   */
  timeFor(kind: CallKind, now: number): number {
    const left = this.#endsAt - now;
    return isLast(kind) ? left : left / 2;
  }

  /** Has the call ended in time; it says itself when it is over. */
  watch(call: Expiring): void {
    if (!this.#isHeard) this.#signal.addEventListener('abort', this.#onAbort, { once: true });
    this.#isHeard = true;
    this.#underWay.add(call);
    if (call.expiresAt < this.#timerAt) this.#setTimer(call.expiresAt);
  }

  /** Waits; false: the operation was over before that. */
  async pause(ms: number): Promise<boolean> {
    if (this.#signal.aborted) return false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const pause: Expiring = { expiresAt: Number.POSITIVE_INFINITY, giveUp: () => resolve(false) };
    const timer = setTimeout(resolve, ms, true);
    this.watch(pause);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.release(pause);
    }
  }

  /** Forgets a call; no timer is left when none is under way. The listener ends with the signal, which is the operation's own. */
  release(call: Expiring): void {
    if (!this.#underWay.delete(call) || this.#underWay.size > 0) return;
    clearTimeout(this.#timer);
    this.#timerAt = Number.POSITIVE_INFINITY;
  }

  #setTimer(at: number): void {
    clearTimeout(this.#timer);
    this.#timerAt = at;
    this.#timer = setTimeout(this.#onTime, Math.max(0, Math.ceil(at - performance.now())));
  }

  readonly #onTime = (): void => {
    const now = performance.now();
    this.#timerAt = Number.POSITIVE_INFINITY;
    for (const call of this.#underWay) if (call.expiresAt <= now) call.giveUp('DEADLINE');
    const next = Math.min(...[...this.#underWay].map(({ expiresAt }) => expiresAt));
    if (Number.isFinite(next)) this.#setTimer(next);
  };

  readonly #onAbort = (): void => {
    for (const call of this.#underWay) call.giveUp('ABORTED');
  };
}

/** The operations under way, by the signal that ends each; they are forgotten with it. */
export type Operations = {
  readonly of: (signal: AbortSignal) => Operation;
  /** Gives so many milliseconds to operations that begin from now on; those under way keep what they have. */
  readonly setDuration: (ms: number) => void;
};

/** `durationMs`: how long all waves of one operation may take together. */
export function createOperations(options: { readonly durationMs: number }): Operations {
  let { durationMs } = options;
  const operations = new Beside<AbortSignal, Operation>();
  return {
    of: (signal) => {
      const known = operations.get(signal);
      if (known !== undefined) return known;
      const operation = new Operation(signal, performance.now() + durationMs);
      operations.set(signal, operation);
      return operation;
    },
    setDuration: (ms) => {
      durationMs = ms;
    },
  };
}

function isLast(kind: CallKind): boolean {
  switch (kind) {
    case 'CASELOAD':
    case 'FACTS':
      return false;
    case 'CONTENT':
    case 'REPORT':
      return true;
  }
}
