/**
 * `node --max-semi-space-size=64 young-generation.ts` prints how far the young generation of a thread grew, in MB, that
 * was started as the gateway starts its threads, then that of the main thread: both have much that lives for a while.
 */
import { writeSync } from 'node:fs';
import { getHeapSpaceStatistics } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import { startThread } from '../../src/ledger/start-thread.ts';

if (isMainThread) {
  const thread = startThread(new URL(import.meta.url), { name: 'young', data: null, oldGenerationMb: 512 });
  thread.once('exit', tell);
} else tell();

function tell(): void {
  writeSync(1, `${grown()}\n`);
}

/** So much lives for so long that V8 makes the young generation as large as it may. */
function grown(): number {
  let held: unknown[] = [];
  let mostMb = 0;
  for (let made = 0; made < 3_000_000; made += 1) {
    held.push({ made, text: `number ${made}` });
    if (held.length === 400_000) held = held.slice(200_000);
    if (made % 50_000 === 0) mostMb = Math.max(mostMb, youngMb());
  }
  return Math.round(mostMb);
}

function youngMb(): number {
  return (getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0) / 2 ** 20;
}
