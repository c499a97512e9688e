import type { ControlChange, ControlOutcome, ControlRefusal, Notice, PolicyHead } from '../model/control-state.ts';
import { judge, withdrawVerdict } from './apply-match-verdicts.ts';
import { caseOfRow, countedMs, headOfRow, headSql, oneCaseSql } from './control-rows.ts';
import { rowOf, rowsOf, type LedgerSteps as Steps } from './ledger-steps.ts';

const applied: ControlOutcome = { kind: 'APPLIED' };

/**
 * Makes changes one after the other, within the caller's transaction. The first that is refused
 * ends it; the caller then keeps none of them.
 *
 * @param store Name of the store, for ids of notices.
 */
export function* applyControlChanges(store: string, changes: readonly ControlChange[]): Steps<ControlOutcome> {
  for (const change of changes) {
    const code = yield* applyChange(store, change);
    if (code !== null) return { kind: 'REFUSED', code };
  }
  return applied;
}

/** Puts a head in force unless one of the same or a higher edition is; gives the one that then is. */
export function* publishHead(head: PolicyHead, mayReuseEdition: boolean): Steps<PolicyHead> {
  yield* publish(head, mayReuseEdition);
  return (yield* readHead()) ?? head;
}

function* readHead(): Steps<PolicyHead | null> {
  const row = yield* rowOf(headSql);
  return row === undefined ? null : headOfRow(row);
}

function* applyChange(store: string, change: ControlChange): Steps<ControlRefusal | null> {
  switch (change.kind) {
    case 'OWE':
      return yield* owe(change);
    case 'NOTIFY':
      for (const notice of change.notices) yield* addNotice(store, notice);
      return null;
    case 'JUSTIFY':
      return yield* justify(change);
    case 'REVIEW':
      return yield* review(change);
    case 'FULFIL':
      return yield* fulfil(change);
    case 'SUSPEND':
      yield* suspend({
        subject: change.subject,
        cause: 'PRONOUNCED',
        recordId: null,
        by: change.by,
        at: change.at,
      });
      return null;
    case 'LIFT':
      yield* rowsOf(
        'UPDATE suspension SET lifted_at = $1, lifted_by = $2 WHERE subject = $3 AND lifted_at IS NULL',
        change.at,
        change.by,
        change.subject,
      );
      return null;
    case 'JUDGE':
      return yield* judge(change);
    case 'WITHDRAW_VERDICT':
      return yield* withdrawVerdict(change);
  }
}

function* owe({ operation, duties, seen }: Extract<ControlChange, { kind: 'OWE' }>): Steps<ControlRefusal | null> {
  const { recordId, at, subject, mediator, organisation, roles, purpose, mode } = operation;
  const people = mediator === null ? [subject] : [subject, mediator];
  if (mode === 'BREAK_GLASS') {
    // Two requests at once must not both pass as the last that is allowed.
    for (const person of people) {
      const row = yield* rowOf(
        'SELECT count(*) AS today FROM break_glass WHERE subject = $1 AND at > $2',
        person,
        at - countedMs,
      );
      if (Number(row?.['today']) > seen.breakGlassesToday) return 'FACTS_CHANGED';
    }
    for (const person of people) {
      yield* rowsOf('INSERT INTO break_glass (subject, at, record_id) VALUES ($1, $2, $3)', person, at, recordId);
    }
  }
  yield* rowsOf(
    `INSERT INTO operation (record_id, at, subject, mediator, organisation, roles, purpose, mode)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    recordId,
    at,
    subject,
    mediator,
    organisation,
    JSON.stringify(roles),
    purpose,
    mode,
  );
  for (const { kind, effect, dueBy } of duties) {
    yield* rowsOf(
      'INSERT INTO obligation (record_id, kind, effect, subject, due_by) VALUES ($1, $2, $3, $4, $5)',
      recordId,
      kind,
      effect,
      subject,
      dueBy,
    );
  }
  return null;
}

// Somebody else's operation answers as one that there never was.
function* justify({ recordId, by, at }: Extract<ControlChange, { kind: 'JUSTIFY' }>): Steps<ControlRefusal | null> {
  const owed = yield* rowOf(
    "SELECT kind, done_at FROM obligation WHERE record_id = $1 AND subject = $2 AND effect = 'JUSTIFY'",
    recordId,
    by,
  );
  if (owed === undefined) return 'RECORD_UNKNOWN';
  if (owed['done_at'] !== null) return 'ALREADY_DONE';
  yield* settle({ recordId, kind: String(owed['kind']), by, at, outcome: null });
  return null;
}

function* review({
  recordId,
  by,
  notOf,
  outcome,
  at,
}: Extract<ControlChange, { kind: 'REVIEW' }>): Steps<ControlRefusal | null> {
  const row = yield* rowOf(oneCaseSql, recordId);
  if (row === undefined) return 'RECORD_UNKNOWN';
  const found = caseOfRow(row);
  if (by === found.subject || by === found.mediator || notOf === found.organisation) return 'REVIEWER_NOT_INDEPENDENT';
  if (found.reviewedAt !== null) return 'ALREADY_DONE';
  const mayBeWithout = outcome === 'REJECTED' && found.justifyBy !== null && found.justifyBy < at;
  if (found.justifiedAt === null && !mayBeWithout) return 'JUSTIFICATION_REQUIRED';
  const duty = yield* rowOf("SELECT kind FROM obligation WHERE record_id = $1 AND effect = 'REVIEW'", recordId);
  yield* settle({ recordId, kind: String(duty?.['kind']), by, at, outcome });
  if (outcome === 'REJECTED') {
    // What was not justified is judged: it is no longer owed.
    yield* rowsOf(
      `UPDATE obligation SET done_at = $1, outcome = 'REJECTED'
       WHERE record_id = $2 AND effect = 'JUSTIFY' AND done_at IS NULL`,
      at,
      recordId,
    );
    yield* suspend({ subject: found.subject, cause: 'REVIEW_REJECTED', recordId, by, at });
  }
  return null;
}

function* fulfil({
  recordId,
  obligation,
  by,
  at,
}: Extract<ControlChange, { kind: 'FULFIL' }>): Steps<ControlRefusal | null> {
  const owed = yield* rowOf(
    "SELECT done_at FROM obligation WHERE record_id = $1 AND kind = $2 AND subject = $3 AND effect = 'DUE'",
    recordId,
    obligation,
    by,
  );
  if (owed === undefined) return 'RECORD_UNKNOWN';
  if (owed['done_at'] !== null) return 'ALREADY_DONE';
  yield* settle({ recordId, kind: obligation, by, at, outcome: null });
  return null;
}

function* settle(done: {
  readonly recordId: string;
  readonly kind: string;
  readonly by: string;
  readonly at: number;
  readonly outcome: string | null;
}): Steps<void> {
  yield* rowsOf(
    'UPDATE obligation SET done_at = $1, done_by = $2, outcome = $3 WHERE record_id = $4 AND kind = $5',
    done.at,
    done.by,
    done.outcome,
    done.recordId,
    done.kind,
  );
}

function* suspend(row: {
  readonly subject: string;
  readonly cause: 'PRONOUNCED' | 'REVIEW_REJECTED';
  readonly recordId: string | null;
  readonly by: string;
  readonly at: number;
}): Steps<void> {
  yield* rowsOf(
    'INSERT INTO suspension (subject, cause, record_id, since, suspended_by) VALUES ($1, $2, $3, $4, $5)',
    row.subject,
    row.cause,
    row.recordId,
    row.at,
    row.by,
  );
}

/** The head never goes back, whichever instance comes last. */
function* publish(head: PolicyHead, mayReuseEdition: boolean): Steps<void> {
  const held = yield* readHead();
  if (held !== null && (held.edition > head.edition || held.version === head.version)) return;
  if (held?.edition === head.edition && !mayReuseEdition) return;
  yield* rowsOf(
    `INSERT INTO policy_head (one, edition, version, at) VALUES (1, $1, $2, $3)
     ON CONFLICT (one) DO UPDATE SET edition = excluded.edition, version = excluded.version, at = excluded.at`,
    head.edition,
    head.version,
    head.at,
  );
}

function* addNotice(store: string, notice: Notice): Steps<void> {
  const { kind, to, organisation, recordId, about, at, sendAt, unless } = notice;
  const row = yield* rowOf(
    "INSERT INTO notice (body, send_at, record_id, unless_done) VALUES ('', $1, $2, $3) RETURNING id",
    sendAt,
    unless?.recordId ?? null,
    unless?.kind ?? null,
  );
  const id = Number(row?.['id']);
  const body = { id: `${store}-${id}`, at: new Date(at).toISOString(), kind, to, organisation, recordId, about };
  yield* rowsOf('UPDATE notice SET body = $1 WHERE id = $2', JSON.stringify(body), id);
}
