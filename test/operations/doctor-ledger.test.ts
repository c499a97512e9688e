import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { askDoctor, runDoctor } from '../harness/ask-doctor.ts';
import { writeGatewayConfig } from '../ledger/gateway-config.ts';
import { describeStores, entryOf, type LedgerHome, itIn } from '../ledger/ledger-fixture.ts';

/** What the doctor says of the store. */
async function storeOf(
  { data, directory, checkpointsFile, source: { postgres } }: LedgerHome,
  ask: typeof askDoctor = askDoctor,
) {
  const { url, username, schema } = postgres ?? {};
  const elsewhere = postgres ? { postgresql: { url, username, schema } } : {};
  const findings = await ask(writeGatewayConfig(data, { directory, checkpointsFile, ...elsewhere }));
  return findings.find(({ what }) => what === 'ledger: store');
}

describeStores('what the doctor says of a ledger', (kind) => {
  /** Closed, with three records, each under a checkpoint of its own, as a gateway leaves it. */
  let original: LedgerHome;
  beforeAll(async () => {
    original = kind.makeHome();
    writeFileSync(join(original.directory, 'writer-id'), 'gateway-a\n');
    for (const id of ['r1', 'r2', 'r3']) {
      const ledger = await original.open();
      await ledger.append(entryOf(id));
      await ledger.close();
    }
  });

  it('nothing to mend before the first start, and none is made', async () => {
    const home = kind.makeHome();
    expect(await storeOf(home)).toMatchObject({ state: 'OK', detail: 'not there yet; the first start makes it' });
    expect(readdirSync(home.directory)).toEqual([]);
    const ledger = await home.open();
    await ledger.close();
    rmSync(home.checkpointsFile);
    expect(await storeOf(home)).toMatchObject({ state: 'OK', detail: 'no checkpoint of it was signed yet' });
  });

  it('nothing to mend while a gateway has it open, which goes on writing', async () => {
    const home = await original.copy();
    const ledger = await home.open();
    await ledger.append(entryOf('r4'));
    const fromOutside = async (file: string) => (await runDoctor(file)).findings;
    expect(await storeOf(home, fromOutside)).toMatchObject({
      state: 'OK',
      detail: 'holds what its checkpoints speak of',
    });
    await ledger.append(entryOf('r5'));
    await ledger.close();
    const [before, found] = [readFileSync(home.checkpointsFile, 'utf8'), await storeOf(home)];
    expect(found?.state).toBe('OK');
    // It wrote nothing: no checkpoint, as whoever opens it would.
    expect(readFileSync(home.checkpointsFile, 'utf8')).toBe(before);
    expect(await home.recordIds()).toEqual(['r1', 'r2', 'r3', 'r4', 'r5']);
  });

  it('by the code that the gateway refuses with, where it is older than its checkpoints', async () => {
    const home = await original.copy();
    await home.tamper(async (sql) => {
      await sql('DELETE FROM record WHERE sequence > 1');
      await sql('DELETE FROM checkpoint WHERE number > 2');
    });
    expect(await storeOf(home)).toMatchObject({
      state: 'MEND',
      detail: expect.stringMatching(/^STORE_ROLLED_BACK: /),
      fix: expect.stringContaining('docs/operations/restoring.md'),
    });
    await expect(home.open()).rejects.toMatchObject({ code: 'STORE_ROLLED_BACK' });
  });

  it('the same where another is in its place', async () => {
    const home = kind.makeHome();
    const ledger = await home.open();
    await ledger.append(entryOf('r1'));
    await ledger.close();
    writeFileSync(home.checkpointsFile, readFileSync(original.checkpointsFile));
    for (const name of ['ledger-signing.key', 'ledger-signing.pub']) {
      writeFileSync(join(home.keysDirectory, name), readFileSync(join(original.keysDirectory, name)));
    }
    expect(await storeOf(home)).toMatchObject({
      state: 'MEND',
      detail: expect.stringMatching(/^STORE_ROLLED_BACK: /),
    });
  });

  it('the same where it is missing while checkpoints of it are there', async () => {
    const home = await original.copy();
    if (kind.name === 'SQLITE') rmSync(join(home.directory, 'ledger.sqlite'));
    else await home.tamper((sql) => sql(`DROP SCHEMA ${String(home.source.postgres?.schema)} CASCADE`));
    const missing = {
      state: 'MEND',
      detail: expect.stringMatching(/^STORE_MISSING: /),
      fix: expect.stringContaining('docs/operations/restoring.md'),
    };
    expect(await storeOf(home)).toMatchObject(missing);
    await expect(home.open()).rejects.toMatchObject({ code: 'STORE_MISSING' });
    if (kind.name !== 'SQLITE') return;
    writeFileSync(join(home.directory, 'ledger.sqlite'), '');
    expect(await storeOf(home)).toMatchObject(missing);
  });

  itIn(kind, 'POSTGRESQL')('nothing while PostgreSQL cannot be asked, which is told for itself', async () => {
    const home = await original.copy();
    const { postgres } = home.source;
    if (!postgres) throw new Error('It is not in PostgreSQL.');
    const source = { ...home.source, postgres: { ...postgres, url: 'postgresql://127.0.0.1:1/childview' } };
    expect(await storeOf({ ...home, source })).toMatchObject({ state: 'NOT_CHECKED' });
  });
});
