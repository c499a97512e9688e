import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';

vi.setConfig({ testTimeout: 120_000 });

/** What six clients at once heard of two workers, of which one hangs and is killed while one of the clients is handed to it. */
async function heardBy(program: 'with' | 'without'): Promise<readonly string[]> {
  const file = fileURLToPath(new URL('two-workers.ts', import.meta.url));
  const child = spawn(process.execPath, [file, program], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  return JSON.parse(printed) as string[];
}

test('a connection that a worker did not take before it died is answered by another one', async () => {
  expect(await heardBy('with')).toEqual(['two', 'two', 'two', 'two', 'two', 'two']);
});

test('without that Node would leave one of them waiting', async () => {
  expect([...(await heardBy('without'))].sort()).toEqual(['nothing', 'two', 'two', 'two', 'two', 'two']);
});
