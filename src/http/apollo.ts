import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  type ValidationRule,
} from 'graphql';
import type { GatewayError } from '../model/errors.ts';
import { createFormatError } from './format-error.ts';
import type { OnRefused } from './gateway-request.ts';
import { createKnownDocuments, idOfText, knownDocument } from './known-documents.ts';
import { type DocumentLimits, limitFault } from './limit-document.ts';
import { createCostFault } from './operation-cost.ts';
import { type FoundOperation, type ReadContext, refusalPlugin } from './refusal-plugin.ts';
import { requestIn } from './request-in.ts';
import { createSchemaGateway } from './schema-gateway.ts';
import { validationOptions, validationTexts } from './validation-texts.ts';
import { withoutTypeNames } from './without-type-names.ts';

/** What has a document read: a parsed body that has its text, whose id may be known already. */
export type ReadBody = { readonly body: unknown; readonly id: string | null; readonly isTrusted: boolean };

/** What a body asks for, or the fault or the worded answer that it is refused with. */
export type ReadOperation =
  | FoundOperation
  | { readonly kind: 'FAULT'; readonly fault: GatewayError }
  | { readonly kind: 'REFUSED'; readonly status: number; readonly code: string; readonly text: string };

/** Apollo Server as the reader of operations, started with `server.start()`. */
export type Apollo = {
  readonly server: ApolloServer<ReadContext>;
  /** Reads a parsed body; what Apollo Server has once found to be valid is found again by its text. */
  readonly read: (body: ReadBody) => Promise<ReadOperation>;
  /** What is wrong with a document, in texts that quote nothing of it; none: it would be answered. */
  readonly faultsIn: (text: string) => readonly string[];
  /** Serves another public schema from the next request on; those under way keep theirs. */
  replaceSchema(schema: GraphQLSchema): void;
};

export const defaultDocumentLimits: DocumentLimits = {
  tokens: 5000,
  depth: 16,
  selections: 20_000,
  aliases: 100,
  directives: 100,
  rootFields: 20,
};

/** What an operation may cost: 500 children with some sixty fields each are within it. */
export const defaultCost = 2_500_000;

/**
 * Makes the reader of operations: Apollo Server parses, validates and words what is wrong; it is asked only
 * about texts that are not known, and executes nothing. Whatever could copy requests or answers
 * elsewhere (caches, reports, traces, landing page, persisted queries) is off.
 */
export function createApollo(options: {
  readonly schema: GraphQLSchema;
  readonly introspection: boolean;
  /** What else is wrong with a document, asked before it is kept: literals, above all. */
  readonly faultsOf?: (document: DocumentNode) => readonly GatewayError[];
  readonly limits?: Partial<DocumentLimits>;
  /** The most that an operation may cost. */
  readonly cost?: number;
  readonly onRefused?: OnRefused;
  /** Told of a valid document that is not trusted, by its id, once while it is kept. */
  readonly onUntrusted?: (id: string) => void;
  /** Told of an error that nothing expected; it may hold values and must not be logged as it is. */
  readonly onFault?: (error: unknown) => void;
}): Apollo {
  const limits = { ...defaultDocumentLimits, ...options.limits };
  const onRefused = options.onRefused ?? (() => undefined);
  const onFault = options.onFault ?? (() => undefined);
  const texts = new WeakMap<Error, string>();
  const validationRules = [
    ...(options.introspection ? [] : [NoSchemaIntrospectionCustomRule]),
    faultRule(options.faultsOf ?? (() => [])),
  ];
  const documents = createKnownDocuments();
  const cost = options.cost ?? defaultCost;
  let served = options.schema;
  let costFault = createCostFault(served, cost);
  const gateway = createSchemaGateway(
    options.schema,
    async ({ document, operation, request, schema, context, source }) => {
      const known = knownDocument(document);
      // One that was read while the schema was replaced is answered, and not kept.
      if (schema === served) documents.remember(idOfText(source), known, source.length);
      // Apollo Server calls the executor even when the document has no such operation.
      if ((operation as typeof operation | undefined) === undefined) {
        onRefused({ code: 'OPERATION_RESOLUTION_FAILURE' });
        return { errors: [new GraphQLError('unresolved')] };
      }
      const operationName = request.operationName ?? null;
      const found = known.operation(operationName);
      if (found !== null) {
        (context as ReadContext).reading.operation = {
          kind: 'OPERATION',
          operation: found,
          operationName,
          variables: request.variables ?? {},
        };
      }
      return { data: null };
    },
  );
  const server = new ApolloServer<ReadContext>({
    gateway: gateway.interface,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      refusalPlugin([...specifiedRules, ...validationRules], texts, onRefused),
    ],
    validationRules,
    validationOptions,
    parseOptions: { maxTokens: limits.tokens },
    formatError: createFormatError({ maxTokens: limits.tokens, textOf: (error) => texts.get(error), onFault }),
    // Documents are kept by us, without their text.
    documentStore: null,
    // Our own rule switches introspection off, so that its text is ours.
    introspection: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    logger: silent,
  });
  const withinCost = (read: FoundOperation): ReadOperation => {
    const fault = costFault(read.operation, read.variables);
    return fault === null ? read : { kind: 'FAULT', fault };
  };
  return {
    server,
    read: async ({ body, id, isTrusted }) => {
      const request = requestIn(body);
      let text = request?.query;
      if (request !== null) {
        const { query, operationName, variables } = request;
        const known = documents.find(id ?? idOfText(query));
        const operation = known?.operation(operationName) ?? null;
        if (operation !== null) return withinCost({ kind: 'OPERATION', operation, operationName, variables });
        // What cannot be parsed is worded by Apollo Server.
        const document = known === null ? parsed(query, limits) : null;
        const fault = document === null ? null : limitFault(document, limits);
        if (fault !== null) return { kind: 'FAULT', fault };
        if (document !== null) text = withoutTypeNames(query, document, served);
      }
      const reading: ReadContext['reading'] = { operation: null, code: 'BAD_REQUEST' };
      const answered = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: 'POST', headers: jsonHeaders, search: '', body: bodyWith(body, text) },
        context: async () => ({ reading }),
      });
      if (reading.operation !== null) {
        if (!isTrusted && request !== null) options.onUntrusted?.(id ?? idOfText(request.query));
        return withinCost(reading.operation);
      }
      // Incremental delivery is not part of the public schema, so an answer is always whole.
      if (answered.body.kind !== 'complete') throw new Error('the answer is not whole');
      return { kind: 'REFUSED', status: answered.status ?? 500, code: reading.code, text: answered.body.string };
    },
    faultsIn: (text) => {
      const document = parsed(text, limits);
      if (document === null) return [`It is not a GraphQL document, or has more than ${limits.tokens} tokens.`];
      const fault = limitFault(document, limits);
      if (fault !== null) return [fault.message];
      return validationTexts(served, document, [...specifiedRules, ...validationRules], validationOptions);
    },
    replaceSchema: (schema) => {
      served = schema;
      costFault = createCostFault(schema, cost);
      documents.clear();
      gateway.replaceSchema(schema);
    },
  };
}

/** Null: it is no document, or has too many tokens. */
function parsed(text: string, { tokens }: DocumentLimits): DocumentNode | null {
  try {
    return parse(text, { maxTokens: tokens });
  } catch {
    return null;
  }
}

const jsonHeaders = new HeaderMap([
  ['content-type', 'application/json'],
  ['accept', 'application/json'],
]);

/** Apollo Server logs texts of errors, which can hold values; what happened is told by callbacks. */
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  return undefined;
}

/** Extensions of a proper form ask for what is not offered here (persisted queries by hash), so they are not read. */
function bodyWith(body: unknown, query: string | undefined): unknown {
  if (query === undefined) return body;
  const { extensions: _, ...rest } = body as Readonly<Record<string, unknown>>;
  return { ...rest, query };
}

function faultRule(faultsOf: (document: DocumentNode) => readonly GatewayError[]): ValidationRule {
  return function DocumentFaultRule(context) {
    return {
      Document: {
        leave(document) {
          for (const fault of faultsOf(document)) {
            context.reportError(new GraphQLError(fault.message, { originalError: fault }));
          }
        },
      },
    };
  };
}
