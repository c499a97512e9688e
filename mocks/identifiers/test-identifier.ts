import { testChiNumber } from './chi-number.ts';
import { testNhsNumber } from './nhs-number.ts';
import { testPncId } from './pnc-id.ts';
import { testUpn } from './upn.ts';

/** The schemes that a child of the mocks has identifiers in. */
export const identifierSchemes = ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID', 'YOT_ID', 'PNC_ID', 'CHI_NUMBER'] as const;

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
    case 'NHS_NUMBER':
      return testNhsNumber(ordinal);
    case 'SOCIAL_CARE_ID':
      return `SC${9_000_000 + ordinal}`;
    case 'YOT_ID':
      return `YO${9_000_000 + ordinal}`;
    case 'PNC_ID':
      return testPncId(ordinal);
    case 'CHI_NUMBER':
      return testChiNumber(ordinal);
  }
};
