import type { ChildRecord, LinkedChild } from '../model/child-record.ts';
import type { PersonSearch } from '../model/person-search.ts';
import type { MatchSearch } from '../model/search-finding.ts';
import { mostChildren } from './gather-slot.ts';
import type { Slot } from './open-roots.ts';
import type { Search } from './search-roots.ts';

/** A record that a search found, as the place from which its child is gathered. */
export type SearchEntry = { readonly search: Search; readonly record: ChildRecord; readonly slot: Slot };

/**
 * Makes an entry of every record found that could be the person at all, whatever of it may be seen. Each is a
 * start of its own: which records are one child shows only once all are gathered, and must not depend on one
 * that the caller may not know of.
 */
export function searchEntries(
  searches: readonly Search[],
  found: readonly (readonly ChildRecord[])[],
  matchSearch: MatchSearch,
): readonly SearchEntry[] {
  return searches.flatMap((search, index) =>
    distinct(found[index] ?? [])
      .filter((record) => couldBe(search.search, record, matchSearch))
      .map((record, slot) => ({
        search,
        record,
        slot: {
          root: search.root.index,
          slot,
          sealed: null,
          entry: { kind: 'RECORDS', agency: record.agency, records: [record], together: togetherOf(search) },
        },
      })),
  );
}

/** Goes along with every search, so that its further waves go out whether or not anybody was found. */
export function nobodyFound(search: Search): Slot {
  const entry = { kind: 'RECORDS', agency: '', records: [], together: togetherOf(search) } as const;
  return { root: -1, slot: -1, sealed: null, entry };
}

/**
 * How many records each of so many agencies is asked for at most: no more than share the one request of a further
 * wave with nobody, so that how many were found never tells by a request more.
 */
export function mostFoundAt(agencies: number): number {
  return Math.max(1, Math.min(mostFound, Math.floor((mostChildren - 1) / agencies)));
}

const mostFound = 20;

function togetherOf({ root }: Search): string {
  return `search ${root.index}`;
}

/** A child gathered from a record that a search found. */
export type GatheredEntry = SearchEntry & { readonly linked: LinkedChild };

/** A postcode that contradicts may turn out not to be the caller's to see, and then contradicts nothing. */
function couldBe(search: PersonSearch, record: ChildRecord, matchSearch: MatchSearch): boolean {
  return [record, { ...record, postcodes: [] }].some((one) => matchSearch(search, [[one]]).outcome !== 'NO_MATCH');
}

function distinct(records: readonly ChildRecord[]): readonly ChildRecord[] {
  return [...new Map(records.map((record) => [`${record.agency}\n${record.recordId}`, record])).values()];
}
