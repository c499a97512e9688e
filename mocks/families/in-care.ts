import type { Calendar } from '../records/calendar.ts';
import type { Family } from '../records/child-definition.ts';
import { staff } from './staff.ts';

/** A child looked after by the authority. */
export const inCare = (calendar: Calendar): Family => {
  const { daysAgo } = calendar;
  const relevance = ['LAC_CARE', 'CHILD_PROTECTION', 'DIRECT_CARE'];
  const carer = {
    name: 'Winifred Sallowby',
    relationship: 'FOSTER_CARER',
    parentalResponsibility: false,
    phone: '07700 900133',
  };
  const placement = { lines: ['The Old Forge', 'Upper Sallow'], postcode: 'WX9 5TN', authority: 'LA:001' };
  return {
    family: 'in-care',
    children: [
      {
        slug: 'looked-after',
        shows:
          '12, looked after under a full care order, with a foster carer; seen in the emergency department last month',
        ordinal: 33,
        given: 'Ambrose',
        family: 'Netherby',
        sex: 'M',
        dateOfBirth: calendar.bornYearsAgo(12, 30),
        schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID'],
        home: placement,
        carers: [carer],
        records: {
          education: {
            custodian: 'URN:100003',
            ties: { enrolments: [{ organisation: 'URN:100003', groups: ['7D'], from: daysAgo(90), until: null }] },
          },
          health: {
            ties: {
              registrations: [
                { organisation: 'ODS:Y99002', team: null, from: daysAgo(200), until: null },
                { organisation: 'ODS:Y99001', team: 'sn-oakfield', from: daysAgo(200), until: null },
              ],
              contacts: [{ organisation: 'ODS:Y99003', on: daysAgo(20) }],
            },
          },
          police: {
            carers: [],
            involvements: [{ by: staff.neighbourhoodOfficer, from: daysAgo(30), relevance }],
            details: {
              characteristics: [],
              police: {
                missingReports: [
                  {
                    reportedAt: calendar.instant(26, '22:10'),
                    foundAt: calendar.instant(25, '06:30'),
                    risk: 'MEDIUM',
                    circumstances: 'Did not come back from a friend zq-police-looked-after-missing2',
                    foundWhere: 'At his former home zq-police-looked-after-found2',
                    relevance,
                  },
                  {
                    reportedAt: calendar.instant(210, '20:45'),
                    foundAt: calendar.instant(210, '23:15'),
                    risk: 'LOW',
                    circumstances: 'Left after a quarrel zq-police-looked-after-missing1',
                    foundWhere: 'In the park zq-police-looked-after-found1',
                  },
                ],
              },
            },
          },
          'social-care': {
            involvements: [
              { by: staff.otherSocialWorker, from: daysAgo(400), leadProfessional: true, relevance },
              { by: staff.socialWorker, from: daysAgo(500), relevance },
            ],
            details: {
              addresses: [
                { lines: placement.lines, postcode: placement.postcode, use: 'PLACEMENT', from: daysAgo(380) },
                {
                  lines: ['6 Gallows Hill', 'Wexborough'],
                  postcode: 'WX3 3DD',
                  use: 'FORMER',
                  from: daysAgo(3000),
                  until: daysAgo(380),
                },
              ],
              socialCare: {
                cases: [{ status: 'LOOKED_AFTER', openedOn: daysAgo(500), primaryNeed: 'N1', relevance }],
                protectionPlans: [
                  {
                    responsibleAuthority: 'Wexborough Council',
                    officeHoursPhone: '01632 960120',
                    emergencyDutyPhone: '01632 960399',
                    planType: 'LOOKED_AFTER',
                    startedOn: daysAgo(380),
                    relevance,
                  },
                ],
                legalStatuses: [
                  { code: 'C2', from: daysAgo(300), relevance },
                  { code: 'C1', from: daysAgo(380), until: daysAgo(301), relevance },
                ],
                placements: [{ placementType: 'FOSTER', from: daysAgo(380), relevance }],
              },
            },
          },
        },
      },
    ],
  };
};
