import {
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createFileOnce } from './create-file-once.ts';
import type { AuditPrivateKey, AuditPublicKey } from './data-key.ts';
import type { IdentifierKey } from './identifier-hash.ts';
import { LedgerError } from './ledger-error.ts';
import type { SigningKey, VerificationKey } from './statement.ts';

/** What the gateway needs to write: it can hash, sign and seal, and cannot read back what it sealed. */
export type LedgerKeys = {
  readonly identifier: IdentifierKey;
  /** Of before a rotation: verdicts on links and rows of access logs are still found by them. */
  readonly formerIdentifiers: readonly IdentifierKey[];
  readonly signing: SigningKey;
  readonly audit: AuditPublicKey;
};

/** What the audit role needs to find, read and verify; retired keys are kept so that old records stay readable. */
export type AuditKeys = {
  readonly identifiers: readonly IdentifierKey[];
  readonly audit: readonly AuditPrivateKey[];
  readonly verification: readonly VerificationKey[];
};

/** Paths of configured key files; the names are those of the settings under `ledger.keys`. */
export type LedgerKeyFiles = {
  /** 32 random bytes as 64 hexadecimal digits. */
  readonly identifier?: string | undefined;
  /** Identifier keys of before a rotation, for as long as verdicts or looks are kept by them. */
  readonly formerIdentifiers?: readonly string[] | undefined;
  /** Ed25519 private key, PEM (PKCS #8). */
  readonly signing?: string | undefined;
  /** X25519 public key of the audit role, PEM (SPKI). */
  readonly audit?: string | undefined;
};

/**
 * Loads the configured keys. Outside production, when none is configured, makes development keys in
 * `developmentDirectory`; in production a missing setting is an error that names it.
 */
export function loadLedgerKeys(options: {
  readonly files: LedgerKeyFiles;
  readonly isProduction: boolean;
  readonly developmentDirectory: string;
}): LedgerKeys {
  const { identifier, signing, audit } = options.files;
  if (!options.isProduction && identifier === undefined && signing === undefined && audit === undefined) {
    return loadOrCreateDevelopmentKeys(options.developmentDirectory);
  }
  const files = {
    identifier: configured('ledger.keys.identifier', identifier),
    signing: configured('ledger.keys.signing', signing),
    audit: configured('ledger.keys.audit', audit),
  };
  return {
    identifier: identifierKeyOf(
      readSecret(files.identifier, 'ledger.keys.identifier', 0o007),
      'ledger.keys.identifier',
    ),
    formerIdentifiers: (options.files.formerIdentifiers ?? []).map((file) =>
      identifierKeyOf(readSecret(file, 'ledger.keys.formerIdentifiers', 0o007), 'ledger.keys.formerIdentifiers'),
    ),
    signing: signingKeyOf(readSecret(files.signing, 'ledger.keys.signing', 0o007), 'ledger.keys.signing'),
    audit: auditPublicKeyOf(readText(files.audit, 'ledger.keys.audit'), 'ledger.keys.audit'),
  };
}

/**
 * Loads the development keys of a directory, making each (mode 0600) where it is missing. Processes
 * that start together end with the same keys. The audit role's private key lies beside them, which
 * is for development only.
 */
export function loadOrCreateDevelopmentKeys(directory: string): LedgerKeys {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const identifier = createOnce(directory, 'ledger-identifier.key', () => `${randomBytes(32).toString('hex')}\n`);
  const signing = createOnce(directory, 'ledger-signing.key', () => pemOf(generateKeyPairSync('ed25519').privateKey));
  const audit = createOnce(directory, 'ledger-audit.key', () => pemOf(generateKeyPairSync('x25519').privateKey));
  const signingKey = signingKeyOf(signing, 'ledger-signing.key');
  const auditPublicKey = createPublicKey(keyOf(audit, 'x25519', 'ledger-audit.key'));
  // For those who verify without the power to sign.
  createOnce(directory, 'ledger-signing.pub', () => pemOfPublic(createPublicKey(signingKey.privateKey)));
  return {
    identifier: identifierKeyOf(identifier, 'ledger-identifier.key'),
    formerIdentifiers: [],
    signing: signingKey,
    audit: { id: publicKeyId(auditPublicKey), publicKey: auditPublicKey },
  };
}

/**
 * Loads the keys for reading and verifying from a directory: `ledger-identifier*.key`,
 * `ledger-audit*.key` (private), `ledger-signing*.pub`. A rotated key stays usable under such a name.
 * A kind without a file is an empty list. `files`: the gateway's own keys, where its configuration names them, count
 * besides; the audit role's private key is never among those.
 */
export function loadAuditKeys(directory: string, files: LedgerKeyFiles = {}): AuditKeys {
  const isOptional = isAnyGiven(files);
  const configuredFiles = [
    ...(files.identifier === undefined ? [] : [files.identifier]),
    ...(files.formerIdentifiers ?? []),
  ];
  return {
    identifiers: eachOnce([
      ...configuredFiles.map((file) =>
        identifierKeyOf(readSecret(file, 'ledger.keys.identifier', 0o007), 'ledger.keys.identifier'),
      ),
      ...namesOf(directory, 'ledger-identifier', '.key', isOptional).map((name) =>
        identifierKeyOf(readSecret(join(directory, name), name, 0o077), name),
      ),
    ]),
    audit: namesOf(directory, 'ledger-audit', '.key', isOptional).map((name) => {
      const privateKey = keyOf(readSecret(join(directory, name), name, 0o077), 'x25519', name);
      return { id: publicKeyId(createPublicKey(privateKey)), privateKey };
    }),
    verification: loadVerificationKeys(directory, files),
  };
}

/**
 * Loads the public keys `ledger-signing*.pub` of a directory; enough to verify, useless for reading. The public part
 * of the signing key that the gateway is configured with counts besides.
 */
export function loadVerificationKeys(directory: string, files: LedgerKeyFiles = {}): readonly VerificationKey[] {
  const own = files.signing === undefined ? [] : [verificationKeyOf(loadSigningKey(files.signing).privateKey)];
  const kept = namesOf(directory, 'ledger-signing', '.pub', isAnyGiven(files)).map((name) =>
    verificationKeyOf(publicKeyOf(readText(join(directory, name), name), 'ed25519', name)),
  );
  return eachOnce([...own, ...kept]);
}

function verificationKeyOf(key: KeyObject): VerificationKey {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return { id: publicKeyId(publicKey), publicKey };
}

/** Where the configuration names key files there need be no directory of them. */
function isAnyGiven({ identifier, signing, audit }: LedgerKeyFiles): boolean {
  return identifier !== undefined || signing !== undefined || audit !== undefined;
}

function eachOnce<Key extends { readonly id: string }>(keys: readonly Key[]): readonly Key[] {
  return [...new Map(keys.map((key) => [key.id, key])).values()];
}

/** Loads the private signing key of a file, for purging. */
export function loadSigningKey(file: string): SigningKey {
  return signingKeyOf(readSecret(file, 'ledger-signing.key', 0o007), 'ledger-signing.key');
}

function configured(setting: string, path: string | undefined): string {
  if (path !== undefined && path !== '') return path;
  throw new LedgerError('KEY_NOT_CONFIGURED', { detail: `Set ${setting} to the path of its key file.` });
}

function createOnce(directory: string, name: string, make: () => string): string {
  return readSecret(createFileOnce(directory, name, make), name, 0o077);
}

function namesOf(directory: string, prefix: string, suffix: string, isOptional: boolean): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((name) => name.startsWith(prefix) && name.endsWith(suffix))
      .sort();
  } catch (cause) {
    if (isOptional) return [];
    throw new LedgerError('KEY_INVALID', { detail: `No key directory at ${directory}.`, cause });
  }
}

function readSecret(path: string, name: string, forbiddenMode: number): string {
  const text = readText(path, name);
  if ((statSync(path).mode & forbiddenMode) !== 0) throw new LedgerError('KEY_EXPOSED', { detail: `See ${name}.` });
  return text;
}

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new LedgerError('KEY_INVALID', { detail: `See ${name}.`, cause });
  }
}

function identifierKeyOf(text: string, name: string): IdentifierKey {
  const digits = text.trim();
  if (!/^[0-9a-f]{64}$/i.test(digits)) {
    throw new LedgerError('KEY_INVALID', { detail: `${name} must hold 64 hexadecimal digits.` });
  }
  const bytes = Buffer.from(digits, 'hex');
  const id = createHash('sha256').update('childview ledger identifier key 1').update(bytes).digest('base64');
  return { id: id.slice(0, 16), secret: createSecretKey(bytes) };
}

function signingKeyOf(text: string, name: string): SigningKey {
  const privateKey = keyOf(text, 'ed25519', name);
  return { id: publicKeyId(createPublicKey(privateKey)), privateKey };
}

function auditPublicKeyOf(text: string, name: string): AuditPublicKey {
  // createPublicKey would take a private key too; the gateway must not hold the audit role's.
  if (text.includes('PRIVATE KEY')) {
    throw new LedgerError('KEY_INVALID', {
      detail: `${name} must be the audit role's public key, not the private one.`,
    });
  }
  const publicKey = publicKeyOf(text, 'x25519', name);
  return { id: publicKeyId(publicKey), publicKey };
}

function keyOf(text: string, type: 'ed25519' | 'x25519', name: string): KeyObject {
  return checked(() => createPrivateKey(text), type, name);
}

function publicKeyOf(text: string, type: 'ed25519' | 'x25519', name: string): KeyObject {
  return checked(() => createPublicKey(text), type, name);
}

function checked(read: () => KeyObject, type: 'ed25519' | 'x25519', name: string): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch {
    // The system's error is not kept as cause: it may quote the file.
    throw new LedgerError('KEY_INVALID', { detail: `${name} must be a PEM file with an ${type} key.` });
  }
  if (key.asymmetricKeyType === type) return key;
  throw new LedgerError('KEY_INVALID', { detail: `${name} must be a PEM file with an ${type} key.` });
}

function publicKeyId(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64')
    .slice(0, 16);
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function pemOfPublic(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}
