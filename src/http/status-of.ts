import type { GatewayErrorCode } from '../model/errors.ts';

const statuses: Partial<Record<GatewayErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  LITERAL_NOT_ALLOWED: 400,
  DOCUMENT_NOT_TRUSTED: 400,
  PERSISTED_QUERY_NOT_SUPPORTED: 400,
  LIMIT_EXCEEDED: 400,
  COST_EXCEEDED: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  VARIABLE_INVALID: 400,
  BAD_REQUEST: 400,
  RATE_LIMITED: 429,
  INTERNAL: 500,
};

/** Codes of a proper request whose operation is not: those that a named `application/json` tells of with 200. */
const ofOperation: ReadonlySet<string> = new Set<GatewayErrorCode>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'LITERAL_NOT_ALLOWED',
  'DOCUMENT_NOT_TRUSTED',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'LIMIT_EXCEEDED',
  'COST_EXCEEDED',
  'OPERATION_RESOLUTION_FAILURE',
  'VARIABLE_INVALID',
]);

/**
 * The HTTP status of a request that was refused as a whole with `code`. A refusal by a gate is an
 * answer, so it is 200 (DESIGN 4); a client that sent what cannot be read hears 400, unless it is
 * answered in `application/json` as it asked by name (GraphQL over HTTP 6.4.1).
 */
export function statusOf(code: string, isNamedJson: boolean): number {
  if (isNamedJson && ofOperation.has(code)) return 200;
  return Object.hasOwn(statuses, code) ? (statuses[code as GatewayErrorCode] ?? 200) : 200;
}
