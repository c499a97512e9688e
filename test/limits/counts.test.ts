import { describe, expect, test } from 'vitest';
import { createCounts } from '../../src/limits/counts.ts';

/** What is counted in memory, and how much of it is kept when there are more keys than there is room for. */

const rate = { count: 3, seconds: 60 };

function counts(options: Parameters<typeof createCounts>[0] = {}) {
  let now = 1000;
  const made = createCounts({ most: 10, now: () => now, ...options });
  const take = (key: string, points = 1) => made.take(key, points, rate);
  return {
    take,
    size: made.size,
    later: (ms: number) => {
      now += ms;
    },
    /** Requests of as many keys that were never seen before. */
    flood: (keys: number, points = 1) => {
      for (let key = 0; key < keys; key += 1) take(`flood ${now} ${points} ${key}`, points);
    },
    takeBy: made.take,
  };
}

describe('a count', () => {
  test('lets through so many in its time, which begins with the first and is not made longer', () => {
    const { take, later } = counts();
    expect(take('a')).toEqual({ isOver: false, left: 2, endsInMs: 60_000 });
    later(20_000);
    expect(take('a', 2)).toEqual({ isOver: false, left: 0, endsInMs: 40_000 });
    expect(take('a')).toEqual({ isOver: true, left: 0, endsInMs: 40_000 });
    expect(take('b').isOver).toBe(false);
    later(39_999);
    expect(take('a')).toEqual({ isOver: true, left: 0, endsInMs: 1 });
    later(1);
    expect(take('a')).toEqual({ isOver: false, left: 2, endsInMs: 60_000 });
  });

  test('goes by another rate from the next on', () => {
    const { takeBy } = counts();
    takeBy('a', 3, rate);
    expect(takeBy('a', 1, { count: 10, seconds: 600 })).toEqual({ isOver: false, left: 6, endsInMs: 60_000 });
    expect(takeBy('a', 1, { count: 4, seconds: 60 }).isOver).toBe(true);
  });
});

describe('more keys than there is room for', () => {
  test('are kept in a bounded number, however many come and however often', () => {
    const { flood, size, later } = counts();
    flood(5000);
    expect(size()).toBe(10);
    // All of them over their rate: as many again at most.
    flood(5000, 4);
    expect(size()).toBeLessThanOrEqual(20);
    later(60_000);
    flood(5000);
    expect(size()).toBeLessThanOrEqual(20);
  });

  test('leave whoever is over the rate where they are', () => {
    const { take, flood } = counts();
    take('attacker', 4);
    flood(5000);
    expect(take('attacker').isOver).toBe(true);
    // Also for others who are over, as long as there is room for those.
    flood(9, 4);
    expect(take('attacker').isOver).toBe(true);
  });

  test('push out those whose time began first, and only as many as it takes', () => {
    const { take, flood, later } = counts();
    take('first', 3);
    later(1);
    take('second', 3);
    flood(9);
    expect(take('second')).toMatchObject({ isOver: true });
    expect(take('first')).toMatchObject({ isOver: false, left: 2 });
  });

  test('give back no more than they cost where there is room for as many as may be asked', () => {
    const most = 50;
    /** What is left to one who had used up all but one, after a flood of so many other keys. */
    const leftAfter = (keys: number): number => {
      const { take, flood } = counts({ most });
      take('attacker', rate.count - 1);
      flood(keys);
      return take('attacker').left;
    };
    const anew = rate.count - 1;
    const cost = Array.from({ length: 2 * most }, (_, keys) => keys).find((keys) => leftAfter(keys) === anew);
    expect([leftAfter(0), cost]).toEqual([0, most]);
    expect(cost).toBeGreaterThan(rate.count);
  });

  test('are refused where nothing may be forgotten', () => {
    const { take, flood, size, later } = counts({ whenFull: 'REFUSE' });
    take('claimed', 3);
    flood(5000);
    expect(size()).toBe(10);
    expect(take('one more')).toEqual({ isOver: true, left: 0, endsInMs: 60_000 });
    expect(take('claimed').isOver).toBe(true);
    flood(5000, 4);
    expect(take('claimed').isOver).toBe(true);
    later(60_000);
    expect(take('one more').isOver).toBe(false);
  });
});

describe('keys whose time is over', () => {
  test('are forgotten as others come, without a timer', () => {
    const { take, flood, size, later } = counts({ most: 1000 });
    flood(1000);
    expect(size()).toBe(1000);
    later(60_000);
    for (let other = 0; other < 20; other += 1) take(`other ${other}`);
    expect(size()).toBe(20);
  });
});
