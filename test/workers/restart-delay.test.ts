import { expect, test } from 'vitest';
import { createRestartDelay } from '../../src/workers/restart-delay.ts';

test('a worker that keeps dying is started ever more seldom, but always again', () => {
  const { next } = createRestartDelay();
  expect(Array.from({ length: 9 }, () => next(0))).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]);
});

test('a worker that had lived a while is started soon', () => {
  const { next } = createRestartDelay();
  for (let death = 0; death < 5; death += 1) next(0);
  expect([next(30_000), next(29_999), next(60_000)]).toEqual([100, 200, 100]);
});
