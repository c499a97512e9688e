import { createHash } from 'node:crypto';

/** What is revoked: one token, all tokens of a session, or all that were issued to an account until then. */
export type Revoked =
  | { readonly kind: 'TOKEN'; readonly issuer: string; readonly tokenId: string }
  | { readonly kind: 'SESSION'; readonly issuer: string; readonly session: string }
  /** `issuer|sub`. */
  | { readonly kind: 'SUBJECT'; readonly subject: string };

/** One revocation as it is kept: a hash of what was revoked, never the names. Times in milliseconds since the epoch. */
export type Revocation = { readonly mark: string; readonly at: number; readonly until: number };

/** The mark that a revocation is found by: SHA-256 of what is revoked, base64url. */
export function markOf(revoked: Revoked): string {
  const names =
    revoked.kind === 'TOKEN'
      ? [revoked.issuer, revoked.tokenId]
      : revoked.kind === 'SESSION'
        ? [revoked.issuer, revoked.session]
        : [revoked.subject];
  // As JSON, so that no two names run into one another.
  return createHash('sha256')
    .update(JSON.stringify(['childview revocation', revoked.kind, ...names]))
    .digest('base64url');
}
