import type { RequestDecision } from '../model/decision.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName } from '../model/words.ts';
import { deriveBases } from './derive-bases.ts';
import { type Denial, explainForbidden, furthest } from './explain.ts';
import type { PolicyEngine, Question } from './policy-engine.ts';
import { type RequestInput, requestFacts, scheduleCover } from './request-facts.ts';
import { routeOf, smallestRemedies } from './routes.ts';

/** What stands for a caller without roles: every gate is tried, nothing is permitted. */
const noRole = 'NONE';

/**
 * Tries the gates that need no fact about a child (domain.md 7.0: G0, G4, G3, G1, G2, G5a), for each
 * of the caller's roles by itself. Open when one role passes; else refused with the code of the role
 * that came furthest, and the route that would let it pass.
 */
export function decideRequest(
  input: RequestInput,
  agencies: readonly AgencyName[],
  engine: PolicyEngine,
  protocol: Protocol,
): RequestDecision {
  const { practitioner, declaration, today } = input;
  const signatory = protocol.signatories.find(({ organisation }) => organisation === practitioner.organisation);
  const kind = signatory?.kind ?? '';
  const bases = deriveBases(declaration, kind, agencies, protocol, today);

  const known = engine.valuesOf('Role');
  // A role that the protocol does not know grants nothing.
  const roles = practitioner.roles.filter((role) => known.includes(role) && role !== noRole);
  const tried = (roles.length === 0 ? [noRole] : roles).map((role) => {
    const cover = scheduleCover(role, declaration.purpose, kind, protocol.schedules, today);
    const question: Question = {
      role,
      action: 'ask',
      resource: { type: 'Purpose', id: declaration.purpose },
      schedules: cover.schedules,
      facts: requestFacts(input, signatory, cover, bases.state, protocol),
    };
    return { role, schedules: cover.schedules, question, answer: engine.ask(question) };
  });

  const open = tried.filter(({ answer }) => answer.kind === 'ALLOWED');
  if (open.length > 0) {
    return {
      kind: 'OPEN',
      policyVersion: protocol.version,
      mode: 'NORMAL',
      obligations: [],
      basesOf: bases.basesOf,
      roles: open.map(({ role, schedules }) => ({ role, schedules })),
    };
  }
  const denials = tried.flatMap(({ question, answer }): (Denial & { question: Question })[] =>
    answer.kind === 'ALLOWED' ? [] : [{ ...explainForbidden(answer, protocol), question }],
  );
  const denial = furthest(denials, protocol);
  if (denial === undefined) return { kind: 'REFUSED', ...protocol.codes.policyError, route: null };
  const remedies = smallestRemedies(denial.question, engine, protocol.remedies) ?? [];
  return {
    kind: 'REFUSED',
    code: denial.code,
    gate: denial.gate,
    route: routeOf(remedies, denial.policy?.annotations['remedy'], protocol, signatory?.contact ?? null),
  };
}
