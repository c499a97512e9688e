import type { ChildRecord } from '../model/child-record.ts';
import type { MatchingParameters } from '../model/matching-parameters.ts';
import type { PersonSearch } from '../model/person-search.ts';
import { evidenceOfDetails } from './compare-records.ts';
import { couldReach } from './evidence/could-reach.ts';
import type { PersonDetails } from './evidence/evidence.ts';
import { personDetails, personDetailsOfSearch } from './evidence/person-details.ts';

/** What sorting may be told, so as to do nothing twice. */
export type SortHints = {
  /** Whether it is known already that a record is one of those for a list of searches, by its place; it is left out. */
  readonly isKnown?: (record: ChildRecord, place: number) => boolean;
  /** Details as they were read before. */
  readonly detailsOf?: (record: ChildRecord) => PersonDetails;
  readonly detailsOfSearch?: (search: PersonSearch) => PersonDetails;
};

/** A person who is looked for, by the place of the list. */
type Wanted = { readonly place: number; readonly details: PersonDetails };

/**
 * Sorts records that agencies found for many persons at once by whom they could be: gives for each list of
 * searches the records that reach the score of a possible match with any of them, in their order.
 */
export function sortFound(
  records: readonly ChildRecord[],
  wanted: readonly (readonly PersonSearch[])[],
  parameters: MatchingParameters,
  hints: SortHints = {},
): readonly (readonly ChildRecord[])[] {
  const { isKnown, detailsOf = personDetails, detailsOfSearch = personDetailsOfSearch } = hints;
  const sorted: ChildRecord[][] = wanted.map(() => []);
  const byKey = wantedByKey(wanted, detailsOfSearch);
  if (byKey.size === 0) return sorted;
  const { possible } = parameters.thresholds;
  for (const record of records) {
    const details = detailsOf(record);
    const places = new Set<number>();
    for (const key of keysOf(details)) {
      for (const { place, details: sought } of byKey.get(key) ?? []) {
        if (places.has(place) || isKnown?.(record, place) === true) continue;
        if (!couldReach(possible, sought, details, parameters)) continue;
        if (evidenceOfDetails(sought, details, parameters).score < possible) continue;
        places.add(place);
        sorted[place]?.push(record);
      }
    }
  }
  return sorted;
}

function wantedByKey(
  wanted: readonly (readonly PersonSearch[])[],
  detailsOfSearch: (search: PersonSearch) => PersonDetails,
): ReadonlyMap<string, readonly Wanted[]> {
  const byKey = new Map<string, Wanted[]>();
  for (const [place, searches] of wanted.entries()) {
    for (const search of searches) {
      const details = detailsOfSearch(search);
      for (const key of keysOf(details)) {
        const list = byKey.get(key);
        if (list === undefined) byKey.set(key, [{ place, details }]);
        else list.push({ place, details });
      }
    }
  }
  return byKey;
}

/** Two persons who share none of these reach no outcome together: the names, two parts of the date of birth, either way round, or a home. */
function keysOf({ dateOfBirth, names, postcodes }: PersonDetails): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { given, family } of names) keys.add(`${given[0] ?? ''} ${family ?? ''}`);
  if (dateOfBirth !== null) {
    const [year, month, day] = [dateOfBirth.slice(0, 4), dateOfBirth.slice(5, 7), dateOfBirth.slice(8)];
    keys.add(year + month);
    keys.add(year + day);
    keys.add(month + day);
    keys.add(day + month);
  }
  for (const { value } of postcodes) keys.add(value);
  return keys;
}
