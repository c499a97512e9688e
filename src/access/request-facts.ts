import type { ControlFacts } from '../model/control.ts';
import type { Declaration } from '../model/declaration.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { Protocol, Schedule, Signatory } from '../model/protocol.ts';
import type { Instant, LocalDate } from '../model/words.ts';
import type { Bases } from './derive-bases.ts';
import { monthsBefore } from './local-dates.ts';
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
  return { state, schedules: valid.map(({ id }) => id) };
}

/** Reduces a request to the facts of the gates that need no child. */
export function requestFacts(
  { practitioner, declaration, today, now, control }: RequestInput,
  signatory: Signatory | undefined,
  cover: ScheduleCover,
  basis: Bases['state'],
  protocol: Protocol,
): Facts {
  const { trainedUntil, vettedOn } = practitioner;
  return {
    kind: practitioner.kind,
    isSuspended: practitioner.isSuspended || control.isSuspended,
    hasPersonId: practitioner.personId !== null,
    isMediated: practitioner.mediator !== null,
    hasReason: declaration.reason.trim() !== '',
    isPurposeScheduled: protocol.schedules.some(({ purposes }) => purposes.includes(declaration.purpose)),
    isSignatory: signatory !== undefined && signatory.signedOn !== null && signatory.signedOn <= today,
    schedule: cover.state,
    isTrained: trainedUntil !== null && today <= trainedUntil,
    isVetted: vettedOn !== null && vettedOn <= today && monthsBefore(today, protocol.vettingMonths) <= vettedOn,
    basis,
    isDesignatedOfficer: practitioner.designatedOfficer,
    isWritten: declaration.written !== null && Date.parse(declaration.written.madeAt) <= Date.parse(now),
    isEmergency: declaration.emergency,
    declaresBreakGlass: declaration.breakGlass !== null,
  };
}
