import type { ChildRecord } from '../model/child-record.ts';
import type { Protocol } from '../model/protocol.ts';
import type { LocalDate } from '../model/words.ts';
import { daysBefore } from './local-dates.ts';

/** What ties the caller to the child as far as one agency's data are concerned. */
export type Relationships = {
  readonly values: readonly string[];
  /** Values that an agency whose word counts might have stated, had it answered. */
  readonly unanswered: readonly string[];
};

/** The relationship that rests on nothing but what the caller says. */
export const bareWord = 'ASSERTED';

/** A set of relationships: one bit each. */
export type RelationshipSet = number;

/** The relationships of domain.md 7.0 that records state, each as a set of its own. */
export const relationshipBits = {
  ALLOCATED: 1 << 0,
  TEAM: 1 << 1,
  ROLL: 1 << 2,
  REGISTERED: 1 << 3,
  OPEN_REFERRAL: 1 << 4,
  CONTACT_MADE: 1 << 5,
  RESIDENT: 1 << 6,
  SELF: 1 << 7,
  REFERENCE: 1 << 8,
  PARENT_OF: 1 << 9,
} as const;

/** All that one record states, contact made from a day on counting. */
export function statedBy({ relationship }: ChildRecord, today: LocalDate, since: LocalDate): RelationshipSet {
  const { contactMadeOn } = relationship;
  const isContactMade = contactMadeOn !== null && since <= contactMadeOn && contactMadeOn <= today;
  return (
    (relationship.allocated ? relationshipBits.ALLOCATED : 0) |
    (relationship.team ? relationshipBits.TEAM : 0) |
    (relationship.roll ? relationshipBits.ROLL : 0) |
    (relationship.registered ? relationshipBits.REGISTERED : 0) |
    (relationship.openReferral ? relationshipBits.OPEN_REFERRAL : 0) |
    (isContactMade ? relationshipBits.CONTACT_MADE : 0) |
    (relationship.resident ? relationshipBits.RESIDENT : 0) |
    (relationship.isSelf ? relationshipBits.SELF : 0) |
    (relationship.referenced ? relationshipBits.REFERENCE : 0) |
    (relationship.holdsParentalResponsibility ? relationshipBits.PARENT_OF : 0)
  );
}

/** The earliest day on which contact made counts as a relationship. */
export function contactSince(today: LocalDate, { contactMadeWithinDays }: Protocol): LocalDate {
  return daysBefore(today, contactMadeWithinDays);
}

/** Names a set's relationships, as policies know them; `stated` always with the caller's bare word. */
export function relationshipsIn(stated: RelationshipSet, unanswered: RelationshipSet): Relationships {
  // Only the caller's word: what it suffices for is for the policies to say.
  return { values: [...namesIn(stated), bareWord].sort(), unanswered: namesIn(unanswered) };
}

function namesIn(set: RelationshipSet): readonly string[] {
  return Object.entries(relationshipBits).flatMap(([value, bit]) => ((set & bit) === 0 ? [] : [value]));
}
