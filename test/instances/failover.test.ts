import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type PostgresServer, startPostgres } from '../harness/postgres.ts';
import { type SeveringProxy, startSeveringProxy } from '../harness/severing-proxy.ts';
import { askFor } from '../harness/view.ts';
import { logged } from '../harness/workers.ts';
import { startWorld, type World } from '../harness/world.ts';

const run = promisify(execFile);

let primary: PostgresServer;
let standby: PostgresServer;
/** The address that moves from one to the other. */
let address: SeveringProxy;
let world: World;
const released: string[] = [];
const seenCodes = new Set<string>();

beforeAll(async () => {
  primary = await startPostgres();
  standby = await startPostgres({}, { standbyOf: primary });
  await primary.configure({ synchronous_standby_names: 'standby' });
  address = await startSeveringProxy(primary.port);
  world = await startWorld({
    deadlineMs: 30_000,
    gatewaySettings: {
      ledger: {
        postgresql: {
          url: primary.url.replace(String(primary.port), String(address.port)),
          username: primary.username,
          statementTimeoutMs: 1000,
        },
      },
    },
  });
  expect(await view()).toBe(true);
});
afterAll(async () => {
  await world?.stop();
  await address?.stop();
  await Promise.all([primary?.stop(), standby?.stop()]);
});

/** Whether a view was shown; its record is kept to be looked for, and its codes if there are any. */
async function view(): Promise<boolean> {
  const { data, errors } = await askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', {
    purpose: 'DIRECT_CARE',
    selection: 'id identity { givenName }',
  });
  const isShown = (data?.['childByIdentifier'] ?? null) !== null;
  if (isShown) released.push(String(data?.['disclosure'].recordId));
  for (const { extensions } of errors ?? []) seenCodes.add(String(extensions['code']));
  expect(isShown).toBe((errors ?? []).length === 0);
  return isShown;
}

async function isReady(): Promise<boolean> {
  return (await fetch(new URL('/health/ready', world.gateway.url))).ok;
}

function eventually(check: () => Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 60_000, interval: 50 });
}

/** The records of disclosures that a server has. */
async function recordedAt(server: PostgresServer): Promise<ReadonlySet<string>> {
  const { rows } = await server
    .client('childview')
    .query(
      "SELECT CAST(body AS json) ->> 'recordId' AS id FROM record WHERE CAST(body AS json) ->> 'kind' = 'RELEASED'",
    );
  return new Set(rows.map(({ id }) => String(id)));
}

/** Asks without a pause while `work` is done, three at a time. */
async function underLoad(work: () => Promise<void>): Promise<void> {
  let isOver = false;
  const clients = [0, 1, 2].map(async () => {
    while (!isOver) {
      await view();
      await wait(5);
    }
  });
  try {
    const before = released.length;
    await eventually(async () => expect(released.length).toBeGreaterThan(before + 10));
    await work();
  } finally {
    isOver = true;
    await Promise.all(clients);
  }
}

describe('a gateway whose PostgreSQL has a synchronous standby', () => {
  it('shows nothing that only the primary has, and goes on when the standby is back', async () => {
    standby.freeze();
    try {
      expect(await view()).toBe(false);
      await eventually(async () => expect(await isReady()).toBe(false));
    } finally {
      standby.thaw();
    }
    await eventually(async () => expect(await isReady()).toBe(true));
    expect(await view()).toBe(true);
  });

  it('goes on with its chain at the standby when the primary is killed and that is promoted', async () => {
    await underLoad(async () => {
      await primary.kill();
      const atPrimary = released.length;
      address.leadTo(standby.port);
      // It is reached before it is promoted, and takes nothing.
      await eventually(async () => expect(await isReady()).toBe(false));
      await wait(600);
      // What was confirmed before it was killed may still have been on its way.
      expect(released.length).toBeLessThanOrEqual(atPrimary + 3);
      await standby.promote();
      await eventually(async () => expect(await isReady()).toBe(true));
      const before = released.length;
      await eventually(async () => expect(released.length).toBeGreaterThan(before + 10));
    });
    expect(
      [...seenCodes].filter((code) => !/^(?:LEDGER|CONTROL_STATE)_UNAVAILABLE$|^POLICY_STALE$/.test(code)),
    ).toEqual([]);
    expect(logged(world, 'NOT_READY').map(({ code }) => code)).toContain('LEDGER_UNAVAILABLE');
  });

  it('has all that it showed on record there, in one chain that is sound', async () => {
    await world.gateway.stop();
    const onRecord = await recordedAt(standby);
    expect(released.length).toBeGreaterThan(20);
    expect(released.filter((recordId) => !onRecord.has(recordId))).toEqual([]);
    const verify = ['scripts/ledger.ts', 'verify', '--config', join(world.directory, 'gateway.yaml')];
    const { stdout } = await run(process.execPath, verify);
    expect(stdout).toContain('result: SOUND');
    const { rows } = await standby.client('childview').query('SELECT DISTINCT writer FROM record');
    expect(rows).toHaveLength(1);
  });
});
