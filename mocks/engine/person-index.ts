import type { PersonSearch } from '../generated/education.ts';
import type { StoredRecord } from '../records/stored-record.ts';
import { type FindablePerson, findablePerson, headingsOf, headingsToLookUnder } from './findable-person.ts';
import { leastLikeness, likenessOf } from './likeness-of.ts';

/** One agency's records by what is known of the persons, kept as the records change. */
export type PersonIndex = {
  /** A record of the same object twice stands there once. */
  add(record: StoredRecord): void;
  remove(record: StoredRecord): void;
  /**
   * The records that could be the person, at most `first`, the likeliest first, equally likely ones by record
   * id. Only those that pass `isFound`, so that what the asker may not find takes nobody's place.
   */
  find(
    search: PersonSearch,
    options: {
      readonly first: number;
      readonly today: string;
      readonly isFound: (record: StoredRecord) => boolean;
    },
  ): readonly StoredRecord[];
};

/** Builds an empty index. */
export const personIndexOf = (): PersonIndex => {
  const persons = new Map<StoredRecord, FindablePerson>();
  const byHeading = new Map<string, Set<FindablePerson>>();

  return {
    add(record) {
      if (persons.has(record) || record.forgotten) return;
      const person = findablePerson(record);
      persons.set(record, person);
      for (const heading of headingsOf(person)) {
        const listed = byHeading.get(heading);
        if (listed === undefined) byHeading.set(heading, new Set([person]));
        else listed.add(person);
      }
    },
    remove(record) {
      const person = persons.get(record);
      if (person === undefined) return;
      persons.delete(record);
      for (const heading of headingsOf(person)) {
        const listed = byHeading.get(heading);
        listed?.delete(person);
        if (listed?.size === 0) byHeading.delete(heading);
      }
    },
    find(search, { first, today, isFound }) {
      const candidates = new Set<FindablePerson>();
      for (const heading of headingsToLookUnder(search)) {
        for (const person of byHeading.get(heading) ?? []) candidates.add(person);
      }
      return [...candidates]
        .filter(({ record }) => isFound(record))
        .map((person) => ({ record: person.record, likeness: likenessOf(person, search, today) }))
        .filter(({ likeness }) => likeness >= leastLikeness)
        .sort((a, b) => b.likeness - a.likeness || (a.record.recordId < b.record.recordId ? -1 : 1))
        .slice(0, first)
        .map(({ record }) => record);
    },
  };
};
