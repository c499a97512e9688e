import { z } from 'zod';
import type { BreakGlassCase, Owed, PolicyHead } from '../model/control-state.ts';

/** How long a break-glass counts against a person, in milliseconds. */
export const countedMs = 24 * 60 * 60 * 1000;

/** The most obligations that a person is told of. */
export const mostOwed = 200;

/**
 * The columns that say what holds of an account, each a number: above 0, it is so. A justification that came late
 * lifts nothing by itself: until it is reviewed the account stays suspended.
 *
 * @param of How the statement names the account, the present instant, and from when break-glasses count.
 */
export function factsColumns(of: { readonly subject: string; readonly now: string; readonly since: string }): string {
  const { subject, now, since } = of;
  return `
  (SELECT count(*) FROM suspension WHERE subject = ${subject} AND lifted_at IS NULL) AS pronounced,
  (
    SELECT count(*) FROM obligation
    WHERE subject = ${subject} AND done_at IS NULL AND effect IN ('JUSTIFY', 'REVIEW') AND due_by < ${now}
  ) AS overdue,
  (
    SELECT count(*) FROM obligation AS review
    JOIN obligation AS justified ON justified.record_id = review.record_id AND justified.effect = 'JUSTIFY'
    WHERE review.subject = ${subject} AND review.done_at IS NULL AND review.effect = 'REVIEW'
      AND justified.done_at > justified.due_by
  ) AS late,
  (SELECT count(*) FROM break_glass WHERE subject = ${subject} AND at > ${since}) AS today`;
}

/** What $1 owes, at most $2. A review is owed to the person, not by them: it is not listed as theirs. */
export const owedSql = `
SELECT record_id, kind, effect, due_by, done_at FROM obligation
WHERE subject = $1 AND done_at IS NULL AND effect <> 'REVIEW'
ORDER BY due_by IS NULL, due_by, record_id, kind LIMIT $2`;

const caseSql = `
SELECT
  operation.record_id, operation.at, operation.subject, operation.mediator, operation.organisation, operation.roles,
  operation.purpose, operation.mode,
  justification.due_by AS justify_by,
  CASE WHEN justification.done_by IS NOT NULL THEN justification.done_at END AS justified_at,
  review.due_by AS review_by, review.done_at AS reviewed_at, review.outcome
FROM operation
JOIN obligation AS review ON review.record_id = operation.record_id AND review.effect = 'REVIEW'
LEFT JOIN obligation AS justification
  ON justification.record_id = operation.record_id AND justification.effect = 'JUSTIFY'`;

/** The case of the operation $1. */
export const oneCaseSql = `${caseSql} WHERE operation.record_id = $1`;

/** Cases that $1 may review, none of the organisation $2 (null: of any), at most $3. */
export const toReviewSql = `${caseSql}
WHERE review.done_at IS NULL AND operation.subject <> $1 AND operation.mediator IS DISTINCT FROM $1
  AND operation.organisation IS DISTINCT FROM $2
ORDER BY review.due_by IS NULL, review.due_by, operation.record_id LIMIT $3`;

/** The policy head, where there is one. */
export const headSql = 'SELECT edition, version, at FROM policy_head';

const count = z.number().int();
const time = count.nullable();
const factsRow = z.object({ pronounced: count, overdue: count, late: count, today: count });
const headRow = z.object({ edition: count, version: z.string(), at: count });
const effect = z.enum(['JUSTIFY', 'REVIEW', 'DUE']);
const owedRow = z.object({ record_id: z.string(), kind: z.string(), effect, due_by: time, done_at: time });
const caseRow = z.object({
  record_id: z.string(),
  at: count,
  subject: z.string(),
  mediator: z.string().nullable(),
  organisation: z.string(),
  roles: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  purpose: z.string(),
  mode: z.enum(['NORMAL', 'MEDIATED', 'OVERRIDE', 'BREAK_GLASS']),
  justify_by: time,
  justified_at: time,
  review_by: time,
  reviewed_at: time,
  outcome: z.enum(['ACCEPTED', 'REJECTED']).nullable(),
});

/** Reads rows of `factsColumns`, one an account, as what holds of whoever asks with all of them. */
export function factsOfRows(rows: readonly unknown[]): {
  readonly isSuspended: boolean;
  readonly breakGlassesToday: number;
} {
  const all = rows.map((row) => factsRow.parse(row));
  return {
    isSuspended: all.some(({ pronounced, overdue, late }) => pronounced + overdue + late > 0),
    breakGlassesToday: Math.max(0, ...all.map(({ today }) => today)),
  };
}

/** Reads a row of `headSql`. */
export function headOfRow(row: unknown): PolicyHead {
  return headRow.parse(row);
}

/** Reads a row of `owedSql`. */
export function owedOfRow(row: unknown): Owed {
  const { record_id, due_by, done_at, ...rest } = owedRow.parse(row);
  return { ...rest, recordId: record_id, dueBy: due_by, doneAt: done_at };
}

/** Reads a row of `oneCaseSql` or `toReviewSql`. */
export function caseOfRow(row: unknown): BreakGlassCase {
  const { record_id, justify_by, justified_at, review_by, reviewed_at, ...rest } = caseRow.parse(row);
  return {
    ...rest,
    recordId: record_id,
    justifyBy: justify_by,
    justifiedAt: justified_at,
    reviewBy: review_by,
    reviewedAt: reviewed_at,
  };
}
