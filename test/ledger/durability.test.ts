import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openForWriting } from '../../src/ledger/open-database.ts';
import { describeStores, entryOf, itIn } from './ledger-fixture.ts';

describeStores('a ledger', (kind) => {
  describe('a confirmed record', () => {
    it('is found after the process is killed the moment it was confirmed, and the chain goes on', async () => {
      const home = kind.makeHome();
      const program = fileURLToPath(new URL('./append-forever.ts', import.meta.url));
      const child = spawn(
        process.execPath,
        [program, JSON.stringify(home.source), home.keysDirectory, home.checkpointsFile],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      const gone = once(child, 'exit');
      const confirmed: string[] = [];
      for await (const line of createInterface({ input: child.stdout })) {
        confirmed.push(line);
        if (confirmed.length === 60) child.kill('SIGKILL');
      }
      expect(await gone).toEqual([null, 'SIGKILL']);
      expect(confirmed.length).toBeGreaterThanOrEqual(60);

      const ledger = await home.open();
      await ledger.append(entryOf('after'));
      await ledger.close();

      const held = await home.recordIds();
      expect(confirmed.filter((id) => !held.includes(id))).toEqual([]);
      expect(held.at(-1)).toBe('after');
      expect(await home.found()).toEqual([]);
    });

    itIn(kind, 'SQLITE')('was waited for until it was on disk: the store syncs at every commit', () => {
      const home = kind.makeHome();
      const { database } = openForWriting(home.directory, { mayCreate: true, busyTimeoutMs: 0, maxStoreBytes: null });
      const pragma = (name: string): unknown => database.prepare(`PRAGMA ${name}`).get()?.[name];
      // 2: FULL, which in WAL mode syncs the log before a commit returns.
      expect({ journal: pragma('journal_mode'), synchronous: pragma('synchronous') }).toEqual({
        journal: 'wal',
        synchronous: 2,
      });
      database.close();
    });

    it('can be read by another connection as soon as append resolves', async () => {
      const home = kind.makeHome();
      const ledger = await home.open();
      expect(await home.recordIds()).toEqual([]);
      await ledger.append(entryOf('one'));
      expect(await home.recordIds()).toEqual(['one']);
      await ledger.close();
    });
  });

  describe('group commit', () => {
    it('writes many records that wait together in few commits, in the order in which they came', async () => {
      const home = kind.makeHome();
      const ledger = await home.open();
      const ids = Array.from({ length: 400 }, (_, index) => `r${index}`);
      await Promise.all(ids.map((id) => ledger.append(entryOf(id))));
      const { records, commits, waiting } = ledger.health();
      await ledger.close();
      expect({ records, waiting }).toEqual({ records: 400, waiting: 0 });
      expect(commits).toBeLessThan(40);
      expect(await home.recordIds()).toEqual(ids);
    });

    it('commits no more than the bound in one group', async () => {
      const home = kind.makeHome();
      const ledger = await home.open({ limits: { groupRecords: 10 } });
      await Promise.all(Array.from({ length: 100 }, (_, index) => ledger.append(entryOf(`r${index}`))));
      expect(ledger.health().commits).toBeGreaterThanOrEqual(10);
      await ledger.close();
    });
  });
});
