import type { RefusalCause } from './refusal-cause.ts';

/** Longest token that is looked at, in characters; a signed token with our claims is about 1,000. */
const longestToken = 8192;
const bearer = /^Bearer +([\w.~+/-]+=*)$/i;

/**
 * Takes the token out of an `Authorization` header (RFC 6750 2.1). Anything but exactly one bearer
 * token is refused: several headers arrive joined by a comma, which no token contains.
 */
export function readBearer(
  authorization: string | null,
): { readonly kind: 'TOKEN'; readonly token: string } | { readonly kind: 'REFUSED'; readonly cause: RefusalCause } {
  if (authorization === null || authorization.trim() === '') return { kind: 'REFUSED', cause: 'NO_TOKEN' };
  if (authorization.length > longestToken + 'Bearer '.length) return { kind: 'REFUSED', cause: 'TOKEN_TOO_LARGE' };
  const token = bearer.exec(authorization)?.[1];
  return token === undefined ? { kind: 'REFUSED', cause: 'HEADER_MALFORMED' } : { kind: 'TOKEN', token };
}
