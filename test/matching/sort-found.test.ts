import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceOfDetails } from '../../src/matching/compare-records.ts';
import { createLinker } from '../../src/matching/create-linker.ts';
import { couldReach } from '../../src/matching/evidence/could-reach.ts';
import type { PersonDetails } from '../../src/matching/evidence/evidence.ts';
import { personDetails, personDetailsOfSearch } from '../../src/matching/evidence/person-details.ts';
import { sortFound } from '../../src/matching/sort-found.ts';
import type { ChildRecord } from '../../src/model/child-record.ts';
import type { PersonSearch } from '../../src/model/person-search.ts';
import { protocol } from '../access/support.ts';
import { recordWith } from './record-with.ts';
import { rules } from './rules.ts';

/** With the frequencies of names as shipped, which move scores. */
const parameters = protocol.matching;

const given = fc.constantFrom('Corin', 'Corin Jay', 'Robin', 'Rob', 'C', 'Baby', null);
const family = fc.constantFrom('Ashdown', 'Ashdowne', 'Ashdown-Vale', 'Vale', 'Smith', null);
const dateOfBirth = fc.constantFrom('2015-03-04', '2015-04-03', '2015-03-05', '2015-01-01', '2011-11-11', null);
const sex = fc.constantFrom('F', 'M', null);
const postcode = fc.constantFrom('SO23 8UJ', 'so238uj', 'SO23 1AA', 'BL1 1RU', 'ZZ99 3VZ', 'BFPO 1');

const record: fc.Arbitrary<ChildRecord> = fc
  .record({
    names: fc.array(fc.record({ given, family, kind: fc.constantFrom('LEGAL', 'FORMER') }), { maxLength: 2 }),
    dateOfBirth,
    sex,
    postcodes: fc.array(fc.record({ postcode, isCurrent: fc.boolean() }), { maxLength: 2 }),
    corroborates: fc.record({ carer: fc.boolean(), school: fc.boolean() }),
  })
  .map((differences) => recordWith(differences));
const search: fc.Arbitrary<PersonSearch> = fc.record({
  givenName: given,
  familyName: family,
  dateOfBirth,
  sex,
  postcode: fc.option(postcode),
  carerGivenName: fc.constant(null),
  carerFamilyName: fc.constant(null),
  school: fc.constant(null),
  yearGroup: fc.constant(null),
});

/** What is in common with those who could be a person: as `sortFound` has it, each pair compared in full. */
function sortPlainly(records: readonly ChildRecord[], wanted: readonly (readonly PersonSearch[])[]) {
  const keysOf = ({ dateOfBirth: born, names, postcodes }: PersonDetails): readonly string[] => {
    const [year, month, day] = (born ?? '').split('-');
    const dates =
      born === null
        ? []
        : [
            [year, month],
            [year, day],
            [month, day],
            [day, month],
          ];
    return [
      ...names.map((name) => `${name.given[0] ?? ''} ${name.family ?? ''}`),
      ...dates.map((parts) => parts.join(' ')),
      ...postcodes.map(({ value }) => value),
    ];
  };
  return wanted.map((searches) =>
    records.filter((each) => {
      const details = personDetails(each);
      return searches.some((sought) => {
        const other = personDetailsOfSearch(sought);
        const isComparable = keysOf(other).some((key) => keysOf(details).includes(key));
        return isComparable && evidenceOfDetails(other, details, parameters).score >= parameters.thresholds.possible;
      });
    }),
  );
}

describe('sorting whom agencies found', () => {
  const lists = fc.array(fc.array(search, { maxLength: 3 }), { maxLength: 5 });

  it('gives each list the records that could be one of its persons, as comparing all of them in full does', () => {
    let sorted = 0;
    fc.assert(
      fc.property(fc.array(record, { maxLength: 6 }), lists, (records, wanted) => {
        const found = sortFound(records, wanted, parameters);
        expect(found).toEqual(sortPlainly(records, wanted));
        sorted += found.flat().length;
      }),
      { numRuns: 1500 },
    );
    expect(sorted).toBeGreaterThan(100);
  });

  it('is the same where details were read before, but for those that are known already', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 6 }), lists, fc.nat(5), (records, wanted, known) => {
        const { sortFound: sort } = createLinker({ ...rules, parameters });
        const isKnown = (one: ChildRecord, place: number): boolean => one === records[known] && place % 2 === 0;
        const plainly = sortPlainly(records, wanted).map((each, place) => each.filter((one) => !isKnown(one, place)));
        expect(sort(records, wanted, isKnown)).toEqual(plainly);
        expect(sort(records, wanted, isKnown)).toEqual(plainly);
      }),
      { numRuns: 300 },
    );
  });

  it('compares each record with a small part of a list', () => {
    const considered = (count: number): number => {
      const people = Array.from({ length: count }, (_, place) =>
        recordWith({
          recordId: `n-${place}`,
          names: [{ given: `G${letters(place)}`, family: `${letters(place + 99)}field`, kind: 'LEGAL' }],
          dateOfBirth: `20${10 + (place % 9)}-${two(1 + (place % 12))}-${two(1 + (place % 28))}`,
        }),
      );
      const wanted = people.map(({ names, dateOfBirth: born }): PersonSearch[] => [
        { ...nobody, givenName: names[0]?.given ?? null, familyName: names[0]?.family ?? null, dateOfBirth: born },
      ]);
      let pairs = 0;
      sortFound(people, wanted, parameters, {
        isKnown: () => {
          pairs += 1;
          return false;
        },
      });
      return pairs / count;
    };
    // One in ten at most: by all that is common to two of them.
    expect(considered(40)).toBeLessThan(4);
    expect(considered(400)).toBeLessThan(40);
  });
});

const nobody: PersonSearch = {
  givenName: null,
  familyName: null,
  dateOfBirth: null,
  sex: null,
  postcode: null,
  carerGivenName: null,
  carerFamilyName: null,
  school: null,
  yearGroup: null,
};
const letters = (number: number): string =>
  String.fromCharCode(65 + (number % 26), 65 + (Math.floor(number / 26) % 26)).repeat(2);
const two = (number: number): string => String(number).padStart(2, '0');

describe('what two persons could reach', () => {
  it('is never less than what they reach', () => {
    let out = 0;
    fc.assert(
      fc.property(record, record, (one, other) => {
        const [left, right] = [personDetails(one), personDetails(other)];
        const { score } = evidenceOfDetails(left, right, parameters);
        expect(couldReach(score, left, right, parameters)).toBe(true);
        if (!couldReach(parameters.thresholds.possible, left, right, parameters)) {
          out += 1;
          expect(score).toBeLessThan(parameters.thresholds.possible);
        }
      }),
      { numRuns: 2000 },
    );
    expect(out).toBeGreaterThan(500);
  });
});
