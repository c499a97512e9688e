import { describe, expect, test } from 'vitest';
import type { Assembled, ChildPart } from '../../src/graph/graph.ts';
import type { AgencyAnswer, AgencyCall } from '../../src/model/agency-call.ts';
import type { Cell, CellDecision } from '../../src/model/decision.ts';
import type { Data } from './agency-data.ts';
import { refusedRoute, type RunOptions, runOperation, silentRoute } from './run-operation.ts';
import { child, identifier, identity, item, record } from './small-records.ts';
import { decideEach, type GeneratedChild, worldOf } from './world.ts';

type Decide = (cell: Cell) => Partial<CellDecision>;
type Rows = Record<string, unknown>[];

const denied = { state: 'REDACTED', code: 'NOT_NEED_TO_KNOW', route: null, shownClass: 'HLT' } as const;
const hidden = { state: 'WITHHELD_OR_NONE', code: null, route: null, shownClass: 'RESTRICTED' } as const;
const unknowable = { read: 0, know: 0, mayKnowExistence: false, explanation: hidden } as const;

/** Changes the rows of one agency's content answers. */
function rows(agency: string, change: (rows: Rows) => unknown) {
  return (call: AgencyCall, answer: AgencyAnswer): AgencyAnswer => {
    if (call.agency !== agency || answer.kind !== 'ANSWERED') return answer;
    return { ...answer, data: { records: change(answer.data['records'] as Rows) } };
  };
}

function errors(agency: string, path: readonly (string | number)[], code: string, change: (rows: Rows) => unknown) {
  return (call: AgencyCall, answer: AgencyAnswer): AgencyAnswer => {
    const changed = rows(agency, change)(call, answer);
    if (call.agency !== agency || changed.kind !== 'ANSWERED') return changed;
    return { ...changed, errors: [{ path: ['records', ...path], code }] };
  };
}

type Options = Omit<Partial<RunOptions>, 'decide'> & { readonly decide?: Decide; readonly allowed?: readonly string[] };

function run(children: readonly GeneratedChild[], selection: string, options: Options = {}): Assembled {
  const { decide = () => ({}), allowed = [], ...rest } = options;
  return runOperation(worldOf(children), {
    document: selection.startsWith('query') ? selection : `query($id: ID!) { child(id: $id) ${selection} }`,
    variables: { id: 'one' },
    ...rest,
    decide: (plan) => decideEach(plan.cellsNeeded, decide, allowed),
  }).assembled;
}

/** The child of an answer, as a client reads it. */
function childOf(assembled: Assembled): unknown {
  return JSON.parse(JSON.stringify(assembled.data))['child'];
}

function told(assembled: Assembled) {
  return assembled.redactions.map(({ path, class: shown, state, code }) => [path.join('.'), shown, state, code]);
}

function withHealth(section: Data): GeneratedChild {
  return child('one', { health: record('h1', { health: { __typename: 'Health', ...section } }) });
}

const conditions = (...items: readonly Data[]) => [withHealth({ conditions: items })];
const condition = (id: string, differs: Data = {}) => item('Condition', id, { name: `name of ${id}`, ...differs });
const namesOnly = '{ health { conditions { name } } }';

function conditionRow(at: number, change: (row: Record<string, unknown>) => unknown) {
  return rows('health', (found) =>
    found.map((row) => {
      const section = row['health'] as { conditions: Rows };
      return {
        ...row,
        health: { ...section, conditions: section.conditions.map((one, index) => (index === at ? change(one) : one)) },
      };
    }),
  );
}

describe('the guard', () => {
  test.each<[string, (row: Record<string, unknown>) => unknown]>([
    ['has lost its custodian', (row) => ({ ...row, custodian: null })],
    ['has a custodian that is no organisation', (row) => ({ ...row, custodian: 'somebody' })],
    ['has lost its relevance', ({ relevance: _left, ...row }) => row],
    ['is relevant to an unknown purpose', (row) => ({ ...row, relevance: ['GOSSIP'] })],
    ['has lost its restrictions', (row) => ({ ...row, restrictions: null })],
    ['bears an unknown restriction', (row) => ({ ...row, restrictions: ['SECRET'] })],
    ['bears a restriction that was excluded', (row) => ({ ...row, restrictions: ['INFORMANT'] })],
    ['does not say whom it is about', (row) => ({ ...row, about: null })],
    ['is about another child', (row) => ({ ...row, about: 'OTHER_CHILD' })],
    ['does not say when it was recorded', (row) => ({ ...row, recordedAt: null })],
    ['was recorded at no time', (row) => ({ ...row, recordedAt: 'yesterday' })],
    ['has no id', (row) => ({ ...row, id: null })],
    ['is of a type that was not asked for', (row) => ({ ...row, __typename: 'Allergy' })],
    ['has no type', ({ __typename: _left, ...row }) => row],
    ['is no object', () => 'condition'],
    ['is null', () => null],
  ])('drops and counts an item that %s, and keeps the others', (_what, change) => {
    const assembled = run(conditions(condition('x1'), condition('x2')), namesOnly, { tamper: conditionRow(0, change) });
    expect(childOf(assembled)).toEqual({ health: { conditions: [{ name: 'name of x2' }] } });
    expect(assembled.guard).toEqual({ dropped: 1, missing: 0, wrong: 0 });
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

describe('the identity', () => {
  const copies = {
    education: record('e1', {
      recordedIdentity: identity([{ given: 'Leanne', family: 'Carr', kind: 'LEGAL' }], { sex: 'F' }),
    }),
    'social-care': record('s1', {
      recordedIdentity: identity(
        [
          { given: 'Leeann', family: 'Carr', kind: 'LEGAL' },
          { given: 'Lee', family: 'Old', kind: 'FORMER' },
        ],
        { sex: 'U' },
      ),
    }),
    health: record('h1', {
      recordedIdentity: identity([{ given: 'Leanne', family: 'Carr', kind: 'LEGAL' }]),
      custodian: 'ORG:asking',
    }),
  };
  const selection = '{ identity { givenName sex names { given family sources } } }';

  test('comes whole from the preferred copy, with all names and who holds them', () => {
    const assembled = run([child('one', copies)], selection);
    expect(childOf(assembled)).toEqual({
      identity: {
        givenName: 'Leeann',
        sex: 'U',
        names: [
          { given: 'Leeann', family: 'Carr', sources: ['social-care'] },
          { given: 'Lee', family: 'Old', sources: ['social-care'] },
          { given: 'Leanne', family: 'Carr', sources: ['education', 'health'] },
        ],
      },
    });
  });

  test('is built only from the copies that were granted, own copies told from others', () => {
    const assembled = run([child('one', copies)], selection, {
      decide: ({ class: disclosed }) =>
        disclosed === 'ID' ? { read: 0b1100, know: 0b1100, explanation: { ...denied, shownClass: 'ID' } } : {},
    });
    expect(childOf(assembled)).toEqual({
      identity: { givenName: 'Leanne', sex: 'F', names: [{ given: 'Leanne', family: 'Carr', sources: ['health'] }] },
    });
    expect(told(assembled)).toEqual([['child.identity', 'ID', 'REDACTED', 'NOT_NEED_TO_KNOW']]);
  });

  test('lists names apart that differ in any part', () => {
    const spelt = {
      education: record('e1', { recordedIdentity: identity([{ given: 'Ann', family: 'One', kind: 'LEGAL' }]) }),
      health: record('h1', {
        recordedIdentity: identity([
          { given: 'Ann', family: 'Two', kind: 'LEGAL' },
          { given: 'Ann', family: 'One', kind: 'ALIAS' },
        ]),
      }),
    };
    expect(childOf(run([child('one', spelt)], '{ identity { names { family kind sources } } }'))).toEqual({
      identity: {
        names: [
          { family: 'One', kind: 'LEGAL', sources: ['education'] },
          { family: 'Two', kind: 'LEGAL', sources: ['health'] },
          { family: 'One', kind: 'ALIAS', sources: ['health'] },
        ],
      },
    });
  });

  test('is null where no copy was granted', () => {
    const assembled = run([child('one', copies)], selection, { decide: () => unknowable });
    expect(childOf(assembled)).toEqual({ identity: null });
    expect(told(assembled)).toEqual([['child.identity', 'RESTRICTED', 'WITHHELD_OR_NONE', null]]);
  });

  test('never shows former names once any linked record is locked', () => {
    const locked = {
      ...copies,
      education: {
        ...copies.education,
        restrictions: { ...Object(copies.education['restrictions']), linkLocked: true },
      },
    };
    const assembled = run([child('one', locked)], selection);
    expect(JSON.stringify(assembled.data)).not.toContain('Old');
    expect(JSON.stringify(assembled.data)).toContain('Leeann');
  });

  test('takes no copy from a record that is only possibly this child', () => {
    const assembled = run([child('one', copies)], selection, {
      relink: (part) => ({
        ...part,
        linked: {
          ...part.linked,
          records: part.linked.records.map((linked) =>
            linked.record.agency === 'social-care' ? { ...linked, outcome: 'CONFLICT' } : linked,
          ),
        },
      }),
    });
    expect(JSON.stringify(assembled.data)).not.toContain('Leeann');
  });
});

describe('identifiers', () => {
  const numbers = record('e1', { identifiers: [identifier('NHS_NUMBER', 'n'), identifier('UPN', 'u')] });

  test('are opened scheme by scheme, and what is closed is left out whole', () => {
    const assembled = run([child('one', { education: numbers })], '{ identifiers { scheme value } }', {
      decide: ({ class: disclosed }) =>
        disclosed === 'NUM'
          ? { read: 0, know: 0, split: new Map([['UPN', 15]]), explanation: { ...denied, shownClass: 'NUM' } }
          : {},
    });
    expect(childOf(assembled)).toEqual({ identifiers: [{ scheme: 'UPN', value: 'u' }] });
    expect(told(assembled)).toEqual([['child.identifiers', 'NUM', 'REDACTED', 'NOT_NEED_TO_KNOW']]);
  });

  test('are never opened further by a closed scheme', () => {
    const assembled = run([child('one', { education: numbers })], '{ identifiers { value } }', {
      decide: ({ class: disclosed }) => (disclosed === 'NUM' ? { split: new Map([['UPN', 0]]) } : {}),
    });
    expect(childOf(assembled)).toEqual({ identifiers: [{ value: 'n' }] });
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

describe('nulls', () => {
  test('rise from a required field of a child to the child, with an error that holds no value', () => {
    const assembled = run([child('one', { education: record('e1') })], '{ id addresses { id } }', {
      relink: (part) => ({ ...part, id: null }),
    });
    expect(JSON.stringify(assembled.data)).toBe('{"child":null}');
    expect(assembled.errors.map(({ code, message }) => [code, message])).toEqual([
      ['INTERNAL', 'A required field of a child has no value.'],
    ]);
  });

  test('rise from a required root to the whole answer', () => {
    const assembled = run([], 'query { me { organisation } }', { variables: {}, own: { me: { organisation: 7 } } });
    expect(assembled.data).toBeNull();
    expect(assembled.errors.map(({ code }) => code)).toEqual(['INTERNAL']);
  });
});

describe('response keys', () => {
  test('may be anything the specification allows, in the order of the operation', () => {
    const text =
      'query($id: ID!) { constructor: __typename __proto__: child(id: $id) { hasOwnProperty: id __proto__: health { toString: conditions { __proto__: name valueOf: __typename } } } }';
    const assembled = run(conditions(condition('x1')), text);
    expect(JSON.stringify(assembled.data)).toBe(
      '{"constructor":"Query","__proto__":{"hasOwnProperty":"one","__proto__":{"toString":[{"__proto__":"name of x1","valueOf":"Condition"}]}}}',
    );
    expect(({} as Record<string, unknown>)['name']).toBeUndefined();
  });
});
