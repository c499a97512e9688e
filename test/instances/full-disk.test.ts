import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { mayMount, type PostgresServer, startPostgres } from '../harness/postgres.ts';
import { askFor } from '../harness/view.ts';
import { logged } from '../harness/workers.ts';
import { startWorld, type World } from '../harness/world.ts';

const run = promisify(execFile);

let postgres: PostgresServer;
let world: World;
const released: string[] = [];

type Seen = { readonly isShown: boolean; readonly codes: readonly string[] };

/** One answer; what was released is kept, to be looked for in the ledger. */
async function view(): Promise<Seen> {
  const { data, errors } = await askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', {
    purpose: 'DIRECT_CARE',
    selection: 'id identity { givenName }',
  });
  const isShown = (data?.['childByIdentifier'] ?? null) !== null;
  if (isShown) released.push(String(data?.['disclosure'].recordId));
  return { isShown, codes: (errors ?? []).map(({ extensions }) => String(extensions['code'])) };
}

/** What readiness gives as reasons; none: it is ready. */
async function reasons(): Promise<readonly string[]> {
  const response = await fetch(new URL('/health/ready', world.gateway.url));
  if (response.status === 200) return [];
  expect(response.status).toBe(503);
  return ((await response.json()) as { readonly reasons: readonly string[] }).reasons;
}

function eventually(check: () => Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 60_000, interval: 50 });
}

/** Nobody asks anything: it finds out by itself. */
async function isWellAgain(): Promise<void> {
  await eventually(async () => expect(await reasons()).toEqual([]));
  expect(await view()).toEqual({ isShown: true, codes: [] });
}

describe.runIf(mayMount())('a gateway whose PostgreSQL has no room left on its disk', () => {
  beforeAll(async () => {
    const settings = { min_wal_size: '2MB', max_wal_size: '4MB', autovacuum: 'off' };
    postgres = await startPostgres(settings, { megabytes: 80 });
    const { url, username } = postgres;
    world = await startWorld({ gatewaySettings: { ledger: { postgresql: { url, username } } } });
    expect(await view()).toEqual({ isShown: true, codes: [] });
  });
  afterAll(async () => {
    await world?.stop();
    await postgres?.stop();
  });

  it('shows nothing that cannot be recorded and says so for as long as that lasts, and goes on by itself', async () => {
    const lost = () => logged(world, 'NOT_READY').filter(({ code }) => code === 'LEDGER_UNAVAILABLE');
    let [inARow, times] = [0, 0];
    while (inARow < 5) {
      // The last pages of its tables take some records more, and a checkpoint gives room back from its log.
      postgres.fill();
      const { isShown, codes } = await view();
      expect(codes).toEqual(isShown ? [] : ['LEDGER_UNAVAILABLE']);
      if (!isShown) expect(await reasons()).toContain('LEDGER_UNAVAILABLE');
      // Once, and not in turns with the contrary.
      const isStill = !isShown && lost().length === times;
      times = lost().length;
      inARow = isStill ? inARow + 1 : 0;
      if (isStill) await wait(500);
    }
    expect(new Set(lost().map(({ cause }) => cause))).toEqual(new Set(['STORE_FULL']));
    postgres.makeRoom();
    await isWellAgain();
    expect(lost()).toHaveLength(times);
  });

  it('records all that it shows where the log of the server has no room, which ends that or has it start again and again', async () => {
    let hasEnded = false;
    void postgres.ended().then(() => {
      hasEnded = true;
    });
    const client = postgres.client('public');
    let isLost = false;
    const lose = ({ code }: { readonly code: string }): void => {
      isLost ||= code === 'UNREACHABLE';
    };
    await eventually(async () => {
      // What recovery frees of its log others take at once.
      postgres.fill();
      await client.query('SELECT pg_switch_wal()').catch(lose);
      await client.query('CREATE TEMPORARY TABLE more (text text)').catch(lose);
      expect(isLost).toBe(true);
    });
    for (let times = 0; times < 5; times += 1) {
      const { isShown, codes } = await view();
      expect(codes).toEqual(isShown ? [] : [expect.stringMatching(/^(?:LEDGER|CONTROL_STATE)_UNAVAILABLE$/)]);
      await wait(100);
    }

    postgres.makeRoom();
    await eventually(async () => {
      // As its service manager would.
      if (hasEnded) {
        await postgres.start();
        hasEnded = false;
      }
      expect(await reasons()).toEqual([]);
    });
    await isWellAgain();
  });

  it('has all that it showed on record, and the record is sound', async () => {
    await world.gateway.stop();
    const { rows } = await postgres
      .client('childview')
      .query("SELECT CAST(body AS json) ->> 'recordId' AS id, CAST(body AS json) ->> 'kind' AS kind FROM record");
    const onRecord = new Set(rows.flatMap(({ id, kind }) => (kind === 'RELEASED' ? [id] : [])));
    expect(released.length).toBeGreaterThan(2);
    expect(released.filter((recordId) => !onRecord.has(recordId))).toEqual([]);
    const verify = ['scripts/ledger.ts', 'verify', '--config', join(world.directory, 'gateway.yaml')];
    expect((await run(process.execPath, verify)).stdout).toContain('result: SOUND');
  });
});
