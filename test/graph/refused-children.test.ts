import { describe, expect, test } from 'vitest';
import type { ChildPart } from '../../src/graph/graph.ts';
import { type Decide, denied, run, told, conditions, condition } from './one-child.ts';
import { refusedRoute } from './run-operation.ts';
import { child, record } from './small-records.ts';

describe('a child refused as a whole', () => {
  const refused = (part: ChildPart): ChildPart => ({
    ...part,
    decision: { kind: 'REFUSED', trueCode: 'NO_RELATIONSHIP', gate: 'G8' },
  });

  test('answers exactly as one that nobody knows', () => {
    const text = 'query($id: ID!) { one: child(id: $id) { id health { __typename } } }';
    const known = run(conditions(condition('x1')), text, { relink: refused });
    const unknown = run([], text);
    expect(JSON.stringify(known.data)).toBe('{"one":null}');
    expect(JSON.stringify([known.data, known.redactions])).toBe(JSON.stringify([unknown.data, unknown.redactions]));
    expect(known.redactions).toEqual([
      { path: ['one'], class: 'RESTRICTED', state: 'WITHHELD_OR_NONE', code: null, route: refusedRoute },
    ]);
    expect(known.released).toEqual([{ root: 0, slot: 0, isRefused: true, outcomes: [] }]);
  });

  test('is a null in a list, told once for all', () => {
    const two = [child('one', { education: record('e1') }), child('two', { education: record('e2') })];
    const assembled = run(two, 'query($ids: [ID!]!) { children(ids: $ids) { id } }', {
      variables: { ids: ['nobody', 'one', 'two'] },
      relink: (part) => (part.slot === 2 ? refused(part) : part),
    });
    expect(JSON.stringify(assembled.data)).toBe('{"children":[null,{"id":"one"},null]}');
    expect(told(assembled)).toEqual([['children.*', 'RESTRICTED', 'WITHHELD_OR_NONE', null]]);
  });
});

describe('a dry run', () => {
  test('releases nothing and lists what would be withheld', () => {
    const decide: Decide = ({ agency, class: disclosed }) =>
      agency === 'social-care' && disclosed === 'SCD'
        ? { read: 0, know: 0, explanation: { ...denied, shownClass: 'SCD' } }
        : {};
    const one = child('one', { 'social-care': record('s1') });
    const assembled = run(
      [one],
      '{ identity { givenName } socialCare { cases { status primaryNeed } events { __typename } } }',
      { decide, dryRun: true },
    );
    expect(JSON.stringify(assembled.data)).toBe('{"child":null}');
    expect(told(assembled)).toEqual([
      ['child.socialCare.cases.*.primaryNeed', 'SCD', 'REDACTED', 'NOT_NEED_TO_KNOW'],
      ['child.socialCare.events', 'SCD', 'REDACTED', 'NOT_NEED_TO_KNOW'],
    ]);
    expect(assembled.released).toEqual([{ root: 0, slot: 0, isRefused: false, outcomes: [] }]);
  });
});

describe('what is on record', () => {
  test('is what left, class by class, and why the rest did not', () => {
    const decide: Decide = ({ agency, class: disclosed }) =>
      agency === 'social-care' && disclosed === 'SCS' ? { read: 0, know: 0, explanation: denied } : {};
    const one = child('one', {
      health: record('h1', { health: { __typename: 'Health', conditions: [condition('x1')] } }),
    });
    const assembled = run(
      [one],
      '{ identity { givenName } health { conditions { name } } socialCare { cases { id } } education { attendance { id } } }',
      { decide },
    );
    expect(assembled.released).toEqual([
      {
        root: 0,
        slot: 0,
        isRefused: false,
        outcomes: [
          { agency: 'education', class: 'ID', outcome: 'NOT_HELD' },
          { agency: 'health', class: 'ID', outcome: 'RELEASED' },
          { agency: 'social-care', class: 'ID', outcome: 'NOT_HELD' },
          ...['youth-justice', 'police', 'voluntary', 'sexual-health', 'housing'].map((agency) => ({
            agency,
            class: 'ID',
            outcome: 'NOT_HELD',
          })),
          { agency: 'health', class: 'HLT', outcome: 'RELEASED' },
          { agency: 'social-care', class: 'SCS', outcome: 'WITHHELD' },
          { agency: 'education', class: 'EDU', outcome: 'NOT_HELD' },
        ],
      },
    ]);
  });
});
