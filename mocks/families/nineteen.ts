import type { Calendar } from '../records/calendar.ts';
import type { Family } from '../records/child-definition.ts';
import { staff } from './staff.ts';

/** Young people at the end of what the view covers (domain.md 7.0, Lifecycle). */
export const nineteen = (calendar: Calendar): Family => ({
  family: 'nineteen',
  children: [
    {
      slug: 'participating-19',
      shows: '19, a care leaver whose participation is recorded: still in scope',
      ordinal: 11,
      given: 'Ottoline',
      family: 'Merriwick',
      sex: 'F',
      dateOfBirth: calendar.bornYearsAgo(19, 90),
      schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID'],
      records: {
        health: { participatingUntil: calendar.daysAgo(-300) },
        'social-care': {
          participatingUntil: calendar.daysAgo(-300),
          involvements: [{ by: staff.personalAdviser, from: calendar.daysAgo(330), relevance: ['LAC_CARE'] }],
        },
        education: {
          custodian: 'URN:100003',
          participatingUntil: calendar.daysAgo(-300),
          ties: {
            enrolments: [{ organisation: 'URN:100003', groups: ['14A'], from: calendar.daysAgo(300), until: null }],
          },
        },
      },
    },
    {
      slug: 'not-participating-19',
      shows: '19, no participation recorded: archived, out of scope for everyday work',
      ordinal: 12,
      given: 'Casimir',
      family: 'Foxcombe',
      sex: 'M',
      dateOfBirth: calendar.bornYearsAgo(19, 90),
      schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID'],
      records: { health: {}, 'social-care': {}, education: { custodian: 'URN:100003' } },
    },
    {
      slug: 'archived-18',
      shows:
        '18 and a half, no participation recorded: in the first year of the archive, open to the review CSPR-2024-09 through the data manager',
      ordinal: 13,
      given: 'Leocadia',
      family: 'Hartsorrow',
      sex: 'F',
      dateOfBirth: calendar.bornYearsAgo(18, 180),
      schemes: ['UPN', 'NHS_NUMBER', 'SOCIAL_CARE_ID'],
      records: {
        health: {},
        'social-care': {
          ties: { references: [{ reference: 'CSPR-2024-09', organisation: 'LA:001', until: null }] },
        },
        education: { custodian: 'URN:100003' },
      },
    },
  ],
});
