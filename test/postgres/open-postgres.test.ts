import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describePostgresFault } from '../../src/ledger/postgres-fault.ts';
import { openPostgres, type Postgres, type PostgresSettings } from '../../src/postgres/open-postgres.ts';
import { PostgresError } from '../../src/postgres/postgres-error.ts';
import { type PostgresServer, startPostgres } from '../harness/postgres.ts';

let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

describe('a connection to PostgreSQL', () => {
  it('flushes before it confirms, whatever the default, and gives numbers and bytes as such', async () => {
    await using(server.settings('a'), async (postgres) => {
      const { rows } = await postgres.query(
        "SELECT current_setting('synchronous_commit') AS flushed, count(*) AS counted, $1::bytea AS bytes FROM unnest($2::bigint[])",
        [Uint8Array.of(0, 255), [1, 2, 3]],
      );
      expect(rows).toEqual([{ flushed: 'on', counted: 3, bytes: Buffer.from([0, 255]) }]);
    });
  });

  it('writes all of a transaction or nothing', async () => {
    await using(server.settings('public'), async (postgres) => {
      await postgres.query('CREATE TABLE one (value TEXT)');
      const failing = postgres.transaction('WRITE', async (query) => {
        await query("INSERT INTO one VALUES ('planted-value')");
        throw new TypeError('changed its mind');
      });
      await expect(failing).rejects.toThrow(TypeError);
      await postgres.transaction('WRITE', (query) => query("INSERT INTO one VALUES ('other')"));
      expect((await postgres.query('SELECT value FROM one')).rows).toEqual([{ value: 'other' }]);
      await expect(postgres.transaction('SNAPSHOT', (query) => query('DELETE FROM one'))).rejects.toMatchObject({
        code: 'READ_ONLY',
      });
    });
  });

  it('does not pass a statement that failed and was not heeded for a commit', async () => {
    await using(server.settings('public'), async (postgres) => {
      const heedless = postgres.transaction('WRITE', (query) => query('SELECT 1 / 0').catch(() => null));
      await expect(heedless).rejects.toMatchObject({ code: 'FAILED', isOutcomeUnknown: false });
    });
  });

  it('says what went wrong in its own words, never in those of the server', async () => {
    await using(server.settings('public'), async (postgres) => {
      await postgres.query('CREATE TABLE two (value TEXT PRIMARY KEY)');
      const twice = postgres.query('INSERT INTO two VALUES ($1), ($1)', ['planted-value']);
      const error = await errorOf(twice);
      expect(error).toMatchObject({ code: 'CONFLICT', sqlState: '23505' });
      expect(`${String(error)} ${JSON.stringify(error)} ${String(error.stack)}`).not.toContain('planted-value');
      expect(error.cause).toBeUndefined();
      expect(await errorOf(postgres.query('SELECT * FROM none'))).toMatchObject({ code: 'SCHEMA' });
    });
  });

  it('ends a statement that takes too long, and a wait for a server that hangs', async () => {
    await using(server.settings('public', { statementTimeoutMs: 200 }), async (postgres) => {
      expect(await errorOf(postgres.query('SELECT pg_sleep(60)'))).toMatchObject({ sqlState: '57014' });
      server.freeze();
      try {
        expect(await errorOf(postgres.query('SELECT 1'))).toMatchObject({ code: 'TIMED_OUT', sqlState: null });
      } finally {
        server.thaw();
      }
      expect((await postgres.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    });
  });

  it('survives the loss of its connections, idle or busy, and has new ones', async () => {
    await using(server.settings('public', { statementTimeoutMs: null }), async (postgres) => {
      const session = await postgres.connect();
      const busy = errorOf(session.query('SELECT pg_sleep(60)'));
      const inTransaction = errorOf(
        postgres.transaction('WRITE', async (query) => {
          await query('SELECT 1');
          await server.endSessions();
          await query('SELECT 1');
        }),
      );
      expect(await busy).toMatchObject({ code: 'UNREACHABLE' });
      expect(await inTransaction).toMatchObject({ code: 'UNREACHABLE', isOutcomeUnknown: false });
      await session.ended;
      expect(session.isLost()).toBe(true);
      expect(await errorOf(session.query('SELECT 1'))).toMatchObject({ code: 'UNREACHABLE' });
      await session.close();
      expect((await postgres.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    });
  });

  it('says when a lost connection leaves open whether a commit happened', async () => {
    await using(server.settings('public', { statementTimeoutMs: 200 }), async (postgres) => {
      const lost = errorOf(
        postgres.transaction('WRITE', async (query) => {
          await query('SELECT 1');
          server.freeze();
        }),
      );
      try {
        expect(await lost).toMatchObject({ code: 'TIMED_OUT', isOutcomeUnknown: true });
      } finally {
        server.thaw();
      }
    });
  });

  it('speaks TLS with a server of the name and the authority that it expects, and with no other', async () => {
    const [certificate, key] = makeCertificate(server.directory);
    const [other] = makeCertificate(server.directory);
    await server.configure({ ssl: 'on', ssl_cert_file: certificate, ssl_key_file: key });
    const named = server.url.replace('127.0.0.1', 'localhost');
    const tls = (file: string) => ({ ca: readFileSync(file, 'utf8'), certificate: undefined, key: undefined });
    await using(server.settings('public', { url: named, tls: tls(certificate) }), async (postgres) => {
      const { rows } = await postgres.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
      expect(rows).toEqual([{ ssl: true }]);
    });
    for (const differs of [
      { url: named, tls: tls(other) },
      { url: named, tls: { ca: undefined, certificate: undefined, key: undefined } },
      // The certificate is of localhost.
      { url: server.url, tls: tls(certificate) },
    ]) {
      await using(server.settings('public', differs), async (postgres) => {
        const error = await errorOf(postgres.query('SELECT 1'));
        expect(error).toMatchObject({ code: 'REFUSED', refusal: expect.stringMatching(/^[A-Z_]+$/) });
        expect(describePostgresFault(error)).toMatch(/^TLS fails: check `ledger\.postgresql\.tls`.*\([A-Z_]+\)\.$/);
      });
    }
    await server.configure({ ssl: 'off' });
  });

  it('gives its password to a server that asks for one, and is refused with another, or with none', async () => {
    const rules = join(server.data, 'pg_hba.conf');
    writeFileSync(rules, `host all guarded all scram-sha-256\n${readFileSync(rules, 'utf8')}`);
    await using(server.settings('public'), async (postgres) => {
      await postgres.query("CREATE ROLE guarded LOGIN PASSWORD 'planted-password'");
      await postgres.query('SELECT pg_reload_conf()');
    });
    const guarded = (password: string | null): PostgresSettings =>
      server.settings('public', { username: 'guarded', password });
    // Not the password of whoever started the process.
    const before = process.env['PGPASSWORD'];
    process.env['PGPASSWORD'] = 'planted-password';
    try {
      for (const [password, sqlState] of [['another-password', '28P01'] as const, [null, null] as const]) {
        await using(guarded(password), async (postgres) => {
          const error = await errorOf(postgres.query('SELECT 1'));
          expect(error).toMatchObject({ code: 'REFUSED', sqlState });
          expect(describePostgresFault(error)).toMatch(
            password === null ? /^PostgreSQL asks for a password: set / : /^PostgreSQL refuses the credentials: /,
          );
          // Not left to the server, which waits for a minute.
          await expect.poll(connections).toBe(0);
          expect(String(error.stack)).not.toContain('-password');
        });
      }
      process.env['PGPASSWORD'] = 'another-password';
      await using(guarded('planted-password'), async (postgres) => {
        expect((await postgres.query('SELECT current_user AS name')).rows).toEqual([{ name: 'guarded' }]);
      });
    } finally {
      if (before === undefined) delete process.env['PGPASSWORD'];
      else process.env['PGPASSWORD'] = before;
    }
  });

  it('takes nothing from the environment', async () => {
    const given = {
      PGHOST: '127.0.0.2',
      PGPORT: '1',
      PGUSER: 'x',
      PGDATABASE: 'x',
      PGOPTIONS: '-c role=x',
      PGSSLMODE: 'require',
    };
    const before = Object.fromEntries(Object.keys(given).map((name) => [name, process.env[name]]));
    Object.assign(process.env, given);
    try {
      await using(server.settings('public'), async (postgres) => {
        expect((await postgres.query('SELECT current_user AS name')).rows).toEqual([{ name: 'gateway' }]);
      });
    } finally {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });

  it('refuses a wrong database, and a server without TLS where TLS was asked for', async () => {
    const elsewhere = server.settings('public', { url: server.url.replace('childview', 'other') });
    await using(elsewhere, async (postgres) => {
      expect(await errorOf(postgres.query('SELECT 1'))).toMatchObject({ code: 'REFUSED', sqlState: '3D000' });
    });
    const tls = { ca: undefined, certificate: undefined, key: undefined };
    await using(server.settings('public', { tls }), async (postgres) => {
      expect(await errorOf(postgres.query('SELECT 1'))).toMatchObject({ code: 'REFUSED' });
    });
  });
});

/** A certificate of localhost, signed by itself, and its key, as the server may read them. */
function makeCertificate(directory: string): readonly [certificate: string, key: string] {
  const made = mkdtempSync(join(directory, 'certificate-'));
  const [certificate, key] = [join(made, 'server.pem'), join(made, 'server.key')];
  const what = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  execFileSync(
    'openssl',
    ['req', '-x509', ...what, '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate],
    { stdio: 'ignore' },
  );
  const { uid, gid } = statSync(directory);
  for (const file of [made, certificate, key]) chownSync(file, uid, gid);
  return [certificate, key];
}

function connections(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
}

async function using(settings: PostgresSettings, work: (postgres: Postgres) => Promise<void>): Promise<void> {
  const postgres = openPostgres(settings, { connections: 3, application: 'test' });
  try {
    await work(postgres);
  } finally {
    await postgres.close();
  }
}

async function errorOf(promise: Promise<unknown>): Promise<PostgresError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof PostgresError) return error;
    throw error;
  }
  throw new Error('The promise was resolved.');
}
