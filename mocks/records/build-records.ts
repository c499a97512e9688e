import { agencyProfiles } from '../engine/agency-profile.ts';
import { type IdentifierScheme, testIdentifier } from '../identifiers/test-identifier.ts';
import type { Calendar } from './calendar.ts';
import type { CarerDefinition, ChildDefinition, Home, RecordDefinition } from './child-definition.ts';
import type { AgencyName, HeldIdentifier, Json, JsonObject, StoredRecord, Ties } from './stored-record.ts';

/** The schemes an agency holds of a child who has them (SPEC of the mocks: health and care know the UPN). */
const schemesHeld: Readonly<Record<AgencyName, readonly IdentifierScheme[]>> = {
  // Scotland has no UPN: a school there holds the CHI number that it was given (docs/decisions/0031).
  education: ['UPN', 'ULN', 'CHI_NUMBER'],
  health: ['NHS_NUMBER', 'CHI_NUMBER', 'UPN'],
  'social-care': ['SOCIAL_CARE_ID', 'NHS_NUMBER', 'CHI_NUMBER', 'UPN'],
  'youth-justice': ['YOT_ID', 'NHS_NUMBER', 'UPN'],
  // The police hold no NHS number but where somebody gave them one.
  police: ['PNC_ID', 'CRO_NUMBER', 'UPN'],
  voluntary: ['NHS_NUMBER', 'UPN'],
  'sexual-health': ['NHS_NUMBER'],
  housing: ['NHS_NUMBER'],
};

/** An agency's records of a child: none when the agency does not know the child, two for a duplicate. */
export const recordsOf = (child: ChildDefinition, agency: AgencyName, calendar: Calendar): readonly StoredRecord[] => {
  const definitions = child.records[agency];
  if (definitions === undefined) return [];
  const list: readonly RecordDefinition[] = Array.isArray(definitions) ? definitions : [definitions];
  return list.map((definition) => recordOf(child, agency, definition, calendar));
};

/** The identifiers that a child has, by scheme. */
export const identifiersOf = (child: ChildDefinition): Readonly<Partial<Record<IdentifierScheme, string>>> =>
  Object.fromEntries(child.schemes.map((scheme) => [scheme, testIdentifier(scheme, child.ordinal)]));

const recordOf = (
  child: ChildDefinition,
  agency: AgencyName,
  definition: RecordDefinition,
  calendar: Calendar,
): StoredRecord => {
  const profile = agencyProfiles[agency];
  const home = definition.home ?? child.home ?? homeOf(child.ordinal);
  const carers = definition.carers ?? child.carers ?? [];
  const dateOfBirth = definition.dateOfBirth ?? child.dateOfBirth;
  const custodian = definition.custodian ?? profile.custodian;
  const ties = tiesOf(child, agency, definition, home, carers, custodian, calendar);
  return {
    slug: child.slug,
    forgotten: false,
    generated: child.generated === true,
    unlisted: definition.unlisted ?? false,
    recordId: `${profile.prefix}-${String(child.ordinal).padStart(6, '0')}${definition.copy ?? ''}`,
    identifiers: definition.identifiers ?? heldIdentifiers(child, agency, definition.lacks ?? []),
    recordedIdentity: {
      names: definition.names ?? [{ given: child.given, family: child.family, kind: 'LEGAL' }],
      dateOfBirth,
      expectedDateOfDelivery: child.expectedDateOfDelivery ?? null,
      sex: child.sex,
    },
    custodian,
    ...(definition.area === undefined ? {} : { holders: definition.area.holders }),
    lifecycle: {
      unborn: child.dateOfBirth === null,
      dateOfBirth,
      diedOn: child.diedOn ?? null,
      participatingUntil: definition.participatingUntil ?? null,
    },
    restrictions: {
      shielded: false,
      linkLocked: false,
      cannotLink: [],
      crossReferences: [],
      refusedClasses: [],
      detrimentClasses: [],
      ...definition.restrictions,
    },
    consents: definition.consents ?? [],
    ties,
    details: detailsOf(child, agency, definition, home, carers, ties, calendar),
  };
};

const heldIdentifiers = (
  child: ChildDefinition,
  agency: AgencyName,
  lacks: readonly IdentifierScheme[],
): readonly HeldIdentifier[] =>
  schemesHeld[agency]
    .filter((scheme) => child.schemes.includes(scheme) && !lacks.includes(scheme))
    .map((scheme) => ({ scheme, value: testIdentifier(scheme, child.ordinal), verified: true, former: false }));

const streets = [
  'Larkspur Rise',
  'Tannery Walk',
  'Hollyhock Lane',
  'Cooper Yard',
  'Bramblings',
  'Quayside Terrace',
  'Fennel Close',
  'Ropewalk',
];

/** A home of the made-up town of Wexborough; the postcode area WX is not in use. */
const homeOf = (ordinal: number): Home => ({
  lines: [`${7 + ordinal} ${streets[ordinal % streets.length]}`, 'Wexborough'],
  postcode: `WX${1 + (ordinal % 9)} ${ordinal % 10}${'ABDEFGHJLN'.charAt(Math.floor(ordinal / 10) % 10)}${'PQRSTUWXYZ'.charAt(Math.floor(ordinal / 100) % 10)}`,
  authority: 'LA:001',
});

const ageOn = (dateOfBirth: string | null, today: string): number =>
  dateOfBirth === null
    ? -1
    : Number(today.slice(0, 4)) - Number(dateOfBirth.slice(0, 4)) - (today.slice(5) < dateOfBirth.slice(5) ? 1 : 0);

const tiesOf = (
  child: ChildDefinition,
  agency: AgencyName,
  definition: RecordDefinition,
  home: Home,
  carers: readonly CarerDefinition[],
  custodian: string,
  calendar: Calendar,
): Ties => {
  const age = ageOn(child.dateOfBirth, calendar.today);
  const from = calendar.daysAgo(300);
  const isUnderFive = age < 5;
  return {
    work: (definition.involvements ?? []).map(({ by, from: since, until }) => ({
      organisation: by.organisation,
      staffIds: by.staffIds,
      teams: by.teams,
      from: since,
      until: until ?? null,
    })),
    enrolments: agency === 'education' ? [{ organisation: custodian, groups: ['5A'], from, until: null }] : [],
    registrations:
      agency === 'health'
        ? [
            { organisation: 'ODS:Y99002', team: null, from, until: null },
            { organisation: 'ODS:Y99001', team: isUnderFive ? 'hv-north' : 'sn-oakfield', from, until: null },
          ]
        : [],
    referrals: [],
    contacts: [],
    authorities: [home.authority],
    excludedStaff: [],
    references: [],
    persons: carers.flatMap(({ person, parentalResponsibility }) =>
      person !== undefined && parentalResponsibility === true
        ? [{ ...person, is: 'PARENTAL_RESPONSIBILITY' as const }]
        : [],
    ),
    ...definition.ties,
  };
};

/** Names and telephones of the organisations that universal services are at; public. */
const organisations: Readonly<Record<string, { readonly name: string; readonly phone: string }>> = {
  'URN:100001': { name: 'Oakfield Primary School', phone: '01632 960101' },
  'URN:100002': { name: 'Little Acorns Nursery', phone: '01632 960102' },
  'URN:100003': { name: 'Brookside Secondary School', phone: '01632 960103' },
  'ODS:Y99001': { name: 'Wexborough 0-19 Community Health', phone: '01632 960130' },
  'ODS:Y99002': { name: 'Riverside Surgery', phone: '01632 960131' },
  'SEED:9999901': { name: 'Kilbrannoch Primary School', phone: '01632 960501' },
  'SEED:9999902': { name: 'Kilbrannoch Nursery', phone: '01632 960502' },
  'SEED:9999903': { name: 'Kilbrannoch Academy', phone: '01632 960503' },
  'ORG:kilbrannoch-community-health': { name: 'Kilbrannoch Community Health', phone: '01632 960530' },
  'ORG:kilbrannoch-surgery': { name: 'Kilbrannoch Surgery', phone: '01632 960531' },
};

const detailsOf = (
  child: ChildDefinition,
  agency: AgencyName,
  definition: RecordDefinition,
  home: Home,
  carers: readonly CarerDefinition[],
  ties: Ties,
  calendar: Calendar,
): JsonObject => {
  const given = definition.details ?? {};
  const isBorn = child.dateOfBirth !== null;
  const text = (words: string, number: number): string => `${words} zq-${agency}-${child.slug}-c${number}`;
  const everyday = ['WELLBEING', 'EARLY_HELP', 'EDU_PROVISION', 'DIRECT_CARE', 'CIN_ASSESSMENT', 'CHILD_PROTECTION'];
  const details: Record<string, Json> = {
    addresses: [
      { lines: home.lines, postcode: home.postcode, use: 'HOME', from: calendar.daysAgo(700) },
      ...(definition.formerHomes ?? []).map(({ lines, postcode }, index) => ({
        lines,
        postcode,
        use: 'FORMER',
        from: calendar.daysAgo(1_400 + index * 700),
        until: calendar.daysAgo(701 + index * 700),
      })),
    ],
    carers: carers.map((carer) => ({ ...carer, person: null })),
    characteristics: isBorn
      ? [
          { kind: 'LANGUAGE', value: text('First language as recorded', 1), relevance: everyday },
          { kind: 'ETHNICITY', value: text('Ethnicity as recorded', 2), relevance: ['CHILD_PROTECTION'] },
        ]
      : [],
    universalServices: [...enrolledAt(ties), ...registeredAt(ties)],
    involvements: (definition.involvements ?? []).map(
      ({ by, relevance, leadProfessional, namedPerson, from, until, stamp }) => ({
        ...stamp,
        agency: agencyProfiles[agency].title,
        dutyPhone: definition.area?.dutyPhone ?? agencyProfiles[agency].dutyPhone,
        service: by.service,
        practitioner: { name: by.name, title: by.title, phone: by.phone, email: by.email },
        leadProfessional: leadProfessional ?? false,
        namedPerson: namedPerson ?? false,
        from,
        until: until ?? null,
        custodian: by.organisation,
        relevance: relevance ?? ['CHILD_PROTECTION', 'OFFENDING_PREVENTION'],
      }),
    ),
    ...given,
  };
  const quiet = child.generated === true ? undefined : quietSections[agency];
  if (quiet !== undefined)
    details[quiet.section] = {
      ...quiet.unless,
      ...(isObject(given[quiet.section]) ? (given[quiet.section] as JsonObject) : {}),
    };
  return details;
};

/** What is not made up about a named child: it would tell another story. */
const quietSections: Partial<Readonly<Record<AgencyName, { readonly section: string; readonly unless: JsonObject }>>> =
  {
    'social-care': { section: 'socialCare', unless: { legalStatuses: [], placements: [], protectionPlans: [] } },
    'youth-justice': { section: 'youthJustice', unless: { outcomes: [] } },
    police: { section: 'police', unless: { incidents: [], arrests: [], protectionPowers: [], missingReports: [] } },
  };

/** Nurseries; every other place of enrolment is a school. */
const settings: readonly string[] = ['URN:100002', 'SEED:9999902'];

const enrolledAt = (ties: Ties): readonly JsonObject[] =>
  ties.enrolments.map(({ organisation, from, until }) => ({
    kind: settings.includes(organisation) ? 'EARLY_YEARS' : 'SCHOOL',
    organisation,
    ...(organisations[organisation] ?? { name: null, phone: null }),
    from,
    until,
  }));

const registeredAt = (ties: Ties): readonly JsonObject[] =>
  ties.registrations.map(({ organisation, team, from, until }) => ({
    kind: team === null ? 'GENERAL_PRACTICE' : team.startsWith('hv-') ? 'HEALTH_VISITING' : 'SCHOOL_NURSING',
    organisation,
    ...(organisations[organisation] ?? { name: null, phone: null }),
    from,
    until,
    custodian: organisation,
  }));

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
