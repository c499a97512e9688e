import type { LocalDate } from '../../model/words.ts';
import dates from './placeholder-dates.json' with { type: 'json' };

const noDates: ReadonlySet<string> = new Set(dates.noDates);
const days: ReadonlySet<string> = new Set(dates.days);

/** Whether systems write this date where none is known: it is missing. */
export function standsForNoDate(date: LocalDate): boolean {
  return noDates.has(date);
}

/** Whether a date's day is one that is written where only the year is known: it counts little. */
export function isPlaceholderDay(date: LocalDate): boolean {
  return days.has(date.slice(5));
}
