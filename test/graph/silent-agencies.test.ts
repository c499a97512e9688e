import { describe, expect, test } from 'vitest';
import type { ChildPart } from '../../src/graph/graph.ts';
import type { AgencyAnswer, AgencyCall } from '../../src/model/agency-call.ts';
import {
  unknowable,
  rows,
  errors,
  run,
  childOf,
  told,
  conditions,
  condition,
  namesOnly,
  conditionRow,
} from './one-child.ts';
import { silentRoute } from './run-operation.ts';
import { child, item, record } from './small-records.ts';

describe('an agency that is silent', () => {
  const both = [
    child('one', {
      education: record('e1', { addresses: [item('Address', 'a1')] }),
      health: record('h1', {
        addresses: [item('Address', 'a2')],
        health: { __typename: 'Health', conditions: [condition('x1')] },
      }),
    }),
  ];
  const silentFacts = (part: ChildPart): ChildPart => ({
    ...part,
    linked: {
      records: part.linked.records.filter(({ record: { agency } }) => agency !== 'health'),
      silent: new Map([['health', 'NO_RESPONSE']]),
      unasked: new Set(),
    },
  });
  const selection = '{ addresses { id } health { conditions { name } } sources { agency state } }';

  test('at the facts wave costs only its own part', () => {
    const assembled = run(both, selection, { relink: silentFacts });
    expect(childOf(assembled)).toEqual({
      addresses: [{ id: 'a1' }],
      health: null,
      sources: [
        { agency: 'education', state: 'RELEASED' },
        { agency: 'health', state: 'NO_RESPONSE' },
        { agency: 'social-care', state: 'NOT_HELD' },
        ...['youth-justice', 'police', 'voluntary', 'sexual-health', 'housing'].map((agency) => ({
          agency,
          state: 'NOT_HELD',
        })),
      ],
    });
    expect(assembled.redactions).toEqual([
      { path: ['child', 'addresses'], class: 'ADR', state: 'NO_RESPONSE', code: null, route: silentRoute },
      { path: ['child', 'health'], class: 'HLT', state: 'NO_RESPONSE', code: null, route: silentRoute },
    ]);
  });

  test.each([
    ['NO_RESPONSE', 'NO_RESPONSE'],
    ['SOURCE_ERROR', 'SOURCE_ERROR'],
  ] as const)('at the content wave too: %s', (kind, state) => {
    const assembled = run(both, selection, {
      tamper: (call, answer) => (call.agency === 'health' ? { kind, cause: 'x' } : answer),
    });
    expect(childOf(assembled)).toMatchObject({ addresses: [{ id: 'a1' }], health: null });
    expect(told(assembled)).toEqual([
      ['child.addresses', 'ADR', state, null],
      ['child.health', 'HLT', state, null],
    ]);
    expect(assembled.released[0]?.outcomes).toContainEqual({ agency: 'health', class: 'HLT', outcome: state });
  });

  test('with an unusable answer is told to nobody who may not know that it holds something', () => {
    const assembled = run(both, '{ health { conditions { name } } }', {
      decide: () => ({ mayKnowExistence: false }),
      tamper: rows('health', () => null),
    });
    expect(told(assembled)).toEqual([['child.health', 'HLT', 'WITHHELD_OR_NONE', null]]);
  });

  test('with an answer that has no rows is an error of the source', () => {
    const assembled = run(both, selection, { tamper: rows('health', () => null) });
    expect(told(assembled).map(([, , state]) => state)).toEqual(['SOURCE_ERROR', 'SOURCE_ERROR']);
  });

  test('leaves a list null when no other delivers one', () => {
    const assembled = run(both, '{ addresses { id } }', {
      relink: silentFacts,
      decide: ({ agency }) => (agency === 'health' ? {} : unknowable),
    });
    expect(childOf(assembled)).toEqual({ addresses: null });
    expect(told(assembled)).toEqual([
      ['child.addresses', 'RESTRICTED', 'WITHHELD_OR_NONE', null],
      ['child.addresses', 'ADR', 'NO_RESPONSE', null],
    ]);
  });

  test('makes the caseload null', () => {
    const assembled = run(both, 'query { myCaseload { id } }', {
      variables: {},
      silentRoots: new Map([[0, 'NO_RESPONSE']]),
    });
    expect(JSON.stringify(assembled.data)).toBe('{"myCaseload":null}');
    expect(told(assembled)).toEqual([['myCaseload', 'RESTRICTED', 'NO_RESPONSE', null]]);
  });
});

describe('an agency that refuses', () => {
  const nullName = conditionRow(0, (row) => ({ ...row, name: null }));
  const refuse =
    (path: readonly (string | number)[], code: string, change = nullName) =>
    (call: AgencyCall, answer: AgencyAnswer): AgencyAnswer => {
      const changed = change(call, answer);
      return call.agency === 'health' && changed.kind === 'ANSWERED'
        ? { ...changed, errors: [{ path: ['records', ...path], code }] }
        : changed;
    };

  test.each([
    ['SOURCE_RESTRICTED', 'REDACTED', 'SOURCE_RESTRICTED'],
    ['DETRIMENT', 'REDACTED', 'DETRIMENT'],
    ['TEAPOT', 'SOURCE_ERROR', null],
  ])('a field with %s says %s', (code, state, shown) => {
    const tamper = refuse([0, 'health', 'conditions', 0, 'name'], code);
    const assembled = run(conditions(condition('x1'), condition('x2')), namesOnly, { tamper });
    expect(childOf(assembled)).toEqual({ health: { conditions: [{ name: null }, { name: 'name of x2' }] } });
    expect(told(assembled)).toEqual([['child.health.conditions.*.name', 'HLT', state, shown]]);
  });

  test('a list says so at the list', () => {
    const tamper = refuse(
      [0, 'health', 'conditions', 0],
      'DETRIMENT',
      rows('health', (found) => found.map((row) => ({ ...row, health: { __typename: 'Health', conditions: null } }))),
    );
    const assembled = run(conditions(condition('x1')), namesOnly, { tamper });
    expect(childOf(assembled)).toEqual({ health: { conditions: null } });
    expect(told(assembled)).toEqual([['child.health.conditions', 'HLT', 'REDACTED', 'DETRIMENT']]);
  });

  test('a whole record says so at its parts, if the rows are in the order asked for', () => {
    const tamper = errors('health', [0], 'SOURCE_RESTRICTED', () => [null]);
    const assembled = run(conditions(condition('x1')), namesOnly, { tamper });
    expect(told(assembled)).toEqual([['child.health', 'HLT', 'REDACTED', 'SOURCE_RESTRICTED']]);
  });

  test('a whole record is not given another’s refusal when rows are out of order', () => {
    const two = [...conditions(condition('x1')), child('two', { health: record('h2', { health: null }) })];
    const tamper = errors('health', [0], 'SOURCE_RESTRICTED', (found) => [null, found[0]]);
    const assembled = run(two, 'query($ids: [ID!]!) { children(ids: $ids) { health { conditions { name } } } }', {
      variables: { ids: ['one', 'two'] },
      tamper,
    });
    expect(told(assembled)).toEqual([['children.*.health', 'HLT', 'SOURCE_ERROR', null]]);
    expect(assembled.guard.missing).toBe(1);
  });

  test('tells its code only to those who may know that something is held', () => {
    const tamper = errors('health', [0], 'SOURCE_RESTRICTED', () => [null]);
    const assembled = run(conditions(condition('x1')), namesOnly, {
      tamper,
      decide: () => ({ mayKnowExistence: false }),
    });
    expect(told(assembled)).toEqual([['child.health', 'HLT', 'WITHHELD_OR_NONE', null]]);
  });
});
