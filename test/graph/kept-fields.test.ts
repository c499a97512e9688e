import { describe, expect, test } from 'vitest';
import type { CellDecision } from '../../src/model/decision.ts';
import { type RunOptions, runOperation, silentRoute } from './run-operation.ts';
import { createWorld, decideEach, keeper, keptRows } from './world.ts';

const world = createWorld(7, 1, { about: ['CHILD'], restrictions: [] });
const closed: Partial<CellDecision> = {
  read: 0,
  know: 0,
  mayKnowExistence: false,
  explanation: { state: 'WITHHELD_OR_NONE', code: 'DENIED', route: null, shownClass: 'RESTRICTED' },
};

function run(selection: string, options: Partial<RunOptions> = {}, cell: Partial<CellDecision> = {}) {
  return runOperation(world, {
    document: `query ($id: ID!, $after: ID) { child(id: $id) { ${selection} } }`,
    variables: { id: 'c0', after: 'look-2' },
    decide: (plan) => decideEach(plan.cellsNeeded, ({ agency }) => (agency === keeper ? cell : {})),
    ...options,
  });
}
const childOf = (json: string) => JSON.parse(json).child;

describe('what the gateway keeps itself', () => {
  test('is planned as one cell of its own name, and asked of no agency', () => {
    const { plan, calls } = run('accessLog { id }');
    expect(plan.cellsAsked).toEqual([{ agency: keeper, class: 'LOG', aspect: 'PLAIN' }]);
    expect(calls).toEqual([]);
  });

  test('is shown in pages, each under its own name', () => {
    const { json } = run(
      'one: accessLog(first: 2) { id } rest: accessLog(after: $after) { id roles } accessLog { date }',
    );
    expect(childOf(json)).toEqual({
      one: [{ id: 'look-1' }, { id: 'look-2' }],
      rest: keptRows.slice(2).map(({ id, roles }) => ({ id, roles })),
      accessLog: keptRows.map(({ date }) => ({ date })),
    });
  });

  test('is on record as released, also when there is nothing to show', () => {
    const nothing = new Map([['0.0', new Map([['accessLog', { kind: 'ROWS', rows: [] } as const]])]]);
    for (const kept of [undefined, nothing]) {
      const { assembled } = run('accessLog { id }', kept === undefined ? {} : { kept });
      expect(assembled.released[0]?.outcomes).toEqual([{ agency: keeper, class: 'LOG', outcome: 'RELEASED' }]);
      expect(assembled.redactions).toEqual([]);
    }
    expect(childOf(run('accessLog { id }', { kept: nothing }).json)).toEqual({ accessLog: [] });
  });

  test('is null and explained where it is not granted, though rows came', () => {
    const { json, assembled } = run('accessLog { id } withheld { path class state code }', {}, closed);
    const told = { path: ['accessLog'], class: 'RESTRICTED', state: 'WITHHELD_OR_NONE', code: 'DENIED' };
    expect(childOf(json)).toEqual({ accessLog: null, withheld: [told] });
    expect(assembled.redactions).toEqual([{ ...told, path: ['child', 'accessLog'], route: null }]);
    expect(assembled.released[0]?.outcomes).toEqual([{ agency: keeper, class: 'LOG', outcome: 'WITHHELD' }]);
  });

  test('is closed where the class is open for some items only: rows bear no markers', () => {
    const { json } = run('accessLog { id }', {}, { ...closed, read: 0b1100, know: 0b1111 });
    expect(childOf(json)).toEqual({ accessLog: null });
  });

  test('is told as unanswered where it could not be read, or did not come', () => {
    const silent = new Map([['0.0', new Map([['accessLog', { kind: 'SILENT', silence: 'NO_RESPONSE' } as const]])]]);
    for (const kept of [silent, new Map()]) {
      const { json, assembled } = run('accessLog { id }', { kept });
      expect(childOf(json)).toEqual({ accessLog: null });
      expect(assembled.redactions).toEqual([
        { path: ['child', 'accessLog'], class: 'LOG', state: 'NO_RESPONSE', code: null, route: silentRoute },
      ]);
      expect(assembled.released[0]?.outcomes).toEqual([{ agency: keeper, class: 'LOG', outcome: 'NO_RESPONSE' }]);
    }
  });

  test('is explained in a dry run, and not shown', () => {
    const { json, assembled } = run('accessLog { id }', { dryRun: true }, closed);
    expect(childOf(json)).toBeNull();
    expect(assembled.redactions.map(({ path }) => path)).toEqual([['child', 'accessLog']]);
    expect(run('accessLog { id }', { dryRun: true }).assembled.redactions).toEqual([]);
  });
});
