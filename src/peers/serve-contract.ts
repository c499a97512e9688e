import {
  BREAK,
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
  visit,
} from 'graphql';
import type { PeerAnswers, PeerRow, PeerRows } from '../model/peer.ts';
import type { PersonSearch } from '../model/person-search.ts';
import type { RecordKey } from '../model/words.ts';
import { wantedFields } from './wanted-fields.ts';

/** The answer to one request, as HTTP sends it. */
export type PeerResponse = { readonly status: number; readonly body: unknown };

/** Answers the peers' contract for one forwarded request. */
export type ServeContract = (
  body: { readonly query: unknown; readonly variables: unknown },
  answers: PeerAnswers,
) => Promise<PeerResponse>;

const mostKeys = 500;
const mostSearches = 200;
const mostFound = 100;
const mostDocuments = 500;
const longestDocument = 65_536;
const mostTokens = 5000;

/** A code with which an agency itself refuses; without a path it says that absence is not told. */
const refusal = 'SOURCE_RESTRICTED';

/**
 * Makes the server of the contract in `schemas/peers/`: checks the document against it, executes it over the
 * answers, and words errors without any value. Documents are remembered, since they bear no value; answers never.
 */
export function createServeContract(schema: GraphQLSchema): ServeContract {
  const documents = new Map<string, DocumentNode>();
  const documentOf = (text: string): DocumentNode | null => {
    const known = documents.get(text);
    if (known !== undefined) return known;
    const read = readDocument(text, schema);
    // What is refused is not kept: nobody knows what stands in it.
    if (read === null) return null;
    if (documents.size >= mostDocuments) documents.clear();
    documents.set(text, read);
    return read;
  };

  return async ({ query, variables }, answers) => {
    const document = typeof query === 'string' ? documentOf(query) : null;
    if (document === null || !isObject(variables)) return badRequest();
    let isAbsenceTold = true;
    let hasFailed = false;
    const counted = async (rows: Promise<PeerRows>): Promise<readonly PeerRow[]> => {
      const answered = await failing(rows);
      isAbsenceTold &&= answered.isAbsenceTold;
      return answered.rows;
    };
    const failing = async <T>(answer: Promise<T>): Promise<T> => {
      try {
        return await answer;
      } catch (error) {
        if (!(error instanceof GraphQLError)) hasFailed = true;
        throw error;
      }
    };
    const roots = {
      childrenByIdentifier: ({ by }: { readonly by: readonly RecordKey[] }) =>
        counted(answers.byKeys(atMost(by, mostKeys))),
      childrenByDetails: ({ by, first }: { readonly by: readonly Partial<PersonSearch>[]; readonly first: number }) =>
        counted(answers.byDetails(atMost(by, mostSearches).map(wholeSearch), Math.max(1, Math.min(first, mostFound)))),
      childrenById: ({ ids }: { readonly ids: readonly string[] }, _context: unknown, info: GraphQLResolveInfo) =>
        failing(answers.byIds(atMost(ids, mostKeys), wantedFields(info.fieldNodes[0]?.selectionSet, info.fragments))),
    };
    const result = await execute({ schema, document, rootValue: roots, variableValues: variables });
    // What cannot be answered now may be later: the asker is to hear silence, never an absence.
    if (hasFailed)
      return { status: 503, body: { errors: [{ message: 'Not now.', extensions: { code: 'INTERNAL' } }] } };
    if (result.data == null) return badRequest();
    const errors = (result.errors ?? []).map(({ path, extensions }) => ({
      message: 'Not given.',
      path,
      extensions: { code: extensions['code'] === refusal ? refusal : 'SOURCE_ERROR' },
    }));
    const untold = isAbsenceTold ? [] : [{ message: 'Not told.', extensions: { code: refusal } }];
    const all = [...errors, ...untold];
    return { status: 200, body: { data: result.data, ...(all.length === 0 ? {} : { errors: all }) } };
  };
}

function readDocument(text: string, schema: GraphQLSchema): DocumentNode | null {
  if (text.length > longestDocument) return null;
  try {
    const document = parse(text, { noLocation: true, maxTokens: mostTokens });
    const isPlain = document.definitions.every(
      (node) =>
        node.kind === 'FragmentDefinition' || (node.kind === 'OperationDefinition' && node.operation === 'query'),
    );
    return isPlain &&
      !namesSomebody(document) &&
      !/\b__(schema|type)\b/.test(text) &&
      validate(schema, document, specifiedRules).length === 0
      ? document
      : null;
  } catch {
    return null;
  }
}

/** Whether anything is written out that could be an identifier, a name or a date: such values go into variables. */
function namesSomebody(document: DocumentNode): boolean {
  let isNaming = false;
  const name = (): typeof BREAK => {
    isNaming = true;
    return BREAK;
  };
  visit(document, { StringValue: name, ObjectValue: name });
  return isNaming;
}

function atMost<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length > most) throw new GraphQLError('Too many.');
  return list;
}

function wholeSearch(search: Partial<PersonSearch>): PersonSearch {
  return {
    givenName: search.givenName ?? null,
    familyName: search.familyName ?? null,
    dateOfBirth: search.dateOfBirth ?? null,
    sex: search.sex ?? null,
    postcode: search.postcode ?? null,
    carerGivenName: search.carerGivenName ?? null,
    carerFamilyName: search.carerFamilyName ?? null,
    school: search.school ?? null,
    yearGroup: search.yearGroup ?? null,
  };
}

function badRequest(): PeerResponse {
  const message = 'The request is not one of the contract that peers share.';
  return { status: 400, body: { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] } };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
