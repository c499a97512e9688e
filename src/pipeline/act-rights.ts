import { GatewayError } from '../model/errors.ts';
import type { ControlState } from '../model/control-state.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { Protocol } from '../model/protocol.ts';
import type { LocalDate, OrganisationCode } from '../model/words.ts';
import { peopleOf } from './control-access.ts';

/** Who asks to act on the control state, and when. */
export type Actor = {
  readonly practitioner: Practitioner;
  readonly protocol: Protocol;
  readonly control: Pick<ControlState, 'factsOf'>;
  readonly now: number;
  readonly today: LocalDate;
};

/**
 * Which cases the caller may review; throws where none. `notOf`: none of that organisation's, for
 * roles that manage people there.
 */
export async function reviewScope(actor: Actor): Promise<{ readonly notOf: OrganisationCode | null }> {
  const { practitioner, protocol } = actor;
  const rules = protocol.control.reviewers.filter(({ role }) => practitioner.roles.includes(role));
  if (rules.length === 0 || !(await mayAct(actor))) throw notPermitted(protocol);
  return { notOf: rules.some(({ of }) => of === 'ANY') ? null : practitioner.organisation };
}

/** Throws unless the caller may suspend accounts and lift suspensions. */
export async function requireSuspender(actor: Actor): Promise<void> {
  const { practitioner, protocol } = actor;
  const isSuspender = practitioner.roles.some((role) => protocol.control.suspenders.includes(role));
  if (!isSuspender || !(await mayAct(actor))) throw notPermitted(protocol);
}

/** Throws unless the caller may judge whether records are one child's (domain.md 8 no. 18). */
export async function requireJudge(actor: Actor): Promise<void> {
  const { practitioner, protocol } = actor;
  const isJudge = practitioner.roles.some((role) => protocol.matchVerdicts.judges.includes(role));
  if (!isJudge || !(await mayAct(actor))) throw notPermitted(protocol);
}

/** A practitioner of a signatory, in person, whose own account is in order. */
async function mayAct({ practitioner, protocol, control, now, today }: Actor): Promise<boolean> {
  const { kind, mediator, organisation } = practitioner;
  const signedOn = protocol.signatories.find((signatory) => signatory.organisation === organisation)?.signedOn ?? null;
  const isSuspended = practitioner.isSuspended || (await control.factsOf(peopleOf(practitioner), now)).isSuspended;
  return kind === 'PRACTITIONER' && mediator === null && signedOn !== null && signedOn <= today && !isSuspended;
}

function notPermitted({ codes, generalContact, generalRoute }: Protocol): GatewayError {
  const { gate, code } = codes.notPermitted;
  return new GatewayError(code, 'The protocol does not give this to the caller.', {
    extensions: { gate, route: { kind: generalRoute, needs: [], contact: generalContact } },
  });
}
