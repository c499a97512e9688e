import { createHash } from 'node:crypto';
import type { Practitioner } from '../model/practitioner.ts';

/** A caller whose token was verified, and the key that verified it. */
export type Verified = { readonly practitioner: Practitioner; readonly issuer: string; readonly kid: string };

/** Remembers verified tokens by their hash, never the token itself; holds callers, no case data. */
export type VerifiedTokens = {
  find(token: string): Verified | null;
  remember(token: string, verified: Verified): void;
};

/**
 * Remembers at most `limit` tokens, the latest ones; `isUsable` is asked at every find, and what is
 * no longer usable is forgotten.
 */
export function createVerifiedTokens(limit: number, isUsable: (verified: Verified) => boolean): VerifiedTokens {
  const byHash = new Map<string, Verified>();
  return {
    find(token) {
      const hash = hashOf(token);
      const found = byHash.get(hash);
      if (found === undefined) return null;
      byHash.delete(hash);
      if (!isUsable(found)) return null;
      // Moved to the young end: a Map keeps the order of insertion.
      byHash.set(hash, found);
      return found;
    },
    remember(token, verified) {
      const oldest = byHash.size >= limit ? byHash.keys().next().value : undefined;
      if (oldest !== undefined) byHash.delete(oldest);
      byHash.set(hashOf(token), verified);
    },
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
