import type { GatewayErrorCode } from '../model/errors.ts';

const statuses: Partial<Record<GatewayErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  LITERAL_NOT_ALLOWED: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  VARIABLE_INVALID: 400,
  BAD_REQUEST: 400,
  RATE_LIMITED: 429,
  INTERNAL: 500,
};

/**
 * The HTTP status of a request that was refused as a whole with `code`. A refusal by a gate is an
 * answer, so it is 200 (DESIGN 4); a client that sent what cannot be read hears 400.
 */
export function statusOf(code: string): number {
  return Object.hasOwn(statuses, code) ? (statuses[code as GatewayErrorCode] ?? 200) : 200;
}
