import {
  type ArgumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { GatewayError } from '../model/errors.ts';
import type { KnownOperation } from './known-documents.ts';

/** Refuses an operation that costs more than the limit with these variables; null: it does not. */
export type CostFault = (
  operation: KnownOperation,
  variables: Readonly<Record<string, unknown>>,
) => GatewayError | null;

/** Rows of a list that nothing bounds in the operation. */
const assumedRows = 10;
/** No larger number is an `Int`. */
const largestInt = 2 ** 31 - 1;
/** How many fields a refusal names. */
const namedFields = 5;

/** How many rows a list may have: a number, or what a variable says. */
type Rows =
  | { readonly kind: 'FIXED'; readonly rows: number }
  | { readonly kind: 'COUNT' | 'LENGTH'; readonly variable: string; readonly otherwise: number };

/** A field with fields below it, and how it is priced. */
type PricedField = {
  readonly coordinate: string;
  readonly rows: Rows;
  /** Of one row, with its fields that have none below. */
  readonly weight: number;
  readonly below: readonly PricedField[];
};

type PricedOperation = Pick<PricedField, 'weight' | 'below'>;

/**
 * Makes what prices operations from the schema alone, before anything is asked: each field costs 1 for each row
 * that it may give, or what its `@cost(weight:)` says; a list may have as many rows as `first` allows, as
 * there are entries in an argument that is a list, or else 10. Conditions are taken as met. An operation
 * is read once; a request costs a few multiplications.
 */
export function createCostFault(schema: GraphQLSchema, limit: number): CostFault {
  const priced = new WeakMap<OperationDefinitionNode, PricedOperation>();
  return (operation, variables) => {
    let known = priced.get(operation.node);
    if (known === undefined) {
      known = priceOperation(schema, operation);
      priced.set(operation.node, known);
    }
    const total = costOf(known, variables, 1, null);
    if (total <= limit) return null;
    const byField = new Map<string, number>();
    costOf(known, variables, 1, byField);
    const heaviest = [...byField]
      .sort(([, left], [, right]) => right - left)
      .slice(0, namedFields)
      .map(([coordinate, cost]) => ({ coordinate, cost: told(cost) }));
    const cost = told(total);
    return new GatewayError(
      'COST_EXCEEDED',
      `The operation costs up to ${cost}, and ${limit} are allowed: ask for less at once, or give "first" to its lists.`,
      { extensions: { cost, limit, heaviest } },
    );
  };
}

/** A number that JSON can hold. */
function told(cost: number): number {
  return Math.min(Math.ceil(cost), Number.MAX_SAFE_INTEGER);
}

/** Notes in `byField` what each field costs with all below it, wherever it occurs. */
function costOf(
  { weight, below }: PricedOperation,
  variables: Readonly<Record<string, unknown>>,
  times: number,
  byField: Map<string, number> | null,
): number {
  let total = weight;
  for (const field of below) {
    const rows = rowsOf(field.rows, variables);
    const cost = rows * costOf(field, variables, times * rows, byField);
    byField?.set(field.coordinate, (byField.get(field.coordinate) ?? 0) + times * cost);
    total += cost;
  }
  return total;
}

function rowsOf(rows: Rows, variables: Readonly<Record<string, unknown>>): number {
  if (rows.kind === 'FIXED') return rows.rows;
  const value = Object.hasOwn(variables, rows.variable) ? variables[rows.variable] : undefined;
  if (rows.kind === 'LENGTH') return Array.isArray(value) ? value.length : rows.otherwise;
  return typeof value === 'number' && value >= 0 ? Math.min(value, largestInt) : rows.otherwise;
}

type Reading = {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
};

function priceOperation(schema: GraphQLSchema, { document, node }: KnownOperation): PricedOperation {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const root = schema.getRootType(node.operation)?.name ?? '';
  return priceSelections(node.selectionSet, root, 0, { schema, operation: node, fragments });
}

function priceSelections(set: SelectionSetNode, parent: string, ownWeight: number, reading: Reading): PricedOperation {
  let weight = ownWeight;
  const below: PricedField[] = [];
  const visit = (selections: SelectionSetNode, type: string): void => {
    for (const selection of selections.selections) {
      switch (selection.kind) {
        case Kind.FIELD: {
          const field = fieldOf(reading.schema, type, selection.name.value);
          const own = field === null ? 1 : weightOf(field);
          if (selection.selectionSet === undefined || field === null) weight += own;
          else {
            const inner = getNamedType(field.type).name;
            below.push({
              coordinate: `${type}.${field.name}`,
              rows: rowsAsked(field, selection.arguments ?? [], reading),
              ...priceSelections(selection.selectionSet, inner, own, reading),
            });
          }
          break;
        }
        case Kind.INLINE_FRAGMENT:
          visit(selection.selectionSet, selection.typeCondition?.name.value ?? type);
          break;
        case Kind.FRAGMENT_SPREAD: {
          const fragment = reading.fragments.get(selection.name.value);
          if (fragment !== undefined) visit(fragment.selectionSet, fragment.typeCondition.name.value);
        }
      }
    }
  };
  visit(set, parent);
  return { weight, below };
}

/** Null: one of those that every type has, or that introspection offers at the root. */
function fieldOf(schema: GraphQLSchema, typeName: string, name: string): GraphQLField<unknown, unknown> | null {
  const type = schema.getType(typeName);
  const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
  return Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;
}

function weightOf({ astNode }: GraphQLField<unknown, unknown>): number {
  const cost = astNode?.directives?.find(({ name }) => name.value === 'cost');
  const weight = cost?.arguments?.find(({ name }) => name.value === 'weight')?.value;
  return weight?.kind === Kind.INT ? Number(weight.value) : 1;
}

function rowsAsked(
  field: GraphQLField<unknown, unknown>,
  given: readonly ArgumentNode[],
  { operation }: Reading,
): Rows {
  if (!isListType(getNullableType(field.type))) return { kind: 'FIXED', rows: 1 };
  const valueOf = (definition: GraphQLArgument): ValueNode | undefined =>
    given.find(({ name }) => name.value === definition.name)?.value;
  const defaultOf = (variable: string): ValueNode | undefined =>
    operation.variableDefinitions?.find((definition) => definition.variable.name.value === variable)?.defaultValue;
  const page = field.args.find(({ name }) => name === 'first');
  if (page !== undefined) {
    const otherwise = typeof page.defaultValue === 'number' ? page.defaultValue : assumedRows;
    const value = valueOf(page);
    if (value?.kind !== Kind.VARIABLE) return { kind: 'FIXED', rows: countIn(value, otherwise) };
    const variable = value.name.value;
    return { kind: 'COUNT', variable, otherwise: countIn(defaultOf(variable), otherwise) };
  }
  const entries = field.args.find(({ type }) => isListType(getNullableType(type)));
  const value = entries === undefined ? undefined : valueOf(entries);
  if (value === undefined) return { kind: 'FIXED', rows: assumedRows };
  if (value.kind !== Kind.VARIABLE) return { kind: 'FIXED', rows: lengthOf(value) };
  const variable = value.name.value;
  const fallback = defaultOf(variable);
  return { kind: 'LENGTH', variable, otherwise: fallback === undefined ? 1 : lengthOf(fallback) };
}

function countIn(value: ValueNode | undefined, otherwise: number): number {
  return value?.kind === Kind.INT ? Math.max(0, Number(value.value)) : otherwise;
}

/** What is no list stands for a list of one. */
function lengthOf(value: ValueNode): number {
  return value.kind === Kind.LIST ? value.values.length : 1;
}
