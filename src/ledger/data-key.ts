import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomFillSync,
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
  readonly secret: KeyObject;
  /** Gives a nonce never given before: 12 random bytes, fewer than 2^32 of them a key, which lives at most a month. */
  readonly nextNonce: () => Uint8Array;
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
    key: encrypt(createSecretKey(wrapping), randomBytes(nonceBytes), secret, audit.id).toString('base64'),
  });
  return { id: sha256(wrapped), secret: createSecretKey(secret), nextNonce: createNonces(), wrapped };
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

/** Encrypts with AES-256-GCM under a nonce of its own; `bound` is authenticated with it. Nonce, ciphertext and tag. */
export function sealBytes(
  { secret, nextNonce }: Pick<DataKey, 'secret' | 'nextNonce'>,
  plain: Buffer,
  bound: string,
): Buffer {
  return encrypt(secret, nextNonce(), plain, bound);
}

/** Decrypts what `sealBytes` made; throws when the key, the bytes or `bound` differs. */
export function unsealBytes(key: Buffer, sealed: Uint8Array, bound: string): Buffer {
  if (sealed.length < nonceBytes + tagBytes) throw new Error('The sealed part is too short.');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(bound, 'utf8'))
    .setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
}

/** Decrypts what `sealBytes` made, as base64. */
export function unseal(key: Buffer, sealed: string, bound: string): Buffer {
  return unsealBytes(key, Buffer.from(sealed, 'base64'), bound);
}

const nonceBytes = 12;
const tagBytes = 16;
/** Random bytes are asked for in such lots: asking costs more than they do. */
const noncesAtOnce = 256;

function createNonces(): () => Uint8Array {
  const lot = Buffer.alloc(noncesAtOnce * nonceBytes);
  let given = noncesAtOnce;
  return () => {
    if (given === noncesAtOnce) {
      randomFillSync(lot);
      given = 0;
    }
    const from = given * nonceBytes;
    given += 1;
    return lot.subarray(from, from + nonceBytes);
  };
}

function encrypt(key: KeyObject, nonce: Uint8Array, plain: Buffer, bound: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

const wrappedKey = z.object({ auditKey: z.string(), ephemeral: z.string(), key: z.string() });

function textOfPublicKey(key: KeyObject): string {
  return key.export({ format: 'der', type: 'spki' }).toString('base64');
}

function wrappingKey(shared: Buffer, ephemeral: string): Buffer {
  return Buffer.from(hkdfSync('sha256', shared, Buffer.from(ephemeral, 'utf8'), 'childview ledger data key 1', 32));
}
