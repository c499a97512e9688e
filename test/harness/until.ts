import { setTimeout as wait } from 'node:timers/promises';

/** Waits until something holds; fails when that takes minutes. */
export async function until(isSo: () => Promise<boolean> | boolean, patienceMs = 120_000): Promise<void> {
  for (const started = performance.now(); performance.now() - started < patienceMs; ) {
    if (await isSo()) return;
    await wait(50);
  }
  throw new Error('it did not come true in time');
}
