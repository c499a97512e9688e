import type { Calendar } from '../records/calendar.ts';
import type { Family } from '../records/child-definition.ts';
import type { StoredConsent } from '../records/stored-record.ts';
import { staff } from './staff.ts';

/** A family that agreed to early help: each agency recorded that housing, the family centre and the fire service may know. */
export const earlyHelp = (calendar: Calendar): Family => {
  const { daysAgo } = calendar;
  const slug = 'early-help';
  const relevance = ['EARLY_HELP', 'CIN_ASSESSMENT', 'CHILD_PROTECTION'];
  const agreed = (agency: string, recordedBy: string): readonly StoredConsent[] => [
    {
      reference: `${agency}-${slug}-consent-0`,
      recordedBy,
      giver: 'PARENT',
      capacity: 'PARENTAL_RESPONSIBILITY',
      capacityEstablished: true,
      decision: 'GIVEN',
      classes: ['ID', 'ADR', 'FAM', 'HHM', 'UNI', 'INV', 'IND', 'CAFX', 'CAFB', 'EDU', 'CHR', 'PLN'],
      recipients: ['ORG:wexborough-housing', 'ORG:wexborough-family-centre'],
      purposes: ['EARLY_HELP'],
      method: 'WRITTEN',
      decidedAt: calendar.instant(45, '11:00'),
      expiresAt: calendar.instant(-320),
      withdrawnAt: null,
    },
  ];
  return {
    family: slug,
    children: [
      {
        slug,
        shows:
          '6, whose mother agreed to early help: what it says is open to housing and the family centre by consent, to the fire service only that it is there',
        ordinal: 43,
        given: 'Bellamy',
        family: 'Ironbridge',
        sex: 'M',
        dateOfBirth: calendar.bornYearsAgo(6, 95),
        schemes: ['UPN', 'NHS_NUMBER'],
        carers: [
          { name: 'Sabina Ironbridge', relationship: 'MOTHER', parentalResponsibility: true, phone: '07700 900143' },
        ],
        records: {
          education: {
            consents: agreed('education', 'URN:100001'),
            ties: { enrolments: [{ organisation: 'URN:100001', groups: ['2A'], from: daysAgo(420), until: null }] },
          },
          health: { consents: agreed('health', 'ODS:Y99001') },
          voluntary: {
            consents: agreed('voluntary', 'ORG:wexborough-family-centre'),
            involvements: [{ by: staff.familyWorker, from: daysAgo(50), leadProfessional: true, relevance }],
            details: {
              indicators: [],
              assessments: [
                {
                  agency: 'Family centre',
                  completedOn: daysAgo(44),
                  version: 1,
                  holder: staff.familyWorker.name,
                  holderPhone: staff.familyWorker.phone,
                  leadProfessional: staff.familyWorker.name,
                  development: `Speaks in short sentences, loves numbers zq-voluntary-${slug}-caf1`,
                  parentsAndCarers: `Sabina works nights; her sister helps zq-voluntary-${slug}-caf2`,
                  familyAndEnvironment: `Damp in both bedrooms zq-voluntary-${slug}-caf3`,
                  childComments: `I cough at night zq-voluntary-${slug}-caf4`,
                  parentComments: `We asked about the damp twice zq-voluntary-${slug}-caf5`,
                  relevance,
                },
              ],
            },
          },
          housing: {
            consents: agreed('housing', 'ORG:wexborough-housing'),
            involvements: [{ by: staff.housingOfficer, from: daysAgo(200), relevance }],
            // A home-safety visit was asked for.
            ties: { referrals: [{ to: 'ORG:wexshire-fire', openedOn: daysAgo(20), closedOn: null }] },
            details: {
              householdMembers: [{ name: 'Corvina Ironbridge', relationship: "mother's sister", relevance }],
              indicators: [],
            },
          },
        },
      },
    ],
  };
};
