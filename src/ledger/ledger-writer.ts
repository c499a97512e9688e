/**
 * The writer thread: takes entries, commits whatever waits as one group, reports what is durable.
 * Started by `openLedger`; SQLite blocks here and nowhere else.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type LedgerStore, openLedgerStore, type WaitingEntry } from './ledger-store.ts';
import type { LedgerErrorCode } from './ledger-error.ts';
import { asLedgerError } from './open-database.ts';
import type { WriterOrder, WriterReport, WriterSetup } from './writer-messages.ts';

const finalCodes: ReadonlySet<LedgerErrorCode> = new Set(['STORE_REPLACED', 'STORE_DAMAGED', 'CHAIN_BROKEN']);

if (parentPort === null) throw new Error('The ledger writer runs as a thread of the gateway.');
const port = parentPort;
// The thread that starts us is the only one that does, and it hands over this type.
const setup = workerData as WriterSetup;

const report = (message: WriterReport): void => port.postMessage(message);

const store = open();
if (store !== null) write(store);

function open(): LedgerStore | null {
  try {
    const opened = openLedgerStore(setup, setup.openedAt, (checkpoint) => report({ kind: 'CHECKPOINT', checkpoint }));
    report({ kind: 'READY' });
    return opened;
  } catch (error) {
    report({ kind: 'REFUSED', code: asLedgerError(error).code });
    return null;
  }
}

function write(ledger: LedgerStore): void {
  let waiting: WaitingEntry[] = [];
  let isScheduled = false;

  port.on('message', (order: WriterOrder) => {
    switch (order.kind) {
      case 'APPEND':
        waiting.push(order);
        schedule();
        return;
      case 'CHECKPOINT':
        attempt([], () => ledger.checkpoint(order.at));
        return;
      case 'CLOSE':
        while (waiting.length > 0) commitGroup();
        close(order.at);
        return;
    }
  });

  // All that arrives before the next turn of the loop, hence also all that arrives during a commit,
  // goes into one group.
  function schedule(): void {
    if (isScheduled || waiting.length === 0) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      commitGroup();
      schedule();
    });
  }

  function commitGroup(): void {
    const group = waiting.slice(0, setup.limits.groupRecords);
    waiting = waiting.slice(group.length);
    if (group.length === 0) return;
    attempt(
      group.map(({ id }) => id),
      () => {
        const { emissionFault, ...outcome } = ledger.commit(group);
        report({ kind: 'COMMITTED', ...outcome, fault: emissionFault?.code ?? null });
      },
    );
  }

  function attempt(ids: readonly number[], work: () => void): void {
    try {
      work();
    } catch (error) {
      const { code } = asLedgerError(error);
      report({ kind: 'FAILED', ids, code, isFinal: finalCodes.has(code) });
    }
  }

  function close(at: number): void {
    let code: LedgerErrorCode | null = null;
    try {
      ledger.close(at);
    } catch (error) {
      code = asLedgerError(error).code;
    }
    report({ kind: 'CLOSED', code });
    port.close();
  }
}
