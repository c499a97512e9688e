import {
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { GatewayError } from '../model/errors.ts';

/** Bounds on one document, before anything is planned of it. */
export type DocumentLimits = {
  /** Most tokens of the text. */
  readonly tokens: number;
  /** Deepest nesting of selections, fragments inlined. */
  readonly depth: number;
  /** Most selections of one operation, fragments inlined at each use. */
  readonly selections: number;
};

type Size = { readonly selections: number; readonly depth: number };

const empty: Size = { selections: 0, depth: 0 };

/**
 * Makes the rule that refuses operations that are too deep or too large once their fragments are
 * inlined: a few fragments that use each other twice can stand for millions of fields. Each fragment
 * is measured once.
 */
export function limitDocument(limits: DocumentLimits): ValidationRule {
  return function LimitDocumentRule(context) {
    const measured = new Map<string, Size>();
    return {
      OperationDefinition(node) {
        const size = sizeOf(node.selectionSet, context, measured);
        if (size.depth <= limits.depth && size.selections <= limits.selections) return;
        const text = `An operation may be ${limits.depth} levels deep and select ${limits.selections} fields: ask in parts.`;
        const originalError = new GatewayError('GRAPHQL_VALIDATION_FAILED', text);
        context.reportError(new GraphQLError(text, { nodes: node, originalError }));
      },
    };
  };
}

function sizeOf(set: SelectionSetNode, context: ValidationContext, measured: Map<string, Size>): Size {
  let total = empty;
  for (const selection of set.selections) {
    switch (selection.kind) {
      case Kind.FIELD: {
        const inner = selection.selectionSet === undefined ? empty : sizeOf(selection.selectionSet, context, measured);
        total = join(total, { selections: inner.selections + 1, depth: inner.depth + 1 });
        break;
      }
      case Kind.INLINE_FRAGMENT:
        total = join(total, sizeOf(selection.selectionSet, context, measured));
        break;
      case Kind.FRAGMENT_SPREAD:
        total = join(total, sizeOfFragment(context.getFragment(selection.name.value), context, measured));
        break;
    }
  }
  return total;
}

function sizeOfFragment(
  fragment: FragmentDefinitionNode | null | undefined,
  context: ValidationContext,
  measured: Map<string, Size>,
): Size {
  if (fragment === null || fragment === undefined) return empty;
  const known = measured.get(fragment.name.value);
  if (known !== undefined) return known;
  // While it is being measured it counts nothing: a cycle ends here, and is another rule's to refuse.
  measured.set(fragment.name.value, empty);
  const size = sizeOf(fragment.selectionSet, context, measured);
  measured.set(fragment.name.value, size);
  return size;
}

function join(left: Size, right: Size): Size {
  return { selections: left.selections + right.selections, depth: Math.max(left.depth, right.depth) };
}
