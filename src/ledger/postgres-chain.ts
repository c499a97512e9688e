import { z } from 'zod';
import type { PostgresQuery } from '../postgres/open-postgres.ts';
import type { ChainHead } from './chain.ts';
import type { ChainedGroup, SegmentPosition } from './chain-group.ts';
import { headOf, readLastCheckpoint, segmentOf } from './chain-position.ts';
import { LedgerError } from './ledger-error.ts';
import { pagesOf, takeStepsIn } from './ledger-steps.ts';
import type { DueRun, LookupRuns } from './lookup-runs.ts';
import { indexedRecordOf } from './lookup-runs.ts';
import { type Checkpoint, type SigningKey, signCheckpoint } from './statement.ts';

/** What a writer finds before each commit. `store` is the id that the tables say; null: they do not say any. */
export type ChainEnd = {
  readonly store: string | null;
  readonly head: ChainHead;
  readonly segment: SegmentPosition | null;
};

/*
 * The lock on the last segment keeps a purge from closing it under a group that is being written. It stands in the
 * row and costs no second round trip.
 */
const endStatement = {
  name: 'ledger_end',
  text: `WITH last AS (
    SELECT number, month, last_sequence FROM segment WHERE writer = $1 ORDER BY number DESC LIMIT 1 FOR SHARE
  )
  SELECT (SELECT store FROM ledger) AS store, last.number, last.month, last.last_sequence,
    coalesce(record.sequence, purged.sequence) AS sequence, coalesce(record.hash, purged.hash) AS hash
  FROM (SELECT 1) AS one
  LEFT JOIN last ON true
  LEFT JOIN LATERAL (
    SELECT sequence, hash FROM record WHERE writer = $1 ORDER BY sequence DESC LIMIT 1
  ) AS record ON true
  LEFT JOIN LATERAL (
    SELECT last_sequence AS sequence, closing_hash AS hash FROM segment
    WHERE writer = $1 AND purge IS NOT NULL ORDER BY number DESC LIMIT 1
  ) AS purged ON true`,
};

const recordsStatement = {
  name: 'ledger_records',
  text: `INSERT INTO record (writer, sequence, segment, body, hash, hashes, sealed)
    SELECT CAST($1 AS text), * FROM unnest(
      CAST($2 AS bigint[]), CAST($3 AS integer[]), CAST($4 AS text[]), CAST($5 AS text[]),
      CAST($6 AS bytea[]), CAST($7 AS bytea[])
    )`,
};

/** The writers are found by steps through an index: a table of checkpoints is long, and has few writers. */
const headsText = `WITH RECURSIVE known AS (
    SELECT min(writer) AS writer FROM checkpoint
    UNION ALL
    SELECT (SELECT min(writer) FROM checkpoint WHERE checkpoint.writer > known.writer) FROM known
    WHERE known.writer IS NOT NULL
  ), writers AS (
    SELECT writer FROM known WHERE writer IS NOT NULL UNION SELECT DISTINCT writer FROM segment UNION SELECT $1
  )
  SELECT writers.writer, coalesce(record.sequence, purged.sequence) AS sequence, coalesce(record.hash, purged.hash) AS hash
  FROM writers
  LEFT JOIN LATERAL (
    SELECT sequence, hash FROM record WHERE record.writer = writers.writer ORDER BY sequence DESC LIMIT 1
  ) AS record ON true
  LEFT JOIN LATERAL (
    SELECT last_sequence AS sequence, closing_hash AS hash FROM segment
    WHERE segment.writer = writers.writer AND purge IS NOT NULL ORDER BY number DESC LIMIT 1
  ) AS purged ON true
  ORDER BY writers.writer`;

const endRow = z.object({ store: z.string().nullable(), number: z.number().nullable() });
const headsRow = z.object({ writer: z.string(), sequence: z.number().nullable() });

/** Reads the end of a chain, as long as it lasts for this transaction. */
export async function readEnd(query: PostgresQuery, store: string, writer: string): Promise<ChainEnd> {
  const row = (await query(endStatement, [writer])).rows[0];
  if (row === undefined) throw new LedgerError('STORE_DAMAGED');
  const { store: held, number } = endRow.parse(row);
  return {
    store: held,
    head: headOf(store, writer, row['sequence'] === null ? undefined : row),
    segment: segmentOf(number === null ? undefined : row),
  };
}

/** Stores a group in one statement; a segment or a data key that begins takes one more. */
export async function insertGroup(
  query: PostgresQuery,
  writer: string,
  { opened, dataKeys, records }: ChainedGroup,
): Promise<void> {
  for (const { segment, month, firstSequence, openingHash, closes } of opened) {
    if (closes !== null) {
      await query(
        'UPDATE segment SET last_sequence = $1, closing_hash = $2 WHERE writer = $3 AND number = $4 AND last_sequence IS NULL',
        [firstSequence - 1, openingHash, writer, closes],
      );
    }
    await query(
      'INSERT INTO segment (writer, number, month, first_sequence, opening_hash) VALUES ($1, $2, $3, $4, $5)',
      [writer, segment, month, firstSequence, openingHash],
    );
  }
  for (const { id, segment, wrapped } of dataKeys) {
    await query('INSERT INTO data_key (id, writer, segment, wrapped) VALUES ($1, $2, $3, $4)', [
      id,
      writer,
      segment,
      wrapped,
    ]);
  }
  await query(recordsStatement, [
    writer,
    records.map(({ sequence }) => sequence),
    records.map(({ segment }) => segment),
    records.map(({ body }) => body),
    records.map(({ hash }) => hash),
    records.map(({ hashes }) => hashes),
    records.map(({ sealed }) => sealed),
  ]);
}

/** Writes runs of the index. Of a segment that was purged meanwhile nothing is left that could be found. */
export async function insertRuns(query: PostgresQuery, writer: string, runs: readonly DueRun[]): Promise<void> {
  for (const { segment, first, last, pages } of runs) {
    const there = await query('SELECT 1 FROM segment WHERE writer = $1 AND number = $2 AND purge IS NULL FOR SHARE', [
      writer,
      segment,
    ]);
    if (there.rows.length === 0) continue;
    await query('INSERT INTO lookup_run (writer, first_sequence, last_sequence, segment) VALUES ($1, $2, $3, $4)', [
      writer,
      first,
      last,
      segment,
    ]);
    await query(
      `INSERT INTO lookup_page (writer, run, bucket, entries)
       SELECT CAST($1 AS text), CAST($2 AS bigint), * FROM unnest(CAST($3 AS integer[]), CAST($4 AS bytea[]))`,
      [writer, first, [...pages.keys()], [...pages.values()]],
    );
  }
}

/** Hands the records that the index has no entries of to `runs`, and writes what that makes due. */
export async function fillRuns(query: PostgresQuery, writer: string, runs: LookupRuns): Promise<void> {
  const covered = await query('SELECT coalesce(max(last_sequence), 0) AS last FROM lookup_run WHERE writer = $1', [
    writer,
  ]);
  const nextPage = pagesOf({
    columns: 'sequence, segment, hashes',
    writer,
    first: Number(covered.rows[0]?.['last']) + 1,
    last: Number.MAX_SAFE_INTEGER,
    condition: 'AND hashes IS NOT NULL',
  });
  for (let page = await takeStepsIn(query, nextPage()); page.length > 0; page = await takeStepsIn(query, nextPage())) {
    for (const row of page) {
      runs.add([indexedRecordOf(row)]);
      runs.keep();
      const due = runs.takeDue();
      runs.keep();
      await insertRuns(query, writer, due);
    }
  }
}

/** Signs the heads of all chains, as they are at one moment, and stores that; to be emitted when it is committed. */
export async function signHeads(
  query: PostgresQuery,
  signing: SigningKey,
  { store, writer, at }: { readonly store: string; readonly writer: string; readonly at: number },
): Promise<Checkpoint> {
  const previous = await takeStepsIn(query, readLastCheckpoint(writer));
  const { rows } = await query(headsText, [writer]);
  const heads = rows.map((row) => {
    const { writer: each, sequence } = headsRow.parse(row);
    return headOf(store, each, sequence === null ? undefined : row);
  });
  const checkpoint = signCheckpoint(signing, previous, { store, writer, at, heads });
  await query('INSERT INTO checkpoint (writer, number, statement) VALUES ($1, $2, $3)', [
    writer,
    checkpoint.statement.number,
    checkpoint.text,
  ]);
  return checkpoint;
}
