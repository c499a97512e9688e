import type { Cell, CellDecision, ChildDecision } from '../model/decision.ts';
import type { AgencyName, Aspect, DisclosureClass } from '../model/words.ts';
import { presenceClassOf } from './agency-case.ts';
import type { ChildFacts } from './child-facts.ts';
import type { ChildParts } from './child-input.ts';
import { type ConsentOf, decideParty, type PartyDecision } from './decide-party.ts';
import { intersectCells } from './intersect.ts';
import { looksOf } from './looks-of.ts';
import { ownCell } from './own-cell.ts';
import type { Party, RequestCase } from './request-case.ts';

/**
 * All that decides on a child, as a closed vector and what follows from it. But for consents, which have references
 * of the child's own, it is shared by all children with the same facts: it holds nothing else that is a child's own.
 */
export type ChildCase = {
  readonly asking: RequestCase;
  readonly facts: ChildFacts;
  /** Whether each of the parties, in their order, has a conflict of interest. */
  readonly conflicts: readonly boolean[];
  /** As in `ChildInput`. */
  readonly entryAgency: AgencyName | null;
  readonly consentTo: (party: Party) => ConsentOf;
};

/** A decision on a child, but for the list of cells that an operation needs. */
export type CaseDecision =
  | Extract<ChildDecision, { kind: 'REFUSED' }>
  | Omit<Extract<ChildDecision, { kind: 'DECIDED' }>, 'cells'>;

type Entered = Extract<PartyDecision, { kind: 'ENTERED' }>;

/**
 * Decides on a child: refused as a whole when no role may look into any agency's certain record (G6
 * to G8), or when nothing of what may be looked into may be known of, else cell by cell, each when it is asked for.
 * Where somebody mediates, both people are decided by themselves, and what both may have is what may be had.
 */
export function decideCase(childCase: ChildCase, parts: ChildParts): CaseDecision {
  const { asking, facts, conflicts, entryAgency, consentTo } = childCase;
  const { protocol, agencies } = parts;
  const decisions: Entered[] = [];
  for (const [index, party] of asking.parties.entries()) {
    // Who is not said to be free of a conflict has one.
    const own = { party, asking, facts, hasConflict: conflicts[index] ?? true, consentOf: consentTo(party) };
    const decision = decideParty(own, parts);
    if (decision.kind === 'REFUSED') return { kind: 'REFUSED', trueCode: decision.code, gate: decision.gate };
    decisions.push(decision);
  }
  const cellOf = cellsOf(decisions, parts);
  const tells = new Map<AgencyName, boolean>();
  const mayKnowOf = (agency: AgencyName): boolean => {
    const known = tells.get(agency);
    if (known !== undefined) return known;
    // The class that tells of a record may be one to be known of, and yet, behind a shield, not here.
    const tell =
      decisions.every(({ mayKnowPresence }) => mayKnowPresence(agency)) &&
      parts.classes.some((each) => cellOf(agency, each, 'PLAIN').mayKnowExistence);
    tells.set(agency, tell);
    return tell;
  };
  // Callers to whom no code is told may still be shown what is open to them.
  const opens = new Map<AgencyName, boolean>();
  const isAnythingOpen = (agency: AgencyName): boolean => {
    const known = opens.get(agency);
    if (known !== undefined) return known;
    const isOpen = mayKnowOf(agency) || parts.classes.some((each) => cellOf(agency, each, 'PLAIN').know !== 0);
    opens.set(agency, isOpen);
    return isOpen;
  };
  const isMatched = (agency: AgencyName): boolean => facts.byAgency.get(agency)?.link === 'MATCH';
  const isEntrySecret = entryAgency !== null && presenceClassOf(entryAgency, protocol) !== null;
  if (
    !agencies.some((agency) => isMatched(agency) && isAnythingOpen(agency)) ||
    (isEntrySecret && !mayKnowOf(entryAgency))
  ) {
    const { gate, code } = protocol.codes.notPermitted;
    return { kind: 'REFUSED', trueCode: code, gate };
  }
  return {
    kind: 'DECIDED',
    cellOf,
    mayKnowOf,
    mayShow: isAnythingOpen,
    allowedRestrictions: decisions
      .map((decision) => decision.allowedRestrictions)
      .reduce((requester, mediator) => new Set([...requester].filter((each) => mediator.has(each)))),
    looks: looksOf(asking, (agency, each) => cellOf(agency, each, 'PLAIN'), parts),
    notices: decisions[0]?.notices ?? [],
  };
}

/** Decides cells when they are asked for, each once. */
function cellsOf(
  decisions: readonly Entered[],
  { protocol, agencies }: ChildParts,
): Extract<ChildDecision, { kind: 'DECIDED' }>['cellOf'] {
  const decided = new Map<Aspect, Map<AgencyName, Map<DisclosureClass, CellDecision>>>();
  const decidedAt = (agency: AgencyName, aspect: Aspect): Map<DisclosureClass, CellDecision> => {
    const byAgency = decided.get(aspect) ?? new Map<AgencyName, Map<DisclosureClass, CellDecision>>();
    decided.set(aspect, byAgency);
    const byClass = byAgency.get(agency) ?? new Map<DisclosureClass, CellDecision>();
    byAgency.set(agency, byClass);
    return byClass;
  };
  const decideForAll = (cell: Cell): CellDecision =>
    decisions.map(({ decide }) => decide(cell)).reduce((requester, mediator) => intersectCells(requester, mediator));
  const cellOf = (agency: AgencyName, disclosureClass: DisclosureClass, aspect: Aspect): CellDecision => {
    const known = decided.get(aspect)?.get(agency)?.get(disclosureClass);
    if (known !== undefined) return known;
    const cell = { agency, class: disclosureClass, aspect };
    const [first, ...others] = agencies;
    const decision =
      agency === protocol.accessLog.discloser && first !== undefined
        ? ownCell(cell, [
            cellOf(first, disclosureClass, aspect),
            ...others.map((each) => cellOf(each, disclosureClass, aspect)),
          ])
        : decideForAll(cell);
    decidedAt(agency, aspect).set(disclosureClass, decision);
    return decision;
  };
  return cellOf;
}
