import { identifiersOf } from '../records/build-records.ts';
import type { Family } from '../records/child-definition.ts';
import { agencyNames } from '../records/stored-record.ts';

/** One named child, as `npm run -s mocks -- --list` prints it. */
export type ListedChild = {
  readonly family: string;
  readonly slug: string;
  readonly shows: string;
  /** As the records are made from, to look for the child by; an agency's copy may say otherwise. */
  readonly details: {
    readonly givenName: string;
    readonly familyName: string;
    readonly dateOfBirth: string | null;
    readonly postcode: string | null;
  };
  readonly identifiers: Readonly<Partial<Record<string, string>>>;
  /** The agencies that hold a record of the child. */
  readonly agencies: readonly string[];
};

/** The named children in the order of their families. */
export const listFamilies = (families: readonly Family[]): readonly ListedChild[] =>
  families.flatMap(({ family, children }) =>
    children.map((child) => ({
      family,
      slug: child.slug,
      shows: child.shows,
      details: {
        givenName: child.given,
        familyName: child.family,
        dateOfBirth: child.dateOfBirth,
        postcode: child.home?.postcode ?? null,
      },
      identifiers: identifiersOf(child),
      agencies: agencyNames.filter((agency) => child.records[agency] !== undefined),
    })),
  );
