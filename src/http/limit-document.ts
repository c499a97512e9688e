import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { GatewayError } from '../model/errors.ts';

/** Bounds on one document, before anything is validated or planned of it. Fragments count at each use. */
export type DocumentLimits = {
  /** Most tokens of the text. */
  readonly tokens: number;
  /** Deepest nesting of selections. */
  readonly depth: number;
  /** Most selections of one operation. */
  readonly selections: number;
  readonly aliases: number;
  readonly directives: number;
  /** Most fields at the root of one operation. */
  readonly rootFields: number;
};

type Size = Omit<DocumentLimits, 'tokens' | 'rootFields'>;

const words = {
  depth: 'levels',
  selections: 'fields',
  aliases: 'aliases',
  directives: 'directives',
  rootFields: 'root fields',
} as const;
const bounded = Object.keys(words) as (keyof typeof words)[];

/**
 * What is beyond a limit, for the first operation where something is; null: nothing. A few fragments that use
 * each other twice can stand for millions of fields, so each is measured once. To be asked before validation,
 * some rules of which take quadratic time.
 */
export function limitFault(document: DocumentNode, limits: DocumentLimits): GatewayError | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const measured = new Map<string, Size>();
  const rooted = new Map<string, number>();
  // Also fragments that no operation uses: validation visits them, too.
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION && node.kind !== Kind.FRAGMENT_DEFINITION) continue;
    const size = {
      ...sizeWith(node, sizeOf(node.selectionSet, fragments, measured)),
      rootFields: node.kind === Kind.OPERATION_DEFINITION ? fieldsAt(node.selectionSet, fragments, rooted) : 0,
    };
    const exceeded = bounded.find((name) => size[name] > limits[name]);
    if (exceeded !== undefined) return faultOf(exceeded, limits[exceeded], size[exceeded]);
  }
  return null;
}

function faultOf(limit: keyof typeof words, allowed: number, counted: number): GatewayError {
  const found = Math.min(counted, Number.MAX_SAFE_INTEGER);
  const text = `An operation may have ${allowed} ${words[limit]}, fragments counted at each use, and has ${found}: ask in parts.`;
  return new GatewayError('LIMIT_EXCEEDED', text, { extensions: { limit, allowed, found } });
}

const empty: Size = { selections: 0, depth: 0, aliases: 0, directives: 0 };

function sizeOf(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  measured: Map<string, Size>,
): Size {
  let total = empty;
  for (const selection of set.selections) {
    total = join(total, sizeWith(selection, within(selection, fragments, measured)));
  }
  return total;
}

function within(
  selection: SelectionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  measured: Map<string, Size>,
): Size {
  switch (selection.kind) {
    case Kind.FIELD: {
      const { selectionSet } = selection;
      const inner = selectionSet === undefined ? empty : sizeOf(selectionSet, fragments, measured);
      return { ...inner, selections: inner.selections + 1, depth: inner.depth + 1 };
    }
    case Kind.INLINE_FRAGMENT:
      return sizeOf(selection.selectionSet, fragments, measured);
    case Kind.FRAGMENT_SPREAD: {
      const name = selection.name.value;
      const fragment = fragments.get(name);
      const known = measured.get(name);
      if (fragment === undefined || known !== undefined) return known ?? empty;
      // While it is being measured it counts nothing: a cycle ends here, and is a rule's of validation to refuse.
      measured.set(name, empty);
      const size = sizeWith(fragment, sizeOf(fragment.selectionSet, fragments, measured));
      measured.set(name, size);
      return size;
    }
  }
}

/** With what the node itself carries. */
function sizeWith(node: SelectionNode | FragmentDefinitionNode | OperationDefinitionNode, inner: Size): Size {
  const aliases = (node as FieldNode).alias === undefined ? 0 : 1;
  const directives = node.directives?.length ?? 0;
  if (aliases === 0 && directives === 0) return inner;
  return { ...inner, aliases: inner.aliases + aliases, directives: inner.directives + directives };
}

function join(left: Size, right: Size): Size {
  return {
    selections: left.selections + right.selections,
    depth: Math.max(left.depth, right.depth),
    aliases: left.aliases + right.aliases,
    directives: left.directives + right.directives,
  };
}

/** Fields of one level, fragments looked into. */
function fieldsAt(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  counted: Map<string, number>,
): number {
  let fields = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) fields += 1;
    else if (selection.kind === Kind.INLINE_FRAGMENT) fields += fieldsAt(selection.selectionSet, fragments, counted);
    else {
      const name = selection.name.value;
      const known = counted.get(name);
      const fragment = fragments.get(name);
      if (known === undefined && fragment !== undefined) {
        counted.set(name, 0);
        counted.set(name, fieldsAt(fragment.selectionSet, fragments, counted));
      }
      fields += counted.get(name) ?? 0;
    }
  }
  return fields;
}
