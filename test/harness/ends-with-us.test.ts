import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const starter = `
  import { spawn } from 'node:child_process';
  import { endingWithUs } from ${JSON.stringify(fileURLToPath(new URL('./ends-with-us.ts', import.meta.url)))};
  const server = spawn(...endingWithUs('sleep', ['300']), { stdio: 'ignore' });
  console.log(server.pid);
  setInterval(() => undefined, 1000);
`;

it("somebody else's server ends with a test process that was killed, and holds no run open", async () => {
  const test = spawn(process.execPath, ['--input-type=module', '--eval', starter], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(test.stdout, 'data')) as [Buffer];
  const server = Number(line.toString());
  await expect.poll(() => programOf(server), { timeout: 20_000 }).toMatch(/\/(?:sleep|coreutils)$/);
  test.kill('SIGKILL');
  await expect.poll(() => programOf(server), { timeout: 20_000 }).toBe(null);
});

/** Null: it has ended, though perhaps nobody has asked about it yet. */
function programOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return null;
  }
}
