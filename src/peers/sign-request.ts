import { createHash, randomUUID } from 'node:crypto';
import { type JWK, importJWK, SignJWT } from 'jose';
import type { OriginalRequest } from '../model/peer.ts';
import type { OrganisationCode } from '../model/words.ts';
import { claimsOf } from './peer-claims.ts';

/** The `typ` of a signed request to a peer (RFC 8725 3.11): no other token passes for one. */
export const requestType = 'childview-peer+jwt';

/** How long a request may be accepted, in seconds; a minute at most. */
const lifetimeSeconds = 30;

/** Signs one request to one authority, bound to the very bytes that are sent. */
export type SignPeerRequest = (original: OriginalRequest, audience: OrganisationCode, body: string) => Promise<string>;

/**
 * Makes the signer of the own authority's requests. The key is a private JWK with `kid` and `alg`, the public
 * half of which the registry lists. `now` gives milliseconds since the epoch.
 */
export async function createSignPeerRequest(options: {
  readonly authority: OrganisationCode;
  readonly key: JWK;
  readonly now: () => number;
  readonly newId?: () => string;
}): Promise<SignPeerRequest> {
  const { authority, key: jwk, now } = options;
  const { alg, kid } = jwk;
  if (alg === undefined || kid === undefined) throw new Error('The key of this authority has no alg or no kid.');
  const key = await importJWK(jwk, alg);
  const newId = options.newId ?? randomUUID;
  return async (original, audience, body) => {
    const issuedAt = Math.floor(now() / 1000);
    return await new SignJWT({ ...claimsOf(original, [authority]), body: hashBody(body) })
      .setProtectedHeader({ alg, kid, typ: requestType })
      .setIssuer(authority)
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetimeSeconds)
      .setJti(newId())
      .sign(key);
  };
}

/** The hash of a body by which a request is bound to it: SHA-256, base64url. */
export function hashBody(body: string): string {
  return createHash('sha256').update(body).digest('base64url');
}
