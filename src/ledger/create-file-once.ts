import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes a file (mode 0600) unless it exists, and gives its path. It appears whole or not at all, so
 * that processes which start together all read the one that was first.
 */
export function createFileOnce(directory: string, name: string, make: () => string): string {
  const path = join(directory, name);
  if (exists(path)) return path;
  const draft = join(directory, `.${name}.${randomBytes(6).toString('hex')}`);
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, make());
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!exists(path)) throw error;
  } finally {
    unlinkSync(draft);
  }
  return path;
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
