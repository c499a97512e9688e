import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createFileOnce } from './create-file-once.ts';
import { LedgerError } from './ledger-error.ts';
import { asLedgerError } from './open-database.ts';

/**
 * The writer id of a ledger directory (`writer-id`), made once, so that a restarted gateway goes on
 * with its chain. A second gateway over the same directory needs a configured id of its own.
 *
 * @throws LedgerError STORE_NOT_WRITABLE for a directory that is none, or cannot be written.
 */
export function loadOrCreateWriterId(directory: string): string {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const path = createFileOnce(directory, 'writer-id', () => `gateway-${randomBytes(4).toString('hex')}\n`);
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    const { code } = asLedgerError(cause);
    const system = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const problem =
      system === 'EEXIST' || system === 'ENOTDIR'
        ? 'is a file, or lies in one: correct the key'
        : 'is no directory that the gateway can write to';
    throw new LedgerError(code, { detail: `\`ledger.directory\`: ${directory} ${problem}.`, cause });
  }
}
