/**
 * The writer thread of the control state: changes and notices. Started by `openControl`; a change
 * waits for the disk here, not on the event loop.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { applyControlChanges, publishHead } from './apply-control-changes.ts';
import { appendStatements } from './checkpoint-file.ts';
import { type ControlDatabase, openControlDatabase } from './control-database.ts';
import { asControlError } from './control-error.ts';
import type { ControlOrder, ControlReport, ControlWriterSetup } from './control-messages.ts';
import { hasNoticesDue, purgeControl, takeNotices } from './control-notices.ts';
import { takeSteps } from './ledger-steps.ts';

if (parentPort === null) throw new Error('The writer of the control state runs as a thread of the gateway.');
const port = parentPort;
// The thread that starts us is the only one that does, and it hands over this type.
const setup = workerData as ControlWriterSetup;

const report = (message: ControlReport): void => port.postMessage(message);

const control = open();
if (control !== null) port.on('message', (order: ControlOrder) => heed(control, order));

function open(): ControlDatabase | null {
  try {
    const opened = openControlDatabase(setup.directory, { access: 'WRITE', busyTimeoutMs: setup.busyTimeoutMs });
    report({ kind: 'READY' });
    return opened;
  } catch (error) {
    report({ kind: 'UNUSABLE', code: asControlError(error).code });
    return null;
  }
}

function heed(opened: ControlDatabase, order: ControlOrder): void {
  switch (order.kind) {
    case 'APPLY':
      attempt(order.id, () => {
        const outcome = opened.inTransaction(
          (database) => takeSteps(database, applyControlChanges(opened.store, order.changes)),
          ({ kind }) => kind === 'APPLIED' && !order.isTrial,
        );
        report({ kind: 'APPLIED', id: order.id, outcome });
      });
      if (!order.isTrial) emit(opened, order.now);
      return;
    case 'PUBLISH':
      attempt(order.id, () => {
        const head = opened.inTransaction(
          (database) => takeSteps(database, publishHead(order.head, order.mayReuseEdition)),
          () => true,
        );
        report({ kind: 'PUBLISHED', id: order.id, head });
      });
      return;
    case 'TICK':
      emit(opened, order.now);
      if (order.purges) purge(opened, order.now);
      return;
  }
}

function attempt(id: number, work: () => void): void {
  try {
    work();
  } catch (error) {
    report({ kind: 'FAILED', id, code: asControlError(error).code });
  }
}

// A notice that cannot be sent waits in the store; what it speaks of has happened.
function emit(opened: ControlDatabase, now: number): void {
  try {
    if (opened.use((database) => takeSteps(database, hasNoticesDue(now)))) {
      opened.inTransaction(
        (database) => {
          const due = takeSteps(database, takeNotices(now));
          if (due.length > 0) appendStatements(setup.noticesFile, due);
        },
        () => true,
      );
    }
    report({ kind: 'NOTICES', isSent: true });
  } catch {
    report({ kind: 'NOTICES', isSent: false });
  }
}

function purge(opened: ControlDatabase, now: number): void {
  try {
    opened.inTransaction(
      (database) => takeSteps(database, purgeControl(now)),
      () => true,
    );
  } catch {
    // What is past its time stays until the next time.
  }
}
