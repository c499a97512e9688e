import type { LinkedChild } from '../model/child-record.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AgencyName } from '../model/words.ts';
import { relationshipBits, type RelationshipSet } from './relationship-facts.ts';
import type { RequestCase } from './request-case.ts';

/** Whose word counts for one agency's data, for callers of one kind. */
export type RelationshipAuthority = {
  /** What an agency's word counts for; an agency that is not listed states nothing. */
  readonly countsFrom: ReadonlyMap<AgencyName, RelationshipSet>;
  /** What agencies that did not answer, or are not connected, could have stated. */
  readonly unansweredBy: (silent: LinkedChild['silent']) => RelationshipSet;
};

/** Callers, as far as it matters to whose word counts. */
type Caller = Pick<RequestCase, 'ownSystem' | 'hasReference'>;

/** Says whose word counts for each of the agencies' data, in their order; worked out once for callers of each kind. */
export function createAuthorities(
  agencies: readonly AgencyName[],
  protocol: Protocol,
): (caller: Caller) => readonly RelationshipAuthority[] {
  const known = new Map<string, readonly RelationshipAuthority[]>();
  return (caller) => {
    const key = `${caller.ownSystem ?? ''}|${caller.hasReference}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = agencies.map((agency) => authorityFor(agency, caller, agencies, protocol));
    known.set(key, made);
    return made;
  };
}

/**
 * The word of the custodians of each relationship counts for all agencies' data, and
 * the agency's own for its own (DESIGN 3, Authority of facts). Parental responsibility counts by its
 * custodian's word only.
 */
function authorityFor(
  agency: AgencyName,
  caller: Caller,
  agencies: readonly AgencyName[],
  { custodians }: Protocol,
): RelationshipAuthority {
  const { REFERENCE, PARENT_OF } = relationshipBits;
  const countsFrom = new Map<AgencyName, RelationshipSet>();
  let neverAnswered = 0;
  for (const [value, bit] of Object.entries(relationshipBits)) {
    // The relationship of an order or a review: none without the reference that the caller names.
    if (bit === REFERENCE && !caller.hasReference) continue;
    const ofAll = (custodians.relationship[value] ?? []).map((custodian) =>
      custodian === 'OWN_SYSTEM' ? caller.ownSystem : custodian,
    );
    for (const decider of bit === PARENT_OF ? custodians.parentalResponsibility : [agency, ...ofAll]) {
      if (decider === null) continue;
      countsFrom.set(decider, (countsFrom.get(decider) ?? 0) | bit);
      if (!agencies.includes(decider)) neverAnswered |= bit;
    }
  }
  return {
    countsFrom,
    unansweredBy: (silent) => {
      let unanswered = neverAnswered;
      for (const each of silent.keys()) unanswered |= countsFrom.get(each) ?? 0;
      return unanswered;
    },
  };
}
