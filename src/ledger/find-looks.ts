import type { DatabaseSync } from 'node:sqlite';
import type { RecordReference } from '../model/ledger-entry.ts';
import { hashOfLook, hashOfRow, type IdentifierKey } from './identifier-hash.ts';
import { parseRecordBody, type RecordBody } from './stored-record.ts';

/** One look at a child that showed the child to somebody; never who the person was, nor what was shown. */
export type FoundLook = {
  /** An opaque id, other for each child of one operation; it tells nothing to those without the ledger's key. */
  readonly id: string;
  readonly organisation: string;
  readonly roles: readonly string[];
  readonly purpose: string | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The day from which the child may see it; null: at once. */
  readonly heldBackUntil: string | null;
};

/**
 * Finds who looked at the records of a child, newest first, at most `limit`, over all chains of the store.
 * Reads what stands in clear only. Rows written under another key than `key` are not found.
 */
export function findLooks(
  database: DatabaseSync,
  key: IdentifierKey,
  records: readonly RecordReference[],
  limit: number,
): readonly FoundLook[] {
  const hashes = new Set(records.map((record) => hashOfLook(key, record)));
  // Within a chain numbers rise with time, so that the newest are among these.
  const find = database.prepare(
    'SELECT writer, sequence FROM lookup WHERE hash = ? ORDER BY sequence DESC, writer LIMIT ?',
  );
  const read = database.prepare('SELECT body FROM record WHERE writer = ? AND sequence = ?');
  const places = new Map<string, { readonly writer: string; readonly sequence: number }>();
  for (const hash of hashes) {
    for (const row of find.iterate(hash, limit)) {
      const place = { writer: String(row['writer']), sequence: Number(row['sequence']) };
      places.set(`${place.writer} ${place.sequence}`, place);
    }
  }
  return [...places.values()]
    .flatMap(({ writer, sequence }) => {
      const body = parseRecordBody(String(read.get(writer, sequence)?.['body'] ?? ''));
      return body === null ? [] : [body];
    })
    .sort((left, right) => right.at - left.at || right.writtenAt - left.writtenAt || right.sequence - left.sequence)
    .slice(0, limit)
    .flatMap((body) => lookIn(body, hashes, key));
}

function lookIn(body: RecordBody, hashes: ReadonlySet<string>, key: IdentifierKey): readonly FoundLook[] {
  const child = (body.looks ?? []).findIndex((held) => held.some((hash) => hashes.has(hash)));
  // A record of before there was an access log does not say until when it is held back: it stays so.
  if (child < 0 || body.heldBackUntil === undefined) return [];
  const { writer, sequence, organisation, roles, purpose, at, heldBackUntil } = body;
  return [{ id: hashOfRow(key, { writer, sequence, child }), organisation, roles, purpose, at, heldBackUntil }];
}
