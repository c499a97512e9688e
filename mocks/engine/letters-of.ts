/** The bare letters of a name: no accents, spaces, hyphens or apostrophes; upper case. */
export const lettersOf = (name: string): string => wordsOf(name).join('');

/** The words of a name, each in bare letters. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’-]/gu, '')
    .toUpperCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
