import { Beside } from '../model/beside.ts';
import type { CellDecision } from '../model/decision.ts';
import type { OrganisationCode } from '../model/words.ts';
import type { ContentShape } from './compile-content.ts';
import type { AgencyShapes, Decided, RootShapes, ShapeStore } from './content-shapes.ts';
import type { ChildPart, OperationPlan, Viewer } from './graph-step.ts';
import { type MatchedRecords, matchedRecords } from './matched-records.ts';

/** One agency's part of one decided child: which records are the child's, and what of them is granted. */
export type ResolvedSide = {
  readonly shapes: AgencyShapes;
  readonly shape: ContentShape;
  /** In the order of `AgencyShapes.cells`. */
  readonly cells: readonly CellDecision[];
  readonly matched: MatchedRecords;
};

/** The sides of a child, in the order of its root's agencies; null: it was refused as a whole. */
export type ResolvedChild = readonly ResolvedSide[] | null;

/** Resolves the children of one request, in their order. */
export type Resolver = (request: {
  readonly plan: OperationPlan;
  readonly viewer: Viewer;
  readonly children: readonly ChildPart[];
}) => readonly ResolvedChild[];

/**
 * Makes the resolver. What it found for the content requests it still knows when the answers are read,
 * for as long as the request's own list of children lives; what a decision grants of a root, for as long
 * as the decision does, since children of whom the same holds may share one.
 */
export function createResolver(shapes: ShapeStore): Resolver {
  const known = new Beside<readonly ChildPart[], Resolved>();
  const granted = new WeakMap<RootShapes, WeakMap<Decided, readonly GrantedSide[]>>();

  const sidesOf = (root: RootShapes, decision: Decided): readonly GrantedSide[] => {
    let decisions = granted.get(root);
    if (decisions === undefined) {
      decisions = new WeakMap();
      granted.set(root, decisions);
    }
    let sides = decisions.get(decision);
    if (sides === undefined) {
      sides = root.agencies.map((agency) => grantedSide(agency, decision));
      decisions.set(decision, sides);
    }
    return sides;
  };

  return ({ plan, viewer: { organisation }, children }) => {
    const found = known.get(children);
    if (found?.plan === plan && found.organisation === organisation) return found.resolved;
    let root = -1;
    let shapesOfRoot: RootShapes | null = null;
    let latest: Decided | null = null;
    let sides: readonly GrantedSide[] = [];
    const resolved = children.map((part): ResolvedChild => {
      const { decision, linked } = part;
      if (decision.kind !== 'DECIDED') return null;
      if (shapesOfRoot === null || part.root !== root) {
        root = part.root;
        shapesOfRoot = shapes(plan, root);
        latest = null;
      }
      if (latest !== decision) {
        latest = decision;
        sides = sidesOf(shapesOfRoot, decision);
      }
      return sides.map(({ shapes: ofAgency, cells, shapeOf }): ResolvedSide => {
        const matched = matchedRecords(linked, ofAgency.contract.agency, organisation);
        return { shapes: ofAgency, shape: shapeOf(matched.isOwnRecord), cells, matched };
      });
    });
    known.set(children, { plan, organisation, resolved });
    return resolved;
  };
}

type Resolved = {
  readonly plan: OperationPlan;
  readonly organisation: OrganisationCode;
  readonly resolved: readonly ResolvedChild[];
};

/** What a decision grants at one agency, whoever's record it is. */
type GrantedSide = Pick<ResolvedSide, 'shapes' | 'cells'> & {
  readonly shapeOf: (isOwnRecord: boolean) => ContentShape;
};

function grantedSide(shapes: AgencyShapes, decision: Decided): GrantedSide {
  const cells = shapes.cells.map((cell) => decision.cellOf(cell.agency, cell.class, cell.aspect));
  const { allowedRestrictions } = decision;
  let own: ContentShape | null = null;
  let other: ContentShape | null = null;
  return {
    shapes,
    cells,
    shapeOf: (isOwnRecord) =>
      isOwnRecord
        ? (own ??= shapes.shapeFor({ cells, allowedRestrictions, isOwnRecord }))
        : (other ??= shapes.shapeFor({ cells, allowedRestrictions, isOwnRecord })),
  };
}
