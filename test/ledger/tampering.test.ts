import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { genesisHash, recordHash } from '../../src/ledger/chain.ts';
import { loadOrCreateDevelopmentKeys, loadVerificationKeys } from '../../src/ledger/ledger-keys.ts';
import { readStatement, signStatement } from '../../src/ledger/statement.ts';
import {
  codeOf,
  describeStores,
  entryOf,
  itIn,
  type LedgerHome,
  midMonth,
  nextMonth,
  type Sql,
} from './ledger-fixture.ts';

type Tampering = {
  readonly what: string;
  readonly found: readonly string[];
  readonly change: (sql: Sql) => Promise<unknown>;
};

const a = "writer = 'gateway-a'";

const inTheStore: readonly Tampering[] = [
  {
    what: 'a changed record',
    found: ['RECORD_CHANGED'],
    change: (sql) =>
      sql(`UPDATE record SET body = replace(body, 'SCHOOL_NURSE', 'SOCIAL_WORKER') WHERE ${a} AND sequence = 3`),
  },
  {
    what: 'a changed record with its own hash made to fit',
    found: ['CHECKPOINT_CONTRADICTED', 'RECORD_CHANGED'],
    change: async (sql) => {
      const [before, row] = await sql(`SELECT * FROM record WHERE ${a} AND sequence IN (1, 2) ORDER BY sequence`);
      const changed = rowOf(row, (body) => body.replace('SCHOOL_NURSE', 'SOCIAL_WORKER'));
      const hash = recordHash(String(before?.['hash']), changed);
      await sql(`UPDATE record SET body = ?, hash = ? WHERE ${a} AND sequence = 2`, changed.body, hash);
    },
  },
  {
    what: 'a chain rewritten whole, all hashes made to fit',
    found: ['CHECKPOINT_CONTRADICTED'],
    change: (sql) => rewrite(sql, (body) => body.replace('SCHOOL_NURSE', 'SOCIAL_WORKER')),
  },
  {
    what: 'a removed record',
    found: ['RECORD_MISSING'],
    change: (sql) => remove(sql, 'sequence = 2'),
  },
  {
    what: 'a removed record whose index entries were left',
    found: ['RECORD_MISSING', 'INDEX_CHANGED'],
    change: (sql) => sql(`DELETE FROM record WHERE ${a} AND sequence = 2`),
  },
  {
    what: 'two records that changed places',
    found: ['CHECKPOINT_CONTRADICTED', 'RECORD_MOVED'],
    change: (sql) =>
      sql(`UPDATE record SET sequence = 99 WHERE ${a} AND sequence = 4;
        UPDATE record SET sequence = 4 WHERE ${a} AND sequence = 5;
        UPDATE record SET sequence = 5 WHERE ${a} AND sequence = 99`),
  },
  {
    what: 'a record given to another writer',
    found: ['RECORD_MOVED'],
    change: (sql) =>
      sql(`UPDATE record SET (body, hashes, sealed) =
          (SELECT body, hashes, sealed FROM record WHERE ${a} AND sequence = 3) WHERE writer = 'gateway-b'`),
  },
  {
    what: 'a record added outside every segment',
    found: ['RECORD_UNEXPECTED'],
    change: (sql) =>
      sql(
        `INSERT INTO record SELECT writer, 0, segment, body, hash, hashes, sealed FROM record WHERE ${a} AND sequence = 1`,
      ),
  },
  { what: 'a cut tail', found: ['TAIL_CUT'], change: (sql) => remove(sql, 'sequence > 4') },
  {
    what: 'a cut tail with the checkpoints of the store cut too',
    found: ['CHECKPOINT_MISSING', 'TAIL_CUT'],
    change: async (sql) => {
      await remove(sql, 'sequence > 4');
      await sql(`DELETE FROM checkpoint WHERE ${a} AND number > 3; DELETE FROM checkpoint WHERE writer = 'gateway-b'`);
    },
  },
  {
    what: 'a missing chain',
    found: ['CHECKPOINT_MISSING', 'CHAIN_MISSING'],
    change: async (sql) => {
      await remove(sql, 'true');
      for (const table of ['segment', 'data_key', 'checkpoint']) await sql(`DELETE FROM ${table} WHERE ${a}`);
    },
  },
  {
    what: 'a removed segment',
    found: ['RECORD_MISSING', 'SEGMENT_MISSING'],
    change: async (sql) => {
      await remove(sql, 'segment = 1');
      await sql(`DELETE FROM segment WHERE ${a} AND number = 1; DELETE FROM data_key WHERE ${a} AND segment = 1`);
    },
  },
  {
    what: 'a segment passed off as purged',
    found: ['CHECKPOINT_FORGED'],
    change: async (sql) => {
      await remove(sql, 'segment = 1');
      await sql(`UPDATE segment SET purge = '{}' WHERE ${a} AND number = 1`);
    },
  },
  {
    what: 'a segment passed off as purged by a statement signed with a strange key',
    found: ['CHECKPOINT_FORGED'],
    change: async (sql) => {
      const [row] = await sql(`SELECT * FROM segment WHERE ${a} AND number = 1`);
      const [ledger] = await sql('SELECT store FROM ledger');
      const text = signStatement(loadOrCreateDevelopmentKeys(join(home.data, 'strange')).signing, {
        kind: 'PURGE',
        format: 1,
        store: String(ledger?.['store']),
        writer: 'gateway-a',
        segment: 1,
        month: String(row?.['month']),
        firstSequence: 1,
        lastSequence: 3,
        openingHash: String(row?.['opening_hash']),
        closingHash: String(row?.['closing_hash']),
        at: midMonth,
      });
      await remove(sql, 'segment = 1');
      await sql(`UPDATE segment SET purge = ? WHERE ${a} AND number = 1`, text);
    },
  },
  {
    what: 'a changed closing hash of a segment',
    found: ['SEGMENT_CHANGED'],
    change: (sql) => sql(`UPDATE segment SET closing_hash = opening_hash WHERE ${a} AND number = 1`),
  },
  {
    what: 'changed hashes of a record, which would hide it from its child',
    found: ['RECORD_CHANGED'],
    change: (sql) => sql(`UPDATE record SET hashes = zeroblob(length(hashes)) WHERE ${a} AND sequence = 6`),
  },
  {
    what: 'a changed sealed part',
    found: ['RECORD_CHANGED'],
    change: (sql) => sql(`UPDATE record SET sealed = zeroblob(length(sealed)) WHERE ${a} AND sequence = 6`),
  },
  {
    what: 'a record of the second format without its hashes',
    found: ['RECORD_CHANGED'],
    change: (sql) => sql(`UPDATE record SET hashes = NULL WHERE ${a} AND sequence = 6`),
  },
  {
    what: 'a removed page of the index, which would hide a record from its child',
    found: ['INDEX_CHANGED'],
    change: (sql) =>
      sql(`DELETE FROM lookup_page WHERE ${a} AND run = 3 AND bucket =
        (SELECT min(bucket) FROM lookup_page WHERE ${a} AND run = 3)`),
  },
  {
    what: 'changed entries of the index, which would hide a record from its child',
    found: ['INDEX_CHANGED'],
    change: (sql) => sql(`UPDATE lookup_page SET entries = zeroblob(length(entries)) WHERE ${a} AND run = 3`),
  },
  {
    what: 'a part of the index that says it covers records to come',
    found: ['INDEX_CHANGED'],
    change: (sql) => sql("INSERT INTO lookup_run VALUES ('gateway-a', 7, 9999, 2)"),
  },
  {
    what: 'a part of the index that says a record has no entries',
    found: ['INDEX_CHANGED'],
    change: (sql) => sql("INSERT INTO lookup_run VALUES ('gateway-a', 6, 6, 2)"),
  },
  {
    what: 'a part of the index that overlaps another',
    found: ['INDEX_CHANGED'],
    change: (sql) => sql("INSERT INTO lookup_run VALUES ('gateway-a', 5, 6, 2)"),
  },
  {
    what: 'a page of no part of the index',
    found: ['INDEX_CHANGED'],
    change: (sql) => sql("INSERT INTO lookup_page VALUES ('gateway-a', 6, 0, x'00')"),
  },
  {
    what: 'an index entry of no record, of the first format',
    found: ['INDEX_CHANGED'],
    change: (sql) => sql("INSERT INTO lookup VALUES ('x', 'gateway-a', 3)"),
  },
  {
    what: 'a changed data key, which would make records unreadable',
    found: ['DATA_KEY_CHANGED'],
    change: (sql) => sql(`UPDATE data_key SET wrapped = replace(wrapped, 'key', 'kez') WHERE ${a} AND segment = 1`),
  },
  {
    what: 'a removed data key',
    found: ['DATA_KEY_CHANGED'],
    change: (sql) => sql(`DELETE FROM data_key WHERE ${a} AND segment = 2`),
  },
  {
    what: 'a removed checkpoint of the store',
    found: ['CHECKPOINT_MISSING'],
    change: (sql) => sql(`DELETE FROM checkpoint WHERE ${a} AND number = 2`),
  },
  {
    what: 'a changed checkpoint of the store',
    found: ['CHECKPOINT_FORGED', 'CHECKPOINT_FORKED'],
    change: (sql) =>
      sql(`UPDATE checkpoint SET statement = replace(statement, '"at":', '"at":1') WHERE ${a} AND number = 5`),
  },
];

let home: LedgerHome;

describeStores('a ledger', (kind) => {
  let untouched: LedgerHome;

  // Two months of one writer (records 1-3 and 4-6; in the index are runs over 1-2, 3 and 4-5), one record of another.
  beforeAll(async () => {
    home = kind.makeHome();
    const ledger = await home.open({ limits: { groupRecords: 1, checkpointRecords: 2, runRecords: 2 } });
    for (const id of ['r1', 'r2', 'r3']) await ledger.append(entryOf(id));
    home.clock = midMonth + nextMonth;
    for (const id of ['r4', 'r5', 'r6']) await ledger.append(entryOf(id));
    await ledger.close();
    const other = await home.open({ writerId: 'gateway-b' });
    await other.append(entryOf('b1', { kind: 'REFUSED' }));
    await other.close();
    untouched = home;
  });

  beforeEach(async () => {
    home = await untouched.copy();
  });

  describe('an untouched ledger', () => {
    it('is proved, with all its chains, segments and checkpoints', async () => {
      expect(await home.verify()).toEqual({
        writers: 2,
        segments: 3,
        records: 7,
        checkpoints: 7,
        unreadableLines: 0,
        findings: [],
        total: 0,
      });
    });

    it('is proved although a crash left half a line in the checkpoints file', async () => {
      const text = readFileSync(home.checkpointsFile, 'utf8');
      writeFileSync(home.checkpointsFile, `${text}{"kind":"CHECK`);
      const ledger = await home.open();
      await ledger.close();
      expect(await home.verify()).toMatchObject({ unreadableLines: 1, findings: [] });
    });
  });

  describe('verify finds', () => {
    it.each(inTheStore)('$what', async ({ change, found }) => {
      await home.tamper(change);
      expect(await home.found()).toEqual(found);
    });

    it('a trigger that would drop records', async () => {
      await home.tamper((sql) =>
        sql(
          kind.name === 'SQLITE'
            ? 'CREATE TRIGGER drop_record AFTER INSERT ON record BEGIN DELETE FROM record WHERE sequence = new.sequence; END'
            : `CREATE FUNCTION drop_record() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
             CREATE TRIGGER drop_record BEFORE INSERT ON record FOR EACH ROW EXECUTE FUNCTION drop_record()`,
        ),
      );
      expect(await home.found()).toEqual(['SCHEMA_CHANGED']);
    });

    it('the place of a changed record', async () => {
      await home.tamper(async (sql) => {
        await sql(`UPDATE record SET body = replace(body, '"r5"', '"x5"') WHERE ${a} AND sequence = 5`);
      });
      const { findings, total } = await home.verify();
      expect({ findings, total }).toEqual({
        findings: [{ code: 'RECORD_CHANGED', writer: 'gateway-a', number: 5 }],
        total: 1,
      });
    });

    it('a forged checkpoint, whose signature is by a strange key', async () => {
      const strange = loadOrCreateDevelopmentKeys(join(home.data, 'strange')).signing;
      const keys = loadVerificationKeys(home.keysDirectory);
      changeLines((lines) =>
        lines.map((line, index) => {
          const read = readStatement(line, keys);
          return index === 2 && read.kind === 'VALID' ? signStatement(strange, read.statement) : line;
        }),
      );
      expect(await home.found()).toEqual(['CHECKPOINT_FORGED', 'CHECKPOINT_MISSING']);
    });

    it('a forged checkpoint, whose heads were changed under an old signature', async () => {
      changeLines((lines) =>
        lines.map((line, index) => (index === 2 ? line.replace('"sequence":4', '"sequence":3') : line)),
      );
      expect(await home.found()).toEqual(['CHECKPOINT_FORGED', 'CHECKPOINT_MISSING']);
    });

    it('a checkpoint removed from the checkpoints file', async () => {
      changeLines((lines) => lines.toSpliced(2, 1));
      expect(await home.found()).toEqual(['CHECKPOINT_MISSING']);
    });

    it('a removed checkpoints file', async () => {
      rmSync(home.checkpointsFile);
      expect(await home.found()).toEqual(['CHECKPOINT_MISSING']);
    });

    it('a new store put in the place of the old', async () => {
      const other = kind.makeHome();
      await (await other.open()).close();
      if (kind.name === 'SQLITE')
        copyFileSync(join(other.directory, 'ledger.sqlite'), join(home.directory, 'ledger.sqlite'));
      else {
        const [held, put] = [home, other].map(({ source }) => String(source.postgres?.schema));
        await home.tamper((sql) => sql(`DROP SCHEMA ${held} CASCADE; ALTER SCHEMA ${put} RENAME TO ${held}`));
      }
      expect(await home.found()).toContain('STORE_REPLACED');
    });

    it('an older copy of the store that was continued', async () => {
      const kept = readFileSync(home.checkpointsFile);
      await home.tamper(async (sql) => {
        await remove(sql, 'sequence > 4');
        await sql(`DELETE FROM checkpoint WHERE ${a} AND number > 3`);
      });
      rmSync(home.checkpointsFile);
      const ledger = await home.open();
      await ledger.append(entryOf('other'));
      await ledger.append(entryOf('another'));
      await ledger.close();
      writeFileSync(home.checkpointsFile, kept);
      expect(await home.found()).toEqual(expect.arrayContaining(['CHECKPOINT_FORKED', 'CHECKPOINT_CONTRADICTED']));
    });
  });

  describe('a gateway does not start on', () => {
    it('a store that is older than its checkpoints', async () => {
      await home.tamper(async (sql) => {
        await remove(sql, 'sequence > 4');
        await sql(`DELETE FROM checkpoint WHERE ${a} AND number > 3`);
      });
      expect(await codeOf(home.open())).toBe('STORE_ROLLED_BACK');
    });

    it('a store that lost another writer’s chain', async () => {
      await home.tamper(async (sql) => {
        for (const table of ['record', 'segment', 'data_key', 'checkpoint']) {
          await sql(`DELETE FROM ${table} WHERE writer = 'gateway-b'`);
        }
      });
      expect(await codeOf(home.open())).toBe('STORE_ROLLED_BACK');
    });

    it('a chain whose end does not verify', async () => {
      await home.tamper(async (sql) => {
        const [last] = await sql(`SELECT * FROM record WHERE ${a} AND sequence = 6`);
        const { body, hashes, sealed } = rowOf(last);
        // A record after the last checkpoint that does not follow from it.
        const hash = recordHash(`${String(last?.['hash'])}x`, { body, hashes, sealed });
        await sql("INSERT INTO record VALUES ('gateway-a', 7, 2, ?, ?, ?, ?)", body, hash, hashes, sealed);
      });
      expect(await codeOf(home.open())).toBe('CHAIN_BROKEN');
    });

    it('a store that is gone while its checkpoints are there', async () => {
      if (kind.name === 'SQLITE') rmSync(join(home.directory, 'ledger.sqlite'));
      else await home.tamper((sql) => sql(`DROP SCHEMA ${String(home.source.postgres?.schema)} CASCADE`));
      expect(await codeOf(home.open())).toBe('STORE_MISSING');
    });

    itIn(kind, 'SQLITE')('an empty file in the place of a store', async () => {
      writeFileSync(join(home.directory, 'ledger.sqlite'), '');
      expect(await codeOf(home.open())).toBe('STORE_MISSING');
    });

    it('tables that were added to', async () => {
      await home.tamper((sql) =>
        sql(kind.name === 'SQLITE' ? 'CREATE TABLE more (x)' : 'ALTER TABLE record ADD COLUMN more text'),
      );
      expect(await codeOf(home.open())).toBe('STORE_DAMAGED');
    });

    itIn(kind, 'SQLITE')('a file that is no database', async () => {
      writeFileSync(join(home.directory, 'ledger.sqlite'), 'x'.repeat(8192));
      expect(await codeOf(home.open())).toBe('STORE_DAMAGED');
    });
  });

  describe('a gateway at work', () => {
    it('stops writing when its chain is changed under its hands', async () => {
      const ledger = await home.open();
      await ledger.append(entryOf('r7'));
      await home.tamper((sql) => remove(sql, 'sequence = 7'));
      expect(await codeOf(ledger.append(entryOf('r8')))).toBe('CHAIN_BROKEN');
      expect(ledger.health()).toMatchObject({ state: 'UNAVAILABLE', fault: 'CHAIN_BROKEN' });
      expect(await codeOf(ledger.append(entryOf('r9')))).toBe('CHAIN_BROKEN');
      expect(await codeOf(ledger.close())).toBe('CHAIN_BROKEN');
    });
  });
});

async function remove(sql: Sql, which: string): Promise<void> {
  // Without the index nobody misses them there.
  await sql(`DELETE FROM lookup_page WHERE ${a}; DELETE FROM lookup_run WHERE ${a};
    DELETE FROM record WHERE ${a} AND ${which}`);
}

async function rewrite(sql: Sql, change: (body: string) => string): Promise<void> {
  const [ledger] = await sql('SELECT store FROM ledger');
  let previous = genesisHash(String(ledger?.['store']), 'gateway-a');
  for (const row of await sql(`SELECT * FROM record WHERE ${a} ORDER BY sequence`)) {
    const sequence = Number(row['sequence']);
    const changed = rowOf(row, change);
    const hash = recordHash(previous, changed);
    await sql(`UPDATE record SET body = ?, hash = ? WHERE ${a} AND sequence = ?`, changed.body, hash, sequence);
    await sql(`UPDATE segment SET closing_hash = ? WHERE ${a} AND last_sequence = ?`, hash, sequence);
    await sql(`UPDATE segment SET opening_hash = ? WHERE ${a} AND first_sequence = ?`, hash, sequence + 1);
    previous = hash;
  }
}

function rowOf(row: unknown, change: (body: string) => string = (body) => body) {
  const { body, hashes, sealed } = row as {
    body: string;
    hashes: Uint8Array<ArrayBuffer>;
    sealed: Uint8Array<ArrayBuffer>;
  };
  return { body: change(body), hashes, sealed };
}

function changeLines(change: (lines: readonly string[]) => readonly string[]): void {
  const lines = readFileSync(home.checkpointsFile, 'utf8').trimEnd().split('\n');
  writeFileSync(home.checkpointsFile, `${change(lines).join('\n')}\n`);
}
