import type { DatabaseSync } from 'node:sqlite';
import type { ControlChange, ControlOutcome, ControlRefusal, Notice, PolicyHead } from '../model/control-state.ts';
import { judge, withdrawVerdict } from './apply-match-verdicts.ts';
import { readCase } from './control-reads.ts';

const applied: ControlOutcome = { kind: 'APPLIED' };
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Makes changes one after the other, within the caller's transaction. The first that is refused
 * ends it; the caller then keeps none of them.
 *
 * @param store Name of the store, for ids of notices.
 */
export function applyControlChanges(
  database: DatabaseSync,
  store: string,
  changes: readonly ControlChange[],
): ControlOutcome {
  for (const change of changes) {
    const code = applyChange(database, store, change);
    if (code !== null) return { kind: 'REFUSED', code };
  }
  return applied;
}

/** Reads the head in force; null: none. */
export function readPolicyHead(database: DatabaseSync): PolicyHead | null {
  const row = database.prepare('SELECT edition, version, at FROM policy_head').get();
  return row === undefined
    ? null
    : { edition: Number(row['edition']), version: String(row['version']), at: Number(row['at']) };
}

function applyChange(database: DatabaseSync, store: string, change: ControlChange): ControlRefusal | null {
  switch (change.kind) {
    case 'OWE':
      return owe(database, change);
    case 'NOTIFY':
      for (const notice of change.notices) addNotice(database, store, notice);
      return null;
    case 'JUSTIFY':
      return justify(database, change);
    case 'REVIEW':
      return review(database, change);
    case 'FULFIL':
      return fulfil(database, change);
    case 'SUSPEND':
      suspend(database, { subject: change.subject, cause: 'PRONOUNCED', recordId: null, by: change.by, at: change.at });
      return null;
    case 'LIFT':
      database
        .prepare('UPDATE suspension SET lifted_at = ?, lifted_by = ? WHERE subject = ? AND lifted_at IS NULL')
        .run(change.at, change.by, change.subject);
      return null;
    case 'JUDGE':
      return judge(database, change);
    case 'WITHDRAW_VERDICT':
      return withdrawVerdict(database, change);
    case 'PUBLISH_POLICY':
      publish(database, change.head, change.mayReuseEdition ?? false);
      return null;
  }
}

function owe(
  database: DatabaseSync,
  { operation, duties, seen }: Extract<ControlChange, { kind: 'OWE' }>,
): ControlRefusal | null {
  const { recordId, at, subject, mediator, mode } = operation;
  const people = mediator === null ? [subject] : [subject, mediator];
  if (mode === 'BREAK_GLASS') {
    // Two requests at once must not both pass as the last that is allowed.
    const count = database.prepare('SELECT count(*) AS today FROM break_glass WHERE subject = ? AND at > ?');
    const today = Math.max(...people.map((person) => Number(count.get(person, at - dayMs)?.['today'])));
    if (today > seen.breakGlassesToday) return 'FACTS_CHANGED';
    const insert = database.prepare('INSERT INTO break_glass (subject, at, record_id) VALUES (?, ?, ?)');
    for (const person of people) insert.run(person, at, recordId);
  }
  database
    .prepare(
      'INSERT INTO operation (record_id, at, subject, mediator, organisation, roles, purpose, mode) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    .run(
      recordId,
      at,
      subject,
      mediator,
      operation.organisation,
      JSON.stringify(operation.roles),
      operation.purpose,
      mode,
    );
  const insert = database.prepare(
    'INSERT INTO obligation (record_id, kind, effect, subject, due_by) VALUES (?, ?, ?, ?, ?)',
  );
  for (const { kind, effect, dueBy } of duties) insert.run(recordId, kind, effect, subject, dueBy);
  return null;
}

// Somebody else's operation answers as one that there never was.
function justify(
  database: DatabaseSync,
  { recordId, by, at }: Extract<ControlChange, { kind: 'JUSTIFY' }>,
): ControlRefusal | null {
  const owed = database
    .prepare("SELECT kind, done_at FROM obligation WHERE record_id = ? AND subject = ? AND effect = 'JUSTIFY'")
    .get(recordId, by);
  if (owed === undefined) return 'RECORD_UNKNOWN';
  if (owed['done_at'] !== null) return 'ALREADY_DONE';
  settle(database, { recordId, kind: String(owed['kind']), by, at, outcome: null });
  return null;
}

function review(
  database: DatabaseSync,
  { recordId, by, notOf, outcome, at }: Extract<ControlChange, { kind: 'REVIEW' }>,
): ControlRefusal | null {
  const found = readCase(database, recordId);
  if (found === null) return 'RECORD_UNKNOWN';
  if (by === found.subject || by === found.mediator || notOf === found.organisation) return 'REVIEWER_NOT_INDEPENDENT';
  if (found.reviewedAt !== null) return 'ALREADY_DONE';
  const mayBeWithout = outcome === 'REJECTED' && found.justifyBy !== null && found.justifyBy < at;
  if (found.justifiedAt === null && !mayBeWithout) return 'JUSTIFICATION_REQUIRED';
  const kind = database
    .prepare("SELECT kind FROM obligation WHERE record_id = ? AND effect = 'REVIEW'")
    .get(recordId)?.['kind'];
  settle(database, { recordId, kind: String(kind), by, at, outcome });
  if (outcome === 'REJECTED') {
    // What was not justified is judged: it is no longer owed.
    database
      .prepare(
        "UPDATE obligation SET done_at = ?, outcome = 'REJECTED' WHERE record_id = ? AND effect = 'JUSTIFY' AND done_at IS NULL",
      )
      .run(at, recordId);
    suspend(database, { subject: found.subject, cause: 'REVIEW_REJECTED', recordId, by, at });
  }
  return null;
}

function fulfil(
  database: DatabaseSync,
  { recordId, obligation, by, at }: Extract<ControlChange, { kind: 'FULFIL' }>,
): ControlRefusal | null {
  const owed = database
    .prepare("SELECT done_at FROM obligation WHERE record_id = ? AND kind = ? AND subject = ? AND effect = 'DUE'")
    .get(recordId, obligation, by);
  if (owed === undefined) return 'RECORD_UNKNOWN';
  if (owed['done_at'] !== null) return 'ALREADY_DONE';
  settle(database, { recordId, kind: obligation, by, at, outcome: null });
  return null;
}

function settle(
  database: DatabaseSync,
  done: {
    readonly recordId: string;
    readonly kind: string;
    readonly by: string;
    readonly at: number;
    readonly outcome: string | null;
  },
): void {
  database
    .prepare('UPDATE obligation SET done_at = ?, done_by = ?, outcome = ? WHERE record_id = ? AND kind = ?')
    .run(done.at, done.by, done.outcome, done.recordId, done.kind);
}

function suspend(
  database: DatabaseSync,
  row: {
    readonly subject: string;
    readonly cause: 'PRONOUNCED' | 'REVIEW_REJECTED';
    readonly recordId: string | null;
    readonly by: string;
    readonly at: number;
  },
): void {
  database
    .prepare('INSERT INTO suspension (subject, cause, record_id, since, suspended_by) VALUES (?, ?, ?, ?, ?)')
    .run(row.subject, row.cause, row.recordId, row.at, row.by);
}

/** The head never goes back, whichever instance comes last. */
function publish(database: DatabaseSync, head: PolicyHead, mayReuseEdition: boolean): void {
  const held = readPolicyHead(database);
  if (held !== null && (held.edition > head.edition || held.version === head.version)) return;
  if (held?.edition === head.edition && !mayReuseEdition) return;
  database
    .prepare('INSERT OR REPLACE INTO policy_head (one, edition, version, at) VALUES (1, ?, ?, ?)')
    .run(head.edition, head.version, head.at);
}

function addNotice(database: DatabaseSync, store: string, notice: Notice): void {
  const { kind, to, organisation, recordId, about, at, sendAt, unless } = notice;
  const { lastInsertRowid } = database
    .prepare('INSERT INTO notice (body, send_at, record_id, unless_done) VALUES (?, ?, ?, ?)')
    .run('', sendAt, unless?.recordId ?? null, unless?.kind ?? null);
  const body = {
    id: `${store}-${lastInsertRowid}`,
    at: new Date(at).toISOString(),
    kind,
    to,
    organisation,
    recordId,
    about,
  };
  database.prepare('UPDATE notice SET body = ? WHERE id = ?').run(JSON.stringify(body), lastInsertRowid);
}
