import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const isErrorWithCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/**
 * The key that grants for one agency are signed and checked with: 32 bytes, kept as hex in
 * `<dir>/grant-<agency>.key`. Whoever starts first makes the file (exclusively, mode 0600); everybody
 * else reads it. Throws when the file holds anything else.
 */
export const loadOrCreateGrantKey = (dir: string, agency: string): Uint8Array => {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = join(dir, `grant-${agency}.key`);
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  try {
    // A link appears whole or not at all, and never over a file that is there.
    linkSync(draft, file);
  } catch (error) {
    if (!isErrorWithCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  return new Uint8Array(Buffer.from(readCompleteKey(file), 'hex'));
};

/** Another maker may create the file and write it in two steps: a short file is one that is being written. */
const readCompleteKey = (file: string): string => {
  const deadline = performance.now() + 2_000;
  for (;;) {
    const text = readFileSync(file, 'utf8').trim();
    if (/^[0-9a-f]{64}$/.test(text)) return text;
    if (text.length >= 64 || performance.now() > deadline) {
      throw new Error(`${file}: must hold 64 hexadecimal digits; remove it to have a new one made`);
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
  }
};
