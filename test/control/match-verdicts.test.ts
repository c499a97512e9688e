import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Control, type FileControl, openControl } from '../../src/ledger/open-control.ts';
import type { ControlChange } from '../../src/model/control-state.ts';
import { continuedBy, type JudgedPair, pairOf, type Verdict } from '../../src/model/match-verdict.ts';
import { type ControlHome, controlStores, dayMs, type FileHome, makeControlHome } from './control-fixture.ts';

const one = 'https://issuer.example|one';
const other = 'https://issuer.example|other';
const applied = { kind: 'APPLIED' };
const refused = (code: string) => ({ kind: 'REFUSED', code });

describe.each(controlStores())('verdicts in $name', (store) => {
  let home: ControlHome;
  let control: Control;

  beforeAll(() => store.start());
  afterAll(() => store.stop());
  beforeEach(async () => {
    home = store.makeHome();
    control = await home.open();
  });
  afterEach(() => control.close());

  type Given = {
    readonly id: string;
    readonly verdict?: Verdict;
    readonly pairs?: readonly JudgedPair[];
    readonly isProtected?: boolean;
    readonly by?: string;
  };

  /** What somebody judges who looked just now. */
  async function judge({ id, verdict = 'NOT_SAME', pairs = [pairOf('a', 'b')], isProtected = false, by = one }: Given) {
    const records = pairs.flatMap((pair) => [pair.one, pair.other]);
    const seen = continuedBy(pairs, verdict, await control.verdictsOn(records))?.id ?? null;
    const change: ControlChange = {
      kind: 'JUDGE',
      id,
      verdict,
      pairs,
      keyId: 'key',
      isProtected,
      by,
      organisation: 'LA:001',
      at: home.clock,
      seen,
    };
    return control.apply([change]);
  }
  const withdraw = (id: string, isProtected: boolean, by = one) =>
    control.apply([{ kind: 'WITHDRAW_VERDICT', id, isProtected, by, at: home.clock }]);
  const stateOf = async (id: string) => (await control.verdictOf(id))?.state;
  const held = async () =>
    (await control.verdictsOn(['a'])).map(({ id, verdict, state, isConfirmed }) => [id, verdict, state, isConfirmed]);

  describe('a verdict on a child whom nobody shields', () => {
    it('is in force at once, is found by either record, and is one person’s', async () => {
      expect(await judge({ id: 'v1' })).toEqual(applied);
      expect(await held()).toEqual([['v1', 'NOT_SAME', 'IN_FORCE', false]]);
      expect(await control.verdictsOn(['b'])).toEqual(await control.verdictsOn(['a']));
      expect(await control.verdictsOn(['c'])).toEqual([]);
      expect(await control.verdictKeys()).toEqual(['key']);
    });

    it('ends the contrary one', async () => {
      await judge({ id: 'v1' });
      expect(await judge({ id: 'v2', verdict: 'SAME' })).toEqual(applied);
      expect(await held()).toEqual([['v2', 'SAME', 'IN_FORCE', false]]);
      expect(await stateOf('v1')).toBe('WITHDRAWN');
    });

    it('is confirmed by another person, and is nothing new from the same', async () => {
      await judge({ id: 'v1' });
      expect(await judge({ id: 'v2' })).toEqual(refused('ALREADY_DONE'));
      expect(await judge({ id: 'v3', by: other })).toEqual(applied);
      expect(await held()).toEqual([['v1', 'NOT_SAME', 'IN_FORCE', true]]);
      expect(await control.verdictOf('v3')).toBeNull();
      expect(await judge({ id: 'v4', by: other })).toEqual(refused('ALREADY_DONE'));
    });

    it('is withdrawn by one person, and then there is none', async () => {
      await judge({ id: 'v1', verdict: 'SAME' });
      expect(await withdraw('v1', false)).toEqual(applied);
      expect(await control.verdictKeys()).toEqual([]);
      expect(await withdraw('v1', false)).toEqual(refused('ALREADY_DONE'));
      expect(await withdraw('nobody-gave-it', false)).toEqual(refused('RECORD_UNKNOWN'));
    });
  });

  describe('taking away a link of a shielded child', () => {
    it('is proposed by one person and in force with another’s, never with the same one’s', async () => {
      expect(await judge({ id: 'v1', isProtected: true })).toEqual(applied);
      expect(await held()).toEqual([['v1', 'NOT_SAME', 'PROPOSED', false]]);
      expect(await judge({ id: 'v2', isProtected: true })).toEqual(refused('SECOND_PERSON_NEEDED'));
      expect(await held()).toEqual([['v1', 'NOT_SAME', 'PROPOSED', false]]);
      expect(await judge({ id: 'v3', isProtected: true, by: other })).toEqual(applied);
      expect(await held()).toEqual([['v1', 'NOT_SAME', 'IN_FORCE', true]]);
    });

    it('leaves a verdict that joins them in force until the second person', async () => {
      await judge({ id: 'same', verdict: 'SAME', isProtected: true });
      await judge({ id: 'v1', isProtected: true });
      expect(await held()).toEqual([
        ['v1', 'NOT_SAME', 'PROPOSED', false],
        ['same', 'SAME', 'IN_FORCE', false],
      ]);
      await judge({ id: 'v2', isProtected: true, by: other });
      expect(await held()).toEqual([['v1', 'NOT_SAME', 'IN_FORCE', true]]);
    });

    it('by withdrawing needs another person too, who may take it back', async () => {
      await judge({ id: 'same', verdict: 'SAME', isProtected: true });
      expect(await withdraw('same', true)).toEqual(applied);
      expect(await held()).toEqual([['same', 'SAME', 'ENDING', false]]);
      expect(await withdraw('same', true)).toEqual(refused('SECOND_PERSON_NEEDED'));
      await judge({ id: 'again', verdict: 'SAME', isProtected: true, by: other });
      expect(await stateOf('same')).toBe('IN_FORCE');
      await withdraw('same', true);
      expect(await withdraw('same', true, other)).toEqual(applied);
      expect(await stateOf('same')).toBe('WITHDRAWN');
    });

    it('that was proposed is taken back by anybody', async () => {
      await judge({ id: 'v1', isProtected: true });
      expect(await withdraw('v1', true)).toEqual(applied);
      expect(await held()).toEqual([]);
    });

    it('needs one person only once nobody shields the child any more', async () => {
      await judge({ id: 'v1', isProtected: true });
      expect(await judge({ id: 'v2' })).toEqual(applied);
      expect(await held()).toEqual([['v1', 'NOT_SAME', 'IN_FORCE', false]]);
    });

    it('is not helped by a verdict of one person on some of the records from before', async () => {
      await judge({ id: 'v1' });
      const pairs = [pairOf('a', 'b'), pairOf('a', 'c')];
      expect(await judge({ id: 'v2', pairs, isProtected: true })).toEqual(applied);
      expect([await stateOf('v1'), await stateOf('v2')]).toEqual(['IN_FORCE', 'PROPOSED']);
    });
  });

  describe('a verdict that somebody else gave in between', () => {
    it('is not gone on with unseen', async () => {
      const change: ControlChange = {
        kind: 'JUDGE',
        id: 'v2',
        verdict: 'NOT_SAME',
        pairs: [pairOf('a', 'b')],
        keyId: 'key',
        isProtected: true,
        by: other,
        organisation: 'LA:001',
        at: home.clock,
        seen: null,
      };
      await judge({ id: 'v1', isProtected: true });
      expect(await control.apply([change])).toEqual(refused('FACTS_CHANGED'));
      expect(await stateOf('v1')).toBe('PROPOSED');
    });
  });

  describe('the list', () => {
    it('has the newest first, by state and by page, and never who judged in what is answered of others', async () => {
      await judge({ id: 'v1', pairs: [pairOf('a', 'b')] });
      await judge({ id: 'v2', pairs: [pairOf('c', 'd')], isProtected: true });
      await judge({ id: 'v3', pairs: [pairOf('e', 'f')] });
      const ids = async (state: 'PROPOSED' | null, first: number, after: string | null) =>
        (await control.verdicts({ state, first, after })).map(({ id }) => id);
      expect(await ids(null, 2, null)).toEqual(['v3', 'v2']);
      expect(await ids(null, 2, 'v2')).toEqual(['v1']);
      expect(await ids('PROPOSED', 10, null)).toEqual(['v2']);
    });
  });

  describe('the store', () => {
    it('forgets a withdrawn verdict after its time, and none that holds or waits', async () => {
      await judge({ id: 'v1', pairs: [pairOf('a', 'b')] });
      await judge({ id: 'v2', pairs: [pairOf('c', 'd')], isProtected: true });
      await judge({ id: 'v3', pairs: [pairOf('e', 'f')] });
      await withdraw('v3', false);
      await control.close();
      home.clock += 401 * dayMs;
      control = await home.open();
      await expect.poll(() => control.verdictOf('v3')).toBeNull();
      expect([await stateOf('v1'), await stateOf('v2')]).toEqual(['IN_FORCE', 'PROPOSED']);
      expect(await store.count(home, 'match_pair')).toBe(2);
    });
  });
});

describe('a file', () => {
  let home: FileHome;
  let control: FileControl;

  beforeEach(async () => {
    home = makeControlHome();
    control = await home.open();
  });
  afterEach(() => control.close());

  it('of before there were verdicts is brought up to date and keeps what it holds', async () => {
    await control.apply([{ kind: 'SUSPEND', subject: one, by: other, at: home.clock }]);
    await control.close();
    const database = openFile(home.directory);
    database.exec('DROP TABLE match_pair; DROP TABLE match_verdict');
    database.close();
    control = await home.open();
    expect(control.factsOf([one], home.clock).isSuspended).toBe(true);
    const verdict = {
      id: 'v1',
      verdict: 'NOT_SAME',
      pairs: [pairOf('a', 'b')],
      keyId: 'key',
      isProtected: false,
    } as const;
    const by = { by: one, organisation: 'LA:001', at: home.clock, seen: null };
    expect(await control.apply([{ kind: 'JUDGE', ...verdict, ...by }])).toEqual(applied);
  });

  it('with tables of neither is not opened', async () => {
    await control.close();
    const database = openFile(home.directory);
    database.exec('DROP TABLE match_pair');
    database.close();
    await expect(
      openControl({ directory: home.directory, noticesFile: home.noticesFile, now: () => 0 }),
    ).rejects.toThrow(expect.objectContaining({ code: 'CONTROL_DAMAGED' }));
    control = { close: async () => {} } as FileControl;
  });
});

function openFile(directory: string): DatabaseSync {
  return new DatabaseSync(join(directory, 'control.sqlite'), { timeout: 2000 });
}
