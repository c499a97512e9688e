import { Beside } from '../model/beside.ts';
import type { ContentShape } from './compile-content.ts';
import type { AgencyShapes, ShapeStore } from './content-shapes.ts';
import { inBatches, maxKeysPerCall } from './facts-calls.ts';
import type { ContentCall, ContentRequest } from './graph-step.ts';
import type { ResolvedChild, Resolver } from './resolve-children.ts';

/** What `assemble` must know of a content call beside the call itself. */
export type CallAside = {
  /** The agency's place among those of the root. */
  readonly position: number;
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
export function createContentCaller(shapes: ShapeStore, resolve: Resolver): ContentCaller {
  const asides = new Beside<ContentCall, CallAside>();

  const contentCalls = (request: ContentRequest): readonly ContentCall[] => {
    const resolved = resolve(request);
    const calls: ContentCall[] = [];
    for (const root of new Set(request.children.map((child) => child.root))) {
      for (const [position, agency] of shapes(request.plan, root).agencies.entries()) {
        for (const group of groupsOf(request, resolved, root, position)) {
          addCalls(calls, request, { root, position, agency }, group);
        }
      }
    }
    return calls;
  };

  const addCalls = (calls: ContentCall[], request: ContentRequest, place: Place, group: Group): void => {
    const { shape, isPagedHere, parts } = group;
    const { document } = shape;
    if (document === null) return;
    const { root, position, agency } = place;
    const { organisation, purpose } = request.viewer;
    const values = { args: request.inputs.args, organisation, purpose, isPagedHere };
    for (const recordIds of inBatches(distinct(parts), maxKeysPerCall)) {
      const call: ContentCall = {
        root,
        recordIds,
        call: {
          agency: agency.contract.agency,
          kind: 'CONTENT',
          document: document.text,
          documentHash: document.hash,
          variables: shape.variablesFor(recordIds, values),
          classes: shape.classes,
        },
      };
      calls.push(call);
      asides.set(call, { position, isPagedHere, parts: partsOf(parts, recordIds) });
    }
  };

  const asideOf = (call: ContentCall): CallAside => {
    const aside = asides.get(call);
    if (aside === undefined) throw new Error('A content answer belongs to no content call.');
    return aside;
  };
  return { contentCalls, asideOf };
}

type Place = { readonly root: number; readonly position: number; readonly agency: AgencyShapes };

function groupsOf(
  { children }: ContentRequest,
  resolved: readonly ResolvedChild[],
  root: number,
  position: number,
): readonly Group[] {
  const groups: Group[] = [];
  let group: Group | undefined;
  for (const [index, child] of children.entries()) {
    const side = child.root === root ? resolved[index]?.[position] : undefined;
    if (side === undefined || side.matched.records.length === 0) continue;
    const { shape, matched } = side;
    if (shape.document === null) continue;
    // Children of one list are mostly granted alike.
    if (group?.shape !== shape) group = groups.find((one) => one.shape === shape);
    if (group === undefined) {
      group = { shape, isPagedHere: false, parts: [] };
      groups.push(group);
    }
    if (matched.records.length > 1) group.isPagedHere = true;
    for (const { recordId } of matched.records) group.parts.push({ slot: child.slot, recordId });
  }
  return groups;
}

function distinct(parts: Group['parts']): readonly string[] {
  return [...new Set(parts.map(({ recordId }) => recordId))];
}

/** The parts of one batch: all, where there is only one. */
function partsOf(parts: Group['parts'], recordIds: readonly string[]): Group['parts'] {
  if (parts.length <= maxKeysPerCall) return parts;
  const batch = new Set(recordIds);
  return parts.filter(({ recordId }) => batch.has(recordId));
}
