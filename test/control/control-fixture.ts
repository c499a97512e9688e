import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Control, type FileControl, openControl } from '../../src/ledger/open-control.ts';
import { openPostgresControl } from '../../src/ledger/open-postgres-control.ts';
import type { ControlChange, Duty, OwingOperation } from '../../src/model/control-state.ts';
import { type PostgresServer, startPostgres } from '../harness/postgres.ts';

export const hourMs = 60 * 60 * 1000;
export const dayMs = 24 * hourMs;

/** A control state of one test, with a clock that the test sets. */
export type ControlHome = {
  readonly directory: string;
  readonly noticesFile: string;
  clock: number;
  /** Another process's view, as far as the store can tell; `differs`: one with a notices file of its own, say. */
  open(differs?: OpenedWith): Promise<Control>;
  /** The notices sent so far. */
  notices(): readonly SentNotice[];
};

/** One in a file, whose reads answer at once. */
export type FileHome = Omit<ControlHome, 'open'> & { open(differs?: OpenedWith): Promise<FileControl> };
type OpenedWith = { readonly noticesFile?: string };

/** A kind of store, all of which keep the same promises. */
export type ControlStore = {
  readonly name: string;
  /** Once a file, before its homes are made. */
  start(): Promise<void>;
  stop(): Promise<void>;
  makeHome(): ControlHome;
  /** How many rows a table has, seen past the gateway. */
  count(home: ControlHome, table: string): Promise<number>;
};

export type SentNotice = {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly organisation: string;
  readonly recordId: string | null;
};

/** A control state in a file. */
export function makeControlHome(): FileHome {
  const data = mkdtempSync(join(process.env['CHILDVIEW_TEST_DIRECTORY'] ?? tmpdir(), 'control-'));
  const noticesFile = join(data, 'notices.jsonl');
  const home: FileHome = {
    directory: join(data, 'ledger'),
    noticesFile,
    clock: Date.now(),
    open: (differs = {}) =>
      openControl({ directory: home.directory, noticesFile, now: () => home.clock, tickMs: 20, ...differs }),
    notices: () => noticesIn(noticesFile),
  };
  return home;
}

/** The notices that a file has; one that is being written is none yet. */
export function noticesIn(file: string): readonly SentNotice[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as SentNotice);
}

/** Both kinds of store, for `describe.each`. */
export function controlStores(): readonly ControlStore[] {
  let server: PostgresServer | null = null;
  const schemas = new Map<ControlHome, string>();
  const running = (): PostgresServer => {
    if (server === null) throw new Error('PostgreSQL is not started');
    return server;
  };
  return [
    {
      name: 'a file',
      start: async () => undefined,
      stop: async () => undefined,
      makeHome: makeControlHome,
      count: async (home, table) => {
        const database = new DatabaseSync(join(home.directory, 'control.sqlite'), { timeout: 2000 });
        try {
          return Number(database.prepare(`SELECT count(*) AS found FROM ${table}`).get()?.['found']);
        } finally {
          database.close();
        }
      },
    },
    {
      name: 'PostgreSQL',
      start: async () => {
        server = await startPostgres();
      },
      stop: async () => server?.stop(),
      makeHome: () => {
        const schema = `control_${randomBytes(6).toString('hex')}`;
        const home = makePostgresHome(running(), schema);
        schemas.set(home, schema);
        return home;
      },
      count: async (home, table) => {
        const { rows } = await running()
          .client(schemas.get(home) ?? '')
          .query(`SELECT count(*) AS found FROM ${table}`);
        return Number(rows[0]?.['found']);
      },
    },
  ];
}

/** A control state in a schema of PostgreSQL. */
export function makePostgresHome(server: PostgresServer, schema: string): ControlHome {
  const file = makeControlHome();
  const home: ControlHome = {
    ...file,
    open: (differs = {}) =>
      openPostgresControl({
        directory: home.directory,
        noticesFile: home.noticesFile,
        now: () => home.clock,
        tickMs: 20,
        postgres: server.settings(schema),
        ...differs,
      }),
  };
  return home;
}

export function operationOf(
  differs: Partial<OwingOperation> & Pick<OwingOperation, 'recordId' | 'at'>,
): OwingOperation {
  return {
    subject: 'https://issuer.example|duty',
    mediator: null,
    organisation: 'LA:001-CSC',
    roles: ['EDT'],
    purpose: 'CHILD_PROTECTION',
    mode: 'BREAK_GLASS',
    ...differs,
  };
}

/** What a break-glass owes: a justification in 24 hours, a review in a week. */
export function dutiesAt(at: number): readonly Duty[] {
  return [
    { kind: 'JUSTIFY_BREAK_GLASS', effect: 'JUSTIFY', dueBy: at + dayMs },
    { kind: 'INDEPENDENT_REVIEW', effect: 'REVIEW', dueBy: at + 7 * dayMs },
  ];
}

export function oweOf(
  differs: Partial<OwingOperation> & Pick<OwingOperation, 'recordId' | 'at'>,
  seen = 0,
): ControlChange {
  return {
    kind: 'OWE',
    operation: operationOf(differs),
    duties: dutiesAt(differs.at),
    seen: { breakGlassesToday: seen },
  };
}

/** Resolves when all that the event under way set off has run. */
export const nextGo = (): Promise<void> => new Promise((done) => setImmediate(done));
