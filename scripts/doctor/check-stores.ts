import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../../src/config/load-config.ts';
import { advice, type Finding, mend, ok } from './finding.ts';

/** Below this much room the ledger may be full before somebody has seen to it: about a million disclosures. */
const leastBytes = 2 * 1024 ** 3;

/** Where records and notices are kept: whether they can be written, and for how long. */
export function checkStores(config: Config): readonly Finding[] {
  const { directory, checkpointsFile } = config.ledger;
  return [
    ...writable('ledger', directory),
    ...writable('checkpoints', dirname(checkpointsFile)),
    ...writable('notices', dirname(config.notices.file)),
    ...apart(directory, checkpointsFile),
  ];
}

function writable(what: string, directory: string): readonly Finding[] {
  const existing = nearest(directory);
  try {
    accessSync(existing, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return [mend(what, `${existing} cannot be written`, 'Give it to the user that the gateway runs as, mode 700.')];
  }
  const { bavail, bsize } = statfsSync(existing);
  const free = bavail * bsize;
  const room = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
  return [free < leastBytes ? mend(what, room, 'Make room: without a record nothing is released.') : ok(what, room)];
}

function apart(directory: string, checkpointsFile: string): readonly Finding[] {
  const what = 'checkpoints: place';
  if (statSync(nearest(directory)).dev !== statSync(nearest(dirname(checkpointsFile))).dev) return [ok(what)];
  const fix = 'Put `ledger.checkpointsFile` on another disk or machine: who can change the ledger should not reach it.';
  return [advice(what, 'signed heads lie on the same disk as the ledger', fix)];
}

/** The directory, or the nearest one above it that is there. */
function nearest(directory: string): string {
  return existsSync(directory) || dirname(directory) === directory ? directory : nearest(dirname(directory));
}
