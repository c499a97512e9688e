import type { Calendar } from '../records/calendar.ts';
import type { ChildDefinition, Family, Home, RecordDefinition } from '../records/child-definition.ts';
import type { AgencyName } from '../records/stored-record.ts';
import { staff } from './staff.ts';

/** What all of them have in common: who they are, without where any agency came to hold them. */
type Person = Pick<ChildDefinition, 'slug' | 'shows' | 'ordinal' | 'given' | 'family' | 'sex' | 'dateOfBirth'>;

/**
 * The cases of domain.md 5.2's worked checks. No two agencies hold a number in common, so that names, birthdays
 * and addresses alone can say who is one child. The teacher of 4B knows them at school, the surgery's doctor
 * from the register, the social worker by work.
 */
export const lookAlikes = (calendar: Calendar): Family => ({
  family: 'look-alikes',
  children: [...oneChild(calendar), ...twoChildren(calendar)],
});

/** Two records, one child. */
const oneChild = (calendar: Calendar): readonly ChildDefinition[] => {
  const year = Number(calendar.today.slice(0, 4)) - 9;
  const born = calendar.bornYearsAgo(9, 83);
  return [
    knownAt(
      calendar,
      {
        slug: 'respelt',
        shows: 'Leeann at school, Leanne at the surgery and with social care; one birthday, one home: one child',
        ordinal: 701,
        given: 'Leeann',
        family: 'Tolliver',
        sex: 'F',
        dateOfBirth: born,
      },
      placeAt(1),
      {
        education: {},
        health: { names: [{ given: 'Leanne', family: 'Tolliver', kind: 'LEGAL' }] },
        'social-care': { names: [{ given: 'Leanne', family: 'Tolliver', kind: 'LEGAL' }] },
      },
    ),
    knownAt(
      calendar,
      {
        slug: 'respelt-moved',
        shows: 'Leigh-Anne at school, Leanne at the surgery, and the school has an address that the surgery never had',
        ordinal: 702,
        given: 'Leigh-Anne',
        family: 'Marchmont',
        sex: 'F',
        dateOfBirth: born,
      },
      placeAt(2),
      {
        education: { home: placeAt(12) },
        health: { names: [{ given: 'Leanne', family: 'Marchmont', kind: 'LEGAL' }] },
      },
    ),
    knownAt(
      calendar,
      {
        slug: 'moved',
        shows: 'All alike but the address, and no agency has both: perhaps one child',
        ordinal: 703,
        given: 'Cornelius',
        family: 'Abernethy',
        sex: 'M',
        dateOfBirth: born,
      },
      placeAt(3),
      { education: { home: placeAt(13) }, health: {} },
    ),
    knownAt(
      calendar,
      {
        slug: 'moved-with-history',
        shows: 'The school has the address that the surgery has as a former one: one child',
        ordinal: 704,
        given: 'Rosalba',
        family: 'Winterbourne',
        sex: 'F',
        dateOfBirth: born,
      },
      placeAt(4),
      { education: { home: placeAt(14) }, health: { formerHomes: [placeAt(14)] } },
    ),
    knownAt(
      calendar,
      {
        slug: 'swapped-date',
        shows:
          'Born on 3 April at school, on 4 March at the surgery; all else alike: one child, one birthday to correct',
        ordinal: 705,
        given: 'Dorothea',
        family: 'Fennimore',
        sex: 'F',
        dateOfBirth: `${year}-04-03`,
      },
      placeAt(5),
      { education: {}, health: { dateOfBirth: `${year}-03-04` } },
    ),
    knownAt(
      calendar,
      {
        slug: 'renamed',
        shows: "Took a step-parent's name, which the school has not heard of; the same home: one child",
        ordinal: 706,
        given: 'Barnaby',
        family: 'Hollingsworth',
        sex: 'M',
        dateOfBirth: born,
      },
      placeAt(6),
      { education: { names: [{ given: 'Barnaby', family: 'Sedgemoor', kind: 'LEGAL' }] }, health: {} },
    ),
    knownAt(
      calendar,
      {
        slug: 'renamed-moved',
        shows:
          'Took another name and moved; the surgery has the former name, the school has only that: perhaps one child',
        ordinal: 707,
        given: 'Ottoline',
        family: 'Carrington',
        sex: 'F',
        dateOfBirth: born,
      },
      placeAt(7),
      {
        education: { names: [{ given: 'Ottoline', family: 'Dunwoody', kind: 'LEGAL' }], home: placeAt(17) },
        health: {
          names: [
            { given: 'Ottoline', family: 'Carrington', kind: 'LEGAL' },
            { given: 'Ottoline', family: 'Dunwoody', kind: 'FORMER' },
          ],
        },
      },
    ),
    knownAt(
      calendar,
      {
        slug: 'fled',
        shows:
          'Shielded by social care at the new home; the surgery and housing hold her at the old one, without a shield and without a number in common',
        ordinal: 708,
        given: 'Valentina',
        family: 'Rushworth',
        sex: 'F',
        dateOfBirth: born,
      },
      placeAt(18),
      {
        education: { home: placeAt(8) },
        health: {},
        housing: { lacks: ['NHS_NUMBER'], involvements: [{ by: staff.housingOfficer, from: calendar.daysAgo(700) }] },
        'social-care': {
          home: placeAt(8),
          restrictions: { shielded: true },
          involvements: [{ by: staff.socialWorker, from: calendar.daysAgo(40) }],
        },
      },
    ),
  ];
};

/** Two records, two children, each known to one agency. */
const twoChildren = (calendar: Calendar): readonly ChildDefinition[] => {
  const born = calendar.bornYearsAgo(9, 131);
  const pair = (
    home: Home,
    atSchool: Omit<Person, 'dateOfBirth'>,
    atSurgery: Omit<Person, 'dateOfBirth'>,
    dateAtSurgery = born,
  ): readonly ChildDefinition[] => [
    knownAt(calendar, { ...atSchool, dateOfBirth: born }, home, { education: {} }),
    knownAt(calendar, { ...atSurgery, dateOfBirth: dateAtSurgery }, home, { health: {} }),
  ];
  return [
    ...pair(
      placeAt(21),
      {
        slug: 'same-sex-twin-at-school',
        shows: 'A girl whose twin sister is known to the surgery alone: all alike but the given name',
        ordinal: 711,
        given: 'Marigold',
        family: 'Thistlewood',
        sex: 'F',
      },
      {
        slug: 'same-sex-twin-at-surgery',
        shows: 'The twin sister, known to the surgery alone',
        ordinal: 712,
        given: 'Henrietta',
        family: 'Thistlewood',
        sex: 'F',
      },
    ),
    ...pair(
      placeAt(22),
      {
        slug: 'twin-girl-at-school',
        shows: 'A girl whose twin brother is known to the surgery alone',
        ordinal: 713,
        given: 'Philomena',
        family: 'Brackenridge',
        sex: 'F',
      },
      {
        slug: 'twin-boy-at-surgery',
        shows: 'The twin brother, known to the surgery alone',
        ordinal: 714,
        given: 'Leopold',
        family: 'Brackenridge',
        sex: 'M',
      },
    ),
    ...pair(
      placeAt(23),
      {
        slug: 'sibling-at-school',
        shows: 'A boy whose younger brother is known to the surgery alone: one home, one name, another birthday',
        ordinal: 715,
        given: 'Ambrose',
        family: 'Kettlewell',
        sex: 'M',
      },
      {
        slug: 'sibling-at-surgery',
        shows: 'The younger brother, known to the surgery alone',
        ordinal: 716,
        given: 'Everard',
        family: 'Kettlewell',
        sex: 'M',
      },
      calendar.bornYearsAgo(6, 20),
    ),
  ];
};

const knownAt = (
  calendar: Calendar,
  person: Person,
  home: Home,
  records: Partial<Readonly<Record<AgencyName, RecordDefinition>>>,
): ChildDefinition => ({
  ...person,
  schemes: [
    ...(records.education === undefined ? [] : (['UPN'] as const)),
    ...(records.health === undefined ? [] : (['NHS_NUMBER'] as const)),
    ...(records['social-care'] === undefined ? [] : (['SOCIAL_CARE_ID'] as const)),
  ],
  home,
  carers: [
    {
      name: `Winifred ${person.family}`,
      relationship: 'MOTHER',
      parentalResponsibility: true,
      phone: `07700 900${person.ordinal}`,
    },
  ],
  records: {
    ...records,
    ...(records.education === undefined ? {} : { education: { ties: atSchool(calendar), ...records.education } }),
    ...(records.health === undefined ? {} : { health: { ...records.health, lacks: ['UPN'] } }),
    ...(records['social-care'] === undefined
      ? {}
      : {
          'social-care': {
            involvements: [{ by: staff.socialWorker, from: calendar.daysAgo(90) }],
            ...records['social-care'],
            lacks: ['NHS_NUMBER', 'UPN'],
          },
        }),
  },
});

const atSchool = (calendar: Calendar): NonNullable<RecordDefinition['ties']> => ({
  enrolments: [{ organisation: 'URN:100001', groups: ['4B'], from: calendar.daysAgo(200), until: null }],
});

/** A home of its own: no two are in one postcode, nor in one outward code. */
const placeAt = (number: number): Home => ({
  lines: [`${number} Lamplighter Steps`, 'Wexborough'],
  postcode: `WX${10 + number} 5TQ`,
  authority: 'LA:001',
});
