import { mod11CheckDigit } from './nhs-number.ts';

/**
 * Whether ten digits are a CHI number (Scotland): DDMMYYSSGC, the first six a date of some century, the
 * last a check digit as of an NHS number (domain.md 4.1).
 */
export const isChiNumber = (value: string): boolean => {
  if (!/^\d{10}$/.test(value) || mod11CheckDigit(value.slice(0, 9)) !== value[9]) return false;
  const [day = 0, month = 0, year = 0] = [value.slice(0, 2), value.slice(2, 4), value.slice(4, 6)].map(Number);
  return [1900, 2000].some((century) => {
    const date = new Date(Date.UTC(century + year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  });
};

/**
 * The CHI number of the child of an ordinal, not of its date of birth. We know of no range that is kept for
 * tests: the dates are of 2028 to 2030, which nobody was born on yet; read as 1928 to 1930 they are those of
 * people well over ninety, never a child's. One ordinal always gives the same number and no two give one;
 * ordinals 0 to 499,999.
 */
export const testChiNumber = (ordinal: number): string => {
  if (!Number.isInteger(ordinal) || ordinal < 0 || ordinal > 499_999) {
    throw new RangeError('ordinal: a whole number from 0 to 499999');
  }
  const [, year = '', month = '', day = ''] =
    /^20(\d\d)-(\d\d)-(\d\d)/.exec(new Date(Date.UTC(2028, 0, 1 + Math.floor(ordinal / 500))).toISOString()) ?? [];
  // As for NHS numbers: of two neighbours at most one has no check digit.
  for (const serial of [2 * (ordinal % 500), 2 * (ordinal % 500) + 1]) {
    const body = `${day}${month}${year}${String(serial).padStart(3, '0')}`;
    const check = mod11CheckDigit(body);
    if (check !== null) return body + check;
  }
  throw new Error('unreachable: two neighbours never both lack a check digit');
};
