import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileControl } from '../../src/ledger/open-control.ts';
import { createDataVersion, createUnchangedMemo } from '../../src/ledger/unchanged-memo.ts';
import { dayMs, type FileHome, makeControlHome, nextGo, oweOf } from './control-fixture.ts';

const duty = 'https://issuer.example|duty';
const clean = { isSuspended: false, breakGlassesToday: 0 };

let home: FileHome;
let control: FileControl;

beforeEach(async () => {
  home = makeControlHome();
  control = await home.open();
});
afterEach(() => control.close());

const suspend =
  "INSERT INTO suspension (subject, cause, since, suspended_by) VALUES ('https://issuer.example|duty', 'C', 1, 'x')";
const lift = 'UPDATE suspension SET lifted_at = 2';

describe('what is remembered of the control state', () => {
  it('is forgotten with what the next event reads after another process has changed it, and again after the next', async () => {
    expect(control.factsOf([duty], 1)).toEqual(clean);
    inAnotherProcess(suspend);
    await nextGo();
    expect(control.factsOf([duty], 1).isSuspended).toBe(true);
    inAnotherProcess(lift);
    await nextGo();
    expect(control.factsOf([duty], 1)).toEqual(clean);
    inAnotherProcess("INSERT INTO policy_head (one, edition, version, at) VALUES (1, 4, 'v', 5)");
    await nextGo();
    expect(control.policyHead()).toEqual({ edition: 4, version: 'v', at: 5 });
    inAnotherProcess('UPDATE policy_head SET edition = 5');
    await nextGo();
    expect(control.policyHead()).toMatchObject({ edition: 5 });
    expect(control.verdictKeys()).toEqual([]);
    inAnotherProcess(`INSERT INTO match_verdict (id, verdict, state, key_id, made_by, organisation, made_at)
      VALUES ('v', 'SAME', 'PROPOSED', 'key', 'x', 'y', 1)`);
    await nextGo();
    expect(control.verdictKeys()).toEqual(['key']);
    inAnotherProcess("UPDATE match_verdict SET state = 'WITHDRAWN'");
    await nextGo();
    expect(control.verdictKeys()).toEqual([]);
  });

  it('is forgotten with what the next event reads after another connection of this process has changed it', async () => {
    const other = new DatabaseSync(join(home.directory, 'control.sqlite'), { timeout: 5_000 });
    try {
      for (let round = 0; round < 3; round += 1) {
        expect(control.factsOf([duty], 1)).toEqual(clean);
        other.exec(suspend);
        await nextGo();
        expect(control.factsOf([duty], 1).isSuspended).toBe(true);
        other.exec(lift);
        await nextGo();
      }
    } finally {
      other.close();
    }
  });

  it('is not that nothing is owed where something becomes overdue by the clock alone', async () => {
    const at = home.clock;
    await control.apply([oweOf({ recordId: 'r1', at })]);
    expect(control.factsOf([duty], at)).toEqual({ isSuspended: false, breakGlassesToday: 1 });
    expect(control.factsOf([duty], at + dayMs)).toEqual(clean);
    expect(control.factsOf([duty], at + dayMs + 1).isSuspended).toBe(true);
  });
});

describe('a memo', () => {
  it('is asked once for all that is read in one go, and anew in the next', async () => {
    const reading = new DatabaseSync(join(home.directory, 'control.sqlite'), { readOnly: true });
    const version = createDataVersion(reading);
    const before = version();
    inAnotherProcess(suspend);
    await Promise.resolve();
    expect(version()).toBe(before);
    await nextGo();
    expect(version()).not.toBe(before);
    reading.close();
  });

  it('reads once for each key while nobody changes the store, and no key twice at a time when it is full', async () => {
    const reading = new DatabaseSync(join(home.directory, 'control.sqlite'), { readOnly: true });
    const writing = new DatabaseSync(join(home.directory, 'control.sqlite'), { timeout: 5_000 });
    const read: string[] = [];
    const memo = createUnchangedMemo(createDataVersion(reading), 2, (key) => {
      read.push(key);
      return key;
    });
    const ask = (...keys: readonly string[]): readonly string[] => {
      read.length = 0;
      for (const key of keys) expect(memo(key)).toBe(key);
      return [...read];
    };
    expect(ask('a', 'b', 'a', 'b', 'a')).toEqual(['a', 'b']);
    expect(ask('a', 'b')).toEqual([]);
    writing.exec(suspend);
    await nextGo();
    expect(ask('b', 'b', 'a')).toEqual(['b', 'a']);
    expect(ask('c', 'c', 'a')).toEqual(['c', 'a']);
    reading.close();
    writing.close();
  });
});

function inAnotherProcess(sql: string): void {
  const program = `
    const { DatabaseSync } = require('node:sqlite');
    new DatabaseSync(process.argv[1], { timeout: 5000 }).exec(process.argv[2]);`;
  const { status } = spawnSync(process.execPath, ['-e', program, join(home.directory, 'control.sqlite'), sql]);
  expect(status).toBe(0);
}
