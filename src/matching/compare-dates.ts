import type { LocalDate } from '../model/words.ts';

/** How two dates of birth compare; SWAPPED: day and month changed places (domain.md 5.2). */
export type DateAgreement = 'EXACT' | 'SWAPPED' | 'DIFFERS' | 'UNKNOWN';

/** Compares two dates of birth that `validDate` let through; null says nothing. */
export function compareDates(one: LocalDate | null, other: LocalDate | null): DateAgreement {
  if (one === null || other === null) return 'UNKNOWN';
  if (one === other) return 'EXACT';
  const isSwapped =
    one.slice(0, 4) === other.slice(0, 4) && one.slice(5, 7) === other.slice(8) && one.slice(8) === other.slice(5, 7);
  return isSwapped ? 'SWAPPED' : 'DIFFERS';
}

/** The date, `YYYY-MM-DD`, or null where it is missing or none of the calendar's. */
export function validDate(text: LocalDate | null): LocalDate | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8));
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(month, Number(text.slice(0, 4))) ? text : null;
}

function daysOf(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
