import type { LocalDate } from './words.ts';

/** A service of the public directory, in the terms of Open Referral UK (domain.md 1.4). Never a named person. */
export type DirectoryService = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly url: string | null;
  readonly status: 'ACTIVE' | 'INACTIVE';
  /** In years, both included; null: no bound. */
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly eligibilityDescription: string | null;
  readonly organization: { readonly id: string; readonly name: string; readonly url: string | null };
  readonly contacts: readonly {
    readonly title: string;
    readonly phones: readonly { readonly number: string; readonly description: string | null }[];
  }[];
  readonly schedules: readonly {
    readonly byDay: readonly string[];
    /** `HH:MM`, local time. */
    readonly opensAt: string | null;
    readonly closesAt: string | null;
    readonly description: string | null;
  }[];
  readonly serviceAtLocations: readonly {
    readonly location: {
      readonly name: string;
      readonly address: readonly string[];
      readonly postalCode: string | null;
    };
  }[];
  readonly costOptions: readonly { readonly description: string }[];
  readonly taxonomyTerms: readonly TaxonomyTerm[];
  /** When somebody last confirmed the entry. */
  readonly assuredDate: LocalDate;
};

/** A term by which services are found. */
export type TaxonomyTerm = { readonly id: string; readonly name: string };

/** The public directory: services sorted by name, and the terms they are found by. */
export type Directory = {
  /** An entry that nobody confirmed for so many months is stale. */
  readonly staleAfterMonths: number;
  readonly taxonomyTerms: readonly TaxonomyTerm[];
  readonly services: readonly DirectoryService[];
};
