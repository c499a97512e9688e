import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file by its path within the directory searched; `read` gives null once it is gone. */
export type FileBelow = { readonly name: string; readonly read: () => Buffer | null };

/** Every file below a directory, also while servers at work make, replace and remove files and directories there. */
export function* filesBelow(directory: string, within = ''): Generator<FileBelow> {
  for (const entry of whileThere(() => readdirSync(join(directory, within), { withFileTypes: true })) ?? []) {
    const name = join(within, entry.name);
    if (entry.isDirectory()) yield* filesBelow(directory, name);
    else if (entry.isFile()) yield { name, read: () => whileThere(() => readFileSync(join(directory, name))) };
  }
}

function whileThere<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
