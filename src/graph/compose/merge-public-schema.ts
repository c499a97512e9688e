import { stitchSchemas, ValidationLevel } from '@graphql-tools/stitch';
import { getDocumentNodeFromSchema, MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  buildASTSchema,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLFieldConfig,
  type GraphQLSchema,
  Kind,
  print,
  visit,
} from 'graphql';
import type { AgencyContract, ChildField, ContractField } from '../contract.ts';
import { readAnnotations } from './annotations.ts';
import { attachScalars, type GivenScalars } from './attach-scalars.ts';
import { extensibleEnumsOf } from './check-agreement.ts';
import { childType, filterArguments, publicDirectives } from './contract-words.ts';

/**
 * Stitches the public schema: the gateway's types and, of every agency, what can reach a caller. What is
 * only for agencies (entries, facts, markers, arguments that the gateway sets, stitching directives) is
 * left out; `@disclosure` and `@contact` stay, so that vendors see each field's class.
 */
export const mergePublicSchema = (
  gateway: GatewaySchema,
  contracts: readonly AgencyContract[],
  childFields: ReadonlyMap<string, ChildField>,
): GraphQLSchema => {
  const stitched = stitchSchemas({
    subschemas: [gatewayPart(gateway), ...contracts.map((contract) => publicPartOf(contract, childFields))],
    // Explicit: its default has changed between versions.
    mergeDirectives: true,
    typeMergingOptions: {
      validationSettings: { validationLevel: ValidationLevel.Error, strictNullComparison: true },
      // The public list has the codes of all agencies; an agency is asked with its own only.
      validationScopes: Object.fromEntries(
        extensibleEnumsOf(gateway.schema).map((name) => [name, { validationLevel: ValidationLevel.Off }]),
      ),
    },
  });
  const merged = withPublicDirectives(getDocumentNodeFromSchema(stitched), contracts, childFields);
  return attachScalars(buildASTSchema(keepReachable(merged)), gateway.scalars);
};

/** The gateway's own types, in a schema that holds the common part's words too. */
export type GatewaySchema = {
  readonly schema: GraphQLSchema;
  readonly ownTypes: ReadonlySet<string>;
  readonly scalars: GivenScalars;
};

/** The public schema as SDL, directives included. */
export const printPublicSchema = (schema: GraphQLSchema): string =>
  `${print(withoutBuiltIns(getDocumentNodeFromSchema(schema)))}\n`;

/** The gateway's types as they are; of the common part's, which stand beside them, only what is disclosed. */
const gatewayPart = ({ schema, ownTypes }: Omit<GatewaySchema, 'scalars'>) => ({
  schema: mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (config, _name, typeName) =>
      ownTypes.has(typeName) || readAnnotations(config.astNode).disclosure !== null ? undefined : null,
  }),
});

const publicPartOf = (contract: AgencyContract, childFields: ReadonlyMap<string, ChildField>) => ({
  schema: mapSchema(contract.schema, {
    [MapperKind.QUERY_ROOT_FIELD]: () => null,
    [MapperKind.MUTATION_ROOT_FIELD]: () => null,
    [MapperKind.OBJECT_FIELD]: (config, name, typeName) => {
      const isShown = contract.fieldOf(typeName, name)?.disclosure != null;
      const isConsumed = typeName === childType && !childFields.has(name);
      return isShown && !isConsumed ? withoutFilterArguments(config) : null;
    },
  }),
});

const withoutFilterArguments = (
  config: GraphQLFieldConfig<unknown, unknown>,
): GraphQLFieldConfig<unknown, unknown> => ({
  ...config,
  args: Object.fromEntries(Object.entries(config.args ?? {}).filter(([name]) => !(name in filterArguments))),
});

/** In a stitched schema the last agency's directive wins, so those of `Child` are written anew from the contracts. */
const withPublicDirectives = (
  document: DocumentNode,
  contracts: readonly AgencyContract[],
  childFields: ReadonlyMap<string, ChildField>,
): DocumentNode =>
  visit(document, {
    DirectiveDefinition: (node) => (publicDirectives.has(node.name.value) ? undefined : null),
    SchemaDefinition: () => null,
    Directive: (node) => (publicDirectives.has(node.name.value) ? undefined : null),
    ObjectTypeDefinition: {
      leave: (node) => {
        if (node.name.value !== childType) return undefined;
        const fields = (node.fields ?? []).map((field) => withDisclosure(field, contracts, childFields));
        return { ...node, fields };
      },
    },
  });

const withDisclosure = (
  field: FieldDefinitionNode,
  contracts: readonly AgencyContract[],
  childFields: ReadonlyMap<string, ChildField>,
): FieldDefinitionNode => {
  const made = childFields.get(field.name.value);
  // The gateway's own SDL is the only one to say it.
  if (made?.kind === 'KEPT') return field;
  const source = made?.kind === 'BUILT' ? made.from : field.name.value;
  const disclosures = contracts.flatMap((contract) => contract.fieldOf(childType, source)?.disclosure ?? []);
  const [first] = disclosures;
  if (made === undefined || made.kind === 'OWN' || first === undefined) return { ...field, directives: [] };
  // What an agency's own existence reveals is its own: shown only where all agencies say the same.
  const alongside = disclosures.every((one) => one.alongside === first.alongside) ? first.alongside : null;
  return { ...field, directives: [disclosureNode({ ...first, alongside })] };
};

const disclosureNode = (disclosure: NonNullable<ContractField['disclosure']>): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'disclosure' },
  arguments: Object.entries(disclosure)
    .filter(([name, value]) => value !== null && !(name === 'mode' && value === 'CONTENT'))
    .map(([name, value]) => ({
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: name },
      value: { kind: Kind.ENUM, value: String(value) },
    })),
});

/**
 * Drops types that nothing public mentions. An interface keeps its implementing types only where a field
 * returns it: else every item type would keep every other.
 */
const keepReachable = (document: DocumentNode): DocumentNode => {
  const definitions = new Map(document.definitions.map((node) => [nameOf(node), node]));
  const reached = new Set<string>();
  const reach = (name: string): void => {
    if (reached.has(name)) return;
    reached.add(name);
    const node = definitions.get(name);
    if (node) reachFrom(node);
  };
  const reachFrom = (node: DefinitionNode): void => {
    visit(node, {
      FieldDefinition: (field) => {
        const name = namedTypeOf(field);
        const target = definitions.get(name);
        if (target?.kind !== Kind.INTERFACE_TYPE_DEFINITION) return;
        for (const [other, candidate] of definitions) if (implementsInterface(candidate, name)) reach(other);
      },
      NamedType: ({ name }) => reach(name.value),
    });
  };
  for (const node of document.definitions) if (node.kind === Kind.DIRECTIVE_DEFINITION) reachFrom(node);
  reach('Query');
  reach('Mutation');
  return {
    ...document,
    definitions: document.definitions.filter(
      (node) => node.kind === Kind.DIRECTIVE_DEFINITION || reached.has(nameOf(node)),
    ),
  };
};

const withoutBuiltIns = (document: DocumentNode): DocumentNode => ({
  ...document,
  definitions: document.definitions.filter(
    (node) =>
      node.kind !== Kind.SCHEMA_DEFINITION &&
      (node.kind !== Kind.DIRECTIVE_DEFINITION || publicDirectives.has(node.name.value)),
  ),
});

const nameOf = (node: DefinitionNode): string => ('name' in node && node.name ? node.name.value : node.kind);

const namedTypeOf = (field: FieldDefinitionNode): string => {
  let type = field.type;
  while (type.kind !== Kind.NAMED_TYPE) type = type.type;
  return type.name.value;
};

const implementsInterface = (node: DefinitionNode, name: string): boolean =>
  'interfaces' in node && (node.interfaces ?? []).some((one) => one.name.value === name);
