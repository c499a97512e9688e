import { type GraphQLNamedType, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';

const markers = ['custodian', 'recordedAt', 'relevance', 'restrictions', 'about'];

/** Whether a type is an item: an object that bears the markers. */
export const isItemType = (type: GraphQLNamedType): type is GraphQLObjectType =>
  isObjectType(type) && markers.every((marker) => marker in type.getFields());

/**
 * The field that tells the day of an item, for lists that take a period: its first calendar date, else
 * instant, that is not when something ends and not a marker. Null: undated.
 */
export const dayFieldOf = (type: GraphQLObjectType): string | null => {
  const fields = Object.values(type.getFields()).filter(
    (field) => field.name !== 'recordedAt' && !/until|expires|ends/i.test(field.name),
  );
  for (const scalar of ['LocalDate', 'DateTime']) {
    const dated = fields.find((field) => getNamedType(field.type).name === scalar);
    if (dated !== undefined) return dated.name;
  }
  return null;
};
