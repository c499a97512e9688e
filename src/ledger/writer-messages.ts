import type { PostgresSettings } from '../postgres/open-postgres.ts';
import type { EntryBatch } from './entry-batch.ts';
import type { LedgerErrorCode } from './ledger-error.ts';
import type { SqliteStoreOptions } from './sqlite-store.ts';
import type { Checkpoint } from './statement.ts';

/** What the writer thread is started with. */
export type WriterSetup = SqliteStoreOptions & {
  /** Where the store is, if not in the directory. */
  readonly postgres?: PostgresSettings | null | undefined;
  /** The thread is started anew: a store that cannot be reached just now is waited for. */
  readonly isRestart: boolean;
  /** Milliseconds since the epoch; the thread has no clock of its own. */
  readonly openedAt: number;
};

/** What the writer thread is told; it does one after the other. */
export type WriterOrder =
  | { readonly kind: 'APPEND'; readonly batch: EntryBatch }
  | { readonly kind: 'CHECKPOINT'; readonly at: number }
  | { readonly kind: 'CLOSE'; readonly at: number };

/** What the writer thread reports. Errors travel as codes, and texts of ours: their causes may quote paths. */
export type WriterReport =
  | { readonly kind: 'READY' }
  | { readonly kind: 'REFUSED'; readonly code: LedgerErrorCode; readonly detail?: string | undefined }
  /** The batch that was handed over first of those not yet reported is durable. */
  | {
      readonly kind: 'COMMITTED';
      readonly unsigned: number;
      /** Why checkpoints cannot be emitted just now. */
      readonly fault: LedgerErrorCode | null;
    }
  | {
      readonly kind: 'FAILED';
      /** Of a batch nothing was written; a checkpoint is tried again later. */
      readonly what: 'BATCH' | 'CHECKPOINT';
      readonly code: LedgerErrorCode;
      /** The writer cannot go on: the store is not what it was. */
      readonly isFinal: boolean;
    }
  | { readonly kind: 'CHECKPOINT'; readonly checkpoint: Checkpoint }
  /** The store cannot be had just now, and is sought; then it is had again. What was handed over is reported on its own. */
  | { readonly kind: 'LOST'; readonly code: LedgerErrorCode }
  | { readonly kind: 'HELD' }
  | { readonly kind: 'CLOSED'; readonly code: LedgerErrorCode | null };
