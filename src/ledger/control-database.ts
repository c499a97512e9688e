import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { asControlError, ControlError } from './control-error.ts';
import { controlSchema, hasControlSchema, upgradeControlSchema } from './control-schema.ts';
import { oncePerGo } from './once-per-go.ts';
import { storeFile } from './open-database.ts';

/** An open control state. Every method throws a ControlError when the store is not what was opened. */
export type ControlDatabase = {
  /** Names the store, so that ids of notices are unique among stores. */
  readonly store: string;
  /** Runs `work` on the database, after making sure that its file is still the one that was opened. */
  use<Result>(work: (database: DatabaseSync) => Result): Result;
  /** Runs `work` in one write transaction, kept only if `isKept` says so of its result. */
  inTransaction<Result>(work: (database: DatabaseSync) => Result, isKept: (result: Result) => boolean): Result;
  close(): void;
};

/**
 * Opens the control state of a ledger's directory (WAL, synchronous FULL), making it where there is
 * none. A store that is missing although the ledger speaks of changes to it is not made anew: what
 * was suspended would be forgotten.
 */
export function openControlDatabase(
  directory: string,
  options: { readonly access: 'READ' | 'WRITE'; readonly busyTimeoutMs: number },
): ControlDatabase {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const path = join(directory, 'control.sqlite');
    if (!existsSync(path)) {
      if (options.access === 'READ' || isSpokenOf(directory)) throw new ControlError('CONTROL_MISSING');
      // Made here so that its mode is ours; the -wal and -shm files take it over.
      closeSync(openSync(path, 'a', 0o600));
    }
    const database = new DatabaseSync(path, {
      timeout: options.busyTimeoutMs,
      readOnly: options.access === 'READ',
    });
    try {
      if (options.access === 'WRITE') prepare(database, directory);
      if (!hasControlSchema(database)) throw new ControlError('CONTROL_DAMAGED');
      return opened(database, path, options.access);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw asControlError(error);
  }
}

function opened(database: DatabaseSync, path: string, access: 'READ' | 'WRITE'): ControlDatabase {
  const store = database.prepare('SELECT store FROM control').get()?.['store'];
  if (typeof store !== 'string') throw new ControlError('CONTROL_DAMAGED');
  const file = identityOf(path);
  // Whoever writes looks each time; of what is read in one go, one look serves all.
  const identity = access === 'WRITE' ? () => identityOf(path) : oncePerGo(() => identityOf(path));
  const use = <Result>(work: (database: DatabaseSync) => Result): Result => {
    try {
      // SQLite would go on with a file that has been unlinked, and so miss what others write.
      if (identity() !== file) throw new ControlError('CONTROL_REPLACED');
      return work(database);
    } catch (error) {
      throw asControlError(error);
    }
  };
  return {
    store,
    use,
    inTransaction: (work, isKept) =>
      use(() => {
        database.exec('BEGIN IMMEDIATE');
        try {
          const result = work(database);
          database.exec(isKept(result) ? 'COMMIT' : 'ROLLBACK');
          return result;
        } catch (error) {
          if (database.isTransaction) database.exec('ROLLBACK');
          throw error;
        }
      }),
    close: () => database.close(),
  };
}

function prepare(database: DatabaseSync, directory: string): void {
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON',
  );
  database.exec('BEGIN IMMEDIATE');
  try {
    const tables = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.['tables'];
    if (tables === 0) {
      // An empty file where the ledger speaks of a control state is a missing one.
      if (isSpokenOf(directory)) throw new ControlError('CONTROL_MISSING');
      database.exec(controlSchema);
      database.prepare('INSERT INTO control (one, store) VALUES (1, ?)').run(randomBytes(16).toString('hex'));
    } else upgradeControlSchema(database);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
  syncDirectory(directory);
}

/** Whether the ledger in this directory has a record of a change of control state; each is on record before it is made. */
export function isSpokenOf(directory: string): boolean {
  const path = storeFile(directory);
  if (!existsSync(path)) return false;
  const ledger = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    const hasRecords = ledger.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'record'").get() !== undefined;
    return (
      hasRecords &&
      ledger.prepare("SELECT 1 FROM record WHERE body ->> '$.kind' = 'CONTROL' LIMIT 1").get() !== undefined
    );
  } finally {
    ledger.close();
  }
}

function identityOf(path: string): string {
  const status = statSync(path, { throwIfNoEntry: false });
  return status === undefined ? 'none' : `${status.dev}:${status.ino}`;
}

// The names of new files must be as durable as their contents.
function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
