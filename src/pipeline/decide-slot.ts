import type { ChildPart } from '../graph/graph-step.ts';
import type { LinkedChild } from '../model/child-record.ts';
import type { ChildDecision } from '../model/decision.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { AgencyName, RecordKey } from '../model/words.ts';
import { decideKnown } from './decide-known.ts';
import type { OpenRequest, PreparedPlan } from './declare.ts';
import type { Entry, GatheredChild } from './gather-children.ts';
import { presenceOf } from './index-only.ts';
import type { Slot } from './open-roots.ts';
import type { PipelineParts } from './request-parts.ts';

/** Decides one child; one that nobody holds is refused as a whole, in the same words. */
export function decideSlot(
  slot: Slot,
  linked: GatheredChild,
  input: Omit<Parameters<PipelineParts['access']['decideChild']>[0], 'child' | 'cells' | 'entryAgency' | 'request'> & {
    readonly request: OpenRequest;
  },
  prepared: PreparedPlan,
  parts: PipelineParts,
): ChildPart {
  const { noRecord, notPermitted } = parts.protocol.codes;
  const place = { root: slot.root, slot: slot.slot };
  const decide = (child: LinkedChild): ChildDecision =>
    parts.access.decideChild({
      ...input,
      child,
      cells: prepared.plan.cellsNeeded,
      entryAgency: slot.entry?.kind === 'KEY' ? ownerOf(slot.entry.key.scheme, parts) : null,
    });
  if (linked.records.length === 0) {
    return { ...place, id: null, linked, decision: { kind: 'REFUSED', trueCode: noRecord.code, gate: noRecord.gate } };
  }
  const { linked: child, decision } = decideKnown(linked, {
    decide,
    nobodyKnown: { kind: 'REFUSED', trueCode: notPermitted.code, gate: notPermitted.gate },
    isPresenceSecret: (agency) => presenceOf(agency, parts.protocol) !== null,
  });
  const root = prepared.roots[slot.root];
  const needsId = root !== undefined && 'selectsId' in root && root.selectsId;
  return {
    ...place,
    // The caller's own string is echoed: sealing costs, and an id in circulation stays as it is.
    id:
      needsId && decision.kind === 'DECIDED'
        ? (slot.sealed ?? sealedIdOf(slot, child, decision, input.practitioner, parts))
        : null,
    linked: child,
    decision,
  };
}

/**
 * Seals an anchor that only agencies the caller may know of gave, or else the identifier that the caller gave. Of a
 * child of a caseload it is one that the caseload's own record carries, where it can be: the next page is found by it.
 */
function sealedIdOf(
  slot: Slot,
  linked: LinkedChild,
  decision: Extract<ChildDecision, { kind: 'DECIDED' }>,
  practitioner: Practitioner,
  parts: PipelineParts,
): string | null {
  const known = linked.records.filter(({ record }) => decision.mayKnowOf(record.agency));
  const { entry } = slot;
  const own = entry?.kind === 'RECORDS' ? known.filter(({ record }) => entry.records.includes(record)) : [];
  const anchor =
    parts.sealedIds.anchorOf(own) ?? parts.sealedIds.anchorOf(known) ?? (entry === null ? null : keyIn(entry));
  return anchor === null ? null : parts.sealedIds.seal(anchor, practitioner.organisation);
}

/** The identifier that a child is entered by, or else one that the record has which it is entered by. */
function keyIn(entry: Entry): RecordKey | null {
  if (entry.kind === 'KEY') return entry.key;
  const held = entry.records.flatMap(({ identifiers }) => identifiers).find(({ former }) => !former);
  return held === undefined ? null : { scheme: held.scheme, value: held.value };
}

/** The agency whose own scheme it is: it is asked by it first, or nobody else is asked by it; null: several agencies'. */
function ownerOf(scheme: string, parts: PipelineParts): AgencyName | null {
  const asked = parts.agencies.filter(({ schemes }) => schemes.includes(scheme));
  const owner = asked.find(({ schemes }) => schemes[0] === scheme) ?? (asked.length === 1 ? asked[0] : undefined);
  return owner?.name ?? null;
}
