import type { ChildRecord } from '../model/child-record.ts';
import type { MatchingParameters } from '../model/matching-parameters.ts';
import type { PersonSearch } from '../model/person-search.ts';
import { evidenceOfDetails } from './compare-records.ts';
import type { PersonDetails } from './evidence/evidence.ts';
import { personDetails, personDetailsOfSearch } from './evidence/person-details.ts';

/**
 * Sorts records that agencies found for many persons at once by whom they could be: gives for each list of
 * searches the records that reach the score of a possible match with any of them, in their order.
 */
export function sortFound(
  records: readonly ChildRecord[],
  wanted: readonly (readonly PersonSearch[])[],
  parameters: MatchingParameters,
): readonly (readonly ChildRecord[])[] {
  const byKey = new Map<string, { readonly place: number; readonly details: PersonDetails }[]>();
  for (const [place, searches] of wanted.entries()) {
    for (const search of searches) {
      const details = personDetailsOfSearch(search);
      for (const key of keysOf(details)) {
        const list = byKey.get(key) ?? [];
        list.push({ place, details });
        byKey.set(key, list);
      }
    }
  }
  const sorted: ChildRecord[][] = wanted.map(() => []);
  for (const record of records) {
    const details = personDetails(record);
    const places = new Set<number>();
    for (const key of keysOf(details)) {
      for (const candidate of byKey.get(key) ?? []) {
        if (places.has(candidate.place)) continue;
        const { score } = evidenceOfDetails(candidate.details, details, parameters);
        if (score < parameters.thresholds.possible) continue;
        places.add(candidate.place);
        sorted[candidate.place]?.push(record);
      }
    }
  }
  return sorted;
}

/** Two persons who share none of these reach no outcome together: the names, two parts of the date of birth, either way round, or a home. */
function keysOf({ dateOfBirth, names, postcodes }: PersonDetails): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { given, family } of names) keys.add(`${given[0] ?? ''} ${family ?? ''}`);
  if (dateOfBirth !== null) {
    const [year, month, day] = dateOfBirth.split('-');
    for (const parts of [
      [year, month],
      [year, day],
      [month, day],
      [day, month],
    ])
      keys.add(parts.join(' '));
  }
  for (const { value } of postcodes) keys.add(value);
  return keys;
}
