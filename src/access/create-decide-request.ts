import { Beside } from '../model/beside.ts';
import type { Declaration } from '../model/declaration.ts';
import type { RequestDecision } from '../model/decision.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName, Instant, LocalDate } from '../model/words.ts';
import { type RequestOutcome, requestDecision, tryRequest } from './decide-request.ts';
import { createMemo, type Memo } from './memo.ts';
import type { PolicyEngine } from './policy-engine.ts';
import { type RequestCase, requestCase, type RequestCaseInput } from './request-case.ts';
import type { RequestInput } from './request-facts.ts';
import { requestVector } from './request-vector.ts';

/** Deciding requests, and what of them decides on children. */
export type DecideRequest = {
  readonly decide: (input: RequestInput) => RequestDecision;
  /** The case of a request that was decided here, or of any other. */
  readonly caseOf: (input: RequestCaseInput & { readonly request: OpenDecision }) => RequestCase;
};

type OpenDecision = Extract<RequestDecision, { kind: 'OPEN' }>;

/** As many outcomes as are kept for requests that are alike. */
const mostAlike = 500;

/** What requests that are alike come to; the case once a child was decided for one. */
type Alike = { readonly outcome: RequestOutcome; asking: RequestCase | null };

/** Of what a decision on a request was made, for as long as there is the decision. */
type Made = {
  readonly practitioner: Practitioner;
  readonly declaration: Declaration;
  readonly today: LocalDate;
  readonly now: Instant;
  readonly alike: { asking: RequestCase | null };
};

/**
 * Makes the function that decides requests (`decideRequest`). Requests that are alike in all that decides share what
 * they come to, kept for the day by closed vectors; by when something is owed is worked out for each.
 */
export function createDecideRequest(parts: {
  readonly agencies: readonly AgencyName[];
  readonly engine: PolicyEngine;
  readonly protocol: Protocol;
}): DecideRequest {
  const { agencies, engine, protocol } = parts;
  const made = new Beside<OpenDecision, Made>();
  let kept: { readonly today: LocalDate; readonly memo: Memo<Alike> } | null = null;
  let cases = 0;

  const alikeTo = (input: RequestInput): Alike => {
    const compute = (): Alike => ({ outcome: tryRequest(input, agencies, engine, protocol), asking: null });
    const vector = requestVector(input, protocol);
    if (vector === null) return compute();
    kept = kept?.today === input.today ? kept : { today: input.today, memo: createMemo<Alike>(mostAlike) };
    return kept.memo(vector, compute);
  };
  return {
    decide: (input) => {
      const { practitioner, declaration, today, now } = input;
      const alike = alikeTo(input);
      const decision = requestDecision(alike.outcome, protocol, now);
      if (decision.kind === 'OPEN') made.set(decision, { practitioner, declaration, today, now, alike });
      return decision;
    },
    caseOf: (input) => {
      const { request, practitioner, declaration, today, now } = input;
      const before = made.get(request);
      const isOfIt =
        before?.practitioner === practitioner &&
        before.declaration === declaration &&
        before.today === today &&
        before.now === now;
      if (before !== undefined && isOfIt) return (before.alike.asking ??= requestCase((cases += 1), input, protocol));
      const asking = requestCase((cases += 1), input, protocol);
      made.set(request, { practitioner, declaration, today, now, alike: { asking } });
      return asking;
    },
  };
}
