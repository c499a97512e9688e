import { Socket } from 'node:net';
import pg from 'pg';
import { asPostgresError, endsConnection, PostgresError } from './postgres-error.ts';

/** Where PostgreSQL is, and how it is spoken to. Plain data, so that it can be handed to a thread. */
export type PostgresSettings = {
  /** `postgresql://host:port/database`; no user, no password, no parameters in it. */
  readonly url: string;
  readonly username: string;
  readonly password: string | null;
  /** Texts in PEM; undefined: without TLS. With it no connection goes without, and the server's name is checked. */
  readonly tls:
    | {
        readonly ca: string | undefined;
        readonly certificate: string | undefined;
        readonly key: string | undefined;
      }
    | undefined;
  /** What names without a schema are looked for in: lower-case letters, digits and underscores. */
  readonly schema: string;
  /** Milliseconds that one statement may take; null: as long as it needs (commands of an auditor, say). */
  readonly statementTimeoutMs: number | null;
};

/** A value of a statement; bytes as `Uint8Array`, arrays for `unnest` and `any`. */
export type PostgresValue = string | number | boolean | null | Uint8Array | readonly PostgresValue[];

/** A row by its columns. `bigint` comes as a number, `bytea` as a Buffer. */
export type PostgresRow = Readonly<Record<string, unknown>>;

/** What came of a statement; `changes`: rows that it wrote or gave. */
export type PostgresResult = { readonly rows: readonly PostgresRow[]; readonly changes: number };

/**
 * Carries out one statement with `$1`, `$2` ...; one with a name is prepared once on each connection. Rejects with a
 * PostgresError.
 */
export type PostgresQuery = (
  statement: string | { readonly name: string; readonly text: string },
  values?: readonly PostgresValue[],
) => Promise<PostgresResult>;

/** SNAPSHOT: one moment, reading only. WRITE: read committed. SERIALIZABLE: CONFLICT where others came between. */
export type TransactionKind = keyof typeof begins;

/** Runs `work` in a transaction. Whatever it throws, nothing was written, unless a PostgresError says that this is unknown. */
export type InTransaction = <Result>(
  kind: TransactionKind,
  work: (query: PostgresQuery) => Promise<Result>,
) => Promise<Result>;

/** One connection, for what lasts as long as it does: locks of a session. */
export type PostgresSession = {
  readonly query: PostgresQuery;
  readonly transaction: InTransaction;
  /** The server's process for it, by which another session can end it. */
  readonly processId: number;
  readonly isLost: () => boolean;
  /** Resolves when the connection is lost or closed. */
  readonly ended: Promise<void>;
  /** Ends the connection, and with it the locks that it holds. */
  close(): Promise<void>;
};

/** A bounded number of connections to PostgreSQL. A lost one is replaced when it is next needed. */
export type Postgres = {
  readonly query: PostgresQuery;
  readonly transaction: InTransaction;
  readonly connect: () => Promise<PostgresSession>;
  close(): Promise<void>;
};

const begins = {
  SNAPSHOT: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  WRITE: 'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE',
  SERIALIZABLE: 'BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE',
} as const;

const connectTimeoutMs = 2000;
/** The server ends a statement itself; a server that does not answer at all is given up after that. */
const graceMs = 1000;
const idleInTransactionMs = 30_000;
const int8 = 20;

/**
 * Makes access to PostgreSQL; connects when it is first asked. Everything is flushed before a commit is
 * confirmed (`synchronous_commit`), whatever the server's default. Nothing is read from the environment.
 */
export function openPostgres(
  settings: PostgresSettings,
  options: { readonly connections: number; readonly application: string },
): Postgres {
  const open = new Set<Severable>();
  const pool = new pg.Pool({
    ...clientOptionsOf(settings, options.application),
    max: options.connections,
    Client: severable(open),
  });
  // Without a listener the process would end. Whoever uses a connection hears of its loss by the statement.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const timeoutMs = settings.statementTimeoutMs === null ? null : settings.statementTimeoutMs + graceMs;

  return {
    query: (statement, values) => withConnection((connection) => connection.query(statement, values)),
    transaction: (kind, work) => withConnection((connection) => connection.transaction(kind, work)),
    connect,
    close,
  };

  // In order, and where the server does not answer without it.
  async function close(): Promise<void> {
    const timer = setTimeout(() => {
      for (const client of open) client.sever();
    }, graceMs);
    try {
      await pool.end();
    } finally {
      clearTimeout(timer);
    }
  }

  async function take(): Promise<PooledSession> {
    try {
      // The pool makes no other.
      return sessionOf((await pool.connect()) as pg.PoolClient & Severable, timeoutMs);
    } catch (error) {
      throw asPostgresError(error);
    }
  }

  async function connect(): Promise<PostgresSession> {
    const { release, ...session } = await take();
    return {
      ...session,
      close: async () => {
        release(true);
        await session.ended;
      },
    };
  }

  async function withConnection<Result>(work: (connection: PooledSession) => Promise<Result>): Promise<Result> {
    const session = await take();
    try {
      return await work(session);
    } finally {
      session.release(session.isLost());
    }
  }
}

/** A client whose connection can be ended without the server's doing. */
type Severable = { sever(): void };

type Connected = (error: Error | null, client?: pg.Client) => void;

function severable(open: Set<Severable>): new () => pg.ClientBase {
  class SeverableClient extends pg.Client implements Severable {
    readonly #socket: Socket;

    constructor(config?: pg.ClientConfig) {
      const socket = new Socket();
      // The pool hides the password from whatever lists properties; without one, the driver takes the environment's.
      super({ ...config, password: config?.password, stream: () => socket });
      this.#socket = socket;
      open.add(this);
      socket.once('close', () => open.delete(this));
    }

    // Called by the pool, with a callback. What came to nothing the driver leaves to the server's patience: a process
    // would last as long, and a gateway that tries again would take all the connections that the server has.
    override connect(): Promise<pg.Client>;
    override connect(callback: Connected): void;
    override connect(callback?: Connected): Promise<pg.Client> | undefined {
      if (callback === undefined) return super.connect();
      super.connect((error: Error | null) => {
        if (error !== null) this.sever();
        callback(error, this);
      });
      return undefined;
    }

    sever(): void {
      this.#socket.destroy();
    }
  }
  return SeverableClient;
}

/** A connection of the pool, to be given back or, for good, `isOver`. */
type PooledSession = Omit<PostgresSession, 'close'> & { readonly release: (isOver: boolean) => void };

function sessionOf(client: pg.PoolClient & Severable, timeoutMs: number | null): PooledSession {
  const ended = Promise.withResolvers<void>();
  let isLost = false;
  let isReleased = false;
  const lose = (): void => {
    isLost = true;
    ended.resolve();
  };
  client.once('end', lose);
  client.once('error', lose);

  return {
    query,
    transaction,
    processId: Number((client as { readonly processID?: unknown }).processID),
    isLost: () => isLost,
    ended: ended.promise,
    release: (isOver) => {
      if (isReleased) return;
      isReleased = true;
      client.off('error', lose);
      if (isOver) setTimeout(() => client.sever(), graceMs).unref();
      else client.off('end', lose);
      client.release(isOver);
    },
  };

  async function query(...[statement, values]: Parameters<PostgresQuery>): Promise<PostgresResult> {
    const { rows, rowCount } = await ask(statement, values);
    return { rows, changes: rowCount ?? 0 };
  }

  async function ask(...[statement, values = []]: Parameters<PostgresQuery>): Promise<pg.QueryResult<PostgresRow>> {
    if (isLost) throw new PostgresError('UNREACHABLE');
    let isLate = false;
    const timer =
      timeoutMs === null
        ? null
        : setTimeout(() => {
            isLate = true;
            // A connection whose answer is still to come is of no use. `end()` would wait for the server.
            client.sever();
          }, timeoutMs);
    try {
      const text = typeof statement === 'string' ? { text: statement } : statement;
      return await client.query<PostgresRow>({ ...text, values: values.map(asSent) });
    } catch (error) {
      const failure = isLate ? new PostgresError('TIMED_OUT') : asPostgresError(error);
      if (endsConnection(failure)) lose();
      throw failure;
    } finally {
      if (timer !== null) clearTimeout(timer);
    }
  }

  async function transaction<Result>(
    kind: TransactionKind,
    work: (inside: PostgresQuery) => Promise<Result>,
  ): Promise<Result> {
    await ask(begins[kind]);
    let result: Result;
    try {
      result = await work(query);
    } catch (error) {
      await ask('ROLLBACK').catch(lose);
      throw error;
    }
    await commit();
    return result;
  }

  async function commit(): Promise<void> {
    let command: string;
    let isWarned = false;
    const warn = (): void => {
      isWarned = true;
    };
    client.on('notice', warn);
    try {
      ({ command } = await ask('COMMIT'));
    } catch (error) {
      const { code, sqlState } = asPostgresError(error);
      throw new PostgresError(code, sqlState, isLost);
    } finally {
      client.off('notice', warn);
    }
    // So a server says that somebody ended its wait for the standby: it is written here, and perhaps nowhere else.
    if (isWarned) {
      lose();
      throw new PostgresError('TIMED_OUT', null, true);
    }
    // So it answers where a statement before had failed and nobody heeded it.
    if (command !== 'COMMIT') throw new PostgresError('FAILED');
  }
}

function clientOptionsOf({ url, username, password, tls, schema, statementTimeoutMs }: PostgresSettings, name: string) {
  const { hostname, port, pathname } = new URL(url);
  const session = {
    search_path: `${schema},pg_temp`,
    client_encoding: 'UTF8',
    synchronous_commit: 'on',
    client_min_messages: 'warning',
    statement_timeout: statementTimeoutMs ?? 0,
    lock_timeout: statementTimeoutMs ?? 0,
    idle_in_transaction_session_timeout: statementTimeoutMs === null ? 0 : idleInTransactionMs,
    // So that a machine that vanished does not keep its locks.
    tcp_keepalives_idle: 10,
    tcp_keepalives_interval: 5,
    tcp_keepalives_count: 3,
  };
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? 5432 : Number(port),
    database: pathname.slice(1),
    user: username,
    // A function, since an empty text would be replaced by what the environment says.
    password: () => password ?? '',
    ssl: tls === undefined ? false : { ca: tls.ca, cert: tls.certificate, key: tls.key, rejectUnauthorized: true },
    application_name: name,
    options: Object.entries(session)
      .map(([setting, value]) => `-c ${setting}=${value}`)
      .join(' '),
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    types: { getTypeParser: typeParser },
  } satisfies pg.PoolConfig;
}

const typeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') => {
  if (oid === int8 && format !== 'binary') return (text: string) => wholeNumber(text);
  return pg.types.getTypeParser(oid, format as 'text');
};

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new PostgresError('FAILED');
  return value;
}

/** As the driver takes it: it sends what is a Buffer as bytes. */
function asSent(value: PostgresValue): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return Array.isArray(value) ? value.map(asSent) : value;
}
