import type { PostgresQuery, PostgresValue } from '../postgres/open-postgres.ts';
import { inPostgres, type Statement, type Steps, takeStepsBy } from './control-steps.ts';

/** Takes all steps in the transaction that `query` is of. */
export function takeStepsIn<Result>(query: PostgresQuery, steps: Steps<Result>): Promise<Result> {
  return takeStepsBy(async (statement) => (await query(...asStatement(statement))).rows, steps);
}

/** A statement as the connection takes it. */
export function asStatement({ text, values }: Statement): [text: string, values: readonly PostgresValue[]] {
  return [inPostgres(text), values.map((value) => (typeof value === 'string' ? asText(value) : value))];
}

/** A text as PostgreSQL can hold it: it has no NUL, which callers may send in what they take for a reference. */
export function asText(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}
