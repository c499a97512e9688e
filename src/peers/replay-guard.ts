/** Remembers which requests were accepted, for as long as they could be accepted again. */
export type ReplayGuard = {
  /** Whether it is the first time; false as well while there is no room to remember more. */
  readonly isFirst: (id: string, until: number) => Promise<boolean>;
};

const most = 100_000;

/**
 * Makes a guard. What this process accepted it remembers by itself; `claim` asks those that share an
 * audience with it, and says true where they cannot be asked: a request then counts once a process.
 * `now` and `until` are in milliseconds since the epoch. Ids only, never anything of a request.
 */
export function createReplayGuard(
  now: () => number,
  options: { readonly capacity?: number; readonly claim?: (id: string) => Promise<boolean> } = {},
): ReplayGuard {
  const { capacity = most, claim = async () => true } = options;
  const seen = new Map<string, number>();
  return {
    isFirst: async (id, until) => {
      if (seen.has(id)) return false;
      if (seen.size >= capacity) {
        const at = now();
        for (const [known, end] of seen) if (end <= at) seen.delete(known);
        // Whoever sends more than can be remembered is not let through unremembered.
        if (seen.size >= capacity) return false;
      }
      // Before anybody is asked, so that of two at once here one is the second.
      seen.set(id, until);
      return await claim(id);
    },
  };
}
