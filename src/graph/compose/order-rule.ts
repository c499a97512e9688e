import {
  getNamedType,
  getNullableType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isListType,
  isObjectType,
} from 'graphql';
import { readAnnotations } from './annotations.ts';
import type { AnyField, ContractRule } from './contract-rule.ts';
import { childType } from './contract-words.ts';
import { declaresItem } from './read-contract.ts';

/**
 * A list that is joined by date says by which: a day or an instant of every item it can hold, of the
 * list's own class, so that the gateway may ask for it wherever it may ask for the list.
 */
export const orderedListsAreInTime: ContractRule = (schema, report) => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const by = readAnnotations(field.astNode).orderedBy;
      if (by === null || (type.name === childType && isOrderable(schema, field, by))) continue;
      report(
        'ORDER_INVALID',
        `${type.name}.${field.name}`,
        `@ordered(by:) belongs on a list of items of ${childType} and names a ${timeTypes.join(' or ')} of each of them, without arguments and of the list's class.`,
      );
    }
  }
};

const timeTypes: readonly string[] = ['LocalDate', 'DateTime'];

function isOrderable(schema: GraphQLSchema, list: AnyField, by: string): boolean {
  if (!isListType(getNullableType(list.type))) return false;
  const types = itemTypes(schema, list);
  const listClass = readAnnotations(list.astNode).disclosure?.class;
  return (
    types.length > 0 &&
    types.every((type) => {
      const field = type.getFields()[by];
      if (field === undefined || !declaresItem(type) || field.args.length > 0) return false;
      const { disclosure, isContact } = readAnnotations(field.astNode);
      return (
        timeTypes.includes(String(field.type)) &&
        disclosure?.class === listClass &&
        disclosure?.alongside == null &&
        !isContact
      );
    })
  );
}

function itemTypes(schema: GraphQLSchema, list: AnyField): readonly GraphQLObjectType[] {
  const named = getNamedType(list.type);
  if (isObjectType(named)) return [named];
  return isAbstractType(named) ? schema.getPossibleTypes(named) : [];
}
