import { hash } from 'node:crypto';
import type { Practitioner } from '../model/practitioner.ts';
import type { TokenMarks } from '../model/revocation.ts';

/** A caller whose token was verified, the key that verified it, and what a revocation of it would be found by. */
export type Verified = {
  readonly practitioner: Practitioner;
  readonly issuer: string;
  readonly kid: string;
  readonly marks: TokenMarks;
};

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
      const key = keyOf(token);
      const found = byHash.get(key);
      if (found === undefined) return null;
      byHash.delete(key);
      if (!isUsable(found)) return null;
      // Moved to the young end: a Map keeps the order of insertion.
      byHash.set(key, found);
      return found;
    },
    remember(token, verified) {
      const oldest = byHash.size >= limit ? byHash.keys().next().value : undefined;
      if (oldest !== undefined) byHash.delete(oldest);
      byHash.set(keyOf(token), verified);
    },
  };
}

function keyOf(token: string): string {
  return hash('sha256', token, 'base64url');
}
