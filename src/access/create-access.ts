import type { ChildDecision, RequestDecision } from '../model/decision.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName, DisclosureClass, Restriction } from '../model/words.ts';
import type { AgencyCase } from './agency-case.ts';
import { type ChildInput, decideChild } from './decide-child.ts';
import { decideRequest } from './decide-request.ts';
import { createMemo } from './memo.ts';
import { createPolicyEngine } from './policy-engine.ts';
import type { RequestInput } from './request-facts.ts';

/** Deciding, by one version of the protocol. */
export type Access = {
  /** The gates that need no fact about a child; a refusal asks no agency anything. */
  readonly decideRequest: (input: RequestInput) => RequestDecision;
  /** All gates that do, for one child. */
  readonly decideChild: (input: ChildInput) => ChildDecision;
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
  mustBeKnown('restriction', restrictions, engine.valuesOf('Restriction'));
  const memo = createMemo<AgencyCase>(1000);
  return {
    decideRequest: (input) => decideRequest(input, agencies, engine, protocol),
    decideChild: (input) => decideChild(input, { agencies, classes, restrictions, engine, protocol, memo }),
  };
}

function mustBeKnown(what: string, codes: readonly string[], known: readonly string[]): void {
  const missing = codes.filter((code) => !known.includes(code));
  if (missing.length > 0) {
    throw new Error(
      `The policies do not know the ${what} ${missing.join(', ')}; add it to protocol/schema.cedarschema.`,
    );
  }
}
