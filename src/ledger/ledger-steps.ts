import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { PostgresQuery } from '../postgres/open-postgres.ts';

/** What a statement is given. Times and numbers of records are whole numbers. */
export type StoredValue = string | number | Uint8Array | null;

/** A row as the store gives it: to be checked before it is believed. */
export type StoredRow = Readonly<Record<string, unknown>>;

/** A statement in the words that both stores understand. */
export type Statement = { readonly text: string; readonly values: readonly StoredValue[] };

/** Which tables are read: `store` is what hashes are bound to, `format` that of the tables. */
export type StoreFacts = { readonly store: string; readonly format: 1 | 2 };

/**
 * Work on the rows of a ledger, or of the control state, that asks for them one statement after the other, written once for a store that
 * answers at once and for one over a network. Parameters are `$1`, `$2` ...; `HAS(column, $1)` is whether a text or
 * bytes hold others, `EACH($1)` stands for the texts of a JSON list. `FOR SHARE` and `FOR UPDATE` lock rows where
 * several write at a time.
 */
export type LedgerSteps<Result> = Generator<Statement, Result, readonly StoredRow[]>;

/** One step: the rows that a statement gives. */
export function* rowsOf(text: string, ...values: readonly StoredValue[]): LedgerSteps<readonly StoredRow[]> {
  return yield { text, values };
}

/** One step: the first row that a statement gives; undefined: none. */
export function* rowOf(text: string, ...values: readonly StoredValue[]): LedgerSteps<StoredRow | undefined> {
  const [first] = yield* rowsOf(text, ...values);
  return first;
}

/** So many rows are held at once: a chain is longer than memory. */
const pageRows = 500;

/** Which records are read; `condition` as in SQL, its values from `$4` on. */
export type RecordRange = {
  readonly columns: string;
  readonly writer: string;
  readonly first: number;
  readonly last: number;
  readonly condition?: string;
  readonly values?: readonly StoredValue[];
};

/** Reads records of a chain in order: each call gives the next of them, after the last one none. `columns` has `sequence`. */
export function pagesOf(range: RecordRange): () => LedgerSteps<readonly StoredRow[]> {
  const { columns, writer, last, condition = '', values = [] } = range;
  let from = range.first;
  return function* nextPage() {
    if (from > last) return [];
    const rows = yield* rowsOf(
      `SELECT ${columns} FROM record WHERE writer = $1 AND sequence >= $2 AND sequence <= $3 ${condition}
       ORDER BY sequence LIMIT ${pageRows}`,
      writer,
      from,
      last,
      ...values,
    );
    from = rows.length < pageRows ? Number.POSITIVE_INFINITY : Number(rows.at(-1)?.['sequence']) + 1;
    return rows;
  };
}

/** Takes all steps on SQLite, within the caller's transaction. */
export function takeSteps<Result>(database: DatabaseSync, steps: LedgerSteps<Result>): Result {
  const prepared = new Map<string, StatementSync>();
  let step = steps.next();
  while (step.done !== true) {
    const { text, values } = step.value;
    let statement = prepared.get(text);
    if (statement === undefined) {
      statement = database.prepare(inSqlite(text));
      prepared.set(text, statement);
    }
    step = steps.next(statement.all(...values));
  }
  return step.value;
}

/** Takes all steps on PostgreSQL, in the transaction that `query` is of. */
export async function takeStepsIn<Result>(query: PostgresQuery, steps: LedgerSteps<Result>): Promise<Result> {
  let step = steps.next();
  while (step.done !== true) {
    const { text, values } = step.value;
    step = steps.next((await query(inPostgres(text), values)).rows);
  }
  return step.value;
}

/** A statement as SQLite has it, where one transaction writes at a time and no row need be locked. */
export function inSqlite(text: string): string {
  return text
    .replaceAll(/ FOR (?:SHARE|UPDATE)(?: SKIP LOCKED)?/g, '')
    .replaceAll(/HAS\((\w+), (\$\d+)\)/g, 'instr($1, $2) > 0')
    .replaceAll(/EACH\((\$\d+)\)/g, 'SELECT value FROM json_each($1)')
    .replaceAll(/\$(\d+)/g, '?$1');
}

/** A statement as PostgreSQL has it. */
export function inPostgres(text: string): string {
  return text
    .replaceAll(/HAS\((\w+), (\$\d+)\)/g, 'position($2 IN $1) > 0')
    .replaceAll(/EACH\((\$\d+)\)/g, 'SELECT json_array_elements_text(CAST($1 AS json))');
}
