import type { Calendar } from '../records/calendar.ts';
import type { ChildDefinition, Home, RecordDefinition } from '../records/child-definition.ts';
import type { JsonObject } from '../records/stored-record.ts';
import { staff } from './staff.ts';

type Elsewhere = Pick<ChildDefinition['records'], 'police' | 'housing' | 'voluntary'>;

const protection = ['CHILD_PROTECTION', 'CIN_ASSESSMENT'];

/** Where the family lived until the rent was not paid. */
const formerHome: Home = { lines: ['7 Limekiln Row', 'Wexborough'], postcode: 'WX5 2HT', authority: 'LA:001' };

/**
 * What the police, housing and a family centre hold of Leeann's household before the Friday (domain.md
 * 7.6): a quarrel that neighbours heard, Steve's own caution, which is an adult's data, and Corinne's tenancy.
 */
export const leeannElsewhere = (calendar: Calendar): Elsewhere => ({
  police: policeRecord('leeann', calendar),
  housing: tenancy('leeann', calendar),
  voluntary: {
    involvements: [
      {
        by: staff.familyWorker,
        from: calendar.daysAgo(150),
        until: calendar.daysAgo(30),
        relevance: ['EARLY_HELP', ...protection],
      },
    ],
    details: {
      indicators: [],
      assessments: [],
      voluntaryWork: {
        supportSessions: [
          {
            on: calendar.daysAgo(40),
            kind: 'PARENTING',
            attended: false,
            worker: staff.familyWorker.name,
            summary: 'Corinne did not come; no reply to two calls zq-voluntary-leeann-session2',
            relevance: protection,
          },
          {
            on: calendar.daysAgo(68),
            kind: 'PARENTING',
            attended: true,
            worker: staff.familyWorker.name,
            summary: 'Corinne spoke of bedtimes; Leeann played beside her zq-voluntary-leeann-session1',
          },
        ],
        notes: [
          { writtenOn: calendar.daysAgo(40), author: staff.familyWorker.name, pages: 1, relevance: protection },
          { writtenOn: calendar.daysAgo(68), author: staff.familyWorker.name, pages: 2 },
        ],
      },
    },
  },
});

/** What the police and housing hold of Trent's household: the same quarrel, the same tenancy. */
export const trentElsewhere = (calendar: Calendar): Elsewhere => ({
  police: policeRecord('trent', calendar),
  housing: tenancy('trent', calendar),
});

const policeRecord = (slug: string, { daysAgo }: Calendar): RecordDefinition => {
  const incidents: readonly JsonObject[] = [
    {
      on: daysAgo(75),
      kind: 'DOMESTIC_ABUSE',
      role: 'PRESENT',
      reference: `WX/9075 zq-police-${slug}-reference2`,
      summary: `Neighbours heard shouting and a child crying; both adults denied it zq-police-${slug}-incident2`,
      outcome: `Advice given, children seen asleep zq-police-${slug}-outcome2`,
      relevance: protection,
    },
    {
      on: daysAgo(1_400),
      kind: 'ASSAULT',
      role: 'NOT_PRESENT',
      reference: `WX/8311 zq-police-${slug}-reference1`,
      summary: `Steve Dunmarrow, a fight outside a public house zq-police-${slug}-incident1`,
      outcome: `Adult caution zq-police-${slug}-outcome1`,
      about: 'ADULT',
      relevance: protection,
      restrictions: ['THIRD_PARTY', 'CRIMINAL_DATA'],
    },
  ];
  return {
    carers: [],
    details: {
      characteristics: [],
      householdMembers: [{ name: 'Steve Dunmarrow', relationship: "mother's partner", relevance: protection }],
      indicators: [],
      police: { incidents },
    },
  };
};

const tenancy = (slug: string, { daysAgo }: Calendar): RecordDefinition => ({
  involvements: [{ by: staff.housingOfficer, from: daysAgo(480), relevance: ['EARLY_HELP', ...protection] }],
  details: {
    addresses: [
      {
        lines: ['Flat 3, 18 Marl Pit Buildings', 'Wexborough'],
        postcode: 'WX4 7DN',
        use: 'HOME',
        from: daysAgo(480),
        relevance: protection,
      },
      {
        lines: formerHome.lines,
        postcode: formerHome.postcode,
        use: 'FORMER',
        from: daysAgo(2_000),
        until: daysAgo(480),
      },
    ],
    householdMembers: [
      {
        name: 'Steve Dunmarrow',
        relationship: `permitted occupier zq-housing-${slug}-occupier`,
        about: 'CHILD',
        relevance: protection,
      },
    ],
    indicators: [],
  },
});
