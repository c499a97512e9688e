import type { Calendar } from '../records/calendar.ts';
import type { ChildDefinition, RecordDefinition } from '../records/child-definition.ts';
import { choicesOf, type Choices } from '../records/random.ts';
import type { AgencyName } from '../records/stored-record.ts';
import { copyOf } from './generated-copy.ts';
import { childrenOfStreet, childrenOfStreetAt, type HouseholdChild } from './generated-household.ts';
import { staff } from './staff.ts';

/** Named children have the ordinals below. */
const firstOrdinal = 1_000;

/**
 * Any number of made-up children, up to 400,000: the same child for the same position on every day
 * (but for the dates, which follow today), each with identifiers of the test ranges. They live in
 * households, and no two agencies need hold the same of a child (`generated-copy.ts`). About half are
 * registered with the teams of the health personas, a few are on the roll of class 4B.
 */
export const generateChildren = (count: number, calendar: Calendar): readonly ChildDefinition[] => {
  if (!Number.isInteger(count) || count < 0 || count > 400_000) {
    throw new RangeError('children: a whole number from 0 to 400000');
  }
  const streets = Math.ceil(count / childrenOfStreet);
  return Array.from({ length: streets }, (_, street) => childrenOfStreetAt(street, calendar))
    .flat()
    .slice(0, count)
    .map((child, position) => generateChild(child, position, calendar));
};

const generateChild = (child: HouseholdChild, position: number, calendar: Calendar): ChildDefinition => {
  const choices = choicesOf(`child ${position}`);
  const { age } = child;
  const isKnownToCare = choices.chance(0.3);
  const isKnownToJustice = age >= 10 && choices.chance(0.15);
  const records: Partial<Record<AgencyName, RecordDefinition>> = {
    health: healthRecord(position, age, choices, calendar),
  };
  if (age >= 2) records.education = educationRecord(age, choices, calendar);
  if (isKnownToCare) {
    records['social-care'] = {
      involvements: choices.chance(0.4)
        ? [
            {
              by: choices.pick([staff.socialWorker, staff.otherSocialWorker]),
              from: calendar.daysAgo(10 + choices.below(300)),
            },
          ]
        : [],
    };
  }
  if (isKnownToJustice) {
    records['youth-justice'] = {
      involvements: [{ by: staff.yotWorker, from: calendar.daysAgo(10 + choices.below(300)) }],
    };
  }
  Object.assign(records, otherRecords(position, age, calendar));
  const copies = Object.entries(records).map(([agency, record]) => [
    agency,
    { ...record, ...copyOf(child, position, agency as AgencyName) },
  ]);
  return {
    slug: `g${position}`,
    shows: 'Generated.',
    ordinal: firstOrdinal + position,
    given: child.given,
    family: child.family,
    sex: child.sex,
    dateOfBirth: child.dateOfBirth,
    schemes: [
      'NHS_NUMBER',
      ...(age >= 2 ? (['UPN'] as const) : []),
      ...(isKnownToCare ? (['SOCIAL_CARE_ID'] as const) : []),
      ...(isKnownToJustice ? (['YOT_ID'] as const) : []),
      ...(records.police !== undefined && age >= 10 ? (['PNC_ID'] as const) : []),
    ],
    home: child.home,
    carers: child.carers,
    records: Object.fromEntries(copies),
    generated: true,
  };
};

/** What the police, voluntary bodies, housing and restricted services hold: some of each, none of most. */
const otherRecords = (
  position: number,
  age: number,
  calendar: Calendar,
): Partial<Record<AgencyName, RecordDefinition>> => {
  // Choices of their own, so that more agencies change nothing of what the others hold.
  const choices = choicesOf(`child ${position} elsewhere`);
  const since = (): string => calendar.daysAgo(10 + choices.below(300));
  const records: Partial<Record<AgencyName, RecordDefinition>> = {};
  if (age >= 2 && choices.chance(0.08)) {
    records.police = { involvements: [{ by: staff.neighbourhoodOfficer, from: since() }] };
  }
  if (choices.chance(0.05)) records.voluntary = { involvements: [{ by: staff.familyWorker, from: since() }] };
  if (choices.chance(0.1)) records.housing = { involvements: [{ by: staff.housingOfficer, from: since() }] };
  if (age >= 13 && choices.chance(0.04)) {
    const isRecorded = choices.chance(0.5);
    records['sexual-health'] = {
      unlisted: !isRecorded,
      details: {
        restrictedServices: [
          {
            note: 'INVOLVED',
            service: `Clinic by name zq-sexual-health-g${position}-service`,
            contactName: staff.sexualHealthNurse.name,
            contactPhone: staff.sexualHealthNurse.phone,
            from: since(),
            consentToRecord: isRecorded,
          },
        ],
      },
    };
  }
  return records;
};

const educationRecord = (age: number, choices: Choices, calendar: Calendar): RecordDefinition => {
  const organisation = age < 5 ? 'URN:100002' : age < 11 ? 'URN:100001' : 'URN:100003';
  const group =
    age === 8 || age === 9 ? choices.pick(['4A', '4B']) : `${Math.max(age - 4, 0)}${choices.pick(['A', 'B', 'C'])}`;
  return {
    custodian: organisation,
    ties: { enrolments: [{ organisation, groups: [group], from: calendar.daysAgo(200), until: null }] },
  };
};

const healthRecord = (position: number, age: number, choices: Choices, calendar: Calendar): RecordDefinition => {
  const from = calendar.daysAgo(300);
  const team = choices.pick(age < 5 ? ['hv-north', 'hv-south'] : ['sn-oakfield', 'sn-brookside']);
  return {
    ties: {
      registrations: [
        { organisation: choices.pick(['ODS:Y99002', 'ODS:Y99008']), team: null, from, until: null },
        { organisation: 'ODS:Y99001', team, from, until: null },
      ],
      contacts: choices.chance(0.1) ? [{ organisation: 'ODS:Y99003', on: calendar.daysAgo(choices.below(60)) }] : [],
    },
    details: {
      restrictedServices: choices.chance(0.08)
        ? [
            {
              note: 'INVOLVED',
              service: `Service by name zq-health-g${position}-service`,
              contactName: staff.camhsClinician.name,
              contactPhone: staff.camhsClinician.phone,
              from: calendar.daysAgo(30),
              custodian: 'ODS:Y99004',
              consentToRecord: choices.chance(0.5),
            },
          ]
        : [],
    },
  };
};
