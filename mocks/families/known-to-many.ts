import { testIdentifier } from '../identifiers/test-identifier.ts';
import type { Calendar } from '../records/calendar.ts';
import type { Family } from '../records/child-definition.ts';
import { staff } from './staff.ts';

/** A child whom many services met and education never did, under more than one name. */
export const knownToMany = (calendar: Calendar): Family => {
  const { daysAgo } = calendar;
  const protection = ['CHILD_PROTECTION'];
  return {
    family: 'known-to-many',
    children: [
      {
        slug: 'known-to-many',
        shows:
          'A child of 8 visiting from abroad, like Victoria Climbié: hospital twice, social care again and again, a prevention panel; never on a school roll; known by two names',
        ordinal: 10,
        given: 'Adaeze',
        family: 'Okonjo-Vale',
        sex: 'F',
        dateOfBirth: calendar.bornYearsAgo(8, 160),
        schemes: ['NHS_NUMBER', 'SOCIAL_CARE_ID', 'YOT_ID'],
        carers: [
          {
            name: 'Therese Lambourne-Kay',
            relationship: 'OTHER',
            parentalResponsibility: false,
            phone: '07700 900110',
          },
        ],
        records: {
          health: {
            names: [
              { given: 'Anna', family: 'Lambourne-Kay', kind: 'KNOWN_AS' },
              { given: 'Adaeze', family: 'Okonjo-Vale', kind: 'LEGAL' },
            ],
            custodian: 'ODS:Y99003',
            ties: {
              registrations: [],
              contacts: [
                { organisation: 'ODS:Y99003', on: daysAgo(10) },
                { organisation: 'ODS:Y99003', on: daysAgo(24) },
              ],
            },
            details: {
              health: {
                contacts: [
                  {
                    __typename: 'HospitalAttendance',
                    on: daysAgo(10),
                    service: 'Emergency department',
                    route: 'EMERGENCY',
                    presentingComplaint: 'Scald to the face zq-health-known-to-many-ed2',
                    diagnosis: 'Scald; kept in for a fortnight zq-health-known-to-many-ward',
                    relevance: protection,
                  },
                  {
                    __typename: 'HospitalAttendance',
                    on: daysAgo(24),
                    service: 'Emergency department',
                    route: 'EMERGENCY',
                    presentingComplaint: 'Marks on hands and legs zq-health-known-to-many-ed1',
                    diagnosis: 'Thought to be scabies zq-health-known-to-many-skin',
                    leftOn: daysAgo(23),
                    relevance: protection,
                  },
                ],
              },
            },
          },
          'social-care': {
            names: [
              { given: 'Adaeze', family: 'Okonjo-Vale', kind: 'LEGAL' },
              { given: 'Anna', family: 'Lambourne-Kay', kind: 'ALIAS' },
            ],
            involvements: [
              { by: staff.socialWorker, from: daysAgo(20), relevance: protection },
              { by: staff.otherSocialWorker, from: daysAgo(90), until: daysAgo(60) },
            ],
            details: {
              householdMembers: [
                {
                  name: 'Carl Mannering-Peake',
                  relationship: "carer's friend, owner of the flat",
                  relevance: protection,
                },
              ],
            },
          },
          'youth-justice': { involvements: [{ by: staff.yotWorker, from: daysAgo(35), until: daysAgo(5) }] },
          police: {
            identifiers: [
              { scheme: 'NHS_NUMBER', value: testIdentifier('NHS_NUMBER', 10), verified: true, former: false },
            ],
            carers: [],
            involvements: [
              { by: staff.protectionOfficer, from: daysAgo(23), until: daysAgo(15), relevance: protection },
            ],
            details: {
              characteristics: [],
              police: {
                incidents: [
                  {
                    on: daysAgo(24),
                    kind: 'CONCERN_FOR_CHILD',
                    role: 'VICTIM',
                    reference: 'WX/9024 zq-police-known-to-many-reference',
                    summary:
                      'The hospital reported marks; the home was not visited for fear of scabies zq-police-known-to-many-incident',
                    outcome: 'Left to social care zq-police-known-to-many-outcome',
                    relevance: protection,
                  },
                ],
                protectionPowers: [
                  {
                    power: 'POLICE_PROTECTION',
                    usedAt: calendar.instant(24, '19:40'),
                    endedAt: calendar.instant(23, '16:00'),
                    grounds: 'Marks on hands and legs zq-police-known-to-many-grounds',
                    accommodatedAt: 'Kept in hospital zq-police-known-to-many-place',
                    relevance: protection,
                  },
                ],
              },
            },
          },
          voluntary: {
            names: [{ given: 'Adaeze', family: 'Okonjo-Vale', kind: 'LEGAL' }],
            involvements: [{ by: staff.familyWorker, from: daysAgo(60), relevance: protection }],
            details: {
              indicators: [
                {
                  agency: 'Family centre',
                  contactName: staff.familyWorker.name,
                  contactPhone: staff.familyWorker.phone,
                  placedOn: daysAgo(58),
                  relevance: protection,
                },
              ],
              voluntaryWork: {
                supportSessions: [
                  {
                    on: daysAgo(58),
                    kind: 'FAMILY_SUPPORT',
                    attended: false,
                    worker: staff.familyWorker.name,
                    summary: 'Referred as urgent; nobody came to the door zq-voluntary-known-to-many-session',
                    relevance: protection,
                  },
                ],
                notes: [{ writtenOn: daysAgo(58), author: staff.familyWorker.name, pages: 1, relevance: protection }],
              },
            },
          },
          housing: {
            involvements: [{ by: staff.housingOfficer, from: daysAgo(110), relevance: protection }],
            details: {
              householdMembers: [
                { name: 'Carl Mannering-Peake', relationship: 'tenant of the flat', relevance: protection },
              ],
              indicators: [
                {
                  agency: 'Housing',
                  contactName: staff.housingOfficer.name,
                  contactPhone: staff.housingOfficer.phone,
                  placedOn: daysAgo(70),
                  relevance: protection,
                },
              ],
            },
          },
        },
      },
    ],
  };
};
