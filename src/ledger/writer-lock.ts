import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LedgerError } from './ledger-error.ts';

/** Ownership of one writer's chain, held until released. */
export type WriterLock = { release(): void };

/**
 * Takes a writer's chain for this process, or refuses with WRITER_IN_USE. The lock is the operating
 * system's (an empty SQLite file held exclusively), so that it ends with the process however that
 * ends; a row with a process id would survive a crash and could name a stranger after a restart.
 */
export function lockWriter(directory: string, writerId: string): WriterLock {
  const path = join(directory, `writer-${writerId}.lock`);
  closeSync(openSync(path, 'a', 0o600));
  const file = new DatabaseSync(path);
  try {
    file.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (cause) {
    file.close();
    throw new LedgerError('WRITER_IN_USE', { cause });
  }
  return { release: () => file.close() };
}
