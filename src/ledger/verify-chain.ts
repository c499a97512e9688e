import { z } from 'zod';
import { genesisHash, recordHash, sha256 } from './chain.ts';
import type { Findings } from './findings.ts';
import { type LedgerSteps, pagesOf, rowOf, rowsOf, type StoreFacts } from './ledger-steps.ts';
import { recordColumns, recordColumnsRow } from './read-record.ts';
import { lookupsOf, type RecordBody } from './record-body.ts';
import { readStatement, type VerificationKey } from './statement.ts';
import { parseRecord } from './stored-record.ts';

/** What was walked of one chain; `lookups`: entries that records of the first format have in their index. */
export type WalkedChain = { readonly records: number; readonly segments: number; readonly lookups: number };

/**
 * Walks one writer's chain from its start, segment by segment: numbers without gaps, each hash from
 * the one before, each segment from the closing hash of the one before; a purged segment by its
 * signed statement. Also that each record's data key is there and, of the first format, its index entries.
 */
export function* verifyChain(
  open: StoreFacts,
  writer: string,
  keys: readonly VerificationKey[],
  findings: Findings,
): LedgerSteps<WalkedChain> {
  const rows = yield* rowsOf('SELECT * FROM segment WHERE writer = $1 ORDER BY number', writer);
  const segments = rows.map((row) => segmentRow.parse(row));
  const checkKey = dataKeyCheck(findings);

  let at = { sequence: 0, hash: genesisHash(open.store, writer) };
  let month = '';
  let records = 0;
  let lookups = 0;
  for (const [index, segment] of segments.entries()) {
    const previousNumber = segments[index - 1]?.number ?? 0;
    if (segment.number > previousNumber + 1) findings.add('SEGMENT_MISSING', writer, previousNumber + 1);
    const follows = segment.first_sequence === at.sequence + 1 && segment.opening_hash === at.hash;
    if (segment.number === previousNumber + 1 && !follows) findings.add('SEGMENT_CHANGED', writer, segment.number);
    const isLast = index === segments.length - 1;
    if (segment.month < month || (!isLast && segment.last_sequence === null)) {
      findings.add('SEGMENT_CHANGED', writer, segment.number);
    }
    month = segment.month;
    // From here on the segment's own word: what is wrong before it has been said.
    at = { sequence: segment.first_sequence - 1, hash: segment.opening_hash };
    if (segment.purge !== null) {
      at = yield* checkPurge(open, segment, keys, findings);
      continue;
    }
    yield* walk(segment, segments[index + 1]?.first_sequence);
    if (segment.last_sequence === null) continue;
    if (at.sequence < segment.last_sequence) findings.add('RECORD_MISSING', writer, at.sequence + 1);
    const hasClosingHash = at.sequence !== segment.last_sequence || at.hash === segment.closing_hash;
    if (at.sequence > segment.last_sequence || !hasClosingHash) {
      findings.add('SEGMENT_CHANGED', writer, segment.number);
    }
    at = { sequence: segment.last_sequence, hash: segment.closing_hash ?? at.hash };
  }

  const held = yield* rowOf('SELECT count(*) AS records FROM record WHERE writer = $1', writer);
  if (held?.['records'] !== records) findings.add('RECORD_UNEXPECTED', writer);
  return { records, segments: segments.length, lookups };

  function* walk(segment: Segment, nextFirst: number | undefined): LedgerSteps<void> {
    let wasMoved = false;
    const nextPage = pagesOf({
      columns: `sequence, segment, hash, ${recordColumns(open)}`,
      writer,
      first: segment.first_sequence,
      last: segment.last_sequence ?? (nextFirst === undefined ? Number.MAX_SAFE_INTEGER : nextFirst - 1),
    });
    for (let page = yield* nextPage(); page.length > 0; page = yield* nextPage()) {
      for (const row of page) {
        const record = recordRow.parse(row);
        const isNext = record.sequence === at.sequence + 1;
        const mayFollow = isNext && !wasMoved;
        if (!isNext) findings.add('RECORD_MISSING', writer, at.sequence + 1);
        const body = parseRecord(record);
        wasMoved = body !== null && !isInPlace(body, record, segment, open.store);
        if (wasMoved) {
          findings.add('RECORD_MOVED', writer, record.sequence);
        } else if (body === null || (mayFollow && record.hash !== recordHash(at.hash, record))) {
          // After a gap or a moved record there is nothing to follow from.
          findings.add('RECORD_CHANGED', writer, record.sequence);
        }
        if (body !== null) {
          yield* checkKey(body);
          if (body.format === 1) lookups += yield* checkLookups(body, writer, record.sequence, findings);
        }
        at = { sequence: record.sequence, hash: record.hash };
        records += 1;
      }
    }
  }
}

type Segment = z.infer<typeof segmentRow>;

const segmentRow = z.object({
  writer: z.string(),
  number: z.number(),
  month: z.string(),
  first_sequence: z.number(),
  opening_hash: z.string(),
  last_sequence: z.number().nullable(),
  closing_hash: z.string().nullable(),
  purge: z.string().nullable(),
});
const recordRow = z.object({ sequence: z.number(), segment: z.number(), hash: z.string(), ...recordColumnsRow });

function isInPlace(
  body: RecordBody,
  record: { readonly sequence: number; readonly segment: number },
  segment: Segment,
  store: string,
): boolean {
  return (
    body.store === store &&
    body.writer === segment.writer &&
    body.sequence === record.sequence &&
    body.segment === record.segment &&
    record.segment === segment.number &&
    body.month === segment.month
  );
}

function* checkPurge(
  { store }: StoreFacts,
  segment: Segment,
  keys: readonly VerificationKey[],
  findings: Findings,
): LedgerSteps<{ readonly sequence: number; readonly hash: string }> {
  const { writer, number } = segment;
  const read = readStatement(segment.purge ?? '', keys);
  if (read.kind !== 'VALID' || read.statement.kind !== 'PURGE') findings.add('CHECKPOINT_FORGED', writer, number);
  else {
    const { statement } = read;
    const fits =
      statement.store === store &&
      statement.writer === writer &&
      statement.segment === number &&
      statement.month === segment.month &&
      statement.firstSequence === segment.first_sequence &&
      statement.openingHash === segment.opening_hash &&
      statement.lastSequence === segment.last_sequence &&
      statement.closingHash === segment.closing_hash;
    if (!fits) findings.add('SEGMENT_CHANGED', writer, number);
  }
  const left = yield* rowOf(
    'SELECT 1 AS held FROM record WHERE writer = $1 AND sequence >= $2 AND sequence <= $3 LIMIT 1',
    writer,
    segment.first_sequence,
    segment.last_sequence ?? segment.first_sequence,
  );
  if (left !== undefined) findings.add('SEGMENT_CHANGED', writer, number);
  return {
    sequence: segment.last_sequence ?? segment.first_sequence - 1,
    hash: segment.closing_hash ?? segment.opening_hash,
  };
}

/** Gives how many entries a record of the first format has in its index. */
function* checkLookups(body: RecordBody, writer: string, sequence: number, findings: Findings): LedgerSteps<number> {
  const hashes = lookupsOf(body);
  for (const hash of hashes) {
    const held = yield* rowOf(
      'SELECT 1 AS held FROM lookup WHERE hash = $1 AND writer = $2 AND sequence = $3',
      hash,
      writer,
      sequence,
    );
    if (held === undefined) findings.add('INDEX_CHANGED', writer, sequence);
  }
  return hashes.length;
}

// Each key once: a segment has few, its records many.
function dataKeyCheck(findings: Findings): (body: RecordBody) => LedgerSteps<void> {
  const sound = new Map<string, boolean>();
  return function* check(body) {
    let isSound = sound.get(body.dataKey);
    if (isSound === undefined) {
      const wrapped = (yield* rowOf('SELECT wrapped FROM data_key WHERE id = $1', body.dataKey))?.['wrapped'];
      isSound = typeof wrapped === 'string' && sha256(wrapped) === body.dataKey;
      sound.set(body.dataKey, isSound);
    }
    if (!isSound) findings.add('DATA_KEY_CHANGED', body.writer, body.sequence);
  };
}
