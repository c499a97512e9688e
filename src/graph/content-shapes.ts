import { getNamedType, isEnumType, isObjectType } from 'graphql';
import type { Cell, CellDecision, ChildDecision, ItemMask } from '../model/decision.ts';
import type { AgencyName, Restriction } from '../model/words.ts';
import { contentCopyOf } from './built-content.ts';
import { compileContent, type ContentShape } from './compile-content.ts';
import type { GraphCounter } from './graph-counts.ts';
import type { Grant } from './compile-members.ts';
import type { AgencyContract } from './contract.ts';
import type { GraphOptions, OperationPlan, PlannedField } from './graph-step.ts';
import { cellKey, childType, plannedCells } from './planned-cells.ts';

/** A decision by which a child is not refused as a whole. */
export type Decided = Extract<ChildDecision, { kind: 'DECIDED' }>;

/** What documents and readers depend on of one child's decision at one agency. */
export type SideGrants = {
  /** In the order of `AgencyShapes.cells`. */
  readonly cells: readonly CellDecision[];
  readonly allowedRestrictions: ReadonlySet<Restriction>;
  readonly isOwnRecord: boolean;
};

/** One agency's side of one root selection; its shapes are compiled once for every set of grants. */
export type AgencyShapes = {
  readonly contract: AgencyContract;
  /** The selected fields of `Child` that the agency is asked for as content. */
  readonly asked: ReadonlySet<PlannedField>;
  /** The cells that must be decided of the agency. */
  readonly cells: readonly Cell[];
  /** See `Place.at`. */
  readonly cellAt: (cell: Cell) => number;
  shapeFor(grants: SideGrants): ContentShape;
};

/** The shapes of one root that returns children, by agency in the order in which lists are joined. */
export type RootShapes = {
  readonly fields: readonly PlannedField[];
  readonly agencies: readonly AgencyShapes[];
  readonly positionOf: ReadonlyMap<AgencyName, number>;
};

/** Finds the shapes of a plan's roots. */
export type ShapeStore = (plan: OperationPlan, root: number) => RootShapes;

/** How many sets of grants are remembered for one root and agency. */
const maxShapes = 256;

/** Makes the store of shapes: kept aside of the plans, and forgotten with them. */
export function createShapeStore(options: StoreOptions, counter: GraphCounter): ShapeStore {
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
      shapes = rootShapes(options, counter, field?.on?.[childType] ?? []);
      roots.set(root, shapes);
    }
    return shapes;
  };
}

type StoreOptions = Pick<GraphOptions, 'composed' | 'thirdParty' | 'agencyOrder'>;

function rootShapes(options: StoreOptions, counter: GraphCounter, fields: readonly PlannedField[]): RootShapes {
  const { composed, agencyOrder, thirdParty } = options;
  const needed = plannedCells(composed, thirdParty.class, [fields]).needed;
  const contracts = agencyOrder.flatMap((agency) => composed.contracts.get(agency) ?? []);
  return {
    fields,
    agencies: contracts.map((contract) => {
      const cells = needed.filter(({ agency }) => agency === contract.agency);
      return agencyShapes(options, counter, contract, fields, cells);
    }),
    positionOf: new Map(contracts.map(({ agency }, position) => [agency, position])),
  };
}

function agencyShapes(
  { composed, thirdParty }: StoreOptions,
  counter: GraphCounter,
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
  const restrictions = restrictionsOf(contract);
  const positions = new Map(cells.map((cell, index) => [keyOf(cell), index]));
  const cellAt = (cell: Cell): number => positions.get(keyOf(cell)) ?? -1;
  const shapes = new Map<string, KnownShape>();
  let latest: KnownShape | null = null;

  const compile = (vector: GrantVector): KnownShape => {
    const excluded = restrictions.filter((_name, index) => !vector.allowed[index]);
    // The masks are copied: a shape outlives the request, the decision must not. What nobody decided is closed.
    const grant: Grant = { isOwnRecord: vector.isOwn, maskOf: (cell) => vector.masks[cellAt(cell)] ?? nothing };
    const shape = compileContent({ composed, contract, thirdParty, fields, collected, grant, cellAt, excluded });
    counter.shapesCompiled += 1;
    if (shape.document !== null) counter.documentsPrinted += 1;
    return { ...vector, shape };
  };

  return {
    contract,
    asked: new Set(fields),
    cells,
    cellAt,
    shapeFor: (grants) => {
      const isOwn = dependsOnRecord && grants.isOwnRecord;
      // Children of one list are mostly decided alike.
      if (latest !== null && isGrantedAs(latest, grants, restrictions, isOwn)) return latest.shape;
      const vector = vectorOf(grants, restrictions, isOwn);
      const key = textOf(vector);
      let known = shapes.get(key);
      if (known === undefined) {
        known = compile(vector);
        const [oldest] = shapes.keys();
        if (shapes.size >= maxShapes && oldest !== undefined) shapes.delete(oldest);
        shapes.set(key, known);
      }
      latest = known;
      return known.shape;
    },
  };
}

type Masks = { readonly read: ItemMask; readonly know: ItemMask };

/** A set of grants without the decision that it was read from. */
type GrantVector = {
  readonly masks: readonly Masks[];
  /** Whether each restriction of the contract is allowed. */
  readonly allowed: readonly boolean[];
  readonly isOwn: boolean;
};
type KnownShape = GrantVector & { readonly shape: ContentShape };

const nothing: Masks = { read: 0, know: 0 };

function vectorOf(grants: SideGrants, restrictions: readonly Restriction[], isOwn: boolean): GrantVector {
  return {
    masks: grants.cells.map(({ read, know }) => ({ read, know })),
    allowed: restrictions.map((name) => grants.allowedRestrictions.has(name)),
    isOwn,
  };
}

function isGrantedAs(
  { masks, allowed, isOwn: wasOwn }: GrantVector,
  { cells, allowedRestrictions }: SideGrants,
  restrictions: readonly Restriction[],
  isOwn: boolean,
): boolean {
  if (isOwn !== wasOwn) return false;
  for (let index = 0; index < masks.length; index += 1) {
    const mask = masks[index];
    const cell = cells[index];
    if (mask?.read !== cell?.read || mask?.know !== cell?.know) return false;
  }
  for (let index = 0; index < allowed.length; index += 1) {
    if (allowedRestrictions.has(restrictions[index] ?? '') !== allowed[index]) return false;
  }
  return true;
}

/** One text for a set of grants: equal texts compile to equal shapes. */
function textOf({ masks, allowed, isOwn }: GrantVector): string {
  const cells = masks.map(({ read, know }) => String.fromCharCode(read * 16 + know)).join('');
  return `${cells}|${isOwn ? 'own' : ''}|${allowed.map(Number).join('')}`;
}

function keyOf({ agency, class: disclosed, aspect }: Cell): string {
  return cellKey(agency, disclosed, aspect);
}

/** The restrictions that items of a contract can have, in its order. */
function restrictionsOf({ schema }: AgencyContract): readonly Restriction[] {
  const type = schema.getType('Restriction');
  return isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
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
