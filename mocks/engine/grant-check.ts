import { createHash } from 'node:crypto';
import { decodeJwt, errors, jwtVerify } from 'jose';

/** What a call said of itself and what came of the check. */
export type GrantCheck =
  | { readonly accepted: true; readonly kind: string | null; readonly organisation: string }
  | { readonly accepted: false; readonly status: 401 | 403; readonly refusal: GrantRefusal };

/** Why a grant was refused. */
type GrantRefusal =
  | 'GRANT_MISSING'
  | 'GRANT_SIGNATURE'
  | 'GRANT_EXPIRED'
  | 'GRANT_AUDIENCE'
  | 'GRANT_CLAIMS'
  | 'GRANT_DOCUMENT'
  | 'GRANT_VARIABLES'
  | 'GRANT_REPLAYED';

/** A call as it arrived. */
export type GrantedCall = {
  readonly grant: string | undefined;
  readonly document: string;
  readonly variables: unknown;
};

const longestSeconds = 60;

/**
 * Builds the check of signed grants for one agency: signature by its own key, issuer, audience, life of
 * at most a minute, the very document and variables, and each grant once.
 */
export const grantCheckOf = (agency: string, key: Uint8Array): ((call: GrantedCall) => Promise<GrantCheck>) => {
  /** Expiry of each grant seen, by its id, in order of arrival. */
  const seen = new Map<string, number>();
  const isReplayed = (id: string, expiresAt: number): boolean => {
    const now = Date.now() / 1000;
    for (const [old, expiry] of seen) {
      if (expiry + longestSeconds > now) break;
      seen.delete(old);
    }
    if (seen.has(id)) return true;
    seen.set(id, expiresAt);
    return false;
  };

  return async ({ grant, document, variables }) => {
    if (grant === undefined || grant === '') return refused(401, 'GRANT_MISSING');
    let claims: Awaited<ReturnType<typeof jwtVerify>>['payload'];
    try {
      ({ payload: claims } = await jwtVerify(grant, key, {
        algorithms: ['HS256'],
        issuer: 'childview',
        audience: agency,
        requiredClaims: ['iat', 'exp', 'jti', 'sub', 'org', 'roles', 'purpose', 'kind', 'classes', 'doc', 'vars'],
        maxTokenAge: longestSeconds,
        clockTolerance: 5,
      }));
    } catch (error) {
      return refusalOf(error);
    }
    const { exp, iat, jti } = claims;
    if (typeof exp !== 'number' || typeof iat !== 'number' || typeof jti !== 'string' || exp - iat > longestSeconds) {
      return refused(401, 'GRANT_CLAIMS');
    }
    if (claims['doc'] !== digestOf(document)) return refused(403, 'GRANT_DOCUMENT');
    if (claims['vars'] !== digestOf(JSON.stringify(variables ?? {}))) return refused(403, 'GRANT_VARIABLES');
    if (isReplayed(jti, exp)) return refused(403, 'GRANT_REPLAYED');
    return { accepted: true, kind: kindOf(claims), organisation: String(claims['org']) };
  };
};

/** The wave that a grant claims, unverified: only for choosing a fault. */
export const claimedKind = (grant: string | undefined): string | null => {
  try {
    return grant === undefined ? null : kindOf(decodeJwt(grant));
  } catch {
    return null;
  }
};

/** SHA-256 of a text, base64url. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

const kindOf = (claims: Readonly<Record<string, unknown>>): string | null =>
  typeof claims['kind'] === 'string' ? claims['kind'] : null;

const refused = (status: 401 | 403, refusal: GrantRefusal): GrantCheck => ({ accepted: false, status, refusal });

const refusalOf = (error: unknown): GrantCheck => {
  if (error instanceof errors.JWTExpired) return refused(401, 'GRANT_EXPIRED');
  if (error instanceof errors.JWTClaimValidationFailed) {
    return error.claim === 'aud' ? refused(403, 'GRANT_AUDIENCE') : refused(401, 'GRANT_CLAIMS');
  }
  return refused(401, 'GRANT_SIGNATURE');
};
