import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, it } from 'vitest';
import {
  type AuditKeys,
  type LedgerKeys,
  loadAuditKeys,
  loadLedgerKeys,
  loadVerificationKeys,
} from '../../src/ledger/ledger-keys.ts';
import type { LedgerLimits } from '../../src/ledger/ledger-limits.ts';
import { type Ledger, openLedger, type WriterThread } from '../../src/ledger/open-ledger.ts';
import type { LedgerSource } from '../../src/ledger/open-store.ts';
import { type PurgedSegment, purgeSegments, purgeSharedSegments } from '../../src/ledger/purge-segments.ts';
import { type LedgerQuery, type ListedRecord, readLedger } from '../../src/ledger/read-ledger.ts';
import { type VerificationReport, verifyLedger } from '../../src/ledger/verify-ledger.ts';
import type { WriterSetup } from '../../src/ledger/writer-messages.ts';
import type { LedgerChild, LedgerEntry, LedgerOutcome } from '../../src/model/ledger-entry.ts';
import type { Postgres, PostgresSettings } from '../../src/postgres/open-postgres.ts';
import { type PostgresServer, startPostgres } from '../harness/postgres.ts';

type Row = Readonly<Record<string, unknown>>;
type Value = string | number | Uint8Array | null;

/** One statement in SQLite's dialect with `?`, or several without values; translated where the store is another. */
export type Sql = (text: string, ...values: readonly Value[]) => Promise<readonly Row[]>;

/** A ledger of one test, its directory laid out as a data directory is, with a clock that the test sets. */
export type LedgerHome = {
  readonly data: string;
  readonly directory: string;
  /** Where the store is: the directory, or PostgreSQL. */
  readonly source: LedgerSource;
  readonly checkpointsFile: string;
  readonly keysDirectory: string;
  readonly keys: LedgerKeys;
  /** Milliseconds since the epoch, as the ledger sees it. */
  clock: number;
  open(options?: {
    readonly writerId?: string;
    readonly limits?: Partial<LedgerLimits>;
    readonly checkpointsFile?: string;
    readonly startThread?: (setup: WriterSetup) => WriterThread;
  }): Promise<Ledger>;
  verify(): Promise<VerificationReport>;
  /** The codes that verifying finds, in order, each once. */
  found(): Promise<readonly string[]>;
  list(
    query: LedgerQuery,
    options?: { readonly limit?: number; readonly since?: number; readonly keys?: AuditKeys },
  ): Promise<readonly ListedRecord[]>;
  /** Purges the months before one, this one if none is given. */
  purge(before?: string): Promise<readonly PurgedSegment[]>;
  /** Changes the store behind the ledger's back. */
  tamper<Result>(change: (sql: Sql) => Promise<Result>): Promise<Result>;
  /** The same where the store is a file. */
  tamperFile<Result>(change: (database: DatabaseSync) => Result): Result;
  recordIds(): Promise<readonly string[]>;
  /** A copy of this home, whose ledger is closed, to tamper with. */
  copy(): Promise<LedgerHome>;
};

/** The middle of a month: a day later it is the same month, `nextMonth` later the next. */
export const midMonth = Date.UTC(2031, 4, 15);
export const nextMonth = 31 * 24 * 60 * 60 * 1000;

/** A kind of store, and how a test that knows it deals with it. */
export type StoreKind = {
  readonly name: 'SQLITE' | 'POSTGRESQL';
  makeHome(): LedgerHome;
  /** The server of this file's tests; only of PostgreSQL. */
  server(): PostgresServer;
};

/** The same tests of every kind of store; PostgreSQL is started for them and stopped after them. */
export function describeStores(what: string, tests: (kind: StoreKind) => void): void {
  describe(`${what}, in a directory`, () => {
    tests({
      name: 'SQLITE',
      makeHome,
      server: () => {
        throw new Error('There is no server.');
      },
    });
  });
  describe(`${what}, in PostgreSQL`, () => describePostgres(tests));
}

/** `it` where the store is of this kind; elsewhere there is nothing that could be tried. */
export function itIn(kind: StoreKind, name: StoreKind['name']): (what: string, test: () => unknown) => void {
  return (what, test) => {
    if (kind.name === name) it(what, async () => void (await test()));
  };
}

/** Tests of PostgreSQL only, within a `describe`. */
export function describePostgres(tests: (kind: StoreKind) => void): void {
  let server: PostgresServer | null = null;
  const started = (): PostgresServer => {
    if (server === null) throw new Error('PostgreSQL has not started.');
    return server;
  };
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());
  tests({
    name: 'POSTGRESQL',
    makeHome: () => {
      const data = newDirectory();
      return homeIn(data, midMonth, storeIn(started(), schemaOf(data)));
    },
    server: started,
  });
}

/** A home of one test's own, in a directory. */
export function makeHome(): LedgerHome {
  return homeIn(newDirectory(), midMonth, null);
}

type SharedStore = {
  readonly settings: PostgresSettings;
  readonly client: Postgres;
  copy(data: string): Promise<SharedStore>;
};

function newDirectory(): string {
  return mkdtempSync(join(process.env['CHILDVIEW_TEST_DIRECTORY'] ?? tmpdir(), 'ledger-'));
}

/** Random, since the directory's name is, whose case counts. */
function schemaOf(data: string): string {
  return `l_${Buffer.from(basename(data)).toString('hex').slice(-38)}`;
}

function storeIn(server: PostgresServer, schema: string): SharedStore {
  const client = server.client(schema);
  return {
    settings: server.settings(schema),
    client,
    copy: async (data) => {
      const copied = schemaOf(data);
      await client.query(`CREATE SCHEMA ${copied}`);
      for (const table of tables) {
        await client.query(`CREATE TABLE ${copied}.${table} (LIKE ${schema}.${table} INCLUDING ALL)`);
        await client.query(`INSERT INTO ${copied}.${table} SELECT * FROM ${schema}.${table}`);
      }
      return storeIn(server, copied);
    },
  };
}

const tables = ['ledger', 'segment', 'data_key', 'record', 'lookup', 'checkpoint', 'lookup_run', 'lookup_page'];

function homeIn(data: string, clock: number, shared: SharedStore | null): LedgerHome {
  const keysDirectory = join(data, 'keys');
  const keys = loadLedgerKeys({ files: {}, isProduction: false, developmentDirectory: keysDirectory });
  const directory = join(data, 'ledger');
  const checkpointsFile = join(data, 'ledger-checkpoints.jsonl');
  const postgres = shared?.settings ?? null;
  const source: LedgerSource = { directory, postgres };
  mkdirSync(directory, { recursive: true });
  const home: LedgerHome = {
    data,
    directory,
    source,
    checkpointsFile,
    keysDirectory,
    keys,
    clock,
    open: ({ writerId = 'gateway-a', startThread, ...options } = {}) =>
      openLedger({ ...source, keys, writerId, now: () => home.clock, checkpointsFile, ...options }, startThread),
    verify: () => verifyLedger({ ...source, checkpointsFile, verificationKeys: loadVerificationKeys(keysDirectory) }),
    found: async () => [...new Set((await home.verify()).findings.map(({ code }) => code))],
    list: (query, { limit = 1000, since, keys: audit = loadAuditKeys(keysDirectory) } = {}) =>
      readLedger({ ...source, keys: audit, query, limit, since }),
    purge: async (before = new Date(home.clock).toISOString().slice(0, 7)) => {
      const options = { checkpointsFile, signing: keys.signing, before, now: home.clock };
      return postgres === null
        ? purgeSegments({ ...options, directory })
        : await purgeSharedSegments({ ...options, postgres });
    },
    tamper: (change) => (shared === null ? tamperFile(directory, change) : change(sqlOf(shared.client))),
    tamperFile: (change) => {
      const database = new DatabaseSync(join(directory, 'ledger.sqlite'));
      try {
        return change(database);
      } finally {
        database.close();
      }
    },
    recordIds: () =>
      home.tamper(async (sql) => {
        const rows = await sql('SELECT body FROM record ORDER BY writer, sequence');
        return rows.map(({ body }) => String((JSON.parse(String(body)) as { readonly recordId: unknown }).recordId));
      }),
    copy: async () => {
      const copied = mkdtempSync(`${data}-`);
      cpSync(data, copied, { recursive: true });
      return homeIn(copied, home.clock, shared === null ? null : await shared.copy(copied));
    },
  };
  return home;
}

async function tamperFile<Result>(directory: string, change: (sql: Sql) => Promise<Result>): Promise<Result> {
  const database = new DatabaseSync(join(directory, 'ledger.sqlite'));
  try {
    return await change(async (text, ...values) => {
      if (values.length === 0 && text.includes(';')) {
        database.exec(text);
        return [];
      }
      return database.prepare(text).all(...values);
    });
  } finally {
    database.close();
  }
}

function sqlOf(client: Postgres): Sql {
  return async (text, ...values) => {
    let number = 0;
    const translated = text
      .replaceAll(/zeroblob\((length\(\w+\))\)/g, "decode(repeat('00', $1), 'hex')")
      .replaceAll(/x'([0-9a-f]*)'/g, "decode('$1', 'hex')")
      .replaceAll('?', () => `$${(number += 1)}`);
    return (await client.query(translated, values)).rows;
  };
}

export function outcomeOf(differs: Partial<LedgerOutcome> = {}): LedgerOutcome {
  return {
    agency: 'health',
    class: 'HLT',
    outcome: 'GRANTED',
    code: null,
    policies: ['planted-policy'],
    consents: ['planted-consent'],
    bases: ['CA89_S47'],
    ...differs,
  };
}

export function childOf(differs: Partial<LedgerChild> = {}): LedgerChild {
  return {
    keys: [
      { scheme: 'NHS_NUMBER', value: '9990000018' },
      { agency: 'health', recordId: 'planted-record-id' },
    ],
    lookedAt: [],
    outcomes: [outcomeOf()],
    refusal: null,
    ...differs,
  };
}

export function entryOf(recordId: string, differs: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    kind: 'GRANTED',
    recordId,
    at: midMonth,
    caller: {
      subject: 'https://issuer.example|planted-subject',
      organisation: 'ODS:Y99001',
      roles: ['SCHOOL_NURSE'],
      mediator: null,
    },
    purpose: 'CHILD_PROTECTION',
    reason: 'planted reason of the caller',
    informed: null,
    heldBackUntil: null,
    bases: ['CA89_S47'],
    policyVersion: '0123456789abcdef',
    dryRun: false,
    shape: { roots: ['child'], classes: ['HLT'] },
    children: [childOf()],
    refusal: null,
    ...differs,
  };
}

/** The code of the LedgerError that a promise rejects with; fails when it resolves. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  throw new Error('The promise was resolved.');
}
