import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGathering, type Gathering } from '../../src/ledger/gathering.ts';

let sentAt: number[];
let gathering: Gathering;

beforeEach(() => {
  vi.useFakeTimers();
  sentAt = [];
  const start = performance.now();
  gathering = createGathering({ busyMs: 4, gatherMs: 2, laterMs: 10 }, () => {
    sentAt.push(performance.now() - start);
    gathering.sent(true);
  });
});

afterEach(() => {
  gathering.stop();
  vi.useRealTimers();
});

describe('an entry is handed over', () => {
  it('at the end of the turn where it came alone', async () => {
    gathering.came(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(sentAt).toEqual([0]);
  });

  it('with others under load, and at once again when the load is gone', async () => {
    for (let ms = 0; ms < 60; ms += 1) {
      gathering.came(false);
      await vi.advanceTimersByTimeAsync(1);
    }
    const underLoad = sentAt.length;
    expect(underLoad).toBeLessThan(50);
    expect(sentAt.slice(-5).every((at, index, all) => index === 0 || at - (all[index - 1] ?? 0) >= 2)).toBe(true);
    for (let pause = 0; pause < 3; pause += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      gathering.came(false);
    }
    await vi.advanceTimersByTimeAsync(0);
    const [, , last] = sentAt.slice(underLoad).toReversed();
    expect(last).toBeDefined();
    expect((sentAt.at(-1) ?? 0) % 1000).toBe(60);
  });

  it('at once in a burst of a few, with pauses between them', async () => {
    const cameAt: number[] = [];
    for (let at = 0; at < 1000; at += 1) {
      // Five of 50 ms, one after the other.
      if (at % 50 < 5) {
        cameAt.push(at);
        gathering.came(false);
      }
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(sentAt).toEqual(cameAt);
  });

  it('that may wait later, but no later than another that may not', async () => {
    gathering.came(true);
    await vi.advanceTimersByTimeAsync(9);
    expect(sentAt).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sentAt).toEqual([10]);
    gathering.came(true);
    await vi.advanceTimersByTimeAsync(3);
    gathering.came(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(sentAt).toEqual([10, 13]);
    await vi.advanceTimersByTimeAsync(100);
    expect(sentAt).toEqual([10, 13]);
  });

  it('by whoever could not when it was due, as soon as that is over', async () => {
    let isHindered = true;
    const hindered = createGathering({ busyMs: 4, gatherMs: 2, laterMs: 10 }, () => {
      if (!isHindered) hindered.sent(true);
    });
    hindered.came(true);
    expect(hindered.isDue()).toBe(false);
    await vi.advanceTimersByTimeAsync(10);
    expect(hindered.isDue()).toBe(true);
    hindered.came(false);
    expect(hindered.isDue()).toBe(true);
    isHindered = false;
    hindered.sent(false);
    expect(hindered.isDue()).toBe(true);
    hindered.sent(true);
    expect(hindered.isDue()).toBe(false);
  });
});
