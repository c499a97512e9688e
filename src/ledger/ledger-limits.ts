/** Bounds of the ledger; what is over a bound is rejected, never dropped silently. */
export type LedgerLimits = {
  /** Records that may wait for the writer. */
  readonly queueRecords: number;
  /** Bytes of all waiting records together: bounds the memory of the queue. */
  readonly queueBytes: number;
  /** An append that is not durable by then is rejected; the record may still be written. */
  readonly appendTimeoutMs: number;
  /** Records in one commit at most. */
  readonly groupRecords: number;
  /** Bytes in one commit at most, but for a single record that is larger. */
  readonly groupBytes: number;
  /** Load is where records come more often than so many milliseconds apart ... */
  readonly busyMs: number;
  /** ... and then a record waits so long for others, so that one commit serves them all. */
  readonly gatherMs: number;
  /** A record that may wait is written with the next that may not, or after so long. */
  readonly laterMs: number;
  /** Records, and hashes of records, whose entries in the index are written at once; readers look through as many. */
  readonly runRecords: number;
  readonly runHashes: number;
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
  queueBytes: 64 * 1024 * 1024,
  appendTimeoutMs: 5_000,
  groupRecords: 500,
  groupBytes: 8 * 1024 * 1024,
  busyMs: 4,
  gatherMs: 8,
  laterMs: 10,
  runRecords: 4_096,
  runHashes: 65_536,
  checkpointRecords: 1_000,
  checkpointMs: 60_000,
  busyTimeoutMs: 2_000,
  maxStoreBytes: null,
};
