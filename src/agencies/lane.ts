import type { AgencyFaultCause } from './agency-fault.ts';
import { type BreakerState, createBreaker, type Verdict } from './breaker.ts';
import { createRetryBudget } from './retry-budget.ts';

/** How careful the gateway is with each agency. */
export type LaneLimits = {
  /** Calls under way and waiting for a connection together; one more is not made. */
  readonly mostCalls: number;
  /** Calls in a row that fail until the breaker opens. */
  readonly breakerFailures: number;
  /** Calls in a hundred of the last twenty that may fail without its opening; 100: however many. */
  readonly breakerPercent: number;
  /** Calls in a hundred that may be made twice. */
  readonly retryPercent: number;
};

/** What one attempt came to, as far as it matters to the calls after it. */
export type Attempted = {
  readonly verdict: Verdict;
  /** The agency asked that nobody call for so long, in milliseconds; null: it did not. */
  readonly restMs: number | null;
};

/** Why a call was not made. */
export type NotMade = Extract<AgencyFaultCause, 'BREAKER_OPEN' | 'QUEUE_FULL' | 'RESTING'>;

/** What calls of one sort to one agency have in common. */
export type Lane = {
  /** Makes an attempt, or says why it is not made. `attempt` never rejects. */
  readonly run: <Result extends Attempted>(attempt: () => Promise<Result>) => Promise<Result | NotMade>;
  /** Whether a call may be made once more; then that is counted. */
  readonly mayRepeat: () => boolean;
  readonly state: () => BreakerState;
  /** Calls under way or waiting. */
  readonly calls: () => number;
};

/** However long an agency asks to be left alone, it is asked again after this: a child may be at risk. */
const longestRestMs = 30_000;

/** `now` gives milliseconds of a clock that never goes back. */
export function createLane(options: {
  readonly limits: LaneLimits;
  readonly now: () => number;
  readonly onState: (state: BreakerState) => void;
}): Lane {
  const { limits, now } = options;
  const breaker = createBreaker({
    failures: limits.breakerFailures,
    percent: limits.breakerPercent,
    onState: options.onState,
  });
  const budget = createRetryBudget(limits.retryPercent);
  let calls = 0;
  let restUntil = 0;
  return {
    run: async (attempt) => {
      if (restUntil > 0 && now() < restUntil) return 'RESTING';
      if (calls >= limits.mostCalls) return 'QUEUE_FULL';
      calls += 1;
      budget.earn();
      try {
        const result = await breaker.run(attempt);
        if (result === null) return 'BREAKER_OPEN';
        if (result.restMs !== null) restUntil = now() + Math.min(result.restMs, longestRestMs);
        return result;
      } finally {
        calls -= 1;
      }
    },
    mayRepeat: budget.spend,
    state: breaker.state,
    calls: () => calls,
  };
}
