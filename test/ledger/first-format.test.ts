import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Looks, openLooks } from '../../src/ledger/open-looks.ts';
import { purgeSegments } from '../../src/ledger/purge-segments.ts';
import type { ListedRecord } from '../../src/ledger/read-ledger.ts';
import { writeFirstFormat } from './first-format.ts';
import {
  childOf,
  codeOf,
  entryOf,
  type LedgerHome,
  makeHome,
  midMonth,
  nextMonth,
  outcomeOf,
} from './ledger-fixture.ts';

const hers = { agency: 'health', recordId: 'hers' };
const children = [childOf({ keys: [hers], lookedAt: [hers], outcomes: [outcomeOf({ code: 'A_CODE' })] })];
const lookOf = (id: string, at: number) => entryOf(id, { kind: 'RELEASED', at, children });

let home: LedgerHome;
let looks: Looks;

beforeEach(() => {
  home = makeHome();
  writeFirstFormat(home, [lookOf('r1', midMonth), lookOf('r2', midMonth + 1)]);
  looks = openLooks({ directory: home.directory, key: home.keys.identifier, formerKeys: [], timeoutMs: 30_000 });
});

afterEach(async () => {
  await looks.close();
});

describe('a store of the first format', () => {
  it('is verified and read as it is', async () => {
    expect(await home.verify()).toMatchObject({ records: 2, total: 0 });
    expect((await listed()).map(({ recordId, opened }) => [recordId, opened?.outcomes])).toEqual([
      ['r2', children[0]?.outcomes],
      ['r1', children[0]?.outcomes],
    ]);
    expect(await timesOfLooks()).toEqual([midMonth + 1, midMonth]);
  });

  it('is continued in the second, and all of it is found, read and verified', async () => {
    const ledger = await home.open({ limits: { runRecords: 2 } });
    for (const number of [3, 4, 5]) await ledger.append(lookOf(`r${number}`, midMonth + number));
    await ledger.close();
    expect(await home.verify()).toMatchObject({ records: 5, segments: 1, total: 0 });
    expect((await listed()).map(({ recordId }) => recordId)).toEqual(['r5', 'r4', 'r3', 'r2', 'r1']);
    expect(new Set((await listed()).map(({ opened }) => JSON.stringify(opened?.outcomes))).size).toBe(1);
    expect(await timesOfLooks()).toEqual([5, 4, 3, 1, 0].map((after) => midMonth + after));
    expect(formats()).toEqual([1, 1, 2, 2, 2]);
    await (await home.open()).close();
    expect(await home.found()).toEqual([]);
  });

  it('has what was changed in it found, as before', async () => {
    await (await home.open()).close();
    home.tamperFile((database) => database.exec('DELETE FROM lookup WHERE sequence = 1'));
    expect(await home.found()).toEqual(['INDEX_CHANGED']);
    home.tamperFile((database) =>
      database.exec("UPDATE record SET body = replace(body, 'SCHOOL_NURSE', 'SOCIAL_WORKER') WHERE sequence = 2"),
    );
    expect(await home.found()).toEqual(['INDEX_CHANGED', 'RECORD_CHANGED']);
  });

  it('whose end was changed is not continued', async () => {
    home.tamperFile((database) => database.exec('UPDATE record SET hash = hash || hash WHERE sequence = 2'));
    expect(await codeOf(home.open())).toBe('CHAIN_BROKEN');
  });

  it('is not taken for one where its tables were changed', async () => {
    home.tamperFile((database) => database.exec('CREATE TABLE more (x)'));
    expect(await codeOf(home.open())).toBe('STORE_DAMAGED');
    expect(await home.found()).toContain('SCHEMA_CHANGED');
  });

  it('is purged with its index', async () => {
    const ledger = await home.open({ limits: { runRecords: 1 } });
    await ledger.append(lookOf('r3', midMonth));
    await ledger.append(lookOf('r4', midMonth));
    home.clock += nextMonth;
    await ledger.append(lookOf('r5', home.clock));
    await ledger.close();
    purgeSegments({
      directory: home.directory,
      checkpointsFile: home.checkpointsFile,
      signing: home.keys.signing,
      before: new Date(home.clock).toISOString().slice(0, 7),
      now: home.clock,
    });
    const left = home.tamperFile((database) =>
      ['record', 'lookup', 'lookup_run', 'lookup_page'].map((table) =>
        Number(database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.['rows']),
      ),
    );
    expect(left).toEqual([1, 0, 0, 0]);
    expect(await timesOfLooks()).toEqual([midMonth + nextMonth]);
    expect(await home.found()).toEqual([]);
  });
});

function listed(): Promise<readonly ListedRecord[]> {
  return home.list({ kind: 'CHILD', identifiers: [hers] });
}

async function timesOfLooks(): Promise<readonly number[]> {
  const [page] = await looks.find([[hers]], { skip: 0, limit: 100 });
  return (page?.looks ?? []).map(({ at }) => at);
}

function formats(): readonly number[] {
  return home.tamperFile((database) =>
    database
      .prepare("SELECT body ->> '$.format' AS format FROM record ORDER BY sequence")
      .all()
      .map(({ format }) => Number(format)),
  );
}
