import type { LocalDate } from '../model/words.ts';

/** The day of a moment, UTC. `at`: milliseconds since the epoch. */
export function dayOf(at: number): LocalDate {
  return new Date(at).toISOString().slice(0, 10);
}
