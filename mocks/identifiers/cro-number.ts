const letters = 'ZABCDEFGHJKLMNPQRTUVWXY';

/**
 * The criminal records office number of an ordinal, `NNNNNN/YYD` with its check letter (domain.md 4.1). The year
 * is 00, as 1900: nobody has the number. Ordinals 0 to 499,999.
 */
export const testCroNumber = (ordinal: number): string => {
  const serial = String(ordinal + 1).padStart(6, '0');
  return `${serial}/00${letters.charAt(Number(`00${serial}`) % letters.length)}`;
};
