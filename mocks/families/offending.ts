import type { Calendar } from '../records/calendar.ts';
import type { ChildDefinition, Family } from '../records/child-definition.ts';
import { staff } from './staff.ts';

/** Young people whom the youth offending team works with. */
export const offending = (calendar: Calendar): Family => {
  const { daysAgo } = calendar;
  const relevance = ['OFFENDING_PREVENTION', 'CHILD_PROTECTION'];
  const school: ChildDefinition['records'] = {
    education: {
      custodian: 'URN:100003',
      ties: { enrolments: [{ organisation: 'URN:100003', groups: ['9E'], from: daysAgo(500), until: null }] },
    },
    health: {},
  };
  return {
    family: 'offending',
    children: [
      {
        slug: 'at-risk-of-offending',
        shows: '14, on a voluntary prevention programme, nothing proven; the youth offending worker is allocated',
        ordinal: 34,
        given: 'Fabian',
        family: 'Stockbridge-Orr',
        sex: 'M',
        dateOfBirth: calendar.bornYearsAgo(14, 45),
        schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID', 'YOT_ID'],
        records: {
          ...school,
          'social-care': { involvements: [{ by: staff.otherSocialWorker, from: daysAgo(200), until: daysAgo(30) }] },
          'youth-justice': {
            involvements: [{ by: staff.yotWorker, from: daysAgo(55), relevance }],
            details: {
              indicators: [
                {
                  agency: 'Youth justice',
                  contactName: staff.yotWorker.name,
                  contactPhone: staff.yotWorker.phone,
                  placedOn: daysAgo(50),
                  relevance,
                },
              ],
              youthJustice: {
                interventions: [
                  {
                    kind: 'PREVENTION',
                    state: 'ACTIVE',
                    from: daysAgo(55),
                    requirements: 'Meets a mentor every week zq-youth-justice-at-risk-requirements',
                    relevance,
                  },
                ],
                outcomes: [],
              },
            },
          },
        },
      },
      {
        slug: 'convicted',
        shows: '16, under a youth rehabilitation order; what came of the offence is criminal-offence data',
        ordinal: 35,
        given: 'Dorian',
        family: 'Vexley',
        sex: 'M',
        dateOfBirth: calendar.bornYearsAgo(16, 110),
        schemes: ['UPN', 'NHS_NUMBER', 'YOT_ID'],
        records: {
          ...school,
          'youth-justice': {
            involvements: [{ by: staff.yotWorker, from: daysAgo(160), relevance }],
            details: {
              youthJustice: {
                interventions: [
                  {
                    kind: 'YOUTH_REHABILITATION_ORDER',
                    state: 'ACTIVE',
                    from: daysAgo(150),
                    until: daysAgo(-215),
                    requirements: 'Curfew and reparation zq-youth-justice-convicted-requirements',
                    relevance,
                  },
                ],
                outcomes: [
                  {
                    offence: 'Burglary of a shop zq-youth-justice-convicted-offence',
                    gravity: 4,
                    committedOn: daysAgo(230),
                    decidedOn: daysAgo(150),
                    outcome: 'Youth rehabilitation order, twelve months zq-youth-justice-convicted-outcome',
                    restrictions: ['CRIMINAL_DATA'],
                    relevance,
                  },
                ],
              },
            },
          },
        },
      },
    ],
  };
};
