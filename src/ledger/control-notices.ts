import { rowOf, rowsOf, type LedgerSteps as Steps } from './ledger-steps.ts';

const dayMs = 24 * 60 * 60 * 1000;
const mostAtOnce = 500;

/**
 * How long what is done with is kept here; the ledger keeps the trail. What is open is kept for as
 * long as it is open.
 */
const keepMs = {
  operations: 400 * dayMs,
  suspensions: 400 * dayMs,
  notices: 30 * dayMs,
  counts: 8 * dayMs,
  verdicts: 400 * dayMs,
} as const;

/**
 * Marks the notices that are due as delivered and gives them, one JSON object each. The caller appends
 * them to its file before it commits, so that two processes do not send the same twice: what one of them
 * is about to send the others pass over. A process that dies in between sends them again, or another
 * does; a reader tells by `id`. A delayed notice whose duty was done in time is dropped.
 */
export function* takeNotices(now: number): Steps<readonly string[]> {
  yield* rowsOf(dropSql);
  const due = yield* rowsOf(
    `SELECT id, body FROM notice WHERE delivered_at IS NULL AND send_at <= $1
     ORDER BY send_at, id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    now,
    mostAtOnce,
  );
  for (const { id } of due) yield* rowsOf('UPDATE notice SET delivered_at = $1 WHERE id = $2', now, Number(id));
  return due.map(({ body }) => String(body));
}

/** Whether a notice is due and not delivered; no transaction needed. */
export function* hasNoticesDue(now: number): Steps<boolean> {
  const found = yield* rowOf(
    'SELECT 1 AS is_due FROM notice WHERE delivered_at IS NULL AND send_at <= $1 LIMIT 1',
    now,
  );
  return found !== undefined;
}

/** Removes what is done with and past its time. */
export function* purgeControl(now: number): Steps<void> {
  yield* rowsOf('DELETE FROM notice WHERE delivered_at < $1', now - keepMs.notices);
  yield* rowsOf('DELETE FROM break_glass WHERE at < $1', now - keepMs.counts);
  yield* rowsOf('DELETE FROM suspension WHERE lifted_at < $1', now - keepMs.suspensions);
  // A proposal is one for as long as nobody decides, and a verdict holds until somebody withdraws it.
  yield* rowsOf("DELETE FROM match_verdict WHERE state = 'WITHDRAWN' AND ended_at < $1", now - keepMs.verdicts);
  yield* rowsOf(
    'DELETE FROM match_pair WHERE NOT EXISTS (SELECT 1 FROM match_verdict WHERE match_verdict.number = match_pair.verdict)',
  );
  yield* rowsOf(
    `DELETE FROM operation WHERE at < $1 AND NOT EXISTS (
       SELECT 1 FROM obligation WHERE obligation.record_id = operation.record_id AND done_at IS NULL
     )`,
    now - keepMs.operations,
  );
  yield* rowsOf(
    'DELETE FROM obligation WHERE NOT EXISTS (SELECT 1 FROM operation WHERE operation.record_id = obligation.record_id)',
  );
}

const dropSql = `
DELETE FROM notice WHERE id IN (
  SELECT id FROM notice AS waiting WHERE delivered_at IS NULL AND unless_done IS NOT NULL AND EXISTS (
    SELECT 1 FROM obligation
    WHERE obligation.record_id = waiting.record_id AND obligation.kind = waiting.unless_done
      AND done_at <= waiting.send_at
  ) FOR UPDATE SKIP LOCKED
)`;
