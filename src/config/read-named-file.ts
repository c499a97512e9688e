import { readFileSync } from 'node:fs';

/**
 * Reads a text file that a key of the configuration names.
 *
 * @throws Error with the key, the file and the fix, in place of the system's own.
 */
export function readNamedFile(key: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Error(`${key}: ${file} cannot be read. Correct the key, or the rights to the file.`);
  }
}
