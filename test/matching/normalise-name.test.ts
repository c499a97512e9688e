import { describe, expect, it } from 'vitest';
import { compareDates, validDate } from '../../src/matching/compare-dates.ts';
import { compareNames } from '../../src/matching/compare-names.ts';
import words from '../../src/matching/name-words.json' with { type: 'json' };
import { normaliseName } from '../../src/matching/normalise-name.ts';

const named = (given: string | null, family: string | null) => normaliseName({ given, family, kind: null });

describe('normaliseName', () => {
  it.each([
    ["  zoë-maë  o'Hara ", { given: ['ZOEMAE', 'OHARA'] }],
    ['Jean\u2019s', { given: ['JEANS'] }],
    ['Mrs Corin', { given: ['CORIN'] }],
    ['Master', { given: ['MASTER'] }],
    ['C Jay', { given: ['JAY'] }],
    ['Leigh-Anne', { given: ['LEEANN'] }],
    ['Lee Ann May', { given: ['LEEANN', 'MAY'] }],
    ['Łukasz', { given: ['LUKASZ'] }],
    ['', { given: [] }],
  ])('reads the given name %j', (given, expected) => {
    expect(named(given, 'Ashdown')).toEqual({ ...expected, family: 'ASHDOWN' });
  });

  it.each(['Baby', 'INFANT', 'unborn', 'Twin 1', 'twin', 'Unknown', 'Test', 'Baby of Corin', 'B', null])(
    'takes the given name %j as missing',
    (given) => {
      expect(named(given, 'Ashdown').given).toEqual([]);
    },
  );

  it.each([
    ["O'Hara", 'OHARA'],
    ['Ashdown - Vale', 'ASHDOWNVALE'],
    ['Ñuñez', 'NUNEZ'],
    ['Unknown', null],
    [' ', null],
    [null, null],
  ])('reads the family name %j', (family, expected) => {
    expect(named('Corin', family).family).toBe(expected);
  });
});

describe('the table of names', () => {
  it('has each name in one group only, in the form that names are compared in', () => {
    const names = words.variants.flat();
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect([...names, ...words.missing, ...words.titles].filter((name) => !/^[A-Z0-9]+$/.test(name))).toEqual([]);
    expect(words.variants.filter((group) => group.length < 2)).toEqual([]);
  });
});

describe('compareNames', () => {
  it.each([
    ['Leeann', 'Leanne', 'AGREES'],
    ['Corin', 'Corin Jay', 'AGREES'],
    ['Jay', 'Corin Jay', 'AGREES'],
    ['Amira Rose', 'Amina Rose', 'DIFFERS'],
    ['Corin', 'Robin', 'DIFFERS'],
    ['Corin', 'C', 'UNKNOWN'],
    ['Baby', 'Corin', 'UNKNOWN'],
  ])('finds that the given names %j and %j: %s', (one, other, given) => {
    const ones = [named(one, null)];
    const others = [named(other, null)];
    expect([compareNames(ones, others), compareNames(others, ones)]).toEqual([
      { given, family: 'UNKNOWN' },
      { given, family: 'UNKNOWN' },
    ]);
  });

  it('looks at every name that a record holds', () => {
    const ones = [named('Robin', 'Vale'), named('Corin', 'Ashdown')];
    expect(compareNames(ones, [named('Corin', 'Moor'), named('Sandy', 'Vale')])).toEqual({
      given: 'AGREES',
      family: 'AGREES',
    });
  });
});

describe('compareDates', () => {
  it.each([
    ['2015-03-04', '2015-03-04', 'EXACT'],
    ['2015-03-04', '2015-04-03', 'SWAPPED'],
    ['2015-03-04', '2016-04-03', 'DIFFERS'],
    ['2015-03-14', '2015-03-15', 'DIFFERS'],
    [null, '2015-03-04', 'UNKNOWN'],
  ])('finds that %s and %s: %s', (one, other, expected) => {
    expect([compareDates(one, other), compareDates(other, one)]).toEqual([expected, expected]);
  });

  it.each(['2015-02-29', '2015-13-01', '2015-00-10', '2015-04-31', '04/03/2015', '2015-03', null])(
    'takes %s for no date',
    (text) => {
      expect(validDate(text)).toBeNull();
    },
  );

  it('knows leap years', () => {
    expect(['2016-02-29', '2000-02-29', '1900-02-29'].map(validDate)).toEqual(['2016-02-29', '2000-02-29', null]);
  });
});
