import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { ForwardedRequest, PeerOrigin } from '../model/peer.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { OrganisationCode } from '../model/words.ts';
import { type PeerClaims, type PeerPerson, parsePeerClaims } from './peer-claims.ts';
import type { ListedPeer } from './peer-list.ts';
import type { ReplayGuard } from './replay-guard.ts';
import { hashBody, requestType } from './sign-request.ts';

/** Codes with which a peer's request is refused before anything is decided; docs/errors.md. */
export type PeerRefusalCode = 'PEER_UNAUTHENTICATED' | 'PEER_NOT_BOUND' | 'PEER_LOOP' | 'PEER_HOP_LIMIT';

/** What a peer's request amounts to; `cause` is for the log, in fixed words, and is never told. */
export type VerifiedRequest =
  | { readonly kind: 'FORWARDED'; readonly request: ForwardedRequest }
  /** Of an authority that may ask, for people for whom it may not: nothing is decided, and nothing told. */
  | { readonly kind: 'UNHEARD'; readonly cause: string }
  | { readonly kind: 'REFUSED'; readonly code: PeerRefusalCode; readonly cause: string };

/** Asymmetric only, so that a published key can never be a secret. */
const algorithms = ['EdDSA', 'ES256'];
const longestLifetimeSeconds = 60;

/** How a request is verified. */
export type VerifyParts = {
  /** The own authority: the only audience that is accepted. */
  readonly authority: OrganisationCode;
  readonly findPeer: (authority: OrganisationCode) => ListedPeer | null;
  readonly origins: readonly PeerOrigin[];
  readonly replay: ReplayGuard;
  readonly clockSkewSeconds: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
};

/**
 * Verifies a request of another authority's gateway against the key that the registry lists for it, and cuts
 * what it says of its people to what the protocol lets it assert. The order matters: nothing of an unverified
 * request is acted on, and only an accepted one is remembered.
 */
export async function verifyRequest(token: string, body: string, parts: VerifyParts): Promise<VerifiedRequest> {
  const peer = peerOf(token, parts);
  if (peer === null) return refused('ISSUER_UNKNOWN');
  const verified = await verifySignature(token, peer, parts);
  if (typeof verified === 'string') return refused(verified);
  const claims = parsePeerClaims(verified);
  if (claims === null) return refused('CLAIMS_INVALID');
  if (claims.exp - claims.iat > longestLifetimeSeconds) return refused('LIFETIME');
  if (claims.body !== hashBody(body)) return refused('BODY');
  if (claims.via.at(-1) !== claims.iss) return refused('VIA');
  if (claims.via.includes(parts.authority)) return { kind: 'REFUSED', code: 'PEER_LOOP', cause: 'LOOP' };
  if (claims.via.length > 1) return { kind: 'REFUSED', code: 'PEER_HOP_LIMIT', cause: 'HOP_LIMIT' };
  const origin = parts.origins.find(({ authority }) => authority === claims.iss);
  if (origin === undefined) return { kind: 'REFUSED', code: 'PEER_NOT_BOUND', cause: 'NOT_BOUND' };
  const request = forwarded(claims, origin);
  if (request === null) return { kind: 'UNHEARD', cause: 'ORGANISATION_NOT_BOUND' };
  if (!(await parts.replay.isFirst(`${claims.iss} ${claims.jti}`, (claims.exp + parts.clockSkewSeconds) * 1000))) {
    return refused('REPLAYED');
  }
  return { kind: 'FORWARDED', request };
}

function peerOf(token: string, { findPeer }: VerifyParts): ListedPeer | null {
  try {
    const { iss } = decodeJwt(token);
    return typeof iss === 'string' ? findPeer(iss) : null;
  } catch {
    return null;
  }
}

/** The payload, or why there is none. */
async function verifySignature(token: string, peer: ListedPeer, parts: VerifyParts): Promise<unknown> {
  try {
    // Without a key id the keys would be tried by guess.
    if (typeof decodeProtectedHeader(token).kid !== 'string') return 'KEY_UNNAMED';
    const { payload } = await jwtVerify(token, peer.keys, {
      algorithms,
      typ: requestType,
      issuer: peer.authority,
      audience: parts.authority,
      clockTolerance: parts.clockSkewSeconds,
      currentDate: new Date(parts.now()),
      requiredClaims: ['exp', 'iat', 'jti'],
    });
    const isFromTheFuture = (payload.iat ?? 0) > parts.now() / 1000 + parts.clockSkewSeconds;
    return isFromTheFuture ? 'NOT_YET_VALID' : payload;
  } catch (error) {
    return error instanceof errors.JOSEError ? error.code : 'MALFORMED';
  }
}

/** Null: the authority may not ask for people of this organisation. */
function forwarded(claims: PeerClaims, origin: PeerOrigin): ForwardedRequest | null {
  const mediator = claims.mediator === null ? null : practitionerOf(claims.mediator, claims, origin, null);
  const practitioner = practitionerOf(claims.practitioner, claims, origin, mediator);
  if (practitioner === null || (claims.mediator !== null && mediator === null)) return null;
  return {
    practitioner,
    declaration: claims.declaration,
    knowable: claims.knowable,
    origin: { authority: claims.iss, recordId: claims.record },
  };
}

function practitionerOf(
  person: PeerPerson,
  { exp }: PeerClaims,
  origin: PeerOrigin,
  mediator: Practitioner | null,
): Practitioner | null {
  if (!origin.organisations.includes(person.organisation)) return null;
  const said = <T>(attribute: string, value: T, unsaid: T): T =>
    origin.attributes.includes(attribute) ? value : unsaid;
  return {
    kind: 'PRACTITIONER',
    subject: person.subject,
    organisation: person.organisation,
    roles: person.roles.filter((role) => origin.roles.includes(role)),
    trainedUntil: said('trainedUntil', person.trainedUntil, null),
    vettedOn: said('vettedOn', person.vettedOn, null),
    designatedOfficer: said('designatedOfficer', person.designatedOfficer, false),
    // Looking behind a shield is investigated at once, by those who can reach the person: never from elsewhere.
    mayOverrideShield: false,
    isSuspended: false,
    staffIds: said('staffIds', person.staffIds, []),
    teams: said('teams', person.teams, []),
    groups: said('groups', person.groups, []),
    declaredConflicts: said('declaredConflicts', person.declaredConflicts, null),
    personId: null,
    mediator,
    expiresAt: exp,
  };
}

function refused(cause: string): VerifiedRequest {
  return { kind: 'REFUSED', code: 'PEER_UNAUTHENTICATED', cause };
}
