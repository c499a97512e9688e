import type { PostgresError } from '../postgres/postgres-error.ts';

/**
 * What keeps the ledger out of PostgreSQL, with the key of the configuration to look at: fixed texts and codes, nothing
 * that the server or the driver wrote. Undefined: nothing that the configuration could be the cause of.
 */
export function describePostgresFault({ code, sqlState, refusal }: PostgresError): string | undefined {
  if (sqlState !== null) {
    const text = refusedBy[sqlState.slice(0, 2)] ?? (code === 'DENIED' ? denied : undefined);
    return text === undefined ? undefined : `${text} (SQLSTATE ${sqlState}).`;
  }
  if (code !== 'REFUSED' || refusal === null) return undefined;
  return (
    refusals[refusal] ??
    `TLS fails: check \`ledger.postgresql.tls\`, and whose certificate the server has (${refusal}).`
  );
}

const denied = 'PostgreSQL denies the role a permission: see docs/operations/postgresql.md';

// Classes of appendix A of PostgreSQL's manual.
const refusedBy: Readonly<Record<string, string>> = {
  '28': 'PostgreSQL refuses the credentials: check `ledger.postgresql.username`, `passwordFile` and pg_hba.conf',
  '3D': 'PostgreSQL has no such database: check the one in `ledger.postgresql.url`, or create it',
};

const refusals: Readonly<Record<string, string>> = {
  NO_TLS: 'PostgreSQL has no TLS: set it up there, or leave out `ledger.postgresql.tls`.',
  NO_PASSWORD: 'PostgreSQL asks for a password: set `ledger.postgresql.passwordFile`.',
  SASL: 'The exchange of the password failed: check `ledger.postgresql.passwordFile`, and that the server is the right one.',
};
