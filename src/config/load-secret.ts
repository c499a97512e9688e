import { readFileSync, statSync } from 'node:fs';

/**
 * Reads a password from a file of its own.
 *
 * @throws Error when the file is missing, empty, or open to everybody; the message names the file only.
 */
export function loadSecret(file: string): string {
  const state = statSync(file, { throwIfNoEntry: false });
  if (state === undefined) throw new Error(`The password file ${file} is missing.`);
  if ((state.mode & 0o027) !== 0) {
    throw new Error(`The password file ${file} is open to others. Give it mode 600, or 640 for a group.`);
  }
  const secret = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  if (secret === '') throw new Error(`The password file ${file} is empty.`);
  return secret;
}
