/** Remembers which requests were accepted, for as long as they could be accepted again. */
export type ReplayGuard = {
  /** Whether it is the first time; false as well while there is no room to remember more. */
  readonly isFirst: (id: string, until: number) => boolean;
};

const most = 100_000;

/**
 * Makes a guard for one process: a second instance that shares an audience needs one over shared state.
 * `now` and `until` are in milliseconds since the epoch. Ids only, never anything of a request.
 */
export function createReplayGuard(now: () => number, capacity = most): ReplayGuard {
  const seen = new Map<string, number>();
  return {
    isFirst: (id, until) => {
      if (seen.has(id)) return false;
      if (seen.size >= capacity) {
        const at = now();
        for (const [known, end] of seen) if (end <= at) seen.delete(known);
        // Whoever sends more than can be remembered is not let through unremembered.
        if (seen.size >= capacity) return false;
      }
      seen.set(id, until);
      return true;
    },
  };
}
