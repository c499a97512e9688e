import type { LocalDate, OrganisationCode } from './words.ts';

/**
 * What is known of a person who is looked for, as agencies are asked (schemas/common.graphql, `input
 * PersonSearch`); null: not known. `sex` is a code of `enum Sex`, the postcode in canonical form.
 */
export type PersonSearch = {
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly dateOfBirth: LocalDate | null;
  readonly sex: string | null;
  readonly postcode: string | null;
  readonly carerGivenName: string | null;
  readonly carerFamilyName: string | null;
  readonly school: OrganisationCode | null;
  readonly yearGroup: string | null;
};
