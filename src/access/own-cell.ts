import type { Cell, CellDecision } from '../model/decision.ts';

const all = 0b1111;

/**
 * Decides a cell of what the gateway itself keeps about a child: open where it is open in full at any one
 * agency, each decided as for that agency's own data, since the gateway has no record of the child to
 * enter. `atAgencies` stand in the protocol's order, at least one; what is told of a closed one is the
 * first that may be told, or else the same for every child.
 */
export function ownCell(cell: Cell, atAgencies: readonly [CellDecision, ...CellDecision[]]): CellDecision {
  const open = atAgencies.find(({ read }) => read === all);
  if (open !== undefined) return { ...open, cell };
  const closed = atAgencies.find(({ mayKnowExistence }) => mayKnowExistence) ?? atAgencies[0];
  return { ...closed, cell, read: 0, know: 0, split: null };
}
