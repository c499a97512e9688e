import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  valueFromASTUntyped,
} from 'graphql';

/** One operation of a document, as it was sent. */
export type SentOperation = {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string;
  readonly variables: Readonly<Record<string, unknown>>;
};

/** What some fields select. */
export const selectionsOf = (nodes: readonly FieldNode[]): readonly (readonly SelectionNode[])[] =>
  nodes.map(({ selectionSet }) => selectionSet?.selections ?? []);

/** An operation's own selection, and what it asks of objects, by its variables and their defaults. */
export function askedFieldsOf({ schema, document, operationName, variables }: SentOperation): {
  readonly operation: OperationDefinitionNode;
  readonly asked: AskedFields;
} {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if (definition.kind === Kind.OPERATION_DEFINITION && definition.name?.value === operationName)
      operation = definition;
  }
  if (operation === undefined) throw new Error('the operation is not in its document');
  const scope = Object.fromEntries(
    (operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => {
      const name = variable.name.value;
      const byDefault = defaultValue === undefined ? undefined : valueFromASTUntyped(defaultValue);
      return [name, name in variables ? variables[name] : byDefault];
    }),
  );
  return { operation, asked: new AskedFields(schema, fragments, scope) };
}

/** What an operation asks of an object of some type, by key, once fragments and conditions are applied. */
export class AskedFields {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #scope: Readonly<Record<string, unknown>>;

  constructor(
    schema: GraphQLSchema,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    scope: Readonly<Record<string, unknown>>,
  ) {
    this.#schema = schema;
    this.#fragments = fragments;
    this.#scope = scope;
  }

  fieldsOf(
    type: GraphQLObjectType,
    selections: readonly (readonly SelectionNode[])[],
    into = new Map<string, FieldNode[]>(),
  ): ReadonlyMap<string, readonly FieldNode[]> {
    for (const selection of selections.flat()) {
      if (!this.#isAsked(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        into.set(key, [...(into.get(key) ?? []), selection]);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
      const condition = fragment?.typeCondition?.name.value;
      if (fragment !== undefined && (condition === undefined || this.#is(type, condition)))
        this.fieldsOf(type, [fragment.selectionSet.selections], into);
    }
    return into;
  }

  /** The arguments that are given and not null. */
  argumentsOf(node: FieldNode): Readonly<Record<string, unknown>> {
    const given = (node.arguments ?? []).map(({ name, value }) => [
      name.value,
      valueFromASTUntyped(value, this.#scope),
    ]);
    return Object.fromEntries(given.filter(([, value]) => value !== null && value !== undefined));
  }

  #is(type: GraphQLObjectType, condition: string): boolean {
    const other = this.#schema.getType(condition);
    if (other === undefined || other === type) return other === type;
    return 'getTypes' in other || !isObjectType(other)
      ? this.#schema.isSubType(other as Parameters<GraphQLSchema['isSubType']>[0], type)
      : false;
  }

  #isAsked({ directives = [] }: SelectionNode): boolean {
    return directives.every(({ name, arguments: given = [] }) => {
      const [condition] = given;
      if (condition === undefined || (name.value !== 'skip' && name.value !== 'include')) return true;
      return (valueFromASTUntyped(condition.value, this.#scope) === true) === (name.value === 'include');
    });
  }
}
