import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import '../harness/property-seed.ts';
import { respond, startAgencySystem } from './agency-system.ts';
import { askingAt, json } from './asking.ts';

// domain.md 7.0: breaker, retries, rests and queues never make the number or the order of requests depend on whether a
// record exists. What goes out before a decision follows from how earlier calls before a decision ended, not from
// what they brought, and not from the content that was asked for because of it.

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

type Step = { readonly facts: Fate; readonly content: Fate; readonly laterMs: number };
type Fate = keyof typeof fates;

const fates = {
  well: (rows: readonly unknown[]) => respond(200, json, JSON.stringify({ data: { records: rows } })),
  cut: () => (response: ServerResponse) => void response.destroy(),
  error: () => respond(500, json, '{}'),
  busy: () => respond(503, json, '{}'),
  resting: () => respond(503, json, '{}', { 'retry-after': '20' }),
  limited: () => respond(429, json, '{}', { 'retry-after': '20' }),
  page: () => respond(200, 'text/html', '<p>'),
  broken: () => respond(200, json, '{'),
  refused: () => respond(403, json, '{}'),
} as const;

/** What a run of operations looks like from outside: which facts calls reached the agency, and what came of each. */
async function facts(steps: readonly Step[], isHeld: boolean): Promise<readonly string[]> {
  const seen: string[] = [];
  let step = 0;
  const rows = isHeld ? [{ recordId: 'r-1', identifiers: ['x'.repeat(500)] }] : [];
  const system = await startAgencySystem((response, { headers }) => {
    const [, payload = ''] = String(headers['childview-grant']).split('.');
    const { kind } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { kind: 'FACTS' | 'CONTENT' };
    if (kind === 'FACTS') seen.push(`request ${step}`);
    const { facts: factsFate = 'well', content = 'well' } = steps[step] ?? {};
    fates[kind === 'FACTS' ? factsFate : content](rows)(response);
  });
  const { ask, close } = askingAt({ url: system.url }, { retryPercent: 30 });
  try {
    for (const { laterMs } of steps) {
      const cause = await ask('FACTS');
      seen.push(`${step} ${cause}`);
      // Content is asked for where facts brought a record, and as often as the caller likes.
      if (isHeld && cause === 'ANSWERED') for (let index = 0; index < 6; index += 1) await ask('CONTENT');
      vi.setSystemTime(Date.now() + laterMs);
      step += 1;
    }
  } finally {
    await close();
    await system.close();
  }
  return seen;
}

it('what is asked before a decision is the same whether or not a record exists, however agencies fail', async () => {
  const fate = fc.constantFrom<Fate>(...(Object.keys(fates) as Fate[]), 'well', 'well', 'error', 'error');
  const step = fc.record({ facts: fate, content: fate, laterMs: fc.constantFrom(0, 0, 0, 1000, 3000) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      expect(await facts(steps, true)).toEqual(await facts(steps, false));
    }),
    { numRuns: 25 },
  );
}, 60_000);

it('the same run shows calls that are not made, made twice and made again after a while', async () => {
  const steps: readonly Step[] = [
    { facts: 'busy', content: 'error', laterMs: 0 },
    ...Array.from({ length: 6 }, (): Step => ({ facts: 'error', content: 'error', laterMs: 0 })),
    { facts: 'well', content: 'error', laterMs: 1000 },
    { facts: 'well', content: 'error', laterMs: 0 },
  ];
  const seen = await facts(steps, true);
  expect(seen).toEqual(await facts(steps, false));
  expect(seen.filter((one) => one === 'request 0')).toHaveLength(2);
  expect(seen.filter((one) => one.endsWith('BREAKER_OPEN')).length).toBeGreaterThan(0);
  expect(seen.at(-1)).toBe('8 ANSWERED');
});
