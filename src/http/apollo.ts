import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
  GatewayInterface,
  GatewaySchemaLoadOrUpdateCallback,
} from '@apollo/server-gateway-interface';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  type ValidationRule,
} from 'graphql';
import type { GatewayError } from '../model/errors.ts';
import { AnsweredError, createFormatError } from './format-error.ts';
import type { GatewayResponse, OnRefused, RequestContext } from './gateway-request.ts';
import { type DocumentLimits, limitDocument } from './limit-document.ts';
import { statusOf } from './status-of.ts';
import { validationTexts } from './validation-texts.ts';

/** Apollo Server with our execution, started with `server.start()`. */
export type Apollo = {
  readonly server: ApolloServer<RequestContext>;
  /** Serves another public schema from the next request on; those under way keep theirs. */
  replaceSchema(schema: GraphQLSchema): void;
};

export const defaultDocumentLimits: DocumentLimits = { tokens: 20_000, depth: 32, selections: 20_000 };

const validationOptions = { maxErrors: 20, hideSuggestions: true };

/**
 * Makes the GraphQL front: Apollo Server parses, validates and keeps parsed documents; `execute` of
 * the request's context does all else. Whatever could copy requests or answers elsewhere (caches,
 * reports, traces, landing page, persisted queries) is off.
 */
export function createApollo(options: {
  readonly schema: GraphQLSchema;
  readonly introspection: boolean;
  /** What else is wrong with a document, asked before any cache keeps it: literals, above all. */
  readonly faultsOf?: (document: DocumentNode) => readonly GatewayError[];
  readonly limits?: DocumentLimits;
  readonly onRefused?: OnRefused;
  /** Told of an error that nothing expected; it may hold values and must not be logged as it is. */
  readonly onFault?: (error: unknown) => void;
}): Apollo {
  const limits = options.limits ?? defaultDocumentLimits;
  const onRefused = options.onRefused ?? (() => undefined);
  const onFault = options.onFault ?? (() => undefined);
  const texts = new WeakMap<Error, string>();
  const validationRules = [
    ...(options.introspection ? [] : [NoSchemaIntrospectionCustomRule]),
    limitDocument(limits),
    faultRule(options.faultsOf ?? (() => [])),
  ];
  const gateway = createGateway(options.schema, executorOf(onRefused, onFault));
  const server = new ApolloServer<RequestContext>({
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
  return { server, replaceSchema: (schema) => gateway.replaceSchema(schema) };
}

/** Apollo Server logs texts of errors, which can hold values; what happened is told by callbacks. */
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  return undefined;
}

/** The seam for an execution of one's own; it holds the schema, so that it can be replaced. */
function createGateway(
  initial: GraphQLSchema,
  executor: (context: GatewayGraphQLRequestContext) => Promise<GatewayExecutionResult>,
): { readonly interface: GatewayInterface; replaceSchema(schema: GraphQLSchema): void } {
  const listeners = new Set<GatewaySchemaLoadOrUpdateCallback>();
  const tell = (apiSchema: GraphQLSchema): void => {
    for (const listener of listeners) listener({ apiSchema, coreSupergraphSdl: '' });
  };
  return {
    interface: {
      onSchemaLoadOrUpdate(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      async load() {
        tell(initial);
        return { executor };
      },
      async stop() {
        listeners.clear();
      },
    },
    replaceSchema: tell,
  };
}

function executorOf(
  onRefused: OnRefused,
  onFault: (error: unknown) => void,
): (context: GatewayGraphQLRequestContext) => Promise<GatewayExecutionResult> {
  return async ({ document, operation, request, context }) => {
    // Apollo Server calls the executor even when the document has no such operation.
    if ((operation as typeof operation | undefined) === undefined) {
      onRefused({ code: 'OPERATION_RESOLUTION_FAILURE' });
      return { errors: [new GraphQLError('unresolved')] };
    }
    const { authorization, signal, execute } = context as RequestContext;
    const response = await execute({
      document,
      operationName: request.operationName ?? null,
      variables: request.variables ?? {},
      authorization,
      signal,
    }).catch((error: unknown): GatewayResponse => {
      onFault(error);
      return { errors: [{ message: 'The gateway could not answer.', code: 'INTERNAL' }] };
    });
    return resultOf(response, authorization);
  };
}

function resultOf(response: GatewayResponse, authorization: string | null): GatewayExecutionResult {
  const { data, errors, extensions } = response;
  const wasRefused = data === undefined;
  const answered = errors?.map(({ message, code, path, extensions: more }, index) => {
    // Apollo Server reads the status of a response off its errors, and would say 400 without one.
    const http = wasRefused && index === 0 ? { http: headOf(code, authorization) } : {};
    return new AnsweredError(message, { path, extensions: { ...more, code, ...http } });
  });
  return {
    ...(wasRefused ? {} : { data: data as Record<string, unknown> | null }),
    ...(answered === undefined || answered.length === 0 ? {} : { errors: answered }),
    ...(extensions === undefined ? {} : { extensions: { ...extensions } }),
  };
}

function headOf(code: string, authorization: string | null): { status: number; headers: HeaderMap } {
  const status = statusOf(code);
  // RFC 6750 3: the error is told only to a caller who presented something.
  const challenge = `Bearer realm="childview"${authorization === null ? '' : ', error="invalid_token"'}`;
  return { status, headers: new HeaderMap(status === 401 ? [['www-authenticate', challenge]] : []) };
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

/** Finds texts for validation errors, and tells of requests that never reach the executor. */
function refusalPlugin(
  rules: readonly ValidationRule[],
  texts: WeakMap<Error, string>,
  onRefused: OnRefused,
): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ schema }) {
      let wasHandedOn = false;
      return {
        async validationDidStart({ document }) {
          return async (errors) => {
            if (errors === undefined) return;
            const told = validationTexts(schema, document, rules, validationOptions);
            for (const [index, error] of errors.entries()) {
              // Apollo Server hands the formatter what the error was made from, if anything.
              const original = error instanceof GraphQLError ? (error.originalError ?? error) : error;
              const text = told[index];
              if (text !== undefined) texts.set(original, text);
            }
          };
        },
        async executionDidStart() {
          wasHandedOn = true;
        },
        async didEncounterErrors({ errors }) {
          if (wasHandedOn) return;
          const first = errors[0];
          const code = (first?.originalError as { code?: unknown } | undefined)?.code ?? first?.extensions['code'];
          onRefused({ code: typeof code === 'string' ? code : 'BAD_REQUEST' });
        },
      };
    },
    async invalidRequestWasReceived() {
      onRefused({ code: 'BAD_REQUEST' });
    },
  };
}
