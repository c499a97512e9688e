import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDetails } from '../../src/matching/evidence/compare-details.ts';
import { comparablePostcode } from '../../src/matching/evidence/comparable-postcode.ts';
import type { AgreementPattern, PersonDetails } from '../../src/matching/evidence/evidence.ts';
import { jaroWinkler } from '../../src/matching/evidence/jaro-winkler.ts';
import { personDetails, personDetailsOfSearch } from '../../src/matching/evidence/person-details.ts';
import { scoreOf } from '../../src/matching/evidence/score-of.ts';
import type { MatchingParameters } from '../../src/model/matching-parameters.ts';
import { protocol } from '../access/support.ts';
import { recordWith } from './record-with.ts';

/** As shipped, with every name as frequent as its weight assumes. */
const withoutFrequencies: MatchingParameters = { ...protocol.matching, termFrequencyCap: 0 };

const child = { given: 'Leeann', family: 'Ashdown', sex: 'F', dateOfBirth: '2015-03-04' };

type Person = {
  readonly given?: string | null;
  readonly family?: string | null;
  readonly formerFamily?: string;
  readonly alias?: string;
  readonly sex?: string | null;
  readonly dateOfBirth?: string | null;
  readonly postcodes?: readonly (readonly [string, boolean])[];
  readonly carer?: boolean;
  readonly school?: boolean;
};

function person(differences: Person = {}): PersonDetails {
  const { given, family, formerFamily, alias, sex, dateOfBirth, postcodes, carer, school } = {
    postcodes: [['SO23 8UJ', true]] as const,
    carer: false,
    school: false,
    ...child,
    ...differences,
  };
  return personDetails(
    recordWith({
      names: [
        { given, family, kind: 'LEGAL' },
        ...(formerFamily === undefined ? [] : [{ given, family: formerFamily, kind: 'FORMER' }]),
        ...(alias === undefined ? [] : [{ given: alias, family: null, kind: 'ALIAS' }]),
      ],
      sex,
      dateOfBirth,
      postcodes: postcodes.map(([postcode, isCurrent]) => ({ postcode, isCurrent })),
      corroborates: { carer, school },
    }),
  );
}

const score = (one: PersonDetails, other: PersonDetails, parameters = withoutFrequencies): number =>
  scoreOf(compareDetails(one, other), one, other, parameters);

const moved = { postcodes: [['BL1 1RU', true]] } as const;

describe('the worked checks of domain.md 5.2, with the weights that are shipped', () => {
  it.each<[string, Person, Person, number]>([
    ['Leeann and Leanne, same date of birth, family name, postcode', {}, { given: 'Leanne' }, 39.7],
    ['the same, moved house', {}, { given: 'Leanne', ...moved }, 23.8],
    ['exact name, date of birth and sex, new postcode', {}, moved, 26.7],
    [
      'exact name and date of birth, previous postcode',
      {},
      {
        postcodes: [
          ['SO23 8UJ', false],
          ['BL1 1RU', true],
        ],
      },
      39.0,
    ],
    ['03/04 and 04/03, the rest exact', {}, { dateOfBirth: '2015-04-03' }, 36.1],
    ['twins of one sex', {}, { given: 'Robin' }, 30.6],
    ['a boy and a girl, twins', {}, { given: 'Robin', sex: 'M' }, 24.0],
    ['a sibling with another date of birth', {}, { given: 'Robin', dateOfBirth: '2012-11-26' }, 12.0],
    ['a sibling whose name is a variant', {}, { given: 'Leanne', dateOfBirth: '2012-11-26' }, 21.1],
    ['another family name at the same postcode', {}, { family: 'Vale' }, 28.8],
    ['a former family name, moved', { family: 'Vale', formerFamily: 'Ashdown' }, moved, 22.2],
  ])('%s', (_title, one, other, expected) => {
    expect(score(person(one), person(other))).toBeCloseTo(expected, 5);
  });

  it.each<[string, Person, number]>([
    ['a carer', { carer: true }, 9.2],
    ['a school', { school: true }, 8.6],
    ['no sex', { sex: 'U' }, -1.0],
    ['no postcode', { postcodes: [] }, -12.8],
    ['a postcode of many', { postcodes: [['ZZ99 3VZ', true]] }, -12.8],
    ['a neighbouring postcode', { postcodes: [['SO23 9AA', true]] }, 4.3 - 12.8],
    ['a misspelt family name', { family: 'Ashdwon' }, 3.6 - 8.8],
    ['one part of a double-barrelled family name', { family: 'Vale-Ashdown' }, 3.6 - 8.8],
    ['an initial', { given: 'L' }, -0.7 - 7.4],
    ['another initial', { given: 'R' }, -4.6 - 7.4],
    ['one component of the date of birth', { dateOfBirth: '2016-03-04' }, 1.5 - 12.6],
    ['an alias as given name', { given: 'Robin', alias: 'Leeann' }, 4.5 - 7.4],
    ['a later given name', { given: 'Robin Leeann' }, 4.5 - 7.4],
    ['only the second name in common', { given: 'Robin' }, -4.6 - 7.4],
  ])('%s moves the score by so many bits', (_title, other, expected) => {
    expect(score(person(), person(other)) - score(person(), person())).toBeCloseTo(expected, 5);
  });
});

describe('how details compare', () => {
  const pattern = (one: Person, other: Person): AgreementPattern => compareDetails(person(one), person(other));

  it('says of each field the best level that two values reach', () => {
    expect(pattern({ carer: true }, { given: 'Lianne', alias: 'Leeann', formerFamily: 'Vale' })).toEqual({
      dateOfBirth: 'EXACT',
      family: 'EXACT',
      given: 'VARIANT',
      sex: 'SAME',
      postcode: 'CURRENT',
      carer: 'AGREES',
      school: 'UNKNOWN',
    });
  });

  it('says that nothing is known where a side says nothing', () => {
    const nobody = person({ given: null, family: null, sex: null, dateOfBirth: null, postcodes: [] });
    const levels = Object.values(compareDetails(person(), nobody));
    expect(new Set(levels)).toEqual(new Set(['UNKNOWN']));
    expect(score(person(), nobody)).toBe(0);
  });

  it.each<[string, Person, Person, AgreementPattern['given']]>([
    ['written apart', { given: 'Anne Marie' }, { given: 'Anne-Marie' }, 'EXACT'],
    ['of two persons who share the second only', { given: 'Amira Rose' }, { given: 'Amina Rose' }, 'DIFFERS'],
    ['one letter off, as twins may be', { given: 'Leona' }, { given: 'Leora' }, 'DIFFERS'],
    ['that only stands in for one', { given: 'Baby' }, {}, 'UNKNOWN'],
    ['of another sex, a variant of the other', { given: 'Leanne', sex: 'M' }, {}, 'DIFFERS'],
    ['as an initial on both sides', { given: 'L' }, { given: 'L' }, 'INITIAL'],
  ])('compares a given name %s', (_title, one, other, expected) => {
    expect([pattern(one, other).given, pattern(other, one).given]).toEqual([expected, expected]);
  });

  it.each<[string, Person, Person, AgreementPattern['family']]>([
    ['of three letters with one changed', { family: 'Lee' }, { family: 'Lea' }, 'DIFFERS'],
    ['with a hyphen or without', { family: 'Ashdown-Vale' }, { family: 'Ashdown Vale' }, 'EXACT'],
    [
      'like a former one but not the same',
      { family: 'Vale', formerFamily: 'Ashdown' },
      { family: 'Ashdwon' },
      'DIFFERS',
    ],
    ['that both have left behind', { family: 'Vale', formerFamily: 'Moor' }, { formerFamily: 'Moor' }, 'FORMER'],
  ])('compares a family name %s', (_title, one, other, expected) => {
    expect([pattern(one, other).family, pattern(other, one).family]).toEqual([expected, expected]);
  });

  it.each<[string, string | null, string | null, AgreementPattern['dateOfBirth']]>([
    ['a placeholder day and a day of its year', '2015-01-01', '2015-03-04', 'ONE_COMPONENT'],
    ['a placeholder day and a day of another year', '2014-01-01', '2015-03-04', 'DIFFERS'],
    ['a date that stands for none', '1900-01-01', '1900-01-01', 'UNKNOWN'],
    ['a date that is none', '2015-02-30', '2015-02-28', 'UNKNOWN'],
    ['two components that differ', '2015-03-04', '2015-05-06', 'DIFFERS'],
    ['day and month in each other\u2019s place', '2015-03-04', '2015-04-03', 'SWAPPED'],
  ])('compares %s', (_title, one, other, expected) => {
    expect(pattern({ dateOfBirth: one }, { dateOfBirth: other }).dateOfBirth).toBe(expected);
  });

  it('gives little for agreement on a placeholder day', () => {
    const placeholder = person({ dateOfBirth: '2015-01-01' });
    expect(score(person(), person()) - score(placeholder, placeholder)).toBeCloseTo(12.6 - 5.0, 5);
  });

  it('takes an unborn child\u2019s expected date for the date', () => {
    const unborn = recordWith({ dateOfBirth: null, expectedDateOfDelivery: '2024-09-01' });
    expect(personDetails(unborn).dateOfBirth).toBe('2024-09-01');
  });

  it('reads a search as it reads a record', () => {
    const search = personDetailsOfSearch({
      givenName: 'leigh-anne',
      familyName: 'ASHDOWN',
      dateOfBirth: '2015-03-04',
      sex: 'F',
      postcode: 'so238uj',
      carerGivenName: 'Sandy',
      carerFamilyName: 'Vale',
      school: null,
      yearGroup: null,
    });
    expect(score(search, person())).toBeCloseTo(39.7, 5);
    expect(score(search, person({ carer: true }))).toBeCloseTo(39.7 + 9.2, 5);
  });
});

describe('the frequency of names', () => {
  const shipped = protocol.matching;
  const rarity = (one: Person, other: Person = one): number =>
    score(person(one), person(other), shipped) - score(person(one), person(other));

  it('lowers what a frequent name weighs and raises what a rare one does', () => {
    expect(rarity({ given: 'Oliver', family: 'Smith' })).toBeLessThan(-3);
    expect(rarity({ given: 'Oliver', family: 'Winter' })).toBeGreaterThan(
      rarity({ given: 'Oliver', family: 'Smith' }) + 3,
    );
  });

  it('moves no weight by more than the cap, and none where names differ', () => {
    const { frequencies } = shipped;
    const strict = { ...shipped, frequencies: { ...frequencies, given: { ...frequencies.given, unlisted: 1e-9 } } };
    const one = person({ family: null });
    expect(score(one, one, strict) - score(one, one)).toBeCloseTo(shipped.termFrequencyCap, 5);
    const others = { given: 'Robin', family: 'Winter' };
    expect(rarity({}, others)).toBe(0);
  });

  it('counts a variant by the more frequent of its two spellings', () => {
    const single = (given: string): number => rarity({ given, family: null });
    expect(rarity({ given: 'Steve', family: null }, { given: 'Stephen', family: null })).toBeCloseTo(
      Math.min(single('Steve'), single('Stephen')),
      5,
    );
  });

  it('leaves every worked check on its side of the thresholds', () => {
    // Two names, four bits each at most: a MATCH of the checks stays one, and so does a POSSIBLE.
    const { match, possible } = shipped.thresholds;
    const cap = shipped.termFrequencyCap;
    expect([39.7, 39.0, 36.1].map((bits) => bits - 2 * cap >= match)).toEqual([true, true, true]);
    expect(28.8 - cap).toBeGreaterThanOrEqual(match);
    expect([23.8, 26.7, 22.2].map((bits) => bits - 2 * cap >= possible)).toEqual([true, true, true]);
  });
});

describe('comparing in either order', () => {
  const given = fc.constantFrom('Leeann', 'Leanne', 'Leona', 'L', 'Baby', 'Anne Leeann', 'Mohammed', 'Muhammad', null);
  const family = fc.constantFrom('Ashdown', 'Ashdwon', 'Vale', 'Vale-Ashdown', 'Smith', 'Unknown', null);
  const any = fc.record({
    given,
    family,
    formerFamily: fc.constantFrom('Ashdown', 'Vale', 'Moor'),
    alias: fc.constantFrom('Lee', 'Robin', 'Leanne'),
    sex: fc.constantFrom('F', 'M', 'U', null),
    dateOfBirth: fc.constantFrom('2015-03-04', '2015-04-03', '2015-01-01', '2015-03-05', '2014-11-30', null),
    postcodes: fc.subarray([['SO23 8UJ', true] as const, ['SO23 9AA', false] as const, ['BL1 1RU', true] as const]),
    carer: fc.boolean(),
    school: fc.boolean(),
  });

  it('gives the same pattern and the same score', () => {
    fc.assert(
      fc.property(any, any, (left, right) => {
        const [one, other] = [person(left), person(right)];
        expect(compareDetails(one, other)).toEqual(compareDetails(other, one));
        expect(score(one, other, protocol.matching)).toBeCloseTo(score(other, one, protocol.matching), 9);
      }),
    );
  });
});

describe('the similarity of Jaro and Winkler', () => {
  // Winkler's published examples.
  it.each([
    ['MARTHA', 'MARHTA', 0.961],
    ['DWAYNE', 'DUANE', 0.84],
    ['DIXON', 'DICKSONX', 0.813],
    ['JONES', 'JOHNSON', 0.832],
    ['ABROMS', 'ABRAMS', 0.922],
    ['SAME', 'SAME', 1],
    ['ABC', 'XYZ', 0],
    ['', 'ABC', 0],
  ])('of %s and %s', (one, other, expected) => {
    expect([jaroWinkler(one, other), jaroWinkler(other, one)].map((value) => Math.round(value * 1000) / 1000)).toEqual([
      expected,
      expected,
    ]);
  });
});

describe('comparablePostcode', () => {
  it.each([
    ['so238uj', 'SO23 8UJ'],
    [' BL1  1RU ', 'BL1 1RU'],
    ['EC1A 1BB', 'EC1A 1BB'],
    ['W1A0AX', 'W1A 0AX'],
    ['ZZ99 3VZ', null],
    ['QZ1 1AA', null],
    ['SO23 8UC', null],
    ['SO23', null],
    ['', null],
  ])('reads %j as %j', (text, expected) => {
    expect(comparablePostcode(text)).toBe(expected);
  });
});
