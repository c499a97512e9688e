/** Spellings of one sound, in the order in which they are told; what is left of vowels only stands first. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/^(?:KN|GN|PN)/g, 'N'],
  [/^WR/g, 'R'],
  [/^(?:PS|X)/g, 'S'],
  [/SCH/g, 'SK'],
  [/PH/g, 'F'],
  [/(?<=.)GH/g, ''],
  [/DG|G(?=[EIY])/g, 'J'],
  [/CK/g, 'K'],
  [/C(?=[EIY])/g, 'S'],
  [/C|Q/g, 'K'],
  [/Z/g, 'S'],
  [/V/g, 'F'],
  [/TH/g, 'T'],
  [/^[AEIOUY]/g, 'A'],
  [/(?<=.)[AEIOUYHW]/g, ''],
  [/(.)\1+/g, '$1'],
];

/**
 * How a name sounds, roughly: a code that spellings of one name share (Leeann, Leigh-Anne; Katherine, Kathryn).
 * It is this system's own; only for finding, never for deciding.
 */
export const soundOf = (letters: string): string =>
  spellings.reduce((text, [spelling, sound]) => text.replaceAll(spelling, sound), letters);

/** Whether two names in bare letters are likely one: the same sound, or one slip of the keyboard apart. */
export const soundsAlike = (one: string, other: string): boolean =>
  soundOf(one) === soundOf(other) || isOneSlip(one, other);

/** One letter added, left out, changed, or two neighbours swapped, in names of four letters or more. */
const isOneSlip = (one: string, other: string): boolean => {
  if (Math.min(one.length, other.length) < 4 || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [restOfOne, restOfOther] = [one.slice(start), other.slice(start)];
  return (
    restOfOne.slice(1) === restOfOther.slice(1) ||
    restOfOne.slice(1) === restOfOther ||
    restOfOne === restOfOther.slice(1) ||
    (restOfOne.slice(2) === restOfOther.slice(2) && restOfOne[0] === restOfOther[1] && restOfOne[1] === restOfOther[0])
  );
};
