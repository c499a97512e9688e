import type { ChildRecord } from '../model/child-record.ts';
import { compareDetails } from './evidence/compare-details.ts';
import { personDetails } from './evidence/person-details.ts';

/** How one field of two records agrees, in the words of `enum Agreement`; never what either says. */
type FieldAgreement = { readonly field: string; readonly agreement: string };

/** How two records' details agree, by the fields of a search. Carers and schools are no records' to compare. */
export function agreementsBetween(one: ChildRecord, other: ChildRecord): readonly FieldAgreement[] {
  const { given, family, dateOfBirth, sex, postcode } = compareDetails(personDetails(one), personDetails(other));
  return [
    { field: 'givenName', agreement: given },
    { field: 'familyName', agreement: family },
    { field: 'dateOfBirth', agreement: dateOfBirth },
    { field: 'sex', agreement: sex === 'SAME' ? 'EXACT' : sex },
    { field: 'postcode', agreement: postcode },
  ];
}
