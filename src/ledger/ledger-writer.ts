/**
 * The writer thread: opens the store and carries out what it is told. Started by `openLedger`; SQLite blocks here and
 * nowhere else, and what is sent to PostgreSQL is printed here.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { LedgerErrorCode } from './ledger-error.ts';
import type { LedgerStore } from './ledger-store.ts';
import { asLedgerError } from './open-database.ts';
import { openPostgresStore } from './postgres-store.ts';
import { isFinal, serveStore } from './serve-store.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Checkpoint } from './statement.ts';
import type { WriterOrder, WriterReport, WriterSetup } from './writer-messages.ts';

if (parentPort === null) throw new Error('The ledger writer runs as a thread of the gateway.');
const port = parentPort;
// The thread that starts us is the only one that does, and it hands over this type.
const setup = workerData as WriterSetup;

const report = (message: WriterReport): void => port.postMessage(message);

const store = await open();
if (store !== null) {
  const heed = serveStore(store, { report, onClosed: () => port.close() });
  port.on('message', (order: WriterOrder) => heed(order));
}

async function open(): Promise<LedgerStore | null> {
  const { postgres, openedAt } = setup;
  const onCheckpoint = (checkpoint: Checkpoint): void => report({ kind: 'CHECKPOINT', checkpoint });
  try {
    const opened =
      postgres === null || postgres === undefined
        ? openSqliteStore(setup, openedAt, onCheckpoint)
        : await openPostgresStore({ ...setup, postgres }, openedAt, { onCheckpoint, onStanding });
    report({ kind: 'READY' });
    return opened;
  } catch (error) {
    const { code, detail } = asLedgerError(error);
    report({ kind: 'REFUSED', code, detail });
    return null;
  }
}

function onStanding(code: LedgerErrorCode | null): void {
  if (code === null) report({ kind: 'HELD' });
  else if (isFinal(code)) report({ kind: 'FAILED', what: 'CHECKPOINT', code, isFinal: true });
  else report({ kind: 'LOST', code });
}
