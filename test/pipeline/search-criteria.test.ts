import { describe, expect, test } from 'vitest';
import { fieldsThatCount } from '../../src/matching/fields-that-count.ts';
import { normalisePostcode } from '../../src/matching/identifiers/postcode.ts';
import { GatewayError } from '../../src/model/errors.ts';
import { furtherFields, readCriteria } from '../../src/pipeline/search-criteria.ts';

const parts = {
  fieldsThatCount,
  normalisePostcode: (text: string) => {
    const read = normalisePostcode(text);
    return read.kind === 'VALID' ? read : ({ kind: 'INVALID', reason: read.reasonCode } as const);
  },
  protocol: {
    search: {
      sufficient: [
        ['givenName', 'familyName', 'dateOfBirth'],
        ['givenName', 'familyName', 'postcode'],
      ],
    },
  },
};
const read = (by: Readonly<Record<string, unknown>>) => readCriteria(by, parts);
const full = { givenName: 'Corin', familyName: 'Ashdown', dateOfBirth: '2015-03-04' };

function refusal(by: Readonly<Record<string, unknown>>): unknown {
  try {
    read(by);
  } catch (error) {
    if (error instanceof GatewayError) return { code: error.code, ...error.extensions };
    throw error;
  }
  return 'accepted';
}

describe('what is enough to look by (R10)', () => {
  test('both names with a date of birth, or with a postcode', () => {
    expect(read(full).needs).toEqual([]);
    expect(read({ givenName: 'Corin', familyName: 'Ashdown', postcode: 'wx1 1aa' }).needs).toEqual([]);
    // Whole names of one character.
    expect(read({ ...full, givenName: '李', familyName: '王' }).needs).toEqual([]);
  });

  test.each<[string, Readonly<Record<string, unknown>>, readonly (readonly string[])[]]>([
    [
      'nothing',
      {},
      [
        ['givenName', 'familyName', 'dateOfBirth'],
        ['givenName', 'familyName', 'postcode'],
      ],
    ],
    ['names alone', { givenName: 'Corin', familyName: 'Ashdown' }, [['dateOfBirth'], ['postcode']]],
    [
      'one name and a date of birth',
      { familyName: 'Ashdown', dateOfBirth: '2015-03-04' },
      // A postcode beside it would be no less enough, and no more.
      [['givenName']],
    ],
    [
      'a date of birth and a postcode',
      { dateOfBirth: '2015-03-04', postcode: 'WX1 1AA' },
      [['givenName', 'familyName']],
    ],
    ['an initial in place of a name', { ...full, givenName: 'C.' }, [['givenName']]],
    ['a family name of one letter', { ...full, familyName: 'A' }, [['familyName']]],
    ['a word that stands for no name', { ...full, givenName: 'Unknown' }, [['givenName']]],
    [
      'a postcode that is no place',
      { givenName: 'Corin', familyName: 'Ashdown', postcode: 'ZZ99 3VZ' },
      [['dateOfBirth'], ['postcode']],
    ],
    ['spaces in place of a name', { ...full, familyName: '   ' }, [['familyName']]],
    [
      'a carer and a school beside one name',
      {
        givenName: 'Corin',
        carer: { givenName: 'Ada', familyName: 'Ashdown' },
        school: 'URN:100001',
      },
      [
        ['familyName', 'dateOfBirth'],
        ['familyName', 'postcode'],
      ],
    ],
  ])('is not %s, and it is said what would be', (_what, by, needs) => {
    expect(read(by).needs).toEqual(needs);
  });
});

describe('fishing', () => {
  const everywhere = ['givenName', 'familyName', 'postcode', 'school', 'yearGroup', 'sex', 'dateOfBirth'];
  test.each(everywhere.flatMap((field) => ['*', '%', '_', '?'].map((sign) => [field, sign] as const)))(
    'by %s with %s is refused, naming the field and never the value',
    (field, sign) => {
      expect(refusal({ ...full, [field]: `Qu${sign}` })).toEqual({
        code: 'ARGUMENT_INVALID',
        argument: `by.${field}`,
        reason: 'WILDCARD',
      });
    },
  );

  test('by a carer’s name is refused alike', () => {
    expect(refusal({ ...full, carer: { familyName: 'A%' } })).toMatchObject({
      argument: 'by.carer.familyName',
      reason: 'WILDCARD',
    });
  });

  test.each<[string, string, string, string]>([
    ['familyName', 'Ash"down', 'CHARACTER', 'a quotation mark'],
    ['givenName', 'Cor1n', 'CHARACTER', 'a digit'],
    ['givenName', 'Corin\u0000', 'CHARACTER', 'a control character'],
    ['givenName', 'C'.repeat(101), 'LENGTH', 'too long a name'],
    ['yearGroup', '1'.repeat(21), 'LENGTH', 'too long a year group'],
    ['postcode', 'WX1', 'LENGTH', 'half a postcode'],
    ['postcode', 'WX1 1A!', 'CHARACTER', 'no postcode'],
  ])('%s: %s is refused as %s (%s)', (field, value, reason) => {
    expect(refusal({ ...full, [field]: value })).toMatchObject({ argument: `by.${field}`, reason });
  });

  test.each(['Zoë', "O'Hara", 'O’Hara', 'Smith-Jones', 'Smith–Jones', 'van der Berg', 'St. John', '王', 'Мария'])(
    'is not a name as people have them: %s',
    (name) => {
      expect(read({ ...full, familyName: name }).search.familyName).toBe(name);
    },
  );
});

describe('what is asked of the agencies', () => {
  test('is trimmed, the postcode in canonical form, and nothing of what does not count', () => {
    const { search, given } = read({
      ...full,
      givenName: '  Corin ',
      postcode: 'wx11aa',
      carer: { givenName: 'A', familyName: 'Ashdown' },
      yearGroup: '4',
    });
    expect(search).toEqual({
      ...full,
      sex: null,
      postcode: 'WX1 1AA',
      carerGivenName: null,
      carerFamilyName: null,
      school: null,
      yearGroup: null,
    });
    expect(given).toEqual(['givenName', 'familyName', 'dateOfBirth', 'postcode', 'carer', 'yearGroup']);
  });

  test('further fields are those that were not given, the most telling first, a year group only beside its school', () => {
    expect(furtherFields(read(full))).toEqual([['postcode'], ['carer'], ['school'], ['sex']]);
    expect(furtherFields(read({ ...full, sex: 'F', school: 'URN:100001' }))).toEqual([
      ['postcode'],
      ['carer'],
      ['yearGroup'],
    ]);
  });
});
