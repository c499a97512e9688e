import type { ChildRecord, LinkedChild } from '../model/child-record.ts';
import { type Declaration, declaredReference } from '../model/declaration.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName, LocalDate } from '../model/words.ts';
import { daysBefore } from './local-dates.ts';

/** What ties the caller to the child as far as one agency's data are concerned. */
export type Relationships = {
  readonly values: readonly string[];
  /** Values that an agency whose word counts might have stated, had it answered. */
  readonly unanswered: readonly string[];
};

/** The relationship that rests on nothing but what the caller says. */
export const bareWord = 'ASSERTED';

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
export function relationshipsFor(
  agency: AgencyName,
  child: LinkedChild,
  caller: {
    readonly declaration: Declaration;
    readonly ownSystem: AgencyName | null;
  },
  agencies: readonly AgencyName[],
  protocol: Protocol,
  today: LocalDate,
): Relationships {
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
