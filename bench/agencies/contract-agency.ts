import {
  execute,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType,
  isAbstractType,
  isInputObjectType,
  isObjectType,
  isScalarType,
  parse,
  printType,
  specifiedScalarTypes,
} from 'graphql';
import { loadContract } from '../../mocks/engine/contract-schema.ts';
import { fillDetails } from '../../mocks/engine/fill-details.ts';
import { type RequestContext, resolveFieldOf } from '../../mocks/engine/resolve-field.ts';
import { calendarOf } from '../../mocks/records/calendar.ts';
import type { AgencyName, JsonObject, StoredRecord } from '../../mocks/records/stored-record.ts';
import { storeOf } from '../../mocks/records/store.ts';

/** The contract and the data of one mocked agency, without its HTTP side, its grants and its faults. */
export type ContractAgency = {
  readonly name: AgencyName;
  readonly schema: GraphQLSchema;
  /** The root field that is entered by identifiers. */
  readonly byIdentifier: string;
  /** The root field that finds persons by their details; null: there is none. */
  readonly byDetails: string | null;
  readonly records: readonly StoredRecord[];
  /** Answers an operation of the contract as the agency itself would; `text` is a GraphQL document. */
  readonly answer: (
    text: string,
    variables: Readonly<Record<string, unknown>>,
    organisation: string,
  ) => Promise<unknown>;
  /** The types that a field of `Child` needs, as SDL of a subgraph, objects marked `@shareable`. */
  readonly typesOf: (field: string) => string;
};

/** Opens one mocked agency for the bench: the same schema, resolvers and records as `mocks/agency.ts` serves. */
export function contractAgency(
  name: AgencyName,
  options: { readonly records: readonly StoredRecord[]; readonly today: string },
): ContractAgency {
  const contract = loadContract(name, 'PLAIN');
  const calendar = calendarOf(options.today);
  const store = storeOf(options.records);
  const details = new WeakMap<StoredRecord, JsonObject>();
  const detailsOf = (record: StoredRecord): JsonObject => {
    const known =
      details.get(record) ??
      (open(fillDetails(record, { schema: contract.schema, agency: name, calendar })) as JsonObject);
    details.set(record, known);
    return known;
  };
  const fieldResolver = resolveFieldOf({ contract, store, detailsOf, today: () => calendar.today });
  const entryOf = (wanted: string): string | null =>
    [...contract.entries].find(([, kind]) => kind === wanted)?.[0] ?? null;
  const byIdentifier = entryOf('IDENTIFIER');
  if (byIdentifier === null) throw new Error(`${name} has no entry by identifier.`);
  return {
    name,
    schema: contract.schema,
    byIdentifier,
    byDetails: entryOf('SEARCH'),
    records: options.records,
    answer: async (text, variables, organisation) => {
      const contextValue: RequestContext = { faults: [], organisation, owners: new WeakMap() };
      return execute({
        schema: contract.schema,
        document: parse(text, { noLocation: true }),
        variableValues: variables,
        contextValue,
        fieldResolver,
        typeResolver: (value) => (value as { __typename?: string }).__typename,
      });
    },
    typesOf: (field) => typesOf(contract.schema, field),
  };
}

/**
 * Everything is relevant and nothing restricted: the others know no item rules, and what is compared must be equal.
 * The markers are asked for and checked all the same.
 */
function open(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(open);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => {
    if (key === 'relevance') return [key, ['CHILD_PROTECTION']];
    if (key === 'restrictions') return [key, []];
    if (key === 'about') return [key, 'CHILD'];
    return [key, open(each)];
  });
  return Object.fromEntries(entries);
}

function typesOf(schema: GraphQLSchema, field: string): string {
  const child = schema.getType('Child') as GraphQLObjectType;
  const start = getNamedType(child.getFields()[field]?.type);
  if (start === undefined) throw new Error(`Child has no field ${field}.`);
  const standard = new Set(specifiedScalarTypes.map(({ name }) => name));
  const reached = new Map<string, GraphQLNamedType>([[start.name, start]]);
  const reach = (type: GraphQLType): void => {
    const named = getNamedType(type);
    if (!standard.has(named.name)) reached.set(named.name, named);
  };
  // A map hands out what is added while it is walked.
  for (const type of reached.values()) {
    if (isAbstractType(type)) for (const possible of schema.getPossibleTypes(type)) reach(possible);
    if (isObjectType(type)) for (const implemented of type.getInterfaces()) reach(implemented);
    if ('getFields' in type) {
      for (const each of Object.values(type.getFields())) {
        reach(each.type);
        if ('args' in each) for (const { type: argument } of each.args) reach(argument);
      }
    }
  }
  return [...reached.values()]
    .map((type) => {
      const printed = printType(type);
      if (isScalarType(type) || isInputObjectType(type) || !isObjectType(type)) return printed;
      return printed.replace(/^(type \w+[^{]*)\{/m, '$1 @shareable {');
    })
    .join('\n\n');
}
