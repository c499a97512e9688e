import type { GatewayErrorCode } from '../model/errors.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { IssuerBinding, RegisterEntry } from '../model/protocol.ts';
import type { Revocations, TokenNames } from '../model/revocation.ts';
import { type Assertion, chooseBinding } from './choose-binding.ts';
import type { KeySets } from './key-sets.ts';
import { type PersonClaims, parseClaims, type TokenClaims } from './parse-claims.ts';
import { readBearer } from './read-bearer.ts';
import type { RefusalCause } from './refusal-cause.ts';
import { toPractitioner } from './to-practitioner.ts';
import { createVerifiedTokens, type Verified } from './verified-tokens.ts';
import { verifyToken } from './verify-token.ts';

/** Who asks, or that it is not known who asks; a refusal tells the caller nothing else. */
export type Identification =
  | { readonly kind: 'PRACTITIONER'; readonly practitioner: Practitioner }
  | { readonly kind: 'REFUSED'; readonly code: GatewayErrorCode; readonly message: string };

/** Identifies the caller by the `Authorization` header, null when there is none; never rejects. */
export type Identify = (authorization: string | null) => Promise<Identification>;

/**
 * Makes the first step of a request's way: token to practitioner. A token is verified against its
 * issuer's published keys, its claims are held against what that issuer may assert, and what the
 * staff register says of the person is applied. Whatever cannot be shown to be right is refused.
 */
export function createIdentify(options: {
  readonly issuers: readonly IssuerBinding[];
  readonly register: readonly RegisterEntry[];
  /** The `aud` claim that tokens for this gateway carry. */
  readonly audience: string;
  readonly clockSkewSeconds: number;
  /** The issuers' keys; they outlive the protocol's version, so that a reload fetches none anew. */
  readonly keySets: KeySets;
  /** Asked for each request, remembered token or not; absent: nothing can be revoked. */
  readonly revocations?: Revocations;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told of each refusal, for logs and metrics: a short code, never a claim. */
  readonly onRefusal?: (cause: RefusalCause) => void;
  /** How many verified tokens are remembered until they expire; default 10,000. */
  readonly rememberedTokens?: number;
}): Identify {
  const { keySets, audience, clockSkewSeconds, now, revocations = nothingRevoked } = options;
  const bindings = Map.groupBy(options.issuers, ({ issuer }) => issuer);
  const register = new Map(options.register.map((entry) => [entry.subject, entry]));
  const verifiedTokens = createVerifiedTokens(
    options.rememberedTokens ?? 10_000,
    // A key that its issuer no longer publishes ends the tokens it signed, remembered or not.
    ({ practitioner, issuer, kid }) =>
      practitioner.expiresAt + clockSkewSeconds > now() / 1000 && keySets.isCurrent(issuer, kid),
  );

  const identify = async (
    authorization: string | null,
  ): Promise<Practitioner | { readonly kind: 'REFUSED'; readonly cause: RefusalCause }> => {
    const bearer = readBearer(authorization);
    if (bearer.kind === 'REFUSED') return bearer;
    const remembered = verifiedTokens.find(bearer.token);
    if (remembered !== null) return unlessRevoked(remembered, revocations);

    const isKnownIssuer = (issuer: string): boolean => bindings.has(issuer);
    const verified = await verifyToken(bearer.token, {
      isKnownIssuer,
      keySets,
      audience,
      clockSkewSeconds,
      now: now(),
    });
    if (verified.kind === 'REFUSED') return verified;
    const claims = parseClaims(verified.payload);
    if (claims === null) return { kind: 'REFUSED', cause: 'CLAIMS_INVALID' };
    const caller = callerOf(claims, bindings, register);
    if (caller.kind === 'REFUSED') return caller;
    const marks = revocations.marksOf(namesOf(claims, caller));
    const accepted = { practitioner: caller, issuer: verified.issuer, kid: verified.kid, marks };
    verifiedTokens.remember(bearer.token, accepted);
    return unlessRevoked(accepted, revocations);
  };

  return async (authorization) => {
    const outcome = await identify(authorization);
    if (outcome.kind !== 'REFUSED') return { kind: 'PRACTITIONER', practitioner: outcome };
    options.onRefusal?.(outcome.cause);
    return {
      kind: 'REFUSED',
      code: 'UNAUTHENTICATED',
      message: 'A valid access token is required: Authorization: Bearer TOKEN.',
    };
  };
}

const nothingRevoked: Revocations = {
  marksOf: ({ issuedAt }) => ({ own: [], subjects: [], issuedAt }),
  standingOf: () => 'USABLE',
};

function unlessRevoked(
  { practitioner, marks }: Verified,
  revocations: Revocations,
): Practitioner | { readonly kind: 'REFUSED'; readonly cause: RefusalCause } {
  const standing = revocations.standingOf(marks);
  if (standing === 'USABLE') return practitioner;
  return { kind: 'REFUSED', cause: standing === 'REVOKED' ? 'REVOKED' : 'REVOCATION_UNCERTAIN' };
}

function namesOf({ iss, jti, sid, iat }: TokenClaims, { subject, mediator }: Practitioner): TokenNames {
  const subjects = mediator === null ? [subject] : [subject, mediator.subject];
  return { issuer: iss, tokenId: jti, session: sid, subjects, issuedAt: iat };
}

function callerOf(
  claims: TokenClaims,
  bindings: ReadonlyMap<string, readonly IssuerBinding[]>,
  register: ReadonlyMap<string, RegisterEntry>,
): Practitioner | { readonly kind: 'REFUSED'; readonly cause: RefusalCause } {
  const { iss: issuer, act, exp: expiresAt } = claims;
  const actIssuer = act === null ? null : (act.iss ?? issuer);
  const chosen = chooseBinding(bindings.get(issuer) ?? [], assertionOf(claims, claims.client_id, act, actIssuer));
  if (chosen.kind === 'REFUSED') return chosen;
  const { binding } = chosen;
  if (act === null || actIssuer === null)
    return toPractitioner({ issuer, claims, binding, register, mediator: null, expiresAt });

  // The issuer exchanged the mediator's own token for this one (RFC 8693), and its binding says whose people
  // it may name; what it says of them must besides be what their own issuer may assert of anybody.
  const actChosen = chooseBinding(bindings.get(actIssuer) ?? [], assertionOf(act, act.client_id, null, null));
  // Two people are needed: nobody mediates for themself.
  const isSamePerson = actIssuer === issuer && act.sub === claims.sub;
  if (actChosen.kind === 'REFUSED' || isSamePerson) return { kind: 'REFUSED', cause: 'MEDIATOR_NOT_BOUND' };
  const mediator = toPractitioner({
    issuer: actIssuer,
    claims: act,
    binding: actChosen.binding,
    register,
    mediator: null,
    expiresAt,
  });
  return toPractitioner({ issuer, claims, binding, register, mediator, expiresAt });
}

function assertionOf(
  claims: PersonClaims,
  clientId: string | null,
  act: unknown,
  mediatorIssuer: string | null,
): Assertion {
  const { organisation, kind, roles, sub: _, ...attributes } = claims;
  return { clientId, organisation, kind, roles, mediatorIssuer, attributes: { ...attributes, act } };
}
