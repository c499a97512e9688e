import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type ChainHead, genesisHash, sha256 } from './chain.ts';
import type { Findings } from './findings.ts';
import { type LedgerSteps, rowOf, rowsOf, type StoreFacts } from './ledger-steps.ts';
import type { StoreReader } from './open-store.ts';
import { type CheckpointStatement, readStatement, type Statement, type VerificationKey } from './statement.ts';

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
  check(heads: readonly ChainHead[]): LedgerSteps<void>;
  /** Adds the findings: of a cut chain only its highest signed number. */
  report(): LedgerSteps<void>;
};

/**
 * Reads the first `bytes` of a checkpoints file: signatures, numbers, and every signed head against
 * the store. The file may begin late (it was moved aside: later checkpoints cover what earlier ones
 * did) but has no gaps.
 */
export async function verifyEmitted(
  open: StoreReader,
  file: string,
  bytes: number,
  keys: readonly VerificationKey[],
  heads: HeadCheck,
  findings: Findings,
): Promise<ReadCheckpoints> {
  const last: LastRead = new Map();
  let checkpoints = 0;
  let unreadable = 0;
  if (bytes > 0) {
    for await (const text of linesOf(file, bytes)) {
      const read = readStatement(text, keys);
      if (read.kind === 'UNREADABLE') unreadable += 1;
      else if (read.kind === 'FORGED') findings.add('CHECKPOINT_FORGED');
      else if (read.statement.store !== open.store) findings.add('STORE_REPLACED');
      else {
        if (read.statement.kind === 'CHECKPOINT') checkpoints += 1;
        await open.take(checkEmitted(read.statement, text, last, heads, findings));
      }
    }
  }
  return { checkpoints, unreadable, last: new Map([...last].map(([writer, { number }]) => [writer, number])) };
}

type LastRead = Map<string, { readonly number: number; readonly text: string }>;

function* checkEmitted(
  statement: Statement,
  text: string,
  last: LastRead,
  heads: HeadCheck,
  findings: Findings,
): LedgerSteps<void> {
  const { writer } = statement;
  if (statement.kind === 'PURGE') {
    const { segment } = statement;
    const row = yield* rowOf('SELECT purge FROM segment WHERE writer = $1 AND number = $2', writer, segment);
    if (row?.['purge'] !== text) findings.add('SEGMENT_CHANGED', writer, segment);
    return;
  }
  if (statement.kind === 'CONFIRMED') {
    yield* heads.check([statement.head]);
    return;
  }
  const { number } = statement;
  const row = yield* rowOf('SELECT statement FROM checkpoint WHERE writer = $1 AND number = $2', writer, number);
  if (row === undefined) findings.add('CHECKPOINT_MISSING', writer, number);
  else if (row['statement'] !== text) findings.add('CHECKPOINT_FORKED', writer, number);
  followOn(statement, text, last.get(writer), findings);
  const before = last.get(writer);
  if (before === undefined || number >= before.number) last.set(writer, { number, text });
  yield* heads.check(statement.heads);
}

/** Checks the checkpoints kept in the store itself: numbers from 1 without gaps, each naming the one before. */
export function* verifyStored(
  { store }: StoreFacts,
  keys: readonly VerificationKey[],
  heads: HeadCheck,
  findings: Findings,
): LedgerSteps<ReadonlyMap<string, number>> {
  const last: LastRead = new Map();
  let at = { writer: '', number: 0 };
  for (let page = yield* checkpointsAfter(at); page.length > 0; page = yield* checkpointsAfter(at)) {
    for (const { writer, number, statement: text } of page) {
      at = { writer, number };
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
      yield* heads.check(read.statement.heads);
    }
  }
  return new Map([...last].map(([writer, { number }]) => [writer, number]));
}

function* checkpointsAfter(at: {
  readonly writer: string;
  readonly number: number;
}): LedgerSteps<readonly z.infer<typeof checkpointRow>[]> {
  const rows = yield* rowsOf(
    `SELECT writer, number, statement FROM checkpoint WHERE (writer, number) > ($1, $2)
     ORDER BY writer, number LIMIT 500`,
    at.writer,
    at.number,
  );
  return rows.map((row) => checkpointRow.parse(row));
}

/** Makes the check of signed heads for a store. */
export function checkHeads({ store }: StoreFacts, findings: Findings): HeadCheck {
  const ends = new Map<string, number>();
  const cut = new Map<string, number>();
  return {
    *check(signed) {
      for (const head of signed) yield* checkHead(head);
    },
    *report() {
      for (const [writer, sequence] of cut) {
        findings.add((yield* endOf(writer)) === 0 ? 'CHAIN_MISSING' : 'TAIL_CUT', writer, sequence);
      }
    },
  };

  function* checkHead({ writer, sequence, hash }: ChainHead): LedgerSteps<void> {
    if (sequence === 0) {
      if (hash !== genesisHash(store, writer)) findings.add('CHECKPOINT_CONTRADICTED', writer, sequence);
      return;
    }
    const record = yield* rowOf('SELECT hash FROM record WHERE writer = $1 AND sequence = $2', writer, sequence);
    if (record !== undefined) {
      if (record['hash'] !== hash) findings.add('CHECKPOINT_CONTRADICTED', writer, sequence);
      return;
    }
    const purged = yield* rowOf(
      `SELECT last_sequence, closing_hash FROM segment
       WHERE writer = $1 AND purge IS NOT NULL AND $2 BETWEEN first_sequence AND last_sequence`,
      writer,
      sequence,
    );
    if (purged !== undefined) {
      if (purged['last_sequence'] === sequence && purged['closing_hash'] !== hash) {
        findings.add('CHECKPOINT_CONTRADICTED', writer, sequence);
      }
      return;
    }
    if (sequence > (yield* endOf(writer))) cut.set(writer, Math.max(sequence, cut.get(writer) ?? 0));
    else findings.add('RECORD_MISSING', writer, sequence);
  }

  // The last number that the store still answers for, by a record or by a purged segment.
  function* endOf(writer: string): LedgerSteps<number> {
    const known = ends.get(writer);
    if (known !== undefined) return known;
    const end = yield* lastNumber(writer);
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

function* lastNumber(writer: string): LedgerSteps<number> {
  const record = yield* rowOf('SELECT max(sequence) AS last FROM record WHERE writer = $1', writer);
  const purged = yield* rowOf(
    'SELECT max(last_sequence) AS last FROM segment WHERE writer = $1 AND purge IS NOT NULL',
    writer,
  );
  return Math.max(Number(record?.['last'] ?? 0), Number(purged?.['last'] ?? 0));
}
