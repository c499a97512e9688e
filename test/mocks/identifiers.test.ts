import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isChiNumber } from '../../mocks/identifiers/chi-number.ts';
import { isNhsNumber, testNhsNumber } from '../../mocks/identifiers/nhs-number.ts';
import { identifierSchemes, testIdentifier } from '../../mocks/identifiers/test-identifier.ts';
import { isUln } from '../../mocks/identifiers/uln.ts';
import { isUpn, testTemporaryUpn, testUpn } from '../../mocks/identifiers/upn.ts';

const ordinals = fc.integer({ min: 0, max: 499_999 });

describe('identifiers of the mocks', () => {
  it('agree with the NHS numbers of the domain reference', () => {
    const valid = ['9434765919', '9434765870', '9990000018', '9990000026', '9990000107'];
    const invalid = ['9434765871', '0000000000', '1111111111', '9999999999', '999000001', '99900000180'];
    expect(valid.filter((value) => !isNhsNumber(value))).toEqual([]);
    expect(invalid.filter(isNhsNumber)).toEqual([]);
  });

  it('have CHI numbers with a date and the check digit of an NHS number, which no NHS number of the mocks has', () => {
    expect(['2902280009', '0101901232', '2902001231'].filter((value) => !isChiNumber(value))).toEqual([]);
    expect(['2902280001', '9990000018', '2902991231', '3102901239', '290228000'].filter(isChiNumber)).toEqual([]);
    fc.assert(
      fc.property(ordinals, (ordinal) => {
        expect(isChiNumber(testIdentifier('CHI_NUMBER', ordinal))).toBe(true);
        expect(isChiNumber(testIdentifier('NHS_NUMBER', ordinal))).toBe(false);
      }),
    );
  });

  it('have ULNs that no NHS number of the mocks is', () => {
    expect(['9276308686', '1000000019', '1000000027'].filter((value) => !isUln(value))).toEqual([]);
    expect(['9999999999', '9276308687', '0276308686', '927630868'].filter(isUln)).toEqual([]);
    fc.assert(
      fc.property(ordinals, (ordinal) => {
        expect(isUln(testIdentifier('ULN', ordinal))).toBe(true);
        expect(isNhsNumber(testIdentifier('ULN', ordinal))).toBe(false);
      }),
    );
  });

  it('agree with the UPNs of the domain reference', () => {
    const valid = [
      'P207000016049',
      'B801200005001',
      'A950000178301',
      'H243278544154',
      'F850200124001',
      'V850200124002',
      'Z312400124017',
      'X00180001701A',
      'F35020012400A',
      'F85020012400B',
    ];
    const invalid = [
      'Q207000016049',
      'A801200005001',
      'R247962919251',
      'X428558133462',
      'X00180001701I',
      'X00180001701S',
    ];
    expect(valid.filter((value) => !isUpn(value))).toEqual([]);
    expect(invalid.filter(isUpn)).toEqual([]);
  });

  it('always pass their check and lie in the ranges kept for tests', () => {
    fc.assert(
      fc.property(ordinals, (ordinal) => {
        expect(isNhsNumber(testNhsNumber(ordinal)) && testNhsNumber(ordinal).startsWith('999')).toBe(true);
        expect(isUpn(testUpn(ordinal)) && testUpn(ordinal).slice(1, 4) === '001').toBe(true);
        expect(isUpn(testTemporaryUpn(ordinal)) && /[A-Z]$/.test(testTemporaryUpn(ordinal))).toBe(true);
      }),
    );
  });

  it('differ for children who differ, in every scheme', () => {
    fc.assert(
      fc.property(ordinals, ordinals, fc.constantFrom(...identifierSchemes), (one, other, scheme) => {
        expect(testIdentifier(scheme, one) === testIdentifier(scheme, other)).toBe(one === other);
      }),
    );
  });

  it('are refused beyond the range rather than repeated', () => {
    expect(() => testNhsNumber(500_000)).toThrow(RangeError);
    expect(() => testUpn(-1)).toThrow(RangeError);
  });
});
