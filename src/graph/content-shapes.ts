import { getNamedType, isEnumType, isObjectType } from 'graphql';
import type { Cell, ChildDecision } from '../model/decision.ts';
import type { AgencyName, Restriction } from '../model/words.ts';
import { contentCopyOf } from './built-content.ts';
import { compileContent, type ContentShape, grantKey } from './compile-content.ts';
import type { Grant } from './compile-members.ts';
import type { AgencyContract } from './contract.ts';
import type { GraphOptions, OperationPlan, PlannedField } from './graph-step.ts';
import { childType, plannedCells } from './planned-cells.ts';

/** A decision by which a child is not refused as a whole. */
export type Decided = Extract<ChildDecision, { kind: 'DECIDED' }>;

/** One agency's side of one root selection; its shapes are compiled once for every set of grants. */
export type AgencyShapes = {
  readonly contract: AgencyContract;
  readonly cells: readonly Cell[];
  shapeFor(decision: Decided, isOwnRecord: boolean): ContentShape;
};

/** The shapes of one root that returns children, by agency in the order in which lists are joined. */
export type RootShapes = {
  readonly fields: readonly PlannedField[];
  readonly agencies: ReadonlyMap<AgencyName, AgencyShapes>;
};

/** Finds the shapes of a plan's roots. */
export type ShapeStore = (plan: OperationPlan, root: number) => RootShapes;

/** How many sets of grants are remembered for one root and agency. */
const maxShapes = 256;

/** Makes the store of shapes: kept aside of the plans, and forgotten with them. */
export function createShapeStore(options: Pick<GraphOptions, 'composed' | 'thirdParty' | 'agencyOrder'>): ShapeStore {
  const plans = new WeakMap<OperationPlan, Map<number, RootShapes>>();
  return (plan, root) => {
    let roots = plans.get(plan);
    if (roots === undefined) {
      roots = new Map();
      plans.set(plan, roots);
    }
    let shapes = roots.get(root);
    if (shapes === undefined) {
      const { field } = plan.roots[root] ?? plan.nested[root - plan.roots.length] ?? {};
      shapes = rootShapes(options, field?.on?.[childType] ?? []);
      roots.set(root, shapes);
    }
    return shapes;
  };
}

/** The restrictions whose items a decision leaves out, in the contract's order. */
function excludedRestrictions(contract: AgencyContract, decision: Decided): readonly Restriction[] {
  const type = contract.schema.getType('Restriction');
  const all = isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
  return all.filter((name) => !decision.allowedRestrictions.has(name));
}

type StoreOptions = Parameters<typeof createShapeStore>[0];

function rootShapes(options: StoreOptions, fields: readonly PlannedField[]): RootShapes {
  const { composed, agencyOrder, thirdParty } = options;
  const cells = plannedCells(composed, thirdParty.class, [fields]).needed;
  const agencies = new Map<AgencyName, AgencyShapes>();
  for (const agency of agencyOrder) {
    const contract = composed.contracts.get(agency);
    if (contract === undefined) continue;
    agencies.set(
      agency,
      agencyShapes(
        options,
        contract,
        fields,
        cells.filter((cell) => cell.agency === agency),
      ),
    );
  }
  return { fields, agencies };
}

function agencyShapes(
  { composed, thirdParty }: StoreOptions,
  contract: AgencyContract,
  selected: readonly PlannedField[],
  cells: readonly Cell[],
): AgencyShapes {
  const fields = selected.flatMap((field) => {
    const made = composed.childFields.get(field.field);
    if (made?.kind === 'BUILT') return contentCopyOf(contract, field, made) ?? [];
    return isContentOf(made, contract, field.field) ? [field] : [];
  });
  const collected = new Set(fields.filter((field) => composed.childFields.get(field.field)?.kind === 'COLLECTED'));
  // Whose record it is matters only where something lies outside items.
  const dependsOnRecord = fields.some((field) => hasRecordLeaf(contract, childType, field));
  const shapes = new Map<string, ContentShape>();

  const findShape = (decision: Decided, isOwnRecord: boolean): ContentShape => {
    const excluded = excludedRestrictions(contract, decision);
    const grant: Grant = {
      isOwnRecord,
      maskOf: (cell) => decision.cellOf(cell.agency, cell.class, cell.aspect),
    };
    const key = grantKey(cells, grant, excluded);
    const known = shapes.get(key);
    if (known !== undefined) return known;
    // The masks are copied: a shape outlives the request, the decision must not.
    const masks = new Map(cells.map((cell) => [cell, pick(grant.maskOf(cell))]));
    const frozen: Grant = { isOwnRecord, maskOf: (cell) => masksFor(masks, cell) };
    const shape = compileContent({ composed, contract, thirdParty, fields, collected, grant: frozen, excluded });
    const [oldest] = shapes.keys();
    if (shapes.size >= maxShapes && oldest !== undefined) shapes.delete(oldest);
    shapes.set(key, shape);
    return shape;
  };

  // One decision is asked for often: for each child it was taken for, before and after the content wave.
  const decided = { own: new WeakMap<Decided, ContentShape>(), other: new WeakMap<Decided, ContentShape>() };
  return {
    contract,
    cells,
    shapeFor: (decision, isOwnRecord) => {
      const isOwn = dependsOnRecord && isOwnRecord;
      const known = isOwn ? decided.own : decided.other;
      const shape = known.get(decision) ?? findShape(decision, isOwn);
      known.set(decision, shape);
      return shape;
    },
  };
}

function isContentOf(
  made: ReturnType<GraphOptions['composed']['childFields']['get']>,
  contract: AgencyContract,
  name: string,
): boolean {
  if (made === undefined || made.kind === 'OWN' || made.kind === 'KEPT' || made.kind === 'BUILT') return false;
  const isOffered =
    made.kind === 'SECTION' ? made.offeredBy === contract.agency : made.offeredBy.includes(contract.agency);
  // What is a fact too was asked for with the facts, and is not asked for again.
  return isOffered && contract.fieldOf(childType, name)?.use == null;
}

function hasRecordLeaf(contract: AgencyContract, typeName: string, field: PlannedField): boolean {
  const type = contract.schema.getType(typeName);
  const offered = isObjectType(type) ? type.getFields()[field.field] : undefined;
  if (offered === undefined) return false;
  if (field.on === null) return true;
  if (contract.isItem(getNamedType(offered.type).name)) return false;
  return Object.entries(field.on).some(([inner, fields]) => fields.some((one) => hasRecordLeaf(contract, inner, one)));
}

type Masks = ReturnType<Grant['maskOf']>;

function pick({ read, know }: Masks): Masks {
  return { read, know };
}

function masksFor(masks: ReadonlyMap<Cell, Masks>, wanted: Cell): Masks {
  for (const [cell, found] of masks) if (cell.class === wanted.class && cell.aspect === wanted.aspect) return found;
  // A cell that nobody decided is closed.
  return { read: 0, know: 0 };
}
