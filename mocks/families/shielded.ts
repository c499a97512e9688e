import { testIdentifier } from '../identifiers/test-identifier.ts';
import type { Calendar } from '../records/calendar.ts';
import type { Family, Home } from '../records/child-definition.ts';
import { staff } from './staff.ts';

/** Where they lived before they fled. */
const formerHome: Home = { lines: ['2 Pinfold Cottages', 'Wexborough'], postcode: 'WX6 1HJ', authority: 'LA:001' };

/** A shield that counts wherever a copy of the child lies (domain.md 2.2). */
export const shielded = (calendar: Calendar): Family => ({
  family: 'shielded',
  children: [
    {
      slug: 'shielded',
      shows:
        'Shielded by social care; education and health hold copies without a shield, and social care holds a second, unshielded record of the same child',
      ordinal: 14,
      given: 'Perpetua',
      family: 'Silverthorne',
      sex: 'F',
      dateOfBirth: calendar.bornYearsAgo(8, 200),
      schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID'],
      carers: [
        {
          name: 'Hermione Silverthorne',
          relationship: 'MOTHER',
          parentalResponsibility: true,
          phone: '07700 900114',
          email: 'h.silverthorne@home.example',
        },
      ],
      records: {
        education: {
          ties: {
            enrolments: [{ organisation: 'URN:100001', groups: ['4B'], from: calendar.daysAgo(120), until: null }],
          },
        },
        health: {},
        'social-care': [
          {
            restrictions: { shielded: true },
            involvements: [{ by: staff.socialWorker, from: calendar.daysAgo(150), relevance: ['CHILD_PROTECTION'] }],
          },
          {
            copy: 'D',
            // Its own number, and the same UPN: a duplicate that was opened by mistake, with the old address.
            identifiers: [
              { scheme: 'SOCIAL_CARE_ID', value: testIdentifier('SOCIAL_CARE_ID', 414), verified: true, former: false },
              { scheme: 'UPN', value: testIdentifier('UPN', 14), verified: false, former: false },
            ],
            home: formerHome,
          },
        ],
        // Neither knows of the shield: one has the flight on record, the other the home that was fled from.
        police: {
          carers: [],
          involvements: [{ by: staff.protectionOfficer, from: calendar.daysAgo(160), relevance: ['CHILD_PROTECTION'] }],
          details: {
            characteristics: [],
            police: {
              incidents: [
                {
                  on: calendar.daysAgo(160),
                  kind: 'DOMESTIC_ABUSE',
                  role: 'WITNESS',
                  reference: 'WX/8960 zq-police-shielded-reference',
                  summary: 'Mother hurt, child in the room; both taken to a refuge zq-police-shielded-incident',
                  outcome: 'Father arrested zq-police-shielded-outcome',
                  relevance: ['CHILD_PROTECTION'],
                },
                {
                  on: calendar.daysAgo(158),
                  kind: 'DOMESTIC_ABUSE',
                  role: 'NOT_PRESENT',
                  reference: 'WX/8962 zq-police-shielded-reference2',
                  summary: 'The father asked at the station where they live zq-police-shielded-adult',
                  about: 'ADULT',
                  relevance: ['CHILD_PROTECTION'],
                  restrictions: ['THIRD_PARTY'],
                },
              ],
            },
          },
        },
        housing: {
          home: formerHome,
          carers: [],
          involvements: [
            { by: staff.housingOfficer, from: calendar.daysAgo(900), relevance: ['CHILD_PROTECTION', 'EARLY_HELP'] },
          ],
        },
      },
    },
  ],
});
