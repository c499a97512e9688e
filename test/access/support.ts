import { join } from 'node:path';
import { type Access, createAccess } from '../../src/access/create-access.ts';
import { readPolicies } from '../../src/access/read-policies.ts';
import { loadProtocol } from '../../src/config/load-protocol.ts';
import type { ChildRecord, ConsentRecord, LinkedChild, LinkedRecord, Silence } from '../../src/model/child-record.ts';
import type { ControlFacts } from '../../src/model/control.ts';
import type { Declaration } from '../../src/model/declaration.ts';
import type { Cell, CellDecision, ChildDecision, RequestDecision } from '../../src/model/decision.ts';
import type { Practitioner } from '../../src/model/practitioner.ts';
import type { Protocol } from '../../src/model/protocol.ts';

/** The day on which all cases play; the gateway's own clock is never read. */
export const today = '2026-03-16';
export const now = `${today}T09:30:00Z`;

export const agencies = [
  'education',
  'health',
  'social-care',
  'youth-justice',
  'police',
  'voluntary',
  'sexual-health',
  'housing',
] as const;
export const classes = [
  'ID',
  'NUM',
  'ADR',
  'FAM',
  'HHM',
  'CHAR',
  'UNI',
  'INV',
  'SENS',
  'IND',
  'CAFX',
  'CAFB',
  'EDU',
  'HLT',
  'SCS',
  'SCD',
  'YJS',
  'YJD',
  'POL',
  'VOL',
  'ADU',
  'CHR',
  'PLN',
  'DIR',
  'LOG',
  'DQ',
];
export const restrictions = [
  'THIRD_PARTY',
  'INFORMANT',
  'ABUSE_DATA',
  'SERIOUS_HARM',
  'CRIMINAL_DATA',
  'SUB_JUDICE',
  'DETRIMENT',
  'SOURCE_RESTRICTED',
];

/** The protocol that the cases are about; `npm run protocol -- mutate` tries them on changed ones. */
const protocolDirectory = process.env['CHILDVIEW_TEST_PROTOCOL'] ?? join(import.meta.dirname, '../../protocol');
export const protocol = loadProtocol(protocolDirectory, {
  issuerBase: 'https://identity.example',
  readPolicies,
});
export const access = accessOf(protocol);

export function accessOf(of: Protocol): Access {
  return createAccess({ protocol: of, agencies, classes, restrictions });
}

/** A date so many days from the day of the cases. */
export function day(offset: number): string {
  const date = new Date(`${today}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + offset);
  return date.toISOString().slice(0, 10);
}

/** A birthday that makes the child so old today. */
export function bornYearsAgo(years: number): string {
  return `${Number(today.slice(0, 4)) - years}-01-15`;
}

export function practitioner(overrides: Partial<Practitioner> = {}): Practitioner {
  return {
    kind: 'PRACTITIONER',
    subject: 'https://identity.example/any|someone',
    organisation: 'URN:100001',
    roles: ['TEACHER'],
    trainedUntil: day(180),
    vettedOn: day(-200),
    designatedOfficer: false,
    mayOverrideShield: false,
    isSuspended: false,
    staffIds: [],
    teams: [],
    groups: [],
    declaredConflicts: [],
    personId: null,
    mediator: null,
    expiresAt: 0,
    ...overrides,
  };
}

export function declaration(overrides: Partial<Declaration> = {}): Declaration {
  return {
    purpose: 'WELLBEING',
    reason: 'support in class',
    basis: null,
    informed: null,
    exemption: null,
    written: null,
    emergency: false,
    courtOrder: null,
    override: null,
    breakGlass: null,
    dryRun: false,
    ...overrides,
  };
}

export const noRelationship: ChildRecord['relationship'] = {
  allocated: false,
  team: false,
  roll: false,
  registered: false,
  openReferral: false,
  contactMadeOn: null,
  resident: false,
  isSelf: false,
  holdsParentalResponsibility: false,
  referenced: false,
  excluded: false,
};

const custodians: Readonly<Record<string, string>> = {
  education: 'URN:100001',
  health: 'ODS:Y99001',
  'social-care': 'LA:001-CSC',
  'youth-justice': 'ORG:wexborough-yot',
  police: 'ORG:wexshire-police',
  voluntary: 'ORG:wexborough-family-centre',
  'sexual-health': 'ODS:Y99005',
  housing: 'ORG:wexborough-housing',
};

/** An agency's record of a girl of nine about whom nothing is special. */
export function record(agency: string, overrides: Partial<ChildRecord> = {}): ChildRecord {
  return {
    agency,
    recordId: `${agency}-1`,
    identifiers: [{ scheme: 'UPN', value: `A${agency.length}`, verified: true, former: false }],
    names: [],
    dateOfBirth: bornYearsAgo(9),
    expectedDateOfDelivery: null,
    sex: 'F',
    postcodes: [],
    corroborates: { carer: false, school: false },
    custodian: custodians[agency] ?? '',
    lifecycle: { unborn: false, dateOfBirth: bornYearsAgo(9), diedOn: null, participatingUntil: null },
    isShielded: false,
    isLinkLocked: false,
    cannotLink: [],
    crossReferences: [],
    refusedClasses: [],
    detrimentClasses: [],
    consents: [],
    relationship: noRelationship,
    unredacted: {},
    ...overrides,
  };
}

export function consent(overrides: Partial<ConsentRecord> = {}): ConsentRecord {
  return {
    reference: 'CONSENT-1',
    recordedBy: 'ODS:Y99001',
    giver: 'PARENT',
    capacity: 'PARENTAL_RESPONSIBILITY',
    capacityEstablished: true,
    decision: 'GIVEN',
    classes: ['HLT'],
    recipients: ['URN:100001'],
    purposes: ['WELLBEING'],
    decidedAt: `${day(-30)}T10:00:00Z`,
    expiresAt: null,
    withdrawnAt: null,
    ...overrides,
  };
}

/** A child whose records are all certain, unless said otherwise. */
export function child(
  records: readonly (ChildRecord | LinkedRecord)[],
  silent: Readonly<Record<string, Silence>> = {},
): LinkedChild {
  return {
    records: records.map((each) =>
      'outcome' in each ? each : { record: each, outcome: 'MATCH', rule: 'R3', linkedWith: [] },
    ),
    silent: new Map(Object.entries(silent)),
    unasked: new Set(),
  };
}

/** A caller about whom the control state holds nothing. */
export const nothingHeld: ControlFacts = { isSuspended: false, breakGlassesToday: 0, isPolicyHead: true };

export type Situation = {
  readonly who?: Partial<Practitioner>;
  readonly why?: Partial<Declaration>;
  readonly child: LinkedChild;
  readonly cells?: readonly Cell[];
  /** Absent: the control state holds nothing about the caller. */
  readonly control?: ControlFacts;
};

export function request(situation: Omit<Situation, 'child'>, by: Access = access): RequestDecision {
  return by.decideRequest(askedIn(situation));
}

/** Who asks, why and when: what a request and all its children are decided by. */
function askedIn({ who, why, control }: Omit<Situation, 'child'>) {
  return {
    practitioner: practitioner(who),
    declaration: declaration(why),
    today,
    now,
    control: control ?? nothingHeld,
  };
}

/** Decides the request and, when it is open, the child. */
export function decide(situation: Situation, by: Access = access): ChildDecision | RequestDecision {
  const asked = askedIn(situation);
  const decision = by.decideRequest(asked);
  if (decision.kind === 'REFUSED') return decision;
  const { child, cells = [] } = situation;
  return by.decideChild({ ...asked, request: decision, child, cells, entryAgency: null });
}

/** The decision for one cell; fails the test when the child or the request is refused. */
export function decideOne(
  situation: Situation,
  agency: string,
  disclosureClass: string,
  by: Access = access,
): CellDecision {
  const decision = decide(situation, by);
  if (decision.kind !== 'DECIDED') throw new Error(`Expected a decided child, got ${JSON.stringify(decision)}.`);
  return decision.cellOf(agency, disclosureClass, 'PLAIN');
}

/** What all records of a child of an age in years have in common. */
export function ofAge(years: number): Partial<ChildRecord> {
  const dateOfBirth = bornYearsAgo(years);
  return { dateOfBirth, lifecycle: { unborn: false, dateOfBirth, diedOn: null, participatingUntil: null } };
}

/** All records of a child who is tied to the caller as the overrides of one agency say. */
export function everywhere(
  overrides: Readonly<Record<string, Partial<ChildRecord>>> = {},
  common: Partial<ChildRecord> = {},
): readonly ChildRecord[] {
  return agencies.map((agency) => record(agency, { ...common, ...overrides[agency] }));
}
