import type { ChildRecord, LinkedRecord } from '../model/child-record.ts';
import type { PersonSearch } from '../model/person-search.ts';
import type { PersonDetails } from './evidence/evidence.ts';
import { personDetailsOfSearch } from './evidence/person-details.ts';
import type { LinkRules } from './link-graph.ts';
import { createLinkMemo } from './link-memo.ts';
import { linkRecords } from './link-records.ts';
import { sortFound } from './sort-found.ts';

/** Linking the records of one operation. */
export type Linker = {
  /** As `linkRecords`; `verdicts`: what people judged of two of the records. */
  readonly link: (
    entry: readonly ChildRecord[],
    candidates: readonly ChildRecord[],
    verdicts: NonNullable<LinkRules['verdicts']>,
  ) => readonly LinkedRecord[];
  /** As `sortFound`; records that are known to be of a list's are left out of it. */
  readonly sortFound: (
    records: readonly ChildRecord[],
    wanted: readonly (readonly PersonSearch[])[],
    isKnown: (record: ChildRecord, place: number) => boolean,
  ) => readonly (readonly ChildRecord[])[];
};

/** Begins to link by rules. What is made of the operation's records is made once, and forgotten with the linker. */
export function createLinker(rules: Omit<LinkRules, 'memo' | 'verdicts'>): Linker {
  const memo = createLinkMemo();
  const searches = new Map<PersonSearch, PersonDetails>();
  const detailsOfSearch = (search: PersonSearch): PersonDetails => {
    const known = searches.get(search) ?? personDetailsOfSearch(search);
    searches.set(search, known);
    return known;
  };
  return {
    link: (entry, candidates, verdicts) => linkRecords({ entry, candidates, ...rules, memo, verdicts }),
    sortFound: (records, wanted, isKnown) =>
      sortFound(records, wanted, rules.parameters, { isKnown, detailsOf: memo.detailsOf, detailsOfSearch }),
  };
}
