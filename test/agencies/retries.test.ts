import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createRetryBudget } from '../../src/agencies/retry-budget.ts';
import { retryAfterMs } from '../../src/agencies/retry-after.ts';
import type { CallKind } from '../../src/model/agency-call.ts';
import { respond, startAgencySystem } from './agency-system.ts';
import { askingAt, json, well } from './asking.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const ok = respond(200, json, well);
type Answer = (response: ServerResponse) => void;

/** A system that gives these answers, then OK for ever. */
const answering = async (answers: readonly Answer[], options: Parameters<typeof askingAt>[1] = {}) => {
  const left = [...answers];
  const system = await startAgencySystem((response) => (left.shift() ?? ok)(response));
  const asking = askingAt({ url: system.url }, { breakerFailures: 1000, breakerPercent: 100, ...options });
  closers.push(system.close, asking.close);
  return { ...asking, system };
};

describe('a read that failed in a way that passes', () => {
  it.each<[string, Answer]>([
    ['502', respond(502, 'text/html', '<p>')],
    ['503', respond(503, json, '{}')],
    ['504', respond(504, json, '{}')],
    ['429', respond(429, json, '{}')],
    ['a connection that is cut', (response) => response.destroy()],
  ])('%s: is made once more, as a request of its own', async (_title, answer) => {
    const { ask, system, dropped } = await answering([answer]);
    expect(await ask('FACTS')).toBe('ANSWERED');
    expect(system.received).toHaveLength(2);
    const [first, second] = system.received;
    expect(second?.body).toBe(first?.body);
    // An agency takes a grant once.
    expect(second?.headers['childview-grant']).not.toBe(first?.headers['childview-grant']);
    expect(dropped).toEqual([]);
  });

  it('is made once more after a wait that is left to chance, so that not all come back at once', async () => {
    const after = async (random: number) => {
      const { ask, system } = await answering([respond(503, json, '{}')], { random: () => random });
      return [await ask('FACTS'), system.received.length];
    };
    expect(await after(0)).toEqual(['ANSWERED', 2]);
    // A wait of this length ends after the time of the call does.
    expect(await after(1000)).toEqual(['SERVER_ERROR', 1]);
  });

  it('is made once more, and not twice more', async () => {
    const { ask, system } = await answering(Array.from({ length: 3 }, () => respond(503, json, '{}')));
    expect(await ask('CONTENT')).toBe('SERVER_ERROR');
    expect(system.received).toHaveLength(2);
  });
});

describe('a call is not made again', () => {
  it.each<[string, Answer]>([
    ['500', respond(500, json, '{}')],
    ['403', respond(403, json, '{}')],
    ['a page', respond(200, 'text/html', '<p>')],
    ['JSON that breaks off', respond(200, json, '{')],
    ['no data', respond(200, json, '{"data":null,"errors":[{}]}')],
  ])('after %s: it would be the same again', async (_title, answer) => {
    const { ask, system } = await answering([answer]);
    expect(await ask()).not.toBe('ANSWERED');
    expect(system.received).toHaveLength(1);
  });

  it('when it writes', async () => {
    const { ask, system } = await answering([(response) => response.destroy()]);
    expect(await ask('REPORT')).toBe('CONNECTION');
    expect(system.received).toHaveLength(1);
  });

  it('when its time is up', async () => {
    const system = await startAgencySystem(() => undefined);
    const asking = askingAt({ url: system.url, deadlineMs: 60 });
    closers.push(system.close, asking.close);
    expect(await asking.ask()).toBe('DEADLINE');
    expect(system.received.length).toBeLessThanOrEqual(1);
  });

  it('when the agency asks for more time than there is', async () => {
    const { ask, system } = await answering([respond(429, json, '{}', { 'retry-after': '30' })]);
    expect(await ask()).toBe('OVERLOADED');
    expect(system.received).toHaveLength(1);
  });

  it('for a client who went away meanwhile', async () => {
    const client = new AbortController();
    const { ask, system } = await answering([respond(503, json, '{}', { 'retry-after': '1' })]);
    const asked = ask('FACTS', client.signal);
    while (system.received.length === 0) await new Promise(setImmediate);
    client.abort();
    expect(await asked).toBe('ABORTED');
    expect(system.received).toHaveLength(1);
  });
});

describe('calls that are made again', () => {
  it('are few when everything fails: one in ten and the first', async () => {
    const { ask, system } = await answering(Array.from({ length: 100 }, () => respond(503, json, '{}')));
    const kinds: readonly CallKind[] = ['FACTS', 'CASELOAD'];
    for (let index = 0; index < 40; index += 1) await ask(kinds[index % 2]);
    // 1 to begin with, and a tenth of the 40 calls and of those that were made again.
    expect(system.received).toHaveLength(40 + 5);
  });

  it('are none when none are allowed', async () => {
    const { ask, system } = await answering([respond(503, json, '{}')], { retryPercent: 0 });
    expect(await ask()).toBe('SERVER_ERROR');
    expect(system.received).toHaveLength(1);
  });

  it('are saved up by ten at most', () => {
    const budget = createRetryBudget(50);
    for (let index = 0; index < 1000; index += 1) budget.earn();
    const spent = Array.from({ length: 12 }, () => budget.spend());
    expect(spent).toEqual([...Array.from({ length: 10 }, () => true), false, false]);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-03-04T05:06:07Z');
  it.each<[string | undefined, number | null]>([
    ['0', 0],
    ['120', 120_000],
    ['Wed, 04 Mar 2026 05:06:17 GMT', 10_000],
    ['Wed, 04 Mar 2026 05:06:00 GMT', 0],
    [undefined, null],
    ['', null],
    ['soon', null],
    ['-1', null],
    ['1.5', null],
    ['1e9', null],
    ['99999999999', null],
    ['2026-03-04', null],
    ['Wed, 99 Mar 2026 05:06:00 GMT', null],
  ])('%j is %j ms', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
