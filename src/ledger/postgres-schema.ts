import { randomBytes } from 'node:crypto';
import type { PostgresQuery } from '../postgres/open-postgres.ts';
import { lockNumbers } from './control-locks.ts';
import { LedgerError } from './ledger-error.ts';

type Table = { readonly columns: Readonly<Record<string, string>>; readonly key: readonly string[] };

/** Which tables there are; a later one gets its own step in `migrations`. */
const version = 1;

const text = 'text COLLATE "C"';

/**
 * The tables of the store, with the names and columns that they have in SQLite, so that every reader reads both. Those
 * of the first format stay empty here, unless a ledger of before is moved in.
 */
const tables: Readonly<Record<string, Table>> = {
  ledger: {
    columns: { one: 'integer NOT NULL', store: `${text} NOT NULL`, version: 'integer NOT NULL' },
    key: ['one'],
  },
  segment: {
    columns: {
      writer: `${text} NOT NULL`,
      number: 'integer NOT NULL',
      month: `${text} NOT NULL`,
      first_sequence: 'bigint NOT NULL',
      opening_hash: `${text} NOT NULL`,
      last_sequence: 'bigint',
      closing_hash: text,
      purge: text,
    },
    key: ['writer', 'number'],
  },
  data_key: {
    columns: {
      id: `${text} NOT NULL`,
      writer: `${text} NOT NULL`,
      segment: 'integer NOT NULL',
      wrapped: `${text} NOT NULL`,
    },
    key: ['id'],
  },
  record: {
    columns: {
      writer: `${text} NOT NULL`,
      sequence: 'bigint NOT NULL',
      segment: 'integer NOT NULL',
      body: `${text} NOT NULL`,
      hash: `${text} NOT NULL`,
      hashes: 'bytea',
      sealed: 'bytea',
    },
    key: ['writer', 'sequence'],
  },
  lookup: {
    columns: { hash: `${text} NOT NULL`, writer: `${text} NOT NULL`, sequence: 'bigint NOT NULL' },
    key: ['hash', 'writer', 'sequence'],
  },
  checkpoint: {
    columns: { writer: `${text} NOT NULL`, number: 'integer NOT NULL', statement: `${text} NOT NULL` },
    key: ['writer', 'number'],
  },
  lookup_run: {
    columns: {
      writer: `${text} NOT NULL`,
      first_sequence: 'bigint NOT NULL',
      last_sequence: 'bigint NOT NULL',
      segment: 'integer NOT NULL',
    },
    key: ['writer', 'first_sequence'],
  },
  lookup_page: {
    columns: {
      writer: `${text} NOT NULL`,
      run: 'bigint NOT NULL',
      bucket: 'integer NOT NULL',
      entries: 'bytea NOT NULL',
    },
    key: ['writer', 'run', 'bucket'],
  },
};

/** Brings a schema from each version to the next; the first makes all tables. */
const migrations: readonly ((query: PostgresQuery) => Promise<void>)[] = [
  async (query) => {
    for (const [name, { columns, key }] of Object.entries(tables)) {
      const members = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
      await query(`CREATE TABLE ${name} (${[...members, `PRIMARY KEY (${key.join(', ')})`].join(', ')})`);
    }
    // Records are compressed by nobody's leave: their sealed part does not shrink.
    await query('ALTER TABLE record ALTER COLUMN sealed SET STORAGE EXTERNAL');
    await query('INSERT INTO ledger (one, store, version) VALUES (1, $1, 1)', [randomBytes(16).toString('hex')]);
  },
];

/**
 * Makes the tables where there are none and `mayCreate`, or brings them to the present version; within a
 * transaction. Instances that start together make them once.
 *
 * @throws LedgerError STORE_MISSING, or STORE_DAMAGED where the tables are of a later version.
 */
export async function prepareSchema(query: PostgresQuery, schema: string, mayCreate: boolean): Promise<void> {
  await query('SELECT pg_advisory_xact_lock(CAST($1 AS bigint))', [...lockNumbers(schema, ['tables'])]);
  const { rows } = await query(
    `SELECT to_regnamespace($1) IS NOT NULL AS has_schema, to_regclass($1 || '.ledger') IS NOT NULL AS has_tables`,
    [schema],
  );
  if (rows[0]?.['has_tables'] !== true && !mayCreate) throw new LedgerError('STORE_MISSING');
  if (rows[0]?.['has_schema'] !== true) await query(`CREATE SCHEMA ${schema}`);
  const held = rows[0]?.['has_tables'] === true ? (await query('SELECT version FROM ledger')).rows[0]?.['version'] : 0;
  if (typeof held !== 'number' || held > version) throw new LedgerError('STORE_DAMAGED');
  for (const migrate of migrations.slice(held)) await migrate(query);
}

/** The id that the store's hashes are bound to; null: there is no store in the schema. */
export async function readStoreId(query: PostgresQuery, schema: string): Promise<string | null> {
  const found = await query(`SELECT to_regclass($1 || '.ledger') IS NOT NULL AS has_tables`, [schema]);
  if (found.rows[0]?.['has_tables'] !== true) return null;
  const store = (await query('SELECT store FROM ledger')).rows[0]?.['store'];
  if (typeof store !== 'string') throw new LedgerError('STORE_DAMAGED');
  return store;
}

/**
 * Whether the tables are those that were made, kept through a crash, and with nothing on them: a trigger, a rule or a
 * policy put in from outside could drop or hide records without breaking a chain.
 */
export async function hasPostgresSchema(query: PostgresQuery, schema: string): Promise<boolean> {
  const { rows } = await query(describeSql, [schema, Object.keys(tables)]);
  const held = new Map(rows.map(({ name, described }) => [name, described]));
  return Object.entries(tables).every(([name, table]) => held.get(name) === descriptionOf(table));
}

/*
 * One line a table: kind (r, an ordinary table), persistence (p, kept through a crash), how many triggers, rules,
 * policies, parents and children it has, its columns, its key.
 */
const describeSql = `
SELECT t.relname AS name, concat_ws(' ', t.relkind, t.relpersistence,
  (SELECT count(*) FROM pg_trigger WHERE tgrelid = t.oid AND NOT tgisinternal)
  + (SELECT count(*) FROM pg_rewrite WHERE ev_class = t.oid)
  + (SELECT count(*) FROM pg_policy WHERE polrelid = t.oid)
  + (SELECT count(*) FROM pg_inherits WHERE inhrelid = t.oid OR inhparent = t.oid)
  + (SELECT count(*) FROM pg_attrdef WHERE adrelid = t.oid)
  + CASE WHEN t.relrowsecurity THEN 1 ELSE 0 END,
  (SELECT string_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'NOT NULL' END), ', ' ORDER BY attnum)
   FROM pg_attribute WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped),
  (SELECT concat('(', string_agg(a.attname, ', ' ORDER BY place), ')') FROM pg_index i
   CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
   JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
   WHERE i.indrelid = t.oid AND i.indisprimary AND i.indisvalid)) AS described
FROM pg_class t WHERE t.relnamespace = to_regnamespace($1) AND t.relname = ANY ($2)`;

function descriptionOf({ columns, key }: Table): string {
  const members = Object.entries(columns).map(([name, type]) => `${name} ${type.replace(' COLLATE "C"', '')}`);
  return `r p 0 ${members.join(', ')} (${key.join(', ')})`;
}
