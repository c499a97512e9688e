import { DatabaseSync } from 'node:sqlite';

/**
 * The tables of the control state, format 1. Ids of operations, accounts and organisations; never
 * an identifier of a child, a value of a record, or a text that somebody wrote.
 */
export const controlSchema = `
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

/** Whether a database has these tables and nothing else: a trigger put in from outside could undo suspensions. */
export function hasControlSchema(database: DatabaseSync): boolean {
  const expected = new DatabaseSync(':memory:');
  try {
    expected.exec(controlSchema);
    return describe(database) === describe(expected);
  } finally {
    expected.close();
  }
}

function describe(database: DatabaseSync): string {
  return JSON.stringify(database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all());
}
