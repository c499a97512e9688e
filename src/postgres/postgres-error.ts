const messages = {
  UNREACHABLE: 'PostgreSQL cannot be reached, or the connection was lost.',
  REFUSED: 'PostgreSQL refuses the connection: check user, password, database and certificates.',
  TIMED_OUT: 'PostgreSQL did not answer in time.',
  CONFLICT: 'Another transaction was in the way; nothing was written.',
  FULL: 'PostgreSQL has no room left.',
  READ_ONLY: 'PostgreSQL takes no changes: this server is a standby, or was set to read only.',
  DENIED: 'The role lacks a permission in PostgreSQL.',
  SCHEMA: 'Tables in PostgreSQL are missing or not as expected.',
  FAILED: 'PostgreSQL refused a statement.',
} as const;

/** What can go wrong with PostgreSQL, in few words that stay. */
export type PostgresErrorCode = keyof typeof messages;

/**
 * A failure of PostgreSQL. `message` is fixed text: the server's own may quote rows, and the driver's
 * addresses; neither is kept.
 */
export class PostgresError extends Error {
  readonly code: PostgresErrorCode;
  /** The server's five characters; null where it did not answer. */
  readonly sqlState: string | null;
  /** The connection was lost while a commit was under way: it may or may not have happened. */
  readonly isOutcomeUnknown: boolean;
  /** Why no connection came about, where the server did not say it: a code of TLS, or ours. */
  readonly refusal: string | null;

  constructor(
    code: PostgresErrorCode,
    sqlState: string | null = null,
    isOutcomeUnknown = false,
    refusal: string | null = null,
  ) {
    super(sqlState === null ? messages[code] : `${messages[code]} (SQLSTATE ${sqlState})`);
    this.name = 'PostgresError';
    this.code = code;
    this.sqlState = sqlState;
    this.isOutcomeUnknown = isOutcomeUnknown;
    this.refusal = refusal;
  }
}

/** Our word for what the driver threw. */
export function asPostgresError(error: unknown): PostgresError {
  if (error instanceof PostgresError) return error;
  const sqlState = sqlStateOf(error);
  if (sqlState !== null) return new PostgresError(codeOf(sqlState), sqlState);
  const refusal = refusalOf(error);
  return new PostgresError(refusal === null ? 'UNREACHABLE' : 'REFUSED', null, false, refusal);
}

/** Whether the connection is gone after this error, so that nobody will hear what came of the statement. */
export function endsConnection({ code, sqlState }: PostgresError): boolean {
  return (sqlState === null && code !== 'CONFLICT') || code === 'UNREACHABLE' || sqlState === '25P03';
}

function sqlStateOf(error: unknown): string | null {
  const isOfServer = error instanceof Error && 'severity' in error && 'code' in error;
  return isOfServer && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null;
}

// Appendix A of PostgreSQL's manual.
function codeOf(sqlState: string): PostgresErrorCode {
  switch (sqlState) {
    case '53300':
    case '57P01':
    case '57P02':
    case '57P03':
    case '57P05':
      return 'UNREACHABLE';
    case '3D000':
      return 'REFUSED';
    case '57014':
    case '55P03':
    case '25P03':
      return 'TIMED_OUT';
    case '23505':
      return 'CONFLICT';
    case '25006':
      return 'READ_ONLY';
    case '42501':
      return 'DENIED';
    case '42P01':
    case '42703':
    case '42883':
    case '42P07':
    case '3F000':
      return 'SCHEMA';
    default:
      return classes[sqlState.slice(0, 2)] ?? 'FAILED';
  }
}

const classes: Readonly<Record<string, PostgresErrorCode>> = {
  '08': 'UNREACHABLE',
  '28': 'REFUSED',
  '40': 'CONFLICT',
  '53': 'FULL',
};

// Of TLS and of the exchange of passwords: trying again changes nothing. Null: none.
function refusalOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^(?:ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH)[A-Z0-9_]*$/.test(code))
    return code;
  if (/does not support SSL/.test(error.message)) return 'NO_TLS';
  if (/^SASL: .*client password must be/.test(error.message)) return 'NO_PASSWORD';
  return error.message.startsWith('SASL: ') ? 'SASL' : null;
}
