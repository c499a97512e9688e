import type { PostgresQuery, PostgresValue } from '../postgres/open-postgres.ts';
import { inPostgres, type Statement, type LedgerSteps as Steps } from './ledger-steps.ts';

/** Takes all steps in the transaction that `query` is of, each when the one before has answered. */
export async function takeStepsIn<Result>(query: PostgresQuery, steps: Steps<Result>): Promise<Result> {
  let step = steps.next();
  while (step.done !== true) step = steps.next((await query(...asStatement(step.value))).rows);
  return step.value;
}

/** A statement as the connection takes it. */
export function asStatement({ text, values }: Statement): [text: string, values: readonly PostgresValue[]] {
  return [inPostgres(text), values.map((value) => (typeof value === 'string' ? asText(value) : value))];
}

/** A text as PostgreSQL can hold it: it has no NUL, which callers may send in what they take for a reference. */
export function asText(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}
