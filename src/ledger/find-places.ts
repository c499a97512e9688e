import { z } from 'zod';
import { bucketOf, sequencesIn } from './lookup-pages.ts';
import type { OpenDatabase } from './open-database.ts';

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
export function findPlaces(open: OpenDatabase, wanted: readonly WantedHash[]): readonly Place[] {
  const places = new Map<string, Place>();
  const add = (writer: string, sequence: number): void => {
    places.set(`${sequence} ${writer}`, { writer, sequence });
  };
  if (wanted.length === 0) return [];
  const listed = open.database
    .prepare('SELECT writer, sequence FROM lookup WHERE hash IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(wanted.map(({ first }) => first)));
  for (const row of listed) add(String(row['writer']), Number(row['sequence']));
  if (open.format === 2) findInRuns(open, wanted, add);
  return [...places.values()].sort(
    (left, right) => right.sequence - left.sequence || (left.writer < right.writer ? -1 : 1),
  );
}

const runRow = z.object({ writer: z.string(), first_sequence: z.number(), last_sequence: z.number() });
const writerRow = z.object({ writer: z.string() });
const pageRow = z.object({ entries: z.instanceof(Uint8Array) });
const sequenceRow = z.object({ sequence: z.number() });

type Add = (writer: string, sequence: number) => void;

function findInRuns({ database }: OpenDatabase, wanted: readonly WantedHash[], add: Add): void {
  const runsOf = database.prepare(
    'SELECT writer, first_sequence, last_sequence FROM lookup_run WHERE writer = ? ORDER BY first_sequence',
  );
  const readPage = database.prepare('SELECT entries FROM lookup_page WHERE writer = ? AND run = ? AND bucket = ?');
  const lookThrough = createLookThrough(database, wanted);
  const writers = database.prepare('SELECT DISTINCT writer FROM segment').all();
  for (const { writer } of writers.map((row) => writerRow.parse(row))) {
    let covered = 0;
    for (const row of runsOf.iterate(writer)) {
      const { first_sequence: first, last_sequence: last } = runRow.parse(row);
      if (first > covered + 1) lookThrough(writer, covered + 1, first - 1, add);
      covered = Math.max(covered, last);
      for (const { second } of wanted) {
        const page = readPage.get(writer, first, bucketOf(second));
        if (page === undefined) continue;
        for (const sequence of sequencesIn(pageRow.parse(page).entries, second)) add(writer, sequence);
      }
    }
    lookThrough(writer, covered + 1, Number.MAX_SAFE_INTEGER, add);
  }
}

/** So many hashes in one statement. */
const mostHashes = 50;

/** Looks through records themselves. The numbers of a purged segment have none. */
function createLookThrough(
  database: OpenDatabase['database'],
  wanted: readonly WantedHash[],
): (writer: string, from: number, to: number, add: Add) => void {
  const lots = Array.from({ length: Math.ceil(wanted.length / mostHashes) }, (_, lot) =>
    wanted.slice(lot * mostHashes, (lot + 1) * mostHashes).map(({ second }) => second),
  ).map((hashes) => ({
    hashes,
    statement: database.prepare(
      `SELECT sequence FROM record WHERE writer = ? AND sequence BETWEEN ? AND ?
       AND (${hashes.map(() => 'instr(hashes, ?) > 0').join(' OR ')})`,
    ),
  }));
  return (writer, from, to, add) => {
    for (const { hashes, statement } of lots) {
      for (const row of statement.iterate(writer, from, to, ...hashes)) add(writer, sequenceRow.parse(row).sequence);
    }
  };
}
