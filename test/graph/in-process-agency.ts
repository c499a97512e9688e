import {
  type DocumentNode,
  execute,
  extendSchema,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isListType,
  getNullableType,
  parse,
  validate,
} from 'graphql';
import type { AgencyContract } from '../../src/graph/contract.ts';
import type { AgencyAnswer, AgencyCall } from '../../src/model/agency-call.ts';
import type { Data } from './agency-data.ts';

/** An agency's system answered by graphql-js over generated records. */
export type InProcessAgency = {
  /** Answers a call as over HTTP: everything goes through JSON. The document must be valid. */
  answer(call: AgencyCall): AgencyAnswer;
};

/** The arguments of a field of items, as the contract words them. */
export type ItemArguments = {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly relevantTo?: string | null;
  readonly exclude?: readonly string[] | null;
  readonly heldBy?: readonly string[] | null;
};

/** Makes an agency that holds the given records. */
export function createInProcessAgency(contract: AgencyContract, records: readonly Data[]): InProcessAgency {
  const schema = contract.dialect === 'FEDERATION' ? withEntities(contract.schema) : contract.schema;
  const { entries } = contract;
  const byKey = ({ scheme, value }: Data): Data | undefined =>
    records.find((record) =>
      listOf(record['identifiers']).some((key) => key['scheme'] === scheme && key['value'] === value),
    );
  const byId = (id: unknown): Data | undefined => records.find((record) => record['recordId'] === id);

  const fieldResolver: GraphQLFieldResolver<Data, unknown> = (source, args, _context, info) => {
    if (info.parentType === schema.getQueryType()) {
      if (info.fieldName === entries.IDENTIFIER) return listOf(args['by']).flatMap((key) => byKey(key) ?? []);
      if (info.fieldName === entries.RECORD) return [...(args['ids'] ?? [])].map((id) => byId(id) ?? null);
      if (info.fieldName === '_entities') {
        return listOf(args['representations']).map(
          (one) => byId(one['recordId']) ?? byKey({ ...(one['key'] as Data) }) ?? null,
        );
      }
      return records.slice(0, args['first']);
    }
    const value = source[info.fieldName];
    if (!info.parentType.getFields()[info.fieldName]?.args.some(({ name }) => name === 'exclude')) return value;
    const isList = isListType(getNullableType(info.returnType));
    const kept = pageOfItems(keptItems(isList ? listOf(value) : [value as Data], args), isList ? args : {});
    return isList ? kept : (kept[0] ?? null);
  };

  const documents = new Map<string, DocumentNode>();
  const documentOf = (text: string): DocumentNode => {
    const known = documents.get(text);
    if (known !== undefined) return known;
    const document = parse(text);
    const faults = validate(schema, document);
    if (faults.length > 0) throw new Error(`an upstream document is not valid: ${faults.join('; ')}\n${text}`);
    documents.set(text, document);
    return document;
  };

  return {
    answer: (call) => {
      const document = documentOf(call.document);
      const result = execute({
        schema,
        document,
        rootValue: {},
        variableValues: JSON.parse(JSON.stringify(call.variables)),
        fieldResolver,
      });
      if ('then' in result) throw new Error('agencies in process answer at once');
      if (result.errors !== undefined)
        throw new Error(`an agency failed: ${result.errors.join('; ')}\n${call.document}`);
      return { kind: 'ANSWERED', data: JSON.parse(JSON.stringify(result.data)), errors: [] };
    },
  };
}

/** The rule of the contract: leave out the excluded, then keep what is relevant or held by the organisations, then dates. */
export function keptItems(items: readonly Data[], args: ItemArguments): readonly Data[] {
  const excluded = new Set(args.exclude ?? []);
  const isFiltered = args.relevantTo != null || args.heldBy != null;
  return items.filter((item) => {
    if (stringsOf(item['restrictions']).some((restriction) => excluded.has(restriction))) return false;
    const isRelevant = args.relevantTo != null && stringsOf(item['relevance']).includes(args.relevantTo);
    const isHeld = args.heldBy != null && args.heldBy.includes(String(item['custodian']));
    if (isFiltered && !isRelevant && !isHeld) return false;
    const day = String(item['on'] ?? item['from'] ?? item['recordedAt']);
    return (args.from == null || day >= args.from) && (args.to == null || day <= args.to);
  });
}

/** Then `after`, then `first`; an unknown `after` gives nothing. */
export function pageOfItems(items: readonly Data[], args: ItemArguments): readonly Data[] {
  const start = args.after == null ? 0 : items.findIndex((item) => item['id'] === args.after) + 1;
  if (args.after != null && start === 0) return [];
  return items.slice(start, start + (args.first ?? 50));
}

function withEntities(schema: GraphQLSchema): GraphQLSchema {
  const sdl =
    'scalar _Any union _Entity = Child extend type Query { _entities(representations: [_Any!]!): [_Entity]! }';
  return extendSchema(schema, parse(sdl), { assumeValid: true });
}

/** A list of objects, or none. */
export function listOf(value: unknown): readonly Data[] {
  return Array.isArray(value) ? value : [];
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
