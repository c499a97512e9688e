import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadAuditKeys } from '../../src/ledger/ledger-keys.ts';
import { childOf, describeStores, entryOf, type LedgerHome, outcomeOf, type StoreKind } from './ledger-fixture.ts';

/** All that is said of persons and of what was decided about them. */
const secrets = [
  'planted-subject',
  'planted-mediator',
  'planted reason',
  '9990000018',
  '9990000026',
  'NHS_NUMBER',
  'planted-record-id',
  'planted-policy',
  'planted-consent',
  'PLANTED_CODE',
  'PLANTED_REFUSAL',
  'WITHHELD',
];

/** What is in clear: who asks for whom by organisation, and why in code words. The control of the search. */
const clear = ['ODS:Y99001', 'SCHOOL_NURSE', 'CHILD_PROTECTION', 'CA89_S47', '0123456789abcdef', 'PLANTED_CLASS'];

const entry = entryOf('r1', {
  caller: {
    subject: 'https://issuer.example|planted-subject',
    organisation: 'ODS:Y99001',
    roles: ['SCHOOL_NURSE'],
    mediator: 'https://issuer.example|planted-mediator',
  },
  shape: { roots: ['child'], classes: ['PLANTED_CLASS'] },
  children: [
    childOf({ outcomes: [outcomeOf(), outcomeOf({ outcome: 'WITHHELD', code: 'PLANTED_CODE' })] }),
    childOf({ keys: [{ scheme: 'NHS_NUMBER', value: '9990000026' }], outcomes: [], refusal: 'PLANTED_REFUSAL' }),
  ],
});

describeStores('a ledger', (kind) => {
  describe('no file of the ledger', () => {
    it('holds in clear who asked, for which child, in which words, or what was decided; open or closed', async () => {
      const home = kind.makeHome();
      const ledger = await home.open();
      await ledger.append(entry);
      expect({ secrets: await foundIn(kind, home, secrets), clear: await foundIn(kind, home, clear) }).toEqual({
        secrets: [],
        clear,
      });
      await ledger.close();
      expect({ secrets: await foundIn(kind, home, secrets), clear: await foundIn(kind, home, clear) }).toEqual({
        secrets: [],
        clear,
      });
    });

    it('holds a hash that can be had without the key: another key gives others', async () => {
      const [one, other] = [kind.makeHome(), kind.makeHome()];
      for (const home of [one, other]) {
        const ledger = await home.open();
        await ledger.append(entry);
        await ledger.close();
      }
      const hashes = new Set(await lookupsOf(one));
      expect(hashes.size).toBe(5);
      expect((await lookupsOf(other)).filter((hash) => hashes.has(hash))).toEqual([]);
    });

    it('tells by the length of a record which code was decided: lengths go in steps', async () => {
      const home = kind.makeHome();
      const ledger = await home.open();
      for (const code of [null, 'A', 'A_LONGER_CODE']) {
        await ledger.append(entryOf('r1', { children: [childOf({ outcomes: [outcomeOf({ code })] })] }));
      }
      await ledger.close();
      const lengths = await home.tamper((sql) => sql('SELECT DISTINCT length(sealed) AS length FROM record'));
      expect(lengths.length).toBe(1);
    });
  });

  describe('random text in the files', () => {
    it('has no hyphen, so that a search for words with one finds no chance hit', async () => {
      const home = kind.makeHome();
      const ledger = await home.open();
      await ledger.append(entry);
      await ledger.close();
      const texts = await home.tamper(async (sql) => [
        ...(await sql('SELECT body, hash FROM record')).flatMap(({ body, hash }) => {
          const { dataKey, identifierKey } = JSON.parse(String(body)) as Record<string, string>;
          return [dataKey, identifierKey, String(hash)];
        }),
        ...(await sql('SELECT id, wrapped FROM data_key')).flatMap(({ id, wrapped }) => [String(id), String(wrapped)]),
        ...(await sql('SELECT statement FROM checkpoint')).flatMap(({ statement }) => {
          const { signature, keyId } = JSON.parse(String(statement)) as Record<string, string>;
          return [signature, keyId];
        }),
      ]);
      expect(texts.length).toBeGreaterThanOrEqual(9);
      expect(texts.filter((text) => text === undefined || text.includes('-'))).toEqual([]);
    });
  });

  describe('the audit role', () => {
    it('reads with its key who, why, when and what, of the child it looks for only', async () => {
      const home = await written(kind);
      const list = (value: string): Promise<unknown> =>
        home.list({ kind: 'CHILD', identifiers: [{ scheme: 'NHS_NUMBER', value }] });
      const common = {
        writer: 'gateway-a',
        sequence: 1,
        kind: 'GRANTED',
        recordId: 'r1',
        at: entry.at,
        organisation: 'ODS:Y99001',
        roles: ['SCHOOL_NURSE'],
        purpose: 'CHILD_PROTECTION',
        bases: ['CA89_S47'],
        policyVersion: '0123456789abcdef',
        dryRun: false,
        roots: ['child'],
        classes: ['PLANTED_CLASS'],
        searches: [],
        refusal: null,
        control: null,
        mode: null,
      };
      const opened = {
        subject: 'https://issuer.example|planted-subject',
        mediator: 'https://issuer.example|planted-mediator',
        reason: 'planted reason of the caller',
        account: null,
        searches: [],
      };
      expect(await list('9990000018')).toEqual([
        { ...common, opened: { ...opened, childRefusal: null, outcomes: entry.children[0]?.outcomes } },
      ]);
      expect(await list('9990000026')).toEqual([
        { ...common, opened: { ...opened, childRefusal: 'PLANTED_REFUSAL', outcomes: [] } },
      ]);
      expect(await list('9990000034')).toEqual([]);
    });

    it('finds the same by an agency’s record id, by the caller and by the mediator', async () => {
      const home = await written(kind);
      const queries = [
        { kind: 'CHILD', identifiers: [{ agency: 'health', recordId: 'planted-record-id' }] },
        { kind: 'CALLER', subject: 'https://issuer.example|planted-subject' },
        { kind: 'CALLER', subject: 'https://issuer.example|planted-mediator' },
        { kind: 'CHILD', identifiers: [{ agency: 'education', recordId: 'planted-record-id' }] },
      ] as const;
      const counts = await Promise.all(queries.map(async (query) => (await home.list(query)).length));
      expect(counts).toEqual([1, 1, 1, 0]);
    });

    it('with another key sees the record and not what is sealed', async () => {
      const home = await written(kind);
      const strange = loadAuditKeys(kind.makeHome().keysDirectory);
      const keys = { ...loadAuditKeys(home.keysDirectory), audit: strange.audit };
      const query = { kind: 'CHILD', identifiers: [{ scheme: 'NHS_NUMBER', value: '9990000018' }] } as const;
      const [record] = await home.list(query, { keys });
      expect(record).toMatchObject({ recordId: 'r1', opened: null });
    });

    it('with another key of the keyed hashes finds nothing', async () => {
      const home = await written(kind);
      const strange = loadAuditKeys(kind.makeHome().keysDirectory);
      const keys = { ...loadAuditKeys(home.keysDirectory), identifiers: strange.identifiers };
      const query = { kind: 'CHILD', identifiers: [{ scheme: 'NHS_NUMBER', value: '9990000018' }] } as const;
      expect(await home.list(query, { keys })).toEqual([]);
    });

    it('does not open a sealed part that was moved to another record', async () => {
      const home = kind.makeHome();
      const ledger = await home.open();
      await ledger.append(entry);
      await ledger.append({ ...entry, recordId: 'r2' });
      await ledger.close();
      await home.tamper((sql) =>
        sql('UPDATE record SET sealed = (SELECT sealed FROM record WHERE sequence = 1) WHERE sequence = 2'),
      );
      const query = { kind: 'CHILD', identifiers: [{ scheme: 'NHS_NUMBER', value: '9990000018' }] } as const;
      const opened = (await home.list(query)).map((record) => record.opened !== null);
      expect(opened).toEqual([false, true]);
    });

    it('is shown the newest records first, from a time on, up to a bound', async () => {
      const home = kind.makeHome();
      const ledger = await home.open();
      for (const [index, id] of ['r1', 'r2', 'r3', 'r4'].entries())
        await ledger.append(entryOf(id, { at: home.clock + index }));
      await ledger.close();
      const query = { kind: 'CHILD', identifiers: [{ scheme: 'NHS_NUMBER', value: '9990000018' }] } as const;
      const ids = async (options: { readonly since?: number; readonly limit: number }): Promise<readonly string[]> =>
        (await home.list(query, options)).map(({ recordId }) => recordId);
      expect(await ids({ limit: 10 })).toEqual(['r4', 'r3', 'r2', 'r1']);
      expect(await ids({ limit: 2 })).toEqual(['r4', 'r3']);
      expect(await ids({ since: home.clock + 2, limit: 10 })).toEqual(['r4', 'r3']);
    });
  });
});

async function written(kind: StoreKind): Promise<LedgerHome> {
  const home = kind.makeHome();
  const ledger = await home.open();
  await ledger.append(entry);
  await ledger.close();
  return home;
}

/** Everything that was written: the files of the directory, or all that the server keeps, its log of changes included. */
async function foundIn(kind: StoreKind, home: LedgerHome, words: readonly string[]): Promise<readonly string[]> {
  const directory = kind.name === 'SQLITE' ? home.directory : join(kind.server().directory, 'data');
  if (kind.name === 'POSTGRESQL') await home.tamper((sql) => sql('CHECKPOINT'));
  const bytes = [
    readFileSync(home.checkpointsFile),
    ...readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name))),
  ];
  return words.filter((word) =>
    bytes.some((file) => file.includes(word) || file.includes(Buffer.from(word).toString('base64'))),
  );
}

function lookupsOf(home: LedgerHome): Promise<readonly string[]> {
  return home.tamper(async (sql) =>
    (await sql('SELECT hashes FROM record')).flatMap(
      ({ hashes }) =>
        Buffer.from(hashes as Uint8Array)
          .toString('hex')
          .match(/.{32}/g) ?? [],
    ),
  );
}
