import { readFileSync } from 'node:fs';
import {
  buildASTSchema,
  concatAST,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  GraphQLScalarType,
  type GraphQLSchema,
  parse,
  print,
  visit,
} from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate } from 'graphql-scalars';
import type { AgencyName } from '../records/stored-record.ts';

/** How a mocked system is asked. */
export type Dialect = 'PLAIN' | 'FEDERATION';

/** What an agency serves: an executable schema over its contract. */
export type ServedContract = {
  readonly schema: GraphQLSchema;
  /** The kind of entry of each root field of the contract, `IDENTIFIER`, `RECORD`, `CASELOAD` or `SEARCH`. */
  readonly entries: ReadonlyMap<string, string>;
  /** The class of a field, by `Type.field`. */
  readonly classes: ReadonlyMap<string, string>;
  /** What `_service { sdl }` answers; null in the PLAIN dialect. */
  readonly sdl: string | null;
};

/**
 * Reads an agency's contract from `schemas/` and makes the schema that its system serves. The
 * FEDERATION dialect has no entry by identifier or record but `_entities`; the contract's own
 * annotations (`@disclosure` ...) are the gateway's and not part of what such a system publishes.
 */
export const loadContract = (agency: AgencyName, dialect: Dialect): ServedContract => {
  const contract = concatAST(
    ['directives', 'common', `agencies/${agency}`].map((name) => parse(readSchemaFile(name), { noLocation: true })),
  );
  const entries = new Map<string, string>();
  const classes = new Map<string, string>();
  const collect = (typeName: string, fields: readonly FieldDefinitionNode[]): undefined => {
    for (const field of fields) {
      const disclosed = argumentOf(field.directives, 'disclosure', 'class');
      if (disclosed !== undefined) classes.set(`${typeName}.${field.name.value}`, disclosed);
      const entry = argumentOf(field.directives, 'entry', 'kind');
      if (entry !== undefined) entries.set(field.name.value, entry);
    }
  };
  visit(contract, {
    ObjectTypeDefinition: (node) => collect(node.name.value, node.fields ?? []),
    ObjectTypeExtension: (node) => collect(node.name.value, node.fields ?? []),
  });
  if (dialect === 'PLAIN') return { schema: schemaOf(contract), entries, classes, sdl: null };

  const published = publishedBy(contract, entries);
  return {
    schema: schemaOf(concatAST([published, parse(federationRoots)])),
    entries,
    classes,
    sdl: federationLink + print(withKeys(published)),
  };
};

const readSchemaFile = (name: string): string =>
  readFileSync(new URL(`../../schemas/${name}.graphql`, import.meta.url), 'utf8');

const argumentOf = (
  directives: readonly DirectiveNode[] | undefined,
  directive: string,
  argument: string,
): string | undefined => {
  const value = directives
    ?.find((node) => node.name.value === directive)
    ?.arguments?.find((node) => node.name.value === argument)?.value;
  return value?.kind === 'EnumValue' ? value.value : undefined;
};

const schemaOf = (document: DocumentNode): GraphQLSchema => {
  // Stitching directives may be applied without being defined: they belong to the library that reads them.
  const schema = buildASTSchema(document, { assumeValidSDL: true });
  copyScalar(schema, 'LocalDate', GraphQLLocalDate);
  copyScalar(schema, 'DateTime', GraphQLDateTimeISO);
  return schema;
};

const copyScalar = (schema: GraphQLSchema, name: string, from: GraphQLScalarType): void => {
  const scalar = schema.getType(name);
  if (!(scalar instanceof GraphQLScalarType)) return;
  scalar.serialize = from.serialize;
  scalar.parseValue = from.parseValue;
  scalar.parseLiteral = from.parseLiteral;
};

const federationLink = `extend schema
  @link(url: "https://specs.apollo.dev/link/v1.0")
  @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])

`;

const federationRoots = `
  scalar _Any
  type _Service { sdl: String }
  union _Entity = Child
  extend type Query {
    _service: _Service!
    _entities(representations: [_Any!]!): [_Entity]!
  }
`;

const childKey = parse(`
  type ChildKey { scheme: IdentifierScheme! value: String! }
  extend type Child { key: ChildKey! }
`);

/** The contract as a federated system has it: without annotations, and entered through `_entities`. */
const publishedBy = (contract: DocumentNode, entries: ReadonlyMap<string, string>): DocumentNode => {
  const isGone = (field: FieldDefinitionNode): boolean =>
    ['IDENTIFIER', 'RECORD'].includes(entries.get(field.name.value) ?? '');
  const stripped = visit(contract, {
    DirectiveDefinition: () => null,
    Directive: () => null,
    ObjectTypeDefinition: {
      leave(node) {
        if (node.name.value !== 'Query') return undefined;
        return { ...node, fields: (node.fields ?? []).filter((field) => !isGone(field)) };
      },
    },
  });
  return concatAST([stripped, childKey]);
};

const withKeys = (document: DocumentNode): DocumentNode => {
  const keys = parse('type T @key(fields: "recordId") @key(fields: "key { scheme value }")').definitions[0];
  const directives = keys?.kind === 'ObjectTypeDefinition' ? (keys.directives ?? []) : [];
  return visit(document, {
    ObjectTypeDefinition: (node) => (node.name.value === 'Child' ? { ...node, directives } : undefined),
  });
};
