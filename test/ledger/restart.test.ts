import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { loadOrCreateWriterId } from '../../src/ledger/load-or-create-writer-id.ts';
import { startWriterThread, type WriterThread } from '../../src/ledger/open-ledger.ts';
import type { Checkpoint } from '../../src/ledger/statement.ts';
import { openLedger } from '../../src/ledger/open-ledger.ts';
import {
  codeOf,
  describeStores,
  entryOf,
  type LedgerHome,
  midMonth,
  nextMonth,
  type StoreKind,
} from './ledger-fixture.ts';

describeStores('a ledger', (kind) => {
  describe('a restarted writer', () => {
    it('goes on with its own chain', async () => {
      const home = kind.makeHome();
      for (const id of ['r1', 'r2', 'r3']) {
        const ledger = await home.open();
        await ledger.append(entryOf(id));
        await ledger.close();
      }
      expect(await home.recordIds()).toEqual(['r1', 'r2', 'r3']);
      expect(await home.verify()).toMatchObject({ writers: 1, records: 3, segments: 1, total: 0 });
    });

    it('keeps its id in the ledger directory', () => {
      const home = kind.makeHome();
      const id = loadOrCreateWriterId(home.directory);
      expect(id).toMatch(/^gateway-[0-9a-f]{8}$/);
      expect(loadOrCreateWriterId(home.directory)).toBe(id);
    });

    it('emits the checkpoint that its predecessor stored and could not emit', async () => {
      const home = kind.makeHome();
      const ledger = await home.open();
      await ledger.append(entryOf('r1'));
      await ledger.close();
      const lines = readFileSync(home.checkpointsFile, 'utf8').split('\n').filter(Boolean);
      writeFileSync(home.checkpointsFile, `${lines.slice(0, -1).join('\n')}\n`);
      expect(await home.found()).toEqual(['CHECKPOINT_MISSING']);
      await (await home.open()).close();
      expect(await home.found()).toEqual([]);
      expect(readFileSync(home.checkpointsFile, 'utf8')).toContain(lines.at(-1));
    });

    it('opens when the checkpoints file was moved aside, and the rest still verifies', async () => {
      const home = kind.makeHome();
      await (await home.open()).close();
      rmSync(home.checkpointsFile);
      await (await home.open()).close();
      expect(await home.found()).toEqual([]);
    });

    it('opens with a new signing key, and both keys verify what each signed', async () => {
      const home = kind.makeHome();
      const ledger = await home.open();
      await ledger.append(entryOf('r1'));
      await ledger.close();
      const rotated = kind.makeHome();
      writeFileSync(
        `${home.keysDirectory}/ledger-signing-2.pub`,
        readFileSync(`${rotated.keysDirectory}/ledger-signing.pub`),
      );
      const again = await openLedger({
        ...home.source,
        keys: { ...home.keys, signing: rotated.keys.signing },
        writerId: 'gateway-a',
        now: () => home.clock,
        checkpointsFile: home.checkpointsFile,
      });
      await again.append(entryOf('r2'));
      await again.close();
      expect(await home.verify()).toMatchObject({ records: 2, total: 0 });
      rmSync(`${home.keysDirectory}/ledger-signing-2.pub`);
      expect(await home.found()).toContain('CHECKPOINT_FORGED');
    });
  });

  describe('a second process', () => {
    it('with the same writer id is refused, and takes over when the first is done', async () => {
      const home = kind.makeHome();
      const first = await home.open();
      expect(await codeOf(home.open())).toBe('WRITER_IN_USE');
      await first.append(entryOf('r1'));
      await first.close();
      const second = await home.open();
      await second.append(entryOf('r2'));
      await second.close();
      expect(await home.verify()).toMatchObject({ records: 2, total: 0 });
    });

    it('with an id of its own writes a chain of its own into the same store', async () => {
      const home = kind.makeHome();
      const [first, second] = await Promise.all([home.open(), home.open({ writerId: 'gateway-b' })]);
      await Promise.all(
        Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? first : second).append(entryOf(`r${index}`))),
      );
      await Promise.all([first.close(), second.close()]);
      expect(await home.verify()).toMatchObject({ writers: 2, records: 40, total: 0 });
    });

    it.each(['', '../x', 'a b', 'x'.repeat(65)])(
      'is refused with the writer id "%s", which names no file',
      async (writerId) => {
        expect(await codeOf(kind.makeHome().open({ writerId }))).toBe('WRITER_ID_INVALID');
      },
    );
  });

  describe('a writer thread that dies', () => {
    it('is started once more and goes on with the chain', async () => {
      const { home, threads, startThread } = observed(kind);
      const ledger = await home.open({ startThread });
      await ledger.append(entryOf('r1'));
      await threads[0]?.terminate();
      await eventually(() => expect(ledger.health().state).toBe('OPEN'));
      await ledger.append(entryOf('r2'));
      expect(ledger.health()).toMatchObject({ fault: null, records: 2 });
      await ledger.close();
      expect(threads.length).toBe(2);
      expect(await home.verify()).toMatchObject({ records: 2, total: 0 });
    });

    it('is not started a third time when the second wrote nothing', async () => {
      const { home, threads, startThread } = observed(kind);
      const ledger = await home.open({ startThread });
      await threads[0]?.terminate();
      await eventually(() => expect(ledger.health().state).toBe('OPEN'));
      await threads[1]?.terminate();
      await eventually(() => expect(ledger.health().state).toBe('UNAVAILABLE'));
      expect(await codeOf(ledger.append(entryOf('r1')))).toBe('WORKER_DIED');
      expect(await codeOf(ledger.close())).toBe('WORKER_DIED');
      expect(threads.length).toBe(2);
    });

    it('is not replaced when what it left does not verify', async () => {
      const { home, threads, startThread } = observed(kind);
      const ledger = await home.open({ startThread });
      await ledger.append(entryOf('r1'));
      await home.tamper((sql) => sql(`UPDATE record SET body = replace(body, '"r1"', '"x1"')`));
      await threads[0]?.terminate();
      await eventually(() => expect(ledger.health()).toMatchObject({ state: 'UNAVAILABLE', fault: 'CHAIN_BROKEN' }));
      expect(await codeOf(ledger.append(entryOf('r2')))).toBe('CHAIN_BROKEN');
    });
  });

  describe('checkpoints', () => {
    it('are handed out when a ledger opens, after so many records, and when it closes', async () => {
      const home = kind.makeHome();
      const { ledger, heads } = await watched(home, { checkpointRecords: 3, groupRecords: 1 });
      for (const id of ['r1', 'r2', 'r3', 'r4']) await ledger.append(entryOf(id));
      await ledger.close();
      expect(heads).toEqual([0, 3, 4]);
      expect(readFileSync(home.checkpointsFile, 'utf8').trimEnd().split('\n').length).toBe(3);
    });

    it('are handed out some time after a record that none covers', async () => {
      const home = kind.makeHome();
      const { ledger, heads } = await watched(home, { checkpointMs: 1 });
      await ledger.append(entryOf('r1'));
      await eventually(() => expect(heads).toEqual([0, 1]));
      expect(ledger.health().checkpointAt).toBe(home.clock);
      await ledger.close();
    });
  });

  describe('segments', () => {
    it('close with the month, and a purged one leaves the rest verifiable and the writer at work', async () => {
      const home = kind.makeHome();
      const ledger = await home.open({ limits: { checkpointRecords: 1 } });
      await ledger.append(entryOf('old-1'));
      await ledger.append(entryOf('old-2'));
      home.clock += nextMonth;
      await ledger.append(entryOf('new-1'));
      // While the gateway runs.
      expect(await home.purge()).toEqual([{ writer: 'gateway-a', month: '2031-05', records: 2 }]);
      await ledger.append(entryOf('new-2'));
      await ledger.close();
      expect(await home.recordIds()).toEqual(['new-1', 'new-2']);
      expect(await home.verify()).toMatchObject({ segments: 2, records: 2, total: 0 });

      const again = await home.open();
      await again.append(entryOf('new-3'));
      await again.close();
      expect(await home.verify()).toMatchObject({ segments: 2, records: 3, total: 0 });
      expect(await home.purge()).toEqual([]);
    });

    it('of a writer that wrote nothing since are purged with its chain going on after them', async () => {
      const home = kind.makeHome();
      const ledger = await home.open();
      await ledger.append(entryOf('old-1'));
      home.clock += nextMonth;
      expect(await home.purge()).toEqual([{ writer: 'gateway-a', month: '2031-05', records: 1 }]);
      await ledger.append(entryOf('new-1'));
      await ledger.close();
      expect(await home.recordIds()).toEqual(['new-1']);
      expect(await home.verify()).toMatchObject({ segments: 2, records: 1, total: 0 });
    });

    it('leave nothing of a purged month in the store', async () => {
      const home = kind.makeHome();
      const ledger = await home.open({ limits: { runRecords: 1 } });
      await ledger.append(entryOf('old-1'));
      await ledger.append(entryOf('old-2'));
      home.clock += nextMonth;
      await ledger.close();
      const tables = ['record', 'lookup_run', 'lookup_page', 'data_key'];
      const held = await Promise.all(tables.map(async (table) => (await countOf(home, table)) > 0));
      expect(held).toEqual([true, true, true, true]);
      await home.purge();
      expect(await Promise.all([...tables, 'lookup'].map((table) => countOf(home, table)))).toEqual([0, 0, 0, 0, 0]);
      if (kind.name === 'SQLITE') expect(readFileSync(`${home.directory}/ledger.sqlite`).includes('old-1')).toBe(false);
    });

    it('are not purged while their month lasts', async () => {
      const home = kind.makeHome();
      const ledger = await home.open();
      await ledger.append(entryOf('r1'));
      await ledger.close();
      expect(await home.purge()).toEqual([]);
      expect(await codeOf(home.purge('2031-06'))).toBe('MONTH_INVALID');
      expect(await home.recordIds()).toEqual(['r1']);
    });

    it('whose purge statement is changed are found', async () => {
      const home = kind.makeHome();
      const ledger = await home.open();
      await ledger.append(entryOf('old-1'));
      home.clock += nextMonth;
      await ledger.append(entryOf('new-1'));
      await ledger.close();
      await home.purge();
      await home.tamper((sql) => sql('UPDATE segment SET closing_hash = opening_hash WHERE number = 1'));
      expect(await home.found()).toEqual(['SEGMENT_CHANGED']);
    });

    it('do not go back when the clock does', async () => {
      const home = kind.makeHome();
      home.clock = midMonth + nextMonth;
      const ledger = await home.open();
      await ledger.append(entryOf('r1'));
      home.clock = midMonth;
      await ledger.append(entryOf('r2'));
      await ledger.close();
      expect(await home.verify()).toMatchObject({ segments: 1, records: 2, total: 0 });
    });
  });
});

// Threads start slowly where the machine is busy.
function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 30_000, interval: 5 });
}

async function countOf(home: LedgerHome, table: string): Promise<number> {
  const [row] = await home.tamper((sql) => sql(`SELECT count(*) AS rows FROM ${table}`));
  return Number(row?.['rows']);
}

function observed(kind: StoreKind): {
  readonly home: LedgerHome;
  readonly threads: WriterThread[];
  readonly startThread: typeof startWriterThread;
} {
  const threads: WriterThread[] = [];
  return {
    home: kind.makeHome(),
    threads,
    startThread: (setup) => {
      const thread = startWriterThread(setup);
      threads.push(thread);
      return thread;
    },
  };
}

async function watched(home: LedgerHome, limits: NonNullable<Parameters<LedgerHome['open']>[0]>['limits'] & object) {
  const heads: (number | undefined)[] = [];
  const ledger = await openLedger({
    ...home.source,
    keys: home.keys,
    writerId: 'gateway-a',
    now: () => home.clock,
    checkpointsFile: home.checkpointsFile,
    onCheckpoint: ({ statement }: Checkpoint) => heads.push(statement.heads[0]?.sequence),
    limits,
  });
  return { ledger, heads };
}
