import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { ControlFacts } from '../model/control.ts';
import type { BreakGlassCase, ControlState, Owed, PolicyHead } from '../model/control-state.ts';
import type { ControlDatabase } from './control-database.ts';
import { createVerdictReads } from './match-verdict-reads.ts';
import { createDataVersion, createUnchangedMemo } from './unchanged-memo.ts';

/**
 * The reading half of the control state. Each reads indexed rows only, some ten microseconds; what every request asks
 * for is answered from memory for as long as nobody has changed the store.
 */
export type ControlReads = Omit<ControlState, 'apply' | 'publishPolicy'>;

const dayMs = 24 * 60 * 60 * 1000;
const mostOwed = 200;
/** Accounts that are remembered to owe nothing. */
const mostRemembered = 10_000;

/** Prepares the reads; what other processes wrote is seen at once. */
export function createControlReads(control: ControlDatabase): ControlReads {
  const statements = control.use((database) => ({
    version: createDataVersion(database),
    facts: database.prepare(factsSql),
    any: database.prepare(anySql),
    owed: database.prepare(owedSql),
    toReview: database.prepare(`${caseSql} ${toReviewSql}`),
    case: database.prepare(`${caseSql} WHERE operation.record_id = ?`),
    head: database.prepare('SELECT edition, version, at FROM policy_head'),
  }));
  // Whoever has no row at all has none at any time of the day.
  const hasAny = createUnchangedMemo(
    statements.version,
    mostRemembered,
    (subject) => statements.any.get(subject) !== undefined,
  );
  const head = createUnchangedMemo(statements.version, 1, () => {
    const row = statements.head.get();
    return row === undefined ? null : headRow.parse(row);
  });
  return {
    ...createVerdictReads(control, statements.version),
    factsOf: (people, now) =>
      control.use(() => {
        const all = people
          .filter((subject) => hasAny(subject))
          .map((subject) => factsRow.parse(statements.facts.get(subject, now, now - dayMs)));
        return {
          isSuspended: all.some(({ pronounced, overdue, late }) => pronounced + overdue + late > 0),
          breakGlassesToday: Math.max(0, ...all.map(({ today }) => today)),
        } satisfies Omit<ControlFacts, 'isPolicyHead'>;
      }),
    owedBy: (subject) => control.use(() => statements.owed.all(subject, mostOwed).map(owedOf)),
    casesToReview: ({ subject, notOf, first }) =>
      control.use(() => statements.toReview.all(subject, subject, notOf, first).map(caseOfRow)),
    caseOf: (recordId) =>
      control.use(() => {
        const row = statements.case.get(recordId);
        return row === undefined ? null : caseOfRow(row);
      }),
    policyHead: () => control.use((): PolicyHead | null => head('')),
  };
}

/** Reads one case inside a transaction of the writer. */
export function readCase(database: DatabaseSync, recordId: string): BreakGlassCase | null {
  const row = database.prepare(`${caseSql} WHERE operation.record_id = ?`).get(recordId);
  return row === undefined ? null : caseOfRow(row);
}

// A justification that came late lifts nothing by itself: until it is reviewed the account stays suspended.
const factsSql = `
SELECT
  EXISTS (SELECT 1 FROM suspension WHERE subject = ?1 AND lifted_at IS NULL) AS pronounced,
  EXISTS (
    SELECT 1 FROM obligation
    WHERE subject = ?1 AND done_at IS NULL AND effect IN ('JUSTIFY', 'REVIEW') AND due_by < ?2
  ) AS overdue,
  EXISTS (
    SELECT 1 FROM obligation AS review
    JOIN obligation AS justified ON justified.record_id = review.record_id AND justified.effect = 'JUSTIFY'
    WHERE review.subject = ?1 AND review.done_at IS NULL AND review.effect = 'REVIEW'
      AND justified.done_at > justified.due_by
  ) AS late,
  (SELECT count(*) FROM break_glass WHERE subject = ?1 AND at > ?3) AS today`;

// Whether any of the rows that `factsSql` looks at is there, whatever the time.
const anySql = `
SELECT 1 WHERE
  EXISTS (SELECT 1 FROM suspension WHERE subject = ?1 AND lifted_at IS NULL)
  OR EXISTS (SELECT 1 FROM obligation WHERE subject = ?1 AND done_at IS NULL)
  OR EXISTS (SELECT 1 FROM break_glass WHERE subject = ?1)`;

// A review is owed to the person, not by them: it is not listed as theirs.
const owedSql = `
SELECT record_id, kind, effect, due_by, done_at FROM obligation
WHERE subject = ? AND done_at IS NULL AND effect <> 'REVIEW'
ORDER BY due_by IS NULL, due_by, record_id, kind LIMIT ?`;

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

const toReviewSql = `
WHERE review.done_at IS NULL AND operation.subject <> ? AND operation.mediator IS NOT ? AND operation.organisation IS NOT ?
ORDER BY review.due_by IS NULL, review.due_by, operation.record_id LIMIT ?`;

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

function owedOf(row: unknown): Owed {
  const { record_id, due_by, done_at, ...rest } = owedRow.parse(row);
  return { ...rest, recordId: record_id, dueBy: due_by, doneAt: done_at };
}

function caseOfRow(row: unknown): BreakGlassCase {
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
