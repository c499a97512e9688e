import { describe, expect, test } from 'vitest';
import type { Data } from './agency-data.ts';
import {
  childOf,
  condition,
  conditionRow,
  conditions,
  type Decide,
  denied,
  namesOnly,
  rows,
  type Rows,
  run,
  told,
  unknowable,
  withHealth,
} from './one-child.ts';
import { child, item, record } from './small-records.ts';

describe('the guard', () => {
  test.each<[string, (row: Record<string, unknown>) => unknown]>([
    ['has lost its custodian', (row) => ({ ...row, custodian: null })],
    ['bears no custodian', ({ custodian: _left, ...row }) => row],
    ['has an empty custodian', (row) => ({ ...row, custodian: '' })],
    ['has a custodian that is no organisation', (row) => ({ ...row, custodian: 'somebody' })],
    ['has lost its relevance', ({ relevance: _left, ...row }) => row],
    ['is relevant to an unknown purpose', (row) => ({ ...row, relevance: ['GOSSIP'] })],
    ['is relevant to an empty purpose', (row) => ({ ...row, relevance: [''] })],
    ['is relevant to nothing that has a name', (row) => ({ ...row, relevance: [null] })],
    ['has lost its restrictions', (row) => ({ ...row, restrictions: null })],
    ['bears an unknown restriction', (row) => ({ ...row, restrictions: ['SECRET'] })],
    ['bears a restriction that was excluded', (row) => ({ ...row, restrictions: ['INFORMANT'] })],
    ['does not say whom it is about', (row) => ({ ...row, about: null })],
    ['bears nothing of whom it is about', ({ about: _left, ...row }) => row],
    ['is about nobody', (row) => ({ ...row, about: '' })],
    ['is about another child', (row) => ({ ...row, about: 'OTHER_CHILD' })],
    ['does not say when it was recorded', (row) => ({ ...row, recordedAt: null })],
    ['was recorded at no time', (row) => ({ ...row, recordedAt: 'yesterday' })],
    ['has no id', (row) => ({ ...row, id: null })],
    ['is of a type that was not asked for', (row) => ({ ...row, __typename: 'Allergy' })],
    ['has no type', ({ __typename: _left, ...row }) => row],
    ['is no object', () => 'condition'],
    ['is null', () => null],
  ])('drops and counts an item that %s, the first as well as the next, and keeps the others', (_what, change) => {
    const items = conditions(condition('x0'), condition('x1'));
    for (const [at, kept] of [1, 0].entries()) {
      const assembled = run(items, namesOnly, { tamper: conditionRow(at, change) });
      expect(childOf(assembled)).toEqual({ health: { conditions: [{ name: `name of x${kept}` }] } });
      expect(assembled.guard).toEqual({ dropped: 1, missing: 0, wrong: 0 });
    }
  });

  test('drops what is neither own nor relevant where only that is granted, though the agency sent it', () => {
    const decide: Decide = ({ class: disclosed }) => (disclosed === 'HLT' ? { know: 0b1110, read: 0b1110 } : {});
    const own = condition('own', { custodian: 'ORG:asking', relevance: [] });
    const neither = condition('neither', { relevance: [] });
    const assembled = run(conditions(own, condition('relevant')), namesOnly, {
      decide,
      tamper: rows('health', (found) =>
        found.map((row) => {
          const section = row['health'] as { conditions: Rows };
          return { ...row, health: { ...section, conditions: [...section.conditions, neither] } };
        }),
      ),
    });
    expect(childOf(assembled)).toEqual({
      health: { conditions: [{ name: 'name of own' }, { name: 'name of relevant' }] },
    });
    expect(assembled.guard.dropped).toBe(1);
  });

  test('copies nothing that was not asked for', () => {
    const assembled = run(conditions(condition('x1')), namesOnly, {
      tamper: conditionRow(0, (row) => ({ ...row, statedBy: 'somebody', toJSON: 'x', constructor: 'y' })),
    });
    expect(JSON.stringify(assembled.data)).toBe('{"child":{"health":{"conditions":[{"name":"name of x1"}]}}}');
  });

  test('shows an item about an adult only where data about third parties is granted too', () => {
    const adult = condition('adult', { about: 'ADULT' });
    const closing: Decide = ({ class: disclosed }) => (disclosed === 'ADU' ? unknowable : {});
    expect(childOf(run(conditions(adult, condition('x1')), namesOnly))).toEqual({
      health: { conditions: [{ name: 'name of adult' }, { name: 'name of x1' }] },
    });
    const assembled = run(conditions(adult, condition('x1')), namesOnly, { decide: closing });
    expect(childOf(assembled)).toEqual({ health: { conditions: [{ name: 'name of x1' }] } });
    expect(assembled.guard.dropped).toBe(1);
    expect(assembled.redactions).toEqual([]);
  });

  test('shows of an item about an adult only that it exists where no more is granted of third parties', () => {
    const decide: Decide = ({ class: disclosed }) =>
      disclosed === 'ADU' ? { read: 0, know: 15, explanation: { ...denied, shownClass: 'ADU' } } : {};
    const involvements = [item('Involvement', 'i1', { agency: 'the clinic', service: 'x', about: 'ADULT' })];
    const assembled = run(
      [child('one', { health: record('h1', { involvements }) })],
      '{ involvements { agency service } }',
      { decide },
    );
    expect(childOf(assembled)).toEqual({ involvements: [{ agency: 'the clinic', service: null }] });
    expect(told(assembled)).toEqual([['child.involvements.*.service', 'ADU', 'REDACTED', 'NOT_NEED_TO_KNOW']]);
  });

  test('joins narrower selections by id, whatever their order, and only while their markers agree', () => {
    const involvement = (id: string, custodian: string) =>
      item('Involvement', id, { agency: `agency of ${id}`, service: `service of ${id}`, custodian });
    const decide: Decide = ({ agency, class: disclosed }) =>
      agency === 'health' && disclosed === 'INV'
        ? { know: 15, read: 0b1100, explanation: { ...denied, shownClass: 'INV' } }
        : {};
    const held = [involvement('i1', 'ORG:asking'), involvement('i2', 'ORG:other'), involvement('i3', 'ORG:asking')];
    const one = child('one', { health: record('h1', { involvements: held }) });
    const selection = '{ involvements { service agency } }';
    const expected = [
      { service: 'service of i1', agency: 'agency of i1' },
      { service: null, agency: 'agency of i2' },
      { service: 'service of i3', agency: 'agency of i3' },
    ];
    const reversed = run([one], selection, {
      decide,
      tamper: rows('health', (found) =>
        found.map((row) => ({ ...row, involvements_2: [...(row['involvements_2'] as Rows)].reverse() })),
      ),
    });
    expect(childOf(reversed)).toEqual({ involvements: expected });
    expect(told(reversed)).toEqual([['child.involvements.*.service', 'INV', 'REDACTED', 'NOT_NEED_TO_KNOW']]);
    const contrary = run([one], selection, {
      decide,
      tamper: rows('health', (found) =>
        found.map((row) => ({
          ...row,
          involvements_2: (row['involvements_2'] as Rows).map((part) => ({ ...part, custodian: 'ORG:other' })),
        })),
      ),
    });
    expect(childOf(contrary)).toMatchObject({
      involvements: [{ service: null }, { service: null }, { service: null }],
    });
    expect(contrary.guard).toEqual({ dropped: 2, missing: 0, wrong: 2 });
    const lying = run([one], selection, {
      decide,
      tamper: rows('health', (found) =>
        found.map((row) => ({
          ...row,
          involvements_2: (row['involvements_2'] as Rows).map((part) => ({ ...part, id: 'i2', service: 'of another' })),
        })),
      ),
    });
    expect(JSON.stringify(lying.data)).not.toContain('of another');
    expect(childOf(lying)).toMatchObject({ involvements: [{ service: null }, { service: null }, { service: null }] });
  });

  test('never gives more items than were asked for', () => {
    const assembled = run(
      conditions(condition('x1'), condition('x2')),
      'query($id: ID!) { child(id: $id) { health { conditions(first: 1) { name } } } }',
      {
        tamper: rows('health', (found) =>
          found.map((row) => {
            const section = row['health'] as { conditions: Rows };
            return { ...row, health: { ...section, conditions: [...section.conditions, ...section.conditions] } };
          }),
        ),
      },
    );
    expect(childOf(assembled)).toEqual({ health: { conditions: [{ name: 'name of x1' }] } });
    expect(assembled.guard.dropped).toBe(1);
  });
});

describe('a value that is not of the contract’s type', () => {
  const immunisations = [
    withHealth({
      immunisations: [item('Immunisation', 'm1', { vaccine: 'MMR', dose: 1, status: 'GIVEN', on: '2020-01-01' })],
    }),
  ];
  const change = (differs: Record<string, unknown>) =>
    rows('health', (found) =>
      found.map((row) => {
        const section = row['health'] as { immunisations: Rows };
        return {
          ...row,
          health: { ...section, immunisations: section.immunisations.map((one) => ({ ...one, ...differs })) },
        };
      }),
    );
  const selection = '{ health { immunisations { vaccine dose status on } } }';

  test.each([
    ['vaccine', 5],
    ['vaccine', { text: 'MMR' }],
    ['dose', '1'],
    ['dose', 1.5],
    ['dose', 2 ** 31],
    ['status', 'PERHAPS'],
    ['on', '2020-02-30'],
    ['on', '20200101'],
    ['on', undefined],
  ])('is null and an error of the source: %s as %j', (name, value) => {
    const assembled = run(immunisations, selection, { tamper: change({ [name]: value }) });
    const expected = { vaccine: 'MMR', dose: 1, status: 'GIVEN', on: '2020-01-01', [name]: null };
    expect(childOf(assembled)).toEqual({ health: { immunisations: [expected] } });
    expect(told(assembled)).toEqual([[`child.health.immunisations.*.${name}`, 'HLT', 'SOURCE_ERROR', null]]);
    expect(assembled.guard).toEqual({ dropped: 0, missing: 0, wrong: 1 });
  });

  test('makes a list null where its elements may not be null', () => {
    const needs = [
      child('one', {
        education: record('e1', {
          education: {
            __typename: 'Education',
            specialNeeds: [item('SpecialNeed', 'n1', { provision: 'E', types: ['ASD', 'HI'] })],
          },
        }),
      }),
    ];
    const assembled = run(needs, '{ education { specialNeeds { provision types } } }', {
      tamper: rows('education', (found) =>
        found.map((row) => {
          const section = row['education'] as { specialNeeds: Rows };
          return {
            ...row,
            education: {
              ...section,
              specialNeeds: section.specialNeeds.map((one) => ({ ...one, types: ['ASD', 'CLEVER'] })),
            },
          };
        }),
      ),
    });
    expect(childOf(assembled)).toEqual({ education: { specialNeeds: [{ provision: 'E', types: null }] } });
  });

  test.each([
    [
      'a section',
      '{ health { conditions { name } } }',
      (row: Data) => ({ ...row, health: 'healthy' }),
      { health: null },
    ],
    [
      'a list',
      '{ health { conditions { name } } }',
      (row: Data) => ({ ...row, health: { __typename: 'Health', conditions: {} } }),
      { health: { conditions: null } },
    ],
    ['a collected list', '{ addresses { id } }', (row: Data) => ({ ...row, addresses: 'here' }), { addresses: null }],
  ])('is null where it should be %s', (_what, selection, broken, expected) => {
    const assembled = run([withHealth({ conditions: [] })], selection, {
      decide: ({ agency }) => (agency === 'health' ? {} : unknowable),
      tamper: rows('health', (found) => found.map((row) => broken(row))),
    });
    expect(childOf(assembled)).toEqual(expected);
    expect(told(assembled).map(([, , state]) => state)).toContain('SOURCE_ERROR');
  });

  test('of a section that the contract has is shown in one form: instants in UTC', () => {
    const assembled = run(
      conditions(condition('x1', { recordedAt: '2026-01-02T03:04:05.000Z' })),
      '{ health { conditions { recordedAt } } }',
      {
        tamper: conditionRow(0, (row) => ({ ...row, recordedAt: '2026-01-02T04:04:05+01:00' })),
      },
    );
    expect(childOf(assembled)).toEqual({ health: { conditions: [{ recordedAt: '2026-01-02T03:04:05.000Z' }] } });
  });
});
