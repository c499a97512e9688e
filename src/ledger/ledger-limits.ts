/** Bounds of the ledger; what is over a bound is rejected, never dropped silently. */
export type LedgerLimits = {
  /** Records that may wait for the writer. */
  readonly queueRecords: number;
  /** Children, identifiers and outcomes in all waiting records together: bounds the memory of the queue. */
  readonly queueParts: number;
  /** An append that is not durable by then is rejected; the record may still be written. */
  readonly appendTimeoutMs: number;
  /** Records in one commit at most. */
  readonly groupRecords: number;
  /** A checkpoint is signed after so many records ... */
  readonly checkpointRecords: number;
  /** ... or so long after the first record that none covers. */
  readonly checkpointMs: number;
  /** How long to wait for another process that writes to the same store. */
  readonly busyTimeoutMs: number;
  /** Size that the store may not exceed; null: the disk's. */
  readonly maxStoreBytes: number | null;
};

/** Bounds that suit one gateway: at 1,000 records a second a queue of two seconds. */
export const defaultLedgerLimits: LedgerLimits = {
  queueRecords: 2_000,
  queueParts: 200_000,
  appendTimeoutMs: 5_000,
  groupRecords: 500,
  checkpointRecords: 1_000,
  checkpointMs: 60_000,
  busyTimeoutMs: 2_000,
  maxStoreBytes: null,
};
