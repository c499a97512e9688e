import type { PersonSearch } from '../generated/education.ts';
import { corroborationOf } from './corroboration-of.ts';
import { daysAndMonthsSwapped, type FindableName, type FindablePerson } from './findable-person.ts';
import { lettersOf, wordsOf } from './letters-of.ts';
import { soundsAlike } from './sound-of.ts';

/** From this many points on a record could be the person. */
export const leastLikeness = 6;

/**
 * How much a record is like the person looked for, in points of this system's own: only to leave out what is
 * nobody's guess and to put the likeliest first.
 */
export const likenessOf = (person: FindablePerson, search: PersonSearch, today: string): number => {
  const { carer, school } = corroborationOf(person.record, search, today);
  const withoutDate =
    likenessOfBestName(person.names, search) +
    likenessOfPlaces(person.postcodes, search.postcode ?? null) +
    (carer ? 4 : 0) +
    (school ? 3 : 0);
  // A birthday alone is that of many.
  if (withoutDate <= 0) return 0;
  return (
    withoutDate +
    likenessOfDates(person.dateOfBirth, search.dateOfBirth ?? null) +
    likenessOfSex(person.sex, search.sex ?? null)
  );
};

const likenessOfDates = (held: string | null, asked: string | null): number => {
  if (held === null || asked === null) return 0;
  if (held === asked) return 7;
  if (held === daysAndMonthsSwapped(asked)) return 5;
  const parts = asked.split('-');
  return held.split('-').filter((part, index) => part === parts[index]).length === 2 ? 3 : -4;
};

const likenessOfBestName = (names: readonly FindableName[], search: PersonSearch): number =>
  names.length === 0 ? 0 : Math.max(...names.map((name) => likenessOfNames(name, search)));

const likenessOfNames = (name: FindableName, { givenName, familyName }: PersonSearch): number => {
  const given = wordsOf(givenName ?? '');
  const family = lettersOf(familyName ?? '');
  const straight = likenessOfGiven(name.given, given) + likenessOfFamily(name.family, family);
  // Somebody wrote the names into each other's fields.
  const isTurned = family !== '' && given.length > 0 && name.family === given.join('') && name.given.includes(family);
  return Math.max(straight, isTurned ? 6 : -6) - (name.isFormer ? 1 : 0);
};

const likenessOfGiven = (held: readonly string[], asked: readonly string[]): number => {
  const first = asked[0];
  if (first === undefined || held.length === 0) return 0;
  if (asked.some((word) => held.includes(word)) || held.join('') === asked.join('')) return 4;
  if (held.some((word) => soundsAlike(word, first)) || soundsAlike(held.join(''), asked.join(''))) return 3;
  return held.some((word) => word.startsWith(first) || first.startsWith(word)) ? 2 : -3;
};

const likenessOfFamily = (held: string, asked: string): number => {
  if (asked === '' || held === '') return 0;
  if (held === asked) return 4;
  return soundsAlike(held, asked) || held.includes(asked) || asked.includes(held) ? 3 : -3;
};

const likenessOfSex = (held: string | null, asked: string | null): number => {
  if (held === null || asked === null || asked === 'U') return 0;
  return held === asked ? 1 : -2;
};

const likenessOfPlaces = (
  held: readonly { readonly postcode: string; readonly current: boolean }[],
  asked: string | null,
): number => {
  if (asked === null || held.length === 0) return 0;
  const found = held.find(({ postcode }) => postcode === asked);
  if (found !== undefined) return found.current ? 5 : 4;
  return held.some(({ postcode }) => postcode.split(' ')[0] === asked.split(' ')[0]) ? 1 : -1;
};
