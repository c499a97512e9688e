import type { StoredConsent } from '../../mocks/records/stored-record.ts';
import { type Asker, lawOf, systemOf } from './asker.ts';
import { type Bounds, nothing } from './bounds.ts';
import type { Held } from './held-data.ts';

/** Presumed able to decide from this age, by law and by the code that a record gives (domain reference 3.4). */
const presumedFrom: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  EW: { PRESUMED_16: 16 },
  SCO: { PRESUMED_16: 16, PRESUMED_12: 12 },
};
/** From this age nobody consents in a young person's place. */
const parentsDecideBelow: Readonly<Record<string, number>> = { EW: 16, SCO: 12 };

/** What is asked of consents. */
export type ConsentQuestion = {
  readonly asker: Asker;
  /** Whose data. */
  readonly held: Held;
  readonly class: string;
  readonly age: number | null;
  /** All records of the child, and those whose agencies surely answer. */
  readonly child: readonly Held[];
  readonly heard: readonly Held[];
};

/**
 * What consent opens of a class of one agency's data: only what that agency recorded itself counts, and a refusal
 * or later withdrawal by somebody who could decide beats it, whoever recorded that (domain reference 3.4, 7.0).
 */
export function openedByConsent(question: ConsentQuestion): Bounds {
  const { asker, held, child, heard, age } = question;
  const given = held.record.consents.filter((each) => isGiven(each, question));
  if (given.length === 0) return nothing;
  const stands = (records: readonly Held[]): boolean =>
    !isRefused(records, question) &&
    given.some((each) => !withdrawalsIn(records, question).some((withdrawal) => isAfter(withdrawal, each)));
  const isAuthorised = (): boolean => asker.claims.kind !== 'PARENT' || given.some(({ giver }) => giver === 'CHILD');
  if (!isAuthorised() || age === null) return nothing;
  return { may: stands(heard) ? 2 : 0, must: stands(child) ? 2 : 0 };
}

/** Whether somebody who could refuse did so: general refusals mean everybody. */
function isRefused(records: readonly Held[], question: ConsentQuestion): boolean {
  return decisionsIn(records).some(
    (each) =>
      each.decision === 'REFUSED' && restricts(each, question) && isCapable(each, question.age) && !hasEnded(each),
  );
}

/** Whether a refusal, or a withdrawal, of it stands. */
export function isObjectedTo(records: readonly Held[], question: ConsentQuestion): boolean {
  const withdrawn = withdrawalsIn(records, question);
  const given = question.held.record.consents.filter((each) => isGiven(each, question));
  const isGivenAnew = given.some((each) => !withdrawn.some((withdrawal) => isAfter(withdrawal, each)));
  return isRefused(records, question) || (withdrawn.length > 0 && !isGivenAnew);
}

function isGiven(consent: StoredConsent, { asker, held, class: name, age }: ConsentQuestion): boolean {
  return (
    consent.decision === 'GIVEN' &&
    systemOf(consent.recordedBy) === held.agency &&
    consent.classes.some((each) => each === name) &&
    consent.recipients.includes(asker.claims.organisation) &&
    consent.purposes.some((each) => each === asker.purpose) &&
    mayDecide(consent, age) &&
    Date.parse(consent.decidedAt) <= Date.now() &&
    !hasEnded(consent)
  );
}

function withdrawalsIn(records: readonly Held[], question: ConsentQuestion): readonly StoredConsent[] {
  return decisionsIn(records).filter(
    (each) =>
      each.decision === 'GIVEN' &&
      isPast(each.withdrawnAt) &&
      restricts(each, question) &&
      isCapable(each, question.age),
  );
}

const decisionsIn = (records: readonly Held[]): readonly StoredConsent[] =>
  records.flatMap(({ record }) => record.consents);

const hasEnded = ({ withdrawnAt, expiresAt }: StoredConsent): boolean => isPast(withdrawnAt) || isPast(expiresAt);
const isPast = (instant: string | null): boolean => instant !== null && Date.parse(instant) <= Date.now();

/** A withdrawal ends what was given before it; a child's own also what a parent gives afterwards. */
function isAfter(withdrawal: StoredConsent, consent: StoredConsent): boolean {
  if (withdrawal.giver === 'CHILD' && consent.giver === 'PARENT') return true;
  return Date.parse(consent.decidedAt) <= Date.parse(withdrawal.withdrawnAt ?? '');
}

function restricts(consent: StoredConsent, { asker, class: name }: ConsentQuestion): boolean {
  const means = (list: readonly string[], value: string): boolean => list.length === 0 || list.includes(value);
  return (
    means(consent.classes, name) &&
    means(consent.recipients, asker.claims.organisation) &&
    means(consent.purposes, asker.purpose)
  );
}

/** Whether the giver could refuse; an unknown age is no reason to set a refusal aside. */
function isCapable({ giver, capacity, capacityEstablished, recordedBy }: StoredConsent, age: number | null): boolean {
  if (giver === 'PARENT') return capacity === 'PARENTAL_RESPONSIBILITY';
  const presumed = presumedFrom[lawOf(recordedBy)]?.[capacity];
  if (presumed !== undefined) return age === null || age >= presumed;
  return capacity !== 'PARENTAL_RESPONSIBILITY' && capacityEstablished;
}

/** Whether the giver could consent, which opens something: the witness says so, and the age is known. */
function mayDecide({ giver, capacity, capacityEstablished, recordedBy }: StoredConsent, age: number | null): boolean {
  if (age === null || !capacityEstablished) return false;
  const law = lawOf(recordedBy);
  if (giver === 'PARENT') return capacity === 'PARENTAL_RESPONSIBILITY' && age < (parentsDecideBelow[law] ?? 0);
  const presumed = presumedFrom[law]?.[capacity];
  return presumed === undefined ? capacity === 'GILLICK' : age >= presumed;
}
