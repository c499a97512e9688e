import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** So many in so many seconds. */
export type Rate = { readonly count: number; readonly seconds: number };

/** Whether something may be done now, and if not, when. */
export type Taken = { readonly kind: 'TAKEN' } | { readonly kind: 'LIMITED'; readonly retryAfterSeconds: number };

/** Counts searches by people and by organisations. */
export type SearchLimits = {
  readonly take: (
    who: { readonly people: readonly string[]; readonly organisation: string },
    count: number,
  ) => Promise<Taken>;
};

/**
 * Makes the counters of searches, in this process; keys are accounts and organisations, never anything of a child.
 * The limiter's own store is the seam for counters that several instances share.
 */
export function createSearchLimits(rates: { readonly perPerson: Rate; readonly perOrganisation: Rate }): SearchLimits {
  const ofPerson = limiterOf(rates.perPerson);
  const ofOrganisation = limiterOf(rates.perOrganisation);
  return {
    take: async ({ people, organisation }, count) => {
      const counters = [
        ...people.map((key) => ({ limiter: ofPerson, key })),
        { limiter: ofOrganisation, key: organisation },
      ];
      for (const { limiter, key } of counters) {
        const waitMs = await waitFor(limiter, key, count);
        // Whoever is over their own limit must not use up what is their colleagues'.
        if (waitMs > 0) return { kind: 'LIMITED', retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };
      }
      return { kind: 'TAKEN' };
    },
  };
}

function limiterOf({ count, seconds }: Rate): RateLimiterMemory {
  return new RateLimiterMemory({ points: count, duration: seconds });
}

/** Milliseconds until it may be done; 0: now, and it is counted. */
async function waitFor(limiter: RateLimiterMemory, key: string, count: number): Promise<number> {
  try {
    await limiter.consume(key, count);
    return 0;
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(1, error.msBeforeNext);
    throw error;
  }
}
