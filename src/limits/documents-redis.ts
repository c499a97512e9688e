import { hash } from 'node:crypto';
import type { HashKey } from './hashed-key.ts';
import type { SharedRedis } from './open-redis.ts';

/** A manifest of trusted documents as it lies in Redis; `version` is another where its text is. */
export type SharedManifest = { readonly version: string; readonly text: string };

/** What a look found: nothing of ours, or a manifest that nobody with the gateways' key has written. */
export type FoundManifest = SharedManifest | 'NONE' | 'FORGED';

/**
 * Puts a manifest in place of the former one, for all gateways at one moment. It is marked by the key that only
 * gateways have, so that whoever can write to Redis alone has nothing trusted. Null: Redis could not be asked.
 */
export async function publishManifest(redis: SharedRedis, hashKey: HashKey, text: string): Promise<string | null> {
  const version = versionOf(text);
  const isDone = await redis.attempt(async (client) => {
    // One command, so that nobody reads the one's version with the other's text.
    await client.hset(keyOf(redis), 'version', version, 'text', text, 'mark', hashKey(markedOf(text)));
    return true;
  });
  return isDone === null ? null : version;
}

/**
 * Makes what reads the manifest: its version at each look, and all of it only when that is another one than at the
 * look before. Null: Redis could not be asked.
 */
export function createReadManifest(redis: SharedRedis, hashKey: HashKey): () => Promise<FoundManifest | null> {
  let known: SharedManifest | null = null;
  return () =>
    redis.attempt(async (client): Promise<FoundManifest> => {
      const version = await client.hget(keyOf(redis), 'version');
      if (version === null) return 'NONE';
      if (known?.version === version) return known;
      const [text = null, mark = null] = await client.hmget(keyOf(redis), 'text', 'mark');
      if (text === null || mark !== hashKey(markedOf(text))) return 'FORGED';
      known = { version: versionOf(text), text };
      return known;
    });
}

function keyOf({ keyPrefix }: SharedRedis): string {
  return `${keyPrefix}:{documents}:manifest`;
}

function versionOf(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 16);
}

/** Told apart from all else that is hashed by the key. */
function markedOf(text: string): string {
  return `manifest of trusted documents\n${text}`;
}
