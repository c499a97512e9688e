import type { ControlFacts } from '../model/control.ts';
import type { BreakGlassCase, ControlState, Owed, PolicyHead } from '../model/control-state.ts';
import type { ControlDatabase } from './control-database.ts';
import {
  caseOfRow,
  countedMs,
  factsColumns,
  factsOfRows,
  headOfRow,
  headSql,
  mostOwed,
  oneCaseSql,
  owedOfRow,
  owedSql,
  toReviewSql,
} from './control-rows.ts';
import { inSqlite } from './ledger-steps.ts';
import { createVerdictReads } from './match-verdict-reads.ts';
import { createDataVersion, createUnchangedMemo } from './unchanged-memo.ts';

/**
 * The reading half of the control state in a file. Each reads indexed rows only, some ten microseconds, and answers at
 * once; what every request asks for is answered from memory for as long as nobody has changed the store.
 */
export type ControlReads = AtOnce<Omit<ControlState, 'apply' | 'publishPolicy'>>;

type AtOnce<Reads extends Record<keyof Reads, (...args: never[]) => unknown>> = {
  readonly [Name in keyof Reads]: (...args: Parameters<Reads[Name]>) => Awaited<ReturnType<Reads[Name]>>;
};

/** Accounts that are remembered to owe nothing. */
const mostRemembered = 10_000;

/** Prepares the reads; what other processes wrote is seen by whatever the next event of the loop reads. */
export function createControlReads(control: ControlDatabase): ControlReads {
  const statements = control.use((database) => ({
    version: createDataVersion(database),
    facts: database.prepare(`SELECT ${factsColumns({ subject: '?1', now: '?2', since: '?3' })}`),
    any: database.prepare(anySql),
    owed: database.prepare(inSqlite(owedSql)),
    toReview: database.prepare(inSqlite(toReviewSql)),
    case: database.prepare(inSqlite(oneCaseSql)),
    head: database.prepare(headSql),
  }));
  // Whoever has no row at all has none at any time of the day.
  const hasAny = createUnchangedMemo(
    statements.version,
    mostRemembered,
    (subject) => statements.any.get(subject) !== undefined,
  );
  const head = createUnchangedMemo(statements.version, 1, () => {
    const row = statements.head.get();
    return row === undefined ? null : headOfRow(row);
  });
  return {
    ...createVerdictReads(control, statements.version),
    factsOf: (people, now) =>
      control.use((): Omit<ControlFacts, 'isPolicyHead'> => {
        const present = people.filter((subject) => hasAny(subject));
        return factsOfRows(present.map((subject) => statements.facts.get(subject, now, now - countedMs)));
      }),
    owedBy: (subject) => control.use((): readonly Owed[] => statements.owed.all(subject, mostOwed).map(owedOfRow)),
    casesToReview: ({ subject, notOf, first }) =>
      control.use(() => statements.toReview.all(subject, notOf, first).map(caseOfRow)),
    caseOf: (recordId) =>
      control.use((): BreakGlassCase | null => {
        const row = statements.case.get(recordId);
        return row === undefined ? null : caseOfRow(row);
      }),
    policyHead: () => control.use((): PolicyHead | null => head('')),
  };
}

// Whether any of the rows that the facts are made of is there, whatever the time.
const anySql = `
SELECT 1 WHERE
  EXISTS (SELECT 1 FROM suspension WHERE subject = ?1 AND lifted_at IS NULL)
  OR EXISTS (SELECT 1 FROM obligation WHERE subject = ?1 AND done_at IS NULL)
  OR EXISTS (SELECT 1 FROM break_glass WHERE subject = ?1)`;
