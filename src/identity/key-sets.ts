import { createLocalJWKSet, type CryptoKey, type JSONWebKeySet, type LocalJWKSet } from 'jose';

/** Gets an issuer's public keys (JWKS); rejects when it cannot. */
export type FetchJwks = (issuer: string) => Promise<JSONWebKeySet>;

/** The published keys of the issuers, fetched when needed and kept for a while. */
export type KeySets = {
  /** The key a token names; fetches the issuer's keys when there are none, they are old, or lack it. */
  keyFor(
    issuer: string,
    header: { readonly alg: string; readonly kid: string },
  ): Promise<
    | { readonly kind: 'KEY'; readonly key: CryptoKey }
    | { readonly kind: 'REFUSED'; readonly cause: 'KEYS_UNREACHABLE' | 'KEY_UNKNOWN' }
  >;
  /** Whether the key is in a set young enough to be relied on without asking again. */
  isCurrent(issuer: string, kid: string): boolean;
};

/** Times in seconds. */
export type KeySetTimes = {
  /** From this age a set is fetched again, while it still serves. */
  readonly refreshAfterSeconds: number;
  /** From this age a set is not used: an issuer that cannot be reached for so long is refused. */
  readonly maxAgeSeconds: number;
  /** Least time between two fetches caused by unknown keys; an attacker can invent any number of them. */
  readonly unknownKeyCooldownSeconds: number;
  /** Least time between two fetches of an issuer that does not answer. */
  readonly retrySeconds: number;
};

type Held = {
  set: { readonly resolve: LocalJWKSet; readonly kids: ReadonlySet<string>; readonly fetchedAt: number } | null;
  attemptedAt: number;
  refetchedForUnknownAt: number;
  pending: Promise<void> | null;
};

const defaultTimes: KeySetTimes = {
  refreshAfterSeconds: 300,
  maxAgeSeconds: 900,
  unknownKeyCooldownSeconds: 30,
  retrySeconds: 2,
};

/** Holds the key sets of all issuers; `now` in milliseconds. Concurrent needs share one fetch. */
export function createKeySets(parts: {
  readonly fetchJwks: FetchJwks;
  readonly now: () => number;
  readonly times?: KeySetTimes;
}): KeySets {
  const { fetchJwks, now, times = defaultTimes } = parts;
  const issuers = new Map<string, Held>();

  const heldOf = (issuer: string): Held => {
    const held = issuers.get(issuer) ?? {
      set: null,
      attemptedAt: Number.NEGATIVE_INFINITY,
      refetchedForUnknownAt: Number.NEGATIVE_INFINITY,
      pending: null,
    };
    issuers.set(issuer, held);
    return held;
  };

  /** Never rejects: a failed fetch leaves what there was, to grow old. */
  const refresh = (issuer: string, held: Held): Promise<void> => {
    if (held.pending !== null) return held.pending;
    held.attemptedAt = now();
    const fetching = fetchJwks(issuer)
      .then((jwks) => {
        const kids = new Set(jwks.keys.flatMap(({ kid }) => (kid === undefined ? [] : [kid])));
        held.set = { resolve: createLocalJWKSet(jwks), kids, fetchedAt: now() };
      })
      .catch(() => undefined)
      .finally(() => {
        held.pending = null;
      });
    held.pending = fetching;
    return fetching;
  };

  const isOlderThan = (held: Held, seconds: number): boolean =>
    held.set === null || now() - held.set.fetchedAt >= seconds * 1000;

  return {
    async keyFor(issuer, header) {
      const held = heldOf(issuer);
      if (isOlderThan(held, times.refreshAfterSeconds)) {
        const mayTry = held.pending !== null || now() - held.attemptedAt >= times.retrySeconds * 1000;
        const refreshing = mayTry ? refresh(issuer, held) : null;
        if (isOlderThan(held, times.maxAgeSeconds)) await refreshing;
      }
      if (isOlderThan(held, times.maxAgeSeconds)) return { kind: 'REFUSED', cause: 'KEYS_UNREACHABLE' };

      const known = await resolved(held, header);
      if (known !== null) return { kind: 'KEY', key: known };
      if (now() - held.refetchedForUnknownAt < times.unknownKeyCooldownSeconds * 1000) {
        // A fetch that another token caused may be bringing this very key.
        if (held.pending === null) return { kind: 'REFUSED', cause: 'KEY_UNKNOWN' };
      } else {
        held.refetchedForUnknownAt = now();
      }
      await refresh(issuer, held);
      const found = await resolved(held, header);
      return found === null ? { kind: 'REFUSED', cause: 'KEY_UNKNOWN' } : { kind: 'KEY', key: found };
    },
    isCurrent(issuer, kid) {
      const held = issuers.get(issuer);
      return held?.set?.kids.has(kid) === true && !isOlderThan(held, times.refreshAfterSeconds);
    },
  };
}

/** Null when no key, or more than one, answers to the header. */
async function resolved(held: Held, header: { readonly alg: string; readonly kid: string }): Promise<CryptoKey | null> {
  try {
    return (await held.set?.resolve(header)) ?? null;
  } catch {
    return null;
  }
}
