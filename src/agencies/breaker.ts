import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  CountBreaker,
  circuitBreaker,
  handleWhenResult,
  type IBreaker,
  IterableBackoff,
} from 'cockatiel';

/** CLOSED: calls go out. OPEN: none does. HALF_OPEN: one is out, to see whether the agency is back. */
export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/** What a call says of the agency; NOTHING: it ended for reasons of ours. */
export type Verdict = 'WELL' | 'ILL' | 'NOTHING';

/** Lets calls through while an agency is well. */
export type Breaker = {
  /** Makes the call, or gives null: it is not made. `attempt` never rejects. */
  readonly run: <Result extends { readonly verdict: Verdict }>(
    attempt: () => Promise<Result>,
  ) => Promise<Result | null>;
  readonly state: () => BreakerState;
};

/** How long it stays open, in milliseconds: longer each time that the probe fails, never so long that nobody notices. */
const openMs = [1000, 2000, 5000, 10_000, 15_000];

/** The calls of which a share is taken; before there were so many since it last closed, a row alone counts. */
const sharedCalls = 20;

/**
 * Opens after `failures` calls in a row that were ILL, and when more than `percent` in a hundred of the last twenty were
 * (100: never for that); a call that says NOTHING is not counted. After a while the next call is the probe, and while
 * that is out all others are answered at once: nobody waits for somebody else's call.
 */
export function createBreaker(options: {
  readonly failures: number;
  readonly percent: number;
  readonly onState: (state: BreakerState) => void;
}): Breaker {
  const inARow = new ConsecutiveBreaker(options.failures);
  const share =
    options.percent < 100 ? new CountBreaker({ threshold: options.percent / 100, size: sharedCalls }) : null;
  const policy = circuitBreaker(
    // A probe that says nothing leaves it open: the agency was not seen to be well.
    handleWhenResult((result) => (result as { readonly verdict: Verdict }).verdict !== 'WELL'),
    { halfOpenAfter: new IterableBackoff(openMs), breaker: either(inARow, share) },
  );
  policy.onStateChange((state) => options.onState(states[state]));

  const probe: Breaker['run'] = async (attempt) => {
    try {
      return await policy.execute(attempt);
    } catch (error) {
      if (error instanceof BrokenCircuitError) return null;
      throw error;
    }
  };
  return {
    run: async (attempt) => {
      // Cockatiel would have them wait for the probe.
      if (policy.state === CircuitState.HalfOpen) return null;
      if (policy.state !== CircuitState.Closed) return probe(attempt);
      const result = await attempt();
      if (policy.state !== CircuitState.Closed) return result;
      // Told afterwards, and past the policy where that could only pass it on: nearly all calls are well.
      if (result.verdict === 'ILL') await policy.execute(() => result);
      else if (result.verdict === 'WELL') {
        inARow.success();
        share?.success(CircuitState.Closed);
      }
      return result;
    },
    state: () => states[policy.state],
  };
}

/** Opens when one of them does; both hear of everything. */
function either(one: IBreaker, other: IBreaker | null): IBreaker {
  if (other === null) return one;
  return {
    state: null,
    success: (state) => {
      one.success(state);
      other.success(state);
    },
    failure: (state) => {
      const opens = one.failure(state);
      return other.failure(state) || opens;
    },
  };
}

const states: Readonly<Record<CircuitState, BreakerState>> = {
  [CircuitState.Closed]: 'CLOSED',
  [CircuitState.Open]: 'OPEN',
  [CircuitState.HalfOpen]: 'HALF_OPEN',
  [CircuitState.Isolated]: 'OPEN',
};
