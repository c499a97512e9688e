import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProtocolError } from './protocol-error.ts';

/** The texts of the protocol's files by path below its directory, with `/` as separator, in a fixed order. */
export type ProtocolFiles = ReadonlyMap<string, string>;

const versionLength = 16;

/**
 * Reads every file of the protocol.
 *
 * @throws ProtocolError when the directory or one of its files cannot be read.
 */
export function readProtocolFiles(directory: string): ProtocolFiles {
  try {
    const names = namesOf(readdirSync(directory, { recursive: true, encoding: 'utf8' }));
    return new Map(names.map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
  } catch {
    throw new ProtocolError(directory, [
      { file: '(directory)', problem: 'cannot be read; give the path of protocol/' },
    ]);
  }
}

/** As `readProtocolFiles`, while requests are served; null when something of it cannot be read now. */
export async function readProtocolFilesAside(directory: string): Promise<ProtocolFiles | null> {
  try {
    const names = namesOf(await readdir(directory, { recursive: true, encoding: 'utf8' }));
    return new Map(
      await Promise.all(
        names.map(async (name): Promise<[string, string]> => [name, await readFile(join(directory, name), 'utf8')]),
      ),
    );
  } catch {
    return null;
  }
}

/** The version of a protocol: SHA-256 over names and texts of all of its files, hex, first 16 characters. */
export function versionOf(files: ProtocolFiles): string {
  const hash = createHash('sha256');
  // Lengths keep the end of one file from passing for the beginning of the next.
  for (const [name, text] of files) hash.update(`${name.length}:${name}${text.length}:${text}`);
  return hash.digest('hex').slice(0, versionLength);
}

function namesOf(entries: readonly string[]): readonly string[] {
  return (
    entries
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => /\.(cedar|cedarschema|yaml)$/.test(name))
      // Lock and temporary files of editors, and the directories behind a mounted volume's `..data` link.
      .filter((name) => !name.split('/').some((part) => part.startsWith('.')))
      .sort()
  );
}
