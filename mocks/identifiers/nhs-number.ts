/**
 * The check digit of the nine digits of an NHS number or a CHI number (domain.md 4.1), or null where the number
 * space has none: a remainder of 10 makes no valid number.
 */
export const mod11CheckDigit = (nineDigits: string): string | null => {
  const sum = nineDigits.split('').reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  const check = 11 - (sum % 11);
  if (check === 10) return null;
  return check === 11 ? '0' : String(check);
};

/** Whether ten digits are an NHS number: right check digit and not one digit repeated. */
export const isNhsNumber = (value: string): boolean =>
  /^\d{10}$/.test(value) && !/^(\d)\1{9}$/.test(value) && mod11CheckDigit(value.slice(0, 9)) === value[9];

/**
 * The NHS number of the child of an ordinal, from the range 999 that is kept for tests. One ordinal
 * always gives the same number and no two give one; ordinals 0 to 499,999.
 */
export const testNhsNumber = (ordinal: number): string => {
  if (!Number.isInteger(ordinal) || ordinal < 0 || ordinal > 499_999) {
    throw new RangeError('ordinal: a whole number from 0 to 499999');
  }
  // Two neighbours are set aside for each ordinal: their sums differ by 2, so at most one has no check digit.
  for (const body of [999_000_000 + 2 * ordinal, 999_000_001 + 2 * ordinal]) {
    const check = mod11CheckDigit(String(body));
    if (check !== null) return `${body}${check}`;
  }
  throw new Error('unreachable: two neighbours never both lack a check digit');
};
