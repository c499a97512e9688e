import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
} from 'graphql';
import { readAnnotations } from './annotations.ts';
import { type ContractRule, fieldsOfObjects } from './contract-rule.ts';
import { childType, filterArguments, itemId, itemInterface, itemMarkers, pageArguments } from './contract-words.ts';
import { declaresItem, isItemType } from './read-contract.ts';

const itemsAreWhole: ContractRule = (schema, report) => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || !declaresItem(type)) continue;
    const fields = type.getFields();
    for (const [name, expected] of Object.entries(itemMarkers)) {
      const field = fields[name];
      if (!field || String(field.type) !== expected || !readAnnotations(field.astNode).isMarker) {
        report('MARKER_MISSING', `${type.name}.${name}`, `an item offers \`${name}: ${expected} @marker\`.`);
      }
    }
    const id = fields[itemId.name];
    if (!id || String(id.type) !== itemId.type || readAnnotations(id.astNode).disclosure?.mode !== 'EXISTENCE') {
      report(
        'ITEM_ID_MISSING',
        `${type.name}.${itemId.name}`,
        'an item offers `id: ID @disclosure(class: ..., mode: EXISTENCE)`, all that can be shown of it to those who may only know that it exists.',
      );
    }
  }
};

const fieldsOfItemsTakeFilters: ContractRule = (schema, report) => {
  for (const { type, field } of fieldsOfObjects(schema)) {
    const named = getNamedType(field.type);
    if (!leadsToItems(schema, named)) continue;
    const coordinate = `${type.name}.${field.name}`;
    const isList = isListType(getNullableType(field.type));
    for (const [name, expected] of Object.entries({ ...filterArguments, ...(isList ? pageArguments : {}) })) {
      if (String(field.args.find((argument) => argument.name === name)?.type) !== expected) {
        report(
          'FILTER_ARGUMENT_MISSING',
          `${coordinate}(${name}:)`,
          `a field of items takes \`${name}: ${expected}\`.`,
        );
      }
    }
    for (const concrete of isAbstractType(named) ? schema.getPossibleTypes(named) : []) {
      if (!declaresItem(concrete))
        report('MARKER_MISSING', concrete.name, `it stands beside items: implement ${itemInterface}.`);
    }
  }
};

// What is not an item carries no markers, so item rules could not be enforced on it a second time.
const classifiedLeavesLiveInItems: ContractRule = (schema, report) => {
  const seen = new Set<string>();
  const walk = (type: GraphQLNamedType, isInsideItem: boolean): void => {
    const key = `${type.name} ${isInsideItem}`;
    if (seen.has(key)) return;
    seen.add(key);
    for (const concrete of concreteTypes(schema, type)) {
      const isItem = declaresItem(concrete);
      if (isItem && isInsideItem)
        report('ITEM_NESTED', concrete.name, 'an item cannot hold items: offer them beside it, with a reference.');
      for (const field of Object.values(concrete.getFields())) {
        const { disclosure, use } = readAnnotations(field.astNode);
        if (disclosure === null) continue;
        const named = getNamedType(field.type);
        // Identity and identifiers are facts as well: asked for whether or not shown, and small enough to be decided whole.
        if (!isCompositeType(named) && !isItem && !isInsideItem && use === null) {
          report(
            'LEAF_OUTSIDE_ITEM',
            `${concrete.name}.${field.name}`,
            `put it in a type that implements ${itemInterface}.`,
          );
        }
        if (isCompositeType(named)) walk(named, isInsideItem || isItem);
      }
    }
  };
  const child = schema.getType(childType);
  if (isObjectType(child)) walk(child, false);
};

/** What makes items items: markers, an id, filters, and that nothing classified stands outside them. */
export const itemRules: readonly ContractRule[] = [
  itemsAreWhole,
  fieldsOfItemsTakeFilters,
  classifiedLeavesLiveInItems,
];

const concreteTypes = (schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLObjectType[] => {
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
};

/** Whether any concrete type is an item or says that it is: a mixture is a fault, not an exemption. */
const leadsToItems = (schema: GraphQLSchema, type: GraphQLNamedType): boolean =>
  isItemType(schema, type) || concreteTypes(schema, type).some(declaresItem);
