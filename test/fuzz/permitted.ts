import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { relationshipOf } from '../../mocks/engine/relationship-of.ts';
import type { PersonaClaims } from '../../mocks/identity/personas.ts';
import type { StoredRecord } from '../../mocks/records/stored-record.ts';
import type { AgencyUnderTest } from '../harness/world.ts';
import type { Disclosed } from './disclosed-fields.ts';
import type { Held } from './held-data.ts';

/**
 * Who may have what, worked out from the domain reference (7.0, 7.4) once more: from the table of columns that
 * `test/access/matrix.yaml` states, and from what the mocks say of a child. Nothing of `src/` takes part, and no
 * policy is read.
 *
 * `may` is an upper bound and always meant: nothing above it is ever released. `must` is a lower bound and is stated
 * where the reference leaves no doubt: cells R, R rel and S, by a sufficient relationship other than a contact made
 * or the asker's word, at the agencies that disclose as the matrix says, of items without restrictions, of living
 * English children of plain families. One-sided (`may` alone) are therefore consent and exemptions, numbers,
 * mediated requests, orders, restricted and voluntary services, unborn, adult and deceased children, children in
 * Scotland and those whose records are made to be hard to link. Not asked for at all: break-glass and overrides.
 */
export type Level = 0 | 1 | 2;
/** How far something may, and has to, be shown: 0 not at all, 1 that it exists, 2 what it says. */
export type Bounds = { readonly may: Level; readonly must: Level };
/** What an item says of itself. */
export type Markers = {
  readonly custodian: string;
  readonly relevance: readonly string[];
  readonly restrictions: readonly string[];
  readonly about: string;
};

/** Somebody with a declaration. */
export type Asker = {
  readonly claims: PersonaClaims;
  readonly purpose: string;
  readonly exemption: string | null;
  readonly dryRun: boolean;
};

/** What one asker may have of one child. */
export type Permit = {
  /** Of a field of an item, or of the record itself. */
  readonly of: (held: Held, field: Disclosed, markers: readonly Markers[]) => Bounds;
  /** Of an identifier. */
  readonly number: (held: Held, scheme: string) => Bounds;
};

type Column = {
  readonly role: string;
  readonly purpose: string;
  readonly basis?: readonly string[];
  readonly breaksGlass?: boolean;
  readonly isWritten?: boolean;
  readonly order?: string;
  readonly onlyAt?: readonly string[];
  readonly presenceKnownAt?: readonly string[];
  readonly child?: {
    readonly ageYears?: number;
    readonly participates?: boolean;
    readonly diedDaysAgo?: number;
    readonly unborn?: boolean;
  };
  readonly cells: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, string>>;
};

const columns = (
  parse(readFileSync(join(import.meta.dirname, '../access/matrix.yaml'), 'utf8'), { merge: true }) as {
    columns: readonly Column[];
  }
).columns.filter(({ breaksGlass, order }) => breaksGlass !== true && order === undefined);

const systems = new Map(
  (
    parse(readFileSync('protocol/signatories.yaml', 'utf8')) as {
      signatories: readonly { organisation: string; agency?: string }[];
    }
  ).signatories.map(({ organisation, agency }) => [organisation, agency ?? null]),
);

/** Purposes for which anything at all is in the table, by role. */
export const purposesByRole: ReadonlyMap<string, readonly string[]> = new Map(
  [...new Set(columns.map(({ role }) => role))].map((role) => [
    role,
    [...new Set(columns.filter((column) => column.role === role).map(({ purpose }) => purpose))],
  ]),
);

const nothing: Bounds = { may: 0, must: 0 };
const today = (): string => new Date().toISOString().slice(0, 10);
const daily = ['ALLOCATED', 'TEAM', 'ROLL', 'REGISTERED', 'OPEN_REFERRAL'];
const allocated = ['ALLOCATED', 'TEAM', 'OPEN_REFERRAL'];
/** Domain reference 7.0, Relationship: what suffices for which purpose. */
const sufficient: Readonly<Record<string, readonly string[]>> = {
  WELLBEING: daily,
  EARLY_HELP: daily,
  EDU_PROVISION: daily,
  DIRECT_CARE: [...daily, 'CONTACT_MADE'],
  CIN_ASSESSMENT: allocated,
  OFFENDING_PREVENTION: allocated,
  LAC_CARE: allocated,
  CHILD_PROTECTION: [...daily, 'CONTACT_MADE', 'RESIDENT', 'ASSERTED'],
  CRIME_INVESTIGATION: [...daily, 'CONTACT_MADE', 'RESIDENT', 'ASSERTED'],
  CME: ['RESIDENT'],
  SAR: ['SELF', 'PARENT_OF'],
};
const onTheirWord = ['SOCIAL_WORKER', 'EDT', 'POLICE_CP', 'ED_CLINICIAN'];
const doubtful = ['CONTACT_MADE', 'ASSERTED', 'SELF', 'PARENT_OF'];

/** That an agency holds a record tells what it works with: known to those who may know of this class. */
const statusClass: Partial<Readonly<Record<AgencyUnderTest, string>>> = {
  'social-care': 'SCS',
  'youth-justice': 'YJS',
  police: 'POL',
  housing: 'INV',
  voluntary: 'INV',
};
const likeTheMatrix: readonly AgencyUnderTest[] = [
  'education',
  'health',
  'social-care',
  'youth-justice',
  'police',
  'housing',
];
const shieldedClasses = ['ADR', 'UNI', 'INV'];

type Stage = 'UNBORN' | 'CHILD' | 'PARTICIPATING' | 'DECEASED' | 'ARCHIVED_Y1' | 'ARCHIVED';

/** What is known of one child, and how the agencies fare just now. */
export type Circumstances = {
  readonly child: readonly Held[];
  /** Whether the child's records are easy to link, so that lower bounds can be given. */
  readonly isPlain: boolean;
  /** Agencies that fail in any way, so that nothing of theirs is sure. */
  readonly failing: ReadonlySet<string>;
  /** Those of them that surely do not answer the questions that everything else is decided by. */
  readonly silent: ReadonlySet<string>;
};

/** Works out what somebody may have of one child. */
export function permitFor(asker: Asker, { child, isPlain, failing, silent }: Circumstances): Permit {
  const { claims, purpose } = asker;
  const own = systems.get(claims.organisation) ?? null;
  const stages = child.map(({ record }) => stageOf(record));
  const isLiving = stages.every((stage) => stage === 'CHILD');
  const shield = shieldOf(child, failing, silent);
  const isClosedByShield = shield === 'SHIELDED' || shield === 'UNKNOWN';
  const heard = child.filter(({ agency }) => !failing.has(agency));
  const refused = new Set(child.flatMap(({ record }) => record.restrictions.refusedClasses));
  const anyRefusal = child.some(({ record }) =>
    record.consents.some((consent) => consent.decision === 'REFUSED' || consent.withdrawnAt !== null),
  );
  const found = columnsFor(asker, stages);
  const tied = relationshipsOf(asker, child);
  const surelyTied = relationshipsOf(asker, heard);
  const enough = purpose === 'DATA_QUALITY' || purpose === 'REVIEW' ? null : (sufficient[purpose] ?? []);
  const isIn = mayAskAtAll(asker) && !hasConflict(asker, heard) && mayEnter(asker, stages);
  const mayBeIn = isIn && (enough === null || enough.some((each) => tied.has(each)));
  const mustBeIn =
    isIn &&
    isPlain &&
    isLiving &&
    !hasConflict(asker, child) &&
    !anyRefusal &&
    asker.exemption === null &&
    claims.kind === 'PRACTITIONER' &&
    claims.act === undefined &&
    enough !== null &&
    enough.some((each) => surelyTied.has(each) && !doubtful.includes(each));

  const cellBounds = (agency: AgencyUnderTest, name: string, markers: Markers): Bounds => {
    let may: Level = 0;
    let must: Level = 0;
    for (const column of found) {
      const cell = column.cells[name] ?? '-';
      const bounds = meaning(cell, {
        isOwn: markers.custodian === claims.organisation,
        isRelevant: markers.relevance.includes(purpose),
        isOpenedByConsent: asker.exemption !== null || hasConsent(asker, child, name),
        isExempt: asker.exemption === 'SIGNIFICANT_HARM',
      });
      may = higher(may, bounds.may);
      if (!failing.has(agency) && likeTheMatrix.includes(agency) && column.onlyAt === undefined)
        must = higher(must, bounds.must);
    }
    return { may, must };
  };

  /** Whether the agency's holding anything may be known; an upper and a lower bound. */
  const presence = ({ agency, record }: Held): { readonly may: boolean; readonly must: boolean } => {
    if (agency === own) return { may: true, must: true };
    const status = statusClass[agency];
    if (status === undefined) return { may: true, must: true };
    if (found.some((column) => column.presenceKnownAt?.includes(agency))) return { may: true, must: true };
    const hidden = shieldedClasses.includes(status) && shield !== 'NONE';
    const known = cellBounds(agency, status, anyItem(record, purpose));
    return { may: known.may > 0 && !(hidden && isClosedByShield), must: known.must > 0 && !hidden };
  };

  const ofClass = (held: Held, name: string, isContact: boolean, markers: readonly Markers[]): Bounds => {
    if (!mayBeIn) return nothing;
    const { agency, record } = held;
    const present = presence(held);
    if (!present.may) return nothing;
    if (record.unlisted && record.custodian !== claims.organisation) return nothing;
    if (agency === 'sexual-health' && name !== 'SENS' && record.custodian !== claims.organisation) return nothing;
    const isShieldable = shieldedClasses.includes(name) || isContact;
    if (isShieldable && isClosedByShield) return nothing;
    if (claims.kind === 'PARENT' && (name === 'ADR' || isContact)) return nothing;
    if (record.restrictions.detrimentClasses.includes(name)) return nothing;
    // Of a record itself every item is: it says of itself no more than whose it is.
    const items = markers.length > 0 ? markers : [plain(record)];
    let bounds: Bounds = {
      may: 2,
      must: mustBeIn && present.must && !refused.has(name) && !(isShieldable && shield !== 'NONE') ? 2 : 0,
    };
    for (const item of items) bounds = lower(bounds, cellBounds(agency, name, item));
    for (const item of items) bounds = lower(bounds, itemBounds(agency, item));
    return bounds;
  };

  /** What an item's own markers leave of it. */
  const itemBounds = (agency: AgencyUnderTest, item: Markers): Bounds => {
    if (item.about !== 'CHILD' && item.about !== 'ADULT') return nothing;
    if (item.restrictions.some((each) => !mayHaveRestricted(asker, each))) return nothing;
    const isPlainItem = item.restrictions.length === 0 && item.about === 'CHILD';
    const adult = item.about === 'ADULT' ? cellBounds(agency, 'ADU', item).may : 2;
    return { may: adult, must: isPlainItem ? 2 : 0 };
  };

  return {
    of: (held, field, markers) => {
      let bounds = ofClass(held, field.class, field.isContact, markers);
      // A second class is revealed by the way: it is enough that there may be anything of it to know of.
      const second = field.alongside;
      const isPresence = second !== null && second === statusClass[held.agency] && presence(held).may;
      if (second !== null && !isPresence && ofClass(held, second, false, [anyItem(held.record, purpose)]).may === 0)
        bounds = nothing;
      if (field.alongside !== null) bounds = { ...bounds, must: 0 };
      if (!field.isExistence) bounds = { may: bounds.may === 2 ? 2 : 0, must: bounds.must === 2 ? 2 : 0 };
      return asker.dryRun ? nothing : bounds;
    },
    number: (held, scheme) => {
      if (!mayBeIn || asker.dryRun || !presence(held).may) return nothing;
      const cells = found.map((column) => column.numbers[scheme] ?? '-');
      const isOwn = held.record.custodian === claims.organisation;
      const isOpen = cells.some((cell) => cell === 'R' || (cell === 'S' && isOwn));
      return { may: isOpen ? 2 : 0, must: 0 };
    },
  };
}

/** A cell of the matrix, as its legend has it. */
function meaning(
  cell: string,
  is: { isOwn: boolean; isRelevant: boolean; isOpenedByConsent: boolean; isExempt: boolean },
): Bounds {
  const when = (isSo: boolean): Bounds => (isSo ? { may: 2, must: 2 } : nothing);
  const perhaps = (isSo: boolean): Bounds => ({ may: isSo ? 2 : 0, must: 0 });
  switch (cell) {
    case 'R':
      return when(true);
    case 'R rel':
      return when(is.isRelevant);
    case 'S':
      return when(is.isOwn);
    case 'S rel':
      return when(is.isOwn && is.isRelevant);
    case 'C':
      return perhaps(is.isOpenedByConsent);
    case 'C rel':
      return perhaps(is.isOpenedByConsent && is.isRelevant);
    case 'R own/C':
      return is.isOwn ? when(true) : perhaps(is.isOpenedByConsent);
    case 'E':
    case 'P':
      return { may: 1, must: 0 };
    case 'P own R':
      return { may: is.isOwn ? 2 : 1, must: 0 };
    case 'P/R ex':
      return { may: is.isExempt ? 2 : 1, must: 0 };
    default:
      return nothing;
  }
}

/** The columns that apply; those of another stage of life where there is none of the child's own, as an upper bound. */
function columnsFor({ claims, purpose }: Asker, stages: readonly Stage[]): readonly Column[] {
  const ofRole = columns.filter((column) => claims.roles.includes(column.role) && column.purpose === purpose);
  const ofStage = ofRole.filter((column) => stages.includes(stageOfColumn(column)));
  return ofStage.length > 0 ? ofStage : ofRole.filter((column) => stageOfColumn(column) === 'CHILD');
}

function stageOfColumn({ child = {} }: Column): Stage {
  if (child.unborn === true) return 'UNBORN';
  if (child.diedDaysAgo !== undefined) return 'DECEASED';
  const age = child.ageYears ?? 9;
  if (age < 18) return 'CHILD';
  return child.participates === true ? 'PARTICIPATING' : 'ARCHIVED_Y1';
}

/** Domain reference 7.0, Lifecycle: a function of facts. */
function stageOf({ lifecycle }: StoredRecord): Stage {
  const { unborn, dateOfBirth, diedOn, participatingUntil } = lifecycle;
  const now = today();
  if (unborn) return 'UNBORN';
  const yearsSince = (day: string): number =>
    Number(now.slice(0, 4)) - Number(day.slice(0, 4)) - (now.slice(5) < day.slice(5) ? 1 : 0);
  if (diedOn !== null) return yearsSince(diedOn) < 1 ? 'DECEASED' : 'ARCHIVED';
  const age = dateOfBirth === null ? 0 : yearsSince(dateOfBirth);
  if (age < 18) return 'CHILD';
  if (age <= 25 && participatingUntil !== null && participatingUntil >= now) return 'PARTICIPATING';
  return age === 18 ? 'ARCHIVED_Y1' : 'ARCHIVED';
}

function mayEnter({ claims, purpose }: Asker, stages: readonly Stage[]): boolean {
  if (stages.length === 0) return false;
  const isArchived = (stage: Stage): boolean => stage === 'ARCHIVED' || stage === 'ARCHIVED_Y1';
  if (!stages.every(isArchived)) return true;
  return purpose === 'REVIEW' && claims.roles.includes('DATA_MANAGER') && stages.includes('ARCHIVED_Y1');
}

/** G0 to G3: who may make a request about a child at all. */
function mayAskAtAll({ claims, purpose }: Asker): boolean {
  if (claims.kind === 'SUBJECT' || claims.kind === 'PARENT') return purpose === 'SAR' && claims.personId !== undefined;
  if (claims.kind !== 'PRACTITIONER') return false;
  const now = today();
  return systems.has(claims.organisation) && (claims.trainedUntil ?? '') >= now && (claims.vettedOn ?? '9') <= now;
}

function hasConflict({ claims }: Asker, child: readonly Held[]): boolean {
  if (claims.kind === 'PRACTITIONER' && claims.declaredConflicts === undefined) return true;
  const ids = claims.staffIds ?? [];
  return child.some(({ record }) =>
    record.ties.excludedStaff.some((each) => ids.some((id) => id.scheme === each.scheme && id.value === each.value)),
  );
}

function relationshipsOf({ claims }: Asker, child: readonly Held[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { record } of child) {
    const facts = relationshipOf(
      record,
      {
        organisation: claims.organisation,
        staffIds: claims.staffIds ?? [],
        teams: claims.teams ?? [],
        groups: claims.groups ?? [],
        ownGroupsOnly: claims.roles.some((role) => ['TEACHER', 'CLASSROOM_ASSISTANT'].includes(role)),
        subject: claims.personId ?? null,
        reference: null,
        mediatorStaffIds: [],
      } as unknown as Parameters<typeof relationshipOf>[1],
      today(),
    );
    if (facts.allocated) found.add('ALLOCATED');
    if (facts.team) found.add('TEAM');
    if (facts.roll) found.add('ROLL');
    if (facts.registered) found.add('REGISTERED');
    if (facts.openReferral) found.add('OPEN_REFERRAL');
    if (facts.contactMadeOn !== null) found.add('CONTACT_MADE');
    if (facts.resident) found.add('RESIDENT');
    if (facts.isSelf && claims.kind === 'SUBJECT') found.add('SELF');
    if (facts.holdsParentalResponsibility && claims.kind === 'PARENT') found.add('PARENT_OF');
  }
  if (claims.roles.some((role) => onTheirWord.includes(role))) found.add('ASSERTED');
  return found;
}

/** Whether a consent is anywhere that could open a class to this recipient for this purpose. */
function hasConsent({ claims, purpose }: Asker, child: readonly Held[], name: string): boolean {
  const noConsentNeeded = ['CHILD_PROTECTION', 'CRIME_INVESTIGATION'].includes(purpose);
  return (
    noConsentNeeded ||
    child.some(({ record }) =>
      record.consents.some(
        (consent) =>
          consent.decision === 'GIVEN' &&
          consent.withdrawnAt === null &&
          consent.classes.some((each) => each === name) &&
          consent.recipients.some((each) => each === claims.organisation) &&
          consent.purposes.some((each) => each === purpose),
      ),
    )
  );
}

/** A shield at one agency is one at all; the custodian's silence counts as one. UNSURE: perhaps. */
function shieldOf(
  child: readonly Held[],
  failing: ReadonlySet<string>,
  silent: ReadonlySet<string>,
): 'NONE' | 'SHIELDED' | 'UNKNOWN' | 'UNSURE' {
  const shielding = child.filter(({ record }) => record.restrictions.shielded);
  if (shielding.some(({ agency }) => !failing.has(agency))) return 'SHIELDED';
  if (silent.has(custodianOfShields)) return 'UNKNOWN';
  return shielding.length > 0 || failing.has(custodianOfShields) ? 'UNSURE' : 'NONE';
}
const custodianOfShields = 'social-care';

/** G12, G13: who may have items that bear a restriction. */
function mayHaveRestricted({ claims, purpose }: Asker, restriction: string): boolean {
  const isPractitioner = claims.kind === 'PRACTITIONER';
  const enquiry = ['CHILD_PROTECTION', 'CRIME_INVESTIGATION'].includes(purpose);
  const protecting = enquiry || ['CIN_ASSESSMENT', 'OFFENDING_PREVENTION', 'REVIEW'].includes(purpose);
  const has = (...roles: readonly string[]): boolean => roles.some((role) => claims.roles.includes(role));
  switch (restriction) {
    case 'ABUSE_DATA':
      return isPractitioner || claims.kind === 'SUBJECT';
    case 'THIRD_PARTY':
      return (
        protecting && has('DSL', 'SOCIAL_WORKER', 'CSC_MANAGER', 'EDT', 'POLICE_CP', 'POLICE_DESIGNATED', 'REVIEWER')
      );
    case 'CRIMINAL_DATA':
      return (isPractitioner && protecting) || (claims.kind === 'SUBJECT' && purpose === 'SAR');
    case 'SERIOUS_HARM':
      return isPractitioner && enquiry;
    case 'SUB_JUDICE':
      return enquiry && has('SOCIAL_WORKER', 'CSC_MANAGER', 'EDT', 'POLICE_CP');
    default:
      return false;
  }
}

const plain = (record: StoredRecord): Markers => ({
  custodian: record.custodian,
  relevance: [],
  restrictions: [],
  about: 'CHILD',
});

const anyItem = (record: StoredRecord, purpose: string): Markers => ({ ...plain(record), relevance: [purpose] });
const higher = (one: Level, other: Level): Level => (one > other ? one : other);
/** The narrower of two. */
export const lower = (one: Bounds, other: Bounds): Bounds => ({
  may: one.may < other.may ? one.may : other.may,
  must: one.must < other.must ? one.must : other.must,
});
