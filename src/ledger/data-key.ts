import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { sha256 } from './chain.ts';
import { parseJson } from './parse-json.ts';

/** The audit role's public key: the gateway can write for it and cannot read back. */
export type AuditPublicKey = { readonly id: string; readonly publicKey: KeyObject };

/** The audit role's private key, never needed by the gateway. */
export type AuditPrivateKey = { readonly id: string; readonly privateKey: KeyObject };

/** The key under which a segment's sealed parts are encrypted, and its form at rest. */
export type DataKey = {
  /** SHA-256 of `wrapped`: a record names its key so that a changed one is found. */
  readonly id: string;
  readonly secret: Buffer;
  /** Canonical JSON, openable with the audit role's private key only. */
  readonly wrapped: string;
};

/** Makes a fresh data key and wraps it for the audit role (X25519, HKDF-SHA-256, AES-256-GCM). */
export function createDataKey(audit: AuditPublicKey): DataKey {
  const secret = randomBytes(32);
  const ephemeral = generateKeyPairSync('x25519');
  const ephemeralText = textOfPublicKey(ephemeral.publicKey);
  const wrapping = wrappingKey(
    diffieHellman({ privateKey: ephemeral.privateKey, publicKey: audit.publicKey }),
    ephemeralText,
  );
  const wrapped = canonicalJson({
    auditKey: audit.id,
    ephemeral: ephemeralText,
    key: seal(wrapping, secret, audit.id),
  });
  return { id: sha256(wrapped), secret, wrapped };
}

/** Opens a wrapped data key; null when it was made for another audit key or was changed. */
export function unwrapDataKey(wrapped: string, audit: AuditPrivateKey): Buffer | null {
  const parts = wrappedKey.safeParse(parseJson(wrapped));
  if (!parts.success || parts.data.auditKey !== audit.id) return null;
  try {
    const publicKey = createPublicKey({
      key: Buffer.from(parts.data.ephemeral, 'base64'),
      format: 'der',
      type: 'spki',
    });
    const wrapping = wrappingKey(diffieHellman({ privateKey: audit.privateKey, publicKey }), parts.data.ephemeral);
    return unseal(wrapping, parts.data.key, audit.id);
  } catch {
    return null;
  }
}

/**
 * Encrypts with AES-256-GCM under a random nonce (fewer than 2^32 a key: a key lives at most a
 * month); `bound` is authenticated with it. Base64 of nonce, ciphertext and tag.
 */
export function seal(key: Buffer, plain: Buffer, bound: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** Decrypts what `seal` made; throws when the key, the text or `bound` differs. */
export function unseal(key: Buffer, sealed: string, bound: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < 28) throw new Error('The sealed text is too short.');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
    .setAAD(Buffer.from(bound, 'utf8'))
    .setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
}

const wrappedKey = z.object({ auditKey: z.string(), ephemeral: z.string(), key: z.string() });

function textOfPublicKey(key: KeyObject): string {
  return key.export({ format: 'der', type: 'spki' }).toString('base64');
}

function wrappingKey(shared: Buffer, ephemeral: string): Buffer {
  return Buffer.from(hkdfSync('sha256', shared, Buffer.from(ephemeral, 'utf8'), 'childview ledger data key 1', 32));
}
