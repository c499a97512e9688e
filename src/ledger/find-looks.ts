import type { RecordReference } from '../model/ledger-entry.ts';
import { findPlaces } from './find-places.ts';
import { hashOfRow, type IdentifierKey } from './identifier-hash.ts';
import type { LedgerSteps, StoreFacts } from './ledger-steps.ts';
import { readRecords } from './read-record.ts';
import type { RecordBody } from './record-body.ts';
import { createWantedHashes } from './wanted-hashes.ts';

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

/** Finds who looked at a child, known by its records: one page of it. */
export type FindLooks = (records: readonly RecordReference[], page: LooksPage) => LedgerSteps<FoundPage>;

/**
 * Makes a function that finds who looked at the records of a child, over all chains of the store. Reads what stands
 * in clear only. Rows are found that were written under `key` or one of `formerKeys`, those of before a rotation;
 * under another they are not. To be used within one transaction.
 */
export function createFindLooks(
  open: StoreFacts,
  { key, formerKeys }: { readonly key: IdentifierKey; readonly formerKeys: readonly IdentifierKey[] },
): FindLooks {
  const wantedHashes = [key, ...formerKeys].map(createWantedHashes);
  return function* find(records, { skip, limit }) {
    const wanted = wantedHashes.map((of) => of(records.map((record) => ({ kind: 'LOOK', record }))));
    const texts = new Set(wanted.flatMap((each) => [...each.texts]));
    // Within a chain numbers rise with time, so that the newest are among these.
    const found = yield* findPlaces(
      open,
      wanted.flatMap(({ hashes }) => hashes),
    );
    const places = found.slice(skip, skip + limit + 1);
    const bodies = yield* readRecords(open, places.slice(0, limit));
    const looks = bodies
      .toSorted(
        (left, right) => right.at - left.at || right.writtenAt - left.writtenAt || right.sequence - left.sequence,
      )
      .flatMap((body) => lookIn(body, texts, key));
    // One more than asked tells whether there is another page.
    return { looks, isLast: places.length <= limit };
  };
}

function lookIn(body: RecordBody, hashes: ReadonlySet<string>, key: IdentifierKey): readonly FoundLook[] {
  const child = (body.looks ?? []).findIndex((held) => held.some((hash) => hashes.has(hash)));
  // A record of before there was an access log does not say until when it is held back: it stays so.
  if (child < 0 || body.heldBackUntil === undefined) return [];
  const { writer, sequence, organisation, roles, purpose, at, heldBackUntil } = body;
  return [{ id: hashOfRow(key, { writer, sequence, child }), organisation, roles, purpose, at, heldBackUntil }];
}
