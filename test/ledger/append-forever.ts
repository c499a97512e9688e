/**
 * A gateway's stand-in that is there to be killed: `node append-forever.ts SOURCE KEYS CHECKPOINTS`, SOURCE in JSON,
 * appends records, several at once, and prints the id of each as soon as the ledger has confirmed it.
 */
import { writeSync } from 'node:fs';
import { loadOrCreateDevelopmentKeys } from '../../src/ledger/ledger-keys.ts';
import { openLedger } from '../../src/ledger/open-ledger.ts';
import type { LedgerSource } from '../../src/ledger/open-store.ts';
import { entryOf, midMonth } from './ledger-fixture.ts';

const [source = '', keysDirectory = '', checkpointsFile = ''] = process.argv.slice(2);
const ledger = await openLedger({
  ...(JSON.parse(source) as LedgerSource),
  keys: loadOrCreateDevelopmentKeys(keysDirectory),
  writerId: 'gateway-a',
  now: () => midMonth,
  checkpointsFile,
});

await Promise.all(['a', 'b', 'c'].map(appendForever));

async function appendForever(line: string): Promise<void> {
  for (let number = 1; ; number += 1) {
    await ledger.append(entryOf(`${line}${number}`));
    // Straight to the pipe: what the parent reads was confirmed, whatever happens next.
    writeSync(1, `${line}${number}\n`);
  }
}
