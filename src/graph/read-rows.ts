import type { AgencyAnswer, AgencyError } from '../model/agency-call.ts';
import { recordIdField } from './compile-content.ts';
import { rowsKey } from './facts-calls.ts';
import type { UpstreamSource } from './member.ts';
import { type ErrorNode, isRow, type Row } from './reading.ts';

/** One record's row with the errors in it; `row` null: the agency refused the whole row. */
export type FoundRow = { readonly row: Row | null; readonly error: ErrorNode | undefined };

/** The rows of a content answer by record id. */
export type FoundRows = {
  readonly rows: ReadonlyMap<string, FoundRow>;
  /** Rows that were not asked for, or came twice. */
  readonly dropped: number;
};

type Answered = Extract<AgencyAnswer, { kind: 'ANSWERED' }>;

/**
 * Matches the rows of an answer to the records asked for, by record id and never by position. A null
 * row's error is given to the record at its place only where every other row is at its place too.
 */
export function findRows(answer: Answered, recordIds: readonly string[]): FoundRows | null {
  const listed = answer.data[rowsKey];
  if (!Array.isArray(listed)) return null;
  const errors = errorTree(answer.errors)?.next.get(rowsKey);
  const asked = new Set(recordIds);
  const rows = new Map<string, FoundRow>();
  let dropped = 0;
  for (let index = 0; index < listed.length; index += 1) {
    const row: unknown = listed[index];
    if (row === null) continue;
    const recordId = isRow(row) ? row[recordIdField] : undefined;
    if (!isRow(row) || typeof recordId !== 'string' || !asked.has(recordId) || rows.has(recordId)) dropped += 1;
    else rows.set(recordId, { row, error: errors?.next.get(index) });
  }
  if (errors !== undefined && isInOrder(listed, recordIds)) {
    for (const [index, recordId] of recordIds.entries()) {
      const error = errors.next.get(index);
      if (listed[index] === null && error !== undefined) rows.set(recordId, { row: null, error });
    }
  }
  return { rows, dropped };
}

function isInOrder(listed: readonly unknown[], recordIds: readonly string[]): boolean {
  return (
    listed.length === recordIds.length &&
    listed.every((row, index) => row === null || (isRow(row) && row[recordIdField] === recordIds[index]))
  );
}

/** Joins the answers of several records of one child at one agency, as the selection says for each key. */
export function joinRows(sources: readonly UpstreamSource[], rows: readonly FoundRow[]): FoundRow {
  const [first, ...others] = rows;
  if (first === undefined) return { row: null, error: undefined };
  return others.reduce((joined, next) => joinTwo(sources, joined, next), first);
}

function joinTwo(sources: readonly UpstreamSource[], some: FoundRow, other: FoundRow): FoundRow {
  if (some.row === null) return other;
  if (other.row === null) return some;
  const row: Record<string, unknown> = { ...some.row };
  const next = new Map(some.error?.next);
  for (const { key, join } of sources) {
    const mine = some.row[key];
    const theirs = other.row[key];
    const theirError = other.error?.next.get(key);
    if (mine === null || mine === undefined) {
      if (theirs === null || theirs === undefined) continue;
      row[key] = theirs;
      if (theirError === undefined) next.delete(key);
      else next.set(key, theirError);
    } else if (join === 'LIST' && Array.isArray(mine) && Array.isArray(theirs)) {
      row[key] = [...mine, ...theirs];
      const shifted = shift(next.get(key), theirError, mine.length);
      if (shifted !== undefined) next.set(key, shifted);
    } else if (typeof join !== 'string' && isRow(mine) && isRow(theirs)) {
      const inner = joinTwo(join, { row: mine, error: next.get(key) }, { row: theirs, error: theirError });
      row[key] = inner.row;
      if (inner.error !== undefined) next.set(key, inner.error);
    }
  }
  return { row, error: next.size === 0 ? undefined : { code: null, next } };
}

function shift(mine: ErrorNode | undefined, theirs: ErrorNode | undefined, by: number): ErrorNode | undefined {
  if (theirs === undefined) return mine;
  const next = new Map(mine?.next);
  for (const [index, node] of theirs.next) next.set(typeof index === 'number' ? index + by : index, node);
  return { code: mine?.code ?? null, next };
}

type GrowingNode = { code: string | null; next: Map<string | number, GrowingNode> };

function errorTree(errors: readonly AgencyError[]): ErrorNode | undefined {
  if (errors.length === 0) return undefined;
  const root: GrowingNode = { code: null, next: new Map() };
  for (const { path, code } of errors) {
    let node = root;
    for (const step of path) {
      let inner = node.next.get(step);
      if (inner === undefined) {
        inner = { code: null, next: new Map() };
        node.next.set(step, inner);
      }
      node = inner;
    }
    if (node.code === null) node.code = code;
  }
  return root;
}
