import type { AccessMode, ControlFacts } from '../model/control.ts';
import type { Declaration } from '../model/declaration.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { Protocol, Schedule, Signatory } from '../model/protocol.ts';
import type { ScheduleConditions } from '../model/protocol-content.ts';
import { saysSomething } from '../model/says-something.ts';
import type { Instant, LocalDate } from '../model/words.ts';
import type { Bases } from './derive-bases.ts';
import { monthsBefore } from './local-dates.ts';
import { joinedConditions } from './obligations.ts';
import type { Facts } from './policy-engine.ts';

/** Who asks, why, and when. */
export type RequestInput = {
  readonly practitioner: Practitioner;
  readonly declaration: Declaration;
  readonly today: LocalDate;
  readonly now: Instant;
  readonly control: ControlFacts;
};

/** The schedules that cover one role of a caller today, and what that says of the second tier. */
export type ScheduleCover = {
  readonly state: 'VALID' | 'EXPIRED' | 'MISSING';
  readonly schedules: readonly string[];
  /** What they demand together; of schedules that are not valid today, what they would demand. Absent: nothing. */
  readonly conditions?: ScheduleConditions;
};

/** Finds the schedules for a role, a purpose and an organisation; EXPIRED: only such as are not valid today. */
export function scheduleCover(
  role: string,
  purpose: string,
  organisationKind: string,
  schedules: readonly Schedule[],
  today: LocalDate,
): ScheduleCover {
  const suiting = schedules.filter(
    (schedule) =>
      schedule.purposes.includes(purpose) &&
      schedule.roles.includes(role) &&
      schedule.organisationKinds.includes(organisationKind),
  );
  const valid = suiting.filter(({ validFrom, validUntil }) => validFrom <= today && today <= validUntil);
  const state = valid.length > 0 ? 'VALID' : suiting.length > 0 ? 'EXPIRED' : 'MISSING';
  const conditions = joinedConditions(valid.length > 0 ? valid : suiting);
  return { state, schedules: valid.map(({ id }) => id), conditions };
}

/** In what capacity and mode one of those who make a request is asked about. */
export type Standing = {
  readonly mode: AccessMode;
  readonly isMediator: boolean;
  /** Whether an emergency schedule covers the role today. */
  readonly isEmergencyScheduled: boolean;
  /** Whether the order that was declared is registered, and in force for the caller. */
  readonly hasOrder: boolean;
};

/** Reduces a request to the facts of the gates that need no child. */
export function requestFacts(
  { practitioner, declaration, today, now, control }: RequestInput,
  standing: Standing,
  signatory: Signatory | undefined,
  cover: ScheduleCover,
  basis: Bases['state'],
  protocol: Protocol,
): Facts {
  return {
    kind: practitioner.kind,
    isSuspended: practitioner.isSuspended || control.isSuspended,
    hasPersonId: practitioner.personId !== null,
    mode: standing.mode,
    isMediator: standing.isMediator,
    hasReason: saysSomething(declaration.reason),
    isPurposeScheduled: protocol.schedules.some(({ purposes }) => purposes.includes(declaration.purpose)),
    isSignatory: signatory !== undefined && signatory.signedOn !== null && signatory.signedOn <= today,
    schedule: cover.state,
    isTrained: isTrained(practitioner, today),
    isVetted: isVetted(practitioner, today, protocol),
    basis,
    needsDesignatedOfficer: cover.conditions?.designatedOfficers ?? false,
    needsWriting: cover.conditions?.written ?? false,
    isDesignatedOfficer: practitioner.designatedOfficer,
    isWritten: isWritten(declaration, now),
    isEmergency: declaration.emergency,
    hasOrder: standing.hasOrder,
    isEmergencyScheduled: standing.isEmergencyScheduled,
    isAcknowledged: declaration.breakGlass?.acknowledged === true && declaration.breakGlass.ground !== '',
    isBreakGlassExhausted: !mayBreakGlass(control, protocol),
    isPolicyHead: control.isPolicyHead,
  };
}

/** Whether training is current. */
export function isTrained({ trainedUntil }: Pick<Practitioner, 'trainedUntil'>, today: LocalDate): boolean {
  return trainedUntil !== null && today <= trainedUntil;
}

/** Whether the last vetting is recent enough. */
export function isVetted(
  { vettedOn }: Pick<Practitioner, 'vettedOn'>,
  today: LocalDate,
  { vettingMonths }: Pick<Protocol, 'vettingMonths'>,
): boolean {
  return vettedOn !== null && vettedOn <= today && monthsBefore(today, vettingMonths) <= vettedOn;
}

/** Whether the glass may be broken once more today; a count that cannot be read is too many. */
export function mayBreakGlass(
  { breakGlassesToday }: Pick<ControlFacts, 'breakGlassesToday'>,
  { breakGlass }: Pick<Protocol, 'breakGlass'>,
): boolean {
  return breakGlassesToday < breakGlass.perDay;
}

/** Whether the request was made in writing, by now. */
export function isWritten({ written }: Pick<Declaration, 'written'>, now: Instant): boolean {
  return written !== null && Date.parse(written.madeAt) <= Date.parse(now);
}
