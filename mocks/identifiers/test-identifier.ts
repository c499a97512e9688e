import { testChiNumber } from './chi-number.ts';
import { testCroNumber } from './cro-number.ts';
import { testNhsNumber } from './nhs-number.ts';
import { testPncId } from './pnc-id.ts';
import { testUln } from './uln.ts';
import { testUpn } from './upn.ts';

/** The schemes that a child of the mocks has identifiers in. */
export const identifierSchemes = [
  'UPN',
  'ULN',
  'NHS_NUMBER',
  'SOCIAL_CARE_ID',
  'YOT_ID',
  'PNC_ID',
  'CRO_NUMBER',
  'CHI_NUMBER',
] as const;

/** A code of `enum IdentifierScheme`. */
export type IdentifierScheme = (typeof identifierSchemes)[number];

/**
 * The identifier of the child of an ordinal in a scheme: the same on every day and every machine,
 * never a number that could belong to anybody.
 */
export const testIdentifier = (scheme: IdentifierScheme, ordinal: number): string => {
  switch (scheme) {
    case 'UPN':
      return testUpn(ordinal);
    case 'ULN':
      return testUln(ordinal);
    case 'NHS_NUMBER':
      return testNhsNumber(ordinal);
    case 'SOCIAL_CARE_ID':
      return `SC${9_000_000 + ordinal}`;
    case 'YOT_ID':
      return `YO${9_000_000 + ordinal}`;
    case 'PNC_ID':
      return testPncId(ordinal);
    case 'CRO_NUMBER':
      return testCroNumber(ordinal);
    case 'CHI_NUMBER':
      return testChiNumber(ordinal);
  }
};
