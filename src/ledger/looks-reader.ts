/**
 * The reading thread: finds who looked at children, in a connection of its own that cannot write. Started
 * by `openLooks`; SQLite blocks here, and holds up neither the gateway nor the writer.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { createFindLooks } from './find-looks.ts';
import type { LooksAnswer, LooksQuestion, LooksSetup } from './looks-messages.ts';
import { asLedgerError, openForReading } from './open-database.ts';

if (parentPort === null) throw new Error('The ledger reader runs as a thread of the gateway.');
const port = parentPort;
// The thread that starts us is the only one that does, and it hands over this type.
const { directory, key } = workerData as LooksSetup;

port.on('message', ({ id, children, page }: LooksQuestion) => {
  port.postMessage({ id, ...answerTo(children, page) } satisfies LooksAnswer);
});

// Opened for each question: a store that was purged or replaced meanwhile is read as it is.
function answerTo(
  children: LooksQuestion['children'],
  page: LooksQuestion['page'],
): Pick<LooksAnswer, 'found' | 'code'> {
  try {
    const open = openForReading(directory, { checkSchema: false });
    try {
      // One moment of the store: what is indexed meanwhile is seen in one place or the other.
      open.database.exec('BEGIN');
      const find = createFindLooks(open, key);
      return { found: children.map((records) => find(records, page)), code: null };
    } finally {
      open.database.close();
    }
  } catch (error) {
    return { found: null, code: asLedgerError(error).code };
  }
}
