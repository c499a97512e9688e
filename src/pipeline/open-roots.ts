import type { FactsAsk, Prepared, RootRequest } from '../graph/graph-step.ts';
import type { Silence } from '../model/child-record.ts';
import { type Declaration, declaredReference } from '../model/declaration.ts';
import type { Practitioner } from '../model/practitioner.ts';
import { askCaseload } from './ask-caseload.ts';
import { identifierAsked } from './check-roots.ts';
import type { Entry } from './gather-children.ts';
import type { AgencyCallContext, PipelineParts } from './request-parts.ts';

type PreparedPlan = Extract<Prepared, { kind: 'PLAN' }>;

/** One place of the answer where a child goes; `entry` null: the id given opens nothing. */
export type Slot = {
  readonly root: number;
  readonly slot: number;
  readonly sealed: string | null;
  readonly entry: Entry | null;
};

/**
 * Turns the child roots into slots: opens sealed ids, normalises identifiers, asks for the caseload. What can never
 * be answered was refused before (`faultOfRoots`).
 */
export async function openRoots(
  prepared: PreparedPlan,
  practitioner: Practitioner,
  declaration: Declaration,
  context: AgencyCallContext,
  parts: PipelineParts,
): Promise<{ readonly slots: readonly Slot[]; readonly silentRoots: ReadonlyMap<number, Silence> }> {
  const slots: Slot[] = [];
  const silentRoots = new Map<number, Silence>();
  const openId = (id: string): Entry | null => {
    const key = parts.sealedIds.open(id, practitioner.organisation);
    return key === null ? null : { kind: 'KEY', key };
  };
  for (const root of prepared.roots) {
    switch (root.kind) {
      case 'CHILD':
        slots.push({ root: root.index, slot: 0, sealed: root.id, entry: openId(root.id) });
        break;
      case 'CHILDREN':
        root.ids.forEach((id, slot) => {
          slots.push({ root: root.index, slot, sealed: id, entry: openId(id) });
        });
        break;
      case 'CHILD_BY_IDENTIFIER':
        slots.push({
          root: root.index,
          slot: 0,
          sealed: null,
          entry: { kind: 'KEY', key: identifierAsked(root.key, parts) },
        });
        break;
      case 'CASELOAD': {
        const caseload = await openCaseload(root, practitioner, declaration, context, parts);
        if (caseload.kind === 'SILENT') {
          silentRoots.set(root.index, caseload.silence);
          break;
        }
        caseload.records.forEach((record, slot) => {
          slots.push({
            root: root.index,
            slot,
            sealed: null,
            entry: { kind: 'RECORDS', agency: record.agency, records: [record] },
          });
        });
        break;
      }
      // A search's children show only once the agencies were asked (run-searches.ts).
      case 'SEARCH':
      case 'OWN':
      case 'ACT':
      case 'SCHEMA':
        break;
    }
  }
  return { slots, silentRoots };
}

/** The caseload that the practitioner's own organisation's system records; none is connected: empty. */
async function openCaseload(
  root: Extract<RootRequest, { kind: 'CASELOAD' }>,
  practitioner: Practitioner,
  declaration: Declaration,
  context: AgencyCallContext,
  parts: PipelineParts,
): ReturnType<typeof askCaseload> {
  const agency = parts.protocol.signatories.find(
    ({ organisation }) => organisation === practitioner.organisation,
  )?.agency;
  if (agency === null || agency === undefined) return { kind: 'RECORDS', records: [] };
  const after = root.after === null ? null : parts.sealedIds.open(root.after, practitioner.organisation);
  return askCaseload({
    graph: parts.graph,
    agency,
    first: root.first,
    after,
    facts: factsAsk(practitioner, declaration, parts),
    ask: (call) => parts.ask(call, context),
  });
}

/** What the facts are asked for. */
export function factsAsk(practitioner: Practitioner, declaration: Declaration, parts: PipelineParts): FactsAsk {
  return {
    practitioner: parts.practitionerClaim(practitioner, declaredReference(declaration)),
    recipient: practitioner.organisation,
    purpose: declaration.purpose,
  };
}
