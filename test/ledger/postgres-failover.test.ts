import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { loadVerificationKeys } from '../../src/ledger/ledger-keys.ts';
import { type Ledger, openLedger } from '../../src/ledger/open-ledger.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import type { PostgresSettings } from '../../src/postgres/open-postgres.ts';
import { type PostgresServer, startPostgres } from '../harness/postgres.ts';
import { type SeveringProxy, startSeveringProxy } from '../harness/severing-proxy.ts';
import { codeOf, describePostgres, entryOf, type LedgerHome, type StoreKind } from './ledger-fixture.ts';

let standby: PostgresServer | null = null;
let address: SeveringProxy | null = null;
afterEach(async () => {
  await address?.stop();
  address = null;
});
afterAll(() => standby?.stop());

describe('a ledger in PostgreSQL', () =>
  describePostgres((kind) => {
    it('confirms nothing because somebody ended its wait for the standby', async () => {
      const home = kind.makeHome();
      const ledger = await home.open();
      await ledger.append(entryOf('r1'));
      await kind.server().configure({ synchronous_standby_names: 'nowhere' });
      let isConfirmed = false;
      const asked = ledger.append(entryOf('r2')).then(
        () => {
          isConfirmed = true;
        },
        () => undefined,
      );
      const client = kind.server().client('public');
      await eventually(async () => {
        const { rows } = await client.query(
          "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'",
        );
        expect(rows).toHaveLength(1);
      });
      // The record is there, and only there: seen from here it is as if it were confirmed.
      await eventually(async () => expect(await home.recordIds()).toEqual(['r1', 'r2']));
      await eventually(async () => {
        const { rows } = await client.query("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
        expect(rows).toHaveLength(1);
      });
      expect(isConfirmed).toBe(false);
      await kind.server().configure({ synchronous_standby_names: '' });
      await asked;
      await eventually(() => expect(ledger.health()).toMatchObject({ state: 'OPEN' }));
      await ledger.append(entryOf('r3'));
      await ledger.close();
      expect(await home.recordIds()).toEqual(['r1', 'r2', 'r3']);
      expect(await home.found()).toEqual([]);
    });

    it('goes on at no standby that lacks what was confirmed, neither now nor when it is started again', async () => {
      const { home, ledger } = await atPrimary(kind);
      for (const id of ['r1', 'r2']) await ledger.append(entryOf(id));
      const lagging = await cutOffStandby(kind, home);
      await ledger.append(entryOf('r3'));
      await kind.server().kill();
      await lagging.promote();
      address?.leadTo(lagging.port);
      await eventually(() => expect(ledger.health()).toMatchObject({ state: 'UNAVAILABLE', fault: 'CHAIN_BROKEN' }));
      expect(await codeOf(ledger.append(entryOf('r4')))).toBe('CHAIN_BROKEN');
      await codeOf(ledger.close());

      expect(await codeOf(openAt(home, address?.port ?? 0))).toBe('STORE_ROLLED_BACK');
      expect(await findings(home, lagging)).toEqual([{ code: 'TAIL_CUT', writer: 'gateway-a', number: 3 }]);

      // What is done if the primary is lost for good: a chain of another name, and the files of the former kept.
      const anew = await openAt(home, lagging.port, { writerId: 'gateway-b', checkpoints: 'anew.jsonl' });
      await anew.append(entryOf('r5'));
      await anew.close();
      expect(await findings(home, lagging, 'anew.jsonl')).toEqual([
        { code: 'TAIL_CUT', writer: 'gateway-a', number: 3 },
      ]);

      // What is done if it is found again.
      await kind.server().start();
      const again = await openAt(home, kind.server().port);
      await again.append(entryOf('r4'));
      await again.close();
      expect(await home.recordIds()).toEqual(['r1', 'r2', 'r3', 'r4']);
      expect(await home.found()).toEqual([]);
    });
  }));

async function atPrimary(kind: StoreKind): Promise<{ readonly home: LedgerHome; readonly ledger: Ledger }> {
  const home = kind.makeHome();
  address = await startSeveringProxy(kind.server().port);
  return { home, ledger: await openAt(home, address.port) };
}

/** A standby that has the two records there are, and gets no more. */
async function cutOffStandby(kind: StoreKind, home: LedgerHome): Promise<PostgresServer> {
  const made = await startPostgres({}, { standbyOf: kind.server() });
  standby = made;
  const client = made.client(settingsOf(home).schema);
  await eventually(async () => expect((await client.query('SELECT 1 FROM record')).rows).toHaveLength(2));
  await made.configure({ primary_conninfo: 'host=127.0.0.1 port=1' });
  await eventually(async () =>
    expect((await kind.server().client('public').query('SELECT 1 FROM pg_stat_replication')).rows).toEqual([]),
  );
  return made;
}

function openAt(
  home: LedgerHome,
  port: number,
  { writerId = 'gateway-a', checkpoints }: { readonly writerId?: string; readonly checkpoints?: string } = {},
): Promise<Ledger> {
  return openLedger({
    directory: home.directory,
    postgres: { ...settingsOf(home), url: `postgresql://127.0.0.1:${port}/childview` },
    keys: home.keys,
    writerId,
    now: () => home.clock,
    checkpointsFile: checkpoints === undefined ? home.checkpointsFile : join(home.data, checkpoints),
  });
}

async function findings(home: LedgerHome, server: PostgresServer, ...more: readonly string[]): Promise<unknown> {
  const report = await verifyLedger({
    directory: home.directory,
    postgres: server.settings(settingsOf(home).schema),
    checkpointsFile: [home.checkpointsFile, ...more.map((file) => join(home.data, file))],
    verificationKeys: loadVerificationKeys(home.keysDirectory),
  });
  expect(report.unreadableLines).toBe(0);
  return report.findings;
}

function settingsOf({ source }: LedgerHome): PostgresSettings {
  if (!source.postgres) throw new Error('no settings');
  return source.postgres;
}

function eventually(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 30_000, interval: 10 });
}
