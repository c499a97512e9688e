import { DatabaseSync } from 'node:sqlite';

/** The tables of the store, format 1. */
export const storeSchema = `
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
 * Whether a database has these tables and nothing else: a trigger or a view put in from outside
 * could drop or hide records without breaking a chain.
 */
export function hasStoreSchema(database: DatabaseSync): boolean {
  const expected = new DatabaseSync(':memory:');
  try {
    expected.exec(storeSchema);
    return describe(database) === describe(expected);
  } finally {
    expected.close();
  }
}

function describe(database: DatabaseSync): string {
  return JSON.stringify(database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all());
}
