/** The weighted sum of nine digits, weights 10 to 2, by which ULNs are checked (domain.md 4.1). */
const weightedSum = (nineDigits: string): number =>
  nineDigits.split('').reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);

/** Whether ten digits are a unique learner number: the first not 0, and the right check digit. */
export const isUln = (value: string): boolean => {
  const remainder = weightedSum(value.slice(0, 9)) % 11;
  return /^[1-9]\d{9}$/.test(value) && remainder !== 0 && Number(value[9]) === 10 - remainder;
};

/**
 * The unique learner number of an ordinal. We know of no range that is kept for tests: it is that of the NHS
 * numbers for tests, and no number is both. Ordinals 0 to 499,999.
 */
export const testUln = (ordinal: number): string => {
  if (!Number.isInteger(ordinal) || ordinal < 0 || ordinal > 499_999) {
    throw new RangeError('ordinal: a whole number from 0 to 499999');
  }
  // Two neighbours are set aside for each ordinal: their sums differ by 2, so at most one makes no number.
  for (const body of [999_000_000 + 2 * ordinal, 999_000_001 + 2 * ordinal]) {
    const remainder = weightedSum(String(body)) % 11;
    if (remainder !== 0) return `${body}${10 - remainder}`;
  }
  throw new Error('unreachable: two neighbours never both make no number');
};
