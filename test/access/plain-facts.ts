import { jurisdictionOf } from '../../src/access/jurisdiction.ts';
import type { Lifecycle } from '../../src/access/lifecycle.ts';
import { daysBefore } from '../../src/access/local-dates.ts';
import type { ChildRecord, LinkedChild, LinkOutcome } from '../../src/model/child-record.ts';
import { type Declaration, declaredReference } from '../../src/model/declaration.ts';
import type { Protocol } from '../../src/model/protocol.ts';
import type { AgencyName, LocalDate } from '../../src/model/words.ts';

/** What the facts about a child are reduced from. */
type Input = {
  readonly declaration: Declaration;
  readonly child: LinkedChild;
  readonly ownSystem: AgencyName | null;
  readonly agencies: readonly AgencyName[];
  readonly protocol: Protocol;
  readonly today: LocalDate;
};

const certainty: readonly LinkOutcome[] = ['MATCH', 'POSSIBLE', 'CONFLICT'];

/**
 * Reduces the facts of all agencies' records, each from all of them, as `createReadChildFacts` does in one go. What restricts counts from any agency and any link;
 * what permits counts by the protocol's rules of authority; silence is an explicit worst case.
 */
export function plainFacts(input: Input) {
  const { child, agencies, protocol, today } = input;
  const records = child.records.map(({ record }) => record);
  const certain = child.records.filter(({ outcome }) => outcome === 'MATCH').map(({ record }) => record);
  const born = ageOf(certain, today);
  const age = born === null && certain.some(({ lifecycle }) => lifecycle.unborn) ? 0 : born;
  return {
    shield: shieldOf(child, agencies, protocol),
    competence: age === null ? 'UNKNOWN' : age >= protocol.competentAt ? 'PRESUMED' : 'NOT_PRESUMED',
    age,
    detriment: new Set(records.flatMap(({ detrimentClasses }) => detrimentClasses)),
    byAgency: new Map(agencies.map((agency) => [agency, agencyFacts(agency, certain, input)])),
  };
}

function agencyFacts(agency: AgencyName, certain: readonly ChildRecord[], input: Input) {
  const { child, protocol, today } = input;
  const own = child.records.filter(({ record }) => record.agency === agency);
  const participates = certain.some(
    ({ agency: speaker, lifecycle: { participatingUntil } }) =>
      (speaker === agency || protocol.custodians.participation.includes(speaker)) &&
      participatingUntil !== null &&
      today <= participatingUntil,
  );
  return {
    ...relationshipsFor(agency, child, input, input.agencies, protocol, today),
    link: certainty.find((outcome) => own.some((linked) => linked.outcome === outcome)) ?? 'NONE',
    lifecycle: lifecycleOf(certain, participates, protocol.lifecycle, today),
    refused: new Set(own.flatMap(({ record }) => record.refusedClasses)),
    laws: [...new Set(own.map(({ record }) => jurisdictionOf(record.custodian, protocol)))].sort(),
  };
}

/** domain.md 7.0: a shield spreads over every link; while a custodian of shields is silent it is not known. */
function shieldOf(
  child: LinkedChild,
  agencies: readonly AgencyName[],
  protocol: Protocol,
): 'NONE' | 'SHIELDED' | 'UNKNOWN' {
  if (child.records.some(({ record }) => record.isShielded)) return 'SHIELDED';
  const isSilent = protocol.custodians.shield.some((agency) => child.silent.has(agency) || !agencies.includes(agency));
  return isSilent ? 'UNKNOWN' : 'NONE';
}

/** The relationship that rests on nothing but what the caller says. */
const bareWord = 'ASSERTED';

/** The relationship of an order or a review: none without the reference that the caller names. */
const reference = 'REFERENCE';

type Statement = (record: ChildRecord, since: LocalDate, today: LocalDate) => boolean;

/** How each relationship of domain.md 7.0 is stated by a record. */
const statements: Readonly<Record<string, Statement>> = {
  ALLOCATED: ({ relationship }) => relationship.allocated,
  TEAM: ({ relationship }) => relationship.team,
  ROLL: ({ relationship }) => relationship.roll,
  REGISTERED: ({ relationship }) => relationship.registered,
  OPEN_REFERRAL: ({ relationship }) => relationship.openReferral,
  CONTACT_MADE: ({ relationship: { contactMadeOn } }, since, today) =>
    contactMadeOn !== null && since <= contactMadeOn && contactMadeOn <= today,
  RESIDENT: ({ relationship }) => relationship.resident,
  SELF: ({ relationship }) => relationship.isSelf,
  [reference]: ({ relationship }) => relationship.referenced,
};

/**
 * Collects the relationships that count for one agency's data: what the custodians of each say for
 * all, and what the agency itself says for its own (DESIGN 3, Authority of facts). Parental
 * responsibility counts by its custodian's word only. Records that are not certainly the child's
 * state nothing.
 */
function relationshipsFor(
  agency: AgencyName,
  child: LinkedChild,
  caller: {
    readonly declaration: Declaration;
    readonly ownSystem: AgencyName | null;
  },
  agencies: readonly AgencyName[],
  protocol: Protocol,
  today: LocalDate,
) {
  const since = daysBefore(today, protocol.contactMadeWithinDays);
  const certain = child.records.filter(({ outcome }) => outcome === 'MATCH').map(({ record }) => record);
  const values: string[] = [];
  const unanswered: string[] = [];
  const consider = (value: string, deciders: readonly AgencyName[], isStated: Statement): void => {
    if (certain.some((record) => deciders.includes(record.agency) && isStated(record, since, today)))
      values.push(value);
    else if (deciders.some((decider) => child.silent.has(decider) || !agencies.includes(decider)))
      unanswered.push(value);
  };

  for (const [value, isStated] of Object.entries(statements)) {
    if (value === reference && declaredReference(caller.declaration) === null) continue;
    const custodians = (protocol.custodians.relationship[value] ?? []).map((custodian) =>
      custodian === 'OWN_SYSTEM' ? caller.ownSystem : custodian,
    );
    consider(value, [agency, ...custodians.filter((custodian) => custodian !== null)], isStated);
  }
  consider(
    'PARENT_OF',
    protocol.custodians.parentalResponsibility,
    (record) => record.relationship.holdsParentalResponsibility,
  );

  // Only the caller's word: what it suffices for is for the policies to say.
  values.push(bareWord);
  return { values: values.sort(), unanswered };
}

const yearsArchived = 6;

/**
 * Computes the lifecycle from the records that are certainly the child's. Where they differ, what
 * restricts counts: the earliest date of birth, any date of death. `participates` is a fact that
 * permits, so the caller of this function says whose word it is.
 */
function lifecycleOf(
  records: readonly ChildRecord[],
  participates: boolean,
  profile: Protocol['lifecycle'],
  today: LocalDate,
): Lifecycle {
  const died = earliest(records.map(({ lifecycle }) => lifecycle.diedOn));
  if (died !== null) {
    const years = wholeYears(died, today);
    if (years < 1) return 'DECEASED';
    return years < 1 + yearsArchived ? 'ARCHIVED' : 'PURGED';
  }
  const age = ageOf(records, today);
  if (age === null) return records.some(({ lifecycle }) => lifecycle.unborn) ? 'UNBORN' : 'UNKNOWN';
  if (age < profile.adultAt) return 'CHILD';
  if (participates && age <= profile.participatingUntil) return 'PARTICIPATING';
  if (age === profile.adultAt) return 'ARCHIVED_Y1';
  return age < profile.purgedAt ? 'ARCHIVED' : 'PURGED';
}

/** Age in whole years by the earliest date of birth; null when no record gives one. */
function ageOf(records: readonly ChildRecord[], today: LocalDate): number | null {
  const born = earliest(records.map(({ lifecycle }) => lifecycle.dateOfBirth));
  return born === null ? null : wholeYears(born, today);
}

/** Whole years between two dates; a day that a year does not have counts from the next. */
function wholeYears(from: LocalDate, to: LocalDate): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

function earliest(dates: readonly (LocalDate | null)[]): LocalDate | null {
  return dates.reduce((first, date) => (date !== null && (first === null || date < first) ? date : first), null);
}
