import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { dayMs, makeControlHome, oweOf } from './control-fixture.ts';

const script = fileURLToPath(new URL('../../scripts/ledger.ts', import.meta.url));

function control(data: string): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, 'control', '--data', data], (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

it('lists suspended accounts and open obligations, and says of none who owes them', async () => {
  const home = makeControlHome();
  const store = await home.open();
  const at = home.clock;
  await store.apply([
    oweOf({ recordId: 'r1', at: at - 2 * dayMs }),
    oweOf({ recordId: 'r2', at }, 1),
    { kind: 'JUSTIFY', recordId: 'r2', by: 'https://issuer.example|duty', at },
    { kind: 'SUSPEND', subject: 'i|suspended', by: 'i|cpmt', at },
  ]);
  const instant = (when: number) => new Date(when).toISOString();

  expect(await control(dirname(home.directory))).toEqual({
    code: 0,
    stderr: '',
    stdout: [
      `suspended since ${instant(at)}  PRONOUNCED  "i|suspended"`,
      `OVERDUE since ${instant(at - dayMs)}  JUSTIFY_BREAK_GLASS  record r1  LA:001-CSC`,
      `due by ${instant(at + 5 * dayMs)}  INDEPENDENT_REVIEW  record r1  LA:001-CSC`,
      `due by ${instant(at + 7 * dayMs)}  INDEPENDENT_REVIEW  record r2  LA:001-CSC`,
      'suspended: 1, open obligations: 3',
      '',
    ].join('\n'),
  });
  await store.close();
});

it('says what is wrong where there is no control state', async () => {
  const { code, stderr } = await control(dirname(makeControlHome().directory));
  expect({ code, stderr: stderr.split(':')[0] }).toEqual({ code: 2, stderr: 'CONTROL_MISSING' });
});
