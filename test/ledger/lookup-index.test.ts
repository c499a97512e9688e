import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { type Looks, openLooks } from '../../src/ledger/open-looks.ts';
import type { LedgerQuery } from '../../src/ledger/read-ledger.ts';
import type { LedgerEntry } from '../../src/model/ledger-entry.ts';
import { childOf, describeStores, entryOf, itIn, type LedgerHome, midMonth, nextMonth } from './ledger-fixture.ts';

const small = { runRecords: 3 };
let opened: Looks[] = [];
afterEach(async () => {
  await Promise.all(opened.map((looks) => looks.close()));
  opened = [];
});

describeStores('the index of a ledger', (kind) => {
  describe('a record is found from the moment it is written', () => {
    it('whether or not it is in the index yet, by child, by caller and in the access log', async () => {
      const home = kind.makeHome();
      const ledger = await home.open({ limits: small });
      const ids: string[] = [];
      for (let number = 1; number <= 11; number += 1) {
        const id = `r${number}`;
        await ledger.append(lookAt('hers', id, midMonth + number));
        ids.unshift(id);
        expect(await childIds(home, 'hers')).toEqual(ids);
        expect(await callerIds(home)).toEqual(ids);
        expect(await looksAt(home, 'hers')).toEqual(ids.map((_, index) => midMonth + number - index));
      }
      expect(await runsOf(home)).toEqual([
        [1, 3],
        [4, 6],
        [7, 9],
      ]);
      await ledger.close();
      expect(await home.found()).toEqual([]);
    });

    it('and only by its own child, caller and looks', async () => {
      const home = kind.makeHome();
      const ledger = await home.open({ limits: small });
      for (let number = 1; number <= 9; number += 1) {
        await ledger.append(lookAt(`child-${number % 3}`, `r${number}`, midMonth + number));
      }
      for (const child of [0, 1, 2]) {
        const expected = [9, 8, 7, 6, 5, 4, 3, 2, 1].filter((number) => number % 3 === child);
        expect(await childIds(home, `child-${child}`)).toEqual(expected.map((number) => `r${number}`));
        expect(await looksAt(home, `child-${child}`)).toEqual(expected.map((number) => midMonth + number));
      }
      expect(await childIds(home, 'nobody')).toEqual([]);
      expect(await callerIds(home, 'nobody')).toEqual([]);
      await ledger.close();
    });

    it('in every chain of the store', async () => {
      const home = kind.makeHome();
      const [first, second] = await Promise.all([
        home.open({ limits: small }),
        home.open({ writerId: 'gateway-b', limits: small }),
      ]);
      for (let number = 1; number <= 5; number += 1) {
        await first.append(lookAt('hers', `a${number}`, midMonth + number));
        await second.append(lookAt('hers', `b${number}`, midMonth + number));
      }
      expect(await childIds(home, 'hers')).toHaveLength(10);
      await Promise.all([first.close(), second.close()]);
      expect(await home.found()).toEqual([]);
    });
  });

  describe('records that are not in the index yet', () => {
    it('are found after the process was killed between record and index, and are indexed by the next', async () => {
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
      let confirmed = 0;
      for await (const _line of createInterface({ input: child.stdout })) {
        confirmed += 1;
        if (confirmed === 30) child.kill('SIGKILL');
      }
      await gone;
      const written = (await home.recordIds()).length;
      expect(written).toBeGreaterThanOrEqual(30);
      expect(await runsOf(home)).toEqual([]);
      expect(await callerIds(home)).toHaveLength(written);

      const ledger = await home.open({ limits: small });
      await ledger.append(entryOf('after'));
      await ledger.append(entryOf('after'));
      expect((await runsOf(home)).length).toBeGreaterThanOrEqual(10);
      expect(await callerIds(home)).toHaveLength(written + 2);
      await ledger.close();
      expect(await home.found()).toEqual([]);
    });

    it('are found although parts of the index were removed, which are then made again', async () => {
      const home = kind.makeHome();
      await write(home, 8);
      await home.tamper((sql) => sql('DELETE FROM lookup_run; DELETE FROM lookup_page'));
      expect(await callerIds(home)).toHaveLength(8);
      expect(await home.found()).toEqual([]);
      const ledger = await home.open({ limits: small });
      expect(await runsOf(home)).toEqual([
        [1, 3],
        [4, 6],
      ]);
      expect(await callerIds(home)).toHaveLength(8);
      await ledger.close();

      await home.tamper((sql) =>
        sql('DELETE FROM lookup_run WHERE first_sequence = 1; DELETE FROM lookup_page WHERE run = 1'),
      );
      expect(await callerIds(home)).toHaveLength(8);
      expect(await looksAt(home, 'hers')).toHaveLength(8);
    });

    // The bound on its size is the file's.
    itIn(kind, 'SQLITE')('are not lost to the index where a commit fails', async () => {
      const home = kind.makeHome();
      const ledger = await home.open({ limits: { ...small, maxStoreBytes: 512 * 1024 } });
      for (let number = 1; number <= 3; number += 1) await ledger.append(lookAt('hers', `r${number}`, midMonth));
      const children = Array.from({ length: 40_000 }, () => childOf());
      // With it would have come the entries of the first three.
      await expect(ledger.append(entryOf('large', { children }))).rejects.toMatchObject({ code: 'STORE_FULL' });
      expect(await runsOf(home)).toEqual([]);
      await ledger.append(lookAt('hers', 'r4', midMonth));
      expect(await runsOf(home)).toEqual([[1, 3]]);
      expect(await callerIds(home)).toHaveLength(4);
      await ledger.close();
      expect(await home.found()).toEqual([]);
    });
  });

  describe('the month', () => {
    it('ends its part of the index, so that purging takes both', async () => {
      const home = kind.makeHome();
      const ledger = await home.open({ limits: small });
      for (const number of [1, 2, 3, 4]) await ledger.append(lookAt('hers', `old-${number}`, midMonth));
      home.clock += nextMonth;
      for (const number of [5, 6, 7]) await ledger.append(lookAt('hers', `new-${number}`, home.clock + number));
      expect(await runsOf(home)).toEqual([
        [1, 3],
        [4, 4],
      ]);
      await home.purge();
      expect(await runsOf(home)).toEqual([]);
      expect(await callerIds(home)).toEqual(['new-7', 'new-6', 'new-5']);
      await ledger.append(lookAt('hers', 'new-8', home.clock + 8));
      expect(await runsOf(home)).toEqual([[5, 7]]);
      expect(await childIds(home, 'hers')).toEqual(['new-8', 'new-7', 'new-6', 'new-5']);
      await ledger.close();
      expect(await home.found()).toEqual([]);
    });

    it('that was purged before its last records were indexed leaves nothing behind', async () => {
      const home = kind.makeHome();
      const ledger = await home.open({ limits: small });
      for (const number of [1, 2]) await ledger.append(lookAt('hers', `old-${number}`, midMonth));
      home.clock += nextMonth;
      await home.purge();
      for (const number of [3, 4, 5]) await ledger.append(lookAt('hers', `new-${number}`, home.clock + number));
      expect(await runsOf(home)).toEqual([]);
      await ledger.append(lookAt('hers', 'new-6', home.clock + 6));
      expect(await runsOf(home)).toEqual([[3, 5]]);
      expect(await childIds(home, 'hers')).toEqual(['new-6', 'new-5', 'new-4', 'new-3']);
      await ledger.close();
      expect(await home.found()).toEqual([]);
    });
  });

  describe('while it is written', () => {
    it('each reader sees each record once', async () => {
      const home = kind.makeHome();
      const ledger = await home.open({ limits: { runRecords: 5, gatherMs: 0 } });
      let written = 0;
      const writing = (async () => {
        for (; written < 120; written += 1) await ledger.append(lookAt('hers', `r${written}`, midMonth + written));
      })();
      let isDone = false;
      void writing.then(() => (isDone = true));
      let rounds = 0;
      while (!isDone) {
        const atLeast = written;
        const seen = await looksAt(home, 'hers');
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.length).toBeGreaterThanOrEqual(atLeast);
        expect(seen.toSorted((one, other) => other - one)).toEqual(seen);
        rounds += 1;
      }
      await writing;
      expect(rounds).toBeGreaterThan(0);
      expect(await looksAt(home, 'hers')).toHaveLength(120);
      await ledger.close();
    });
  });
});

function lookAt(recordId: string, id: string, at: number): LedgerEntry {
  const her = { agency: 'health', recordId };
  return entryOf(id, { kind: 'RELEASED', at, children: [childOf({ keys: [her], lookedAt: [her] })] });
}

async function write(home: LedgerHome, records: number): Promise<void> {
  const ledger = await home.open({ limits: small });
  for (let number = 1; number <= records; number += 1) await ledger.append(lookAt('hers', `r${number}`, midMonth));
  await ledger.close();
}

function childIds(home: LedgerHome, recordId: string): Promise<readonly string[]> {
  return idsOf(home, { kind: 'CHILD', identifiers: [{ agency: 'health', recordId }] });
}

function callerIds(home: LedgerHome, subject = 'https://issuer.example|planted-subject'): Promise<readonly string[]> {
  return idsOf(home, { kind: 'CALLER', subject });
}

async function idsOf(home: LedgerHome, query: LedgerQuery): Promise<readonly string[]> {
  return (await home.list(query)).map(({ recordId }) => recordId);
}

async function looksAt(home: LedgerHome, recordId: string): Promise<readonly number[]> {
  const [kept] = opened;
  const looks = kept ?? openLooks({ ...home.source, key: home.keys.identifier, formerKeys: [], timeoutMs: 30_000 });
  if (kept === undefined) opened.push(looks);
  const [page] = await looks.find([[{ agency: 'health', recordId }]], { skip: 0, limit: 1000 });
  return (page?.looks ?? []).map(({ at }) => at);
}

function runsOf(home: LedgerHome): Promise<readonly (readonly number[])[]> {
  return home.tamper(async (sql) =>
    (
      await sql('SELECT first_sequence AS first, last_sequence AS last FROM lookup_run ORDER BY writer, first_sequence')
    ).map(({ first, last }) => [Number(first), Number(last)]),
  );
}
