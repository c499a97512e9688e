import type { ChildInput } from '../../src/access/child-input.ts';
import type { RequestInput } from '../../src/access/request-facts.ts';
import type { ChildRecord, ConsentRecord, LinkedChild } from '../../src/model/child-record.ts';
import type { CallerKind, Practitioner } from '../../src/model/practitioner.ts';
import type { Protocol } from '../../src/model/protocol.ts';
import type { AgencyName, LocalDate } from '../../src/model/words.ts';
import type { RecordFile, RequestFile } from './explain-file.ts';

/** The request of a file as the gateway would decide it: nobody in particular, on a day. */
export function requestInput({ who, why }: RequestFile, today: LocalDate): RequestInput {
  const now = `${today}T12:00:00Z`;
  const practitioner: Practitioner = {
    kind: who.kind as CallerKind,
    subject: 'nobody in particular',
    organisation: who.organisation,
    roles: who.roles,
    trainedUntil: who.trained ? today : null,
    vettedOn: who.vetted ? today : null,
    designatedOfficer: who.designatedOfficer,
    mayOverrideShield: who.mayOverrideShield,
    isSuspended: who.suspended,
    staffIds: [],
    teams: [],
    groups: [],
    declaredConflicts: [],
    personId: who.kind === 'PRACTITIONER' ? null : { scheme: 'PERSON', value: 'nobody' },
    mediator: null,
    expiresAt: 0,
  };
  return {
    practitioner,
    declaration: {
      purpose: why.purpose,
      reason: why.reasonGiven ? 'as the file says' : '',
      basis: why.basis.length === 0 ? null : why.basis,
      informed: why.informed ?? null,
      exemption: why.exemption ?? null,
      written: why.written ? { reference: 'W', madeAt: now } : null,
      emergency: why.emergency,
      courtOrder: why.courtOrder === undefined ? null : { ...why.courtOrder, expiresOn: today },
      override: why.overrideShield ? { acknowledged: true, reason: 'as the file says' } : null,
      breakGlass: why.breakGlass ? { ground: 'as the file says', acknowledged: true } : null,
      dryRun: false,
    },
    today,
    now,
    control: { isSuspended: false, breakGlassesToday: 0, isPolicyHead: true },
  };
}

/** The child of a file: a record at each agency that the file lists. */
export function childInput(
  file: RequestFile,
  input: RequestInput,
  request: ChildInput['request'],
  protocol: Protocol,
): ChildInput {
  const { child } = file;
  const records = Object.entries(child.records).map(([agency, held]) => ({
    record: recordOf(agency, held, file, input, protocol),
    outcome: held.link,
    rule: 'as the file says',
    linkedWith: [],
  }));
  const linked: LinkedChild = {
    records,
    silent: new Map(child.silent.map((agency) => [agency, 'NO_RESPONSE' as const])),
    unasked: new Set(),
  };
  return { ...input, request, child: linked, cells: [], entryAgency: null };
}

function recordOf(
  agency: AgencyName,
  held: RecordFile,
  { child }: RequestFile,
  input: RequestInput,
  protocol: Protocol,
): ChildRecord {
  const { today } = input;
  const dateOfBirth = child.unborn ? null : yearsBefore(today, child.age);
  const custodian = protocol.signatories.find((signatory) => signatory.agency === agency)?.organisation ?? '';
  const has = (value: string): boolean => held.relationship.includes(value);
  return {
    agency,
    recordId: agency,
    identifiers: [],
    names: [],
    dateOfBirth,
    expectedDateOfDelivery: null,
    sex: null,
    postcodes: [],
    corroborates: { carer: false, school: false },
    custodian,
    lifecycle: {
      unborn: child.unborn,
      dateOfBirth,
      diedOn: child.diedYearsAgo === undefined ? null : yearsBefore(today, child.diedYearsAgo),
      participatingUntil: child.participates ? today : null,
    },
    isShielded: child.shielded,
    isLinkLocked: false,
    cannotLink: [],
    crossReferences: [],
    refusedClasses: held.refuses,
    detrimentClasses: held.detriment,
    consents: held.consents.map((given) => consentOf(given, custodian, child.age, input)),
    relationship: {
      allocated: has('ALLOCATED'),
      team: has('TEAM'),
      roll: has('ROLL'),
      registered: has('REGISTERED'),
      openReferral: has('OPEN_REFERRAL'),
      contactMadeOn: has('CONTACT_MADE') ? today : null,
      resident: has('RESIDENT'),
      isSelf: has('SELF'),
      holdsParentalResponsibility: has('PARENT_OF'),
      referenced: has('REFERENCE'),
      excluded: held.excludesCaller,
    },
    unredacted: {},
  };
}

function consentOf(
  given: RecordFile['consents'][number],
  recordedBy: string,
  age: number,
  { practitioner, declaration, today, now }: RequestInput,
): ConsentRecord {
  const before = `${yearsBefore(today, 1)}T12:00:00Z`;
  return {
    reference: 'the consent of the file',
    recordedBy,
    giver: given.by,
    capacity: given.by === 'PARENT' ? 'PARENTAL_RESPONSIBILITY' : age >= 16 ? 'PRESUMED_16' : 'GILLICK',
    capacityEstablished: true,
    decision: given.decision,
    classes: given.classes,
    recipients: [practitioner.organisation],
    purposes: [declaration.purpose],
    decidedAt: before,
    expiresAt: given.ended === 'EXPIRED' ? now : null,
    withdrawnAt: given.ended === 'WITHDRAWN' ? now : null,
  };
}

function yearsBefore(date: LocalDate, years: number): LocalDate {
  const day = date.slice(5) === '02-29' ? '02-28' : date.slice(5);
  return `${String(Number(date.slice(0, 4)) - years).padStart(4, '0')}-${day}`;
}
