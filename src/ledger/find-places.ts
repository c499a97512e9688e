import { z } from 'zod';
import { type LedgerSteps, rowOf, rowsOf, type StoreFacts } from './ledger-steps.ts';
import { bucketOf, sequencesIn } from './lookup-pages.ts';

/** What a record is found by: the keyed hash of the first format (base64) and that of the second (bytes). */
export type WantedHash = { readonly first: string; readonly second: Uint8Array };

/** Where a record stands. */
export type Place = { readonly writer: string; readonly sequence: number };

/**
 * Finds the records that have one of the hashes, over all chains, the highest numbers first. Looks into the index of
 * the first format, into each run, and itself through the records that no run covers: those that were
 * written last, and, of a store whose runs were removed, all. Once in a long while it names one that has none of
 * the hashes; whoever reads the record sees that.
 *
 * To be called within a transaction where something is written at the same time.
 */
export function* findPlaces({ format }: StoreFacts, wanted: readonly WantedHash[]): LedgerSteps<readonly Place[]> {
  const places = new Map<string, Place>();
  const add = (writer: string, sequence: number): void => {
    places.set(`${sequence} ${writer}`, { writer, sequence });
  };
  if (wanted.length === 0) return [];
  const listed = yield* rowsOf(
    'SELECT writer, sequence FROM lookup WHERE hash IN (EACH($1))',
    JSON.stringify(wanted.map(({ first }) => first)),
  );
  for (const row of listed) add(String(row['writer']), Number(row['sequence']));
  if (format === 2) yield* findInRuns(wanted, add);
  return [...places.values()].sort(
    (left, right) => right.sequence - left.sequence || (left.writer < right.writer ? -1 : 1),
  );
}

const runRow = z.object({ writer: z.string(), first_sequence: z.number(), last_sequence: z.number() });
const writerRow = z.object({ writer: z.string() });
const pageRow = z.object({ run: z.number(), entries: z.instanceof(Uint8Array) });
const sequenceRow = z.object({ sequence: z.number() });

type Add = (writer: string, sequence: number) => void;

function* findInRuns(wanted: readonly WantedHash[], add: Add): LedgerSteps<void> {
  const writers = yield* rowsOf('SELECT DISTINCT writer FROM segment');
  for (const { writer } of writers.map((row) => writerRow.parse(row))) {
    const runs = yield* rowsOf(
      'SELECT writer, first_sequence, last_sequence FROM lookup_run WHERE writer = $1 ORDER BY first_sequence',
      writer,
    );
    let covered = 0;
    for (const row of runs) {
      const { first_sequence: first, last_sequence: last } = runRow.parse(row);
      if (first > covered + 1) yield* lookThrough(wanted, writer, covered + 1, first - 1, add);
      covered = Math.max(covered, last);
      for (const { second } of wanted) {
        const page = yield* rowOf(
          'SELECT run, entries FROM lookup_page WHERE writer = $1 AND run = $2 AND bucket = $3',
          writer,
          first,
          bucketOf(second),
        );
        if (page === undefined) continue;
        for (const sequence of sequencesIn(pageRow.parse(page).entries, second)) add(writer, sequence);
      }
    }
    yield* lookThrough(wanted, writer, covered + 1, Number.MAX_SAFE_INTEGER, add);
  }
}

/** So many hashes in one statement. */
const mostHashes = 50;

/** Looks through records themselves. The numbers of a purged segment have none. */
function* lookThrough(
  wanted: readonly WantedHash[],
  writer: string,
  from: number,
  to: number,
  add: Add,
): LedgerSteps<void> {
  for (let at = 0; at < wanted.length; at += mostHashes) {
    const hashes = wanted.slice(at, at + mostHashes).map(({ second }) => second);
    const rows = yield* rowsOf(
      `SELECT sequence FROM record WHERE writer = $1 AND sequence BETWEEN $2 AND $3
       AND (${hashes.map((_, index) => `HAS(hashes, $${index + 4})`).join(' OR ')})`,
      writer,
      from,
      to,
      ...hashes,
    );
    for (const row of rows) add(writer, sequenceRow.parse(row).sequence);
  }
}
