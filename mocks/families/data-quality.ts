import { testIdentifier } from '../identifiers/test-identifier.ts';
import type { Calendar } from '../records/calendar.ts';
import type { Family } from '../records/child-definition.ts';

/** What systems get wrong: a number that belongs to another child. */
export const dataQuality = (calendar: Calendar): Family => {
  const ownerOrdinal = 37;
  return {
    family: 'data-quality',
    children: [
      {
        slug: 'wrong-nhs-number',
        shows:
          "Social care holds another child's NHS number for this one: nothing agrees but the number (R4, CONFLICT), so nothing is joined",
        ordinal: 36,
        given: 'Guinevere',
        family: 'Pomfret-Lacey',
        sex: 'F',
        dateOfBirth: calendar.bornYearsAgo(10, 300),
        schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID'],
        records: {
          education: {},
          health: {},
          'social-care': {
            identifiers: [
              { scheme: 'SOCIAL_CARE_ID', value: testIdentifier('SOCIAL_CARE_ID', 36), verified: true, former: false },
              {
                scheme: 'NHS_NUMBER',
                value: testIdentifier('NHS_NUMBER', ownerOrdinal),
                verified: true,
                former: false,
              },
            ],
          },
        },
      },
      {
        slug: 'wrong-nhs-owner',
        shows: 'The child whose NHS number social care has on the record of another',
        ordinal: ownerOrdinal,
        given: 'Zebedee',
        family: 'Ironmonger',
        sex: 'M',
        dateOfBirth: calendar.bornYearsAgo(4, 60),
        schemes: ['UPN', 'NHS_NUMBER'],
        records: {
          health: {},
          education: {
            custodian: 'URN:100002',
            ties: {
              enrolments: [
                { organisation: 'URN:100002', groups: ['Ladybirds'], from: calendar.daysAgo(100), until: null },
              ],
            },
          },
        },
      },
    ],
  };
};
