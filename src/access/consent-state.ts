import type { ConsentRecord, LinkedChild } from '../model/child-record.ts';
import type { Protocol } from '../model/protocol.ts';
import type { Jurisdiction } from '../model/protocol-content.ts';
import type { AgencyName, DisclosureClass, Instant, OrganisationCode, Purpose } from '../model/words.ts';
import { jurisdictionOf } from './jurisdiction.ts';

/** What consent says of one class of one agency's data, for this recipient and purpose (domain.md 3.4). */
export type ConsentState = {
  readonly state: 'NONE' | 'GIVEN' | 'REFUSED' | 'WITHDRAWN' | 'EXPIRED';
  /** Whether the record behind the state names the recipient; only then may the state itself be told. */
  readonly isNamed: boolean;
  /** The reference of the consent that holds; null otherwise. */
  readonly reference: string | null;
};

/** What a consent is asked about. `age` in whole years, null when not known. */
export type ConsentQuestion = {
  readonly agency: AgencyName;
  readonly class: DisclosureClass;
  readonly recipient: OrganisationCode;
  readonly purpose: Purpose;
  readonly now: Instant;
  readonly age: number | null;
};

/** Nobody was asked, or nobody answered. */
export const noConsent: ConsentState = Object.freeze({ state: 'NONE', isNamed: false, reference: null });

/** A consent record, whose it is, and whether that record is certainly the child's. */
export type HeardConsent = {
  readonly consent: ConsentRecord;
  readonly agency: AgencyName;
  readonly isCertain: boolean;
};

/** All consent records of a child, of any agency and link. */
export function heardConsents(child: LinkedChild): readonly HeardConsent[] {
  return child.records.flatMap(({ record, outcome }) =>
    record.consents.map((consent) => ({ consent, agency: record.agency, isCertain: outcome === 'MATCH' })),
  );
}

/**
 * Reduces the consent records of a child. A refusal or withdrawal counts from any agency and link; a
 * consent only from the agency that owns the data or a custodian of consents, which recorded it
 * itself and answered, on a record that is certainly the child's. A refusal by a child who can
 * decide, or by a holder of parental responsibility, beats every consent until it is withdrawn.
 */
export function consentState(
  records: readonly HeardConsent[],
  question: ConsentQuestion,
  protocol: Protocol,
): ConsentState {
  if (records.length === 0) return noConsent;
  const now = Date.parse(question.now);
  const age = question.age;

  const refusal = records.find(
    ({ consent }) =>
      consent.decision === 'REFUSED' &&
      restricts(consent, question) &&
      isCapable(consent, age, protocol) &&
      !hasEnded(consent, now),
  );
  if (refusal !== undefined) return stateOf('REFUSED', refusal.consent, question);

  const agreed = records.filter(({ consent }) => consent.decision === 'GIVEN');
  const withdrawals = agreed.filter(
    ({ consent }) =>
      restricts(consent, question) && isCapable(consent, age, protocol) && isPast(consent.withdrawnAt, now),
  );
  const holding = agreed.find(
    ({ consent, agency, isCertain }) =>
      isCertain &&
      counts(consent, agency, question, protocol) &&
      covers(consent, question) &&
      mayDecide(consent, age, protocol) &&
      Date.parse(consent.decidedAt) <= now &&
      !hasEnded(consent, now) &&
      !withdrawals.some((withdrawal) => beats(withdrawal.consent, consent)),
  );
  if (holding !== undefined) return stateOf('GIVEN', holding.consent, question);

  const withdrawal = withdrawals[0];
  if (withdrawal !== undefined) return stateOf('WITHDRAWN', withdrawal.consent, question);
  const expired = agreed.find(({ consent }) => covers(consent, question) && isPast(consent.expiresAt, now));
  return expired === undefined ? noConsent : stateOf('EXPIRED', expired.consent, question);
}

function stateOf(state: ConsentState['state'], consent: ConsentRecord, question: ConsentQuestion): ConsentState {
  return {
    state,
    isNamed: consent.recipients.includes(question.recipient),
    reference: state === 'GIVEN' ? consent.reference : null,
  };
}

/** Whose consent records count for this agency's data; hearsay about another agency's never does. */
function counts(consent: ConsentRecord, agency: AgencyName, question: ConsentQuestion, protocol: Protocol): boolean {
  if (agency !== question.agency && !protocol.custodians.consent.includes(agency)) return false;
  return protocol.signatories.find(({ organisation }) => organisation === consent.recordedBy)?.agency === agency;
}

function covers(consent: ConsentRecord, question: ConsentQuestion): boolean {
  return (
    consent.classes.includes(question.class) &&
    consent.recipients.includes(question.recipient) &&
    consent.purposes.includes(question.purpose)
  );
}

/** As `covers`, but what a restriction leaves open it means for all. */
function restricts(consent: ConsentRecord, question: ConsentQuestion): boolean {
  return (
    meansOrIncludes(consent.classes, question.class) &&
    meansOrIncludes(consent.recipients, question.recipient) &&
    meansOrIncludes(consent.purposes, question.purpose)
  );
}

/** Whether the giver could refuse or withdraw at all. */
function isCapable(consent: ConsentRecord, age: number | null, protocol: Protocol): boolean {
  if (consent.giver === 'PARENT') return consent.capacity === 'PARENTAL_RESPONSIBILITY';
  const { presumedCapable } = lawOf(consent, protocol);
  const presumedAt = presumedCapable?.[consent.capacity];
  if (presumedAt !== undefined) return age === null || age >= presumedAt;
  return consent.capacity !== 'PARENTAL_RESPONSIBILITY' && consent.capacityEstablished;
}

/** Whether the giver could consent: stricter than refusing, since it opens. */
function mayDecide(consent: ConsentRecord, age: number | null, protocol: Protocol): boolean {
  if (age === null || !consent.capacityEstablished) return false;
  const { presumedCapable, parentsDecideBelow } = lawOf(consent, protocol);
  if (consent.giver === 'PARENT')
    return (
      consent.capacity === 'PARENTAL_RESPONSIBILITY' && parentsDecideBelow !== undefined && age < parentsDecideBelow
    );
  const presumedAt = presumedCapable?.[consent.capacity];
  return presumedAt === undefined ? consent.capacity === 'GILLICK' : age >= presumedAt;
}

/** Capacity is judged by the law of the organisation that recorded the decision (domain.md GIR-7). */
function lawOf({ recordedBy }: ConsentRecord, protocol: Protocol): Partial<Jurisdiction> {
  return protocol.jurisdictions.profiles[jurisdictionOf(recordedBy, protocol)] ?? {};
}

/** A withdrawal ends what was given before it; a child's own also what a parent gives after it. */
function beats(withdrawal: ConsentRecord, consent: ConsentRecord): boolean {
  if (withdrawal.giver === 'CHILD' && consent.giver === 'PARENT') return true;
  // Not "<=": a time that cannot be read must not save the consent.
  return !(Date.parse(consent.decidedAt) > Date.parse(withdrawal.withdrawnAt ?? ''));
}

function hasEnded(consent: ConsentRecord, now: number): boolean {
  return isPast(consent.withdrawnAt, now) || isPast(consent.expiresAt, now);
}

/** Whether a time was reached; one that cannot be read was. */
function isPast(instant: Instant | null, now: number): boolean {
  return instant !== null && !(Date.parse(instant) > now);
}

function meansOrIncludes(list: readonly string[], value: string): boolean {
  return list.length === 0 || list.includes(value);
}
