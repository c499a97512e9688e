import { readLastCheckpoint } from './chain-position.ts';
import { appendStatements, readLastStatements } from './checkpoint-file.ts';
import { LedgerError } from './ledger-error.ts';
import { type LedgerSteps, rowsOf, type StoreFacts } from './ledger-steps.ts';
import { type Checkpoint, readStatement, type VerificationKey } from './statement.ts';

/** Takes stored checkpoints out of the store, in order, each until it has arrived. */
export type CheckpointEmitter = {
  add(checkpoint: Checkpoint): void;
  /** Appends what is left to the checkpoints file; throws CHECKPOINT_NOT_WRITTEN and keeps it otherwise. */
  emit(): void;
  /** Why the last attempt failed; null when nothing is left. */
  fault(): LedgerError | null;
};

/** Makes an emitter that starts with what an earlier process stored and did not emit. */
export function createCheckpointEmitter(
  file: string,
  left: readonly Checkpoint[],
  onCheckpoint: (checkpoint: Checkpoint) => void,
): CheckpointEmitter {
  let unemitted = left;
  let fault: LedgerError | null = null;
  return {
    add(checkpoint) {
      unemitted = [...unemitted, checkpoint];
    },
    emit() {
      if (unemitted.length === 0) return;
      try {
        appendStatements(
          file,
          unemitted.map(({ text }) => text),
        );
      } catch (cause) {
        fault = new LedgerError('CHECKPOINT_NOT_WRITTEN', { cause });
        throw fault;
      }
      const sent = unemitted;
      unemitted = [];
      fault = null;
      for (const checkpoint of sent) onCheckpoint(checkpoint);
    },
    fault: () => fault,
  };
}

/** The last lines of the checkpoints file, oldest first; a file that cannot be read is an error, a missing one is empty. */
export function readEmitted(file: string): readonly string[] {
  try {
    return readLastStatements(file);
  } catch (cause) {
    throw new LedgerError('CHECKPOINT_NOT_WRITTEN', { cause });
  }
}

/**
 * The stored checkpoints of a writer that are not among the emitted lines: its process ended in
 * between. Where the file holds none of this writer's (it was moved aside) the last one is enough,
 * since it covers all before it.
 */
export function* leftUnemitted(
  { store }: StoreFacts,
  writer: string,
  emitted: readonly string[],
  key: VerificationKey,
): LedgerSteps<readonly Checkpoint[]> {
  const ours = emitted
    .flatMap((line) => checkpointOf(line, key))
    .filter(({ statement }) => statement.writer === writer && statement.store === store)
    .map(({ statement }) => statement.number);
  const lastStored = (yield* readLastCheckpoint(writer))?.number ?? 0;
  const rows = yield* rowsOf(
    'SELECT statement FROM checkpoint WHERE writer = $1 AND number > $2 ORDER BY number',
    writer,
    ours.length === 0 ? lastStored - 1 : Math.max(...ours),
  );
  return rows.flatMap((row) => checkpointOf(String(row['statement']), key));
}

function checkpointOf(text: string, key: VerificationKey): readonly Checkpoint[] {
  const read = readStatement(text, [key]);
  return read.kind === 'VALID' && read.statement.kind === 'CHECKPOINT' ? [{ statement: read.statement, text }] : [];
}
