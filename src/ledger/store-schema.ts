import { DatabaseSync } from 'node:sqlite';

/** The tables of the store as the first format had them. */
const formatOne = `
CREATE TABLE ledger (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  store TEXT NOT NULL
) STRICT;
CREATE TABLE segment (
  writer TEXT NOT NULL, number INTEGER NOT NULL, month TEXT NOT NULL,
  first_sequence INTEGER NOT NULL, opening_hash TEXT NOT NULL,
  last_sequence INTEGER, closing_hash TEXT, purge TEXT,
  PRIMARY KEY (writer, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE data_key (
  id TEXT PRIMARY KEY, writer TEXT NOT NULL, segment INTEGER NOT NULL, wrapped TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE record (
  writer TEXT NOT NULL, sequence INTEGER NOT NULL, segment INTEGER NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (writer, sequence)
) STRICT;
CREATE TABLE lookup (
  hash TEXT NOT NULL, writer TEXT NOT NULL, sequence INTEGER NOT NULL,
  PRIMARY KEY (hash, writer, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoint (
  writer TEXT NOT NULL, number INTEGER NOT NULL, statement TEXT NOT NULL,
  PRIMARY KEY (writer, number)
) STRICT, WITHOUT ROWID;
`;

/**
 * What the second format added: hashes and sealed part of a record as bytes, and its index in runs, whose pages are
 * written in the order in which they come. `lookup` stays the index of records of the first format.
 */
const runs = `
ALTER TABLE record ADD COLUMN hashes BLOB;
ALTER TABLE record ADD COLUMN sealed BLOB;
CREATE TABLE lookup_run (
  writer TEXT NOT NULL, first_sequence INTEGER NOT NULL, last_sequence INTEGER NOT NULL, segment INTEGER NOT NULL,
  PRIMARY KEY (writer, first_sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE lookup_page (
  writer TEXT NOT NULL, run INTEGER NOT NULL, bucket INTEGER NOT NULL, entries BLOB NOT NULL,
  PRIMARY KEY (writer, run, bucket)
) STRICT;
`;

/** The tables of the store, format 2. */
export const storeSchema = formatOne + runs;

/** Which format a database has the tables of; whether it has no others, `hasStoreSchema` says. */
export function formatOf(database: DatabaseSync): 1 | 2 {
  const added = database.prepare(
    "SELECT count(*) AS added FROM sqlite_schema WHERE name IN ('lookup_run', 'lookup_page')",
  );
  return added.get()?.['added'] === 2 ? 2 : 1;
}

/**
 * Brings a store of the first format, and no other, to the present one, within the caller's transaction. What it
 * holds stays as it is; each segment is marked as having no entries in the new index, so that nobody looks for them.
 */
export function upgradeStore(database: DatabaseSync): void {
  if (!hasTablesOf(database, formatOne)) return;
  database.exec(runs);
  database.exec(`INSERT INTO lookup_run (writer, first_sequence, last_sequence, segment)
    SELECT writer, min(sequence), max(sequence), segment FROM record GROUP BY writer, segment`);
}

/**
 * Whether a database has the tables of a format and nothing else: a trigger or a view put in from outside
 * could drop or hide records without breaking a chain.
 */
export function hasStoreSchema(database: DatabaseSync): boolean {
  return hasTablesOf(database, storeSchema) || hasTablesOf(database, formatOne);
}

function hasTablesOf(database: DatabaseSync, schema: string): boolean {
  const expected = new DatabaseSync(':memory:');
  try {
    expected.exec(schema);
    return describe(database) === describe(expected);
  } finally {
    expected.close();
  }
}

function describe(database: DatabaseSync): string {
  return JSON.stringify(database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all());
}
