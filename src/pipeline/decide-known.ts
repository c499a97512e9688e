import type { LinkedChild } from '../model/child-record.ts';
import type { ChildDecision } from '../model/decision.ts';
import type { AgencyName } from '../model/words.ts';
import type { GatheredChild } from './gather-children.ts';
import { isLinkedAlike, knownLinks } from './known-links.ts';

/** A child as its caller may know of it, and the decision on that. */
export type KnownChild = { readonly linked: LinkedChild; readonly decision: ChildDecision };

/** What deciding needs of the steps and the protocol. */
export type DecideParts = {
  readonly decide: (child: LinkedChild) => ChildDecision;
  /** Of a child of whom nobody is certain that may be known of. */
  readonly nobodyKnown: ChildDecision;
  readonly isPresenceSecret: (agency: AgencyName) => boolean;
};

/** From then on an agency that could not be known of once stays so. */
const mostRounds = 4;

/**
 * Decides a child from the records of those agencies that the caller may know of, which is known by deciding: over
 * and over, until nothing changes. Where all records together are refused, perhaps for what one of a secret
 * presence makes of the others, those that are no secret begin.
 */
export function decideKnown(gathered: GatheredChild, parts: DecideParts): KnownChild {
  const { decide, nobodyKnown, isPresenceSecret } = parts;
  const decideOf = (linked: LinkedChild): KnownChild => ({
    linked,
    decision: linked.records.some(({ outcome }) => outcome === 'MATCH') ? decide(linked) : nobodyKnown,
  });
  let child: KnownChild = { linked: gathered, decision: decide(gathered) };
  if (child.decision.kind === 'REFUSED') {
    const open = knownLinks(gathered, (agency) => !isPresenceSecret(agency));
    const again = isLinkedAlike(open, gathered) ? child : decideOf(open);
    if (again.decision.kind === 'REFUSED') return child;
    child = again;
  }
  const shut = new Set<AgencyName>();
  for (let round = 1; child.decision.kind === 'DECIDED'; round += 1) {
    const { mayShow } = child.decision;
    const known = knownLinks(gathered, (agency) => {
      if (round > mostRounds && !mayShow(agency)) shut.add(agency);
      return mayShow(agency) && !shut.has(agency);
    });
    if (isLinkedAlike(known, child.linked)) break;
    child = decideOf(known);
  }
  return child;
}
