import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { genesisHash, recordHash, sha256 } from './chain.ts';
import type { Findings } from './findings.ts';
import type { OpenDatabase } from './open-database.ts';
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
export function verifyChain(
  open: OpenDatabase,
  writer: string,
  keys: readonly VerificationKey[],
  findings: Findings,
): WalkedChain {
  const { database } = open;
  const segments = database
    .prepare('SELECT * FROM segment WHERE writer = ? ORDER BY number')
    .all(writer)
    .map((row) => segmentRow.parse(row));
  const readRecords = database.prepare(
    `SELECT sequence, segment, hash, ${recordColumns(open)} FROM record
     WHERE writer = ? AND sequence >= ? AND sequence <= ? ORDER BY sequence`,
  );
  const checkKey = dataKeyCheck(database, findings);
  const hasLookup = database.prepare('SELECT 1 FROM lookup WHERE hash = ? AND writer = ? AND sequence = ?');

  let at = { sequence: 0, hash: genesisHash(open.store, writer) };
  let month = '';
  let records = 0;
  let lookups = 0;
  segments.forEach((segment, index) => {
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
      at = checkPurge(open, segment, keys, findings);
      return;
    }
    walk(segment, segments[index + 1]?.first_sequence);
    if (segment.last_sequence === null) return;
    if (at.sequence < segment.last_sequence) findings.add('RECORD_MISSING', writer, at.sequence + 1);
    const hasClosingHash = at.sequence !== segment.last_sequence || at.hash === segment.closing_hash;
    if (at.sequence > segment.last_sequence || !hasClosingHash) {
      findings.add('SEGMENT_CHANGED', writer, segment.number);
    }
    at = { sequence: segment.last_sequence, hash: segment.closing_hash ?? at.hash };
  });

  const held = database.prepare('SELECT count(*) AS records FROM record WHERE writer = ?').get(writer)?.records;
  if (held !== records) findings.add('RECORD_UNEXPECTED', writer);
  return { records, segments: segments.length, lookups };

  function walk(segment: Segment, nextFirst: number | undefined): void {
    let wasMoved = false;
    const last = segment.last_sequence ?? (nextFirst === undefined ? Number.MAX_SAFE_INTEGER : nextFirst - 1);
    for (const row of readRecords.iterate(writer, segment.first_sequence, last)) {
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
        checkKey(body);
        for (const hash of body.format === 1 ? lookupsOf(body) : []) {
          lookups += 1;
          if (hasLookup.get(hash, writer, record.sequence) === undefined) {
            findings.add('INDEX_CHANGED', writer, record.sequence);
          }
        }
      }
      at = { sequence: record.sequence, hash: record.hash };
      records += 1;
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

function checkPurge(
  { database, store }: OpenDatabase,
  segment: Segment,
  keys: readonly VerificationKey[],
  findings: Findings,
): { readonly sequence: number; readonly hash: string } {
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
  const left = database
    .prepare('SELECT 1 FROM record WHERE writer = ? AND sequence >= ? AND sequence <= ? LIMIT 1')
    .get(writer, segment.first_sequence, segment.last_sequence ?? segment.first_sequence);
  if (left !== undefined) findings.add('SEGMENT_CHANGED', writer, number);
  return {
    sequence: segment.last_sequence ?? segment.first_sequence - 1,
    hash: segment.closing_hash ?? segment.opening_hash,
  };
}

// Each key once: a segment has few, its records many.
function dataKeyCheck(database: DatabaseSync, findings: Findings): (body: RecordBody) => void {
  const readKey = database.prepare('SELECT wrapped FROM data_key WHERE id = ?');
  const sound = new Map<string, boolean>();
  return (body) => {
    let isSound = sound.get(body.dataKey);
    if (isSound === undefined) {
      const wrapped = readKey.get(body.dataKey)?.wrapped;
      isSound = typeof wrapped === 'string' && sha256(wrapped) === body.dataKey;
      sound.set(body.dataKey, isSound);
    }
    if (!isSound) findings.add('DATA_KEY_CHANGED', body.writer, body.sequence);
  };
}
