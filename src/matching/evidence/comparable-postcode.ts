import { isPseudoPostcode, normalisePostcode } from '../identifiers/postcode.ts';

/**
 * A postcode as it is compared: canonical form with one space. Null where the text is none, and for what
 * many share and so says nothing: a pseudo-postcode (no fixed abode, abroad) or a forces post office (domain.md 4.1).
 */
export function comparablePostcode(text: string): string | null {
  const read = normalisePostcode(text);
  if (read.kind === 'INVALID' || isPseudoPostcode(read.value) || read.value.startsWith('BFPO')) return null;
  return read.value;
}

/** Whether the outward halves of two canonical postcodes are the same. */
export function haveOneOutward(one: string, other: string): boolean {
  const end = one.indexOf(' ');
  return end === other.indexOf(' ') && one.startsWith(other.slice(0, end));
}
