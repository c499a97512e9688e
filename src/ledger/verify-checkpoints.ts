import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type ChainHead, genesisHash, sha256 } from './chain.ts';
import type { Findings } from './findings.ts';
import type { OpenDatabase } from './open-database.ts';
import { type CheckpointStatement, readStatement, type VerificationKey } from './statement.ts';

/** What was read of a checkpoints file. */
export type ReadCheckpoints = {
  readonly checkpoints: number;
  /** Lines that are no statement, as a crash leaves one; what they stood for is missed by its number. */
  readonly unreadable: number;
  /** The highest number of each writer. */
  readonly last: ReadonlyMap<string, number>;
};

/** Checks signed heads against the chains of a store, and gathers what they miss. */
export type HeadCheck = {
  check(checkpoint: CheckpointStatement): void;
  /** Adds the findings: of a cut chain only its highest signed number. */
  report(): void;
};

/**
 * Reads the first `bytes` of a checkpoints file: signatures, numbers, and every signed head against
 * the store. The file may begin late (it was moved aside: later checkpoints cover what earlier ones
 * did) but has no gaps.
 */
export async function verifyEmitted(
  open: OpenDatabase,
  file: string,
  bytes: number,
  keys: readonly VerificationKey[],
  heads: HeadCheck,
  findings: Findings,
): Promise<ReadCheckpoints> {
  const readStored = open.database.prepare('SELECT statement FROM checkpoint WHERE writer = ? AND number = ?');
  const readPurge = open.database.prepare('SELECT purge FROM segment WHERE writer = ? AND number = ?');
  const last = new Map<string, { readonly number: number; readonly text: string }>();
  let checkpoints = 0;
  let unreadable = 0;
  if (bytes > 0) {
    for await (const text of linesOf(file, bytes)) {
      const read = readStatement(text, keys);
      if (read.kind === 'UNREADABLE') {
        unreadable += 1;
        continue;
      }
      if (read.kind === 'FORGED') {
        findings.add('CHECKPOINT_FORGED');
        continue;
      }
      const { statement } = read;
      if (statement.store !== open.store) {
        findings.add('STORE_REPLACED');
        continue;
      }
      if (statement.kind === 'PURGE') {
        if (readPurge.get(statement.writer, statement.segment)?.purge !== text) {
          findings.add('SEGMENT_CHANGED', statement.writer, statement.segment);
        }
        continue;
      }
      checkpoints += 1;
      const { writer, number } = statement;
      const stored = readStored.get(writer, number)?.statement;
      if (stored === undefined) findings.add('CHECKPOINT_MISSING', writer, number);
      else if (stored !== text) findings.add('CHECKPOINT_FORKED', writer, number);
      followOn(statement, text, last.get(writer), findings);
      const before = last.get(writer);
      if (before === undefined || number >= before.number) last.set(writer, { number, text });
      heads.check(statement);
    }
  }
  return { checkpoints, unreadable, last: new Map([...last].map(([writer, { number }]) => [writer, number])) };
}

/** Checks the checkpoints kept in the store itself: numbers from 1 without gaps, each naming the one before. */
export function verifyStored(
  { database, store }: OpenDatabase,
  keys: readonly VerificationKey[],
  heads: HeadCheck,
  findings: Findings,
): ReadonlyMap<string, number> {
  const last = new Map<string, { readonly number: number; readonly text: string }>();
  for (const row of database.prepare('SELECT * FROM checkpoint ORDER BY writer, number').iterate()) {
    const { writer, number, statement: text } = checkpointRow.parse(row);
    const before = last.get(writer);
    const next = (before?.number ?? 0) + 1;
    if (number > next) findings.add('CHECKPOINT_MISSING', writer, next);
    last.set(writer, { number, text });
    const read = readStatement(text, keys);
    const isOurs =
      read.kind === 'VALID' &&
      read.statement.kind === 'CHECKPOINT' &&
      read.statement.store === store &&
      read.statement.writer === writer &&
      read.statement.number === number;
    if (!isOurs) {
      findings.add('CHECKPOINT_FORGED', writer, number);
      continue;
    }
    const expected = before === undefined ? null : sha256(before.text);
    if (number === next && read.statement.previous !== expected) {
      findings.add('CHECKPOINT_FORKED', writer, number);
    }
    heads.check(read.statement);
  }
  return new Map([...last].map(([writer, { number }]) => [writer, number]));
}

/** Makes the check of signed heads for a store. */
export function checkHeads({ database, store }: OpenDatabase, findings: Findings): HeadCheck {
  const readHash = database.prepare('SELECT hash FROM record WHERE writer = ? AND sequence = ?');
  const readPurged = database.prepare(
    'SELECT last_sequence, closing_hash FROM segment WHERE writer = ? AND purge IS NOT NULL AND ? BETWEEN first_sequence AND last_sequence',
  );
  const ends = new Map<string, number>();
  const cut = new Map<string, number>();
  return {
    check(checkpoint) {
      for (const head of checkpoint.heads) checkHead(head);
    },
    report() {
      for (const [writer, sequence] of cut) {
        findings.add(endOf(writer) === 0 ? 'CHAIN_MISSING' : 'TAIL_CUT', writer, sequence);
      }
    },
  };

  function checkHead({ writer, sequence, hash }: ChainHead): void {
    if (sequence === 0) {
      if (hash !== genesisHash(store, writer)) findings.add('CHECKPOINT_CONTRADICTED', writer, sequence);
      return;
    }
    const record = readHash.get(writer, sequence);
    if (record !== undefined) {
      if (record.hash !== hash) findings.add('CHECKPOINT_CONTRADICTED', writer, sequence);
      return;
    }
    const purged = readPurged.get(writer, sequence);
    if (purged !== undefined) {
      if (purged.last_sequence === sequence && purged.closing_hash !== hash) {
        findings.add('CHECKPOINT_CONTRADICTED', writer, sequence);
      }
      return;
    }
    if (sequence > endOf(writer)) cut.set(writer, Math.max(sequence, cut.get(writer) ?? 0));
    else findings.add('RECORD_MISSING', writer, sequence);
  }

  // The last number that the store still answers for, by a record or by a purged segment.
  function endOf(writer: string): number {
    const known = ends.get(writer);
    if (known !== undefined) return known;
    const end = lastNumber(database, writer);
    ends.set(writer, end);
    return end;
  }
}

const checkpointRow = z.object({ writer: z.string(), number: z.number(), statement: z.string() });

// Emission after a crash may repeat lines; it never leaves one out.
function followOn(
  statement: CheckpointStatement,
  text: string,
  before: { readonly number: number; readonly text: string } | undefined,
  findings: Findings,
): void {
  if (before === undefined) return;
  const { writer, number } = statement;
  if (number > before.number + 1) findings.add('CHECKPOINT_MISSING', writer, before.number + 1);
  const isFork =
    (number === before.number && text !== before.text) ||
    (number === before.number + 1 && statement.previous !== sha256(before.text));
  if (isFork) findings.add('CHECKPOINT_FORKED', writer, number);
}

async function* linesOf(file: string, bytes: number): AsyncGenerator<string> {
  const stream = createReadStream(file, { encoding: 'utf8', end: bytes - 1 });
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line !== '') yield line;
  }
}

function lastNumber(database: DatabaseSync, writer: string): number {
  const record = database.prepare('SELECT max(sequence) AS last FROM record WHERE writer = ?').get(writer)?.last;
  const purged = database
    .prepare('SELECT max(last_sequence) AS last FROM segment WHERE writer = ? AND purge IS NOT NULL')
    .get(writer)?.last;
  return Math.max(Number(record ?? 0), Number(purged ?? 0));
}
