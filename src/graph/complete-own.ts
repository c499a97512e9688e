import {
  type GraphQLOutputType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { PlannedField } from './graph-step.ts';
import { leafReaderOf } from './leaf-check.ts';
import { childType } from './planned-cells.ts';
import { bubble, isRow, ResponseObject } from './reading.ts';

/** Completes values of the gateway's own; `bubble` when a non-null position has none. */
export type OwnCompleter = (value: unknown) => unknown;

/**
 * Compiles the completion of a field whose value the gateway already has (`me`, `sources`, the built
 * identity), as the specification completes values: lists, objects, nulls that rise. A value that is
 * not of the type completes to null.
 */
export function compileOwn(schema: GraphQLSchema, parentType: string, field: PlannedField): OwnCompleter {
  if (field.field === '__typename') return () => parentType;
  const parent = schema.getType(parentType);
  const type = isObjectType(parent) ? parent.getFields()[field.field]?.type : undefined;
  if (type === undefined) throw new Error(`The public type ${parentType} has no field ${field.field}.`);
  return compileType(schema, type, field);
}

/** Keeps the compiled completers of planned fields for as long as their plan lives. */
export function createOwnCompleters(schema: GraphQLSchema): (parentType: string, field: PlannedField) => OwnCompleter {
  const completers = new WeakMap<PlannedField, OwnCompleter>();
  return (parentType, field) => {
    let completer = completers.get(field);
    if (completer === undefined) {
      completer = compileOwn(schema, parentType, field);
      completers.set(field, completer);
    }
    return completer;
  };
}

function compileType(schema: GraphQLSchema, type: GraphQLOutputType, field: PlannedField): OwnCompleter {
  if (isNonNullType(type)) {
    const inner = compileType(schema, type.ofType, field);
    return (value) => {
      const result = inner(value);
      return result === null ? bubble : result;
    };
  }
  if (isListType(type)) {
    const inner = compileType(schema, type.ofType, field);
    return (value) => {
      if (!Array.isArray(value)) return null;
      const list = value.map(inner);
      return list.includes(bubble) ? null : list;
    };
  }
  if (isLeafType(type)) {
    const read = leafReaderOf(type);
    return (value) => read(value) ?? null;
  }
  if (!isObjectType(type)) throw new Error(`The gateway's own field ${field.field} is of an abstract type.`);
  // A child is assembled, not completed: its value holds what came of each of its selections.
  if (type.name === childType) return (value) => (value instanceof Map ? (value.get(field) ?? null) : null);
  const members = (field.on?.[type.name] ?? []).map((member) => ({
    key: member.key,
    field: member.field,
    complete: compileOwn(schema, type.name, member),
  }));
  return (value) => {
    if (!isRow(value)) return null;
    const object = new ResponseObject();
    for (const member of members) {
      const result = member.complete(value[member.field]);
      if (result === bubble) return null;
      object[member.key] = result;
    }
    return object;
  };
}
