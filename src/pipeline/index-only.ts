import type { CellDecision, ChildDecision } from '../model/decision.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName, Aspect, DisclosureClass } from '../model/words.ts';

/**
 * Narrows a decision to what may be told to another authority (protocol/peers.yaml), and to the agencies of which
 * its own decision lets the practitioner know. `knowable` null: that is not decided there yet. Only ever closes.
 */
export function indexOnly(
  decision: ChildDecision,
  knowable: readonly DisclosureClass[] | null,
  protocol: Pick<Protocol, 'peers' | 'presence' | 'discloserKinds' | 'concealedClasses' | 'codes'>,
): ChildDecision {
  if (decision.kind === 'REFUSED') return decision;
  const isHidden = (agency: AgencyName): boolean => {
    const presence = presenceOf(agency, protocol);
    if (presence === null) return false;
    // Who may know that a restricted service is involved may not know where: it is no part of the index.
    return protocol.concealedClasses.includes(presence) || (knowable !== null && !knowable.includes(presence));
  };
  const isClosed = (agency: AgencyName, each: DisclosureClass, aspect: Aspect): boolean =>
    isHidden(agency) || (aspect !== 'PRESENCE' && !protocol.peers.classes.includes(each));
  const narrowed = (cell: CellDecision): CellDecision =>
    isClosed(cell.cell.agency, cell.cell.class, cell.cell.aspect) ? closed(cell, protocol) : cell;
  return {
    ...decision,
    cells: decision.cells.map(narrowed),
    cellOf: (agency, each, aspect) => narrowed(decision.cellOf(agency, each, aspect)),
    mayKnowOf: (agency) => !isHidden(agency) && decision.mayKnowOf(agency),
    mayShow: (agency) => !isHidden(agency) && decision.mayShow(agency),
  };
}

/** The class that tells of an agency's presence; null: its presence is no secret. */
export function presenceOf(
  agency: AgencyName,
  { presence, discloserKinds }: Pick<Protocol, 'presence' | 'discloserKinds'>,
): DisclosureClass | null {
  return presence[discloserKinds[agency] ?? ''] ?? null;
}

function closed(cell: CellDecision, { codes }: Pick<Protocol, 'codes'>): CellDecision {
  return {
    ...cell,
    read: 0,
    know: 0,
    split: null,
    mayKnowExistence: false,
    concealEmpty: false,
    explanation: cell.concealed ?? { state: 'WITHHELD_OR_NONE', code: null, route: null, shownClass: 'RESTRICTED' },
    trueCode: cell.trueCode ?? codes.notPermitted.code,
    consents: [],
  };
}
