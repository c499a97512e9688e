import type { Cell, CellDecision, ChildDecision } from '../model/decision.ts';
import type { AgencyName, Aspect, DisclosureClass } from '../model/words.ts';
import { presenceClassOf } from './agency-case.ts';
import type { ChildInput, ChildParts } from './child-input.ts';
import { decideParty, type PartyDecision } from './decide-party.ts';
import { intersectCells } from './intersect.ts';
import { looksOf } from './looks-of.ts';
import { ownCell } from './own-cell.ts';
import { partiesOf } from './party.ts';

type Entered = Extract<PartyDecision, { kind: 'ENTERED' }>;

/**
 * Decides one child: refused as a whole when no role may look into any agency's certain record (G6
 * to G8), or when nothing of what may be looked into may be known of, else cell by cell. A cell that was not listed is decided when it is asked for.
 * Where somebody mediates, both people are decided by themselves, and what both may have is what may be had.
 */
export function decideChild(input: ChildInput, parts: ChildParts): ChildDecision {
  const { child } = input;
  const { protocol, agencies } = parts;
  if (child.records.length === 0) {
    return { kind: 'REFUSED', trueCode: protocol.codes.noRecord.code, gate: protocol.codes.noRecord.gate };
  }
  const decisions: Entered[] = [];
  for (const party of partiesOf(input)) {
    const decision = decideParty(input, party, parts);
    if (decision.kind === 'REFUSED') return { kind: 'REFUSED', trueCode: decision.code, gate: decision.gate };
    decisions.push(decision);
  }
  const decideForAll = (cell: Cell): CellDecision =>
    decisions.map(({ decide }) => decide(cell)).reduce((requester, mediator) => intersectCells(requester, mediator));

  const decided = new Map<string, CellDecision>();
  const cellOf = (agency: AgencyName, disclosureClass: DisclosureClass, aspect: Aspect): CellDecision => {
    const key = `${agency}|${disclosureClass}|${aspect}`;
    const known = decided.get(key);
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
    decided.set(key, decision);
    return decision;
  };
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
  const isAnythingOpen = (agency: AgencyName): boolean =>
    mayKnowOf(agency) || parts.classes.some((each) => cellOf(agency, each, 'PLAIN').know !== 0);
  const isMatched = (agency: AgencyName): boolean =>
    child.records.some(({ record, outcome }) => record.agency === agency && outcome === 'MATCH');
  const { entryAgency } = input;
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
    cells: input.cells.map((cell) => cellOf(cell.agency, cell.class, cell.aspect)),
    allowedRestrictions: decisions
      .map((decision) => decision.allowedRestrictions)
      .reduce((requester, mediator) => new Set([...requester].filter((each) => mediator.has(each)))),
    looks: looksOf(partiesOf(input), input.declaration, (agency, each) => cellOf(agency, each, 'PLAIN'), parts),
    notices: decisions[0]?.notices ?? [],
  };
}
