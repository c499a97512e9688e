import type { DatabaseSync } from 'node:sqlite';
import { appendStatements } from './checkpoint-file.ts';

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
 * Appends the notices that are due to the file, one JSON object a line, and marks them as delivered:
 * within one transaction, so that two processes do not send the same twice. A process that dies in
 * between sends them again; a reader tells by `id`. A delayed notice whose
 * duty was done in time is dropped.
 *
 * @returns How many were sent.
 */
export function emitNotices(database: DatabaseSync, file: string, now: number): number {
  database.exec(dropSql);
  const due = database
    .prepare('SELECT id, body FROM notice WHERE delivered_at IS NULL AND send_at <= ? ORDER BY send_at, id LIMIT ?')
    .all(now, mostAtOnce);
  if (due.length === 0) return 0;
  const mark = database.prepare('UPDATE notice SET delivered_at = ? WHERE id = ?');
  for (const { id } of due) mark.run(now, Number(id));
  appendStatements(
    file,
    due.map(({ body }) => String(body)),
  );
  return due.length;
}

/** Whether a notice is due and not delivered; no transaction needed. */
export function hasNoticesDue(database: DatabaseSync, now: number): boolean {
  return (
    database.prepare('SELECT 1 FROM notice WHERE delivered_at IS NULL AND send_at <= ? LIMIT 1').get(now) !== undefined
  );
}

/** Removes what is done with and past its time. */
export function purgeControl(database: DatabaseSync, now: number): void {
  database.prepare('DELETE FROM notice WHERE delivered_at < ?').run(now - keepMs.notices);
  database.prepare('DELETE FROM break_glass WHERE at < ?').run(now - keepMs.counts);
  database.prepare('DELETE FROM suspension WHERE lifted_at < ?').run(now - keepMs.suspensions);
  // A proposal is one for as long as nobody decides, and a verdict holds until somebody withdraws it.
  database.prepare("DELETE FROM match_verdict WHERE state = 'WITHDRAWN' AND ended_at < ?").run(now - keepMs.verdicts);
  database.exec(
    'DELETE FROM match_pair WHERE NOT EXISTS (SELECT 1 FROM match_verdict WHERE match_verdict.number = match_pair.verdict)',
  );
  database
    .prepare(
      `DELETE FROM operation WHERE at < ? AND NOT EXISTS (
         SELECT 1 FROM obligation WHERE obligation.record_id = operation.record_id AND done_at IS NULL
       )`,
    )
    .run(now - keepMs.operations);
  database.exec(
    'DELETE FROM obligation WHERE NOT EXISTS (SELECT 1 FROM operation WHERE operation.record_id = obligation.record_id)',
  );
}

const dropSql = `
DELETE FROM notice WHERE delivered_at IS NULL AND unless_done IS NOT NULL AND EXISTS (
  SELECT 1 FROM obligation
  WHERE obligation.record_id = notice.record_id AND obligation.kind = notice.unless_done AND done_at <= notice.send_at
)`;
