import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** So many in so many seconds. */
export type Rate = { readonly count: number; readonly seconds: number };

/** What came of counting. */
export type Counted = {
  readonly isOver: boolean;
  /** How many more there may be in this time. */
  readonly left: number;
  /** Milliseconds until this time ends and counting begins anew. */
  readonly endsInMs: number;
};

/** Counts what is done under a key in a fixed time, which begins with the first; never rejects. */
export type Counter = {
  readonly name: string;
  readonly rate: Rate;
  /** Counts so many at once; what is refused is counted, too. */
  take(key: string, points: number): Promise<Counted>;
};

/** Makes the counter of a name; whoever opens the same name counts together, as far as the counters are shared. */
export type OpenCounter = (name: string, rate: Rate) => Counter;

/** Counters of this process alone. */
export const openMemoryCounter: OpenCounter = (name, rate) => {
  const limiter = new RateLimiterMemory({ points: rate.count, duration: rate.seconds });
  return { name, rate, take: (key, points) => consume(limiter, key, points) };
};

/** Counts by a limiter of the library; rejects only when its store fails. */
export async function consume(
  limiter: Pick<RateLimiterAbstract, 'consume'>,
  key: string,
  points: number,
): Promise<Counted> {
  try {
    return countedOf(await limiter.consume(key, points), false);
  } catch (error) {
    // The library rejects with its result, which is no Error, when there are too many.
    if (error instanceof RateLimiterRes) return countedOf(error, true);
    throw error;
  }
}

function countedOf({ remainingPoints, msBeforeNext }: RateLimiterRes, isOver: boolean): Counted {
  return { isOver, left: remainingPoints, endsInMs: Math.max(1, msBeforeNext) };
}
