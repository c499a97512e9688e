import { type GraphQLField, type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import type { CompositionFaultCode } from './composition-error.ts';

/** Reports one broken rule at a coordinate, with what to do about it. */
export type ReportFault = (code: CompositionFaultCode, coordinate: string, fix: string) => void;

/** One rule that a contract keeps by itself. */
export type ContractRule = (schema: GraphQLSchema, report: ReportFault) => void;

export type AnyField = GraphQLField<unknown, unknown>;

/** Every field of every object type but the roots. */
export const fieldsOfObjects = function* (
  schema: GraphQLSchema,
): Generator<{ readonly type: GraphQLObjectType; readonly field: AnyField }> {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isRoot(schema, type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) yield { type, field };
  }
};

const isRoot = (schema: GraphQLSchema, type: GraphQLObjectType): boolean =>
  type === schema.getQueryType() || type === schema.getMutationType();
