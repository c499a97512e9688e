import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const keyBytes = 32;
const keyText = new RegExp(`^[0-9a-f]{${keyBytes * 2}}$`, 'i');

/** A symmetric key cannot be had; the message names the file and the fix, never what it holds. */
export class KeyError extends Error {
  constructor(file: string, problem: string, fix: string) {
    super(`The key file ${file} ${problem}. ${fix}`);
    this.name = 'KeyError';
  }
}

/**
 * Loads a symmetric key of 32 bytes, kept as 64 hexadecimal digits. With `mayCreate` (development
 * only) a missing file is made, mode 0600; processes that start together end with the same key.
 *
 * @throws KeyError when the file is missing, readable or writable for everybody, or holds anything else.
 */
export function loadKey(file: string, options: { readonly mayCreate: boolean }): Uint8Array {
  if (options.mayCreate) createOnce(file);
  const text = readPrivate(file).trim();
  if (!keyText.test(text)) {
    throw new KeyError(file, 'holds no key', `It must hold ${keyBytes * 2} hexadecimal digits.`);
  }
  return new Uint8Array(Buffer.from(text, 'hex'));
}

/** A link appears whole or not at all, and never replaces a file that another process made first. */
function createOnce(file: string): void {
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) return;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(keyBytes).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
}

function readPrivate(file: string): string {
  const state = statSync(file, { throwIfNoEntry: false });
  if (state === undefined) {
    throw new KeyError(file, 'is missing', 'Make one with `openssl rand -hex 32`, and chmod 600.');
  }
  // The group may read, as secrets mounted into containers often are; others may not.
  if ((state.mode & 0o027) !== 0) {
    throw new KeyError(file, 'is open to others', 'Give it mode 600, or 640 for a group.');
  }
  return readFileSync(file, 'utf8');
}
