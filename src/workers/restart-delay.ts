const firstMs = 100;
const longestMs = 10_000;
/** Whoever took requests for so long is not one that dies at once. */
const steadyMs = 30_000;

/** How long a worker's place stays empty after its deaths. */
export type RestartDelay = {
  /** It died; `livedMs` since it took requests, 0: it never did. Milliseconds to wait. */
  readonly next: (livedMs: number) => number;
};

/** Twice as long after each death, up to ten seconds; from the beginning again for one that had lived a while. */
export function createRestartDelay(): RestartDelay {
  let deaths = 0;
  return {
    next: (livedMs) => {
      deaths = livedMs >= steadyMs ? 0 : deaths;
      deaths += 1;
      return Math.min(longestMs, firstMs * 2 ** (deaths - 1));
    },
  };
}
