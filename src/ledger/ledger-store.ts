import type { EncodedEntry } from './encode-entry.ts';
import type { LedgerError } from './ledger-error.ts';
import type { LedgerKeys } from './ledger-keys.ts';
import type { LedgerLimits } from './ledger-limits.ts';

/*
 * What any kind of store must do to hold the ledger. `serve-store.ts` drives it; `chain-group.ts` makes the records of
 * a chain, `statement.ts` signs, `checkpoint-emitter.ts` takes checkpoints out: these are the same for every store.
 */

/** What a store is opened with, beside its address. */
export type StoreOptions = {
  /** Where checkpoints are emitted: best on another disk or machine than the store. */
  readonly checkpointsFile: string;
  readonly writerId: string;
  readonly keys: LedgerKeys;
  readonly limits: LedgerLimits;
};

/** An entry that waits to be written; `writtenAt`: milliseconds since the epoch. */
export type WaitingEntry = { readonly entry: EncodedEntry; readonly writtenAt: number };

/** What came of one commit; all of the group is durable. */
export type CommitOutcome = {
  /** Records that no checkpoint covers yet. */
  readonly unsigned: number;
  /** Why checkpoints cannot be emitted just now; the next commit fails with it unless that has passed. */
  readonly emissionFault: LedgerError | null;
};

/**
 * One writer's access to a store. It has taken this writer's chain, refusing a second process (WRITER_IN_USE), has
 * verified the end that it continues (CHAIN_BROKEN, STORE_ROLLED_BACK) and signed an opening checkpoint. Its methods
 * are never called while another is under way. Each throws, or rejects with, a LedgerError.
 */
export type LedgerStore = {
  /**
   * Writes a group: all of it is durable and found by its hashes from then on, or nothing of it was written. Refuses
   * for good where the chain is not what this writer left (CHAIN_BROKEN), or the store another (STORE_REPLACED).
   */
  commit(group: readonly WaitingEntry[]): CommitOutcome | Promise<CommitOutcome>;
  /** Signs, stores and emits the heads of all chains. `at`: milliseconds since the epoch. */
  checkpoint(at: number): void | Promise<void>;
  /** Writes the final checkpoint and lets go of the chain, also when it fails. */
  close(at: number): void | Promise<void>;
};
