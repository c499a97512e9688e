const letters = 'ZABCDEFGHJKLMNPQRTUVWXY';

/**
 * The Police National Computer id of an ordinal, `YYYY/NNNNNNND` with its check letter (domain.md 4.1).
 * The year is 1900, long before there was such a computer: nobody has the number.
 */
export const testPncId = (ordinal: number): string => {
  const serial = String(ordinal + 1).padStart(7, '0');
  return `1900/${serial}${letters.charAt(Number(`00${serial}`) % letters.length)}`;
};
