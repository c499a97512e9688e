import { describe, expect, it } from 'vitest';
import { evidenceOf, normaliseIdentifier } from '../../src/matching/identifiers.ts';

describe('normaliseIdentifier', () => {
  it.each([
    ['NHS_NUMBER', '943 476 5919', '9434765919'],
    ['NHS_NUMBER', '943-476-5870', '9434765870'],
    ['NHS_NUMBER', '9990000018', '9990000018'],
    ['NHS_NUMBER', '9990000026', '9990000026'],
    ['NHS_NUMBER', ' 999\u00a0000\u20110107 ', '9990000107'],
    ['CHI_NUMBER', '2902280009', '2902280009'],
    ['CHI_NUMBER', '010190 1232', '0101901232'],
    ['CHI_NUMBER', '2902001231', '2902001231'],
    ['UPN', 'P207000016049', 'P207000016049'],
    ['UPN', 'b801 2000 05001', 'B801200005001'],
    ['UPN', 'F850200124001', 'F850200124001'],
    ['UPN', 'V850200124002', 'V850200124002'],
    ['UPN', 'Z312400124017', 'Z312400124017'],
    ['UPN', 'X00180001701A', 'X00180001701A'],
    ['UPN', 'F35020012400a', 'F35020012400A'],
    ['UPN', 'F85020012400B', 'F85020012400B'],
    ['SOCIAL_CARE_ID', ' sc9000001 ', 'SC9000001'],
    ['YOT_ID', 'YO-9000001', 'YO-9000001'],
    ['SCHEME_OF_A_LATER_AGENCY', ' Ab/12.3 ', 'Ab/12.3'],
  ])('reads %s %j', (scheme, text, value) => {
    expect(normaliseIdentifier(scheme, text)).toEqual({ kind: 'VALID', value });
  });

  it.each([
    ['NHS_NUMBER', '9434765871', { reasonCode: 'CHECK_DIGIT' }],
    ['NHS_NUMBER', '943476591', { reasonCode: 'LENGTH' }],
    ['NHS_NUMBER', '94347659190', { reasonCode: 'LENGTH' }],
    ['NHS_NUMBER', '943 476 59I9', { reasonCode: 'CHARACTER', position: 11 }],
    ['NHS_NUMBER', '\u0661\u0662\u0663', { reasonCode: 'CHARACTER', position: 1 }],
    ['NHS_NUMBER', ' - ', { reasonCode: 'EMPTY' }],
    ['CHI_NUMBER', '2902280001', { reasonCode: 'CHECK_DIGIT' }],
    ['CHI_NUMBER', '9990000018', { reasonCode: 'DATE' }],
    ['CHI_NUMBER', '2902991231', { reasonCode: 'DATE' }],
    ['CHI_NUMBER', '3102901239', { reasonCode: 'DATE' }],
    ['CHI_NUMBER', '0001901230', { reasonCode: 'DATE' }],
    ['CHI_NUMBER', '3212901233', { reasonCode: 'DATE' }],
    ['CHI_NUMBER', '0113901232', { reasonCode: 'DATE' }],
    ['CHI_NUMBER', '290228000', { reasonCode: 'LENGTH' }],
    ['UPN', 'Q207000016049', { reasonCode: 'CHECK_LETTER' }],
    ['UPN', 'A801200005001', { reasonCode: 'CHECK_LETTER' }],
    ['UPN', 'I207000016049', { reasonCode: 'CHARACTER', position: 1 }],
    ['UPN', 'P20700-001604S', { reasonCode: 'CHARACTER', position: 14 }],
    ['UPN', 'P2070000160', { reasonCode: 'LENGTH' }],
    ['UPN', 'P2070000160.9', { reasonCode: 'CHARACTER', position: 12 }],
    ['UPN', '\u00df207000016049', { reasonCode: 'CHARACTER', position: 1 }],
    ['SOCIAL_CARE_ID', 'SC', { reasonCode: 'LENGTH' }],
    ['SOCIAL_CARE_ID', ' SC 9', { reasonCode: 'CHARACTER', position: 4 }],
    ['YOT_ID', 'Y'.repeat(21), { reasonCode: 'LENGTH' }],
    ['SCHEME_OF_A_LATER_AGENCY', '', { reasonCode: 'EMPTY' }],
    ['SCHEME_OF_A_LATER_AGENCY', 'a b', { reasonCode: 'CHARACTER', position: 2 }],
    ['SCHEME_OF_A_LATER_AGENCY', 'a'.repeat(65), { reasonCode: 'LENGTH' }],
  ])('refuses %s %j', (scheme, text, fault) => {
    expect(normaliseIdentifier(scheme, text)).toEqual({ kind: 'INVALID', ...fault });
  });

  it('refuses all ten numbers of one repeated digit, though they pass the check', () => {
    const results = Array.from('0123456789', (digit) => normaliseIdentifier('NHS_NUMBER', digit.repeat(10)));
    expect(results).toEqual(Array.from({ length: 10 }, () => ({ kind: 'INVALID', reasonCode: 'REPEATED_DIGIT' })));
  });

  it.each(['A950000178301', 'H243278544154', 'R247962919251', 'X428558133462'])(
    'refuses the pupil number %s for its authority, whatever its check letter',
    (text) => {
      expect(normaliseIdentifier('UPN', text)).toEqual({ kind: 'INVALID', reasonCode: 'LOCAL_AUTHORITY' });
    },
  );

  it('never puts the text into its answer', () => {
    expect(JSON.stringify(normaliseIdentifier('NHS_NUMBER', '943476587X'))).not.toContain('943');
  });
});

describe('evidenceOf', () => {
  it('takes a scheme that nobody described as proof of nothing', () => {
    expect(evidenceOf('SCHEME_OF_A_LATER_AGENCY')).toBe('LOCAL');
  });
});
