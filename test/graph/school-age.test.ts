import { describe, expect, it } from 'vitest';
import { isOfSchoolAge } from '../../src/graph/school-age.ts';

/** Education Act 1996 s8, with the days that the orders of 1997 and 1998 prescribe. */
const rule = {
  startsAt: 5,
  startDays: ['03-31', '08-31', '12-31'],
  endsAt: 16,
  schoolYearStarts: '09-01',
  leaving: { month: 6, weekday: 'FRIDAY' },
} as const;

describe('compulsory school age', () => {
  it.each([
    ['the fifth birthday lies between two start days', '2020-01-15', '2025-03-30', '2025-03-31'],
    ['the fifth birthday is a start day', '2020-03-31', '2025-03-30', '2025-03-31'],
    ['the fifth birthday is the day after a start day', '2020-04-01', '2025-08-30', '2025-08-31'],
    ['born in autumn', '2020-10-02', '2025-12-30', '2025-12-31'],
    ['born on 31 December', '2020-12-31', '2025-12-30', '2025-12-31'],
  ])('begins: %s', (_case, born, before, first) => {
    expect(isOfSchoolAge(born, before, rule)).toBe(false);
    expect(isOfSchoolAge(born, first, rule)).toBe(true);
  });

  it.each([
    ['16 on the first day of the school year', '2009-09-01', '2026-06-26'],
    ['16 in the middle of the school year', '2010-02-14', '2026-06-26'],
    ['16 on the leaving day', '2010-06-26', '2026-06-26'],
    ['16 after the leaving day, before the next school year', '2010-08-31', '2026-06-26'],
    ['the last day of June is a Friday', '2007-01-10', '2023-06-30'],
    ['the last day of June is a Thursday', '2006-01-10', '2022-06-24'],
  ])('ends: %s', (_case, born, last) => {
    const next = new Date(Date.parse(`${last}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    expect(isOfSchoolAge(born, last, rule)).toBe(true);
    expect(isOfSchoolAge(born, next, rule)).toBe(false);
  });

  it('takes a birthday of 29 February as 1 March where the year has none', () => {
    const marchFirst = { ...rule, startDays: ['02-28', '03-01'] };
    expect(isOfSchoolAge('2020-02-29', '2025-02-28', marchFirst)).toBe(false);
    expect(isOfSchoolAge('2020-02-29', '2025-03-01', marchFirst)).toBe(true);
  });
});
