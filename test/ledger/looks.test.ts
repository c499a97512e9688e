import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { type Looks, openLooks } from '../../src/ledger/open-looks.ts';
import type { LedgerEntry } from '../../src/model/ledger-entry.ts';
import { childOf, codeOf, describeStores, entryOf, type LedgerHome, midMonth, nextMonth } from './ledger-fixture.ts';

const hers = { agency: 'health', recordId: 'hers' };
const alsoHers = { agency: 'education', recordId: 'hers' };
const brothers = { agency: 'health', recordId: 'brothers' };

let opened: Looks[] = [];
afterEach(async () => {
  await Promise.all(opened.map((looks) => looks.close()));
  opened = [];
});

function readerOf(
  home: LedgerHome,
  timeoutMs = 5_000,
  page = { skip: 0, limit: 200 },
  keys: Pick<Parameters<typeof openLooks>[0], 'key' | 'formerKeys'> = { key: home.keys.identifier, formerKeys: [] },
) {
  const looks = openLooks({ ...home.source, ...keys, timeoutMs });
  opened.push(looks);
  const pages = (children: Parameters<Looks['find']>[0]) => looks.find(children, page);
  const find = async (children: Parameters<Looks['find']>[0]) => (await pages(children)).map((found) => found.looks);
  return { pages, find, close: looks.close };
}

const look = (recordId: string, differs: Partial<LedgerEntry> = {}): LedgerEntry =>
  entryOf(recordId, { kind: 'RELEASED', children: [childOf({ lookedAt: [hers, alsoHers] })], ...differs });

async function write(home: LedgerHome, ...entries: readonly LedgerEntry[]): Promise<void> {
  const ledger = await home.open();
  for (const entry of entries) await ledger.append(entry);
  await ledger.close();
}

describeStores('the access log of a ledger', (kind) => {
  test('gives who looked at a record, newest first, by organisation, roles, purpose and time, each operation once', async () => {
    const home = kind.makeHome();
    await write(
      home,
      look('a', { at: midMonth }),
      look('b', { at: midMonth + 2_000, heldBackUntil: '2031-06-01', purpose: 'WELLBEING' }),
      look('c', { at: midMonth + 1_000 }),
    );
    const [found] = await readerOf(home).find([[hers, alsoHers]]);

    const common = { id: null, organisation: 'ODS:Y99001', roles: ['SCHOOL_NURSE'] };
    expect(found?.map((row) => ({ ...row, id: null }))).toEqual([
      { ...common, purpose: 'WELLBEING', at: midMonth + 2_000, heldBackUntil: '2031-06-01' },
      { ...common, purpose: 'CHILD_PROTECTION', at: midMonth + 1_000, heldBackUntil: null },
      { ...common, purpose: 'CHILD_PROTECTION', at: midMonth, heldBackUntil: null },
    ]);
  });

  test('gives nothing for a record that was linked or identified but at which nobody looked', async () => {
    const home = kind.makeHome();
    await write(
      home,
      entryOf('granted', { children: [childOf({ keys: [hers], lookedAt: [] })] }),
      look('other', { children: [childOf({ keys: [hers], lookedAt: [brothers] })] }),
    );
    expect(await readerOf(home).find([[hers], [], [brothers]])).toEqual([[], [], [expect.anything()]]);
  });

  test('gives the same row another id at another child, so that one operation over both cannot be told', async () => {
    const home = kind.makeHome();
    const children = [childOf({ lookedAt: [hers] }), childOf({ lookedAt: [brothers] })];
    await write(home, look('both', { children }));
    const [atHer, atHim] = await readerOf(home).find([[hers], [brothers]]);

    expect(atHer?.[0]?.id).toMatch(/^[\w-]{43}$/);
    expect(atHim?.[0]?.id).not.toBe(atHer?.[0]?.id);
    expect(await readerOf(home).find([[hers]])).toEqual([atHer]);
  });

  test('finds the rows of every writer of the directory', async () => {
    const home = kind.makeHome();
    for (const writerId of ['gateway-a', 'gateway-b']) {
      const ledger = await home.open({ writerId });
      await ledger.append(look(writerId));
      await ledger.close();
    }
    expect((await readerOf(home).find([[hers]]))[0]).toHaveLength(2);
  });

  test('gives page after page, none twice, an operation at two records of the child once, and says which is the last', async () => {
    const home = kind.makeHome();
    await write(home, ...[0, 1, 2, 3].map((at) => look(`at-${at}`, { at: midMonth + at })));
    const seen = [];
    for (const skip of [0, 3, 4]) {
      const [page] = await readerOf(home, 5_000, { skip, limit: 3 }).pages([[hers, alsoHers]]);
      seen.push([page?.looks.map(({ at }) => at - midMonth), page?.isLast]);
    }
    expect(seen).toEqual([
      [[3, 2, 1], false],
      [[0], true],
      [[], true],
    ]);
  });

  test('finds what was written by the key of before a rotation where that is at hand, and nothing where it is not', async () => {
    const home = kind.makeHome();
    await write(home, look('a'), look('b', { at: midMonth + 1_000 }));
    const key = { id: 'key-of-after', secret: createSecretKey(randomBytes(32)) };
    const under = (formerKeys: readonly (typeof key)[]) => readerOf(home, 5_000, undefined, { key, formerKeys });
    const [found] = await under([home.keys.identifier]).find([[hers]]);

    expect(found?.map(({ at }) => at)).toEqual([midMonth + 1_000, midMonth]);
    expect(await under([]).find([[hers]])).toEqual([[]]);
  });

  test('a purged month is gone from it, and the rest still verifies', async () => {
    const home = kind.makeHome();
    await write(home, look('old'));
    home.clock = midMonth + nextMonth;
    await write(home, look('new', { at: home.clock }));
    await home.purge();
    const [found] = await readerOf(home).find([[hers]]);

    expect(found?.map(({ at }) => at)).toEqual([midMonth + nextMonth]);
    expect(await home.found()).toEqual([]);
  });

  test('a record that does not say until when it is held back is never shown', async () => {
    const home = kind.makeHome();
    await write(home, look('a'));
    await home.tamper((sql) => sql(`UPDATE record SET body = replace(body, '"heldBackUntil":null,', '')`));
    expect(await readerOf(home).find([[hers]])).toEqual([[]]);
  });

  test('in the store, whether the family was told cannot be read, and a look tells no record', async () => {
    const home = kind.makeHome();
    await write(home, look('a', { informed: 'UNSAFE-planted' }));
    const body = await home.tamper(async (sql) => String((await sql('SELECT body FROM record'))[0]?.['body']));
    for (const word of ['UNSAFE', 'hers', 'planted-record-id']) expect(body).not.toContain(word);
  });

  test('a store that cannot be read is an error, and is read again once it can be', async () => {
    const home = kind.makeHome();
    const looks = readerOf(home);
    if (kind.name === 'SQLITE') rmSync(home.directory, { recursive: true });
    expect(await codeOf(looks.find([[hers]]))).toBe('STORE_NOT_FOUND');
    mkdirSync(home.directory, { recursive: true });
    await write(home, look('a'));
    expect((await looks.find([[hers]]))[0]).toHaveLength(1);
  });

  test('a question that takes too long is ended, and the next is answered', async () => {
    const home = kind.makeHome();
    await write(home, look('a'));
    const impatient = readerOf(home, 1);
    const patient = readerOf(home);
    expect(await codeOf(impatient.find([[hers]]))).toBe('TIMEOUT');
    expect((await patient.find([[hers]]))[0]).toHaveLength(1);
  });

  test('after it is closed nothing waits for ever', async () => {
    const home = kind.makeHome();
    await write(home, look('a'));
    const looks = readerOf(home);
    const asked = codeOf(looks.find([[hers]]));
    await looks.close();
    expect(await asked).toBe('LEDGER_CLOSED');
  });
});
