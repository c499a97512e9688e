import { EventEmitter } from 'node:events';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { WriterThread } from '../../src/ledger/open-ledger.ts';
import type { WriterOrder, WriterReport } from '../../src/ledger/writer-messages.ts';
import type { LedgerEntry } from '../../src/model/ledger-entry.ts';
import { openLedger } from '../../src/ledger/open-ledger.ts';
import { childOf, codeOf, entryOf, makeHome } from './ledger-fixture.ts';

describe('the ledger does not open', () => {
  it('in a directory that cannot be written', async () => {
    const { keys, checkpointsFile } = makeHome();
    // Root may write anywhere but there.
    const opened = openLedger({ directory: '/proc', keys, writerId: 'gateway-a', now: () => 0, checkpointsFile });
    expect(await codeOf(opened)).toBe('STORE_NOT_WRITABLE');
  });

  it('when its directory is a file', async () => {
    const home = makeHome();
    const directory = join(home.data, 'file');
    writeFileSync(directory, '');
    const { keys, checkpointsFile } = home;
    const opened = openLedger({ directory, keys, writerId: 'gateway-a', now: () => 0, checkpointsFile });
    expect(await codeOf(opened)).toBe('STORE_NOT_WRITABLE');
  });

  it('when checkpoints cannot be emitted', async () => {
    const home = makeHome();
    expect(await codeOf(home.open({ checkpointsFile: home.keysDirectory }))).toBe('CHECKPOINT_NOT_WRITTEN');
  });
});

describe('append rejects, and nothing of the record is kept,', () => {
  it('when the store is full; smaller ones are taken again once there is room', async () => {
    const home = makeHome();
    const ledger = await home.open({ limits: { maxStoreBytes: 256 * 1024 } });
    const large = entryOf('large', { children: Array.from({ length: 3000 }, () => childOf()) });
    expect(await codeOf(ledger.append(large))).toBe('STORE_FULL');
    expect(ledger.health()).toMatchObject({ state: 'OPEN', fault: 'STORE_FULL', records: 0 });
    await ledger.append(entryOf('small'));
    expect(ledger.health()).toMatchObject({ fault: null, records: 1 });
    await ledger.close();
    expect(home.recordIds()).toEqual(['small']);
    expect(await home.found()).toEqual([]);
  });

  it('when another process holds the store for too long, and is taken once that has let go', async () => {
    const home = makeHome();
    const ledger = await home.open({ limits: { busyTimeoutMs: 1 } });
    const other = new DatabaseSync(join(home.directory, 'ledger.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    expect(await codeOf(ledger.append(entryOf('r1')))).toBe('STORE_BUSY');
    other.exec('ROLLBACK');
    other.close();
    await ledger.append(entryOf('r2'));
    await ledger.close();
    expect(home.recordIds()).toEqual(['r2']);
  });

  it('when the store stays full', async () => {
    const home = makeHome();
    const ledger = await home.open({ limits: { maxStoreBytes: 128 * 1024 } });
    const written: string[] = [];
    let code: unknown = null;
    for (let number = 1; code === null && number < 200; number += 1) {
      code = await ledger.append(entryOf(`r${number}`)).then(
        () => null,
        (error: { readonly code: string }) => error.code,
      );
      if (code === null) written.push(`r${number}`);
    }
    expect(code).toBe('STORE_FULL');
    expect(home.recordIds()).toEqual(written);
    await ledger.close().catch(() => undefined);
  });

  it.each([
    ['removed', (file: string) => rmSync(file)],
    [
      'replaced',
      (file: string) => {
        renameSync(file, `${file}.old`);
        writeFileSync(file, '');
      },
    ],
  ])('when the file was %s', async (_how, change) => {
    const home = makeHome();
    const ledger = await home.open();
    await ledger.append(entryOf('r1'));
    change(join(home.directory, 'ledger.sqlite'));
    expect(await codeOf(ledger.append(entryOf('r2')))).toBe('STORE_REPLACED');
    expect(ledger.health()).toMatchObject({ state: 'UNAVAILABLE', fault: 'STORE_REPLACED' });
    expect(await codeOf(ledger.close())).toBe('STORE_REPLACED');
  });

  it('when the file of the uncheckpointed part was removed', async () => {
    const home = makeHome();
    const ledger = await home.open();
    rmSync(join(home.directory, 'ledger.sqlite-wal'));
    expect(await codeOf(ledger.append(entryOf('r1')))).toBe('STORE_REPLACED');
    await codeOf(ledger.close());
  });

  it('while a signed checkpoint cannot be emitted, and no longer than that', async () => {
    const home = makeHome();
    const checkpointsFile = join(home.data, 'elsewhere', 'checkpoints.jsonl');
    const ledger = await home.open({ checkpointsFile, limits: { checkpointRecords: 1 } });
    rmSync(join(home.data, 'elsewhere'), { recursive: true });
    writeFileSync(join(home.data, 'elsewhere'), 'not a directory');
    // Durable itself, but its checkpoint is stuck.
    await ledger.append(entryOf('r1'));
    expect(ledger.health().fault).toBe('CHECKPOINT_NOT_WRITTEN');
    expect(await codeOf(ledger.append(entryOf('r2')))).toBe('CHECKPOINT_NOT_WRITTEN');
    rmSync(join(home.data, 'elsewhere'));
    mkdirSync(join(home.data, 'elsewhere'));
    await ledger.append(entryOf('r3'));
    expect(ledger.health().fault).toBe(null);
    await ledger.close();
    expect(home.recordIds()).toEqual(['r1', 'r3']);
  });

  it('when the entry has no canonical form; its neighbours in the group are written', async () => {
    const home = makeHome();
    const ledger = await home.open();
    const results = await Promise.allSettled([
      ledger.append(entryOf('r1')),
      ledger.append(entryOf('bad', { at: 0.5 })),
      ledger.append(entryOf('worse', { purpose: (() => 'x') as unknown as string })),
      ledger.append(entryOf('r2')),
    ]);
    await ledger.close();
    expect(results.map((result) => (result.status === 'fulfilled' ? 'written' : result.reason.code))).toEqual([
      'written',
      'ENTRY_INVALID',
      'ENTRY_INVALID',
      'written',
    ]);
    expect(home.recordIds()).toEqual(['r1', 'r2']);
    expect(await home.found()).toEqual([]);
  });

  it('when the ledger is closed; what waited before was written', async () => {
    const home = makeHome();
    const ledger = await home.open();
    const waited = ledger.append(entryOf('r1'));
    const closing = ledger.close();
    expect(await codeOf(ledger.append(entryOf('r2')))).toBe('LEDGER_CLOSED');
    await waited;
    await closing;
    await ledger.close();
    expect(ledger.health().state).toBe('CLOSED');
    expect(home.recordIds()).toEqual(['r1']);
  });
});

describe('append rejects without a working thread', () => {
  it('when more records wait than the bound', async () => {
    const { ledger, thread } = await withFakeThread({ queueRecords: 2 });
    const waiting = [ledger.append(entryOf('r1')), ledger.append(entryOf('r2'))];
    expect(await codeOf(ledger.append(entryOf('r3')))).toBe('QUEUE_FULL');
    thread.say({ kind: 'COMMITTED', durable: [1], invalid: [], unsigned: 0, fault: null });
    await waiting[0];
    const third = ledger.append(entryOf('r4'));
    thread.say({ kind: 'COMMITTED', durable: [2, 3], invalid: [], unsigned: 0, fault: null });
    await Promise.all([...waiting, third]);
    expect(thread.orders.map((order) => (order.kind === 'APPEND' ? order.entry.recordId : order.kind))).toEqual([
      'r1',
      'r2',
      'r4',
    ]);
  });

  it('when the waiting records together are larger than the bound', async () => {
    const { ledger, thread } = await withFakeThread({ queueParts: 10 });
    // One for the record, and for the child one and its two identifiers and one outcome.
    const first = ledger.append(entryOf('r1'));
    const second = ledger.append(entryOf('r2'));
    expect(await codeOf(ledger.append(entryOf('r3')))).toBe('QUEUE_FULL');
    thread.say({ kind: 'COMMITTED', durable: [1, 2], invalid: [], unsigned: 0, fault: null });
    await Promise.all([first, second]);
  });

  it('when it is not confirmed in time; a confirmation that comes late changes nothing', async () => {
    const { ledger, thread } = await withFakeThread({ appendTimeoutMs: 1 });
    expect(await codeOf(ledger.append(entryOf('r1')))).toBe('TIMEOUT');
    expect(ledger.health().waiting).toBe(1);
    thread.say({ kind: 'COMMITTED', durable: [1], invalid: [], unsigned: 0, fault: null });
    expect(ledger.health().waiting).toBe(0);
  });

  it('when the thread dies, for all that wait', async () => {
    const { ledger, thread } = await withFakeThread({});
    const waiting = [codeOf(ledger.append(entryOf('r1'))), codeOf(ledger.append(entryOf('r2')))];
    thread.emit('exit', 1);
    expect(await Promise.all(waiting)).toEqual(['WORKER_DIED', 'WORKER_DIED']);
    expect(ledger.health()).toMatchObject({ state: 'RESTARTING', waiting: 0 });
    expect(await codeOf(ledger.append(entryOf('r3')))).toBe('WORKER_DIED');
  });
});

/** A thread that is only told things and says what the test wants. */
class FakeThread extends EventEmitter {
  readonly orders: Exclude<WriterOrder, { kind: 'CHECKPOINT' }>[] = [];

  postMessage(order: Exclude<WriterOrder, { kind: 'CHECKPOINT' }>): void {
    this.orders.push(order);
  }

  say(report: WriterReport): void {
    this.emit('message', report);
  }

  terminate(): Promise<number> {
    return Promise.resolve(0);
  }
}

async function withFakeThread(limits: Parameters<typeof openLedger>[0]['limits'] & object): Promise<{
  readonly ledger: { append(entry: LedgerEntry): Promise<void>; health(): { state: string; waiting: number } };
  readonly thread: FakeThread;
}> {
  const thread = new FakeThread();
  const home = makeHome();
  const ledger = await home.open({
    limits,
    startThread: () => {
      if (thread.listenerCount('message') === 0) queueMicrotask(() => thread.say({ kind: 'READY' }));
      return thread as unknown as WriterThread;
    },
  });
  return { ledger, thread };
}
