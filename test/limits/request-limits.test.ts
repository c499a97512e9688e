import { describe, expect, test } from 'vitest';
import { openMemoryCounter } from '../../src/limits/memory-counter.ts';
import { createRequestLimits } from '../../src/limits/request-limits.ts';

const limits = (counts: { address?: number; person?: number; organisation?: number }) =>
  createRequestLimits(
    {
      perAddress: { count: counts.address ?? 100, seconds: 60 },
      perPerson: { count: counts.person ?? 100, seconds: 60 },
      perOrganisation: { count: counts.organisation ?? 100, seconds: 60 },
    },
    openMemoryCounter,
  );
const someone = (name: string, organisation = 'ORG:one') => ({ people: [name], organisation });

describe('requests of a person', () => {
  test('are let through up to the limit, and told how many are left in this time', async () => {
    const { admitCaller } = limits({ person: 2 });
    const headers = (left: number) => ({
      'ratelimit-policy': '"person";q=2;w=60, "organisation";q=100;w=60',
      ratelimit: expect.stringMatching(new RegExp(`^"person";r=${left};t=(60|59)$`)),
    });
    expect(await admitCaller(someone('ada'))).toEqual({ kind: 'ADMITTED', headers: headers(1) });
    expect(await admitCaller(someone('ada'))).toEqual({ kind: 'ADMITTED', headers: headers(0) });
    const refused = await admitCaller(someone('ada'));
    expect(refused).toEqual({ kind: 'LIMITED', retryAfterSeconds: expect.any(Number), headers: headers(0) });
    const seconds = refused.kind === 'LIMITED' ? refused.retryAfterSeconds : 0;
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((await admitCaller(someone('bea'))).kind).toBe('ADMITTED');
  });

  test('that are refused use up nothing of what colleagues have', async () => {
    const { admitCaller } = limits({ person: 1, organisation: 2 });
    expect((await admitCaller(someone('ada'))).kind).toBe('ADMITTED');
    for (let again = 0; again < 5; again += 1) expect((await admitCaller(someone('ada'))).kind).toBe('LIMITED');
    expect((await admitCaller(someone('bea'))).kind).toBe('ADMITTED');
    const third = await admitCaller(someone('cat'));
    expect(third).toMatchObject({
      kind: 'LIMITED',
      headers: { ratelimit: expect.stringMatching(/^"organisation";r=0/) },
    });
    expect((await admitCaller(someone('dan', 'ORG:other'))).kind).toBe('ADMITTED');
  });

  test('count for a mediator, too, and say what is left to whoever has less', async () => {
    const { admitCaller } = limits({ person: 3 });
    const by = (name: string) => ({ people: [name, 'mediator'], organisation: 'ORG:one' });
    await admitCaller(by('ada'));
    expect((await admitCaller(by('bea'))).headers['ratelimit']).toMatch(/^"person";r=1;/);
    await admitCaller(by('cat'));
    expect((await admitCaller(by('dan'))).kind).toBe('LIMITED');
  });

  test('never say what is left to an organisation: others would learn how much their colleagues ask', async () => {
    const { headers } = await limits({ organisation: 7 }).admitCaller(someone('ada'));
    expect(headers['ratelimit']).not.toContain('organisation');
  });
});

describe('requests from an address', () => {
  test('are let through up to the limit without a word, then refused', async () => {
    const { admitAddress } = limits({ address: 1 });
    expect(await admitAddress('192.0.2.1')).toEqual({ kind: 'ADMITTED', headers: {} });
    expect(await admitAddress('192.0.2.1')).toEqual({
      kind: 'LIMITED',
      retryAfterSeconds: expect.any(Number),
      headers: {
        'ratelimit-policy': '"address";q=1;w=60',
        ratelimit: expect.stringMatching(/^"address";r=0;t=(60|59)$/),
      },
    });
    expect((await admitAddress('192.0.2.2')).kind).toBe('ADMITTED');
  });
});

describe('rates that are changed', () => {
  const rate = (count: number) => ({ count, seconds: 60 });
  test('hold from the next request on, and are told', async () => {
    const { admitCaller, admitAddress, setRates } = limits({ person: 1, address: 1 });
    await admitAddress('192.0.2.1');
    await admitCaller(someone('ada'));
    expect((await admitCaller(someone('ada'))).kind).toBe('LIMITED');
    setRates({ perAddress: rate(3), perPerson: rate(5), perOrganisation: rate(9) });
    expect((await admitAddress('192.0.2.1')).kind).toBe('ADMITTED');
    expect(await admitCaller(someone('ada'))).toMatchObject({
      kind: 'ADMITTED',
      headers: { 'ratelimit-policy': '"person";q=5;w=60, "organisation";q=9;w=60' },
    });
    setRates({ perAddress: rate(1), perPerson: rate(1), perOrganisation: rate(9) });
    expect((await admitAddress('192.0.2.1')).kind).toBe('LIMITED');
    expect((await admitCaller(someone('ada'))).kind).toBe('LIMITED');
  });
});
