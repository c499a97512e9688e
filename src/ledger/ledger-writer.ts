/**
 * The writer thread: opens the store and carries out what it is told. Started by `openLedger`; SQLite blocks here and
 * nowhere else.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { LedgerStore } from './ledger-store.ts';
import { asLedgerError } from './open-database.ts';
import { serveStore } from './serve-store.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { WriterOrder, WriterReport, WriterSetup } from './writer-messages.ts';

if (parentPort === null) throw new Error('The ledger writer runs as a thread of the gateway.');
const port = parentPort;
// The thread that starts us is the only one that does, and it hands over this type.
const setup = workerData as WriterSetup;

const report = (message: WriterReport): void => port.postMessage(message);

const store = open();
if (store !== null) {
  const heed = serveStore(store, { report, onClosed: () => port.close() });
  port.on('message', (order: WriterOrder) => heed(order));
}

function open(): LedgerStore | null {
  try {
    const opened = openSqliteStore(setup, setup.openedAt, (checkpoint) => report({ kind: 'CHECKPOINT', checkpoint }));
    report({ kind: 'READY' });
    return opened;
  } catch (error) {
    report({ kind: 'REFUSED', code: asLedgerError(error).code });
    return null;
  }
}
