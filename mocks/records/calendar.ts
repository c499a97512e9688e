/** Days seen from one "today"; all dates are `YYYY-MM-DD`. */
export type Calendar = {
  readonly today: string;
  /** The day this many days ago; negative: ahead. */
  readonly daysAgo: (days: number) => string;
  /** The day on which somebody was born who turned this many years old so many days ago. */
  readonly bornYearsAgo: (years: number, daysSinceBirthday?: number) => string;
  /** The instant at a time of day (`HH:MM`, UTC) this many days ago. */
  readonly instant: (daysAgo: number, time?: string) => string;
};

const dayMs = 86_400_000;

/** Builds the calendar of a day. Throws on anything but a real `YYYY-MM-DD`. */
export const calendarOf = (today: string): Calendar => {
  const start = Date.parse(`${today}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || Number.isNaN(start)) {
    throw new RangeError('today: a calendar date, YYYY-MM-DD');
  }
  const daysAgo = (days: number): string => new Date(start - days * dayMs).toISOString().slice(0, 10);
  return {
    today,
    daysAgo,
    bornYearsAgo(years, daysSinceBirthday = 40) {
      const birthday = daysAgo(daysSinceBirthday);
      const born = `${Number(birthday.slice(0, 4)) - years}${birthday.slice(4)}`;
      // 29 February of a year that has none: the day before.
      return Number.isNaN(Date.parse(born)) || !new Date(`${born}T00:00:00Z`).toISOString().startsWith(born)
        ? born.replace(/-29$/, '-28')
        : born;
    },
    instant: (days, time = '09:00') => `${daysAgo(days)}T${time}:00Z`,
  };
};
