import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A file by its path within the directory searched; `read` gives null once it is gone. */
export type FileBelow = { readonly name: string; readonly read: () => Buffer | null };

/**
 * Every file below a directory, also while servers at work make, replace and remove files and directories there.
 *
 * @throws Error when there is no such directory: nothing would be found in it.
 */
export function* filesBelow(directory: string, within = ''): Generator<FileBelow> {
  const list = () => readdirSync(join(directory, within), { withFileTypes: true });
  for (const entry of (within === '' ? list() : whileThere(list)) ?? []) {
    const name = join(within, entry.name);
    const file = join(directory, name);
    if (entry.isDirectory()) yield* filesBelow(directory, name);
    else if (whileThere(() => statSync(file).isFile()) === true)
      yield { name, read: () => whileThere(() => readFileSync(file)) };
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
