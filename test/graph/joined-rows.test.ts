import { describe, expect, test } from 'vitest';
import type { Assembled, ChildPart } from '../../src/graph/graph.ts';
import { rows, run, childOf, told, condition } from './one-child.ts';
import { runOperation } from './run-operation.ts';
import { child, item, record } from './small-records.ts';
import { decideEach, worldOf } from './world.ts';

describe('rows', () => {
  const two = [
    child('one', { health: record('h1', { health: { __typename: 'Health', conditions: [condition('x1')] } }) }),
    child('two', { health: record('h2', { health: { __typename: 'Health', conditions: [condition('x2')] } }) }),
  ];
  const text = 'query($ids: [ID!]!) { children(ids: $ids) { health { conditions { name } } } }';
  const variables = { ids: ['one', 'two'] };
  const first = { health: { conditions: [{ name: 'name of x1' }] } };
  const second = { health: { conditions: [{ name: 'name of x2' }] } };
  const children = (assembled: Assembled) => JSON.parse(JSON.stringify(assembled.data))['children'];

  test('are matched by record id, whatever their order', () => {
    const assembled = run(two, text, { variables, tamper: rows('health', (found) => [...found].reverse()) });
    expect(children(assembled)).toEqual([first, second]);
    expect(assembled.redactions).toEqual([]);
  });

  test('that do not come cost only their own child, and say so', () => {
    const assembled = run(two, text, { variables, tamper: rows('health', (found) => found.slice(1)) });
    expect(children(assembled)).toEqual([{ health: null }, second]);
    expect(told(assembled)).toEqual([['children.*.health', 'HLT', 'SOURCE_ERROR', null]]);
    expect(assembled.guard).toEqual({ dropped: 0, missing: 1, wrong: 0 });
  });

  test('that were not asked for, or come twice, or name no record, are dropped and counted', () => {
    const assembled = run(two, text, {
      variables,
      tamper: rows('health', (found) => [
        { ...found[1], recordId: 'h9' },
        ...found,
        { ...found[1], recordId: 'h1' },
        { health: null },
        'row',
      ]),
    });
    expect(children(assembled)).toEqual([first, second]);
    expect(assembled.guard).toEqual({ dropped: 4, missing: 0, wrong: 0 });
  });

  test('of several certain records of one agency are joined, page and all', () => {
    const twins = [
      child('one', {
        health: record('h1', {
          health: { __typename: 'Health', conditions: [condition('x1'), condition('x2')], lastSeen: null },
        }),
      }),
      child('two', {
        health: record('h2', { health: { __typename: 'Health', conditions: [condition('x3'), condition('x4')] } }),
      }),
    ];
    const world = worldOf(twins);
    const twin = world.linked(1).records;
    const relink = (part: ChildPart): ChildPart => ({
      ...part,
      linked: { ...part.linked, records: [...part.linked.records, ...twin] },
    });
    const paged =
      'query($id: ID!, $after: ID) { child(id: $id) { health { conditions(first: 2, after: $after) { id } } } }';
    const { assembled } = runOperation(world, {
      document: paged,
      variables: { id: 'one', after: 'x1' },
      relink,
      decide: (plan) => decideEach(plan.cellsNeeded, () => ({}), []),
    });
    expect(childOf(assembled)).toEqual({ health: { conditions: [{ id: 'x2' }, { id: 'x3' }] } });
  });
});

describe('lists of several agencies', () => {
  const one = child('one', {
    health: record('h1', { addresses: [item('Address', 'h-1'), item('Address', 'h-2')] }),
    education: record('e1', { addresses: [item('Address', 'e-1'), item('Address', 'e-2')] }),
  });
  const page = (first: number, after: string | null) =>
    JSON.stringify(
      run(
        [one],
        'query($id: ID!, $n: Int, $after: ID) { child(id: $id) { addresses(first: $n, after: $after) { id } } }',
        {
          variables: { id: 'one', n: first, after },
        },
      ).data,
    ).match(/[eh]-\d/g);

  test('follow one another in the protocol’s order and are paged by item id across agencies', () => {
    expect(page(200, null)).toEqual(['e-1', 'e-2', 'h-1', 'h-2']);
    expect(page(3, null)).toEqual(['e-1', 'e-2', 'h-1']);
    expect(page(2, 'e-1')).toEqual(['e-2', 'h-1']);
    expect(page(2, 'h-1')).toEqual(['h-2']);
    expect(page(2, 'gone')).toBeNull();
  });

  test('record as released only agencies of which something is on the page', () => {
    const assembled = run([one], '{ addresses(first: 1) { id } }');
    expect(assembled.released[0]?.outcomes.filter(({ outcome }) => outcome === 'RELEASED')).toEqual([
      { agency: 'education', class: 'ADR', outcome: 'RELEASED' },
    ]);
  });

  test('are empty, not null, where all who may answer hold nothing', () => {
    expect(childOf(run([child('one', { education: record('e1') })], '{ addresses { id } }'))).toEqual({
      addresses: [],
    });
  });
});
