import type { LinkedChild } from '../model/child-record.ts';
import type { Cell, ChildDecision } from '../model/decision.ts';
import type { Protocol } from '../model/protocol.ts';
import { createReadChildFacts, hasConflict, type ReadChildFacts } from './child-facts.ts';
import type { ChildInput, ChildParts } from './child-input.ts';
import { type ConsentState, consentState, heardConsents, noConsent } from './consent-state.ts';
import { type CaseDecision, type ChildCase, decideCase } from './decide-case.ts';
import { givenByOthers } from './given-by-others.ts';
import { createMemo } from './memo.ts';
import { type RequestCase, requestCase } from './request-case.ts';

/** Decides one child by itself, out of nothing that was decided before: as `createDecideChild`, which does it cheaper. */
export function decideChild(input: ChildInput, parts: ChildParts): ChildDecision {
  const { protocol, agencies } = parts;
  if (input.child.records.length === 0) return nobody(protocol);
  const asking = requestCase(0, input, protocol);
  const childCase = childCaseOf(input, asking, createReadChildFacts(agencies, protocol), protocol);
  return withCells(decideCase(childCase, parts), input.cells);
}

/** As many decisions as are kept for children whose facts are the same. */
const mostAlike = 500;

/** A decision on a case, and with the cells of each list that was asked for. */
type Kept = { readonly decision: CaseDecision; readonly withCells: WeakMap<readonly Cell[], ChildDecision> };

/**
 * Makes the function that decides children: refused as a whole or cell by cell (`decideCase`). Children of whom all
 * that decides is the same, for requests that are, share one decision, kept by the closed vectors. What rests on
 * consents is decided for each child by itself, and forgotten with it.
 *
 * @param caseOf The case of the request that a child is decided for.
 */
export function createDecideChild(
  parts: ChildParts,
  caseOf: (input: ChildInput) => RequestCase,
): (input: ChildInput) => ChildDecision {
  const { protocol, agencies } = parts;
  const readFacts = createReadChildFacts(agencies, protocol);
  const kept = createMemo<Kept>(mostAlike);
  return (input) => {
    const { child, cells } = input;
    if (child.records.length === 0) return nobody(protocol);
    const childCase = childCaseOf(input, caseOf(input), readFacts, protocol);
    if (isConsentHeard(child)) return withCells(decideCase(childCase, parts), cells);
    const { decision, withCells: known } = kept(keyOf(childCase), () => ({
      decision: decideCase(childCase, parts),
      withCells: new WeakMap(),
    }));
    const before = known.get(cells);
    if (before !== undefined) return before;
    const made = withCells(decision, cells);
    known.set(cells, made);
    return made;
  };
}

function nobody({ codes: { noRecord } }: Protocol): ChildDecision {
  return { kind: 'REFUSED', trueCode: noRecord.code, gate: noRecord.gate };
}

function withCells(decision: CaseDecision, cells: readonly Cell[]): ChildDecision {
  if (decision.kind === 'REFUSED') return decision;
  return {
    ...decision,
    cells: cells.map((cell) => decision.cellOf(cell.agency, cell.class, cell.aspect)),
  };
}

function keyOf({ asking, facts, conflicts, entryAgency }: ChildCase): string {
  return `${asking.id}|${entryAgency ?? ''}|${conflicts.join(',')}|${facts.vector}`;
}

function childCaseOf(
  { child, practitioner, entryAgency, now, today }: ChildInput,
  asking: RequestCase,
  readFacts: ReadChildFacts,
  protocol: Protocol,
): ChildCase {
  const facts = readFacts(child, asking, today);
  const people = practitioner.mediator === null ? [practitioner] : [practitioner, practitioner.mediator];
  const consentTo = isConsentHeard(child) ? consentsOf(child, asking, { now, age: facts.age }, protocol) : noneGiven;
  return { asking, facts, conflicts: people.map((who) => hasConflict(who, child)), entryAgency, consentTo };
}

function isConsentHeard({ records }: LinkedChild): boolean {
  return records.some(({ record }) => record.consents.length > 0);
}

/** What a child's consents say to each party. */
function consentsOf(
  child: LinkedChild,
  // Items, consents and orders are the requester's: nothing is a mediator's own.
  { recipient, purpose }: RequestCase,
  when: { readonly now: string; readonly age: number | null },
  protocol: Protocol,
): ChildCase['consentTo'] {
  const heard = heardConsents(child);
  return ({ kind }) => {
    const consents = givenByOthers(heard, kind);
    return (agency, disclosureClass): ConsentState =>
      consentState(consents, { agency, class: disclosureClass, recipient, purpose, ...when }, protocol);
  };
}

const noneGiven: ChildCase['consentTo'] = () => () => noConsent;
