import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

/** Certificates and a key, PEM; what is not configured is undefined. */
type Tls = {
  readonly ca: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
};

/** A certificate or its key cannot be used; the message names the file, its key of the configuration where that is known, and the problem, never what it holds. */
export class TlsFileError extends Error {
  constructor(file: string, problem: string, key: string | null) {
    super(key === null ? `The file ${file} ${problem}.` : `${key}: the file ${file} ${problem}.`);
    this.name = 'TlsFileError';
  }
}

/**
 * Reads what connections to one server are secured with; undefined: nothing of its own.
 *
 * @param section Where the configuration has `files`, `redis.tls` say; named in errors.
 * @throws TlsFileError for a file that is missing or holds something else, a key that others can read, and a key
 *   that is not the certificate's.
 */
export function loadTls(
  files:
    | {
        readonly caFile?: string | undefined;
        readonly certificateFile?: string | undefined;
        readonly keyFile?: string | undefined;
      }
    | undefined,
  section: string | null = null,
): Tls | undefined {
  if (files === undefined) return undefined;
  const { caFile, certificateFile, keyFile } = files;
  const keyOf = (name: keyof typeof files): string | null => (section === null ? null : `${section}.${name}`);
  const tls = {
    ca: certificateIn(caFile, keyOf('caFile')),
    certificate: certificateIn(certificateFile, keyOf('certificateFile')),
    key: keyIn(keyFile, keyOf('keyFile')),
  };
  if (certificateFile !== undefined && tls.certificate !== undefined && tls.key !== undefined) {
    if (!new X509Certificate(tls.certificate).checkPrivateKey(createPrivateKey(tls.key)))
      throw new TlsFileError(certificateFile, 'is of another key', keyOf('certificateFile'));
  }
  return tls;
}

function certificateIn(file: string | undefined, key: string | null): string | undefined {
  if (file === undefined) return undefined;
  const text = textOf(file, key);
  try {
    new X509Certificate(text);
  } catch {
    throw new TlsFileError(file, 'holds no certificate in PEM', key);
  }
  return text;
}

function keyIn(file: string | undefined, key: string | null): string | undefined {
  if (file === undefined) return undefined;
  const text = textOf(file, key);
  // The group may read, as secrets mounted into containers often are; others may not.
  if ((statSync(file).mode & 0o027) !== 0)
    throw new TlsFileError(file, 'is open to others; give it mode 600 or 640', key);
  try {
    createPrivateKey(text);
  } catch {
    throw new TlsFileError(file, 'holds no private key in PEM without a passphrase', key);
  }
  return text;
}

function textOf(file: string, key: string | null): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new TlsFileError(file, 'cannot be read: correct the path, or the rights to the file', key);
  }
}
