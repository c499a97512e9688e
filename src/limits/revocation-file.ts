import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Revocation } from './revocation.ts';
import type { RevocationSource } from './revocation-list.ts';

const line = z.strictObject({
  mark: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  at: z.int().nonnegative(),
  until: z.int().nonnegative(),
});

/**
 * Revocations in a file of one JSON object a line, which is made where there is none. A file that is
 * gone, or that holds anything else, cannot be read: what it said before stays known.
 */
export function createFileRevocations(file: string): RevocationSource {
  makeFile(file);
  let seen = '';
  let held: readonly Revocation[] | null = null;
  return {
    read: async () => {
      try {
        const { dev, ino, size, mtimeNs } = await stat(file, { bigint: true });
        const version = `${dev}:${ino}:${size}:${mtimeNs}`;
        if (version === seen && held !== null) return held;
        held = parse(await readFile(file, 'utf8'));
        seen = version;
        return held;
      } catch {
        held = null;
        return null;
      }
    },
  };
}

/** Adds a revocation to a file, durably. */
export function appendRevocation(file: string, revocation: Revocation): void {
  makeFile(file);
  const handle = openSync(file, 'a', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(revocation)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function makeFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
}

/** What follows the last end of line is still being written. */
function parse(text: string): readonly Revocation[] {
  return text
    .split('\n')
    .slice(0, -1)
    .filter((each) => each !== '')
    .map((each) => line.parse(JSON.parse(each)));
}
