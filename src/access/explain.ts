import type { GateCode, PolicyText, Protocol, Remedy } from '../model/protocol.ts';
import type { Answer, PolicyEngine, Question } from './policy-engine.ts';

/** Why a question was denied: the first failing gate, its code, and the policy that carries it, if one does. */
export type Denial = GateCode & { readonly policy: PolicyText | null };

/** The place of a gate in the order of trying; an unknown gate comes first, so that it hides nothing. */
function gateRank(gate: string, protocol: Protocol): number {
  return protocol.gateOrder.indexOf(gate);
}

/** Of several denials the one that came furthest, the earlier on a tie. */
export function furthest<T extends GateCode>(denials: readonly T[], protocol: Protocol): T | undefined {
  return denials.reduce<T | undefined>(
    (best, denial) =>
      best === undefined || gateRank(denial.gate, protocol) > gateRank(best.gate, protocol) ? denial : best,
    undefined,
  );
}

/** Explains a denial by the policies that forbid; where none does, the protocol's code for what nothing permits. */
export function explainForbidden(answer: Exclude<Answer, { kind: 'ALLOWED' }>, protocol: Protocol): Denial {
  if (answer.kind === 'ERRED') return { ...protocol.codes.policyError, policy: null };
  return firstOf(answer.policies.map(denialOf), protocol) ?? { ...protocol.codes.notPermitted, policy: null };
}

/**
 * Explains why an item may not be read: the first failing gate of those that forbid, of consent that
 * a permit waits for, and of the need to know. A policy that says `@outranks` a gate is reported
 * instead of it (domain.md 7.0, Gate order). A permit to know that carries a `@code` says what
 * content reads that it does not give.
 */
export function explainItem(
  question: Question,
  answer: Exclude<Answer, { kind: 'ALLOWED' }>,
  knowAction: string,
  engine: PolicyEngine,
  protocol: Protocol,
): Denial {
  if (answer.kind === 'ERRED') return { ...protocol.codes.policyError, policy: null };
  const forbidding = answer.policies.map(denialOf);
  const unpermitted = whyNotPermitted(question, knowAction, engine, protocol);
  // At one gate, what consent waits for goes before what forbids without it.
  const first = firstOf(unpermitted === null ? forbidding : [unpermitted, ...forbidding], protocol);
  if (first === undefined) return { ...protocol.codes.policyError, policy: null };
  const outranking = forbidding.find(({ policy }) => policy?.annotations['outranks'] === first.gate);
  return outranking ?? withConsentState(first, question, protocol);
}

/** A policy that waits for consent says so; which state of consent it found, the question says. */
function withConsentState(denial: Denial, { facts }: Question, protocol: Protocol): Denial {
  const { gate, untold, states } = protocol.codes.consent;
  if (denial.gate !== gate || denial.code !== untold) return denial;
  return { ...denial, code: states[String(facts['consent'])] ?? untold };
}

function whyNotPermitted(
  question: Question,
  knowAction: string,
  engine: PolicyEngine,
  protocol: Protocol,
): Denial | null {
  if (engine.askPermits(question).kind === 'ALLOWED') return null;
  const { gate, remedy } = protocol.codes.consent;
  const consented = { ...question, facts: { ...question.facts, ...remedyNamed(remedy, protocol)?.set } };
  if (engine.askPermits(consented).kind === 'ALLOWED') {
    const state = String(question.facts['consent']);
    return { gate, code: protocol.codes.consent.states[state] ?? protocol.codes.consent.untold, policy: null };
  }
  const known = engine.askPermits({ ...question, action: knowAction });
  const placeholder =
    known.kind === 'ALLOWED' ? known.policies.find(({ annotations }) => annotations['code']) : undefined;
  return placeholder === undefined ? { ...protocol.codes.notPermitted, policy: null } : denialOf(placeholder);
}

/** The remedy of that name. */
export function remedyNamed(name: string | undefined, protocol: Protocol): Remedy | undefined {
  return protocol.remedies.find((remedy) => remedy.name === name);
}

function denialOf(policy: PolicyText): Denial {
  return {
    gate: policy.annotations['gate'] ?? '',
    code: policy.annotations['code'] ?? '',
    policy,
  };
}

function firstOf(denials: readonly Denial[], protocol: Protocol): Denial | undefined {
  return denials.reduce<Denial | undefined>(
    (first, denial) =>
      first === undefined || gateRank(denial.gate, protocol) < gateRank(first.gate, protocol) ? denial : first,
    undefined,
  );
}
