/**
 * The reading thread: finds who looked at children, in a connection of its own that cannot write. Started
 * by `openLooks`; SQLite blocks here, and holds up neither the gateway nor the writer.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { createFindLooks, type FoundPage } from './find-looks.ts';
import type { LooksAnswer, LooksQuestion, LooksSetup } from './looks-messages.ts';
import { asLedgerError } from './open-database.ts';
import { accessStore } from './open-store.ts';

if (parentPort === null) throw new Error('The ledger reader runs as a thread of the gateway.');
const port = parentPort;
// The thread that starts us is the only one that does, and it hands over this type.
const { key, formerKeys, ...source } = workerData as LooksSetup;
const access = accessStore(source);

port.on('message', ({ id, children, page }: LooksQuestion) => {
  void answerTo(children, page).then((answer) => port.postMessage({ id, ...answer } satisfies LooksAnswer));
});

async function answerTo(
  children: LooksQuestion['children'],
  page: LooksQuestion['page'],
): Promise<Pick<LooksAnswer, 'found' | 'code'>> {
  try {
    // One moment of the store: what is indexed meanwhile is seen in one place or the other.
    const found = await access.read(async (open) => {
      const find = createFindLooks(open, { key, formerKeys });
      const pages: FoundPage[] = [];
      for (const records of children) pages.push(await open.take(find(records, page)));
      return pages;
    });
    return { found, code: null };
  } catch (error) {
    return { found: null, code: asLedgerError(error).code };
  }
}
