/**
 * Every code that an `errors[]` entry of the gateway can carry. Codes of withheld parts are data of
 * `protocol/` (annotations of policies); docs/errors.md lists both and a test keeps it equal.
 */
export const gatewayErrorCodes = [
  'UNAUTHENTICATED',
  'LITERAL_NOT_ALLOWED',
  'VARIABLE_INVALID',
  'ARGUMENT_INVALID',
  'ID_INVALID',
  'PURPOSE_REQUIRED',
  'TOO_MANY_CHILDREN',
  'TOO_MANY_SEARCHES',
  'RATE_LIMITED',
  'SCHEME_NOT_PERMITTED',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_NOT_SUPPORTED',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'DOCUMENT_NOT_TRUSTED',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'LIMIT_EXCEEDED',
  'COST_EXCEEDED',
  'BAD_REQUEST',
  'LEDGER_UNAVAILABLE',
  'POLICY_STALE',
  'CONTROL_STATE_UNAVAILABLE',
  'RECORD_UNKNOWN',
  'ALREADY_DONE',
  'JUSTIFICATION_REQUIRED',
  'REVIEWER_NOT_INDEPENDENT',
  'SECOND_PERSON_NEEDED',
  'LINK_INVALID',
  'NOT_REPORTABLE',
  'REPORT_NOT_OFFERED',
  'NO_RESPONSE',
  'SOURCE_ERROR',
  'PEER_UNAUTHENTICATED',
  'PEER_NOT_BOUND',
  'PEER_LOOP',
  'PEER_HOP_LIMIT',
  'INTERNAL',
] as const;

export type GatewayErrorCode = (typeof gatewayErrorCodes)[number];

/**
 * A failure of a whole request. `message` is fixed text of ours and may name a variable or an
 * argument, never a value; `code` is one of `gatewayErrorCodes` or, for a refusal by a gate, the
 * code of the deciding policy.
 */
export class GatewayError extends Error {
  readonly code: string;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    options: { cause?: unknown; extensions?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'GatewayError';
    this.code = code;
    this.extensions = options.extensions ?? {};
  }
}
