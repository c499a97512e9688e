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
        },
      },
    ],
  };
};
