import type { CellDecision } from '../model/decision.ts';

const all = 0b1111;

/**
 * What two people may have together of one cell (domain.md 7.0, Mediated access): what both may, item by
 * item, explained as for the first of them who lacks something. Both decisions are of the same cell and
 * speak of the same organisation's own items.
 */
export function intersectCells(requester: CellDecision, mediator: CellDecision): CellDecision {
  const read = requester.read & mediator.read;
  const know = (requester.know & mediator.know) | read;
  const mayKnowExistence = requester.mayKnowExistence && mediator.mayKnowExistence;
  // Where existence may not be known, nothing may be told that only the other's decision would tell.
  const lacking = requester.mayKnowExistence ? mediator : requester;
  const isOpen = requester.explanation === null && mediator.explanation === null;
  const told = mayKnowExistence ? requester.explanation : (lacking.explanation ?? lacking.concealed);
  const { concealed } = lacking.mayKnowExistence ? requester : lacking;
  const trueCode = requester.trueCode ?? mediator.trueCode;
  return {
    cell: requester.cell,
    read,
    know,
    split: intersectSplits(requester.split, mediator.split),
    mayKnowExistence,
    concealEmpty: know !== 0 && read !== all && (requester.concealEmpty || mediator.concealEmpty),
    explanation: isOpen ? null : (told ?? mediator.explanation ?? requester.explanation),
    ...(concealed === undefined ? {} : { concealed }),
    trueCode,
    policies: [...new Set([...requester.policies, ...mediator.policies])],
    consents: [...new Set([...requester.consents, ...mediator.consents])],
    bases: requester.bases,
    ...(requester.slots === undefined ? {} : { slots: requester.slots }),
  };
}

function intersectSplits(one: CellDecision['split'], other: CellDecision['split']): CellDecision['split'] {
  if (one === null || other === null) return null;
  return new Map([...one].map(([value, mask]) => [value, mask & (other.get(value) ?? 0)]));
}
