import type { Calendar } from '../records/calendar.ts';
import type { JsonObject } from '../records/stored-record.ts';
import type { RecordChange, StoryEvent } from '../records/story.ts';
import { staff } from './staff.ts';

const protection = ['CHILD_PROTECTION', 'CIN_ASSESSMENT'];
/** What was seen and told of the injury bears on a crime too. */
const bruises = { relevance: [...protection, 'CRIME_INVESTIGATION'], restrictions: ['ABUSE_DATA'] };

/** Days ago of the Friday before today, the last day of term. */
export const fridayOf = (calendar: Calendar): number => {
  const weekday = new Date(`${calendar.today}T00:00:00Z`).getUTCDay();
  return ((weekday + 1) % 7) + 1;
};

/**
 * The Friday of the GIRFEC case (domain.md 7.6): Leeann comes late without Trent, clings, is frightened of
 * both; the head speaks with Steve; two accounts of bruised wrists are given, the second at the end of
 * the day. Each account is kept with teller and time, by school and by social care; none is overwritten.
 */
export const fridayDisclosure = (calendar: Calendar): StoryEvent => ({
  event: 'friday-disclosure',
  recordedAt: calendar.instant(fridayOf(calendar), '17:30'),
  changes: [
    ...leeannAtSchool(calendar),
    leeannAtHealth(calendar),
    leeannAtSocialCare(calendar),
    trentAtNursery(calendar),
    trentAtSocialCare(calendar),
    {
      slug: 'greg',
      agency: 'social-care',
      involvements: [{ by: staff.otherSocialWorker, from: calendar.daysAgo(fridayOf(calendar)) }],
    },
  ],
});

const leeannAtSchool = (calendar: Calendar): readonly RecordChange[] => {
  const friday = fridayOf(calendar);
  const at = (time: string): string => calendar.instant(friday, time);
  const concerns: readonly JsonObject[] = [
    {
      at: at('15:05'),
      statement: 'ASSERTION',
      teller: 'Leeann, to the classroom assistant at the end of the day zq-education-leeann-teller5',
      account: 'Steve did it; the bath was to cool down zq-education-leeann-account5',
      indicators: ['SAFE'],
      ...bruises,
    },
    {
      at: at('10:40'),
      statement: 'ASSERTION',
      teller: 'Leeann, alone with the class teacher zq-education-leeann-teller4',
      account: 'Steve and Maggie fought and her wrists were bruised in between zq-education-leeann-account4',
      indicators: ['SAFE', 'NURTURED'],
      ...bruises,
    },
    {
      at: at('09:50'),
      statement: 'ASSERTION',
      teller: 'Steve, to the head teacher zq-education-leeann-teller3',
      account: 'Maggie "rules" and stayed all weekend zq-education-leeann-account3',
      indicators: ['SAFE'],
      about: 'ADULT',
      relevance: protection,
      restrictions: ['THIRD_PARTY'],
    },
    {
      at: at('09:20'),
      statement: 'OBSERVATION',
      teller: 'The class teacher zq-education-leeann-teller2',
      account: 'Clinging, and frightened of both when Corinne and Steve left zq-education-leeann-account2',
      indicators: ['SAFE', 'INCLUDED'],
      relevance: protection,
    },
    {
      at: at('09:05'),
      statement: 'OBSERVATION',
      teller: 'The school office zq-education-leeann-teller1',
      account: 'Late, without Trent ("poorly", left with Maggie and Greg) zq-education-leeann-account1',
      indicators: ['SAFE'],
      relevance: protection,
    },
  ];
  const day = calendar.daysAgo(friday);
  const entry = { agency: 'Education', occurredOn: day, kind: 'CONCERN', service: 'Oakfield Primary School' };
  return [
    {
      slug: 'leeann',
      agency: 'education',
      adds: {
        indicators: [
          {
            agency: 'Education',
            contactName: 'Verity Stanhope-Wild',
            contactPhone: '01632 960101',
            placedOn: day,
            relevance: protection,
          },
        ],
        'education.concerns': concerns,
        chronology: [
          {
            ...entry,
            summary: 'End of the day, to the classroom assistant: Steve did it zq-education-leeann-chr8',
            statement: 'ASSERTION',
            ...bruises,
          },
          {
            ...entry,
            summary: 'Alone with the teacher: wrists bruised while two adults fought zq-education-leeann-chr7',
            statement: 'ASSERTION',
            ...bruises,
          },
          {
            ...entry,
            kind: 'MEETING',
            summary: 'The head teacher spoke with Steve zq-education-leeann-chr6',
            statement: 'OBSERVATION',
            relevance: protection,
          },
          {
            ...entry,
            summary: 'Late and without Trent, clinging, frightened of both zq-education-leeann-chr5',
            statement: 'OBSERVATION',
            relevance: protection,
          },
        ],
        wellbeing: [
          {
            agency: 'Education',
            on: day,
            indicator: 'SAFE',
            isStrength: false,
            statement: 'OBSERVATION',
            statedBy: 'the class teacher',
            finding: 'Bruised wrists, frightened of the adults at home zq-education-leeann-well4',
            ...bruises,
          },
        ],
      },
    },
  ];
};

const leeannAtHealth = (calendar: Calendar): RecordChange => {
  const day = calendar.daysAgo(fridayOf(calendar));
  return {
    slug: 'leeann',
    agency: 'health',
    adds: {
      'health.contacts': [
        {
          __typename: 'SchoolNurseContact',
          on: day,
          service: 'School nursing, Oakfield',
          summary: 'Finger-shaped bruises on both wrists, drawn on the body map zq-health-leeann-bruises',
          ...bruises,
        },
      ],
      chronology: [
        {
          agency: 'Health',
          occurredOn: day,
          kind: 'INCIDENT',
          summary: 'Bruises on both wrists seen and drawn zq-health-leeann-chr4',
          statement: 'OBSERVATION',
          service: 'School nursing, Oakfield',
          ...bruises,
        },
      ],
    },
  };
};

const leeannAtSocialCare = (calendar: Calendar): RecordChange => {
  const friday = fridayOf(calendar);
  const day = calendar.daysAgo(friday);
  const at = (time: string): string => calendar.instant(friday, time);
  const entry = { agency: "Children's social care", occurredOn: day, statement: 'OBSERVATION' };
  return {
    slug: 'leeann',
    agency: 'social-care',
    involvements: [{ by: staff.socialWorker, from: day, leadProfessional: true, relevance: protection }],
    adds: {
      'socialCare.cases': [{ status: 'OPEN_ASSESSMENT', openedOn: day, primaryNeed: 'N1', relevance: protection }],
      'socialCare.events': [
        {
          __typename: 'StrategyDiscussion',
          heldOn: day,
          participants: ["Children's social care", 'Wexshire Police', 'Oakfield Primary School'],
          decision: 'Section 47 enquiries begin zq-social-care-leeann-strategy',
          ...bruises,
        },
        {
          __typename: 'Account',
          givenAt: at('15:05'),
          teller: 'Leeann zq-social-care-leeann-teller2',
          toldTo: 'Classroom assistant zq-social-care-leeann-told2',
          account: 'Steve did it; the bath was to cool down zq-social-care-leeann-account2',
          ...bruises,
        },
        {
          __typename: 'Account',
          givenAt: at('10:40'),
          teller: 'Leeann zq-social-care-leeann-teller1',
          toldTo: 'Class teacher zq-social-care-leeann-told1',
          account: 'Steve and Maggie fought; bruised wrists zq-social-care-leeann-account1',
          ...bruises,
        },
        {
          __typename: 'Referral',
          id: 'SO-leeann-referral-2',
          receivedOn: day,
          summary: 'Bruising to both wrists seen at school zq-social-care-leeann-referral2',
          outcome: 'STRATEGY_DISCUSSION',
          ...bruises,
        },
      ],
      'socialCare.referrers': [
        {
          referral: 'SO-leeann-referral-2',
          on: day,
          source: 'S2A',
          name: 'Verity Stanhope-Wild',
          relevance: protection,
          restrictions: ['INFORMANT'],
        },
      ],
      'socialCare.assessmentFactors': [
        { on: day, code: 'F3B', about: 'ADULT', relevance: protection, restrictions: ['THIRD_PARTY'] },
      ],
      chronology: [
        {
          ...entry,
          kind: 'MEETING',
          summary: 'Strategy discussion; section 47 enquiries begin zq-social-care-leeann-chr4',
          service: 'Child protection team north',
          ...bruises,
        },
        {
          ...entry,
          kind: 'REFERRAL',
          summary: 'Referred for bruises on both wrists zq-social-care-leeann-chr3',
          service: 'Child protection team north',
          ...bruises,
        },
      ],
    },
    puts: {
      'socialCare.lastSeen': {
        seenOn: day,
        place: 'At school zq-social-care-leeann-seen',
        seenAlone: true,
        relevance: protection,
      },
    },
  };
};

const trentAtNursery = (calendar: Calendar): RecordChange => ({
  slug: 'trent',
  agency: 'education',
  adds: {
    chronology: [
      {
        agency: 'Education',
        occurredOn: calendar.daysAgo(fridayOf(calendar)),
        kind: 'INCIDENT',
        summary: 'Did not come; said to be poorly, with Maggie and Greg zq-education-trent-chr3',
        statement: 'ASSERTION',
        service: 'Little Acorns Nursery',
        relevance: protection,
      },
    ],
  },
});

const trentAtSocialCare = (calendar: Calendar): RecordChange => {
  const day = calendar.daysAgo(fridayOf(calendar));
  return {
    slug: 'trent',
    agency: 'social-care',
    involvements: [{ by: staff.socialWorker, from: day, leadProfessional: true, relevance: protection }],
    adds: {
      'socialCare.cases': [{ status: 'OPEN_ASSESSMENT', openedOn: day, primaryNeed: 'N1', relevance: protection }],
      'socialCare.events': [
        {
          __typename: 'Referral',
          id: 'SO-trent-referral-1',
          receivedOn: day,
          summary: 'Brother of a child with bruises; left with adults who fought zq-social-care-trent-referral',
          outcome: 'STRATEGY_DISCUSSION',
          ...bruises,
        },
      ],
      chronology: [
        {
          agency: "Children's social care",
          occurredOn: day,
          kind: 'REFERRAL',
          summary: 'Referred as the brother of a child with bruises; not seen that day zq-social-care-trent-chr1',
          statement: 'OBSERVATION',
          service: 'Child protection team north',
          ...bruises,
        },
      ],
    },
    puts: {
      // Left with Maggie and Greg that day, and not seen by anybody from a service since.
      'socialCare.lastSeen': {
        seenOn: calendar.daysAgo(85),
        notSeenSince: day,
        place: 'Home zq-social-care-trent-seen',
        seenAlone: false,
        relevance: protection,
      },
    },
  };
};
