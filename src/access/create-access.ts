import type { ChildDecision, RequestDecision } from '../model/decision.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName, DisclosureClass, Restriction } from '../model/words.ts';
import type { AgencyCase } from './agency-case.ts';
import type { ChildInput } from './child-input.ts';
import { createDecideChild } from './decide-child.ts';
import { createDecideRequest } from './create-decide-request.ts';
import { createMemo } from './memo.ts';
import { createPolicyEngine, type PolicyEngine, type Question } from './policy-engine.ts';
import { rehearse, type RehearseWhen } from './rehearse.ts';
import type { RequestInput } from './request-facts.ts';

/** Deciding, by one version of the protocol. */
export type Access = {
  /** The gates that need no fact about a child; a refusal asks no agency anything. */
  readonly decideRequest: (input: RequestInput) => RequestDecision;
  /** All gates that do, for one child. */
  readonly decideChild: (input: ChildInput) => ChildDecision;
  /** One question of each kind that was asked so far: closed vectors, by which the next version is warmed up. */
  readonly asked: () => readonly Question[];
  /** Asks questions for nothing, so that the first callers do not wait while policies are parsed. */
  readonly warmUp: (questions: readonly Question[]) => Promise<void>;
  /** Decides for nothing what the protocol's schedules provide for, a little in each turn of the event loop. */
  readonly rehearse: (when: RehearseWhen) => Promise<void>;
};

/** What decisions are made by: the protocol and the lists of codes of `schemas/` and the configuration. */
export type AccessOptions = {
  readonly protocol: Protocol;
  /** The connected agencies. */
  readonly agencies: readonly AgencyName[];
  /** All codes of `enum DisclosureClass`. */
  readonly classes: readonly DisclosureClass[];
  /** All codes of `enum Restriction`. */
  readonly restrictions: readonly Restriction[];
};

/**
 * Prepares the policies of a protocol and decides by them. Pure: time is given with each question.
 * Remembers answers on closed vectors only, never anything that refers to a child.
 *
 * @throws Error when a policy cannot be read, or when a class or restriction is unknown to the policies.
 */
export function createAccess({ protocol, agencies, classes, restrictions }: AccessOptions): Access {
  const engine = createPolicyEngine(protocol.policies, protocol.cedarSchema);
  mustBeKnown('class', classes, engine.valuesOf('Class'));
  const { class: logClass, reveals } = protocol.accessLog;
  const revealed = [reveals.kinds, reveals.roles, reveals.purposes].flatMap((by) => Object.values(by));
  mustBeKnown('class', [logClass, ...revealed], engine.valuesOf('Class'));
  mustBeKnown('role', Object.keys(reveals.roles), engine.valuesOf('Role'));
  mustBeKnown('restriction', restrictions, engine.valuesOf('Restriction'));
  mustBeKnown('jurisdiction', Object.keys(protocol.jurisdictions.profiles), engine.valuesOf('Jurisdiction'));
  const memo = createMemo<AgencyCase>(1000);
  // The gateway's own class says nothing of what an agency holds.
  const heldByAgencies = classes.filter((each) => each !== logClass);
  const requests = createDecideRequest({ agencies, engine, protocol });
  const parts = { agencies, classes: heldByAgencies, restrictions, engine, protocol, memo };
  const decideChild = createDecideChild(parts, requests.caseOf);
  return {
    decideRequest: requests.decide,
    decideChild,
    rehearse: (when) => rehearse({ ...parts, decideRequest: requests.decide, decideChild, pause }, when),
    asked: engine.asked,
    warmUp: (questions) => warmUp(engine, questions),
  };
}

const mostWarmUpQuestions = 1000;

async function warmUp(engine: PolicyEngine, questions: readonly Question[]): Promise<void> {
  for (const question of questions.slice(0, mostWarmUpQuestions)) {
    engine.ask(question);
    await pause();
  }
}

/** Requests are served meanwhile. */
async function pause(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

function mustBeKnown(what: string, codes: readonly string[], known: readonly string[]): void {
  const missing = codes.filter((code) => !known.includes(code));
  if (missing.length > 0) {
    throw new Error(
      `The policies do not know the ${what} ${missing.join(', ')}; add it to protocol/schema.cedarschema.`,
    );
  }
}
