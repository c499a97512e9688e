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
          police: {
            carers: [],
            involvements: [{ by: staff.preventionOfficer, from: daysAgo(60), relevance }],
            details: {
              characteristics: [],
              householdMembers: [{ name: 'Lucan Stockbridge-Orr', relationship: 'elder brother', relevance }],
              indicators: [
                {
                  agency: 'Police',
                  contactName: staff.preventionOfficer.name,
                  contactPhone: staff.preventionOfficer.phone,
                  placedOn: daysAgo(58),
                  relevance,
                },
              ],
              police: {
                incidents: [
                  {
                    on: daysAgo(62),
                    kind: 'ANTI_SOCIAL_BEHAVIOUR',
                    role: 'PRESENT',
                    reference: 'WX/9062 zq-police-at-risk-reference2',
                    summary:
                      'Stones thrown at a bus; in the group, nothing seen in his hands zq-police-at-risk-incident2',
                    outcome: 'Taken home, referred to prevention zq-police-at-risk-outcome2',
                    relevance,
                  },
                  {
                    on: daysAgo(400),
                    kind: 'THEFT',
                    role: 'VICTIM',
                    reference: 'WX/8404 zq-police-at-risk-reference1',
                    summary: 'His bicycle was stolen zq-police-at-risk-incident1',
                    outcome: 'Undetected zq-police-at-risk-outcome1',
                  },
                ],
                arrests: [
                  {
                    on: daysAgo(61),
                    kind: 'VOLUNTARY_INTERVIEW',
                    offence: 'Criminal damage zq-police-at-risk-offence',
                    outcome: 'NO_FURTHER_ACTION',
                    appropriateAdult: true,
                    relevance,
                    restrictions: ['CRIMINAL_DATA'],
                  },
                ],
              },
            },
          },
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
        schemes: ['UPN', 'ULN', 'NHS_NUMBER', 'YOT_ID', 'PNC_ID', 'CRO_NUMBER'],
        records: {
          ...school,
          police: {
            carers: [],
            involvements: [{ by: staff.preventionOfficer, from: daysAgo(228), relevance }],
            details: {
              characteristics: [],
              police: {
                incidents: [
                  {
                    on: daysAgo(230),
                    kind: 'THEFT',
                    role: 'SUSPECT',
                    reference: 'WX/8770 zq-police-convicted-reference',
                    summary: 'Alarm at a shop, three youths seen running zq-police-convicted-incident',
                    outcome: 'Crime recorded zq-police-convicted-incident-outcome',
                    relevance,
                    restrictions: ['CRIMINAL_DATA'],
                  },
                ],
                arrests: [
                  {
                    on: daysAgo(229),
                    kind: 'ARREST',
                    offence: 'Burglary other than of a dwelling zq-police-convicted-offence',
                    outcome: 'CHARGED',
                    appropriateAdult: true,
                    relevance,
                    restrictions: ['CRIMINAL_DATA'],
                  },
                ],
              },
            },
          },
          'youth-justice': {
            involvements: [
              { by: staff.yotWorker, from: daysAgo(160), relevance },
              { by: staff.probationOfficer, from: daysAgo(40), relevance },
            ],
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
