import { describe, expect, it } from 'vitest';
import { compareDates, validDate } from '../../src/matching/compare-dates.ts';
import { bestFamily, bestGiven } from '../../src/matching/evidence/best-names.ts';
import words from '../../src/matching/name-words.json' with { type: 'json' };
import { comparableName } from '../../src/matching/normalise-name.ts';

const comparable = (given: string | null, family: string | null) => comparableName({ given, family, kind: null });
/** With spelling variants reduced to one. */
const named = (given: string | null, family: string | null) => {
  const name = comparable(given, family);
  return { given: name.givenReduced, family: name.family };
};

describe('comparableName', () => {
  it.each([
    ["  zoë-maë  o'Hara ", { given: ['ZOEMAE', 'OHARA'] }],
    ['Jean\u2019s', { given: ['JEANS'] }],
    ['Mrs Corin', { given: ['CORIN'] }],
    ['Master', { given: ['MASTER'] }],
    ['C Jay', { given: ['JAY'] }],
    ['Leigh-Anne', { given: ['LEEANN'] }],
    ['Lee Ann May', { given: ['LEEANN', 'MAY'] }],
    ['Łukasz', { given: ['LUKASZ'] }],
    ['李', { given: ['李'] }],
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

describe('the best agreement of names', () => {
  it.each([
    ['Corin', 'corin', 'EXACT'],
    ['Leeann', 'Leanne', 'VARIANT'],
    ['Corin', 'Corin Jay', 'EXACT'],
    ['Jay', 'Corin Jay', 'VARIANT'],
    ['Amira Rose', 'Amina Rose', 'DIFFERS'],
    ['Corin', 'Robin', 'DIFFERS'],
    ['Corin', 'C', 'INITIAL'],
    ['Baby', 'Corin', 'UNKNOWN'],
  ])('of the given names %j and %j is %s', (one, other, level) => {
    const [ones, others] = [[comparable(one, null)], [comparable(other, null)]];
    expect([bestGiven(ones, others).level, bestGiven(others, ones).level]).toEqual([level, level]);
    expect(bestFamily(ones, others).level).toBe('UNKNOWN');
  });

  it('looks at every name that a record holds', () => {
    const ones = [comparable('Robin', 'Vale'), comparable('Corin', 'Ashdown')];
    const others = [comparable('Corin', 'Moor'), comparable('Sandy', 'Vale')];
    expect([bestGiven(ones, others).level, bestFamily(ones, others).level]).toEqual(['EXACT', 'EXACT']);
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
