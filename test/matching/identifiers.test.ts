import { describe, expect, it } from 'vitest';
import {
  evidenceOf,
  normaliseIdentifier,
  normaliseOrganisationCode,
  normaliseStaffId,
} from '../../src/matching/identifiers.ts';
import { isPseudoPostcode, normalisePostcode } from '../../src/matching/identifiers/postcode.ts';

// The vectors of domain.md 4.1 are all here, and more beside them.

/** A year that lies ahead of no number below. */
const year = 2024;

describe('an identifier of a child', () => {
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
    ['ULN', '9276308686', '9276308686'],
    ['ULN', '100 000 0019', '1000000019'],
    ['ULN', '1000000027', '1000000027'],
    ['PNC_ID', '81/34U', '1981/0000034U'],
    ['PNC_ID', '8134u', '1981/0000034U'],
    ['PNC_ID', '02/73319Z', '2002/0073319Z'],
    ['PNC_ID', '00/223R', '2000/0000223R'],
    ['PNC_ID', '79/163001B', '1979/0163001B'],
    ['PNC_ID', '2003/0011985X', '2003/0011985X'],
    ['PNC_ID', '2003/11985X', '2003/0011985X'],
    ['PNC_ID', '20030011985x', '2003/0011985X'],
    ['CRO_NUMBER', '65656/91H', '065656/91H'],
    ['CRO_NUMBER', '065656/91h', '065656/91H'],
    ['CRO_NUMBER', 'SF05/482703J', 'SF05/482703J'],
    ['CRO_NUMBER', 'SF83/50058Z', 'SF83/50058Z'],
    ['CRO_NUMBER', '265416/21G', '265416/21G'],
    ['CRO_NUMBER', '85227/65L', '085227/65L'],
    ['SOCIAL_CARE_ID', ' sc9000001 ', 'SC9000001'],
    ['YOT_ID', 'YO-9000001', 'YO-9000001'],
    ['SCHEME_OF_A_LATER_AGENCY', ' Ab/12.3 ', 'Ab/12.3'],
  ])('is read: %s %j', (scheme, text, value) => {
    expect(normaliseIdentifier(scheme, text, year)).toEqual({ kind: 'VALID', value });
  });

  it.each([
    ['NHS_NUMBER', '9434765871', { reasonCode: 'CHECK_DIGIT', position: 10 }],
    ['NHS_NUMBER', ' 943 476 5871', { reasonCode: 'CHECK_DIGIT', position: 13 }],
    ['NHS_NUMBER', '943476591', { reasonCode: 'LENGTH' }],
    ['NHS_NUMBER', '943 476 59190', { reasonCode: 'LENGTH', position: 13 }],
    ['NHS_NUMBER', '943 476 59I9', { reasonCode: 'CHARACTER', position: 11 }],
    ['NHS_NUMBER', '\u0661\u0662\u0663', { reasonCode: 'CHARACTER', position: 1 }],
    ['NHS_NUMBER', ' - ', { reasonCode: 'EMPTY' }],
    ['CHI_NUMBER', '2902280001', { reasonCode: 'CHECK_DIGIT', position: 10 }],
    ['CHI_NUMBER', '9990000018', { reasonCode: 'DATE', position: 1 }],
    ['CHI_NUMBER', '2902991231', { reasonCode: 'DATE', position: 1 }],
    ['CHI_NUMBER', ' 3102901239', { reasonCode: 'DATE', position: 2 }],
    ['CHI_NUMBER', '0001901230', { reasonCode: 'DATE', position: 1 }],
    ['CHI_NUMBER', '3212901233', { reasonCode: 'DATE', position: 1 }],
    ['CHI_NUMBER', '0113901232', { reasonCode: 'DATE', position: 1 }],
    ['CHI_NUMBER', '290228000', { reasonCode: 'LENGTH' }],
    ['UPN', 'Q207000016049', { reasonCode: 'CHECK_LETTER', position: 1 }],
    ['UPN', 'A801200005001', { reasonCode: 'CHECK_LETTER', position: 1 }],
    ['UPN', 'R247962919251', { reasonCode: 'CHECK_LETTER', position: 1 }],
    ['UPN', 'X428558133462', { reasonCode: 'CHECK_LETTER', position: 1 }],
    // Their check letters are right: they are refused for the authority alone.
    ['UPN', 'A950000178301', { reasonCode: 'LOCAL_AUTHORITY', position: 2 }],
    ['UPN', 'H243278544154', { reasonCode: 'LOCAL_AUTHORITY', position: 2 }],
    ['UPN', 'I207000016049', { reasonCode: 'CHARACTER', position: 1 }],
    ['UPN', 'P20700-001604S', { reasonCode: 'CHARACTER', position: 14 }],
    ['UPN', 'X00180001701I', { reasonCode: 'CHARACTER', position: 13 }],
    ['UPN', 'X00180001701O', { reasonCode: 'CHARACTER', position: 13 }],
    ['UPN', 'X00180001701S', { reasonCode: 'CHARACTER', position: 13 }],
    ['UPN', 'P2070000160', { reasonCode: 'LENGTH' }],
    ['UPN', 'P2070000160491', { reasonCode: 'LENGTH', position: 14 }],
    ['UPN', 'P2070000160.9', { reasonCode: 'CHARACTER', position: 12 }],
    ['UPN', '\u00df207000016049', { reasonCode: 'CHARACTER', position: 1 }],
    ['ULN', '9999999999', { reasonCode: 'PLACEHOLDER' }],
    ['ULN', '9276308687', { reasonCode: 'CHECK_DIGIT', position: 10 }],
    ['ULN', '0276308686', { reasonCode: 'CHARACTER', position: 1 }],
    ['ULN', '927630868', { reasonCode: 'LENGTH' }],
    ['ULN', '9276308686A', { reasonCode: 'CHARACTER', position: 11 }],
    ['PNC_ID', '2003/0011985Z', { reasonCode: 'CHECK_LETTER', position: 13 }],
    ['PNC_ID', '2012/0052494O', { reasonCode: 'CHARACTER', position: 13 }],
    ['PNC_ID', '2001/0171310S', { reasonCode: 'CHARACTER', position: 13 }],
    ['PNC_ID', '200/0171310B', { reasonCode: 'FORM', position: 4 }],
    ['PNC_ID', '2001/0171310', { reasonCode: 'LENGTH' }],
    ['PNC_ID', '2001/01713100B', { reasonCode: 'FORM', position: 13 }],
    ['PNC_ID', '3003/0011985X', { reasonCode: 'DATE', position: 1 }],
    ['PNC_ID', '2003.0011985X', { reasonCode: 'CHARACTER', position: 5 }],
    ['CRO_NUMBER', '85227/65G', { reasonCode: 'CHECK_LETTER', position: 9 }],
    ['CRO_NUMBER', 'SF05/482703K', { reasonCode: 'CHECK_LETTER', position: 12 }],
    ['CRO_NUMBER', '85227/65O', { reasonCode: 'CHARACTER', position: 9 }],
    ['CRO_NUMBER', '1234567/65L', { reasonCode: 'FORM', position: 7 }],
    ['CRO_NUMBER', 'SX05/482703J', { reasonCode: 'FORM', position: 2 }],
    ['CRO_NUMBER', '85227/6', { reasonCode: 'LENGTH' }],
    ['SOCIAL_CARE_ID', 'SC', { reasonCode: 'LENGTH' }],
    ['SOCIAL_CARE_ID', ' SC 9', { reasonCode: 'CHARACTER', position: 4 }],
    ['YOT_ID', 'Y'.repeat(21), { reasonCode: 'LENGTH' }],
    ['SCHEME_OF_A_LATER_AGENCY', '', { reasonCode: 'EMPTY' }],
    ['SCHEME_OF_A_LATER_AGENCY', 'a b', { reasonCode: 'CHARACTER', position: 2 }],
    ['SCHEME_OF_A_LATER_AGENCY', 'a'.repeat(65), { reasonCode: 'LENGTH' }],
  ])('is refused: %s %j', (scheme, text, fault) => {
    expect(normaliseIdentifier(scheme, text, year)).toEqual({ kind: 'INVALID', ...fault });
  });

  it('is no NHS number of one repeated digit, though all ten pass the check', () => {
    const results = Array.from('0123456789', (digit) => normaliseIdentifier('NHS_NUMBER', digit.repeat(10)));
    expect(results).toEqual(Array.from({ length: 10 }, () => ({ kind: 'INVALID', reasonCode: 'REPEATED_DIGIT' })));
  });

  it('takes a year of two digits for this century up to this year, else for the last one', () => {
    const at = (thisYear: number | null) => normaliseIdentifier('PNC_ID', '02/73319Z', thisYear);
    expect([at(2001), at(2002)]).toEqual([
      { kind: 'VALID', value: '1902/0073319Z' },
      { kind: 'VALID', value: '2002/0073319Z' },
    ]);
    expect(at(null)).toEqual({ kind: 'INVALID', reasonCode: 'CENTURY', position: 1 });
    expect(normaliseIdentifier('PNC_ID', '2002/0073319Z')).toEqual({ kind: 'VALID', value: '2002/0073319Z' });
  });

  it('is never put into the answer when it is none', () => {
    for (const [scheme, text] of [
      ['NHS_NUMBER', '943476587X'],
      ['PNC_ID', '2003/9434765Y'],
      ['SCHEME_OF_A_LATER_AGENCY', '943 4765'],
    ] as const) {
      const read = normaliseIdentifier(scheme, text, year);
      expect([read.kind, JSON.stringify(read)]).toEqual(['INVALID', expect.not.stringContaining('943')]);
    }
  });
});

describe('the code of an organisation', () => {
  it.each([
    ['URN', '134290', '134290'],
    ['LAESTAB', '850/1234', '8501234'],
    ['LAESTAB', '3504001', '3504001'],
    ['LAESTAB', 'XXXXXXX', 'XXXXXXX'],
    ['LAESTAB', 'mmmmmmm', 'MMMMMMM'],
    ['ODS', 'EE134290', 'EE134290'],
    ['ODS', 'tak', 'TAK'],
    ['ODS', 'A81001', 'A81001'],
    ['ODS', 'LSP01', 'LSP01'],
    ['ODS', '8HA03', '8HA03'],
    ['LA', '850', '850'],
    ['LA', '350', '350'],
    ['LA', '312', '312'],
    ['LA', '940', '940'],
    ['LA', '001-csc', '001-CSC'],
    ['SEED', '9999901', '9999901'],
    ['ORG', 'wexborough-yot', 'wexborough-yot'],
  ])('is read: %s %j', (scheme, text, value) => {
    expect(normaliseOrganisationCode(scheme, text)).toEqual({ kind: 'VALID', value });
  });

  it.each([
    ['URN', '13429', { reasonCode: 'LENGTH' }],
    ['URN', '1342901', { reasonCode: 'LENGTH', position: 7 }],
    ['URN', '13429O', { reasonCode: 'CHARACTER', position: 6 }],
    ['LAESTAB', '4211234', { reasonCode: 'LOCAL_AUTHORITY', position: 1 }],
    ['LAESTAB', 'XXXMMMM', { reasonCode: 'CHARACTER', position: 1 }],
    ['LAESTAB', '850/123', { reasonCode: 'LENGTH' }],
    ['ODS', 'TA', { reasonCode: 'LENGTH' }],
    ['ODS', 'A8100100000', { reasonCode: 'LENGTH', position: 11 }],
    ['ODS', 'A8/001', { reasonCode: 'CHARACTER', position: 3 }],
    ['LA', '421', { reasonCode: 'LOCAL_AUTHORITY', position: 1 }],
    ['LA', '85', { reasonCode: 'LENGTH' }],
    ['LA', '850-', { reasonCode: 'FORM', position: 5 }],
    ['SEED', '999990', { reasonCode: 'LENGTH' }],
  ])('is refused: %s %j', (scheme, text, fault) => {
    expect(normaliseOrganisationCode(scheme, text)).toEqual({ kind: 'INVALID', ...fault });
  });
});

describe('a professional registration', () => {
  it.each([
    ['GMC', '9900011', '9900011'],
    ['NMC', '01a2345n', '01A2345N'],
    ['HCPC', 'PH123456', 'PH123456'],
    ['HCPC', 'PYL123456', 'PYL123456'],
    ['HCPC', 'sl 1', 'SL1'],
    ['SWE', 'SW1', 'SW1'],
    ['SWE', 'sw1234567890', 'SW1234567890'],
    ['TRN', '99/00001', '9900001'],
    ['COLLAR', 'WX-9901', 'WX-9901'],
  ])('is read: %s %j', (scheme, text, value) => {
    expect(normaliseStaffId(scheme, text)).toEqual({ kind: 'VALID', value });
  });

  it.each([
    ['GMC', '990001', { reasonCode: 'LENGTH' }],
    ['GMC', '99000110', { reasonCode: 'LENGTH', position: 8 }],
    ['GMC', '990001A', { reasonCode: 'CHARACTER', position: 7 }],
    ['NMC', '01A23456', { reasonCode: 'CHARACTER', position: 8 }],
    ['NMC', '01A2345', { reasonCode: 'LENGTH' }],
    ['HCPC', 'PH1234567', { reasonCode: 'FORM', position: 9 }],
    ['HCPC', 'P123456', { reasonCode: 'FORM', position: 2 }],
    ['HCPC', 'PHYL12', { reasonCode: 'FORM', position: 4 }],
    ['HCPC', 'PYL', { reasonCode: 'LENGTH' }],
    ['SWE', 'SX1', { reasonCode: 'FORM', position: 2 }],
    ['SWE', 'SW', { reasonCode: 'LENGTH' }],
    ['SWE', 'SW12345678901', { reasonCode: 'FORM', position: 13 }],
    ['TRN', '990000', { reasonCode: 'LENGTH' }],
  ])('is refused: %s %j', (scheme, text, fault) => {
    expect(normaliseStaffId(scheme, text)).toEqual({ kind: 'INVALID', ...fault });
  });
});

describe('a postcode', () => {
  it.each([
    ['SO23 8UJ', 'SO23 8UJ'],
    ['so238uj', 'SO23 8UJ'],
    ['BL1 1RU', 'BL1 1RU'],
    ['UB8 1UW', 'UB8 1UW'],
    ['EC1A 1BB', 'EC1A 1BB'],
    ['W1A0AX', 'W1A 0AX'],
    ['gir 0aa', 'GIR 0AA'],
    ['ZZ99 3VZ', 'ZZ99 3VZ'],
    ['zz993wz', 'ZZ99 3WZ'],
    ['BFPO 57', 'BFPO 57'],
    ['bfpo c/o 0057', 'BFPO 57'],
    ['BF1 2AT', 'BF1 2AT'],
  ])('is read: %j', (text, value) => {
    expect(normalisePostcode(text)).toEqual({ kind: 'VALID', value });
  });

  it.each([
    ['QZ1 1AA', { reasonCode: 'CHARACTER', position: 1 }],
    ['EC1A 1CC', { reasonCode: 'CHARACTER', position: 7 }],
    ['SO23 8UK8', { reasonCode: 'LENGTH', position: 9 }],
    ['SO23', { reasonCode: 'LENGTH' }],
    ['SO23 UUJ', { reasonCode: 'CHARACTER', position: 6 }],
    ['SI23 8UJ', { reasonCode: 'CHARACTER', position: 2 }],
    ['W1C8 8UJ', { reasonCode: 'CHARACTER', position: 2 }],
    ['SO2! 8UJ', { reasonCode: 'CHARACTER', position: 4 }],
    ['ZZ99 AAZ', { reasonCode: 'CHARACTER', position: 2 }],
    ['BFPO 12345', { reasonCode: 'LENGTH', position: 9 }],
    ['S/O238UJ', { reasonCode: 'CHARACTER', position: 2 }],
    ['', { reasonCode: 'EMPTY' }],
  ])('is refused: %j', (text, fault) => {
    expect(normalisePostcode(text)).toEqual({ kind: 'INVALID', ...fault });
  });

  it.each(['ZZ99 3VZ', 'ZZ99 3WZ', 'ZZ99 3CZ', 'ZZ99 1WZ', 'ZZ99 2WZ', 'ZZ99 3GZ', 'ZZ99 6CZ'])(
    'stands for no place when it is %s',
    (postcode) => {
      expect([normalisePostcode(postcode), isPseudoPostcode(postcode)]).toEqual([
        { kind: 'VALID', value: postcode },
        true,
      ]);
    },
  );

  it('of a place is no pseudo-postcode', () => {
    expect(['SO23 8UJ', 'BFPO 57', 'ZE1 0AA'].filter(isPseudoPostcode)).toEqual([]);
  });
});

describe('evidenceOf', () => {
  it('is by the rules of linking alone: no other number proves anything', () => {
    const schemes = ['NHS_NUMBER', 'CHI_NUMBER', 'UPN', 'ULN', 'PNC_ID', 'CRO_NUMBER', 'YOT_ID', 'ANOTHER'];
    expect(schemes.map(evidenceOf)).toEqual([
      'VERIFIED',
      'VERIFIED',
      'UNIQUE',
      'LOCAL',
      'LOCAL',
      'LOCAL',
      'LOCAL',
      'LOCAL',
    ]);
  });
});
