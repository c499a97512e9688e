import { createHmac } from 'node:crypto';

/** Turns a name (of an account, an organisation, an address, a token) into one that tells nothing without the key. */
export type HashKey = (name: string) => string;

/** Makes the hash for keys in a store that is not ours alone: HMAC-SHA-256, base64url. */
export function createHashKey(key: Uint8Array): HashKey {
  return (name) => createHmac('sha256', key).update(name).digest('base64url');
}
