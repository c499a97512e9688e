import type { LedgerErrorCode } from './ledger-error.ts';
import type { StoreOptions, WaitingEntry } from './ledger-store.ts';
import type { Checkpoint } from './statement.ts';

/** What the writer thread is started with. */
export type WriterSetup = StoreOptions & {
  /** Milliseconds since the epoch; the thread has no clock of its own. */
  readonly openedAt: number;
};

/** What the writer thread is told. */
export type WriterOrder =
  | ({ readonly kind: 'APPEND' } & WaitingEntry)
  | { readonly kind: 'CHECKPOINT'; readonly at: number }
  | { readonly kind: 'CLOSE'; readonly at: number };

/** What the writer thread reports. Errors travel as codes: their causes may quote paths. */
export type WriterReport =
  | { readonly kind: 'READY' }
  | { readonly kind: 'REFUSED'; readonly code: LedgerErrorCode }
  | {
      readonly kind: 'COMMITTED';
      readonly durable: readonly number[];
      readonly invalid: readonly number[];
      readonly unsigned: number;
      /** Why checkpoints cannot be emitted just now. */
      readonly fault: LedgerErrorCode | null;
    }
  | {
      readonly kind: 'FAILED';
      readonly ids: readonly number[];
      readonly code: LedgerErrorCode;
      /** The writer cannot go on: the store is not what it was. */
      readonly isFinal: boolean;
    }
  | { readonly kind: 'CHECKPOINT'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'CLOSED'; readonly code: LedgerErrorCode | null };
