import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** The end of one writer's chain: the last sequence number (0: nothing written yet) and its hash. */
export type ChainHead = { readonly writer: string; readonly sequence: number; readonly hash: string };

/** What stands of a record in a store, beside its place and its hash. */
export type RecordRow = {
  /** JSON: what is in clear; of the first format all there is. */
  readonly body: string;
  /** The keyed hashes that it is found by, one after the other; null in the first format. */
  readonly hashes: Uint8Array | null;
  /** Nonce, ciphertext and tag of what only the audit role may read; null in the first format. */
  readonly sealed: Uint8Array | null;
};

/** The hash that the first record of a writer follows; binds the chain to its store and writer. */
export function genesisHash(store: string, writer: string): string {
  return sha256(canonicalJson(['childview-ledger', 1, store, writer]));
}

/**
 * The hash of a record: SHA-256, base64, over the previous hash, the body and, in the second format, the hashes and
 * the sealed part. The body has no line break and says how many hashes there are, so that nothing can be moved from
 * one part to another.
 */
export function recordHash(previous: string, { body, hashes, sealed }: RecordRow): string {
  if (hashes === null || sealed === null) return sha256(`${previous}\n${body}`);
  return createHash('sha256').update(`${previous}\n${body}\n`, 'utf8').update(hashes).update(sealed).digest('base64');
}

/**
 * SHA-256 of a text's UTF-8 bytes. Standard base64 here and in all that the ledger writes as text: without
 * the hyphen of base64url, a search of the files for a marker with a hyphen cannot hit by chance.
 */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64');
}
