import {
  type DocumentNode,
  executeSync,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  typeFromAST,
} from 'graphql';
import { GatewayError } from '../model/errors.ts';
import {
  type ArgumentCoercer,
  type Coerced,
  compileArguments,
  compileVariables,
  type VariableCoercer,
} from './coerce-inputs.ts';
import type {
  GraphOptions,
  NestedChild,
  OperationInputs,
  OperationPlan,
  OperationRequest,
  PlannedField,
  PlannedRoot,
  Prepared,
  RootRequest,
} from './graph-step.ts';
import type { GraphCounter } from './graph-counts.ts';
import { findLiterals } from './operation-literals.ts';
import { childType, plannedCells } from './planned-cells.ts';
import { isRow } from './reading.ts';
import { defaultPage } from './upstream-variables.ts';
import { collectFields, conditionVariables, type SelectionContext, selectFields } from './select-fields.ts';

/** The most children of one operation (DESIGN 4). */
export const maxChildren = 500;

/** The most planned fields of one operation, over all concrete types. */
const maxPlannedFields = 20_000;

/** How many specialised plans one operation keeps, one for every combination of its conditions. */
const maxPlansPerOperation = 32;

/** Plans operations; see `GraphStep.prepare` and `GraphStep.literalFaults`. */
export type Planner = {
  readonly literalFaults: (document: DocumentNode) => readonly GatewayError[];
  readonly prepare: (request: OperationRequest) => Prepared;
};

type PlannerOptions = Pick<GraphOptions, 'composed' | 'thirdParty' | 'keeper' | 'introspection'>;

/** What is compiled of an operation whatever its variables. */
type Operation = {
  readonly node: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly coerceVariables: VariableCoercer;
  readonly conditions: readonly string[];
  readonly coerceAccess: ArgumentCoercer | null;
  readonly plans: Map<string, CompiledPlan>;
};

type CompiledPlan = { readonly plan: OperationPlan; readonly argumentCoercers: readonly ArgumentCoercer[] };

/**
 * Makes the planner. Documents are remembered weakly and only once they were found free of
 * literals; plans, once for every document, operation name and combination of `@skip` and
 * `@include` variables.
 */
export function createPlanner(options: PlannerOptions, counter: GraphCounter): Planner {
  const { schema } = options.composed;
  const documents = new WeakMap<DocumentNode, Map<string, Operation>>();

  const prepare = ({ document, operationName, variables, introspected }: OperationRequest): Prepared => {
    let operations = documents.get(document);
    if (operations === undefined) {
      const literals = findLiterals(schema, document);
      if (literals.length > 0) return { kind: 'FAULTS', errors: literals };
      operations = new Map();
      documents.set(document, operations);
    }
    try {
      const operation = operationOf(options, document, operationName ?? null, operations);
      const coerced = operation.coerceVariables(variables ?? {});
      if (coerced.kind === 'FAULTS') return coerced;
      return prepareOperation(options, counter, operation, coerced.values, introspected ?? schema);
    } catch (error) {
      if (error instanceof GatewayError) return { kind: 'FAULTS', errors: [error] };
      throw error;
    }
  };
  return { literalFaults: (document) => findLiterals(schema, document), prepare };
}

function operationOf(
  options: PlannerOptions,
  document: DocumentNode,
  operationName: string | null,
  operations: Map<string, Operation>,
): Operation {
  const node = chooseOperation(document, operationName);
  const name = node.name?.value ?? '';
  const known = operations.get(name);
  if (known !== undefined) return known;
  const { schema } = options.composed;
  if (rootTypeOf(schema, node.operation) === null) {
    throw new GatewayError('OPERATION_NOT_SUPPORTED', `A ${node.operation} is not supported; send a query.`);
  }
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const access = node.directives?.find((directive) => directive.name.value === 'access');
  const accessDefinition = schema.getDirective('access');
  const operation: Operation = {
    node,
    fragments,
    coerceVariables: compileVariables(schema, node.variableDefinitions ?? []),
    conditions: conditionVariables(fragments, node.selectionSet),
    coerceAccess:
      access === undefined || accessDefinition === undefined || accessDefinition === null
        ? null
        : compileArguments(accessDefinition.args, access.arguments ?? [], '@access'),
    plans: new Map(),
  };
  operations.set(name, operation);
  return operation;
}

/** As graphql-js chooses: by name, or the only one. */
function chooseOperation(document: DocumentNode, operationName: string | null): OperationDefinitionNode {
  const candidates = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [first, ...others] =
    operationName === null ? candidates : candidates.filter(({ name }) => name?.value === operationName);
  if (operationName === null && others.length > 0) {
    throw new GatewayError(
      'OPERATION_RESOLUTION_FAILURE',
      'The document has several operations; say which with "operationName".',
    );
  }
  if (first === undefined) {
    throw new GatewayError(
      'OPERATION_RESOLUTION_FAILURE',
      'The document has no operation of the name given in "operationName".',
    );
  }
  return first;
}

function prepareOperation(
  options: PlannerOptions,
  counter: GraphCounter,
  operation: Operation,
  variables: Readonly<Record<string, unknown>>,
  introspected: GraphQLSchema,
): Prepared {
  const { plan, argumentCoercers } = planOf(options, counter, operation, variables);
  const errors: GatewayError[] = [];
  const valuesOf = (coerced: Coerced): Readonly<Record<string, unknown>> => {
    if (coerced.kind === 'VALUES') return coerced.values;
    errors.push(...coerced.errors);
    return {};
  };
  const args = argumentCoercers.map((coerce) => valuesOf(coerce(variables)));
  const access = operation.coerceAccess === null ? null : valuesOf(operation.coerceAccess(variables));
  if (errors.length > 0) return { kind: 'FAULTS', errors };
  const roots = plan.roots.map((root) => rootRequest(root, plan, args));
  const tooMany = countChildren(roots) > maxChildren;
  if (tooMany) {
    const message = `An operation may ask for at most ${maxChildren} children; split the list.`;
    return { kind: 'FAULTS', errors: [new GatewayError('TOO_MANY_CHILDREN', message)] };
  }
  const introspection = introspect(options, operation, plan, variables, introspected);
  const inputs: OperationInputs = { variables, args, introspection };
  return { kind: 'PLAN', plan, inputs, access, roots };
}

function planOf(
  options: PlannerOptions,
  counter: GraphCounter,
  operation: Operation,
  variables: Readonly<Record<string, unknown>>,
): CompiledPlan {
  const conditions = new Map<string, boolean>();
  let vector = '';
  for (const name of operation.conditions) {
    const value = variables[name];
    if (typeof value !== 'boolean') {
      throw new GatewayError(
        'ARGUMENT_INVALID',
        `Variable "$${name}" decides @skip or @include and must be a value of type "Boolean!".`,
      );
    }
    conditions.set(name, value);
    vector += value ? '1' : '0';
  }
  const known = operation.plans.get(vector);
  if (known !== undefined) return known;
  const compiled = compilePlan(options, operation, conditions);
  counter.plansCompiled += 1;
  const [oldest] = operation.plans.keys();
  if (operation.plans.size >= maxPlansPerOperation && oldest !== undefined) operation.plans.delete(oldest);
  operation.plans.set(vector, compiled);
  return compiled;
}

function compilePlan(
  options: PlannerOptions,
  operation: Operation,
  conditions: ReadonlyMap<string, boolean>,
): CompiledPlan {
  const { schema } = options.composed;
  const context: SelectionContext = {
    schema,
    fragments: operation.fragments,
    conditions,
    argumentCoercers: [],
    budget: { left: maxPlannedFields },
  };
  const parent = rootTypeOf(schema, operation.node.operation) ?? queryType(schema);
  const rootType = parent === schema.getMutationType() ? 'Mutation' : 'Query';
  const fields = selectFields(context, parent, [operation.node.selectionSet]);
  const roots = fields.map((field, index): PlannedRoot => ({ index, kind: kindOf(field, rootType), field }));
  const isIntrospecting = roots.some(({ field }) => isIntrospection(field));
  if (isIntrospecting && !options.introspection) {
    throw new GatewayError('OPERATION_NOT_SUPPORTED', 'Introspection is off; use the published schema.');
  }
  const nested = roots.flatMap(({ index, kind, field }) =>
    kind === 'SEARCH' ? childFieldsIn(field, [field.key]).map((inner) => ({ root: index, ...inner })) : [],
  );
  const selections = [...roots, ...nested].flatMap(({ field }) =>
    field.on?.[childType] === undefined ? [] : [field.on[childType]],
  );
  const { asked, needed } = plannedCells(options.composed, options.thirdParty.class, selections, options.keeper);
  return {
    plan: {
      operationName: operation.node.name?.value ?? null,
      rootType,
      roots,
      nested,
      cellsNeeded: needed,
      cellsAsked: asked,
      shape: {
        roots: roots.map(({ field }) => field.field),
        classes: [...new Set(asked.map((cell) => cell.class))].sort(),
      },
    },
    argumentCoercers: context.argumentCoercers,
  };
}

const childRoots: Readonly<Record<string, RootRequest['kind']>> = {
  child: 'CHILD',
  childByIdentifier: 'CHILD_BY_IDENTIFIER',
  children: 'CHILDREN',
  myCaseload: 'CASELOAD',
  findChildren: 'SEARCH',
};

function kindOf({ field }: PlannedField, rootType: OperationPlan['rootType']): RootRequest['kind'] {
  if (field.startsWith('__')) return 'SCHEMA';
  if (rootType === 'Mutation') return 'ACT';
  return (Object.hasOwn(childRoots, field) ? childRoots[field] : undefined) ?? 'OWN';
}

/** The selections of a child anywhere below a field that returns none itself. */
function childFieldsIn(parent: PlannedField, path: readonly string[]): readonly Omit<NestedChild, 'root'>[] {
  const within = parent.type.includes('[') ? [...path, '*'] : path;
  return Object.values(parent.on ?? {}).flatMap((fields) =>
    fields.flatMap((field) => {
      const place = [...within, field.key];
      return field.on?.[childType] === undefined ? childFieldsIn(field, place) : [{ path: place, field }];
    }),
  );
}

/** The roots' arguments are of the gateway's own schema, so that their types are known here. */
function rootRequest(
  { index, kind, field }: PlannedRoot,
  { roots, nested }: OperationPlan,
  args: OperationInputs['args'],
): RootRequest {
  const values = field.argsIndex === null ? {} : (args[field.argsIndex] ?? {});
  const selectsIdIn = (inner: PlannedField): boolean =>
    (inner.on?.[childType] ?? []).some((selected) => selected.field === 'id');
  const selectsId = selectsIdIn(field);
  switch (kind) {
    case 'CHILD':
      return { kind, index, selectsId, id: String(values['id']) };
    case 'CHILD_BY_IDENTIFIER':
      return { kind, index, selectsId, key: { scheme: String(values['scheme']), value: String(values['value']) } };
    case 'CHILDREN':
      return { kind, index, selectsId, ids: Array.isArray(values['ids']) ? values['ids'].map(String) : [] };
    case 'CASELOAD': {
      const first = typeof values['first'] === 'number' ? values['first'] : defaultPage;
      return { kind, index, selectsId, first, after: typeof values['after'] === 'string' ? values['after'] : null };
    }
    case 'SEARCH': {
      const inner = nested.flatMap((child, at) =>
        child.root === index ? [{ ...child, place: roots.length + at }] : [],
      );
      return {
        kind,
        index,
        selectsId: inner.some((child) => selectsIdIn(child.field)),
        by: isRow(values['by']) ? values['by'] : {},
        places: inner.map(({ place }) => place),
      };
    }
    case 'OWN':
    case 'ACT':
      return { kind, index, field: field.field, args: values };
    case 'SCHEMA':
      return { kind, index };
  }
}

function countChildren(roots: readonly RootRequest[]): number {
  let count = 0;
  for (const root of roots) {
    if (root.kind === 'CHILDREN') count += root.ids.length;
    else if (root.kind === 'CASELOAD') count += root.first;
    else if (root.kind === 'CHILD' || root.kind === 'CHILD_BY_IDENTIFIER' || root.kind === 'SEARCH') count += 1;
  }
  return count;
}

function isIntrospection({ field }: PlannedField): boolean {
  return field === '__schema' || field === '__type';
}

/** Introspection is graphql-js's own: it reads the public schema, or the part of it that is shown, and no data. */
function introspect(
  { composed: { schema } }: PlannerOptions,
  operation: Operation,
  plan: OperationPlan,
  variables: Readonly<Record<string, unknown>>,
  introspected: GraphQLSchema,
): ReadonlyMap<number, unknown> {
  const roots = plan.roots.filter(({ field }) => isIntrospection(field));
  if (roots.length === 0) return none;
  const context: SelectionContext = {
    schema,
    fragments: operation.fragments,
    conditions: new Map(operation.conditions.map((name) => [name, variables[name] === true])),
    argumentCoercers: [],
    budget: { left: maxPlannedFields },
  };
  const keys = new Set(roots.map(({ field }) => field.key));
  const selections = collectFields(context, queryType(schema), [operation.node.selectionSet])
    .filter(({ key }) => keys.has(key))
    .flatMap(({ nodes }) => nodes);
  const definition: OperationDefinitionNode = {
    ...operation.node,
    directives: [],
    // Types of variables that are not shown are of arguments that are not either.
    variableDefinitions: (operation.node.variableDefinitions ?? []).filter(
      ({ type }) => typeFromAST(introspected, type) !== undefined,
    ),
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [definition, ...operation.fragments.values()] };
  const { data } = executeSync({ schema: introspected, document, variableValues: { ...variables } });
  return new Map(roots.map(({ index, field }) => [index, data?.[field.key] ?? null]));
}

const none: ReadonlyMap<number, unknown> = new Map();

/** The type that a kind of operation starts from; null: none is offered. */
function rootTypeOf(schema: GraphQLSchema, operation: OperationTypeNode): GraphQLObjectType | null {
  switch (operation) {
    case OperationTypeNode.QUERY:
      return queryType(schema);
    case OperationTypeNode.MUTATION:
      return schema.getMutationType() ?? null;
    case OperationTypeNode.SUBSCRIPTION:
      return null;
  }
}

function queryType(schema: GraphQLSchema): GraphQLObjectType {
  const type = schema.getQueryType();
  if (type === null || type === undefined) throw new Error('The public schema has no query type.');
  return type;
}
