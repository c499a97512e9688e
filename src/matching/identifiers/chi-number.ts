import { normaliseNhsNumber } from './nhs-number.ts';
import { invalid, type NormalisedIdentifier, positionIn } from './normalised-identifier.ts';

/**
 * CHI number (Scotland): ten digits, DDMMYYSSGC, with the check digit of an NHS number; the first six are
 * a date of some century (domain.md 4.1). It shares no value with an NHS number: schemes are never mixed.
 */
export function normaliseChiNumber(text: string): NormalisedIdentifier {
  const read = normaliseNhsNumber(text);
  if (read.kind === 'INVALID') return read;
  return isSomeDate(read.value) ? read : invalid('DATE', positionIn(text, 0));
}

/** Whether the first six digits are a day of any century: 29 February counts where one of two has it. */
function isSomeDate(value: string): boolean {
  const [day = 0, month = 0, year = 0] = [value.slice(0, 2), value.slice(2, 4), value.slice(4, 6)].map(Number);
  return [1900, 2000].some((century) => {
    const date = new Date(Date.UTC(century + year, month - 1, day));
    return month > 0 && day > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  });
}
