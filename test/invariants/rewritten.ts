import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { Random } from '../graph/random.ts';

/** An operation that asks for the same in other words. */
export type Rewritten = {
  readonly text: string;
  readonly operationName: string;
  /** A response key as the first operation has it. */
  readonly keyOf: (key: string) => string;
};

const rewrittenName = 'Rewritten';
const prefix = 'other_';
const askedAlongside = 'introspected';

/**
 * Words a query otherwise: every key another alias, selections in another order, fields twice, in inline and
 * named fragments, under `@include(if: true)` and `@skip(if: false)`, with introspection beside, and as one of
 * several operations.
 */
export function rewriteOperation(document: DocumentNode, operationName: string, random: Random): Rewritten {
  const fragments: string[] = [];
  const kept = random.pick(['@include(if: true)', '@skip(if: false)', '@include(if: true) @skip(if: false)']);

  const renamed = (field: FieldNode): FieldNode => ({
    ...field,
    alias: { kind: Kind.NAME, value: `${prefix}${field.alias?.value ?? field.name.value}` },
    ...(field.selectionSet === undefined ? {} : { selectionSet: reworded(field.selectionSet) }),
  });
  const again = (selection: SelectionNode): readonly SelectionNode[] => {
    if (selection.kind !== Kind.FIELD) return [selection];
    if (random.chance(0.2)) return [selection, selection];
    if (random.chance(0.2)) return selectionsOf(`{ ... ${kept} { ${print(selection)} } }`);
    return [selection];
  };
  const reworded = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: shuffled(
      set.selections
        .map((selection): SelectionNode => {
          if (selection.kind === Kind.FIELD) return renamed(selection);
          if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
          return { ...selection, selectionSet: reworded(selection.selectionSet) };
        })
        .flatMap(again),
      random,
    ),
  });

  const definitions = document.definitions.map((definition) => {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      return { ...definition, selectionSet: reworded(definition.selectionSet) } satisfies FragmentDefinitionNode;
    if (definition.kind !== Kind.OPERATION_DEFINITION || definition.name?.value !== operationName) return definition;
    const asked = reworded(definition.selectionSet);
    fragments.push(`fragment Asked on Query ${print(asked)}`);
    const selections = selectionsOf(
      `{ ...Asked ${kept} ${askedAlongside}: __schema { queryType { name } } ${askedAlongside}Type: __typename }`,
    );
    return {
      ...definition,
      name: { kind: Kind.NAME, value: rewrittenName },
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    } satisfies OperationDefinitionNode;
  });
  const text = [...definitions.map(print), ...fragments, 'query NotAsked { me { organisation } }'].join('\n');
  return {
    text,
    operationName: rewrittenName,
    keyOf: (key) => (key.startsWith(prefix) ? key.slice(prefix.length) : key),
  };
}

/** Names an operation that has no name. */
export function named(text: string, name: string): DocumentNode {
  return visit(parse(text), {
    OperationDefinition: (node) =>
      node.name === undefined ? { ...node, name: { kind: Kind.NAME, value: name } } : node,
  });
}

function selectionsOf(text: string): readonly SelectionNode[] {
  const [definition] = parse(text).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
}

function shuffled<T>(parts: readonly T[], random: Random): readonly T[] {
  const left = [...parts];
  const mixed: T[] = [];
  while (left.length > 0) mixed.push(...left.splice(random.int(0, left.length - 1), 1));
  return mixed;
}

/** A response in one form whatever its keys and their order were; what was asked alongside is left out. */
export function inOneForm(value: unknown, keyOf: (key: string) => string = (key) => key): unknown {
  if (Array.isArray(value)) return value.map((each) => inOneForm(each, keyOf));
  // The parts of a path are keys too.
  if (typeof value === 'string') return keyOf(value);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .filter(([key]) => !key.startsWith(askedAlongside))
    .map(([key, each]): [string, unknown] => [keyOf(key), inOneForm(each, keyOf)]);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)));
}

/** Withheld parts in one form: each once, in one order. */
export function withheldInOneForm(
  entries: readonly unknown[],
  keyOf: (key: string) => string = (key) => key,
): readonly string[] {
  return [...new Set(entries.map((entry) => JSON.stringify(inOneForm(entry, keyOf))))].sort();
}
