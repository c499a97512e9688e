import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  Kind,
  print,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import { GatewayError } from '../model/errors.ts';
import { type ArgumentCoercer, compileArguments } from './coerce-inputs.ts';
import type { PlannedField } from './graph-step.ts';

/** What a selection is collected with: one operation, one value for each variable of `@skip` and `@include`. */
export type SelectionContext = {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: ReadonlyMap<string, boolean>;
  /** Filled: the coercers of the arguments, at the positions that `PlannedField.argsIndex` names. */
  readonly argumentCoercers: ArgumentCoercer[];
  /** Counts down; below zero the operation is refused, since fragments can multiply a small document. */
  readonly budget: { left: number };
};

/** One response key with all the field nodes that were merged into it. */
export type CollectedField = { readonly key: string; readonly nodes: readonly FieldNode[] };

/**
 * Collects the fields of a selection on one concrete type (specification 6.3.2: same response keys
 * merged in the order in which they first appear, fragments applied by type) and plans each, down
 * to the leaves.
 *
 * @throws GatewayError BAD_REQUEST when the expanded selection is larger than the budget.
 */
export function selectFields(
  context: SelectionContext,
  parent: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): readonly PlannedField[] {
  return collectFields(context, parent, sets).map((collected) => planField(context, parent, collected));
}

/** Collects without planning further; see `selectFields`. */
export function collectFields(
  context: SelectionContext,
  parent: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): readonly CollectedField[] {
  const grouped = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  for (const set of sets) collectInto(context, parent, set, grouped, visited);
  return [...grouped].map(([key, nodes]) => ({ key, nodes }));
}

function collectInto(
  context: SelectionContext,
  parent: GraphQLObjectType,
  set: SelectionSetNode,
  grouped: Map<string, FieldNode[]>,
  visited: Set<string>,
): void {
  for (const selection of set.selections) {
    if (!isIncluded(context, selection.directives)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      const nodes = grouped.get(key);
      if (nodes === undefined) grouped.set(key, [selection]);
      else nodes.push(selection);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      if (applies(context, selection.typeCondition?.name.value, parent)) {
        collectInto(context, parent, selection.selectionSet, grouped, visited);
      }
    } else {
      const fragment = context.fragments.get(selection.name.value);
      if (fragment === undefined || visited.has(fragment.name.value)) continue;
      visited.add(fragment.name.value);
      if (applies(context, fragment.typeCondition.name.value, parent)) {
        collectInto(context, parent, fragment.selectionSet, grouped, visited);
      }
    }
  }
}

function isIncluded(context: SelectionContext, directives: readonly DirectiveNode[] | undefined): boolean {
  for (const { name, arguments: args } of directives ?? []) {
    if (name.value !== 'skip' && name.value !== 'include') continue;
    const condition = args?.find((argument) => argument.name.value === 'if')?.value;
    const holds =
      condition?.kind === Kind.VARIABLE
        ? context.conditions.get(condition.name.value)
        : condition?.kind === Kind.BOOLEAN && condition.value;
    if (holds !== (name.value === 'include')) return false;
  }
  return true;
}

function applies(context: SelectionContext, condition: string | undefined, parent: GraphQLObjectType): boolean {
  if (condition === undefined || condition === parent.name) return true;
  const type = context.schema.getType(condition);
  return isAbstractType(type) && context.schema.isSubType(type, parent);
}

function planField(context: SelectionContext, parent: GraphQLObjectType, collected: CollectedField): PlannedField {
  context.budget.left -= 1;
  if (context.budget.left < 0) {
    throw new GatewayError('BAD_REQUEST', 'The operation selects too many fields; ask for less at once.');
  }
  const { key, nodes } = collected;
  const [first] = nodes;
  const field = first === undefined ? undefined : fieldOf(context.schema, parent, first.name.value);
  if (first === undefined || field === undefined) {
    throw new GatewayError('GRAPHQL_VALIDATION_FAILED', 'The operation selects a field that its type does not have.');
  }
  let argsIndex: number | null = null;
  if (field.args.length > 0) {
    argsIndex = context.argumentCoercers.push(compileArguments(field.args, first.arguments ?? [], field.name)) - 1;
  }
  return {
    key,
    field: field.name,
    type: String(field.type),
    args: (first.arguments ?? []).map((argument) => print(argument)).join(', '),
    argsIndex,
    on: planSelections(context, field, nodes),
  };
}

function planSelections(
  context: SelectionContext,
  field: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
): PlannedField['on'] {
  const type = getNamedType(field.type);
  if (!isCompositeType(type) || field.name.startsWith('__')) return null;
  const sets = nodes.flatMap((node) => (node.selectionSet === undefined ? [] : [node.selectionSet]));
  const concrete = isAbstractType(type) ? context.schema.getPossibleTypes(type) : [type];
  return Object.fromEntries(concrete.map((object) => [object.name, selectFields(context, object, sets)]));
}

function fieldOf(
  schema: GraphQLSchema,
  parent: GraphQLObjectType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (parent === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return Object.hasOwn(parent.getFields(), name) ? parent.getFields()[name] : undefined;
}

/** The variables that decide `@skip` and `@include` anywhere an operation can reach, in order of appearance. */
export function conditionVariables(
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  root: SelectionSetNode,
): readonly string[] {
  const names = new Set<string>();
  const visited = new Set<string>();
  const search = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      for (const { name, arguments: args } of selection.directives ?? []) {
        const condition = args?.find((argument) => argument.name.value === 'if')?.value;
        if ((name.value === 'skip' || name.value === 'include') && condition?.kind === Kind.VARIABLE) {
          names.add(condition.name.value);
        }
      }
      if (selection.kind !== Kind.FRAGMENT_SPREAD) {
        if (selection.selectionSet !== undefined) search(selection.selectionSet);
        continue;
      }
      const fragment = fragments.get(selection.name.value);
      if (fragment === undefined || visited.has(fragment.name.value)) continue;
      visited.add(fragment.name.value);
      search(fragment.selectionSet);
    }
  };
  search(root);
  return [...names];
}
