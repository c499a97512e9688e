import { existsSync, fsyncSync, mkdirSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { randomBytes } from 'node:crypto';
import { PostgresError, type PostgresErrorCode } from '../postgres/postgres-error.ts';
import { LedgerError, type LedgerErrorCode } from './ledger-error.ts';
import { describePostgresFault } from './postgres-fault.ts';
import { formatOf, hasStoreSchema, storeSchema, upgradeStore } from './store-schema.ts';

/** An open store: its database, the id that its hashes are bound to, and the format of its tables. */
export type OpenDatabase = { readonly database: DatabaseSync; readonly store: string; readonly format: 1 | 2 };

/** The store's file in a ledger directory. */
export function storeFile(directory: string): string {
  return join(directory, 'ledger.sqlite');
}

/**
 * Opens the store for writing (WAL, synchronous FULL), making it where there is none and `mayCreate`. One of the first
 * format is brought to the present one.
 */
export function openForWriting(
  directory: string,
  options: { readonly mayCreate: boolean; readonly busyTimeoutMs: number; readonly maxStoreBytes: number | null },
): OpenDatabase {
  return guarded(() => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const path = storeFile(directory);
    if (!existsSync(path)) {
      if (!options.mayCreate) throw new LedgerError('STORE_MISSING');
      // Made here so that its mode is ours; the -wal and -shm files take it over.
      closeSync(openSync(path, 'a', 0o600));
    }
    const database = new DatabaseSync(path, { timeout: options.busyTimeoutMs });
    try {
      database.exec(
        'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA trusted_schema = OFF',
      );
      createTables(database, options.mayCreate);
      if (options.maxStoreBytes !== null) limitSize(database, options.maxStoreBytes);
      syncDirectory(directory);
      assertSchema(database);
      return { database, store: storeIdOf(database), format: formatOf(database) };
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** Opens the store for reading only, also while a gateway writes to it; changed tables are an error if `checkSchema`. */
export function openForReading(
  directory: string,
  options: { readonly checkSchema: boolean } = { checkSchema: true },
): OpenDatabase {
  return guarded(() => {
    const path = storeFile(directory);
    if (!existsSync(path)) throw new LedgerError('STORE_NOT_FOUND', { detail: `Looked for ${path}.` });
    const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    try {
      if (options.checkSchema) assertSchema(database);
      return { database, store: storeIdOf(database), format: formatOf(database) };
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** Runs `work` in one write transaction; whatever fails leaves nothing behind and becomes a LedgerError. */
export function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  return createTransactions(database)(work);
}

/** Prepares `inTransaction` for many uses. */
export function createTransactions(database: DatabaseSync): <Result>(work: () => Result) => Result {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  return (work) =>
    guarded(() => {
      begin.run();
      try {
        const result = work();
        commit.run();
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    });
}

/** The ledger's word for an error of the database or the file system. */
export function asLedgerError(error: unknown): LedgerError {
  if (error instanceof LedgerError) return error;
  const detail = error instanceof PostgresError ? describePostgresFault(error) : undefined;
  return new LedgerError(codeOf(error), { cause: error, ...(detail === undefined ? {} : { detail }) });
}

function guarded<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw asLedgerError(error);
  }
}

// Result codes of SQLite (their low byte); anything else is the file system refusing.
function codeOf(error: unknown): LedgerErrorCode {
  if (error instanceof PostgresError) {
    return error.sqlState === uniqueViolation ? 'STORE_DAMAGED' : codesOfPostgres[error.code];
  }
  const code = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;
  switch (code & 0xff) {
    case 5:
    case 6:
      return 'STORE_BUSY';
    case 13:
      return 'STORE_FULL';
    case 1:
    case 11:
    case 19:
    case 26:
      return 'STORE_DAMAGED';
    default:
      return isDiskFull(error) ? 'STORE_FULL' : 'STORE_NOT_WRITABLE';
  }
}

/** A record with our number is there already: somebody else wrote our chain. */
const uniqueViolation = '23505';

const codesOfPostgres: Readonly<Record<PostgresErrorCode, LedgerErrorCode>> = {
  UNREACHABLE: 'STORE_UNREACHABLE',
  REFUSED: 'STORE_NOT_WRITABLE',
  DENIED: 'STORE_NOT_WRITABLE',
  READ_ONLY: 'STORE_NOT_WRITABLE',
  FAILED: 'STORE_NOT_WRITABLE',
  TIMED_OUT: 'STORE_BUSY',
  FULL: 'STORE_FULL',
  CONFLICT: 'STORE_BUSY',
  SCHEMA: 'STORE_DAMAGED',
};

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

function createTables(database: DatabaseSync, mayCreate: boolean): void {
  inTransaction(database, () => {
    const tables = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.tables;
    if (tables !== 0) {
      upgradeStore(database);
      return;
    }
    // An empty file where checkpoints say there was a ledger is a missing ledger.
    if (!mayCreate) throw new LedgerError('STORE_MISSING');
    database.exec(storeSchema);
    database.prepare('INSERT INTO ledger (one, store) VALUES (1, ?)').run(randomBytes(16).toString('hex'));
  });
}

function limitSize(database: DatabaseSync, bytes: number): void {
  const pageSize = Number(database.prepare('PRAGMA page_size').get()?.page_size);
  database.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(bytes / pageSize))}`);
}

function assertSchema(database: DatabaseSync): void {
  if (!hasStoreSchema(database)) throw new LedgerError('STORE_DAMAGED');
}

function storeIdOf(database: DatabaseSync): string {
  const store = database.prepare('SELECT store FROM ledger').get()?.store;
  if (typeof store !== 'string') throw new LedgerError('STORE_DAMAGED');
  return store;
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
