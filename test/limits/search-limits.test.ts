import { describe, expect, test } from 'vitest';
import { openMemoryCounter } from '../../src/limits/memory-counter.ts';
import { createSearchLimits } from '../../src/limits/search-limits.ts';

const limits = (perPerson: number, perOrganisation: number) =>
  createSearchLimits(
    { perPerson: { count: perPerson, seconds: 600 }, perOrganisation: { count: perOrganisation, seconds: 600 } },
    openMemoryCounter,
  );
const someone = (name: string, organisation = 'ORG:one') => ({ people: [name], organisation });
const limited = { kind: 'LIMITED', retryAfterSeconds: expect.any(Number) };

describe('the number of searches', () => {
  test('of one person ends at the limit, and another’s does not', async () => {
    const { take } = limits(3, 100);
    expect(await take(someone('ada'), 3)).toEqual({ kind: 'TAKEN' });
    expect(await take(someone('ada'), 1)).toEqual(limited);
    expect(await take(someone('bea'), 1)).toEqual({ kind: 'TAKEN' });
  });

  test('of one operation counts together: none of it is made once it is over the limit', async () => {
    expect(await limits(3, 100).take(someone('ada'), 4)).toEqual(limited);
  });

  test('of an organisation ends at its limit, whoever asks there', async () => {
    const { take } = limits(100, 3);
    expect(await take(someone('ada'), 2)).toEqual({ kind: 'TAKEN' });
    expect(await take(someone('bea'), 2)).toEqual(limited);
    expect(await take(someone('cat', 'ORG:other'), 2)).toEqual({ kind: 'TAKEN' });
  });

  test('of one who goes on asking over the limit costs no colleague any', async () => {
    const { take } = limits(1, 3);
    expect(await take(someone('ada'), 1)).toEqual({ kind: 'TAKEN' });
    for (let again = 0; again < 5; again += 1) expect(await take(someone('ada'), 1)).toEqual(limited);
    expect(await take(someone('bea'), 1)).toEqual({ kind: 'TAKEN' });
    expect(await take(someone('cat'), 1)).toEqual({ kind: 'TAKEN' });
    expect(await take(someone('dan'), 1)).toEqual(limited);
  });

  test('of a mediator counts whomever the mediator asks for', async () => {
    const { take } = limits(2, 100);
    const by = (name: string) => ({ people: [name, 'mediator'], organisation: 'ORG:one' });
    expect(await take(by('ada'), 2)).toEqual({ kind: 'TAKEN' });
    expect(await take(by('bea'), 1)).toEqual(limited);
  });

  test('says when to try again, within the time that the limit is for', async () => {
    const { take } = limits(1, 100);
    await take(someone('ada'), 1);
    const taken = await take(someone('ada'), 1);
    const seconds = taken.kind === 'LIMITED' ? taken.retryAfterSeconds : 0;
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(600);
  });
});
