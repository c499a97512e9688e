import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { runCommand } from '../../scripts/protocol/run-command.ts';
import { type Ran, runWithin } from '../harness/run-within.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const shipped = join(root, 'protocol');

/** Runs `npm run protocol --` as its users do, but for npm. */
export function runProtocolAlone(...args: readonly string[]): Promise<Ran> {
  return new Promise((done) => {
    const command = [join(root, 'scripts/protocol.ts'), ...args];
    execFile(process.execPath, command, { cwd: root, maxBuffer: 1 << 26 }, (error, out, err) => {
      done({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err });
    });
  });
}

/** The same within this process, which has read the shipped policies before. */
export const runProtocol = (...args: readonly string[]): Promise<Ran> => runWithin(() => runCommand(args));

/** A copy of the shipped protocol that is gone after the test. */
export function copyOfProtocol(): Copy {
  const directory = mkdtempSync(join(tmpdir(), 'protocol-copy-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  cpSync(shipped, directory, { recursive: true });
  const read = (file: string): string => readFileSync(join(directory, file), 'utf8');
  return {
    directory,
    edit: (file, from, to) => {
      const text = read(file);
      if (!(from instanceof RegExp ? from.test(text) : text.includes(from))) {
        throw new Error(`${file} does not contain what the test edits.`);
      }
      writeFileSync(
        join(directory, file),
        text.replace(from, () => to),
      );
    },
    write: (file, text) => writeFileSync(join(directory, file), text),
    read,
  };
}

export type Copy = {
  readonly directory: string;
  /** Replaces the first occurrence; fails the test when there is none. */
  readonly edit: (file: string, from: string | RegExp, to: string) => void;
  readonly write: (file: string, text: string) => void;
  readonly read: (file: string) => string;
};
