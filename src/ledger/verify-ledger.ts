import { statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createFindings, type Finding } from './findings.ts';
import { hasStoreSchema } from './store-schema.ts';
import { type OpenDatabase, openForReading } from './open-database.ts';
import type { VerificationKey } from './statement.ts';
import { verifyChain } from './verify-chain.ts';
import { hasStrayPages, verifyRuns } from './verify-runs.ts';
import { checkHeads, type ReadCheckpoints, verifyEmitted, verifyStored } from './verify-checkpoints.ts';

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
export async function verifyLedger(options: {
  readonly directory: string;
  readonly checkpointsFile: string;
  readonly verificationKeys: readonly VerificationKey[];
}): Promise<VerificationReport> {
  const { directory, checkpointsFile, verificationKeys: keys } = options;
  // The file first: what is in it was in the store before.
  const bytes = sizeOf(checkpointsFile);
  const open = openForReading(directory, { checkSchema: false });
  try {
    open.database.exec('BEGIN');
    const findings = createFindings(100);
    if (!hasStoreSchema(open.database)) findings.add('SCHEMA_CHANGED');

    const heads = checkHeads(open, findings);
    const stored = verifyStored(open, keys, heads, findings);
    const emitted = await verifyEmitted(open, checkpointsFile, bytes, keys, heads, findings);
    let segments = 0;
    let records = 0;
    let lookups = 0;
    const writers = writersOf(open);
    for (const writer of writers) {
      const walked = verifyChain(open, writer, keys, findings);
      segments += walked.segments;
      records += walked.records;
      lookups += walked.lookups;
      if (open.format === 2) verifyRuns(open, writer, findings);
    }
    // All expected entries were found one by one; more of them would be entries of no record.
    const held = open.database.prepare('SELECT count(*) AS lookups FROM lookup').get()?.lookups;
    if (Number(held) > lookups) findings.add('INDEX_CHANGED');
    if (open.format === 2 && hasStrayPages(open)) findings.add('INDEX_CHANGED');
    heads.report();

    let last = emitted.last;
    if (!holdsAll(last, stored)) {
      await pause(emissionMs);
      const scratch = createFindings(0);
      last = (await verifyEmitted(open, checkpointsFile, sizeOf(checkpointsFile), keys, heads, scratch)).last;
    }
    for (const [writer, number] of stored) {
      if ((last.get(writer) ?? 0) < number) findings.add('CHECKPOINT_MISSING', writer, number);
    }
    return {
      writers: writers.length,
      segments,
      records,
      checkpoints: emitted.checkpoints,
      unreadableLines: emitted.unreadable,
      findings: findings.kept,
      total: findings.total,
    };
  } finally {
    open.database.close();
  }
}

function holdsAll(last: ReadCheckpoints['last'], stored: ReadonlyMap<string, number>): boolean {
  return [...stored].every(([writer, number]) => (last.get(writer) ?? 0) >= number);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function writersOf({ database }: OpenDatabase): readonly string[] {
  return database
    .prepare('SELECT writer FROM segment UNION SELECT writer FROM record UNION SELECT writer FROM checkpoint')
    .all()
    .map(({ writer }) => String(writer));
}
