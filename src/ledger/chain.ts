import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** The end of one writer's chain: the last sequence number (0: nothing written yet) and its hash. */
export type ChainHead = { readonly writer: string; readonly sequence: number; readonly hash: string };

/** The hash that the first record of a writer follows; binds the chain to its store and writer. */
export function genesisHash(store: string, writer: string): string {
  return sha256(canonicalJson(['childview-ledger', 1, store, writer]));
}

/** The hash of a record: SHA-256, base64, over the previous hash and the record's canonical text. */
export function recordHash(previous: string, body: string): string {
  return sha256(`${previous}\n${body}`);
}

/**
 * SHA-256 of a text's UTF-8 bytes. Standard base64 here and in all that the ledger writes: without
 * the hyphen of base64url, a search of the files for a marker with a hyphen cannot hit by chance.
 */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64');
}
