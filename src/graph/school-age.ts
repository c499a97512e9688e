import type { SchoolAge, Weekday } from '../model/protocol-content.ts';
import type { LocalDate } from '../model/words.ts';

/**
 * Whether somebody born on a day is of compulsory school age on another (in England and Wales: Education
 * Act 1996 s8): from the first start day on or after one birthday, up to and including the leaving day of
 * the school year of another. A birthday of 29 February falls on 1 March where the year has none.
 */
export function isOfSchoolAge(dateOfBirth: LocalDate, today: LocalDate, rule: SchoolAge): boolean {
  return today >= startOf(dateOfBirth, rule) && today <= endOf(dateOfBirth, rule);
}

function startOf(dateOfBirth: LocalDate, { startsAt, startDays }: SchoolAge): LocalDate {
  const birthday = birthdayOf(dateOfBirth, startsAt);
  const year = Number(birthday.slice(0, 4));
  const days = [year, year + 1].flatMap((each) => startDays.map((day) => `${each}-${day}`)).sort();
  return days.find((day) => day >= birthday) ?? birthday;
}

function endOf(dateOfBirth: LocalDate, { endsAt, schoolYearStarts, leaving }: SchoolAge): LocalDate {
  const birthday = birthdayOf(dateOfBirth, endsAt);
  const year = Number(birthday.slice(0, 4));
  const begins = birthday.slice(5) >= schoolYearStarts ? year : year - 1;
  const isAfterNewYear = String(leaving.month).padStart(2, '0') < schoolYearStarts.slice(0, 2);
  return lastOf(leaving.weekday, isAfterNewYear ? begins + 1 : begins, leaving.month);
}

function birthdayOf(dateOfBirth: LocalDate, age: number): LocalDate {
  const instant = new Date(`${dateOfBirth}T00:00:00Z`);
  instant.setUTCFullYear(instant.getUTCFullYear() + age);
  return instant.toISOString().slice(0, 10);
}

const weekdays: readonly Weekday[] = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];

/** The last such weekday of a month, 1 to 12. */
function lastOf(weekday: Weekday, year: number, month: number): LocalDate {
  const instant = new Date(Date.UTC(year, month, 0));
  const back = (instant.getUTCDay() - weekdays.indexOf(weekday) + 7) % 7;
  instant.setUTCDate(instant.getUTCDate() - back);
  return instant.toISOString().slice(0, 10);
}
