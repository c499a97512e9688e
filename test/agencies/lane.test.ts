import { afterEach, describe, expect, it } from 'vitest';
import { createLane } from '../../src/agencies/lane.ts';
import { respond, startAgencySystem } from './agency-system.ts';
import { askingAt, json, well } from './asking.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe('an agency that asks to be left alone', () => {
  const resting = (restMs: number) => {
    let now = 1000;
    const lane = createLane({
      limits: { mostCalls: 10, breakerFailures: 5, breakerPercent: 50, retryPercent: 0 },
      now: () => now,
      onState: () => undefined,
    });
    const run = (rest: number | null) => lane.run(async () => ({ verdict: 'WELL', restMs: rest }) as const);
    return {
      first: () => run(restMs),
      after: async (ms: number) => {
        now += ms;
        const result = await run(null);
        return typeof result === 'string' ? result : 'MADE';
      },
    };
  };

  it('is, for as long as it says', async () => {
    const { first, after } = resting(4000);
    await first();
    expect([await after(0), await after(3999), await after(1)]).toEqual(['RESTING', 'RESTING', 'MADE']);
  });

  it('is asked again after half a minute, whatever it says: a child may be at risk', async () => {
    const { first, after } = resting(86_400_000);
    await first();
    expect([await after(29_999), await after(1)]).toEqual(['RESTING', 'MADE']);
  });

  it('by 503 is left alone by all; its silence is no answer, and no other kind of call is concerned', async () => {
    const system = await startAgencySystem(respond(503, json, '{}', { 'retry-after': '20' }));
    const { ask, answerTo, close } = askingAt({ url: system.url });
    closers.push(system.close, close);
    expect(await ask('FACTS')).toBe('SERVER_ERROR');
    expect(await answerTo('FACTS')).toEqual({ kind: 'NO_RESPONSE', cause: 'RESTING' });
    expect(system.received).toHaveLength(1);
    expect(await ask('CONTENT')).toBe('SERVER_ERROR');
    expect(system.received).toHaveLength(2);
  });

  it('by 429 is left alone by the one whom it told', async () => {
    const answers = [respond(429, json, '{}', { 'retry-after': '20' })];
    const system = await startAgencySystem((response) => (answers.shift() ?? respond(200, json, well))(response));
    const { ask, close } = askingAt({ url: system.url });
    closers.push(system.close, close);
    expect([await ask(), await ask()]).toEqual(['OVERLOADED', 'ANSWERED']);
  });
});

describe('calls to one agency', () => {
  it('wait for a connection in a queue of a bounded length; one more is not made, and says so at once', async () => {
    const held: (() => void)[] = [];
    const system = await startAgencySystem((response) => {
      held.push(() => respond(200, json, well)(response));
    });
    const { ask, health, close } = askingAt({ url: system.url }, { connections: 2, queue: 1 });
    closers.push(system.close, close);
    const asked = [ask(), ask(), ask()];
    expect(await Promise.all([ask(), ask()])).toEqual(['QUEUE_FULL', 'QUEUE_FULL']);
    expect(health()[0]?.calls).toBe(3);
    while (held.length < 2) await new Promise(setImmediate);
    expect(system.received).toHaveLength(2);
    // Whoever waits is answered when a connection is free, and there is room again.
    let answered = 0;
    for (const one of asked) void one.then(() => (answered += 1));
    while (answered < 3) {
      held.shift()?.();
      await new Promise(setImmediate);
    }
    expect(await Promise.all(asked)).toEqual(['ANSWERED', 'ANSWERED', 'ANSWERED']);
    expect(health()[0]?.calls).toBe(0);
    expect(system.received).toHaveLength(3);
  });

  it('have room of their own for facts and for content', async () => {
    const system = await startAgencySystem(() => undefined);
    const { ask, close } = askingAt({ url: system.url, deadlineMs: 200 }, { connections: 1, queue: 0 });
    closers.push(system.close, close);
    const causes = await Promise.all([ask('CONTENT'), ask('REPORT'), ask('FACTS'), ask('CASELOAD')]);
    expect(causes).toEqual(['DEADLINE', 'QUEUE_FULL', 'DEADLINE', 'QUEUE_FULL']);
  });
});
