import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Control, type FileControl, openControl } from '../../src/ledger/open-control.ts';
import type { ControlChange } from '../../src/model/control-state.ts';
import { entryOf, makeHome } from '../ledger/ledger-fixture.ts';
import {
  type ControlHome,
  controlStores,
  dayMs,
  type FileHome,
  hourMs,
  makeControlHome,
  nextGo,
  operationOf,
  oweOf,
} from './control-fixture.ts';

const duty = 'https://issuer.example|duty';
const reviewer = 'https://issuer.example|reviewer';
const clean = { isSuspended: false, breakGlassesToday: 0 };

describe.each(controlStores())('the control state in $name', (store) => {
  let home: ControlHome;
  let control: Control;
  let at: number;

  beforeAll(() => store.start());
  afterAll(() => store.stop());
  beforeEach(async () => {
    home = store.makeHome();
    control = await home.open();
    at = home.clock;
  });
  afterEach(() => control.close());

  const apply = (...changes: readonly ControlChange[]) => control.apply(changes);
  const isSuspended = async (now: number, subject = duty) => (await control.factsOf([subject], now)).isSuspended;
  const todayOf = async (people: readonly string[], now: number) =>
    (await control.factsOf(people, now)).breakGlassesToday;
  const refused = (code: string) => ({ kind: 'REFUSED', code });
  const applied = { kind: 'APPLIED' };
  const justify = (recordId: string, when: number, by = duty): ControlChange => ({
    kind: 'JUSTIFY',
    recordId,
    by,
    at: when,
  });
  const review = (
    recordId: string,
    outcome: 'ACCEPTED' | 'REJECTED',
    when: number,
    differs: Partial<Extract<ControlChange, { kind: 'REVIEW' }>> = {},
  ): ControlChange => ({ kind: 'REVIEW', recordId, outcome, by: reviewer, notOf: null, at: when, ...differs });

  describe('a break-glass', () => {
    it('counts against the person for 24 hours, and against nobody else', async () => {
      expect(await control.factsOf([duty], at)).toEqual(clean);
      await apply(oweOf({ recordId: 'r1', at }));
      await apply(oweOf({ recordId: 'r2', at: at + hourMs }, 1));

      expect(await todayOf([duty], at + hourMs)).toBe(2);
      expect(await control.factsOf([reviewer], at + hourMs)).toEqual(clean);
      expect(await todayOf([duty], at + dayMs)).toBe(1);
      expect(await todayOf([duty], at + dayMs + hourMs)).toBe(0);
    });

    it('counts against the mediator, too, and a caller is judged with their mediator', async () => {
      await apply(oweOf({ recordId: 'r1', at, mediator: reviewer }));
      expect(await todayOf([reviewer], at)).toBe(1);
      expect(await todayOf(['https://issuer.example|other', reviewer], at)).toBe(1);
    });

    it('that was decided on another count than there is now is refused, and leaves nothing', async () => {
      await apply(oweOf({ recordId: 'r1', at }));
      expect(await apply(oweOf({ recordId: 'r2', at }, 0))).toEqual(refused('FACTS_CHANGED'));
      expect(await todayOf([duty], at)).toBe(1);
      expect(await control.caseOf('r2')).toBeNull();
    });

    it('of several at the same moment lets no more pass than were decided on', async () => {
      const outcomes = await Promise.all(['r1', 'r2', 'r3', 'r4'].map((recordId) => apply(oweOf({ recordId, at }, 0))));
      expect(outcomes.filter(({ kind }) => kind === 'APPLIED')).toHaveLength(1);
    });

    it('does not count an override, which is kept as a grant', async () => {
      await apply({
        kind: 'OWE',
        operation: operationOf({ recordId: 'r1', at, mode: 'OVERRIDE' }),
        duties: [],
        seen: clean,
      });
      expect(await control.factsOf([duty], at)).toEqual(clean);
    });
  });

  describe('a justification', () => {
    beforeEach(() => apply(oweOf({ recordId: 'r1', at })));

    it('is owed by the person who broke the glass, until it is given', async () => {
      expect(await control.owedBy(duty)).toEqual([
        { recordId: 'r1', kind: 'JUSTIFY_BREAK_GLASS', effect: 'JUSTIFY', dueBy: at + dayMs, doneAt: null },
      ]);
      expect(await control.owedBy(reviewer)).toEqual([]);
      expect(await apply(justify('r1', at + hourMs))).toEqual(applied);
      expect(await control.owedBy(duty)).toEqual([]);
      expect((await control.caseOf('r1'))?.justifiedAt).toBe(at + hourMs);
    });

    it('by somebody else is answered as that of an operation that there never was', async () => {
      expect(await apply(justify('r1', at, reviewer))).toEqual(refused('RECORD_UNKNOWN'));
      expect(await apply(justify('none', at))).toEqual(refused('RECORD_UNKNOWN'));
      expect(await control.owedBy(duty)).toHaveLength(1);
    });

    it('is given once', async () => {
      await apply(justify('r1', at));
      expect(await apply(justify('r1', at + 1))).toEqual(refused('ALREADY_DONE'));
      expect((await control.caseOf('r1'))?.justifiedAt).toBe(at);
    });

    it('in time keeps the account open; overdue it suspends the account', async () => {
      expect(await isSuspended(at + dayMs)).toBe(false);
      expect(await isSuspended(at + dayMs + 1)).toBe(true);
      expect(await isSuspended(at + dayMs + 1, reviewer)).toBe(false);
      await apply(justify('r1', at + dayMs));
      expect(await isSuspended(at + dayMs + 1)).toBe(false);
    });

    it('that came late is taken, and lifts nothing before it is reviewed', async () => {
      const late = at + dayMs + hourMs;
      expect(await apply(justify('r1', late))).toEqual(applied);
      expect(await isSuspended(late)).toBe(true);
      await apply({ kind: 'LIFT', subject: duty, by: reviewer, at: late });
      expect(await isSuspended(late)).toBe(true);
      await apply(review('r1', 'ACCEPTED', late));
      expect(await isSuspended(late)).toBe(false);
    });
  });

  describe('a review', () => {
    beforeEach(() => apply(oweOf({ recordId: 'r1', at, mediator: 'https://issuer.example|mediator' })));

    it('that accepts a justified break-glass closes it', async () => {
      await apply(justify('r1', at));
      expect(await apply(review('r1', 'ACCEPTED', at + 1))).toEqual(applied);
      expect(await control.caseOf('r1')).toMatchObject({ reviewedAt: at + 1, outcome: 'ACCEPTED' });
      expect(await isSuspended(at + 30 * dayMs)).toBe(false);
    });

    it('that rejects suspends the account until the index team lifts it', async () => {
      await apply(justify('r1', at));
      expect(await isSuspended(at)).toBe(false);
      expect(await apply(review('r1', 'REJECTED', at))).toEqual(applied);
      expect(await isSuspended(at)).toBe(true);
      await apply({ kind: 'LIFT', subject: duty, by: reviewer, at });
      expect(await isSuspended(at)).toBe(false);
    });

    it('that is overdue suspends the account', async () => {
      await apply(justify('r1', at));
      expect(await isSuspended(at + 7 * dayMs)).toBe(false);
      expect(await isSuspended(at + 7 * dayMs + 1)).toBe(true);
    });

    it('by the person, by the mediator, or within an organisation that is excluded is refused', async () => {
      await apply(justify('r1', at));
      const dependent = refused('REVIEWER_NOT_INDEPENDENT');
      expect(await apply(review('r1', 'ACCEPTED', at, { by: duty }))).toEqual(dependent);
      expect(await apply(review('r1', 'ACCEPTED', at, { by: 'https://issuer.example|mediator' }))).toEqual(dependent);
      expect(await apply(review('r1', 'ACCEPTED', at, { notOf: 'LA:001-CSC' }))).toEqual(dependent);
      expect((await control.caseOf('r1'))?.outcome).toBeNull();
      expect(await apply(review('r1', 'ACCEPTED', at, { notOf: 'LA:001' }))).toEqual(applied);
    });

    it('is made once, of an operation that there is', async () => {
      await apply(justify('r1', at));
      expect(await apply(review('none', 'ACCEPTED', at))).toEqual(refused('RECORD_UNKNOWN'));
      await apply(review('r1', 'ACCEPTED', at));
      expect(await apply(review('r1', 'REJECTED', at))).toEqual(refused('ALREADY_DONE'));
      expect(await isSuspended(at)).toBe(false);
    });

    it('without a justification accepts never, and rejects once that is overdue', async () => {
      const unjustified = refused('JUSTIFICATION_REQUIRED');
      expect(await apply(review('r1', 'ACCEPTED', at))).toEqual(unjustified);
      expect(await apply(review('r1', 'REJECTED', at))).toEqual(unjustified);
      expect(await apply(review('r1', 'ACCEPTED', at + dayMs + 1))).toEqual(unjustified);
      expect(await apply(review('r1', 'REJECTED', at + dayMs + 1))).toEqual(applied);
      expect(await control.caseOf('r1')).toMatchObject({ justifiedAt: null, outcome: 'REJECTED' });
      expect(await control.owedBy(duty)).toEqual([]);
    });

    it('is listed to those who may make it, the soonest due first', async () => {
      await apply(oweOf({ recordId: 'r0', at: at - hourMs, subject: reviewer }));
      await apply(oweOf({ recordId: 'r2', at: at + hourMs, organisation: 'ODS:Y99003', subject: 'i|ed' }));
      const listed = async (subject: string, notOf: string | null = null, first = 10) =>
        (await control.casesToReview({ subject, notOf, first })).map(({ recordId }) => recordId);

      expect(await listed('i|auditor')).toEqual(['r0', 'r1', 'r2']);
      expect(await listed('i|auditor', null, 1)).toEqual(['r0']);
      expect(await listed(reviewer)).toEqual(['r1', 'r2']);
      expect(await listed(duty)).toEqual(['r0', 'r2']);
      expect(await listed('https://issuer.example|mediator')).toEqual(['r0', 'r2']);
      expect(await listed('i|manager', 'LA:001-CSC')).toEqual(['r2']);
      await apply(justify('r2', at, 'i|ed'), review('r2', 'ACCEPTED', at));
      expect(await listed('i|auditor')).toEqual(['r0', 'r1']);
    });
  });

  describe('a suspension', () => {
    it('holds for the account alone until it is lifted, also for what it mediates', async () => {
      await apply({ kind: 'SUSPEND', subject: duty, by: reviewer, at });
      await apply({ kind: 'SUSPEND', subject: duty, by: reviewer, at });
      expect(await isSuspended(at)).toBe(true);
      expect(await isSuspended(at, reviewer)).toBe(false);
      expect((await control.factsOf([reviewer, duty], at)).isSuspended).toBe(true);
      await apply({ kind: 'LIFT', subject: reviewer, by: reviewer, at });
      expect(await isSuspended(at)).toBe(true);
      await apply({ kind: 'LIFT', subject: duty, by: reviewer, at });
      expect(await isSuspended(at)).toBe(false);
    });
  });

  describe('something else that is due', () => {
    it('is listed until the person who owes it says that it is done, and suspends nobody', async () => {
      const written = { kind: 'WRITTEN_RECORD', effect: 'DUE', dueBy: at + hourMs } as const;
      await apply({
        kind: 'OWE',
        operation: operationOf({ recordId: 'r1', at, mode: 'NORMAL' }),
        duties: [written],
        seen: clean,
      });
      const fulfil = (by: string): ControlChange => ({
        kind: 'FULFIL',
        recordId: 'r1',
        obligation: 'WRITTEN_RECORD',
        by,
        at,
      });

      expect(await control.owedBy(duty)).toEqual([{ recordId: 'r1', ...written, doneAt: null }]);
      expect(await control.factsOf([duty], at + dayMs)).toEqual(clean);
      expect(await apply(fulfil(reviewer))).toEqual(refused('RECORD_UNKNOWN'));
      expect(await apply(fulfil(duty))).toEqual(applied);
      expect(await apply(fulfil(duty))).toEqual(refused('ALREADY_DONE'));
      expect(await control.owedBy(duty)).toEqual([]);
    });

    it('is not how a justification is given', async () => {
      await apply(oweOf({ recordId: 'r1', at }));
      const fulfil = { kind: 'FULFIL', recordId: 'r1', obligation: 'JUSTIFY_BREAK_GLASS', by: duty, at } as const;
      expect(await apply(fulfil)).toEqual(refused('RECORD_UNKNOWN'));
    });
  });

  describe('changes', () => {
    it('are made together or not at all', async () => {
      await apply(oweOf({ recordId: 'r1', at }));
      const outcome = await apply(
        { kind: 'SUSPEND', subject: reviewer, by: duty, at },
        justify('r1', at),
        justify('r1', at),
      );
      expect(outcome).toEqual(refused('ALREADY_DONE'));
      expect(await isSuspended(at, reviewer)).toBe(false);
      expect((await control.caseOf('r1'))?.justifiedAt).toBeNull();
    });

    it('that are tried say what would come of them, and change nothing', async () => {
      await apply(oweOf({ recordId: 'r1', at }));
      expect(await control.apply([justify('r1', at)], { isTrial: true })).toEqual(applied);
      expect(await control.apply([justify('none', at)], { isTrial: true })).toEqual(refused('RECORD_UNKNOWN'));
      expect((await control.caseOf('r1'))?.justifiedAt).toBeNull();
    });

    it('of one process are seen by another at once, and outlive both', async () => {
      const other = await home.open();
      await apply({ kind: 'SUSPEND', subject: duty, by: reviewer, at });
      expect((await other.factsOf([duty], at)).isSuspended).toBe(true);
      await other.apply([{ kind: 'LIFT', subject: duty, by: reviewer, at }]);
      expect(await isSuspended(at)).toBe(false);
      await other.apply([oweOf({ recordId: 'r1', at })]);
      await Promise.all([other.close(), control.close()]);
      control = await home.open();
      expect(await todayOf([duty], at)).toBe(1);
    });
  });

  describe('the policy head', () => {
    it('rises, and never goes back', async () => {
      expect(await control.policyHead()).toBeNull();
      const first = { edition: 2, version: 'a', at };
      expect(await control.publishPolicy(first)).toEqual(first);
      expect(await control.publishPolicy({ edition: 1, version: 'b', at })).toEqual(first);
      expect(await control.publishPolicy({ edition: 2, version: 'c', at })).toEqual(first);
      const other = await home.open();
      expect(await other.policyHead()).toEqual(first);
      expect(await other.publishPolicy({ edition: 3, version: 'd', at })).toEqual({ edition: 3, version: 'd', at });
      expect(await control.policyHead()).toEqual({ edition: 3, version: 'd', at });
      await other.close();
    });

    it('lets another text take the same edition where editions may be reused, never a lower one', async () => {
      const reusing = { mayReuseEdition: true };
      await control.publishPolicy({ edition: 2, version: 'a', at });
      const next = { edition: 2, version: 'b', at };
      expect(await control.publishPolicy(next, reusing)).toEqual(next);
      expect(await control.publishPolicy({ edition: 1, version: 'c', at }, reusing)).toEqual(next);
      expect(await control.policyHead()).toEqual(next);
    });
  });

  describe('a notice', () => {
    const notice = { kind: 'N', to: 'INDEX_TEAM', organisation: 'LA:001', recordId: 'r1' } as const;
    const about = { organisation: 'LA:001-CSC', roles: ['EDT'], purpose: 'CHILD_PROTECTION' };

    it('is sent with the change that makes it: one line, to one organisation, with what happened and no more', async () => {
      await apply({ kind: 'NOTIFY', notices: [{ ...notice, about, at, sendAt: at, unless: null }] });
      await vi.waitFor(() => expect(home.notices()).toHaveLength(1));
      expect(home.notices()).toEqual([{ id: expect.any(String), at: new Date(at).toISOString(), ...notice, about }]);
    });

    it('of something overdue is sent when it is, unless it was done in time', async () => {
      const delayed = (recordId: string) => ({
        kind: 'NOTIFY' as const,
        notices: [
          { ...notice, recordId, about, at, sendAt: at + dayMs, unless: { recordId, kind: 'JUSTIFY_BREAK_GLASS' } },
        ],
      });
      await apply(oweOf({ recordId: 'r1', at }), delayed('r1'));
      await apply(oweOf({ recordId: 'r2', at }, 1), delayed('r2'));
      await apply(justify('r2', at + dayMs));
      home.clock = at + dayMs - 1;
      // Sent by the same tick as anything else that is due, had it been due.
      await apply({ kind: 'NOTIFY', notices: [{ ...notice, kind: 'LAST', about, at, sendAt: at, unless: null }] });
      await vi.waitFor(() => expect(home.notices().map(({ kind }) => kind)).toEqual(['LAST']));

      home.clock = at + dayMs + 1;
      await vi.waitFor(() => expect(home.notices()).toHaveLength(2));
      await apply({ kind: 'NOTIFY', notices: [{ ...notice, kind: 'AFTER', about, at, sendAt: at, unless: null }] });
      await vi.waitFor(() => expect(home.notices()).toHaveLength(3));
      expect(home.notices().map(({ kind, recordId }) => `${kind} ${recordId}`)).toEqual([
        'LAST r1',
        'N r1',
        'AFTER r1',
      ]);
    });

    it('that cannot be sent waits, is told of, and is sent once', async () => {
      rmSync(home.noticesFile, { force: true });
      mkdirSync(home.noticesFile);
      await apply({ kind: 'NOTIFY', notices: [{ ...notice, about, at, sendAt: at, unless: null }] });
      await vi.waitFor(() => expect(control.health()).toBe('UNSENT'));
      rmSync(home.noticesFile, { recursive: true });
      const other = await home.open();
      await vi.waitFor(() => expect(control.health()).toBe('READY'));
      expect(home.notices()).toHaveLength(1);
      await other.close();
    });
  });

  describe('what is done with', () => {
    it('goes when its time is past; what is open stays', async () => {
      await apply(oweOf({ recordId: 'open', at }));
      await apply(oweOf({ recordId: 'done', at }, 1), justify('done', at), review('done', 'ACCEPTED', at));
      await control.close();
      home.clock = at + 401 * dayMs;
      control = await home.open();
      await vi.waitFor(async () => expect(await control.caseOf('done')).toBeNull());
      expect(await control.caseOf('open')).not.toBeNull();
      expect(await isSuspended(home.clock)).toBe(true);
    });
  });
});

describe('a file that cannot be relied on', () => {
  let home: FileHome;
  let control: FileControl;
  let at: number;
  const apply = (...changes: readonly ControlChange[]) => control.apply(changes);

  beforeEach(async () => {
    home = makeControlHome();
    control = await home.open();
    at = home.clock;
  });
  afterEach(() => control.close());

  const file = () => join(home.directory, 'control.sqlite');

  it('is refused while its file is gone, by reads and by changes, and relied on when it is back', async () => {
    renameSync(file(), `${file()}-away`);
    await nextGo();
    expect(() => control.factsOf([duty], at)).toThrow(expect.objectContaining({ code: 'CONTROL_REPLACED' }));
    expect(() => control.policyHead()).toThrow(expect.objectContaining({ code: 'CONTROL_REPLACED' }));
    await expect(apply(oweOf({ recordId: 'r1', at }))).rejects.toMatchObject({ code: 'CONTROL_REPLACED' });
    renameSync(`${file()}-away`, file());
    await nextGo();
    expect(control.factsOf([duty], at)).toEqual(clean);
  });

  it('is refused when another file stands in its place', async () => {
    renameSync(file(), `${file()}-away`);
    const other = makeControlHome();
    await (await other.open()).close();
    renameSync(join(other.directory, 'control.sqlite'), file());
    expect(() => control.factsOf([duty], at)).toThrow(expect.objectContaining({ code: 'CONTROL_REPLACED' }));
  });

  it('is refused when its tables were changed', async () => {
    await control.close();
    const database = new DatabaseSync(file());
    database.exec('CREATE TRIGGER undo AFTER INSERT ON suspension BEGIN DELETE FROM suspension; END');
    database.close();
    await expect(home.open()).rejects.toMatchObject({ code: 'CONTROL_DAMAGED' });
    rmSync(file());
    control = await home.open();
  });

  it('is refused when it is no database', async () => {
    await control.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file()}${suffix}`, { force: true });
    writeFileSync(file(), 'no database, but long enough to be read as the head of one, and some more');
    await expect(home.open()).rejects.toMatchObject({ code: 'CONTROL_DAMAGED' });
    rmSync(file());
    control = await home.open();
  });

  it('is not made anew where the ledger speaks of changes to it', async () => {
    const ledgerHome = makeHome();
    const ledger = await ledgerHome.open();
    await ledger.append(entryOf('r1'));
    const open = () =>
      openControl({ directory: ledgerHome.directory, noticesFile: home.noticesFile, now: () => home.clock });
    const first = await open();
    await first.close();
    const itsFile = join(ledgerHome.directory, 'control.sqlite');
    const remove = () => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${itsFile}${suffix}`, { force: true });
    };
    remove();
    await (await open()).close();

    const act = { act: 'suspendAccount', outcome: null, obligations: [], account: duty };
    await ledger.append(entryOf('r2', { kind: 'CONTROL', children: [], control: act }));
    remove();
    await expect(open()).rejects.toMatchObject({ code: 'CONTROL_MISSING' });
    writeFileSync(itsFile, '');
    await expect(open()).rejects.toMatchObject({ code: 'CONTROL_MISSING' });
    expect(existsSync(itsFile)).toBe(true);
    await ledger.close();
    expect(await ledgerHome.found()).toEqual([]);
  });
});
