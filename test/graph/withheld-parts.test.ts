import { describe, expect, test } from 'vitest';
import type { Assembled } from '../../src/graph/graph.ts';
import { childOf, condition, conditions, type Decide, denied, hidden, run, told, unknowable } from './one-child.ts';
import { child, item, record } from './small-records.ts';

describe('what is withheld', () => {
  test('is told at its topmost path, once for all items, in `withheld` and in the extensions alike', () => {
    const decide: Decide = ({ agency, class: disclosed }) => {
      if (agency === 'social-care' && disclosed === 'SCD')
        return { read: 0, know: 0, explanation: { ...denied, shownClass: 'SCD' } };
      return {};
    };
    const cases = [
      item('SocialCareCase', 'k1', { status: 'CLOSED', primaryNeed: 'N1' }),
      item('SocialCareCase', 'k2', { status: 'CLOSED', primaryNeed: 'N2' }),
    ];
    const one = child('one', {
      'social-care': record('s1', { socialCare: { __typename: 'SocialCare', cases, events: [] } }),
    });
    const assembled = run(
      [one],
      '{ withheld { path state class code } s: socialCare { cases { status need: primaryNeed } events { ... on Referral { id } } } }',
      { decide },
    );
    const expected = [
      { path: ['s', 'cases', '*', 'need'], state: 'REDACTED', class: 'SCD', code: 'NOT_NEED_TO_KNOW' },
      { path: ['s', 'events'], state: 'REDACTED', class: 'SCD', code: 'NOT_NEED_TO_KNOW' },
    ];
    expect(childOf(assembled)).toEqual({
      withheld: expected,
      s: {
        cases: [
          { status: 'CLOSED', need: null },
          { status: 'CLOSED', need: null },
        ],
        events: null,
      },
    });
    expect(assembled.redactions.map(({ path }) => path)).toEqual(expected.map(({ path }) => ['child', ...path]));
  });

  test('is told in `disclosure` with paths from the root, before the field that it speaks of', () => {
    const decide: Decide = () => ({ read: 0, know: 0, explanation: denied });
    const assembled = run(
      conditions(condition('x1')),
      'query($id: ID!) { disclosure { withheld { path } } c: child(id: $id) { health { __typename } } }',
      {
        decide,
        own: { disclosure: {} },
      },
    );
    expect(JSON.parse(JSON.stringify(assembled.data))).toEqual({
      disclosure: { withheld: [{ path: ['c', 'health'] }] },
      c: { health: null },
    });
  });

  test('says EXISTS only of what is known to be there', () => {
    const exists = { ...denied, state: 'EXISTS' } as const;
    const decide: Decide = ({ agency, class: disclosed }) =>
      agency === 'health' && (disclosed === 'HLT' || disclosed === 'INV')
        ? { read: 0, know: 15, explanation: { ...exists, shownClass: disclosed } }
        : {};
    const selection = '{ health { conditions { name } } involvements { agency service } }';
    const involvements = [item('Involvement', 'i1', { agency: 'the clinic', service: 'x' })];
    const health = { __typename: 'Health', conditions: [condition('x1')] };
    const held = run([child('one', { health: record('h1', { health, involvements }) })], selection, { decide });
    expect(childOf(held)).toEqual({
      health: { conditions: null },
      involvements: [{ agency: 'the clinic', service: null }],
    });
    expect(told(held)).toEqual([
      ['child.health.conditions', 'HLT', 'EXISTS', 'NOT_NEED_TO_KNOW'],
      ['child.involvements.*.service', 'INV', 'EXISTS', 'NOT_NEED_TO_KNOW'],
    ]);
    const nothing = run([child('one', { education: record('e1') })], selection, { decide });
    expect(told(nothing)).toEqual([['child.health', 'HLT', 'NOT_HELD', null]]);
    const empty = run([child('one', { health: record('h1', { health: null }) })], selection, { decide });
    expect(told(empty)).toEqual([['child.health', 'HLT', 'NOT_HELD', null]]);
  });

  test('does not say EXISTS of another class than the one that came back', () => {
    const exists = { ...denied, state: 'EXISTS', shownClass: 'SCD' } as const;
    const decide: Decide = ({ class: disclosed }) =>
      disclosed === 'SCD' ? { read: 0, know: 15, explanation: exists } : {};
    const cases = [item('SocialCareCase', 'k1', { status: 'CLOSED', primaryNeed: null })];
    const one = child('one', { 'social-care': record('s1', { socialCare: { __typename: 'SocialCare', cases } }) });
    const assembled = run([one], '{ socialCare { cases { status primaryNeed } } }', { decide });
    expect(told(assembled)).toEqual([['child.socialCare.cases.*.primaryNeed', 'SCD', 'REDACTED', 'NOT_NEED_TO_KNOW']]);
  });

  test('of a concealed class is never NOT_HELD', () => {
    const decide: Decide = ({ agency }) =>
      agency === 'youth-justice' ? { concealEmpty: true, explanation: hidden } : {};
    const assembled = run(
      [child('one', { education: record('e1') })],
      '{ youthJustice { __typename } sources { agency state } }',
      { decide },
    );
    expect(told(assembled)).toEqual([['child.youthJustice', 'RESTRICTED', 'WITHHELD_OR_NONE', null]]);
    expect(JSON.stringify(assembled.data)).toContain('{"agency":"youth-justice","state":"WITHHELD_OR_NONE"}');
  });

  test('looks the same whether or not a concealed class holds anything', () => {
    const placeholder = {
      state: 'PLACEHOLDER',
      code: 'SENSITIVE_SERVICE',
      route: null,
      shownClass: 'RESTRICTED',
    } as const;
    const decide: Decide = ({ class: disclosed }) =>
      disclosed === 'SENS' ? { read: 0, know: 15, concealEmpty: true, explanation: placeholder } : {};
    const selection = '{ restrictedServices { note service } }';
    const services = [item('RestrictedService', 'q1', { note: 'INVOLVED', service: 'x' })];
    const held = run([child('one', { health: record('h1', { restrictedServices: services }) })], selection, { decide });
    expect(childOf(held)).toEqual({ restrictedServices: [{ note: 'INVOLVED', service: null }] });
    expect(told(held)).toEqual([
      ['child.restrictedServices.*.service', 'RESTRICTED', 'PLACEHOLDER', 'SENSITIVE_SERVICE'],
    ]);
    const empty = run([child('one', { health: record('h1', { restrictedServices: [] }) })], selection, { decide });
    const nobody = run([child('one', { education: record('e1') })], selection, { decide });
    expect(told(empty)).toEqual([['child.restrictedServices', 'RESTRICTED', 'WITHHELD_OR_NONE', null]]);
    expect([childOf(nobody), nobody.redactions]).toEqual([childOf(empty), empty.redactions]);
  });

  test('is the same for an agency that may not be known of, with a record and without', () => {
    const decide: Decide = ({ agency }) => (agency === 'youth-justice' ? unknowable : {});
    const selection =
      '{ youthJustice { __typename } involvements { agency } sources { agency state } withheld { path state class code } }';
    const education = record('e1');
    const known = run(
      [
        child('one', {
          education,
          'youth-justice': record('y1', {
            youthJustice: { __typename: 'YouthJustice' },
            involvements: [item('Involvement', 'i1', { agency: 'x' })],
          }),
        }),
      ],
      selection,
      { decide },
    );
    const unknown = run([child('one', { education })], selection, { decide });
    expect(JSON.stringify(known.data)).toBe(JSON.stringify(unknown.data));
    expect(known.redactions).toEqual(unknown.redactions);
    expect(JSON.stringify(known.data)).toContain('{"agency":"youth-justice","state":"WITHHELD_OR_NONE"}');
  });

  test('tells a list that is partly open, whether or not anything was left out', () => {
    const decide: Decide = ({ class: disclosed }) =>
      disclosed === 'FAM' ? { read: 0b1100, know: 0b1100, explanation: { ...denied, shownClass: 'FAM' } } : {};
    const social = (custodian: string) => [
      child('one', { 'social-care': record('s1', { carers: [item('Carer', 'k1', { name: 'Kim', custodian })] }) }),
    ];
    const own = run(social('ORG:asking'), '{ carers { name } }', { decide });
    const other = run(social('ORG:other'), '{ carers { name } }', { decide });
    expect([childOf(own), childOf(other)]).toEqual([{ carers: [{ name: 'Kim' }] }, { carers: [] }]);
    expect(own.redactions).toEqual(other.redactions);
    expect(told(own)).toEqual([['child.carers', 'FAM', 'REDACTED', 'NOT_NEED_TO_KNOW']]);
  });

  test('hides a carer’s contacts where only those are closed', () => {
    const decide: Decide = ({ class: disclosed, aspect }) =>
      disclosed === 'FAM' && aspect === 'CONTACT'
        ? { read: 0, know: 0, explanation: { ...denied, code: 'SHIELDED', shownClass: 'FAM' } }
        : {};
    const one = child('one', {
      'social-care': record('s1', { carers: [item('Carer', 'k1', { name: 'Kim', phone: '1', email: 'e' })] }),
    });
    const assembled = run([one], '{ carers { name phone } }', { decide });
    expect(childOf(assembled)).toEqual({ carers: [{ name: 'Kim', phone: null }] });
    expect(told(assembled)).toEqual([['child.carers.*.phone', 'FAM', 'REDACTED', 'SHIELDED']]);
  });

  test('says of a closed second class what may be said of that class', () => {
    const decide: Decide = ({ agency, class: disclosed }) =>
      agency === 'social-care' && disclosed === 'SCS' ? unknowable : {};
    const one = child('one', { 'social-care': record('s1', { carers: [item('Carer', 'k1', { name: 'Kim' })] }) });
    const assembled = run([one], '{ carers { name } }', { decide });
    expect(JSON.stringify(assembled)).not.toContain('Kim');
    expect(told(assembled)).toEqual([['child.carers', 'RESTRICTED', 'WITHHELD_OR_NONE', null]]);
  });
});

describe('sources', () => {
  const selection = '{ addresses { id } sources { agency state } }';
  const states = (assembled: Assembled) =>
    Object.fromEntries(
      (childOf(assembled) as { sources: { agency: string; state: string }[] }).sources.map(({ agency, state }) => [
        agency,
        state,
      ]),
    );

  test('say what was released, not held, or possibly held, to those who may know', () => {
    const one = child('one', { education: record('e1'), health: record('h1') });
    const assembled = run([one], selection, {
      relink: (part) => ({
        ...part,
        linked: {
          ...part.linked,
          records: part.linked.records.map((linked) =>
            linked.record.agency === 'health' ? { ...linked, outcome: 'POSSIBLE' } : linked,
          ),
        },
      }),
    });
    expect(states(assembled)).toEqual({
      education: 'RELEASED',
      health: 'POSSIBLE_MATCH',
      'social-care': 'NOT_HELD',
      'youth-justice': 'NOT_HELD',
      police: 'NOT_HELD',
      voluntary: 'NOT_HELD',
      'sexual-health': 'NOT_HELD',
      housing: 'NOT_HELD',
    });
  });

  test('do not tell an unusable answer to those who may not know, since only a record can be unusable', () => {
    const one = child('one', { education: record('e1') });
    const assembled = run([one], selection, {
      decide: ({ agency }) => (agency === 'health' || agency === 'social-care' ? unknowable : {}),
      relink: (part) => ({
        ...part,
        linked: {
          ...part.linked,
          silent: new Map([
            ['health', 'SOURCE_ERROR'],
            ['social-care', 'NO_RESPONSE'],
          ]),
        },
      }),
    });
    expect(states(assembled)).toMatchObject({ health: 'WITHHELD_OR_NONE', 'social-care': 'NO_RESPONSE' });
  });
});
