import { DatabaseSync } from 'node:sqlite';

/** The tables of the control state as the first format had them. */
const formatOne = `
CREATE TABLE control (one INTEGER PRIMARY KEY CHECK (one = 1), store TEXT NOT NULL) STRICT;
CREATE TABLE policy_head (
  one INTEGER PRIMARY KEY CHECK (one = 1), edition INTEGER NOT NULL, version TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE TABLE suspension (
  id INTEGER PRIMARY KEY AUTOINCREMENT, subject TEXT NOT NULL, cause TEXT NOT NULL, record_id TEXT,
  since INTEGER NOT NULL, suspended_by TEXT NOT NULL, lifted_at INTEGER, lifted_by TEXT
) STRICT;
CREATE INDEX suspension_open ON suspension (subject) WHERE lifted_at IS NULL;
CREATE TABLE operation (
  record_id TEXT PRIMARY KEY, at INTEGER NOT NULL, subject TEXT NOT NULL, mediator TEXT,
  organisation TEXT NOT NULL, roles TEXT NOT NULL, purpose TEXT NOT NULL, mode TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE obligation (
  record_id TEXT NOT NULL, kind TEXT NOT NULL, effect TEXT NOT NULL, subject TEXT NOT NULL,
  due_by INTEGER, done_at INTEGER, done_by TEXT, outcome TEXT,
  PRIMARY KEY (record_id, kind)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX obligation_once ON obligation (record_id, effect) WHERE effect IN ('JUSTIFY', 'REVIEW');
CREATE INDEX obligation_open ON obligation (subject) WHERE done_at IS NULL;
CREATE INDEX obligation_to_review ON obligation (due_by) WHERE done_at IS NULL AND effect = 'REVIEW';
CREATE TABLE break_glass (
  subject TEXT NOT NULL, at INTEGER NOT NULL, record_id TEXT NOT NULL, PRIMARY KEY (subject, at, record_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE notice (
  id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, send_at INTEGER NOT NULL,
  record_id TEXT, unless_done TEXT, delivered_at INTEGER
) STRICT;
CREATE INDEX notice_waiting ON notice (send_at) WHERE delivered_at IS NULL;
`;

/** What the second format added: what people judged of pairs of records, by keyed hashes of their local ids. */
const matchVerdicts = `
CREATE TABLE match_verdict (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, verdict TEXT NOT NULL, state TEXT NOT NULL,
  key_id TEXT NOT NULL, made_by TEXT NOT NULL, organisation TEXT NOT NULL, made_at INTEGER NOT NULL,
  confirmed_by TEXT, confirmed_at INTEGER, ending_by TEXT, ending_at INTEGER, ended_by TEXT, ended_at INTEGER
) STRICT;
CREATE INDEX match_verdict_open ON match_verdict (key_id) WHERE state <> 'WITHDRAWN';
CREATE TABLE match_pair (
  one TEXT NOT NULL, other TEXT NOT NULL, verdict INTEGER NOT NULL, PRIMARY KEY (one, other, verdict)
) STRICT, WITHOUT ROWID;
CREATE INDEX match_pair_other ON match_pair (other);
`;

/**
 * The tables of the control state, format 2. Ids of operations, accounts and organisations, and keyed
 * hashes of records; never an identifier of a child, a value of a record, or a text that somebody wrote.
 */
export const controlSchema = formatOne + matchVerdicts;

/** Brings a store of the first format, and no other, to the present one, within the caller's transaction. */
export function upgradeControlSchema(database: DatabaseSync): void {
  if (hasTablesOf(database, formatOne)) database.exec(matchVerdicts);
}

/** Whether a database has these tables and nothing else: a trigger put in from outside could undo suspensions. */
export function hasControlSchema(database: DatabaseSync): boolean {
  return hasTablesOf(database, controlSchema);
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
