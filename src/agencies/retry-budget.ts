/** Allows few calls to be made twice: when much fails, asking twice would double the load of what is failing. */
export type RetryBudget = {
  /** Counts a call that is made. */
  readonly earn: () => void;
  /** Whether a call may be made again; if so it is counted. */
  readonly spend: () => boolean;
};

/** So that the first failure after a quiet time can be made good, and a burst of them not. */
const mostSaved = 10;

/** `percent` of calls may be made again, at most `mostSaved` of them in a row; it begins with one. */
export function createRetryBudget(percent: number): RetryBudget {
  // In hundredths: sums of tenths would not come out even.
  let saved = percent === 0 ? 0 : 100;
  return {
    earn: () => {
      saved = Math.min(mostSaved * 100, saved + percent);
    },
    spend: () => {
      if (saved < 100) return false;
      saved -= 100;
      return true;
    },
  };
}
