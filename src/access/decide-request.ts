import type { AccessMode } from '../model/control.ts';
import type { LegalSlots, RequestDecision, RoleCover } from '../model/decision.ts';
import type { ObligationFacts } from '../model/protocol-content.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { Protocol, Signatory } from '../model/protocol.ts';
import type { AgencyName, DisclosureClass, Instant, LocalDate, Purpose } from '../model/words.ts';
import { combinedMode, modeOf } from './access-mode.ts';
import { orderScope } from './court-orders.ts';
import { type Bases, deriveBases } from './derive-bases.ts';
import { type Denial, explainForbidden, furthest } from './explain.ts';
import type { PolicyEngine, Question } from './policy-engine.ts';
import { fillSlots, slotCodesInForce } from './legal-slots.ts';
import { joinedConditions, obligationsBy, type OwedRules, rulesOwed } from './obligations.ts';
import { isWritten, type RequestInput, requestFacts, scheduleCover } from './request-facts.ts';
import { routeOf, smallestRemedies } from './routes.ts';

/** What stands for a caller without roles: every gate is tried, nothing is permitted. */
const noRole = 'NONE';

type Refused = Extract<RequestDecision, { kind: 'REFUSED' }>;
type Open = Extract<RequestDecision, { kind: 'OPEN' }>;
/** The roles of one person that may make the request, or why none may. */
type Tried = { readonly kind: 'OPEN'; readonly roles: readonly RoleCover[] } | Refused;

/**
 * Tries the gates that need no fact about a child (domain.md 7.0: G0, G4, G3, G1, G2, G5a), for each
 * of the caller's roles by itself. Open when one role passes; else refused with the code of the role
 * that came furthest, and the route that would let it pass. Where somebody mediates, both must pass,
 * and the earlier gate refuses.
 */
export function decideRequest(
  input: RequestInput,
  agencies: readonly AgencyName[],
  engine: PolicyEngine,
  protocol: Protocol,
): RequestDecision {
  return requestDecision(tryRequest(input, agencies, engine, protocol), protocol, input.now);
}

/** What a request comes to, but for the times by which something is owed: nothing in it is a person's own. */
export type RequestOutcome =
  | Refused
  | { readonly kind: 'OPEN'; readonly open: Omit<Open, 'obligations'>; readonly owed: OwedRules };

/** As `decideRequest`, whenever it is made on that day. */
export function tryRequest(
  input: RequestInput,
  agencies: readonly AgencyName[],
  engine: PolicyEngine,
  protocol: Protocol,
): RequestOutcome {
  const { practitioner, declaration, today } = input;
  const { mediator } = practitioner;
  // The recipient is the requester's organisation, whoever mediates.
  const bases = deriveBases(declaration, signatoryOf(practitioner, protocol), agencies, protocol, today);
  const parts = { input, bases, engine, protocol };
  const requester = tryRoles(practitioner, false, parts);
  const mediating = mediator === null ? null : tryRoles(mediator, true, parts);
  const refusal = earliest([requester, mediating], protocol);
  if (requester.kind === 'REFUSED' || mediating?.kind === 'REFUSED') return refusal ?? refusedForError(protocol);
  const isMediated = mediator !== null;
  const mode = combinedMode(
    modeOf(practitioner, declaration, isMediated),
    mediator === null ? null : modeOf(mediator, declaration, isMediated),
  );
  return {
    kind: 'OPEN',
    open: {
      kind: 'OPEN',
      policyVersion: protocol.version,
      mode,
      basesOf: bases.basesOf,
      slotsFor: slotsFor(declaration.purpose, bases, protocol, today),
      roles: requester.roles,
      ...(mediating === null ? {} : { mediatorRoles: mediating.roles }),
    },
    owed: rulesOwed(obligationFacts(mode, requester.roles, input, bases, protocol), protocol),
  };
}

/** The decision on a request that is made now. */
export function requestDecision(outcome: RequestOutcome, protocol: Protocol, now: Instant): RequestDecision {
  if (outcome.kind === 'REFUSED') return outcome;
  return { ...outcome.open, obligations: obligationsBy(outcome.owed, protocol, now) };
}

function tryRoles(
  who: Practitioner,
  isMediator: boolean,
  parts: {
    readonly input: RequestInput;
    readonly bases: Bases;
    readonly engine: PolicyEngine;
    readonly protocol: Protocol;
  },
): Tried {
  const { input, bases, engine, protocol } = parts;
  const { declaration, today } = input;
  const signatory = signatoryOf(who, protocol);
  const kind = signatory?.kind ?? '';
  const mode = modeOf(who, declaration, input.practitioner.mediator !== null);
  const hasOrder = orderScope(input.practitioner, declaration, protocol, today) !== null;

  const known = engine.valuesOf('Role');
  // A role that the protocol does not know grants nothing.
  const roles = who.roles.filter((role) => known.includes(role) && role !== noRole);
  const tried = (roles.length === 0 ? [noRole] : roles).map((role) => {
    const coverBy = (mayCount: (schedule: Protocol['schedules'][number]) => boolean) =>
      scheduleCover(role, declaration.purpose, kind, protocol.schedules.filter(mayCount), today);
    const emergency = coverBy((schedule) => schedule.mode === 'BREAK_GLASS');
    const normal = coverBy((schedule) => schedule.mode === 'NORMAL');
    // Whether there is any schedule for the work is asked before whether the glass may be broken.
    const cover = mode === 'BREAK_GLASS' ? coverBy(() => true) : normal;
    const standing = { mode, isMediator, isEmergencyScheduled: emergency.state === 'VALID', hasOrder };
    const question: Question = {
      role,
      action: 'ask',
      resource: { type: 'Purpose', id: declaration.purpose },
      schedules: cover.schedules,
      facts: requestFacts({ ...input, practitioner: who }, standing, signatory, cover, bases.state, protocol),
    };
    const { schedules } = mode === 'BREAK_GLASS' ? emergency : normal;
    return { role, schedules, question, answer: engine.ask(question) };
  });

  const open = tried.filter(({ answer }) => answer.kind === 'ALLOWED');
  if (open.length > 0) return { kind: 'OPEN', roles: open.map(({ role, schedules }) => ({ role, schedules })) };

  const denials = tried.flatMap(({ question, answer }): (Denial & { question: Question })[] =>
    answer.kind === 'ALLOWED' ? [] : [{ ...explainForbidden(answer, protocol), question }],
  );
  const denial = furthest(denials, protocol);
  if (denial === undefined) return refusedForError(protocol);
  const remedies = smallestRemedies(denial.question, engine, protocol.remedies) ?? [];
  return {
    kind: 'REFUSED',
    code: denial.code,
    gate: denial.gate,
    route: routeOf(remedies, denial.policy?.annotations['remedy'], protocol, signatory?.contact ?? null),
    ...(bases.notHolding.length === 0 ? {} : { notHolding: bases.notHolding }),
  };
}

/** The slots, as they follow from the request alone; each worked out when it is first asked for. */
function slotsFor(
  purpose: Purpose,
  { basesOf }: Bases,
  protocol: Protocol,
  today: LocalDate,
): (agency: AgencyName, disclosureClass: DisclosureClass) => LegalSlots {
  const inForce = slotCodesInForce(protocol, today);
  const filled = new Map<string, LegalSlots>();
  return (agency, disclosureClass) => {
    const key = `${agency}|${disclosureClass}`;
    const known = filled.get(key);
    if (known !== undefined) return known;
    const { slots } = fillSlots(
      {
        class: disclosureClass,
        discloser: protocol.discloserKinds[agency] ?? '',
        purpose,
        bases: basesOf.get(agency) ?? [],
        inForce,
      },
      protocol,
    );
    filled.set(key, slots);
    return slots;
  };
}

/** What of the request decides on what is owed for it. */
function obligationFacts(
  mode: AccessMode,
  roles: readonly RoleCover[],
  { practitioner, declaration, now }: RequestInput,
  bases: Bases,
  protocol: Protocol,
): ObligationFacts {
  const schedules = new Set(roles.flatMap((cover) => cover.schedules));
  return {
    mode,
    purpose: declaration.purpose,
    roles: roles.map(({ role }) => role),
    organisationKind: signatoryOf(practitioner, protocol)?.kind ?? '',
    bases: [...new Set([...bases.basesOf.values()].flat())],
    informed: declaration.informed,
    exemption: declaration.exemption,
    isEmergency: declaration.emergency,
    isWritten: isWritten(declaration, now),
    conditions: joinedConditions(protocol.schedules.filter(({ id }) => schedules.has(id))),
  };
}

function signatoryOf({ organisation }: Practitioner, protocol: Protocol): Signatory | undefined {
  return protocol.signatories.find((each) => each.organisation === organisation);
}

/** Of the refusals of several people the one by the earliest gate, the requester's on a tie. */
function earliest(tried: readonly (Tried | null)[], { gateOrder }: Protocol): Refused | undefined {
  const refusals = tried.filter((each) => each?.kind === 'REFUSED');
  const rank = ({ gate }: Refused): number => gateOrder.indexOf(gate);
  return refusals.reduce<Refused | undefined>(
    (first, each) => (first === undefined || rank(each) < rank(first) ? each : first),
    undefined,
  );
}

function refusedForError(protocol: Protocol): Refused {
  return { kind: 'REFUSED', ...protocol.codes.policyError, route: null };
}
