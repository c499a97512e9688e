import { z } from 'zod';
import type { ControlState, PolicyHead } from '../model/control-state.ts';
import type { Postgres } from '../postgres/open-postgres.ts';
import {
  caseOfRow,
  countedMs,
  factsColumns,
  factsOfRows,
  headOfRow,
  mostOwed,
  oneCaseSql,
  owedOfRow,
  owedSql,
  toReviewSql,
} from './control-rows.ts';
import type { StoredRow as Row } from './ledger-steps.ts';
import { keysSql, onSql, oneVerdictSql, pairVerdictOf, verdictOfRow, verdictsSql } from './match-verdict-rows.ts';
import { asStatement, asText } from './postgres-control-steps.ts';
import { createSharedRead } from './shared-read.ts';

/** The reading half of the control state over a network. */
type SharedReads = Omit<ControlState, 'apply' | 'publishPolicy'>;

/** Accounts that somebody asks of, at an instant (milliseconds). */
type Asked = { readonly people: readonly string[]; readonly now: number };
/** What every request asks for, as of one moment. */
type Moment = {
  readonly head: PolicyHead | null;
  readonly keyIds: readonly string[];
  readonly facts: readonly unknown[];
};

const nobody: Asked = { people: [], now: 0 };

/**
 * Prepares the reads. What every request asks for, facts, policy head and keys of verdicts, comes by one statement,
 * which requests at the same time share. Nothing is remembered: what others wrote is seen at once.
 *
 * @param watched Runs a read and takes note of whether the store answered; its errors are ControlErrors.
 */
export function createSharedReads(
  postgres: Postgres,
  watched: <Result>(read: () => Promise<Result>) => Promise<Result>,
): SharedReads {
  const moment = createSharedRead((asked: readonly Asked[]) => watched(() => readMoments(postgres, asked)));
  const rows = (text: string, ...values: readonly (string | number | null)[]): Promise<readonly Row[]> =>
    watched(async () => (await postgres.query(...asStatement({ text, values }))).rows);
  return {
    factsOf: async (people, now) => factsOfRows((await moment({ people, now })).facts),
    policyHead: async () => (await moment(nobody)).head,
    verdictKeys: async () => (await moment(nobody)).keyIds,
    owedBy: async (subject) => (await rows(owedSql, subject, mostOwed)).map(owedOfRow),
    casesToReview: async ({ subject, notOf, first }) => (await rows(toReviewSql, subject, notOf, first)).map(caseOfRow),
    caseOf: async (recordId) => {
      const [row] = await rows(oneCaseSql, recordId);
      return row === undefined ? null : caseOfRow(row);
    },
    verdictsOn: async (records) => (await rows(onSql, JSON.stringify(records))).map(pairVerdictOf),
    verdictOf: async (id) => {
      const [row] = await rows(oneVerdictSql, id);
      return row === undefined ? null : verdictOfRow(row);
    },
    verdicts: async ({ state, first, after }) => (await rows(verdictsSql, state, after, first)).map(verdictOfRow),
  };
}

const momentSql = `
SELECT
  (SELECT json_build_object('edition', edition, 'version', version, 'at', at) FROM policy_head) AS head,
  (SELECT json_agg(key_id) FROM (${keysSql}) AS keys) AS keys,
  (SELECT json_agg(facts ORDER BY place) FROM (
    SELECT place, ${factsColumns({ subject: 'asked.subject', now: 'asked.now', since: 'asked.since' })}
    FROM unnest(CAST($1 AS text[]), CAST($2 AS bigint[]), CAST($3 AS bigint[])) WITH ORDINALITY
      AS asked (subject, now, since, place)
  ) AS facts) AS facts`;

const momentRow = z.object({
  head: z.unknown(),
  keys: z.array(z.string()).nullable(),
  facts: z.array(z.unknown()).nullable(),
});

async function readMoments(postgres: Postgres, asked: readonly Asked[]): Promise<readonly Moment[]> {
  const people = asked.flatMap(({ people: each, now }) => each.map((subject) => ({ subject: asText(subject), now })));
  const { rows } = await postgres.query({ name: 'control_moment', text: momentSql }, [
    people.map(({ subject }) => subject),
    people.map(({ now }) => now),
    people.map(({ now }) => now - countedMs),
  ]);
  const { head, keys, facts } = momentRow.parse(rows[0]);
  const all = facts ?? [];
  // An account without an answer would pass for one in order.
  if (all.length !== people.length) throw new Error('Not every account was answered for.');
  const shared = { head: head === null ? null : headOfRow(head), keyIds: keys ?? [] };
  let next = 0;
  return asked.map((one) => ({ ...shared, facts: all.slice(next, (next += one.people.length)) }));
}
