import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';

const publicKey = z.looseObject({ kty: z.enum(['OKP', 'EC']), x: z.string().min(1) }).refine((key) => !('d' in key));
const publicKeys = z.looseObject({ keys: z.array(publicKey).min(1) });

/**
 * The public keys by which a registry's list is believed: a JWK set (RFC 7517) of EdDSA or ES256 keys. `file` is where the
 * text is from.
 *
 * @throws Error naming the configuration's key and the file, never what it holds: for a text that is no such set, and for
 *   one with a private key, which has no business here.
 */
export function readTrust(text: string, file: string): JSONWebKeySet {
  try {
    return publicKeys.parse(JSON.parse(text));
  } catch {
    throw new Error(
      `peers.registry.trustFile: ${file} holds no JWK set of public keys (EdDSA or ES256). Give the registry's, without "d".`,
    );
  }
}
