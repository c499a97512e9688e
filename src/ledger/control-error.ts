import { PostgresError } from '../postgres/postgres-error.ts';

const messages = {
  CONTROL_MISSING:
    'The control state (control.sqlite) is missing while the ledger has records of changes to it: restore it beside the ledger.',
  CONTROL_IN_FILE:
    'The control state is configured in PostgreSQL and is not there, while a file (control.sqlite) has one: what is suspended there would be forgotten.',
  CONTROL_REPLACED: 'The control state was removed or replaced while it was in use: restore it and start again.',
  CONTROL_DAMAGED: 'The control state is damaged or its tables were changed: restore it.',
  CONTROL_BUSY: 'The control state is locked by another process for too long.',
  CONTROL_NOT_USABLE:
    'The control state cannot be opened, read or written: check its directory and disk, or PostgreSQL.',
  CONTROL_TIMEOUT: 'The control state did not answer in time.',
  CONTROL_CLOSED: 'The control state is closed.',
} as const;

/** Every reason for which the control state cannot be relied on. */
export type ControlErrorCode = keyof typeof messages;

/** A failure of the control state: fixed text, never a value of it. While it lasts nothing may be released. */
export class ControlError extends Error {
  readonly code: ControlErrorCode;

  constructor(code: ControlErrorCode, options: { readonly cause?: unknown } = {}) {
    super(messages[code], options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ControlError';
    this.code = code;
  }
}

/** The control state's word for an error of the database or the file system. */
export function asControlError(error: unknown): ControlError {
  if (error instanceof ControlError) return error;
  if (error instanceof PostgresError) return ofPostgres(error);
  // Result codes of SQLite, their low byte.
  const code = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;
  switch (code & 0xff) {
    case 5:
    case 6:
      return new ControlError('CONTROL_BUSY', { cause: error });
    case 1:
    case 11:
    case 26:
      return new ControlError('CONTROL_DAMAGED', { cause: error });
    default:
      return new ControlError('CONTROL_NOT_USABLE', { cause: error });
  }
}

function ofPostgres(error: PostgresError): ControlError {
  switch (error.code) {
    case 'CONFLICT':
      return new ControlError('CONTROL_BUSY', { cause: error });
    case 'TIMED_OUT':
      // 55P03: a lock was not given in time, by a server that answers.
      return new ControlError(error.sqlState === '55P03' ? 'CONTROL_BUSY' : 'CONTROL_TIMEOUT', { cause: error });
    case 'SCHEMA':
      return new ControlError('CONTROL_DAMAGED', { cause: error });
    default:
      return new ControlError('CONTROL_NOT_USABLE', { cause: error });
  }
}
