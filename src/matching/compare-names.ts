import type { NormalisedName } from './normalise-name.ts';

/** How two records compare in one respect; UNKNOWN where either side does not say. */
export type Agreement = 'AGREES' | 'DIFFERS' | 'UNKNOWN';

/** How two records' names compare, over all names that each holds. */
export type NameAgreement = { readonly given: Agreement; readonly family: Agreement };

/** Compares the names of two records; the order of either list does not matter, nor which comes first. */
export function compareNames(ones: readonly NormalisedName[], others: readonly NormalisedName[]): NameAgreement {
  let given: Agreement = 'UNKNOWN';
  let family: Agreement = 'UNKNOWN';
  for (const one of ones) {
    for (const other of others) {
      if (one.given.length > 0 && other.given.length > 0) {
        given = given === 'AGREES' || givenNamesAgree(one.given, other.given) ? 'AGREES' : 'DIFFERS';
      }
      if (one.family !== null && other.family !== null) {
        family = family === 'AGREES' || one.family === other.family ? 'AGREES' : 'DIFFERS';
      }
    }
  }
  return { given, family };
}

/**
 * The first names agree, or one is called by a later name of the other's. That both have the same
 * second name is not enough: twins often do.
 */
function givenNamesAgree(one: readonly string[], other: readonly string[]): boolean {
  const [first] = one;
  const [otherFirst] = other;
  return first !== undefined && otherFirst !== undefined && (other.includes(first) || one.includes(otherFirst));
}
