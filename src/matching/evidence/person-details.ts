import type { ChildRecord } from '../../model/child-record.ts';
import type { PersonSearch } from '../../model/person-search.ts';
import type { LocalDate } from '../../model/words.ts';
import { validDate } from '../compare-dates.ts';
import { comparableName } from '../normalise-name.ts';
import { comparablePostcode } from './comparable-postcode.ts';
import type { PersonDetails } from './evidence.ts';
import { standsForNoDate } from './placeholder-dates.ts';

/** Reads what one agency's record says of its child for matching (domain.md 5.2 Normalise). */
export function personDetails(record: ChildRecord): PersonDetails {
  const isUnborn = record.lifecycle.unborn || (record.dateOfBirth === null && record.expectedDateOfDelivery !== null);
  return {
    names: record.names.map(comparableName),
    dateOfBirth: dateOf(isUnborn ? record.expectedDateOfDelivery : record.dateOfBirth),
    sex: sexOf(record.sex),
    postcodes: postcodesOf(record.postcodes),
    corroboration: { carer: record.corroborates.carer, school: record.corroborates.school },
  };
}

/** Reads what a searcher said of a person; carer and school are asked of the agencies, not compared here. */
export function personDetailsOfSearch(search: PersonSearch): PersonDetails {
  const { givenName: given, familyName: family, postcode } = search;
  return {
    names: given === null && family === null ? [] : [comparableName({ given, family, kind: null })],
    dateOfBirth: dateOf(search.dateOfBirth),
    sex: sexOf(search.sex),
    postcodes: postcode === null ? [] : postcodesOf([{ postcode, isCurrent: true }]),
    corroboration: { carer: false, school: false },
  };
}

function dateOf(text: LocalDate | null): LocalDate | null {
  const date = validDate(text);
  return date === null || standsForNoDate(date) ? null : date;
}

function sexOf(code: string | null): PersonDetails['sex'] {
  return code === 'F' || code === 'M' ? code : null;
}

/** A postcode that is held as both is a current one. */
function postcodesOf(held: ChildRecord['postcodes']): PersonDetails['postcodes'] {
  const isCurrent = new Map<string, boolean>();
  for (const each of held) {
    const value = comparablePostcode(each.postcode);
    if (value !== null) isCurrent.set(value, each.isCurrent || (isCurrent.get(value) ?? false));
  }
  return [...isCurrent].map(([value, current]) => ({ value, isCurrent: current }));
}
