import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { GatewayError } from '../model/errors.ts';

const internal = { message: 'The gateway could not answer.', extensions: { code: 'INTERNAL' } };
const badRequest =
  'The body must be a JSON object with "query" (text), or "documentId" (text) of a registered document, and, where needed, "operationName" (text) and "variables" (an object).';

/**
 * Makes what Apollo Server calls for each error of a response. Every message is replaced but our
 * own: those of graphql-js and Apollo quote the request. `textOf` gives the text of a validation
 * error; `onFault` hears of errors that nothing expected.
 */
export function createFormatError(parts: {
  readonly maxTokens: number;
  readonly textOf: (error: Error) => string | undefined;
  readonly onFault: (error: unknown) => void;
}): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const original = error instanceof GraphQLError ? error.originalError : undefined;
    const locations = formatted.locations === undefined ? {} : { locations: formatted.locations };
    if (original instanceof GatewayError) {
      return { message: original.message, ...locations, extensions: { ...original.extensions, code: original.code } };
    }
    switch (formatted.extensions?.['code']) {
      case 'GRAPHQL_PARSE_FAILED':
        return {
          message: `The query is not a GraphQL document from this place on, or has more than ${parts.maxTokens} tokens.`,
          ...locations,
          extensions: { code: 'GRAPHQL_PARSE_FAILED' },
        };
      case 'GRAPHQL_VALIDATION_FAILED':
        return {
          message: (original && parts.textOf(original)) ?? 'The document is not valid.',
          ...locations,
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        };
      case 'OPERATION_RESOLUTION_FAILURE':
        return {
          message: 'Name one operation of the document in "operationName"; a document with one needs none.',
          extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
        };
      case 'BAD_REQUEST':
        return { message: badRequest, extensions: { code: 'BAD_REQUEST' } };
      default:
        parts.onFault(error);
        return internal;
    }
  };
}
