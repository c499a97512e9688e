import {
  type DocumentNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { wholeView } from '../cases/whole-view.ts';
import { itemKey, typeKey } from './comparison.ts';
import type { DeclaredAccess } from './standings.ts';

/**
 * An operation that asks of every object also what it is, and of every item which, under keys that no generated
 * alias has; and that declares why it is made.
 */
export function tracedOperation(
  document: DocumentNode,
  schema: GraphQLSchema,
  operationName: string,
  { types: declaredTypes, args }: Pick<DeclaredAccess, 'types' | 'args'>,
): DocumentNode {
  const types = new TypeInfo(schema);
  const declared = parse(`query (${declaredTypes}) @access(${args}) { me { organisation } }`).definitions[0];
  if (declared?.kind !== Kind.OPERATION_DEFINITION) throw new Error('the declaration is no operation');
  const traced = visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: {
        leave(node): SelectionSetNode | undefined {
          const parent = types.getParentType();
          if (parent == null || parent === schema.getQueryType()) return undefined;
          const more = [aliased(typeKey, '__typename')];
          const isNamed = isObjectType(parent) || isInterfaceType(parent);
          if (isNamed && parent.name !== 'Child' && 'id' in parent.getFields()) more.push(aliased(itemKey, 'id'));
          if (isUnionType(parent) && parent.getTypes().every((type) => 'id' in type.getFields())) more.push(onItems);
          return { ...node, selections: [...node.selections, ...more] };
        },
      },
    }),
  ) as DocumentNode;
  return {
    ...traced,
    definitions: traced.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.name?.value === operationName
        ? {
            ...definition,
            variableDefinitions: [...(definition.variableDefinitions ?? []), ...(declared.variableDefinitions ?? [])],
            directives: [...(definition.directives ?? []), ...(declared.directives ?? [])],
          }
        : definition,
    ),
  };
}

/** Parts of a child that are asked for whole, beside what is drawn field by field. */
export const partsOfChild = [
  'addresses',
  'carers',
  'characteristics',
  'universalServices',
  'involvements',
  'indicators',
  'assessments',
  'education',
  'chronology',
  'plan',
  'wellbeing',
  'householdMembers',
  'restrictedServices',
  'health',
  'socialCare',
  'youthJustice',
  'police',
  'voluntaryWork',
  'restrictedCare',
  'identifiers',
];

/** An operation that asks some parts of every child whole, too. */
export function withWholeParts(document: DocumentNode, schema: GraphQLSchema, parts: readonly string[]): DocumentNode {
  const more = parts.flatMap((part) => {
    const [definition] = parse(`{ zz_${part}: ${wholeView(new Set([part]))} }`, { noLocation: true }).definitions;
    return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
  });
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: {
        leave: (node): SelectionSetNode | undefined =>
          types.getParentType()?.name === 'Child' ? { ...node, selections: [...node.selections, ...more] } : undefined,
      },
    }),
  ) as DocumentNode;
}

const aliased = (alias: string, name: string): SelectionNode => ({
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: alias },
  name: { kind: Kind.NAME, value: name },
});

const onItems: SelectionNode = {
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'RecordedItem' } },
  selectionSet: { kind: Kind.SELECTION_SET, selections: [aliased(itemKey, 'id')] },
};
