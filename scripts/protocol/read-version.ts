import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPolicies } from '../../src/access/read-policies.ts';
import { loadProtocol } from '../../src/config/load-protocol.ts';
import type { Protocol } from '../../src/model/protocol.ts';
import { UsageError } from './command-line.ts';

/** The project's directory. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The protocol that the gateway decides by, unless a command is told another. */
export const shippedDirectory = join(root, 'protocol');

const revisionPrefix = 'git:';

/**
 * Loads and validates the protocol of a directory.
 *
 * @throws ProtocolError with every fault.
 */
export function readVersion(directory: string): Protocol {
  // Issuers written as paths are only named here, never asked.
  return loadProtocol(directory, { issuerBase: 'https://issuer.invalid', readPolicies });
}

/**
 * Hands the directory of a version to `use`: a path, or `git:REVISION` for `protocol/` as it was
 * committed, written to a directory of its own for as long as it is used.
 *
 * @throws UsageError when there is no such directory or revision.
 */
export function withVersion<T>(version: string, use: (directory: string) => T): T {
  if (!version.startsWith(revisionPrefix)) {
    const directory = resolve(version);
    if (!existsSync(directory)) throw new UsageError(`there is no directory ${version}`);
    return use(directory);
  }
  const revision = version.slice(revisionPrefix.length);
  const directory = mkdtempSync(join(tmpdir(), 'protocol-revision-'));
  try {
    for (const path of committedFiles(revision)) {
      const file = join(directory, path.slice('protocol/'.length));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, git('show', `${revision}:${path}`));
    }
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function committedFiles(revision: string): readonly string[] {
  // A revision is never an option, whatever it is called.
  if (revision === '' || revision.startsWith('-')) throw new UsageError('git: takes a revision, e.g. git:main');
  const files = git('ls-tree', '-r', '--name-only', revision, 'protocol/').split('\n').filter(Boolean);
  if (files.length === 0) throw new UsageError(`revision ${revision} has no protocol/`);
  return files;
}

function git(...args: readonly string[]): string {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    throw new UsageError(`git cannot give ${args.at(-1) ?? ''}; is it a revision of this repository?`);
  }
}
