/**
 * Why a caller was not identified: for logs and metrics only. The caller is always told the one code
 * `UNAUTHENTICATED`, so that nobody can learn by trying what an issuer may assert.
 */
export const refusalCauses = [
  'NO_TOKEN',
  'HEADER_MALFORMED',
  'TOKEN_TOO_LARGE',
  'TOKEN_MALFORMED',
  'ALGORITHM_NOT_ALLOWED',
  'TYPE_NOT_ALLOWED',
  'ISSUER_UNKNOWN',
  'KEYS_UNREACHABLE',
  'KEY_UNKNOWN',
  'SIGNATURE_INVALID',
  'AUDIENCE_WRONG',
  'EXPIRED',
  'NOT_YET_VALID',
  'CLAIMS_INVALID',
  'CLIENT_NOT_BOUND',
  'ORGANISATION_NOT_BOUND',
  'KIND_NOT_BOUND',
  'ROLE_NOT_BOUND',
  'ATTRIBUTE_NOT_BOUND',
  'MEDIATOR_NOT_BOUND',
  'REVOKED',
  'REVOCATION_UNCERTAIN',
] as const;

export type RefusalCause = (typeof refusalCauses)[number];
