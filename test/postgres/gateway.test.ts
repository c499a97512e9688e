import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { askDoctor, runDoctor } from '../harness/ask-doctor.ts';
import { plantedMarkers } from '../harness/markers.ts';
import { namedChild } from '../harness/named-children.ts';
import { type PostgresServer, startPostgres } from '../harness/postgres.ts';
import { askFor, childOf } from '../harness/view.ts';
import { logged } from '../harness/workers.ts';
import { type Answer, startWorld, type World } from '../harness/world.ts';

const run = promisify(execFile);
let server: PostgresServer;
let world: World;

beforeAll(async () => {
  server = await startPostgres();
  world = await startWorld({
    gatewaySettings: {
      ledger: { postgresql: { url: server.url, username: server.username, statementTimeoutMs: 1000 } },
    },
  });
});
afterAll(async () => {
  await world.stop();
  await server.stop();
});

describe('a gateway whose ledger is in PostgreSQL', () => {
  it('answers, and the record is there, for the command line as for the child', async () => {
    const answer = await view();
    expect(childOf(answer)['id']).toEqual(expect.any(String));
    const recordId = String(answer.data?.['disclosure'].recordId);
    const { stdout } = await ledger(
      'list',
      '--child',
      `NHS_NUMBER:${namedChild('trent').identifiers['NHS_NUMBER']}`,
      '--json',
    );
    const listed = JSON.parse(stdout) as readonly { readonly recordId: string; readonly kind: string }[];
    expect(listed.filter((record) => record.recordId === recordId).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['GRANTED', 'RELEASED']),
    );
    expect(readdirSync(join(world.directory, 'ledger')).filter((name) => name.includes('ledger.sqlite'))).toEqual([]);
  });

  it('is examined by the doctor, who names what the server is lacking', async () => {
    const { findings } = await runDoctor(join(world.directory, 'gateway.yaml'));
    expect(findings.filter(({ what, state }) => what.startsWith('postgresql') && state === 'MEND')).toEqual([]);
    expect(findings.find(({ what }) => what === 'postgresql: schema')).toMatchObject({
      state: 'OK',
      detail: 'childview',
    });
    await server.configure({ fsync: 'off' });
    expect(await toMend()).toEqual(['postgresql: durable']);
    await server.configure({ fsync: 'on' });
    await server.client('childview').query('ALTER TABLE segment ADD COLUMN more text');
    expect(await toMend()).toEqual(['postgresql: schema']);
    await server.client('childview').query('ALTER TABLE segment DROP COLUMN more');
  });

  it('shows nothing while the server is down, says so, asks no agency, and answers when it is back', async () => {
    await server.kill();
    await eventually(async () => expect(await isReady()).toBe(false));
    await world.clearReceived();
    const refused = await view();
    expect(refused.data?.['childByIdentifier'] ?? null).toBeNull();
    expect(refused.errors?.map(({ extensions }) => extensions['code'])).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:LEDGER|CONTROL_STATE)_UNAVAILABLE$/)]),
    );
    expect(await world.receivedBy('health')).toEqual([]);
    expect(await toMend()).toEqual(['postgresql']);

    await server.start();
    await eventually(async () => expect(await isReady()).toBe(true));
    expect(childOf(await view())['id']).toEqual(expect.any(String));
    // Whoever reads the log alone learns of it, and of its end.
    await eventually(async () =>
      expect(logged(world, 'READY_AGAIN').map(({ code }) => code)).toContain('LEDGER_UNAVAILABLE'),
    );
    expect(logged(world, 'NOT_READY')).toContainEqual(
      expect.objectContaining({ code: 'LEDGER_UNAVAILABLE', cause: 'STORE_UNREACHABLE' }),
    );
  });

  it('has nothing of children or of what was asked in its tables', async () => {
    const client = server.client('childview');
    const { rows: tables } = await client.query(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = to_regnamespace('childview') AND relkind = 'r'",
    );
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['record', 'suspension', 'notice']));
    const values: Buffer[] = [];
    for (const { name } of tables) {
      for (const row of (await client.query(`SELECT * FROM ${String(name)}`)).rows) {
        values.push(
          ...Object.values(row).map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(String(value)))),
        );
      }
    }
    const held = Buffer.concat(values);
    expect(held.includes('ODS:Y99001')).toBe(true);
    const markers = plantedMarkers();
    expect(markers.length).toBeGreaterThan(100);
    // Short ones occur in ciphertext by chance.
    expect(markers.filter((marker) => marker.length >= 9 && held.includes(marker))).toEqual([]);
  });

  it('leaves a trail that is proved', async () => {
    await world.gateway.stop();
    expect(await ledger('verify')).toMatchObject({ stdout: expect.stringContaining('result: SOUND') });
    const client = server.client('childview');
    await client.query("UPDATE record SET body = replace(body, 'DIRECT_CARE', 'DIRECT_CURE') WHERE sequence = 1");
    await expect(ledger('verify')).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining('FOUND RECORD_CHANGED'),
    });
  });
});

async function toMend(): Promise<readonly string[]> {
  const findings = await askDoctor(join(world.directory, 'gateway.yaml'));
  return findings
    .filter(({ what, state }) => what.startsWith('postgresql') && state === 'MEND')
    .map(({ what }) => what);
}

function view(): Promise<Answer> {
  return askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', { purpose: 'DIRECT_CARE', selection: 'id' });
}

async function isReady(): Promise<boolean> {
  return (await fetch(`${new URL(world.gateway.url).origin}/health/ready`)).ok;
}

function ledger(...args: readonly string[]): Promise<{ readonly stdout: string }> {
  return run(process.execPath, ['scripts/ledger.ts', ...args, '--config', join(world.directory, 'gateway.yaml')]);
}

function eventually(check: () => Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 60_000, interval: 50 });
}
