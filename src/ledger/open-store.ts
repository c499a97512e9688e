import { openPostgres, type PostgresSettings } from '../postgres/open-postgres.ts';
import { LedgerError } from './ledger-error.ts';
import { type LedgerSteps, type StoreFacts, takeSteps, takeStepsIn } from './ledger-steps.ts';
import { asLedgerError, openForReading } from './open-database.ts';
import { hasPostgresSchema, readStoreId } from './postgres-schema.ts';
import { hasStoreSchema } from './store-schema.ts';

/** Where a ledger is: a directory of this machine, or PostgreSQL where that is given. */
export type LedgerSource = { readonly directory: string; readonly postgres?: PostgresSettings | null | undefined };

/** One moment of a store, to be read. */
export type StoreReader = StoreFacts & {
  readonly take: <Result>(steps: LedgerSteps<Result>) => Promise<Result>;
  /** Whether its tables are those that were made, and nothing else. */
  readonly hasSchema: () => Promise<boolean>;
};

/** Reads a store, again and again, also while gateways write to it. */
export type StoreAccess = {
  /** @throws LedgerError STORE_NOT_FOUND when there is none, or what keeps it from being read. */
  readonly read: <Result>(work: (open: StoreReader) => Promise<Result>) => Promise<Result>;
  close(): Promise<void>;
};

/** Makes access to a store; nothing is opened before it is read. */
export function accessStore({ directory, postgres }: LedgerSource): StoreAccess {
  return postgres === null || postgres === undefined ? accessDirectory(directory) : accessPostgres(postgres);
}

/** Reads one moment of a store. */
export async function readStore<Result>(
  source: LedgerSource,
  work: (open: StoreReader) => Promise<Result>,
): Promise<Result> {
  const access = accessStore(source);
  try {
    return await access.read(work);
  } finally {
    await access.close();
  }
}

// Opened for each reading: a store that was purged or replaced meanwhile is read as it is.
function accessDirectory(directory: string): StoreAccess {
  return {
    read: async (work) => {
      try {
        const { database, store, format } = openForReading(directory, { checkSchema: false });
        try {
          database.exec('BEGIN');
          return await work({
            store,
            format,
            take: async (steps) => takeSteps(database, steps),
            hasSchema: async () => hasStoreSchema(database),
          });
        } finally {
          database.close();
        }
      } catch (error) {
        throw asLedgerError(error);
      }
    },
    close: async () => undefined,
  };
}

function accessPostgres(settings: PostgresSettings): StoreAccess {
  const postgres = openPostgres(settings, { connections: 2, application: 'childview-reader' });
  return {
    read: async (work) => {
      try {
        return await postgres.transaction('SNAPSHOT', async (query) => {
          const store = await readStoreId(query, settings.schema);
          if (store === null)
            throw new LedgerError('STORE_NOT_FOUND', { detail: `Looked for schema ${settings.schema}.` });
          return await work({
            store,
            format: 2,
            take: (steps) => takeStepsIn(query, steps),
            hasSchema: () => hasPostgresSchema(query, settings.schema),
          });
        });
      } catch (error) {
        throw asLedgerError(error);
      }
    },
    close: () => postgres.close(),
  };
}
