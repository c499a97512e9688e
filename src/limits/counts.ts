import type { Counted, Rate, WhenFull } from './counter.ts';

/** How often each key was counted in the time that is its own; keeps a bounded number of keys, and no timer. */
export type Counts = {
  /** Counts so many at once by a rate; what is refused is counted, too. */
  readonly take: (key: string, points: number, rate: Rate) => Counted;
  /** Keys that are kept. */
  readonly size: () => number;
};

type Entry = { count: number; readonly endsAt: number };

/** Each some 200 bytes. */
const mostKeys = 100_000;
/** So that no one request does the clearing up after a flood. */
const mostForgotten = 100;

/**
 * Makes counts in memory. Keys within their rate and keys over it are kept apart, so many of either at most: whoever is
 * over is never forgotten for those who are not. Within each the one is forgotten whose time began first, which is
 * the next to end. `now` gives milliseconds of a clock that never goes back.
 */
export function createCounts(
  options: { readonly most?: number; readonly whenFull?: WhenFull; readonly now?: () => number } = {},
): Counts {
  const { most = mostKeys, whenFull = 'FORGET', now = () => performance.now() } = options;
  // A map keeps the order in which keys came, which is that in which equal times end.
  const within = new Map<string, Entry>();
  const over = new Map<string, Entry>();
  return {
    take: (key, points, { count, seconds }) => {
      const at = now();
      let entry = over.get(key) ?? within.get(key);
      if (entry !== undefined && entry.endsAt <= at) {
        within.delete(key);
        over.delete(key);
        entry = undefined;
      }
      if (entry === undefined) {
        forgetEnded(within, at);
        forgetEnded(over, at);
        if (within.size >= most && whenFull === 'REFUSE') return { isOver: true, left: 0, endsInMs: seconds * 1000 };
        if (within.size >= most) forgetFirst(within);
        entry = { count: 0, endsAt: at + seconds * 1000 };
        within.set(key, entry);
      }
      entry.count += points;
      const isOver = entry.count > count;
      // Where none is forgotten for another there is one room for all.
      if (isOver && whenFull === 'FORGET' && within.delete(key)) {
        if (over.size >= most) forgetFirst(over);
        over.set(key, entry);
      }
      return { isOver, left: Math.max(0, count - entry.count), endsInMs: Math.max(1, entry.endsAt - at) };
    },
    size: () => within.size + over.size,
  };
}

function forgetEnded(entries: Map<string, Entry>, at: number): void {
  let left = mostForgotten;
  for (const [key, { endsAt }] of entries) {
    if (endsAt > at || left === 0) return;
    entries.delete(key);
    left -= 1;
  }
}

function forgetFirst(entries: Map<string, Entry>): void {
  for (const key of entries.keys()) {
    entries.delete(key);
    return;
  }
}
