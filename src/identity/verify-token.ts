import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import type { KeySets } from './key-sets.ts';
import type { RefusalCause } from './refusal-cause.ts';

/** Signature algorithms a token may use; asymmetric only, so that a public key can never be a secret. */
const allowedAlgorithms: readonly string[] = ['ES256', 'EdDSA', 'PS256'];
/** RFC 9068: what is not an access token (an ID token, say) is not accepted as one. */
const tokenType = 'at+jwt';

/** A payload whose signature, issuer, audience and times were verified. */
export type VerifiedPayload = {
  readonly kind: 'VERIFIED';
  readonly payload: JWTPayload;
  readonly issuer: string;
  readonly kid: string;
};

/**
 * Verifies a token against the published keys of its issuer. The unverified payload is read for one
 * thing: to choose among the known issuers whose keys must then verify it.
 */
export async function verifyToken(
  token: string,
  parts: {
    readonly isKnownIssuer: (issuer: string) => boolean;
    readonly keySets: KeySets;
    readonly audience: string;
    readonly clockSkewSeconds: number;
    /** Milliseconds since the epoch. */
    readonly now: number;
  },
): Promise<VerifiedPayload | { readonly kind: 'REFUSED'; readonly cause: RefusalCause }> {
  const opened = open(token);
  if (opened === null) return refused('TOKEN_MALFORMED');
  const { alg, kid, typ, issuer } = opened;
  if (!allowedAlgorithms.includes(alg)) return refused('ALGORITHM_NOT_ALLOWED');
  if (typ.toLowerCase().replace(/^application\//, '') !== tokenType) return refused('TYPE_NOT_ALLOWED');
  if (!parts.isKnownIssuer(issuer)) return refused('ISSUER_UNKNOWN');
  const found = await parts.keySets.keyFor(issuer, { alg, kid });
  if (found.kind === 'REFUSED') return found;
  try {
    const { payload } = await jwtVerify(token, found.key, {
      algorithms: [...allowedAlgorithms],
      issuer,
      audience: parts.audience,
      typ: tokenType,
      clockTolerance: parts.clockSkewSeconds,
      currentDate: new Date(parts.now),
      requiredClaims: ['exp', 'iat', 'sub'],
    });
    const isFromTheFuture = (payload.iat ?? 0) > parts.now / 1000 + parts.clockSkewSeconds;
    return isFromTheFuture ? refused('NOT_YET_VALID') : { kind: 'VERIFIED', payload, issuer, kid };
  } catch (error) {
    return refused(causeOf(error));
  }
}

function open(token: string): { alg: string; kid: string; typ: string; issuer: string } | null {
  try {
    const { alg, kid, typ } = decodeProtectedHeader(token);
    const { iss } = decodeJwt(token);
    if (alg === undefined || typeof iss !== 'string') return null;
    // Without a key id the keys would be tried by guess.
    if (typeof kid !== 'string' || kid === '') return null;
    return { alg, kid, typ: typ ?? '', issuer: iss };
  } catch {
    return null;
  }
}

function causeOf(error: unknown): RefusalCause {
  if (error instanceof errors.JWTExpired) return 'EXPIRED';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return 'AUDIENCE_WRONG';
    return error.claim === 'nbf' && error.reason === 'check_failed' ? 'NOT_YET_VALID' : 'CLAIMS_INVALID';
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'SIGNATURE_INVALID';
  return 'TOKEN_MALFORMED';
}

function refused(cause: RefusalCause): { readonly kind: 'REFUSED'; readonly cause: RefusalCause } {
  return { kind: 'REFUSED', cause };
}
