import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Ledger, openLedger, startWriterThread, type WriterThread } from '../../src/ledger/open-ledger.ts';
import { type SeveringProxy, startSeveringProxy } from '../harness/severing-proxy.ts';
import { codeOf, describePostgres, entryOf, type LedgerHome } from './ledger-fixture.ts';

let proxies: SeveringProxy[] = [];
afterEach(async () => {
  await Promise.all(proxies.map((proxy) => proxy.stop()));
  proxies = [];
});

describe('a ledger in PostgreSQL', () =>
  describePostgres((kind) => {
    it('holds all that it confirmed when the server is killed under it, and goes on by itself when that is back', async () => {
      const home = kind.makeHome();
      const ledger = await home.open();
      const writing = writeUntilStopped(ledger);
      await eventually(() => expect(writing.confirmed.length).toBeGreaterThan(20));
      await kind.server().kill();
      await eventually(() => expect(ledger.health()).toMatchObject({ state: 'RESTARTING' }));
      const before = writing.confirmed.length;
      expect(await codeOf(ledger.append(entryOf('refused')))).toBe('STORE_UNREACHABLE');
      await kind.server().start();
      await eventually(() => expect(writing.confirmed.length).toBeGreaterThan(before + 20));
      await writing.stop();
      expect(ledger.health()).toMatchObject({ state: 'OPEN' });
      await ledger.close();
      await expectAllHeld(home, writing.confirmed);
      expect(writing.codes).toEqual(new Set(['STORE_UNREACHABLE']));
    });

    it('loses nothing, writes nothing twice and needs no hands while its sessions are ended again and again', async () => {
      const home = kind.makeHome();
      const ledger = await home.open();
      const writing = writeUntilStopped(ledger);
      const moreAreConfirmed = (): Promise<void> => {
        const before = writing.confirmed.length;
        return eventually(() => expect(writing.confirmed.length).toBeGreaterThan(before + 5));
      };
      for (let round = 0; round < 6; round += 1) {
        await moreAreConfirmed();
        await kind.server().endSessions();
      }
      await moreAreConfirmed();
      await writing.stop();
      await ledger.append(entryOf('last'));
      await ledger.close();
      await expectAllHeld(home, [...writing.confirmed, 'last']);
    });

    it('confirms a record whose commit arrived although its answer was lost: it is at the end of the chain', async () => {
      const { home, ledger, proxy } = await throughProxy();
      proxy.severAt('AFTER');
      await ledger.append(entryOf('r2'));
      await ledger.append(entryOf('r3'));
      await ledger.close();
      expect(await home.recordIds()).toEqual(['r1', 'r2', 'r3']);
      expect(await home.found()).toEqual([]);
    });

    it('refuses a record whose commit did not arrive, and takes the next', async () => {
      const { home, ledger, proxy } = await throughProxy();
      proxy.severAt('BEFORE');
      expect(await codeOf(ledger.append(entryOf('r2')))).toBe('STORE_UNREACHABLE');
      await eventually(() => expect(ledger.health()).toMatchObject({ state: 'OPEN' }));
      await ledger.append(entryOf('r3'));
      await ledger.close();
      expect(await home.recordIds()).toEqual(['r1', 'r3']);
      expect(await home.found()).toEqual([]);
    });

    it('refuses a record of which it cannot learn whether it was written, and goes on behind it', async () => {
      const { home, ledger, proxy } = await throughProxy();
      proxy.severAt('AFTER');
      const asked = codeOf(ledger.append(entryOf('r2')));
      await eventually(async () => expect(await home.recordIds()).toEqual(['r1', 'r2']));
      proxy.setOpen(false);
      // Nobody is shown what it stands for; that it stands there harms nobody.
      expect(['STORE_UNREACHABLE', 'resolved']).toContain(await asked.catch(() => 'resolved'));
      proxy.setOpen(true);
      await eventually(() => expect(ledger.health()).toMatchObject({ state: 'OPEN' }));
      await ledger.append(entryOf('r3'));
      await ledger.close();
      expect(await home.recordIds()).toEqual(['r1', 'r2', 'r3']);
      expect(await home.found()).toEqual([]);
    });

    it('starts its thread anew although the server is down, and waits for it', async () => {
      const home = kind.makeHome();
      const threads: WriterThread[] = [];
      const ledger = await home.open({
        startThread: (setup) => {
          const thread = startWriterThread(setup);
          threads.push(thread);
          return thread;
        },
      });
      await ledger.append(entryOf('r1'));
      await kind.server().kill();
      await eventually(() => expect(ledger.health()).toMatchObject({ state: 'RESTARTING' }));
      await threads[0]?.terminate();
      await eventually(() => expect(threads).toHaveLength(2));
      expect(ledger.health()).toMatchObject({ state: 'RESTARTING' });
      await kind.server().start();
      await eventually(() => expect(ledger.health()).toMatchObject({ state: 'OPEN', fault: null }));
      await ledger.append(entryOf('r2'));
      await ledger.close();
      expect(await home.recordIds()).toEqual(['r1', 'r2']);
      expect(await home.found()).toEqual([]);
    });

    it('refuses in time while the server hangs, and goes on when it no longer does', async () => {
      const home = kind.makeHome();
      const ledger = await home.open();
      await ledger.append(entryOf('r1'));
      kind.server().freeze();
      try {
        expect(['TIMEOUT', 'STORE_BUSY', 'STORE_UNREACHABLE']).toContain(await codeOf(ledger.append(entryOf('r2'))));
      } finally {
        kind.server().thaw();
      }
      await eventually(() => expect(ledger.health()).toMatchObject({ state: 'OPEN' }));
      await ledger.append(entryOf('r3'));
      await ledger.close();
      const held = await home.recordIds();
      expect(held.filter((id) => id !== 'r2')).toEqual(['r1', 'r3']);
      expect(await home.found()).toEqual([]);
    });

    it('does not go on with a chain that was changed while the connection was lost', async () => {
      const { home, ledger, proxy } = await throughProxy();
      await ledger.append(entryOf('r2'));
      proxy.setOpen(false);
      await home.tamper((sql) => sql('DELETE FROM record WHERE sequence = 2'));
      proxy.setOpen(true);
      await eventually(() => expect(ledger.health()).toMatchObject({ state: 'UNAVAILABLE' }));
      expect(['CHAIN_BROKEN', 'STORE_ROLLED_BACK']).toContain(ledger.health().fault);
      expect(await codeOf(ledger.append(entryOf('r3')))).toBe(ledger.health().fault);
      await codeOf(ledger.close());
    });

    it('does not go on in another store put in the place of its own', async () => {
      const home = kind.makeHome();
      const other = kind.makeHome();
      await (await other.open()).close();
      const ledger = await home.open();
      await ledger.append(entryOf('r1'));
      const [held, put] = [home, other].map(({ source }) => String(source.postgres?.schema));
      await home.tamper((sql) => sql(`DROP SCHEMA ${held} CASCADE; ALTER SCHEMA ${put} RENAME TO ${held}`));
      expect(await codeOf(ledger.append(entryOf('r2')))).toBe('STORE_REPLACED');
      expect(ledger.health()).toMatchObject({ state: 'UNAVAILABLE', fault: 'STORE_REPLACED' });
      await codeOf(ledger.close());
    });

    it('takes its chain from a session of its own that the server has not noticed to be lost, and from nobody else', async () => {
      const { home, ledger, proxy } = await throughProxy();
      expect(await codeOf(home.open())).toBe('WRITER_IN_USE');
      kind.server().freeze();
      proxy.setOpen(false);
      await eventually(() => expect(ledger.health()).toMatchObject({ state: 'RESTARTING' }));
      proxy.setOpen(true);
      kind.server().thaw();
      await eventually(() => expect(ledger.health()).toMatchObject({ state: 'OPEN' }));
      await ledger.append(entryOf('r2'));
      expect(await codeOf(home.open())).toBe('WRITER_IN_USE');
      await ledger.close();
      expect(await home.recordIds()).toEqual(['r1', 'r2']);
    });

    it.each(['fsync', 'full_page_writes'])('does not open where the server has %s off', async (setting) => {
      const home = kind.makeHome();
      await kind.server().configure({ [setting]: 'off' });
      expect(await codeOf(home.open())).toBe('STORE_NOT_DURABLE');
      await kind.server().configure({ [setting]: 'on' });
      await (await home.open()).close();
    });

    it('does not open, and says why, where there is no server, no database, or no permission', async () => {
      const home = kind.makeHome();
      const settings = home.source.postgres;
      if (!settings) throw new Error('no settings');
      const opening = (differs: Partial<typeof settings>): Promise<Ledger> =>
        openLedger({
          directory: home.directory,
          postgres: { ...settings, ...differs },
          keys: home.keys,
          writerId: 'gateway-a',
          now: () => home.clock,
          checkpointsFile: home.checkpointsFile,
        });
      expect(await codeOf(opening({ url: 'postgresql://127.0.0.1:1/childview' }))).toBe('STORE_UNREACHABLE');
      expect(await codeOf(opening({ url: settings.url.replace('childview', 'none') }))).toBe('STORE_NOT_WRITABLE');
      await home.tamper((sql) => sql('CREATE ROLE stranger LOGIN'));
      expect(await codeOf(opening({ username: 'stranger' }))).toBe('STORE_NOT_WRITABLE');
      const says = (differs: Partial<typeof settings>, text: RegExp): Promise<void> =>
        expect(opening(differs)).rejects.toThrow(text);
      await says({ url: settings.url.replace('childview', 'none') }, /no such database: .*\(SQLSTATE 3D000\)\.$/);
      await says({ username: 'nobody' }, /refuses the credentials: .*`passwordFile`.*\(SQLSTATE 28\w{3}\)\.$/);
      await says({ username: 'stranger' }, /denies the role a permission: .*\(SQLSTATE 42501\)\.$/);
      await says(
        { tls: { ca: undefined, certificate: undefined, key: undefined } },
        /has no TLS: .*`ledger\.postgresql\.tls`/,
      );
    });

    /** A ledger with one record, whose connections go through a proxy. */
    async function throughProxy(): Promise<{
      readonly home: LedgerHome;
      readonly ledger: Ledger;
      readonly proxy: SeveringProxy;
    }> {
      const home = kind.makeHome();
      const proxy = await startSeveringProxy(kind.server().port);
      proxies.push(proxy);
      const { postgres } = home.source;
      if (!postgres) throw new Error('no settings');
      const ledger = await openLedger({
        directory: home.directory,
        postgres: { ...postgres, url: postgres.url.replace(String(kind.server().port), String(proxy.port)) },
        keys: home.keys,
        writerId: 'gateway-a',
        now: () => home.clock,
        checkpointsFile: home.checkpointsFile,
      });
      await ledger.append(entryOf('r1'));
      return { home, ledger, proxy };
    }
  }));

type Writing = {
  readonly confirmed: readonly string[];
  /** Why others were refused. */
  readonly codes: ReadonlySet<string>;
  readonly stop: () => Promise<void>;
};

function writeUntilStopped(ledger: Ledger): Writing {
  const confirmed: string[] = [];
  const codes = new Set<string>();
  let isStopped = false;
  const lines = ['a', 'b', 'c'].map(async (line) => {
    for (let number = 1; !isStopped; number += 1) {
      const id = `${line}${number}`;
      await ledger.append(entryOf(id)).then(
        () => confirmed.push(id),
        async (error: { readonly code: string }) => {
          codes.add(error.code);
          await new Promise((resolve) => setTimeout(resolve, 20));
        },
      );
    }
  });
  return {
    confirmed,
    codes,
    stop: async () => {
      isStopped = true;
      await Promise.all(lines);
    },
  };
}

async function expectAllHeld(home: LedgerHome, confirmed: readonly string[]): Promise<void> {
  const held = await home.recordIds();
  const known = new Set(held);
  expect(confirmed.filter((id) => !known.has(id))).toEqual([]);
  expect(held).toHaveLength(known.size);
  expect(await home.found()).toEqual([]);
}

function eventually(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 30_000, interval: 10 });
}
