import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);

describe('the modules', () => {
  it('keep the boundaries of .dependency-cruiser.mjs, and the picture in docs/architecture.md is true', async () => {
    const { stdout } = await run(process.execPath, ['scripts/modules.ts', '--check']);

    expect(stdout).toMatch(/^\d{2,} modules, 0 violations\n$/);
  });
});
