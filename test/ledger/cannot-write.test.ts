import { EventEmitter, once } from 'node:events';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { Ledger, WriterThread } from '../../src/ledger/open-ledger.ts';
import type { Checkpoint } from '../../src/ledger/statement.ts';
import type { WriterOrder, WriterReport } from '../../src/ledger/writer-messages.ts';
import { openLedger } from '../../src/ledger/open-ledger.ts';
import { childOf, codeOf, describeStores, entryOf, makeHome, midMonth, outcomeOf } from './ledger-fixture.ts';

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
});

describe('append rejects, and nothing of the record is kept,', () => {
  it('when the store is full; smaller ones are taken again once there is room', async () => {
    const home = makeHome();
    const ledger = await home.open({ limits: { maxStoreBytes: 256 * 1024 } });
    const large = entryOf('large', { children: Array.from({ length: 12_000 }, () => childOf()) });
    expect(await codeOf(ledger.append(large))).toBe('STORE_FULL');
    expect(ledger.health()).toMatchObject({ state: 'OPEN', fault: 'STORE_FULL', records: 0 });
    await ledger.append(entryOf('small'));
    expect(ledger.health()).toMatchObject({ fault: null, records: 1 });
    await ledger.close();
    expect(await home.recordIds()).toEqual(['small']);
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
    expect(await home.recordIds()).toEqual(['r2']);
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
    expect(await home.recordIds()).toEqual(written);
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
});

describeStores('append rejects, and nothing of the record is kept,', (kind) => {
  it('while a signed checkpoint cannot be emitted, and no longer than that', async () => {
    const home = kind.makeHome();
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
    expect(await home.recordIds()).toEqual(['r1', 'r3']);
  });

  it('when the entry has no canonical form; its neighbours in the group are written', async () => {
    const home = kind.makeHome();
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
    expect(await home.recordIds()).toEqual(['r1', 'r2']);
    expect(await home.found()).toEqual([]);
  });

  it('when the ledger is closed; what waited before was written', async () => {
    const home = kind.makeHome();
    const ledger = await home.open();
    const waited = ledger.append(entryOf('r1'));
    const closing = ledger.close();
    expect(await codeOf(ledger.append(entryOf('r2')))).toBe('LEDGER_CLOSED');
    await waited;
    await closing;
    await ledger.close();
    expect(ledger.health().state).toBe('CLOSED');
    expect(await home.recordIds()).toEqual(['r1']);
  });

  it('from the start when checkpoints cannot be emitted', async () => {
    const home = kind.makeHome();
    expect(await codeOf(home.open({ checkpointsFile: home.keysDirectory }))).toBe('CHECKPOINT_NOT_WRITTEN');
  });
});

describe('append rejects without a working thread', () => {
  it('when more records wait than the bound', async () => {
    const { ledger, thread } = await withFakeThread({ queueRecords: 2 });
    const waiting = [ledger.append(entryOf('r1')), ledger.append(entryOf('r2'))];
    expect(await codeOf(ledger.append(entryOf('r3')))).toBe('QUEUE_FULL');
    await thread.ordered(1);
    thread.say(committed);
    await Promise.all(waiting);
    const third = ledger.append(entryOf('r4'));
    await thread.ordered(2);
    thread.say(committed);
    await third;
    expect(thread.orders.map(recordIdsIn)).toEqual([['r1', 'r2'], ['r4']]);
  });

  it('when the waiting records together are larger than the bound, and no longer than that', async () => {
    const { ledger, thread } = await withFakeThread({ queueBytes: 2_000 });
    const accepted: Promise<void>[] = [];
    let refused: unknown = null;
    while (refused === null && accepted.length < 100) {
      const appended = ledger.append(entryOf('r'));
      refused = await Promise.race([codeOf(appended), turnOfTheLoop().then(() => null)]);
      if (refused === null) accepted.push(appended);
    }
    expect(refused).toBe('QUEUE_FULL');
    expect(accepted.length).toBeGreaterThan(0);
    for (; ledger.health().waiting > 0; await turnOfTheLoop()) thread.say(committed);
    await Promise.all(accepted);
    const again = ledger.append(entryOf('again'));
    await thread.ordered(thread.orders.length + 1);
    thread.say(committed);
    await again;
  });

  it('when it is not confirmed in time; a confirmation that comes late changes nothing', async () => {
    const { ledger, thread } = await withFakeThread({ appendTimeoutMs: 1 });
    expect(await codeOf(ledger.append(entryOf('r1')))).toBe('TIMEOUT');
    expect(ledger.health().waiting).toBe(1);
    await thread.ordered(1);
    thread.say(committed);
    expect(ledger.health().waiting).toBe(0);
  });

  it('when it is not confirmed in time, each in its turn', async () => {
    const { ledger } = await withFakeThread({ appendTimeoutMs: 20 });
    const first = codeOf(ledger.append(entryOf('r1')));
    await new Promise((done) => setTimeout(done, 10));
    const second = codeOf(ledger.append(entryOf('r2')));
    expect(await Promise.all([first, second])).toEqual(['TIMEOUT', 'TIMEOUT']);
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

describe('a ledger that has lost its store', () => {
  it('says so for as long as that lasts, also while it signs what it finds there again', async () => {
    const { ledger, thread } = await withFakeThread({});
    thread.say({ kind: 'LOST', code: 'STORE_UNREACHABLE' });
    expect(await codeOf(ledger.append(entryOf('r1')))).toBe('STORE_UNREACHABLE');
    // Taking a chain signs its end; only then is it held.
    thread.say({ kind: 'CHECKPOINT', checkpoint: { statement: { at: midMonth } } as Checkpoint });
    expect(await codeOf(ledger.append(entryOf('r2')))).toBe('STORE_UNREACHABLE');
    thread.say(committed);
    expect(await codeOf(ledger.append(entryOf('r3')))).toBe('STORE_UNREACHABLE');
    expect(ledger.health()).toMatchObject({ state: 'RESTARTING', fault: 'STORE_UNREACHABLE' });
    thread.say({ kind: 'HELD' });
    expect(ledger.health()).toMatchObject({ state: 'OPEN', fault: null });
  });
});

describe('a ledger whose last write failed', () => {
  it('tries again although nobody asks, and says so until that succeeds', async () => {
    const { ledger, thread } = await withFakeThread({});
    const refused = codeOf(ledger.append(entryOf('r1')));
    await thread.ordered(1);
    thread.say({ kind: 'FAILED', what: 'BATCH', code: 'STORE_FULL', isFinal: false });
    expect(await refused).toBe('STORE_FULL');
    await thread.ordered(2);
    expect(thread.orders[1]).toMatchObject({ kind: 'CHECKPOINT' });
    expect(ledger.health()).toMatchObject({ state: 'OPEN', fault: 'STORE_FULL' });
    thread.say({ kind: 'FAILED', what: 'CHECKPOINT', code: 'STORE_FULL', isFinal: false });
    await thread.ordered(3);
    expect(thread.orders[2]).toMatchObject({ kind: 'CHECKPOINT' });
    thread.say({ kind: 'CHECKPOINT', checkpoint: { statement: { at: midMonth } } as Checkpoint });
    expect(ledger.health()).toMatchObject({ state: 'OPEN', fault: null, checkpointAt: midMonth });
  });
});

describe('the queue', () => {
  it('holds what sixteen lists of 500 children record, granted and released', async () => {
    const { ledger } = await withFakeThread({});
    const outcomes = Array.from({ length: 60 }, (_, index) => outcomeOf({ class: `CLASS-${index}` }));
    const children = Array.from({ length: 500 }, (_, child) =>
      childOf({
        keys: Array.from({ length: 25 }, (__, key) => ({ scheme: `SCHEME-${key}`, value: `value-${child}` })),
        // Hardly two children alike.
        outcomes: outcomes.map((each, index) => ({
          ...each,
          code: (child + index) % 7 === 0 ? `CODE-${child}` : null,
        })),
      }),
    );
    const refused: unknown[] = [];
    for (let list = 0; list < 32; list += 1) {
      ledger.append(entryOf(`list-${list}`, { children })).catch((error: unknown) => refused.push(error));
    }
    await turnOfTheLoop();
    expect({ refused, waiting: ledger.health().waiting }).toEqual({ refused: [], waiting: 32 });
  });
});

describe('entries are handed over', () => {
  it('in one batch for all of a turn of the loop, and while it is written the next waits', async () => {
    const { ledger, thread } = await withFakeThread({});
    const waiting = ['r1', 'r2', 'r3'].map((id) => ledger.append(entryOf(id)));
    await thread.ordered(1);
    waiting.push(ledger.append(entryOf('r4')), ledger.append(entryOf('r5')));
    await turnOfTheLoop();
    await turnOfTheLoop();
    expect(thread.orders.map(recordIdsIn)).toEqual([['r1', 'r2', 'r3']]);
    thread.say(committed);
    await thread.ordered(2);
    thread.say(committed);
    await Promise.all(waiting);
    expect(thread.orders.map(recordIdsIn)).toEqual([
      ['r1', 'r2', 'r3'],
      ['r4', 'r5'],
    ]);
  });

  it('of those that may wait with the next that may not, in the order in which they came', async () => {
    const { ledger, thread } = await withFakeThread({ laterMs: 60_000 });
    const granted = [ledger.append(entryOf('g1'), { mayWait: true }), ledger.append(entryOf('g2'), { mayWait: true })];
    await turnOfTheLoop();
    expect(thread.orders).toEqual([]);
    const released = ledger.append(entryOf('r1', { kind: 'RELEASED' }));
    await thread.ordered(1);
    thread.say(committed);
    await Promise.all([...granted, released]);
    expect(thread.orders.map(recordIdsIn)).toEqual([['g1', 'g2', 'r1']]);
  });

  it('of those that may wait after a while also when nothing else comes', async () => {
    const { ledger, thread } = await withFakeThread({ laterMs: 1 });
    const granted = ledger.append(entryOf('g1'), { mayWait: true });
    await thread.ordered(1);
    thread.say(committed);
    await granted;
  });

  it('in batches no larger than the bounds, one after the other', async () => {
    const { ledger, thread } = await withFakeThread({ groupRecords: 2 });
    const waiting = ['r1', 'r2', 'r3', 'r4', 'r5'].map((id) => ledger.append(entryOf(id)));
    for (const batch of [1, 2, 3]) {
      await thread.ordered(batch);
      thread.say(committed);
    }
    await Promise.all(waiting);
    expect(thread.orders.map(recordIdsIn)).toEqual([['r1', 'r2'], ['r3', 'r4'], ['r5']]);
  });

  it('and a batch that could not be written fails alone', async () => {
    const { ledger, thread } = await withFakeThread({ groupRecords: 1 });
    const [first, second] = [codeOf(ledger.append(entryOf('r1'))), ledger.append(entryOf('r2'))];
    await thread.ordered(1);
    thread.say({ kind: 'FAILED', what: 'BATCH', code: 'STORE_FULL', isFinal: false });
    expect(await first).toBe('STORE_FULL');
    await thread.ordered(2);
    thread.say(committed);
    await second;
  });

  it('without anything by which somebody could be known', async () => {
    const { ledger, thread } = await withFakeThread({});
    const waiting = ledger.append(entryOf('r1'));
    await thread.ordered(1);
    thread.say(committed);
    await waiting;
    const [order] = thread.orders;
    const texts = order?.kind === 'APPEND' ? order.batch.texts : [];
    expect(texts.join()).toContain('planted-subject');
    for (const word of ['9990000018', 'planted-record-id']) expect(texts.join()).not.toContain(word);
  });
});

const committed: WriterReport = { kind: 'COMMITTED', unsigned: 0, fault: null };

function recordIdsIn(order: WriterOrder): readonly string[] {
  const texts = order.kind === 'APPEND' ? order.batch.texts : [];
  return texts.filter((_, index) => index % 2 === 0).map((clear) => JSON.parse(`{${clear}`).recordId);
}

function turnOfTheLoop(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

/** A thread that is only told things and says what the test wants. */
class FakeThread extends EventEmitter {
  readonly orders: WriterOrder[] = [];

  postMessage(order: WriterOrder): void {
    this.orders.push(order);
    this.emit('order');
  }

  /** Resolves when it has been told so many things. */
  async ordered(count: number): Promise<void> {
    while (this.orders.length < count) await once(this, 'order');
  }

  say(report: WriterReport): void {
    this.emit('message', report);
  }

  terminate(): Promise<number> {
    return Promise.resolve(0);
  }
}

async function withFakeThread(limits: Parameters<typeof openLedger>[0]['limits'] & object): Promise<{
  readonly ledger: Pick<Ledger, 'append' | 'health'>;
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
