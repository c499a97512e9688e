import type { Counter, OpenCounter } from './counter.ts';
import { createCounts } from './counts.ts';

/** Counters of this process alone. */
export const openMemoryCounter: OpenCounter = (name, first, whenFull = 'FORGET') => {
  const counts = createCounts({ whenFull });
  const counter: Counter = { name, rate: first, take: async (key, points) => counts.take(key, points, counter.rate) };
  return counter;
};
