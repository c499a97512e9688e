import { createHmac, createSecretKey, hash, randomUUID } from 'node:crypto';
import type { AgencyCall } from '../model/agency-call.ts';
import type { AgencyName, LegalBasis, OrganisationCode, Purpose } from '../model/words.ts';

/** For whom and why a call is made: the part of a grant that does not depend on the call. */
export type GrantClaims = {
  /** `issuer|sub` of the caller. */
  readonly subject: string;
  readonly organisation: OrganisationCode;
  readonly roles: readonly string[];
  readonly purpose: Purpose;
  /** The bases that hold for the agency that is asked. */
  readonly bases: readonly LegalBasis[];
  /** The subject of a mediator (RFC 8693 `act`), or null. */
  readonly mediator: string | null;
};

/**
 * Signs the grant for one call: a compact JWS (RFC 7515) that binds the caller, the declaration, the
 * document and the variables. `variablesJson` is exactly the text that is sent.
 */
export type SignGrant = (call: AgencyCall, variablesJson: string, claims: GrantClaims) => string;

/** How long an agency may accept a grant, in seconds; DESIGN 5.7 allows a minute. */
const lifetimeSeconds = 30;

const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'childview-grant+jwt' })).toString('base64url');

/**
 * Makes the signer. Each agency has a key of its own (HMAC with SHA-256), so that no agency can
 * make a grant for another. `now` gives milliseconds since the epoch. Throws for an agency without
 * a key, which is a fault of composition. The reason that a caller gave is never in a grant.
 */
export function createSignGrant(options: {
  readonly keys: ReadonlyMap<AgencyName, Uint8Array>;
  readonly now: () => number;
  readonly newId?: () => string;
}): SignGrant {
  const newId = options.newId ?? randomUUID;
  // Key objects, made once: a key given as bytes costs six times as much at each use.
  const keys = new Map([...options.keys].map(([agency, key]) => [agency, createSecretKey(key)]));
  return (call, variablesJson, claims) => {
    const key = keys.get(call.agency);
    if (key === undefined) throw new Error('An agency has no grant key.');
    const issuedAt = Math.floor(options.now() / 1000);
    const payload = JSON.stringify({
      iss: 'childview',
      aud: call.agency,
      iat: issuedAt,
      exp: issuedAt + lifetimeSeconds,
      jti: newId(),
      sub: claims.subject,
      org: claims.organisation,
      roles: claims.roles,
      purpose: claims.purpose,
      bases: claims.bases,
      kind: call.kind,
      classes: call.classes,
      doc: call.documentHash,
      vars: hash('sha256', variablesJson, 'base64url'),
      ...(claims.mediator === null ? {} : { act: { sub: claims.mediator } }),
    });
    const signed = `${header}.${Buffer.from(payload).toString('base64url')}`;
    return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
  };
}
