import { expect, test } from 'vitest';
import { runProtocolAlone } from './run-protocol.ts';

test.each(['check', 'matrix', 'explain', 'diff', 'approve', 'mutate'])(
  '%s --help says how it is used, and its exit codes',
  async (name) => {
    const { code, out } = await runProtocolAlone(name, '--help');
    expect(code).toBe(0);
    expect(out).toContain(`npm run -s protocol -- ${name}`);
    expect(out).toContain('Exit code:');
  },
);

test('without a command, or with one that is none, all are listed: exit 2', async () => {
  for (const args of [[], ['chekc'], ['constructor']]) {
    const { code, err } = await runProtocolAlone(...args);
    expect({ code, isTold: err.includes('matrix') }).toEqual({ code: 2, isTold: true });
  }
  expect((await runProtocolAlone('--help')).code).toBe(0);
});
