import { identifiersOf } from '../records/build-records.ts';
import type { Family } from '../records/child-definition.ts';
import { agencyNames } from '../records/stored-record.ts';

/** One named child, as `npm run -s mocks -- --list` prints it. */
export type ListedChild = {
  readonly family: string;
  readonly slug: string;
  readonly shows: string;
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
      identifiers: identifiersOf(child),
      agencies: agencyNames.filter((agency) => child.records[agency] !== undefined),
    })),
  );
