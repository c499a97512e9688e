import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPrimaryCounts } from '../../src/limits/primary-counts.ts';
import { createWorkerCounters } from '../../src/limits/worker-counter.ts';

/** Workers whose primary counts for them, over channels that stand for those of processes. */

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function together() {
  const count = createPrimaryCounts();
  let isDeaf = false;
  const faults: string[] = [];
  const worker = (name: string) => {
    const heeding: ((message: unknown) => void)[] = [];
    return createWorkerCounters(() => faults.push(name), {
      send: (message) => {
        if (!isDeaf)
          count(structuredClone(message), (answer) => heeding.forEach((heed) => heed(structuredClone(answer))));
      },
      onMessage: (heed) => void heeding.push(heed),
    });
  };
  return {
    worker,
    faults,
    deafen: (is: boolean) => {
      isDeaf = is;
    },
  };
}

const rate = { count: 2, seconds: 60 };

describe('workers of one primary', () => {
  test('count together by name and key', async () => {
    const { worker, faults } = together();
    const [one, two] = [worker('one')('person', rate), worker('two')('person', rate)];
    expect([(await one.take('ada', 1)).left, (await two.take('ada', 1)).left]).toEqual([1, 0]);
    expect([(await one.take('ada', 1)).isOver, (await two.take('bea', 1)).isOver]).toEqual([true, false]);
    expect((await worker('three')('organisation', rate).take('ada', 1)).isOver).toBe(false);
    expect(faults).toEqual([]);
  });

  test('go by the rate of whoever asks, so that a changed configuration holds', async () => {
    const { worker } = together();
    const [former, next] = [worker('one')('person', rate), worker('two')('person', rate)];
    await former.take('ada', 2);
    next.rate = { count: 4, seconds: 60 };
    expect([(await former.take('ada', 1)).isOver, (await next.take('ada', 1)).isOver]).toEqual([true, false]);
    expect((await next.take('ada', 1)).isOver).toBe(true);
  });

  test('count by themselves while it does not answer, say so, and wait no longer than half a second', async () => {
    const { worker, faults, deafen } = together();
    const counter = worker('one')('person', rate);
    await counter.take('ada', 2);
    deafen(true);
    const counted = [counter.take('ada', 2), counter.take('ada', 1)];
    await vi.advanceTimersByTimeAsync(500);
    expect((await Promise.all(counted)).map(({ isOver }) => isOver)).toEqual([false, true]);
    expect(faults).toEqual(['one', 'one']);
    deafen(false);
    expect((await counter.take('ada', 1)).isOver).toBe(true);
  });

  test('hear nothing of messages about other things', () => {
    const replies: unknown[] = [];
    const count = createPrimaryCounts();
    for (const message of [null, 'COUNT', {}, { kind: 'STATE', reasons: [] }])
      count(message, (one) => replies.push(one));
    expect(replies).toEqual([]);
  });
});
