import type { PersonSearch } from '../model/person-search.ts';
import { personDetailsOfSearch } from './evidence/person-details.ts';
import { isWholeName } from './normalise-name.ts';

/**
 * The fields of a search that say something (domain.md 5.2 R10): not a name that is an initial or only stands
 * in for one, a date that stands for none, or a postcode that is no place.
 */
export function fieldsThatCount(search: PersonSearch): ReadonlySet<string> {
  const { names, dateOfBirth, sex, postcodes } = personDetailsOfSearch(search);
  const counts: Readonly<Record<string, boolean>> = {
    givenName: names.some(({ given }) => given.length > 0),
    familyName: names.some(({ family }) => family !== null && isWholeName(family)),
    dateOfBirth: dateOfBirth !== null,
    sex: sex !== null,
    postcode: postcodes.length > 0,
    carer: search.carerGivenName !== null && search.carerFamilyName !== null,
    school: search.school !== null,
    yearGroup: search.school !== null && search.yearGroup !== null,
  };
  return new Set(Object.keys(counts).filter((field) => counts[field] === true));
}
