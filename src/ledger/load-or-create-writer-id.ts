import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createFileOnce } from './create-file-once.ts';

/**
 * The writer id of a ledger directory (`writer-id`), made once, so that a restarted gateway goes on
 * with its chain. A second gateway over the same directory needs a configured id of its own.
 */
export function loadOrCreateWriterId(directory: string): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = createFileOnce(directory, 'writer-id', () => `gateway-${randomBytes(4).toString('hex')}\n`);
  return readFileSync(path, 'utf8').trim();
}
