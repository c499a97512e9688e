import type { LocalDate } from '../../model/words.ts';

/** A name as it is compared (domain.md 5.2 Normalise); the raw name stays where it was. */
export type ComparableName = {
  /** Given names in order, as spelt; empty: missing, or initials only. */
  readonly given: readonly string[];
  /** The same with spelling variants and short forms reduced to one. */
  readonly givenReduced: readonly string[];
  /** First letter, where the first given name is an initial only. */
  readonly initial: string | null;
  /** Null: missing. */
  readonly family: string | null;
  /** The parts of a family name of several; empty where it has one. */
  readonly familyParts: readonly string[];
  /** A name no longer used, or an alias. */
  readonly isFormer: boolean;
};

/** What is known of one person for matching, normalised once; empty and null: nothing is said. */
export type PersonDetails = {
  readonly names: readonly ComparableName[];
  /** Of an unborn child the expected date of delivery. Null: missing, no date, or one that stands for none. */
  readonly dateOfBirth: LocalDate | null;
  readonly sex: 'F' | 'M' | null;
  /** Canonical, each once; pseudo-postcodes are left out. */
  readonly postcodes: readonly { readonly value: string; readonly isCurrent: boolean }[];
  /** What an agency said to a question; false: it did not say so, which is no evidence against. */
  readonly corroboration: { readonly carer: boolean; readonly school: boolean };
};

/** How two persons' details compare, field by field: the best level that any two of their values reach. */
export type AgreementPattern = {
  /** ONE_COMPONENT: of year, month and day one differs; or one is a placeholder day of the other's year. */
  readonly dateOfBirth: 'EXACT' | 'SWAPPED' | 'ONE_COMPONENT' | 'DIFFERS' | 'UNKNOWN';
  readonly family: 'EXACT' | 'FORMER' | 'SIMILAR' | 'DIFFERS' | 'UNKNOWN';
  readonly given: 'EXACT' | 'VARIANT' | 'INITIAL' | 'DIFFERS' | 'UNKNOWN';
  readonly sex: 'SAME' | 'DIFFERS' | 'UNKNOWN';
  /** PREVIOUS: the same postcode, at which not both live now. */
  readonly postcode: 'CURRENT' | 'PREVIOUS' | 'OUTWARD' | 'DIFFERS' | 'UNKNOWN';
  readonly carer: 'AGREES' | 'UNKNOWN';
  readonly school: 'AGREES' | 'UNKNOWN';
};
