import type { Config } from './config/load-config.ts';
import { loadSecret } from './config/load-secret.ts';
import { loadTls } from './config/load-tls.ts';
import type { PostgresSettings } from './postgres/open-postgres.ts';

/** How the PostgreSQL of ledger and control state is spoken to, with its secrets read; null: there is none. */
export function postgresOf({ ledger: { postgresql } }: Pick<Config, 'ledger'>): PostgresSettings | null {
  if (postgresql === null) return null;
  const { url, username, passwordFile, tls, schema, statementTimeoutMs } = postgresql;
  return {
    url,
    username,
    password: passwordFile === undefined ? null : loadSecret(passwordFile),
    tls: loadTls(tls, 'ledger.postgresql.tls'),
    schema,
    statementTimeoutMs,
  };
}
