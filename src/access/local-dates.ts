import type { LocalDate } from '../model/words.ts';

/** The date so many days before another. */
export function daysBefore(date: LocalDate, days: number): LocalDate {
  const instant = new Date(`${date}T00:00:00Z`);
  instant.setUTCDate(instant.getUTCDate() - days);
  return instant.toISOString().slice(0, 10);
}

/** The date so many calendar months before another; the last day of the month where the day is missing. */
export function monthsBefore(date: LocalDate, months: number): LocalDate {
  const instant = new Date(`${date}T00:00:00Z`);
  const day = instant.getUTCDate();
  instant.setUTCDate(1);
  instant.setUTCMonth(instant.getUTCMonth() - months);
  const daysInMonth = new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + 1, 0)).getUTCDate();
  instant.setUTCDate(Math.min(day, daysInMonth));
  return instant.toISOString().slice(0, 10);
}
