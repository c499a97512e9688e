import type { AccessMode } from '../model/control.ts';
import type { Declaration } from '../model/declaration.ts';
import type { HoldBackRule } from '../model/protocol.ts';
import type { LocalDate } from '../model/words.ts';

/**
 * Gives the day from which the child may see that somebody looked (domain.md 8 no. 9): the latest of all
 * rules that hold for the declaration and the mode it was decided in; null when none does. `today` is
 * the day of the look.
 */
export function heldBackUntil(
  declaration: Pick<Declaration, 'purpose' | 'informed'>,
  mode: AccessMode,
  today: LocalDate,
  rules: readonly HoldBackRule[],
): LocalDate | null {
  const days = rules.filter((rule) => holds(rule, declaration, mode)).map((rule) => rule.days);
  return days.length === 0 ? null : dayAfter(today, Math.max(...days));
}

function holds(
  { purposes, informed, modes }: HoldBackRule,
  declaration: Pick<Declaration, 'purpose' | 'informed'>,
  mode: AccessMode,
): boolean {
  return (
    (purposes === undefined || purposes.includes(declaration.purpose)) &&
    (informed === undefined || (declaration.informed !== null && informed.includes(declaration.informed))) &&
    (modes === undefined || modes.includes(mode))
  );
}

function dayAfter(today: LocalDate, days: number): LocalDate {
  const date = new Date(`${today}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
