import type { Calendar } from '../records/calendar.ts';
import type { Family } from '../records/child-definition.ts';
import { staff } from './staff.ts';

/** Not yet born, and died (domain.md 7.0, Lifecycle). */
export const beginningsAndEnds = (calendar: Calendar): Family => ({
  family: 'beginnings-and-ends',
  children: [
    {
      slug: 'unborn',
      shows: "Not yet born, under a protection plan that is held on the mother's NHS number",
      ordinal: 30,
      given: 'Unborn',
      family: 'Marlowick',
      sex: 'U',
      dateOfBirth: null,
      expectedDateOfDelivery: calendar.daysAgo(-60),
      schemes: ['NHS_NUMBER', 'SOCIAL_CARE_ID'],
      carers: [
        { name: 'Gwendolen Marlowick', relationship: 'MOTHER', parentalResponsibility: null, phone: '07700 900130' },
      ],
      records: {
        health: {
          involvements: [
            { by: staff.midwife, from: calendar.daysAgo(120), relevance: ['CHILD_PROTECTION', 'DIRECT_CARE'] },
          ],
          details: {
            health: {
              contacts: [],
              immunisations: [],
              conditions: [],
              medications: [],
              allergies: [],
              developmentalReviews: [],
              wellbeing: [],
            },
          },
        },
        'social-care': {
          involvements: [{ by: staff.socialWorker, from: calendar.daysAgo(40), relevance: ['CHILD_PROTECTION'] }],
          details: {
            socialCare: {
              protectionPlans: [
                {
                  responsibleAuthority: 'Wexborough Council',
                  officeHoursPhone: '01632 960120',
                  emergencyDutyPhone: '01632 960399',
                  planType: 'UNBORN_CPP',
                  startedOn: calendar.daysAgo(25),
                  abuseCategory: 'NEG',
                  relevance: ['CHILD_PROTECTION'],
                },
              ],
            },
          },
        },
      },
    },
    {
      slug: 'deceased-recently',
      shows: 'Died less than a year ago, at 10: open to the review CSPR-2024-07 by social care',
      ordinal: 31,
      given: 'Crispin',
      family: 'Hollowell',
      sex: 'M',
      dateOfBirth: calendar.bornYearsAgo(10, 250),
      diedOn: calendar.daysAgo(100),
      schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID'],
      records: {
        education: {},
        health: {},
        'social-care': {
          ties: { references: [{ reference: 'CSPR-2024-07', organisation: 'LA:001-CSC', until: null }] },
        },
      },
    },
    {
      slug: 'deceased-long-ago',
      shows: 'Died more than two years ago: archived',
      ordinal: 32,
      given: 'Ludovic',
      family: 'Farthingale',
      sex: 'M',
      dateOfBirth: calendar.bornYearsAgo(12, 250),
      diedOn: calendar.daysAgo(800),
      schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID'],
      records: { education: {}, health: {}, 'social-care': {} },
    },
  ],
});
