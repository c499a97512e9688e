import type { GatewayErrorCode } from '../model/errors.ts';
import type { Practitioner } from '../model/practitioner.ts';
import type { IssuerBinding, RegisterEntry } from '../model/protocol.ts';
import { type Assertion, chooseBinding } from './choose-binding.ts';
import { createKeySets, type FetchJwks, type KeySetTimes } from './key-sets.ts';
import { type PersonClaims, parseClaims, type TokenClaims } from './parse-claims.ts';
import { readBearer } from './read-bearer.ts';
import type { RefusalCause } from './refusal-cause.ts';
import { toPractitioner } from './to-practitioner.ts';
import { createVerifiedTokens } from './verified-tokens.ts';
import { verifyToken } from './verify-token.ts';

/** Who asks, or that it is not known who asks; a refusal tells the caller nothing else. */
export type Identification =
  | { readonly kind: 'PRACTITIONER'; readonly practitioner: Practitioner }
  | { readonly kind: 'REFUSED'; readonly code: GatewayErrorCode; readonly message: string };

/** Identifies the caller by the `Authorization` header, null when there is none; never rejects. */
export type Identify = (authorization: string | null) => Promise<Identification>;

const defaultTimes: KeySetTimes = {
  refreshAfterSeconds: 300,
  maxAgeSeconds: 900,
  unknownKeyCooldownSeconds: 30,
  retrySeconds: 2,
};

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
  readonly fetchJwks: FetchJwks;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told of each refusal, for logs and metrics: a short code, never a claim. */
  readonly onRefusal?: (cause: RefusalCause) => void;
  readonly times?: KeySetTimes;
  /** How many verified tokens are remembered until they expire; default 10,000. */
  readonly rememberedTokens?: number;
}): Identify {
  const { audience, clockSkewSeconds, now } = options;
  const bindings = Map.groupBy(options.issuers, ({ issuer }) => issuer);
  const register = new Map(options.register.map((entry) => [entry.subject, entry]));
  const keySets = createKeySets({ fetchJwks: options.fetchJwks, now, times: options.times ?? defaultTimes });
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
    if (remembered !== null) return remembered.practitioner;

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
    verifiedTokens.remember(bearer.token, { practitioner: caller, issuer: verified.issuer, kid: verified.kid });
    return caller;
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

function callerOf(
  claims: TokenClaims,
  bindings: ReadonlyMap<string, readonly IssuerBinding[]>,
  register: ReadonlyMap<string, RegisterEntry>,
): Practitioner | { readonly kind: 'REFUSED'; readonly cause: RefusalCause } {
  const { iss: issuer, act, exp: expiresAt } = claims;
  const chosen = chooseBinding(bindings.get(issuer) ?? [], assertionOf(claims, claims.client_id, act));
  if (chosen.kind === 'REFUSED') return chosen;
  const { binding } = chosen;
  if (act === null) return toPractitioner({ issuer, claims, binding, register, mediator: null, expiresAt });

  // The issuer is trusted to exchange tokens (its binding lists `act`); the mediator must besides be
  // someone that the mediator's own issuer, by default the same, may assert.
  const actIssuer = act.iss ?? issuer;
  const actChosen = chooseBinding(bindings.get(actIssuer) ?? [], assertionOf(act, act.client_id, null));
  if (actChosen.kind === 'REFUSED') return { kind: 'REFUSED', cause: 'MEDIATOR_NOT_BOUND' };
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

function assertionOf(claims: PersonClaims, clientId: string | null, act: unknown): Assertion {
  const { organisation, kind, roles, sub: _, ...attributes } = claims;
  return { clientId, organisation, kind, roles, attributes: { ...attributes, act } };
}
