import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { type FileHome, makeControlHome, oweOf } from '../control/control-fixture.ts';
import { askDoctor } from '../harness/ask-doctor.ts';
import { startPostgres } from '../harness/postgres.ts';
import { writeGatewayConfig } from '../ledger/gateway-config.ts';
import { entryOf, makeHome } from '../ledger/ledger-fixture.ts';

/** What the doctor says of the control state, as it is configured in this directory. */
async function controlOf(directory: string, elsewhere: Readonly<Record<string, unknown>> = {}) {
  const findings = await askDoctor(writeGatewayConfig(join(directory, '..'), { directory, ...elsewhere }));
  return findings.find(({ what }) => what === 'control state');
}

const file = ({ directory }: Pick<FileHome, 'directory'>): string => join(directory, 'control.sqlite');
const mended = (code: string) => ({
  state: 'MEND',
  detail: expect.stringMatching(new RegExp(`^${code}: `)),
  fix: expect.stringContaining('docs/operations/restoring.md'),
});

describe('what the doctor says of the control state', () => {
  it('nothing to mend before the first start, nor while a gateway has it open', async () => {
    const home = makeControlHome();
    const control = await home.open();
    await control.apply([oweOf({ recordId: 'r1', at: home.clock })]);
    expect(await controlOf(home.directory)).toMatchObject({ state: 'OK', detail: '' });
    await control.apply([oweOf({ recordId: 'r2', at: home.clock })]);
    await control.close();
    rmSync(file(home));
    expect(await controlOf(home.directory)).toMatchObject({
      state: 'OK',
      detail: expect.stringContaining('not there yet'),
    });
  });

  it('by the code that the gateway refuses with, where its tables were changed', async () => {
    const home = makeControlHome();
    await (await home.open()).close();
    const database = new DatabaseSync(file(home));
    database.exec('CREATE TRIGGER undo AFTER INSERT ON suspension BEGIN DELETE FROM suspension; END');
    database.close();
    expect(await controlOf(home.directory)).toMatchObject(mended('CONTROL_DAMAGED'));
    await expect(home.open()).rejects.toMatchObject({ code: 'CONTROL_DAMAGED' });
  });

  it('the same where it is missing while the ledger speaks of one', async () => {
    const home = makeHome();
    const ledger = await home.open();
    const act = { act: 'suspendAccount', outcome: null, obligations: [], account: 'https://issuer.example|duty' };
    await ledger.append(entryOf('r1', { kind: 'CONTROL', children: [], control: act }));
    await ledger.close();
    expect(await controlOf(home.directory)).toMatchObject(mended('CONTROL_MISSING'));
  });

  it('the same where PostgreSQL has none, and a file beside it has one', async () => {
    const server = await startPostgres();
    try {
      const home = makeControlHome();
      const { url, username, schema } = server.settings('control_of_doctor');
      const postgresql = { postgresql: { url, username, schema } };
      await (await home.open()).close();
      expect(await controlOf(home.directory, postgresql)).toMatchObject({
        state: 'MEND',
        detail: expect.stringMatching(/^CONTROL_IN_FILE: /),
      });
      rmSync(file(home));
      expect(await controlOf(home.directory, postgresql)).toMatchObject({ state: 'OK' });
    } finally {
      await server.stop();
    }
  });
});
