import type { Calendar } from '../records/calendar.ts';
import type { Family } from '../records/child-definition.ts';
import { staff } from './staff.ts';

/** Children of special standing: asking for oneself, off every roll, known to the asker, refused by the source. */
export const standing = (calendar: Calendar): Family => {
  const { daysAgo } = calendar;
  const self = [{ scheme: 'PERSON', value: 'P-CHILD13', is: 'SELF' as const }];
  return {
    family: 'standing',
    children: [
      {
        slug: 'child-13',
        shows: 'A competent child of 13 who asks about themself: an informant and a serious-harm item stay hidden',
        ordinal: 38,
        given: 'Calliope',
        family: 'Underhay',
        sex: 'F',
        dateOfBirth: calendar.bornYearsAgo(13, 85),
        schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID'],
        carers: [
          { name: 'Drusilla Underhay', relationship: 'MOTHER', parentalResponsibility: true, phone: '07700 900138' },
        ],
        records: {
          education: {
            custodian: 'URN:100003',
            ties: {
              persons: self,
              enrolments: [{ organisation: 'URN:100003', groups: ['8A'], from: daysAgo(500), until: null }],
            },
          },
          health: {
            ties: { persons: self },
            details: {
              health: {
                contacts: [
                  {
                    __typename: 'SchoolNurseContact',
                    on: daysAgo(30),
                    service: 'School nursing',
                    summary: 'Asked about sleep zq-health-child-13-nurse',
                  },
                  {
                    __typename: 'GpConsultation',
                    on: daysAgo(200),
                    service: 'Riverside Surgery',
                    presentingComplaint: 'Private matter zq-health-child-13-harm1',
                    summary: 'Would distress her greatly to read zq-health-child-13-harm2',
                    custodian: 'ODS:Y99002',
                    restrictions: ['SERIOUS_HARM'],
                  },
                ],
              },
            },
          },
          'social-care': {
            ties: { persons: self },
            details: {
              socialCare: {
                events: [
                  {
                    __typename: 'Referral',
                    id: 'SO-child-13-referral-1',
                    receivedOn: daysAgo(150),
                    summary: 'Shouting heard at night zq-social-care-child-13-referral',
                    outcome: 'NO_FURTHER_ACTION',
                    restrictions: ['ABUSE_DATA'],
                  },
                ],
                referrers: [
                  {
                    referral: 'SO-child-13-referral-1',
                    on: daysAgo(150),
                    source: 'S1B',
                    name: 'Lettice Threlkeld',
                    restrictions: ['INFORMANT'],
                  },
                ],
              },
            },
          },
        },
      },
      {
        slug: 'missing-education',
        shows: '7, left one school and never came to another: on no roll, living in the authority',
        ordinal: 39,
        given: 'Florian',
        family: 'Winterbourne',
        sex: 'M',
        dateOfBirth: calendar.bornYearsAgo(7, 260),
        schemes: ['UPN', 'NHS_NUMBER'],
        carers: [
          {
            name: 'Euphemia Winterbourne',
            relationship: 'MOTHER',
            parentalResponsibility: true,
            phone: '07700 900139',
          },
        ],
        records: {
          education: {
            custodian: 'LA:001',
            ties: {
              enrolments: [{ organisation: 'URN:100001', groups: ['2C'], from: daysAgo(600), until: daysAgo(150) }],
            },
            involvements: [{ by: staff.inclusionOfficer, from: daysAgo(100), relevance: ['CME'] }],
            details: { educationPlace: { kind: 'LOST_PUPIL', since: daysAgo(100) } },
          },
          health: {},
        },
      },
      {
        slug: 'conflict-of-interest',
        shows:
          "4, a relative of the health visitor's and of the social worker's: both are excluded from the record though their work would open it",
        ordinal: 40,
        given: 'Marcellus',
        family: 'Ardleigh-Snow',
        sex: 'M',
        dateOfBirth: calendar.bornYearsAgo(4, 20),
        schemes: ['NHS_NUMBER', 'SOCIAL_CARE_ID'],
        records: {
          health: { ties: { excludedStaff: [{ scheme: 'NMC', value: '99H0001E' }] } },
          'social-care': {
            involvements: [{ by: staff.socialWorker, from: daysAgo(30), relevance: ['CHILD_PROTECTION'] }],
            ties: { excludedStaff: [{ scheme: 'SWE', value: 'SW990001' }] },
          },
        },
      },
      {
        slug: 'source-refuses',
        shows:
          '9, in class 4B: social care does not release its detail through the gateway (SOURCE_RESTRICTED), health holds that releasing its detail would be more detrimental than not (DETRIMENT)',
        ordinal: 41,
        given: 'Hesper',
        family: 'Drinkwater-Moss',
        sex: 'F',
        dateOfBirth: calendar.bornYearsAgo(9, 140),
        schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID'],
        records: {
          education: {
            ties: { enrolments: [{ organisation: 'URN:100001', groups: ['4B'], from: daysAgo(400), until: null }] },
          },
          health: { restrictions: { detrimentClasses: ['HLT'] } },
          'social-care': {
            restrictions: { refusedClasses: ['SCD'] },
            involvements: [{ by: staff.socialWorker, from: daysAgo(70), relevance: ['CHILD_PROTECTION'] }],
          },
        },
      },
      {
        slug: 'court-order',
        shows: '10, before the family court: the order WFC-2024-0117 names social care to disclose to the guardian',
        ordinal: 60,
        given: 'Isolde',
        family: 'Quennell-Thorpe',
        sex: 'F',
        dateOfBirth: calendar.bornYearsAgo(10, 75),
        schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID'],
        records: {
          education: {
            ties: { enrolments: [{ organisation: 'URN:100001', groups: ['5A'], from: daysAgo(300), until: null }] },
          },
          health: {},
          'social-care': {
            involvements: [{ by: staff.otherSocialWorker, from: daysAgo(45), relevance: ['CHILD_PROTECTION'] }],
            ties: {
              references: [{ reference: 'WFC-2024-0117', organisation: 'ORG:wexshire-family-court', until: null }],
            },
          },
        },
      },
    ],
  };
};
