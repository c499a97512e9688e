import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeNotices } from '../../src/ledger/control-notices.ts';
import { loadOrCreateDevelopmentKeys } from '../../src/ledger/ledger-keys.ts';
import { listControl } from '../../src/ledger/list-control.ts';
import { type Control, openControl } from '../../src/ledger/open-control.ts';
import { openLedger } from '../../src/ledger/open-ledger.ts';
import { openPostgresControl } from '../../src/ledger/open-postgres-control.ts';
import { takeStepsIn } from '../../src/ledger/postgres-control-steps.ts';
import type { ControlChange, ControlOutcome } from '../../src/model/control-state.ts';
import type { PostgresSettings } from '../../src/postgres/open-postgres.ts';
import { type PostgresServer, startPostgres } from '../harness/postgres.ts';
import { entryOf } from '../ledger/ledger-fixture.ts';
import { type ControlHome, dayMs, makeControlHome, makePostgresHome, noticesIn, oweOf } from './control-fixture.ts';

const duty = 'https://issuer.example|duty';
const other = 'https://issuer.example|other';

let server: PostgresServer;
let schema: string;
let home: ControlHome;
let one: Control;
let two: Control;
let at: number;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
  schema = `shared_${randomBytes(6).toString('hex')}`;
  home = makePostgresHome(server, schema);
  // Instances that start at the same time make the tables once.
  [one, two] = await Promise.all([open(), open()]);
  at = home.clock;
});
afterEach(() => Promise.all([one.close(), two.close()]));

const fileOf = (instance: string): string => join(home.directory, '..', `notices-${instance}.jsonl`);
const open = (noticesFile = home.noticesFile, differs: Partial<PostgresSettings> = {}): Promise<Control> =>
  openPostgresControl({
    directory: home.directory,
    noticesFile,
    now: () => home.clock,
    tickMs: 20,
    postgres: server.settings(schema, differs),
  });
const isApplied = ({ kind }: ControlOutcome): boolean => kind === 'APPLIED';
const notify = (recordId: string): ControlChange => ({
  kind: 'NOTIFY',
  notices: [
    {
      kind: 'N',
      to: 'INDEX_TEAM',
      organisation: 'LA:001',
      recordId,
      about: { organisation: 'LA:001-CSC', roles: ['EDT'], purpose: null },
      at,
      sendAt: at,
      unless: null,
    },
  ],
});

describe('two instances at the same moment', () => {
  it('let exactly one have the third break-glass', async () => {
    await one.apply([oweOf({ recordId: 'first', at })]);
    await two.apply([oweOf({ recordId: 'second', at }, 1)]);
    const tries = Array.from({ length: 12 }, (_, index) =>
      (index % 2 === 0 ? one : two).apply([oweOf({ recordId: `third-${index}`, at }, 2)]),
    );
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter(isApplied)).toHaveLength(1);
    expect(
      new Set(outcomes.filter((outcome) => !isApplied(outcome)).map((outcome) => JSON.stringify(outcome))),
    ).toEqual(new Set([JSON.stringify({ kind: 'REFUSED', code: 'FACTS_CHANGED' })]));
    expect((await two.factsOf([duty], at)).breakGlassesToday).toBe(3);
  });

  it('let three pass, and no more, of many who each decide by what they read', async () => {
    const decide = async (control: Control, name: string): Promise<void> => {
      for (let tries = 0; tries < 20; tries += 1) {
        const { breakGlassesToday } = await control.factsOf([duty], at);
        if (breakGlassesToday >= 3) return;
        await control.apply([oweOf({ recordId: `${name}-${tries}`, at }, breakGlassesToday)]);
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, index) => decide(index % 2 === 0 ? one : two, `r${index}`)));
    expect((await one.factsOf([duty], at)).breakGlassesToday).toBe(3);
  });

  it('do not hold each other up where each is the other’s mediator', async () => {
    const pairs = Array.from({ length: 10 }, (_, index) => {
      const [subject, mediator] = index % 2 === 0 ? [duty, other] : [other, duty];
      return (index % 2 === 0 ? one : two).apply([oweOf({ recordId: `r${index}`, at, subject, mediator }, 100)]);
    });
    expect((await Promise.all(pairs)).every(isApplied)).toBe(true);
    expect((await one.factsOf([duty], at)).breakGlassesToday).toBe(10);
  });

  it('put one edition in force: the highest, and of two texts of one edition the first for both', async () => {
    const editions = [3, 9, 1, 7, 5, 2, 8, 4, 6];
    const published = await Promise.all(
      editions.map((edition, index) =>
        (index % 2 === 0 ? one : two).publishPolicy({ edition, version: `v${edition}`, at }),
      ),
    );
    published.forEach((head, index) => expect(head.edition).toBeGreaterThanOrEqual(editions[index] ?? 0));
    expect([await one.policyHead(), await two.policyHead()]).toEqual([
      { edition: 9, version: 'v9', at },
      { edition: 9, version: 'v9', at },
    ]);
    const [mine, theirs] = await Promise.all([
      one.publishPolicy({ edition: 10, version: 'one', at }),
      two.publishPolicy({ edition: 10, version: 'two', at }),
    ]);
    expect(mine).toEqual(theirs);
  });

  it('justify once, and judge once what the other has judged', async () => {
    await one.apply([oweOf({ recordId: 'r1', at })]);
    const justified = await Promise.all(
      [one, two, one, two].map((control) => control.apply([{ kind: 'JUSTIFY', recordId: 'r1', by: duty, at }])),
    );
    expect(justified.filter(isApplied)).toHaveLength(1);
    const pair = { one: 'a', other: 'b' };
    const judged = await Promise.all(
      [one, two, one, two].map((control, index) =>
        control.apply([
          {
            kind: 'JUDGE',
            id: `v${index}`,
            verdict: 'NOT_SAME',
            pairs: [pair],
            keyId: 'key',
            isProtected: false,
            by: duty,
            organisation: 'LA:001',
            at,
            seen: null,
          },
        ]),
      ),
    );
    expect(judged.filter(isApplied)).toHaveLength(1);
    expect(await two.verdictsOn(['a'])).toHaveLength(1);
    expect(await one.verdictKeys()).toEqual(['key']);
  });
});

describe('what callers may send', () => {
  it('with a NUL is a reference that there never was', async () => {
    expect(await one.caseOf('r\u00001')).toBeNull();
    expect(await one.apply([{ kind: 'JUSTIFY', recordId: 'r\u0000', by: duty, at }])).toEqual({
      kind: 'REFUSED',
      code: 'RECORD_UNKNOWN',
    });
    await one.apply([{ kind: 'SUSPEND', subject: 'i|a\u0000b', by: other, at }]);
    expect((await two.factsOf(['i|a\u0000b'], at)).isSuspended).toBe(true);
  });
});

describe('notices of two instances', () => {
  it('are sent once each, to the file of the one that sends', async () => {
    const [left, right] = await Promise.all([open(fileOf('left')), open(fileOf('right'))]);
    await Promise.all([one.close(), two.close()]);
    const names = Array.from({ length: 30 }, (_, index) => `r${index}`);
    await Promise.all(names.map((name, index) => (index % 2 === 0 ? left : right).apply([notify(name)])));
    const sent = () => [...noticesIn(fileOf('left')), ...noticesIn(fileOf('right')), ...home.notices()];
    await vi.waitFor(() => expect(sent().length).toBeGreaterThanOrEqual(names.length));
    expect(new Set(sent().map(({ recordId }) => recordId))).toEqual(new Set(names));
    expect(sent()).toHaveLength(names.length);
    expect(new Set(sent().map(({ id }) => id)).size).toBe(names.length);
    await Promise.all([left.close(), right.close()]);
  });

  it('that one is sending are left alone by the other, and sent by it once the one has died', async () => {
    await Promise.all([one.close(), two.close()]);
    const dying = server.client(schema);
    await dying.query('INSERT INTO notice (body, send_at) VALUES ($1, $2)', [JSON.stringify({ id: 'half' }), at]);
    const session = await dying.connect();
    const taken = Promise.withResolvers<readonly string[]>();
    const died = session
      .transaction('WRITE', async (query) => {
        taken.resolve(await takeStepsIn(query, takeNotices(at)));
        return new Promise<never>((_, reject) => session.ended.then(() => reject(new Error('died'))));
      })
      .catch(() => undefined);
    expect(await taken.promise).toHaveLength(1);

    two = await open();
    await two.apply([notify('after')]);
    await vi.waitFor(() => expect(home.notices().map(({ recordId }) => recordId)).toEqual(['after']));
    await dying.query('SELECT pg_terminate_backend($1)', [session.processId]);
    await died;
    await session.close();
    await vi.waitFor(() => expect(home.notices().map(({ id }) => id)).toContain('half'));
    expect(home.notices()).toHaveLength(2);
  });

  it('stand on lines of their own, also after one that a crash cut short', async () => {
    writeFileSync(home.noticesFile, '{"id":"cut sho');
    await one.apply([notify('r1'), notify('r2')]);
    await vi.waitFor(() => expect(readFileSync(home.noticesFile, 'utf8').split('\n')).toHaveLength(4));
    const [cut, ...whole] = readFileSync(home.noticesFile, 'utf8').trimEnd().split('\n');
    expect(cut).toBe('{"id":"cut sho');
    expect(whole.map((line) => (JSON.parse(line) as { recordId: string }).recordId)).toEqual(['r1', 'r2']);
  });
});

describe('a server that is gone', () => {
  it('is told of, lets nothing pass, and is found again with all that was confirmed', async () => {
    await one.apply([{ kind: 'SUSPEND', subject: duty, by: other, at }]);
    await server.kill();
    try {
      await expect(two.factsOf([duty], at)).rejects.toMatchObject({ code: 'CONTROL_NOT_USABLE' });
      await expect(two.policyHead()).rejects.toMatchObject({ code: 'CONTROL_NOT_USABLE' });
      await expect(two.verdictKeys()).rejects.toMatchObject({ code: 'CONTROL_NOT_USABLE' });
      await expect(two.apply([oweOf({ recordId: 'r1', at })])).rejects.toMatchObject({ code: 'CONTROL_NOT_USABLE' });
      expect(two.health()).toBe('UNUSABLE');
    } finally {
      await server.start();
    }
    await vi.waitFor(() => expect([one.health(), two.health()]).toEqual(['READY', 'READY']), { timeout: 20_000 });
    expect((await two.factsOf([duty], at)).isSuspended).toBe(true);
    expect(await two.apply([oweOf({ recordId: 'r1', at })])).toEqual({ kind: 'APPLIED' });
  });

  it('or does not answer is given up in time, and found again', async () => {
    const hasty = await open(home.noticesFile, { statementTimeoutMs: 200 });
    server.freeze();
    try {
      await expect(hasty.factsOf([duty], at)).rejects.toMatchObject({
        code: expect.stringMatching(/^CONTROL_(?:TIMEOUT|NOT_USABLE)$/),
      });
      expect(hasty.health()).toBe('UNUSABLE');
    } finally {
      server.thaw();
    }
    await vi.waitFor(() => expect(hasty.health()).toBe('READY'), { timeout: 20_000 });
    expect((await hasty.factsOf([duty], at)).isSuspended).toBe(false);
    await hasty.close();
  });

  it('or ended all connections costs no more than what was under way', async () => {
    await one.apply([{ kind: 'SUSPEND', subject: duty, by: other, at }]);
    await server.endSessions();
    await vi.waitFor(async () => expect((await one.factsOf([duty], at)).isSuspended).toBe(true), { timeout: 20_000 });
    expect(await two.apply([{ kind: 'LIFT', subject: duty, by: other, at }])).toEqual({ kind: 'APPLIED' });
    expect((await one.factsOf([duty], at)).isSuspended).toBe(false);
  });
});

describe('tables that cannot be relied on', () => {
  it.each([
    [
      'that a trigger was added to',
      `CREATE FUNCTION undo() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
       CREATE TRIGGER undo BEFORE INSERT ON suspension FOR EACH ROW EXECUTE FUNCTION undo()`,
    ],
    [
      'that hide rows',
      'ALTER TABLE suspension ENABLE ROW LEVEL SECURITY; CREATE POLICY none ON suspension USING (false)',
    ],
    ['of which one is gone', 'DROP TABLE break_glass'],
    ['of which one has lost its key', 'ALTER TABLE break_glass DROP CONSTRAINT break_glass_pkey'],
    ['that would not outlive a crash', 'ALTER TABLE suspension SET UNLOGGED'],
    ['of which one rewrites what it is told', 'CREATE RULE lost AS ON INSERT TO suspension DO INSTEAD NOTHING'],
  ])('are refused: %s', async (_what, change) => {
    const client = server.client(schema);
    for (const statement of change.split(/;\s*\n?\s*(?=CREATE)/)) await client.query(statement);
    await expect(open()).rejects.toMatchObject({ code: 'CONTROL_DAMAGED' });
  });
});

describe('tables that are not there', () => {
  const dropTables = async (): Promise<void> => {
    await Promise.all([one.close(), two.close()]);
    const client = server.client(schema);
    const { rows } = await client.query('SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace($1)', [
      schema,
    ]);
    const ours = ['control', 'policy_head', 'suspension', 'operation', 'obligation', 'break_glass', 'notice'];
    const theirs = ['match_verdict', 'match_pair'];
    expect(rows.map(({ relname }) => relname)).toEqual(expect.arrayContaining([...ours, ...theirs]));
    await client.query(`DROP TABLE ${[...ours, ...theirs].join(', ')}`);
  };

  it('are made, unless the ledger beside them speaks of changes that they had', async () => {
    const ledger = await openLedger({
      directory: home.directory,
      postgres: server.settings(schema),
      checkpointsFile: join(home.directory, '..', 'checkpoints.jsonl'),
      keys: loadOrCreateDevelopmentKeys(join(home.directory, '..', 'keys')),
      writerId: 'writer',
      now: () => home.clock,
    });
    try {
      await ledger.append(entryOf('r1'));
      await dropTables();
      one = await open();
      const act = { act: 'suspendAccount', outcome: null, obligations: [], account: duty };
      await ledger.append(entryOf('r2', { kind: 'CONTROL', children: [], control: act }));
      await dropTables();
      await expect(open()).rejects.toMatchObject({ code: 'CONTROL_MISSING' });
    } finally {
      await ledger.close();
    }
  });

  it('are not made while a file beside the gateway has a control state', async () => {
    await dropTables();
    const file = await openControl({ directory: home.directory, noticesFile: home.noticesFile, now: () => home.clock });
    await file.close();
    await expect(open()).rejects.toMatchObject({ code: 'CONTROL_IN_FILE' });
  });

  it('have nothing to list', async () => {
    await dropTables();
    const source = { directory: home.directory, postgres: server.settings(schema) };
    await expect(listControl(source)).rejects.toMatchObject({ code: 'CONTROL_MISSING' });
  });
});

describe('what is open', () => {
  it('is listed as of a file', async () => {
    const changes: readonly ControlChange[] = [
      oweOf({ recordId: 'r1', at: at - 2 * dayMs }),
      oweOf({ recordId: 'r2', at }, 1),
      { kind: 'JUSTIFY', recordId: 'r2', by: duty, at },
      { kind: 'SUSPEND', subject: other, by: duty, at },
    ];
    const fileHome = makeControlHome();
    const file = await fileHome.open();
    await Promise.all([one.apply(changes), file.apply(changes)]);
    const listed = await listControl({ directory: home.directory, postgres: server.settings(schema) });
    expect(listed).toEqual(await listControl({ directory: fileHome.directory }));
    expect(listed.obligations.map(({ recordId }) => recordId)).toEqual(['r1', 'r1', 'r2']);
    await file.close();
  });
});
