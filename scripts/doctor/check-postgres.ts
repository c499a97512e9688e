import type { Config } from '../../src/config/load-config.ts';
import { postgresOf } from '../../src/join-postgres.ts';
import { describePostgresFault } from '../../src/ledger/postgres-fault.ts';
import { hasPostgresSchema, readStoreId } from '../../src/ledger/postgres-schema.ts';
import { openPostgres, type PostgresQuery, type PostgresSettings } from '../../src/postgres/open-postgres.ts';
import { PostgresError, type PostgresErrorCode } from '../../src/postgres/postgres-error.ts';
import { advice, type Finding, mend, notChecked, ok } from './finding.ts';

const what = 'postgresql';
/** The oldest whose makers still mend it. */
const oldestVersion = 140_000;

/** The PostgreSQL of ledger and control state: whether it lets the gateway in, keeps what it confirms, has the tables. */
export async function checkPostgres(config: Config): Promise<readonly Finding[]> {
  let settings: PostgresSettings | null;
  try {
    settings = postgresOf(config);
  } catch (error) {
    // Names a file and what is wrong with it.
    return [mend(what, error instanceof Error ? error.message : 'a file cannot be read', 'Correct the file.')];
  }
  if (settings === null) return [];
  const { schema } = settings;
  const postgres = openPostgres(settings, { connections: 1, application: 'childview-doctor' });
  try {
    const facts = await factsOf(postgres.query);
    return [
      ok(what, `version ${String(facts['version'])}`),
      ...checkServer(facts),
      ...(await postgres.transaction('SNAPSHOT', (query) => checkSchema(query, schema))),
      notChecked(`${what}: room`, 'how much its disk has free cannot be asked', 'Watch it there.'),
    ];
  } catch (error) {
    const fault = error instanceof PostgresError ? error : new PostgresError('FAILED');
    return [mend(what, fault.message, describePostgresFault(fault) ?? fixes[fault.code])];
  } finally {
    await postgres.close();
  }
}

const fixes: Readonly<Record<PostgresErrorCode, string>> = {
  UNREACHABLE: 'Check `ledger.postgresql.url`, the network, and that the server runs and has connections left.',
  REFUSED: 'Check user, password and certificates, and pg_hba.conf.',
  TIMED_OUT: 'Look at the load of the server.',
  CONFLICT: 'Ask again.',
  FULL: 'Make room, or allow more connections.',
  READ_ONLY: 'Give the address of the primary.',
  DENIED: 'Make the role the owner of its schema (docs/operations/postgresql.md).',
  SCHEMA: 'Run `npm run -s ledger -- verify --config FILE`.',
  FAILED: 'Look into the log of the server.',
};

async function factsOf(query: PostgresQuery): Promise<Readonly<Record<string, unknown>>> {
  const { rows } = await query(
    `SELECT current_setting('server_version') AS version, CAST(current_setting('server_version_num') AS integer) AS number,
       current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on' AS durable,
       current_setting('synchronous_commit') AS flushed, current_setting('synchronous_standby_names') <> '' AS doubled,
       pg_is_in_recovery() AS standby, (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()) AS encrypted,
       (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS almighty`,
  );
  return rows[0] ?? {};
}

function checkServer(facts: Readonly<Record<string, unknown>>): readonly Finding[] {
  const findings: Finding[] = [];
  if (Number(facts['number']) < oldestVersion)
    findings.push(mend(`${what}: version`, 'no longer supported by its makers', 'Take 14 or later.'));
  if (facts['standby'] === true) findings.push(mend(`${what}: primary`, 'this is a standby', fixes.READ_ONLY));
  findings.push(
    facts['durable'] === true && facts['flushed'] === 'on'
      ? ok(`${what}: durable`)
      : mend(`${what}: durable`, 'a crash would lose records', 'Set fsync and full_page_writes to on.'),
  );
  if (facts['doubled'] !== true) {
    const fix = 'Set synchronous_standby_names, or know that what it confirmed is lost with its disk.';
    findings.push(advice(`${what}: standby`, 'no second server has what this one confirms', fix));
  }
  if (facts['encrypted'] !== true)
    findings.push(advice(`${what}: TLS`, 'the connection is not encrypted', 'Give `ledger.postgresql.tls`.'));
  if (facts['almighty'] === true) {
    const fix = 'Give the gateway a role of its own that owns its schema and nothing else.';
    findings.push(advice(`${what}: role`, 'the role may do anything on this server', fix));
  }
  return findings;
}

async function checkSchema(query: PostgresQuery, schema: string): Promise<readonly Finding[]> {
  const name = `${what}: schema`;
  const { rows } = await query(
    `SELECT to_regnamespace($1) IS NOT NULL AS there, has_database_privilege(current_database(), 'CREATE') AS may_make,
       coalesce((SELECT has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname = $1), false) AS may_fill`,
    [schema],
  );
  const { there, may_make: mayMake, may_fill: mayFill } = rows[0] ?? {};
  const grant = 'Make it: CREATE SCHEMA ... AUTHORIZATION the role.';
  if (there !== true)
    return [mayMake === true ? ok(name, 'not there yet; the gateway makes it') : mend(name, 'is missing', grant)];
  if ((await readStoreId(query, schema)) === null)
    return [mayFill === true ? ok(name, 'empty; the gateway fills it') : mend(name, 'may not be filled', grant)];
  if (!(await hasPostgresSchema(query, schema)))
    return [mend(name, 'has other tables than it was made with', fixes.SCHEMA)];
  const held = await query(
    `SELECT bool_and(pg_has_role(relowner, 'USAGE')) AS may FROM pg_class
     WHERE relnamespace = to_regnamespace($1) AND relkind = 'r'`,
    [schema],
  );
  return [held.rows[0]?.['may'] === true ? ok(name, schema) : mend(name, 'belongs to another role', fixes.DENIED)];
}
