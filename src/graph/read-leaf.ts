import { getNamedType, getNullableType, type GraphQLOutputType, isLeafType, isListType, isNonNullType } from 'graphql';
import { leafReaderOf } from './leaf-check.ts';
import { bubble, type ErrorNode, noteError, noteWrong, type Place, type ReadContext } from './reading.ts';

/** Reads a value of leaves (or lists of them) out of an answer: the value, null, or `bubble`. */
export type LeafReader = (value: unknown, error: ErrorNode | undefined, context: ReadContext) => unknown;

/**
 * Compiles the reader of a leaf field: what is not of the type is null and noted, nulls rise as the
 * public type says. `isNullable` is whether the agency's own contract allows null.
 */
export function compileLeaf(type: GraphQLOutputType, isNullable: boolean, place: Place): LeafReader {
  const named = getNamedType(type);
  if (!isLeafType(named)) throw new Error('A leaf reader was wanted for a type with fields.');
  const readLeaf = leafReaderOf(named);
  const { cell } = place;
  // What stands there when there is no value.
  const empty = isNonNullType(type) ? bubble : null;
  const explainEmpty = (value: null | undefined, error: ErrorNode | undefined, context: ReadContext): void => {
    if (value === undefined || (!noteError(context, place, error) && !isNullable)) noteWrong(context, place);
  };
  if (!isListType(getNullableType(type))) {
    return (value, error, context) => {
      if (value === null || value === undefined) {
        explainEmpty(value, error, context);
        return empty;
      }
      const result = readLeaf(value);
      if (result === undefined) {
        noteWrong(context, place);
        return empty;
      }
      context.findings.release(cell);
      return result;
    };
  }
  const read = compileType(type, readLeaf, place);
  return (value, error, context) => {
    if (value === null || value === undefined) {
      explainEmpty(value, error, context);
      return empty;
    }
    const result = read(value, context);
    if (result !== null && result !== bubble) context.findings.release(cell);
    return result;
  };
}

type TypedReader = (value: unknown, context: ReadContext) => unknown;

function compileType(type: GraphQLOutputType, readLeaf: (value: unknown) => unknown, place: Place): TypedReader {
  if (isNonNullType(type)) {
    const inner = compileType(type.ofType, readLeaf, place);
    return (value, context) => {
      const result = inner(value, context);
      return result === null ? bubble : result;
    };
  }
  if (isListType(type)) {
    const inner = compileType(type.ofType, readLeaf, place);
    return (value, context) => {
      if (value === null) return null;
      if (!Array.isArray(value)) return noteWrong(context, place);
      const list: unknown[] = [];
      for (const element of value) {
        const result = inner(element ?? null, context);
        if (result === bubble) return null;
        list.push(result);
      }
      return list;
    };
  }
  return (value, context) => {
    if (value === null) return null;
    return readLeaf(value) ?? noteWrong(context, place);
  };
}
