import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type LedgerKeys, loadLedgerKeys, loadVerificationKeys } from '../../src/ledger/ledger-keys.ts';
import type { LedgerLimits } from '../../src/ledger/ledger-limits.ts';
import { type Ledger, openLedger, type WriterThread } from '../../src/ledger/open-ledger.ts';
import { type VerificationReport, verifyLedger } from '../../src/ledger/verify-ledger.ts';
import type { WriterSetup } from '../../src/ledger/writer-messages.ts';
import type { LedgerChild, LedgerEntry, LedgerOutcome } from '../../src/model/ledger-entry.ts';

/** A ledger directory of one test, laid out as a data directory is, with a clock that the test sets. */
export type LedgerHome = {
  readonly data: string;
  readonly directory: string;
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
  /** Changes the store behind the ledger's back. */
  tamper<Result>(change: (database: DatabaseSync) => Result): Result;
  recordIds(): readonly string[];
};

/** The middle of a month: a day later it is the same month, `nextMonth` later the next. */
export const midMonth = Date.UTC(2031, 4, 15);
export const nextMonth = 31 * 24 * 60 * 60 * 1000;

/** A home of one test's own. */
export function makeHome(): LedgerHome {
  return homeIn(mkdtempSync(join(process.env['CHILDVIEW_TEST_DIRECTORY'] ?? tmpdir(), 'ledger-')), midMonth);
}

/** A copy of a home whose ledger is closed, to tamper with. */
export function copyHome(original: LedgerHome): LedgerHome {
  const data = mkdtempSync(`${original.data}-`);
  cpSync(original.data, data, { recursive: true });
  return homeIn(data, original.clock);
}

function homeIn(data: string, clock: number): LedgerHome {
  const keysDirectory = join(data, 'keys');
  const keys = loadLedgerKeys({ files: {}, isProduction: false, developmentDirectory: keysDirectory });
  const directory = join(data, 'ledger');
  const checkpointsFile = join(data, 'ledger-checkpoints.jsonl');
  mkdirSync(directory, { recursive: true });
  const home: LedgerHome = {
    data,
    directory,
    checkpointsFile,
    keysDirectory,
    keys,
    clock,
    open: ({ writerId = 'gateway-a', startThread, ...options } = {}) =>
      openLedger({ directory, keys, writerId, now: () => home.clock, checkpointsFile, ...options }, startThread),
    verify: () => verifyLedger({ directory, checkpointsFile, verificationKeys: loadVerificationKeys(keysDirectory) }),
    found: async () => [...new Set((await home.verify()).findings.map(({ code }) => code))],
    tamper: (change) => {
      const database = new DatabaseSync(join(directory, 'ledger.sqlite'));
      try {
        return change(database);
      } finally {
        database.close();
      }
    },
    recordIds: () =>
      home.tamper((database) =>
        database
          .prepare("SELECT body ->> '$.recordId' AS id FROM record ORDER BY writer, sequence")
          .all()
          .map(({ id }) => String(id)),
      ),
  };
  return home;
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
