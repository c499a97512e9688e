import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('the young generation of a thread of the ledger is bounded by its own limit, whatever the main thread was given', () => {
  const program = fileURLToPath(new URL('./young-generation.ts', import.meta.url));
  const printed = execFileSync(process.execPath, ['--max-semi-space-size=64', program], { encoding: 'utf8' });
  const [thread = Number.NaN, main = Number.NaN] = printed.trim().split('\n').map(Number);
  // As large as it was given: taking back what threads would get takes nothing from it.
  expect(main).toBeGreaterThanOrEqual(64);
  // V8 takes more than the bound for moments; by the flag it takes as much as the main thread.
  expect(thread).toBeGreaterThan(0);
  expect(thread).toBeLessThan(main / 3);
});
