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

/** Which part of what is found: from row `skip` on, at most `limit`. */
export type LooksPage = { readonly skip: number; readonly limit: number };

/** One page, newest first; `isLast`: there is none after it. */
export type FoundPage = { readonly looks: readonly FoundLook[]; readonly isLast: boolean };

/**
 * Finds who looked at the records of a child, one page of it, over all chains of the store. Reads what
 * stands in clear only. Rows written under another key than `key` are not found.
 */
export function findLooks(
  database: DatabaseSync,
  key: IdentifierKey,
  records: readonly RecordReference[],
  { skip, limit }: LooksPage,
): FoundPage {
  const hashes = new Set(records.map((record) => hashOfLook(key, record)));
  // Within a chain numbers rise with time, so that the newest are among these.
  const places = database
    .prepare(
      `SELECT DISTINCT writer, sequence FROM lookup WHERE hash IN (SELECT value FROM json_each(?))
       ORDER BY sequence DESC, writer LIMIT ? OFFSET ?`,
    )
    // One more than asked tells whether there is another page.
    .all(JSON.stringify([...hashes]), limit + 1, skip);
  const read = database.prepare('SELECT body FROM record WHERE writer = ? AND sequence = ?');
  const looks = places
    .slice(0, limit)
    .flatMap(({ writer, sequence }) => {
      const body = parseRecordBody(String(read.get(String(writer), Number(sequence))?.['body'] ?? ''));
      return body === null ? [] : [body];
    })
    .sort((left, right) => right.at - left.at || right.writtenAt - left.writtenAt || right.sequence - left.sequence)
    .flatMap((body) => lookIn(body, hashes, key));
  return { looks, isLast: places.length <= limit };
}

function lookIn(body: RecordBody, hashes: ReadonlySet<string>, key: IdentifierKey): readonly FoundLook[] {
  const child = (body.looks ?? []).findIndex((held) => held.some((hash) => hashes.has(hash)));
  // A record of before there was an access log does not say until when it is held back: it stays so.
  if (child < 0 || body.heldBackUntil === undefined) return [];
  const { writer, sequence, organisation, roles, purpose, at, heldBackUntil } = body;
  return [{ id: hashOfRow(key, { writer, sequence, child }), organisation, roles, purpose, at, heldBackUntil }];
}
