import type { Obligation } from '../model/control.ts';
import type { Protocol, Schedule } from '../model/protocol.ts';
import type { ObligationFacts, ObligationRule, ScheduleConditions } from '../model/protocol-content.ts';
import type { Instant, LocalDate } from '../model/words.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The rules of the protocol by which something is owed, and the conditions of the schedules that they refer to. */
export type OwedRules = { readonly rules: readonly ObligationRule[]; readonly conditions: ScheduleConditions };

/**
 * What is owed for a request (domain.md 7.7; ISP-3): every rule of the protocol that its facts meet,
 * in the protocol's order. Follows from the request alone, so it tells nothing of any record.
 */
export function obligationsOf(facts: ObligationFacts, protocol: Protocol, now: Instant): readonly Obligation[] {
  return obligationsBy(rulesOwed(facts, protocol), protocol, now);
}

/** The rules by which something is owed for a request, whenever it is made. */
export function rulesOwed(facts: ObligationFacts, { obligations }: Protocol): OwedRules {
  return { rules: obligations.rules.filter((rule) => isOwed(rule, facts)), conditions: facts.conditions };
}

/** What is owed by rules for a request that is made now. */
export function obligationsBy(
  { rules, conditions }: OwedRules,
  { obligations: { bankHolidays } }: Protocol,
  now: Instant,
): readonly Obligation[] {
  return rules.map((rule) => ({
    kind: rule.kind,
    dueBy: dueBy(rule, conditions, bankHolidays, now),
    ground: rule.ground,
  }));
}

/** The conditions of several schedules together: what any one demands, and the shortest of each time. */
export function joinedConditions(schedules: readonly Schedule[]): ScheduleConditions {
  const all = schedules.flatMap(({ conditions }) => conditions ?? []);
  const shortest = (hours: readonly (number | null)[]): number | null => {
    const set = hours.filter((each) => each !== null);
    return set.length === 0 ? null : Math.min(...set);
  };
  return {
    designatedOfficers: all.some(({ designatedOfficers }) => designatedOfficers),
    written: all.some(({ written }) => written),
    responseWithinHours: shortest(all.map(({ responseWithinHours }) => responseWithinHours)),
    writtenRecordWithinHours: shortest(all.map(({ writtenRecordWithinHours }) => writtenRecordWithinHours)),
    specialFile: all.some(({ specialFile }) => specialFile),
  };
}

function isOwed({ when }: ObligationRule, facts: ObligationFacts): boolean {
  const condition = when.condition === undefined ? true : facts.conditions[when.condition];
  return (
    meets(when.mode, [facts.mode]) &&
    meets(when.purpose, [facts.purpose]) &&
    meets(when.role, facts.roles) &&
    meets(when.organisationKind, [facts.organisationKind]) &&
    meets(when.basis, facts.bases) &&
    meets(when.informed, [facts.informed]) &&
    meets(when.exemption, [facts.exemption]) &&
    (when.emergency === undefined || when.emergency === facts.isEmergency) &&
    (when.written === undefined || when.written === facts.isWritten) &&
    condition !== false &&
    condition !== null
  );
}

function meets(wanted: readonly string[] | undefined, held: readonly (string | null)[]): boolean {
  return wanted === undefined || held.some((value) => value !== null && wanted.includes(value));
}

function dueBy(
  { dueWithinHours, dueWithinWorkingDays, dueBySchedule }: ObligationRule,
  conditions: ScheduleConditions,
  bankHolidays: readonly LocalDate[],
  now: Instant,
): Instant | null {
  const from = Date.parse(now);
  if (dueWithinWorkingDays !== undefined) return instantOf(afterWorkingDays(from, dueWithinWorkingDays, bankHolidays));
  const hours = dueBySchedule === undefined ? dueWithinHours : conditions[dueBySchedule];
  return hours === undefined || hours === null ? null : instantOf(from + hours * hourMs);
}

/** The same time of day, so many working days on. */
function afterWorkingDays(from: number, days: number, bankHolidays: readonly LocalDate[]): number {
  let at = from;
  let left = days;
  while (left > 0) {
    at += dayMs;
    if (isWorkingDay(at, bankHolidays)) left -= 1;
  }
  return at;
}

function isWorkingDay(at: number, bankHolidays: readonly LocalDate[]): boolean {
  const date = new Date(at);
  const isWeekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
  return !isWeekend && !bankHolidays.includes(date.toISOString().slice(0, 10));
}

function instantOf(at: number): Instant {
  return new Date(at).toISOString();
}
