import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPreparedGate } from '../../src/workers/prepared-gate.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A gate with workers that take requests, and what they were told since the last look. */
function gateOf(...names: readonly string[]) {
  let told: string[] = [];
  const tell = (what: string) => (worker: string, version?: string) =>
    told.push(`${worker} ${what}${version === undefined ? '' : ` ${version}`}`);
  const gate = createPreparedGate<string>({
    patienceMs: 10_000,
    look: tell('looks'),
    go: tell('goes'),
    supersede: tell('drops'),
    leaveBehind: tell('is left'),
  });
  for (const name of names) gate.listening(name);
  return {
    ...gate,
    told: () => {
      const said = told.sort();
      told = [];
      return said;
    },
  };
}

describe('a version that is ready', () => {
  test('waits for all who take requests, who are told to look', () => {
    const { prepared, told } = gateOf('one', 'two', 'three');
    prepared('two', 'b');
    expect(told()).toEqual(['one looks', 'three looks']);
    prepared('one', 'b');
    expect(told()).toEqual([]);
    prepared('three', 'b');
    expect(told()).toEqual(['one goes b', 'three goes b', 'two goes b']);
  });

  test('goes at once for whoever has it later, and again when it is offered again', () => {
    const { prepared, told } = gateOf('one');
    prepared('one', 'b');
    expect(told()).toEqual(['one goes b']);
    prepared('two', 'b');
    expect(told()).toEqual(['two goes b']);
  });

  test('of the very first, who takes no requests yet, needs nobody', () => {
    const { prepared, told } = gateOf();
    prepared('one', 'a');
    expect(told()).toEqual(['one goes a']);
  });

  test('of one that starts waits for those that take requests: the head does not move before them', () => {
    const { prepared, told } = gateOf('one', 'two');
    prepared('starting', 'b');
    expect(told()).toEqual(['one looks', 'two looks']);
    prepared('one', 'b');
    prepared('two', 'b');
    expect(told()).toEqual(['one goes b', 'starting goes b', 'two goes b']);
  });

  test('is dropped for a newer one', () => {
    const { prepared, told } = gateOf('one', 'two');
    prepared('one', 'b');
    told();
    prepared('two', 'c');
    expect(told()).toEqual(['one drops b', 'one looks']);
    prepared('one', 'c');
    expect(told()).toEqual(['one goes c', 'two goes c']);
  });

  test('is dropped where others find that it is there no more', () => {
    const { prepared, looked, told } = gateOf('one', 'two');
    prepared('one', 'b');
    told();
    looked('two', { serves: 'a', refused: null });
    expect(told()).toEqual(['one drops b']);
  });

  test('goes without those that refuse it, and they are left behind', () => {
    const { prepared, looked, told } = gateOf('one', 'two');
    prepared('one', 'b');
    told();
    looked('two', { serves: 'a', refused: 'b' });
    expect(told()).toEqual(['one goes b', 'two is left']);
  });

  test('waits no longer for one that is gone', () => {
    const { prepared, gone, told } = gateOf('one', 'two');
    prepared('one', 'b');
    told();
    gone('two');
    expect(told()).toEqual(['one goes b']);
  });

  test('is forgotten when all who had it are gone', () => {
    const { prepared, gone, told } = gateOf('one', 'two');
    prepared('one', 'b');
    gone('one');
    told();
    vi.advanceTimersByTime(20_000);
    expect(told()).toEqual([]);
    prepared('two', 'b');
    expect(told()).toEqual(['two goes b']);
  });

  test('waits for nobody for ever', () => {
    const { prepared, told } = gateOf('one', 'two');
    prepared('one', 'b');
    told();
    vi.advanceTimersByTime(9_999);
    expect(told()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told()).toEqual(['one goes b', 'two is left']);
  });
});
