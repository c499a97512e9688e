import { statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createFindings, type Finding, type Findings } from './findings.ts';
import { type LedgerSteps, rowOf, rowsOf, type StoreFacts } from './ledger-steps.ts';
import { type LedgerSource, readStore, type StoreReader } from './open-store.ts';
import type { VerificationKey } from './statement.ts';
import { verifyChain } from './verify-chain.ts';
import { hasStrayPages, verifyRuns } from './verify-runs.ts';
import { checkHeads, type HeadCheck, type ReadCheckpoints, verifyEmitted, verifyStored } from './verify-checkpoints.ts';

/** What verifying found. The trail is proved when `total` is 0. */
export type VerificationReport = {
  readonly writers: number;
  readonly segments: number;
  readonly records: number;
  /** Checkpoints read from the checkpoints file. */
  readonly checkpoints: number;
  /** Lines of the checkpoints file that say nothing, as a crash in the middle of a write leaves one. */
  readonly unreadableLines: number;
  /** At most 100, in the order in which they were found. */
  readonly findings: readonly Finding[];
  readonly total: number;
};

/** How long a checkpoint may be in the store and not yet in the file while a gateway runs. */
const emissionMs = 500;

/**
 * Proves the whole ledger, or finds what was changed: every chain from its first record, every
 * segment, index entry and data key, and every signed checkpoint, in the store and in the
 * checkpoints file. Reads one moment of the store and works while a gateway writes.
 *
 * What no checkpoint had covered when it was cut off cannot be missed: at most the last
 * `checkpointRecords` records or `checkpointMs` of a gateway that was killed. And whoever cuts the
 * checkpoints file and the store alike is found only by a copy of the file kept elsewhere.
 *
 * @throws LedgerError when there is no ledger, or it cannot be read at all.
 */
export async function verifyLedger(
  options: LedgerSource & {
    /** Those of all machines that write to the store, in the order in which they were kept. */
    readonly checkpointsFile: string | readonly string[];
    readonly verificationKeys: readonly VerificationKey[];
  },
): Promise<VerificationReport> {
  const { verificationKeys: keys } = options;
  const files = typeof options.checkpointsFile === 'string' ? [options.checkpointsFile] : options.checkpointsFile;
  // The files first: what is in them was in the store before.
  const read = files.map((file) => ({ file, bytes: sizeOf(file) }));
  return readStore(options, async (open) => {
    const findings = createFindings(100);
    if (!(await open.hasSchema())) findings.add('SCHEMA_CHANGED');

    const heads = checkHeads(open, findings);
    const stored = await open.take(verifyStored(open, keys, heads, findings));
    const emitted = await verifyFiles(open, read, keys, heads, findings);
    const walked = await open.take(verifyChains(open, keys, findings));
    await open.take(heads.report());

    let { last } = emitted;
    if (!holdsAll(last, stored)) {
      await pause(emissionMs);
      const now = files.map((file) => ({ file, bytes: sizeOf(file) }));
      ({ last } = await verifyFiles(open, now, keys, heads, createFindings(0)));
    }
    for (const [writer, number] of stored) {
      if ((last.get(writer) ?? 0) < number) findings.add('CHECKPOINT_MISSING', writer, number);
    }
    return {
      ...walked,
      checkpoints: emitted.checkpoints,
      unreadableLines: emitted.unreadable,
      findings: findings.kept,
      total: findings.total,
    };
  });
}

function* verifyChains(
  open: StoreFacts,
  keys: readonly VerificationKey[],
  findings: Findings,
): LedgerSteps<Pick<VerificationReport, 'writers' | 'segments' | 'records'>> {
  let segments = 0;
  let records = 0;
  let lookups = 0;
  const writers = yield* writersOf();
  for (const writer of writers) {
    const walked = yield* verifyChain(open, writer, keys, findings);
    segments += walked.segments;
    records += walked.records;
    lookups += walked.lookups;
    if (open.format === 2) yield* verifyRuns(writer, findings);
  }
  // All expected entries were found one by one; more of them would be entries of no record.
  const held = yield* rowOf('SELECT count(*) AS lookups FROM lookup');
  if (Number(held?.['lookups']) > lookups) findings.add('INDEX_CHANGED');
  if (open.format === 2 && (yield* hasStrayPages())) findings.add('INDEX_CHANGED');
  return { writers: writers.length, segments, records };
}

type ReadFile = { readonly file: string; readonly bytes: number };

/** A writer's lines are in the files of its own machine, so that these can be read one after the other. */
async function verifyFiles(
  open: StoreReader,
  files: readonly ReadFile[],
  keys: readonly VerificationKey[],
  heads: HeadCheck,
  findings: Findings,
): Promise<ReadCheckpoints> {
  const last = new Map<string, number>();
  let checkpoints = 0;
  let unreadable = 0;
  for (const { file, bytes } of files) {
    const emitted = await verifyEmitted(open, file, bytes, keys, heads, findings);
    checkpoints += emitted.checkpoints;
    unreadable += emitted.unreadable;
    for (const [writer, number] of emitted.last) last.set(writer, Math.max(number, last.get(writer) ?? 0));
  }
  return { checkpoints, unreadable, last };
}

function holdsAll(last: ReadCheckpoints['last'], stored: ReadonlyMap<string, number>): boolean {
  return [...stored].every(([writer, number]) => (last.get(writer) ?? 0) >= number);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function* writersOf(): LedgerSteps<readonly string[]> {
  const rows = yield* rowsOf(
    'SELECT writer FROM segment UNION SELECT writer FROM record UNION SELECT writer FROM checkpoint ORDER BY writer',
  );
  return rows.map(({ writer }) => String(writer));
}
