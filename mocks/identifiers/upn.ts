const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ';

const valueOf = (character: string): number => (/\d/.test(character) ? Number(character) : letters.indexOf(character));

/** The check letter of the twelve characters after it (domain.md 4.1). */
const upnCheckLetter = (twelve: string): string => {
  const sum = twelve.split('').reduce((total, character, index) => total + (index + 2) * valueOf(character), 0);
  return letters.charAt(sum % 23);
};

/**
 * Whether thirteen characters are a unique pupil number, permanent or temporary, by form and check
 * letter. Says nothing of the local authority's part.
 */
export const isUpn = (value: string): boolean =>
  /^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$/.test(value) && upnCheckLetter(value.slice(1)) === value[0];

/**
 * The permanent UPN of the child of an ordinal, in local authority part 001. One ordinal always
 * gives the same number and no two give one; ordinals 0 to 499,999.
 */
export const testUpn = (ordinal: number): string => {
  const rest = `001${establishmentAndSerial(ordinal)}`;
  return upnCheckLetter(rest) + rest;
};

/** The temporary UPN of the child of an ordinal: ends in a letter. */
export const testTemporaryUpn = (ordinal: number): string => {
  const rest = `001${establishmentAndSerial(ordinal).slice(0, -1)}${letters.charAt(ordinal % letters.length)}`;
  return upnCheckLetter(rest) + rest;
};

const establishmentAndSerial = (ordinal: number): string => {
  if (!Number.isInteger(ordinal) || ordinal < 0 || ordinal > 499_999) {
    throw new RangeError('ordinal: a whole number from 0 to 499999');
  }
  const establishment = 2001 + Math.floor(ordinal / 100_000);
  return `${establishment}${String(ordinal % 100_000).padStart(5, '0')}`;
};
