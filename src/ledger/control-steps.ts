import type { DatabaseSync } from 'node:sqlite';

/** What a statement may be given and gives. Times and counts are whole numbers. */
type SqlValue = string | number | null;
/** A row as the store gives it: to be checked before it is believed. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * A statement in the dialect that every store of the control state has: parameters are `$1`, `$2` ..., and
 * `EACH($1)` stands for the texts of a JSON list.
 */
export type Statement = { readonly text: string; readonly values: readonly SqlValue[] };

/**
 * Work on the rows of the control state that asks for them one statement after the other. The rules are written
 * once in this way, for a store that answers at once and for one over a network.
 */
export type Steps<Result> = Generator<Statement, Result, readonly Row[]>;

/** One step: the rows that a statement gives. */
export function* rowsOf(text: string, ...values: readonly SqlValue[]): Steps<readonly Row[]> {
  return yield { text, values };
}

/** One step: the first row that a statement gives; undefined: none. */
export function* rowOf(text: string, ...values: readonly SqlValue[]): Steps<Row | undefined> {
  const [first] = yield* rowsOf(text, ...values);
  return first;
}

/** Takes all steps on SQLite, within the caller's transaction. */
export function takeSteps<Result>(database: DatabaseSync, steps: Steps<Result>): Result {
  let step = steps.next();
  while (step.done !== true) {
    const { text, values } = step.value;
    step = steps.next(database.prepare(inSqlite(text)).all(...values));
  }
  return step.value;
}

/** Takes all steps by `run`, each when the one before has answered, within the caller's transaction. */
export async function takeStepsBy<Result>(
  run: (statement: Statement) => Promise<readonly Row[]>,
  steps: Steps<Result>,
): Promise<Result> {
  let step = steps.next();
  while (step.done !== true) step = steps.next(await run(step.value));
  return step.value;
}

/** A statement as SQLite has it, where one transaction writes at a time and no row need be locked. */
export function inSqlite(text: string): string {
  return text
    .replaceAll(' FOR UPDATE SKIP LOCKED', '')
    .replaceAll(/EACH\(\$(\d+)\)/g, 'SELECT value FROM json_each(?$1)')
    .replaceAll(/\$(\d+)/g, '?$1');
}

/** A statement as PostgreSQL has it. */
export function inPostgres(text: string): string {
  return text.replaceAll(/EACH\(\$(\d+)\)/g, 'SELECT json_array_elements_text(CAST($$$1 AS json))');
}
