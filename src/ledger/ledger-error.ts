const messages = {
  LEDGER_CLOSED: 'The ledger is closed.',
  QUEUE_FULL: 'The ledger has too many records waiting; ask again later.',
  TIMEOUT: 'The ledger did not confirm the record in time.',
  WORKER_DIED: 'The thread that writes the ledger ended unexpectedly.',
  ENTRY_INVALID: 'The record cannot be written: it holds something other than plain text, whole numbers and lists.',
  STORE_FULL: 'The ledger cannot grow: free disk space, or raise its size limit.',
  STORE_BUSY: 'The ledger is locked by another process for too long.',
  STORE_NOT_WRITABLE:
    'The ledger cannot be opened or written: check that its directory exists and is writable, or that PostgreSQL lets the role in and takes changes.',
  STORE_UNREACHABLE: 'The PostgreSQL that holds the ledger cannot be reached; it is tried again.',
  STORE_NOT_DURABLE:
    'The PostgreSQL that is to hold the ledger would lose records in a crash: set fsync and full_page_writes to on.',
  STORE_MISSING:
    'The ledger file is missing while signed checkpoints of it exist: restore it, or move the checkpoints file aside to start anew.',
  STORE_NOT_FOUND: 'There is no ledger here.',
  STORE_REPLACED: 'The ledger file was removed or replaced while it was in use: restore it and start again.',
  STORE_DAMAGED: 'The ledger file is damaged or its tables were changed: run `npm run ledger -- verify`.',
  STORE_ROLLED_BACK: 'The ledger is older than its signed checkpoints: run `npm run ledger -- verify`.',
  CHAIN_BROKEN: 'The end of this writer’s chain does not verify: run `npm run ledger -- verify`.',
  CHECKPOINT_NOT_WRITTEN: 'A signed checkpoint cannot be written: check that ledger.checkpointsFile is writable.',
  WRITER_IN_USE: 'Another process writes with this writer id: give each instance its own ledger.writerId.',
  WRITER_ID_INVALID: 'ledger.writerId must be 1 to 64 letters, digits, dots, dashes or underscores.',
  MONTH_INVALID: 'The month must be written YYYY-MM and may not lie in the future.',
  KEY_NOT_CONFIGURED: 'A key of the ledger is not configured.',
  KEY_INVALID: 'A key file of the ledger cannot be read as a key of its kind.',
  KEY_EXPOSED: 'A key file of the ledger can be read by others: set its mode to 0600.',
} as const;

/** Every reason for which the ledger refuses to open, to write or to read. */
export type LedgerErrorCode = keyof typeof messages;

/**
 * A failure of the ledger. `message` is fixed text, extended at most by the name of a setting, a directory or
 * a key file, and a code of PostgreSQL or TLS; never a value of a record. `cause` may hold the system's error.
 */
export class LedgerError extends Error {
  readonly code: LedgerErrorCode;
  /** What the message says more than its code does: texts of ours only. */
  readonly detail: string | undefined;

  constructor(code: LedgerErrorCode, options: { readonly detail?: string; readonly cause?: unknown } = {}) {
    const message = options.detail === undefined ? messages[code] : `${messages[code]} ${options.detail}`;
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'LedgerError';
    this.code = code;
    this.detail = options.detail;
  }
}
