import type { AgencyName } from '../model/words.ts';
import type { ContentShape } from './compile-content.ts';
import type { ShapeStore } from './content-shapes.ts';
import { inBatches, maxKeysPerCall } from './facts-calls.ts';
import type { ChildPart, ContentCall, ContentRequest } from './graph-step.ts';
import { matchedRecords } from './matched-records.ts';

/** What `assemble` must know of a content call beside the call itself. */
export type CallAside = {
  readonly shape: ContentShape;
  readonly agency: AgencyName;
  readonly isPagedHere: boolean;
  /** Which record of the call belongs to which child; one record can belong to several. */
  readonly parts: readonly { readonly slot: number; readonly recordId: string }[];
};

/** Words content calls, and remembers of each what it was for as long as the call lives. */
export type ContentCaller = {
  readonly contentCalls: (request: ContentRequest) => readonly ContentCall[];
  readonly asideOf: (call: ContentCall) => CallAside;
};

type Group = {
  readonly shape: ContentShape;
  isPagedHere: boolean;
  readonly parts: CallAside['parts'][number][];
};

/**
 * Makes the caller: for each agency and root one call for every distinct set of grants, at most 500
 * records each. Only certain links are asked for content, and only agencies of which something was
 * granted.
 */
export function createContentCaller(shapes: ShapeStore): ContentCaller {
  const asides = new WeakMap<ContentCall, CallAside>();

  const contentCalls = (request: ContentRequest): readonly ContentCall[] => {
    const calls: ContentCall[] = [];
    for (const root of new Set(request.children.map((child) => child.root))) {
      const children = request.children.filter((child) => child.root === root);
      for (const agency of shapes(request.plan, root).agencies.keys()) {
        for (const group of groupsOf(shapes, request, root, agency, children)) {
          calls.push(...callsOf(request, root, agency, group));
        }
      }
    }
    return calls;
  };

  const callsOf = (request: ContentRequest, root: number, agency: AgencyName, group: Group): readonly ContentCall[] => {
    const { shape, isPagedHere, parts } = group;
    const { document } = shape;
    if (document === null) return [];
    const values = { args: request.inputs.args, ...request.viewer, isPagedHere };
    return inBatches([...new Set(parts.map(({ recordId }) => recordId))], maxKeysPerCall).map((recordIds) => {
      const variables = shape.variablesFor(recordIds, values);
      const call: ContentCall = {
        root,
        recordIds,
        call: {
          agency,
          kind: 'CONTENT',
          document: document.text,
          documentHash: document.hash,
          variables,
          classes: shape.classes,
        },
      };
      const batch = new Set(recordIds);
      asides.set(call, { shape, agency, isPagedHere, parts: parts.filter(({ recordId }) => batch.has(recordId)) });
      return call;
    });
  };

  const asideOf = (call: ContentCall): CallAside => {
    const aside = asides.get(call);
    if (aside === undefined) throw new Error('A content answer belongs to no content call.');
    return aside;
  };
  return { contentCalls, asideOf };
}

function groupsOf(
  shapes: ShapeStore,
  request: ContentRequest,
  root: number,
  agency: AgencyName,
  children: readonly ChildPart[],
): readonly Group[] {
  const side = shapes(request.plan, root).agencies.get(agency);
  if (side === undefined) return [];
  const groups = new Map<ContentShape, Group>();
  for (const { slot, linked, decision } of children) {
    if (decision.kind !== 'DECIDED') continue;
    const { records, isOwnRecord } = matchedRecords(linked, agency, request.viewer.organisation);
    if (records.length === 0) continue;
    const shape = side.shapeFor(decision, isOwnRecord);
    if (shape.document === null) continue;
    let group = groups.get(shape);
    if (group === undefined) {
      group = { shape, isPagedHere: false, parts: [] };
      groups.set(shape, group);
    }
    if (records.length > 1) group.isPagedHere = true;
    for (const { recordId } of records) group.parts.push({ slot, recordId });
  }
  return [...groups.values()];
}
