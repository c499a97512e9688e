import { staff } from '../families/staff.ts';
import { testIdentifier } from '../identifiers/test-identifier.ts';
import type { Calendar } from '../records/calendar.ts';
import type { ChildDefinition, Home, RecordDefinition } from '../records/child-definition.ts';
import type { AgencyName, HeldIdentifier, HeldName } from '../records/stored-record.ts';

/** The agencies that each authority's gateway asks here, and the dialect each speaks. */
export const agenciesOfSix = [
  ['education', 'PLAIN'],
  ['health', 'FEDERATION'],
  ['social-care', 'PLAIN'],
  ['police', 'FEDERATION'],
  ['voluntary', 'PLAIN'],
  ['housing', 'PLAIN'],
] as const satisfies readonly (readonly [AgencyName, 'PLAIN' | 'FEDERATION'])[];

/** The six authorities. Towns are made up. */
export const sixAuthorities = [
  { code: 'LA:001', town: 'Wexborough' },
  { code: 'LA:002', town: 'Eastmere' },
  { code: 'LA:003', town: 'Northvale' },
  { code: 'LA:004', town: 'Southmoor' },
  { code: 'LA:005', town: 'Westhaven' },
  { code: 'LA:006', town: 'Midbrook' },
] as const;

const legal: HeldName = { given: 'Adaeze', family: 'Okonjo-Vale', kind: 'LEGAL' };
const knownAs: HeldName = { given: 'Anna', family: 'Lambourne-Kay', kind: 'KNOWN_AS' };
const alias: HeldName = { ...knownAs, kind: 'ALIAS' };
const misspelt: HeldName = { given: 'Adaeze', family: 'Okonjo Vale', kind: 'LEGAL' };

/** The ordinals of identifiers: of the child known to all six, and of one who is shielded at the second alone. */
const ordinals = { knownToSix: 10, shieldedElsewhere: 760, knownHereOnly: 770 } as const;

type Records = Partial<Readonly<Record<AgencyName, RecordDefinition>>>;

/**
 * The children of one authority. The first is known to all six, as Victoria Climbié was to too many: to four
 * social services, three housing departments, two police teams, one voluntary body and two hospitals, under two
 * names, and never to education. The second has a shield at the second authority and none at the first; the third
 * is known at the first alone.
 */
export const childrenOfSix = (authority: string, calendar: Calendar): readonly ChildDefinition[] => [
  ...childOf('known-to-six', ordinals.knownToSix, knownToSix(calendar)[authority], authority, calendar),
  ...childOf(
    'shielded-elsewhere',
    ordinals.shieldedElsewhere,
    shieldedElsewhere(calendar)[authority],
    authority,
    calendar,
  ),
  ...childOf('known-here-only', ordinals.knownHereOnly, knownHereOnly(calendar)[authority], authority, calendar),
];

const knownToSix = (calendar: Calendar): Readonly<Record<string, Records>> => {
  const relevance = ['CHILD_PROTECTION'];
  const from = (days: number) => ({ from: calendar.daysAgo(days), relevance });
  const numbers = numbersOf(ordinals.knownToSix);
  const hospital = (days: number): Records => ({
    health: {
      names: [legal],
      identifiers: numbers,
      custodian: 'ODS:Y99003',
      involvements: [{ by: staff.paediatrician, ...from(days) }],
      ties: { registrations: [], contacts: [{ organisation: 'ODS:Y99003', on: calendar.daysAgo(days) }] },
    },
  });
  return {
    'LA:001': {
      'social-care': { names: [legal, alias], involvements: [{ by: staff.socialWorker, ...from(20) }] },
      housing: { names: [legal], involvements: [{ by: staff.housingOfficer, ...from(30) }] },
      ...hospital(24),
    },
    'LA:002': {
      'social-care': { names: [legal, alias], involvements: [{ by: staff.otherSocialWorker, ...from(200) }] },
      housing: { names: [knownAs, legal], involvements: [{ by: staff.housingOfficer, ...from(190) }] },
    },
    'LA:003': {
      'social-care': { names: [misspelt, knownAs], involvements: [{ by: staff.otherSocialWorker, ...from(170) }] },
      police: { names: [legal], identifiers: numbers, involvements: [{ by: staff.protectionOfficer, ...from(165) }] },
    },
    'LA:004': {
      ...hospital(95),
      'social-care': { names: [legal], involvements: [{ by: staff.socialWorker, ...from(90) }] },
    },
    'LA:005': {
      police: { names: [misspelt], identifiers: numbers, involvements: [{ by: staff.protectionOfficer, ...from(80) }] },
      housing: { names: [legal], involvements: [{ by: staff.housingOfficer, ...from(75) }] },
    },
    'LA:006': {
      voluntary: {
        names: [alias, legal],
        identifiers: numbers,
        involvements: [{ by: staff.familyWorker, ...from(58) }],
      },
    },
  };
};

const shieldedElsewhere = (calendar: Calendar): Readonly<Record<string, Records>> => {
  const involvements = [{ by: staff.socialWorker, from: calendar.daysAgo(50), relevance: ['CHILD_PROTECTION'] }];
  return {
    'LA:001': { 'social-care': { involvements }, housing: {} },
    'LA:002': { 'social-care': { involvements, restrictions: { shielded: true } } },
  };
};

const knownHereOnly = (calendar: Calendar): Readonly<Record<string, Records>> => ({
  'LA:001': {
    education: {},
    health: {},
    'social-care': {
      involvements: [{ by: staff.socialWorker, from: calendar.daysAgo(50), relevance: ['CHILD_PROTECTION'] }],
    },
  },
});

const numbersOf = (ordinal: number): readonly HeldIdentifier[] => [
  { scheme: 'NHS_NUMBER', value: testIdentifier('NHS_NUMBER', ordinal), verified: true, former: false },
];

const persons = {
  'known-to-six': { given: legal.given, family: legal.family },
  'shielded-elsewhere': { given: 'Imelda', family: 'Thorncastle' },
  'known-here-only': { given: 'Petronella', family: 'Quillfeather' },
} as const;

const childOf = (
  slug: keyof typeof persons,
  ordinal: number,
  records: Records | undefined,
  authority: string,
  calendar: Calendar,
): readonly ChildDefinition[] =>
  records === undefined
    ? []
    : [
        {
          slug,
          shows: 'One of the children whom the six authorities know',
          ordinal,
          ...persons[slug],
          sex: 'F',
          dateOfBirth: calendar.bornYearsAgo(8, ordinal % 300),
          schemes: slug === 'known-here-only' ? ['NHS_NUMBER', 'UPN'] : ['NHS_NUMBER', 'SOCIAL_CARE_ID'],
          home: homeAt(authority, ordinal),
          carers: [
            {
              name: 'Therese Lambourne-Kay',
              relationship: 'OTHER',
              parentalResponsibility: false,
              phone: '07700 900110',
            },
          ],
          records,
        },
      ];

const homeAt = (authority: string, ordinal: number): Home => {
  const number = Number(authority.slice(-1));
  return {
    lines: [`${number + ordinal} Wayfarers Court`, sixAuthorities[number - 1]?.town ?? ''],
    postcode: `WX9${number} ${Math.floor(ordinal / 10) % 10}TQ`,
    authority,
  };
};
