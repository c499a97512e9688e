import { type GraphQLNamedType, type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import type { AgencyName } from '../../model/words.ts';
import type { AgencyContract, ContractField, Dialect } from '../contract.ts';
import { readAnnotations } from './annotations.ts';
import { childType, itemInterface, itemMarkers } from './contract-words.ts';

/**
 * Makes the checked contract of one agency from its whole schema. Fields of interfaces and of the
 * root have no `ContractField`: what they disclose is decided on every concrete type.
 */
export const readContract = (agency: AgencyName, dialect: Dialect, schema: GraphQLSchema): AgencyContract => {
  const fields = new Map<string, ReadonlyMap<string, ContractField>>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type === schema.getQueryType() || type === schema.getMutationType()) continue;
    if (type.name.startsWith('__')) continue;
    const ofType = Object.values(type.getFields()).map((field): [string, ContractField] => [
      field.name,
      contractField(field.name, readAnnotations(field.astNode)),
    ]);
    fields.set(type.name, new Map(ofType));
  }
  const entries = readEntries(schema);
  const items = new Set(
    Object.values(schema.getTypeMap())
      .filter((type) => isItemType(schema, type))
      .map(({ name }) => name),
  );
  return {
    agency,
    dialect,
    schema,
    entries: {
      IDENTIFIER: entries.get('IDENTIFIER') ?? '',
      RECORD: entries.get('RECORD') ?? '',
      CASELOAD: entries.get('CASELOAD') ?? null,
      SEARCH: entries.get('SEARCH') ?? null,
    },
    acts: { INACCURACY: readActs(schema).get('INACCURACY') ?? null },
    fieldOf: (typeName, fieldName) => fields.get(typeName)?.get(fieldName),
    isItem: (typeName) => items.has(typeName),
  };
};

/** Whether every concrete type is an item: implements the item interface and carries every marker, marked as such. */
export const isItemType = (schema: GraphQLSchema, type: GraphQLNamedType): boolean => {
  if (isAbstractType(type)) {
    const possible = schema.getPossibleTypes(type);
    return possible.length > 0 && possible.every((concrete) => isItemType(schema, concrete));
  }
  if (!isObjectType(type) || !declaresItem(type)) return false;
  const fields = type.getFields();
  return Object.keys(itemMarkers).every((name) => readAnnotations(fields[name]?.astNode).isMarker);
};

/** Whether a type says of itself that it is an item. */
export const declaresItem = (type: GraphQLNamedType): boolean =>
  (isObjectType(type) || isInterfaceType(type)) && type.getInterfaces().some(({ name }) => name === itemInterface);

/** The fields of an agency's `Child`, with their annotations, in the order of the SDL. */
export const childFieldsOf = (schema: GraphQLSchema) => {
  const type = schema.getType(childType);
  return isObjectType(type) ? Object.values(type.getFields()) : [];
};

const contractField = (name: string, annotations: ReturnType<typeof readAnnotations>): ContractField => ({
  name,
  disclosure: annotations.disclosure,
  aspect: annotations.isContact ? 'CONTACT' : annotations.isCritical ? 'CRITICAL' : 'PLAIN',
  use: annotations.use,
  isMarker: annotations.isMarker,
  orderedBy: annotations.orderedBy,
  ...(annotations.generalisedBy === null ? {} : { generalisedBy: annotations.generalisedBy }),
});

const readEntries = (schema: GraphQLSchema): ReadonlyMap<string, string> =>
  new Map(
    Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field): [string, string][] => {
      const kind = readAnnotations(field.astNode).entry;
      return kind === null ? [] : [[kind, field.name]];
    }),
  );

const readActs = (schema: GraphQLSchema): ReadonlyMap<string, string> =>
  new Map(
    Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap((field): [string, string][] => {
      const kind = readAnnotations(field.astNode).act;
      return kind === null ? [] : [[kind, field.name]];
    }),
  );
