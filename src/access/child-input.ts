import type { LinkedChild } from '../model/child-record.ts';
import type { Cell, RequestDecision } from '../model/decision.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName, DisclosureClass, Restriction } from '../model/words.ts';
import type { AgencyCase } from './agency-case.ts';
import type { Memo } from './memo.ts';
import type { PolicyEngine } from './policy-engine.ts';
import type { RequestInput } from './request-facts.ts';

/** A child to be decided, for a request that passed its gates. */
export type ChildInput = RequestInput & {
  readonly request: Extract<RequestDecision, { kind: 'OPEN' }>;
  readonly child: LinkedChild;
  readonly cells: readonly Cell[];
  /**
   * The agency whose own scheme the child was asked for by; null: none. Where its holding a record
   * discloses something, its identifier opens nothing to those who may not know that.
   */
  readonly entryAgency: AgencyName | null;
};

/** What deciding a child is made with. */
export type ChildParts = {
  readonly agencies: readonly AgencyName[];
  readonly classes: readonly DisclosureClass[];
  readonly restrictions: readonly Restriction[];
  readonly engine: PolicyEngine;
  readonly protocol: Protocol;
  readonly memo: Memo<AgencyCase>;
};
