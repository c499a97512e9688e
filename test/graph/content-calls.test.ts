import { describe, expect, test } from 'vitest';
import type { AgencyContract } from '../../src/graph/contract.ts';
import { type ContentCall, createGraph, type OperationPlan } from '../../src/graph/graph.ts';
import type { CellDecision, ChildDecision, Cell } from '../../src/model/decision.ts';
import { runOperation } from './run-operation.ts';
import { child, item, record } from './small-records.ts';
import { composed, graphOptions, decideEach, everyRestriction, type World, worldOf } from './world.ts';

const health = { __typename: 'Health', contacts: [], conditions: [], immunisations: [], allergies: [] };
const world = worldOf([
  child('one', {
    education: record('e1', { addresses: [item('Address', 'a1', { postcode: 'ZZ99 1AA' })] }),
    health: record('h1', { addresses: [item('Address', 'a2')], health }),
    'social-care': record('s1', { carers: [item('Carer', 'k1', { name: 'Kim', phone: '1' })] }),
  }),
  child('two', { education: record('e2'), health: record('h2', { health }) }),
]);

type Decide = (cell: Cell) => Partial<CellDecision>;

const closed = {
  read: 0,
  know: 0,
  mayKnowExistence: false,
  explanation: { state: 'WITHHELD_OR_NONE', code: null, route: null, shownClass: 'RESTRICTED' },
} as const;

/** Everything closed but some classes of some agencies: `health HLT`. */
function only(...open: readonly string[]): Decide {
  return ({ agency, class: disclosed }) => (open.includes(`${agency} ${disclosed}`) ? {} : closed);
}

function calls(text: string, decide: Decide, variables: Record<string, unknown> = { id: 'one' }, from: World = world) {
  const decideAll = (plan: OperationPlan): ChildDecision => decideEach(plan.cellsNeeded, decide, []);
  return runOperation(from, { document: text, variables, decide: decideAll }).calls;
}

function documents(found: readonly ContentCall[]): readonly string[] {
  return found.map(({ call }) => `${call.agency}: ${call.document.slice(call.document.indexOf('{'))}`);
}

const markers = 'id custodian recordedAt relevance restrictions about';

describe('a content request', () => {
  test('goes to no agency of which nothing is granted', () => {
    const text = 'query($id: ID!) { child(id: $id) { addresses { postcode } health { conditions { name } } } }';
    expect(calls(text, () => closed)).toEqual([]);
    expect(documents(calls(text, only('education ADR')))).toEqual([
      `education: { records: pupilsById(ids: $ids) { recordId addresses(first: $first_1, after: $after_1, exclude: $exclude) { __typename postcode ${markers} } } }`,
    ]);
  });

  test('is not made when only facts are asked for', () => {
    expect(
      calls('query($id: ID!) { child(id: $id) { id identity { givenName } identifiers { value } } }', () => ({})),
    ).toEqual([]);
  });

  test('leaves out every field of a class that is not granted, and keeps the rest', () => {
    const text =
      'query($id: ID!) { child(id: $id) { socialCare { cases { status primaryNeed } events { __typename } } } }';
    const [call] = calls(text, only('social-care SCS'));
    expect(call?.call.document).toContain(`exclude: $exclude) { __typename status ${markers} }`);
    expect(call?.call.document).not.toMatch(/primaryNeed|events/);
    expect(call?.call.classes).toEqual(['SCS']);
  });

  test('asks of an agency that speaks federation by record id, in an inline fragment', () => {
    const [call] = calls('query($id: ID!) { child(id: $id) { health { conditions { name } } } }', only('health HLT'));
    expect(call?.call.document).toContain(
      '{ records: _entities(representations: $representations) { ... on Child { recordId health { __typename conditions',
    );
    expect(call?.call.variables['representations']).toEqual([{ __typename: 'Child', recordId: 'h1' }]);
  });

  test('prints no value of the request: arguments are passed on as variables, absent ones left to the agency', () => {
    const text = `query($id: ID!, $n: Int, $from: LocalDate, $after: ID) {
      child(id: $id) { health { contacts(first: $n, from: $from, after: $after) { id } immunisations(first: 4) { id } } } }`;
    const [call] = calls(text, only('health HLT'), { id: 'one', n: 3, from: '2020-02-02', after: 'item-7' });
    expect(call?.call.document).not.toMatch(/2020-02-02|item-7|h1|\b[34]\b/);
    expect(call?.call.variables).toMatchObject({ first_1: 3, from_1: '2020-02-02', after_1: 'item-7', first_2: 4 });
    expect(call?.call.variables).not.toHaveProperty('to_1');
  });

  test('asks for whole lists where several agencies’ lists become one, since the page is the gateway’s', () => {
    const text = 'query($id: ID!, $after: ID) { child(id: $id) { addresses(first: 1, after: $after) { id } } }';
    const found = calls(text, only('education ADR', 'health ADR'), { id: 'one', after: 'a1' });
    expect(found.map(({ call }) => [call.agency, call.variables['first_1'], 'after_1' in call.variables])).toEqual([
      ['education', 200, false],
      ['health', 200, false],
    ]);
  });

  test('excludes every restriction that is not allowed', () => {
    const text = 'query($id: ID!) { child(id: $id) { carers { name } } }';
    const allowed = ['THIRD_PARTY', 'DETRIMENT'];
    const { calls: found } = runOperation(world, {
      document: text,
      variables: { id: 'one' },
      decide: (plan) => decideEach(plan.cellsNeeded, () => ({}), allowed),
    });
    const excluded = everyRestriction.filter((name) => !allowed.includes(name));
    expect(found.map(({ call }) => [...(call.variables['exclude'] as string[])].sort())).toEqual(
      found.map(() => [...excluded].sort()),
    );
  });

  test.each([
    [0b1111, '(first: $first_1, after: $after_1, exclude: $exclude)'],
    [0b1100, '(first: $first_1, after: $after_1, exclude: $exclude, heldBy: $own)'],
    [0b1010, '(first: $first_1, after: $after_1, relevantTo: $purpose, exclude: $exclude)'],
    [0b1110, '(first: $first_1, after: $after_1, relevantTo: $purpose, exclude: $exclude, heldBy: $own)'],
    [0b1000, '(first: $first_1, after: $after_1, exclude: $exclude, heldBy: $own)'],
  ])('for items of the mask %i filters by %s', (mask, args) => {
    const text = 'query($id: ID!) { child(id: $id) { carers { name } } }';
    const [call] = calls(text, (cell) =>
      cell.agency === 'social-care' && cell.class !== 'FAM'
        ? {}
        : cell.agency === 'social-care'
          ? { read: mask, know: mask }
          : closed,
    );
    expect(call?.call.document).toContain(`carers${args} {`);
    if (args.includes('$own')) expect(call?.call.variables['own']).toEqual(['ORG:asking']);
    if (args.includes('$purpose')) expect(call?.call.variables['purpose']).toBe('CHILD_PROTECTION');
  });

  test('asks for fields of narrower masks in selections of their own, to be joined by id', () => {
    const text = 'query($id: ID!) { child(id: $id) { involvements { agency service practitioner { name } } } }';
    const [call] = calls(text, (cell) => {
      if (cell.agency !== 'health') return closed;
      return cell.class === 'INV' ? { know: 15, read: 0b1100 } : {};
    });
    expect(documents(call === undefined ? [] : [call])).toEqual([
      'health: { records: _entities(representations: $representations) { ... on Child { recordId' +
        ` involvements(first: $first_1, after: $after_1, exclude: $exclude) { __typename agency ${markers} }` +
        ` involvements_2: involvements(first: $first_1, after: $after_1, exclude: $exclude, heldBy: $own) { __typename service practitioner { __typename name } ${markers} } } } }`,
    ]);
  });

  test('never asks for the content of which only the existence is granted', () => {
    const text = 'query($id: ID!) { child(id: $id) { health { contacts { id on } } involvements { agency service } } }';
    const [call] = calls(text, ({ agency, class: disclosed }) =>
      agency === 'health' && (disclosed === 'HLT' || disclosed === 'INV') ? { read: 0, know: 15 } : closed,
    );
    expect(documents(call === undefined ? [] : [call])).toEqual([
      'health: { records: _entities(representations: $representations) { ... on Child { recordId health { __typename }' +
        ` involvements(first: $first_2, after: $after_2, exclude: $exclude) { __typename agency ${markers} } } } }`,
    ]);
  });

  test('treats which of several types came back as content, though a contract calls the list existence', () => {
    const contract = composed.contracts.get('health');
    if (contract === undefined) throw new Error('health is composed');
    const isContacts = (type: string, field: string) => type === 'Health' && field === 'contacts';
    const lax: AgencyContract = {
      ...contract,
      fieldOf: (type, field) => {
        const found = contract.fieldOf(type, field);
        if (found?.disclosure == null || !isContacts(type, field)) return found;
        return { ...found, disclosure: { ...found.disclosure, mode: 'EXISTENCE' } };
      },
    };
    const graph = createGraph({
      ...graphOptions,
      composed: { ...composed, contracts: new Map([...composed.contracts, ['health', lax]]) },
    });
    const text =
      'query($id: ID!) { child(id: $id) { health { contacts { id ... on GpConsultation { custodian } } } } }';
    const [call] = calls(
      text,
      ({ agency }) => (agency === 'health' ? { read: 0, know: 15 } : closed),
      { id: 'one' },
      { ...world, graph },
    );
    expect(call?.call.document).toContain('health { __typename }');
    expect(call?.call.document).not.toContain('GpConsultation');
  });

  test('has keys of its own, however the caller’s aliases collide', () => {
    const text = `query($id: ID!) { child(id: $id) {
      records: health { id: conditions(first: 1) { __proto__: name recordId: from } b: conditions(first: 2) { name } }
      recordId: health { __typename }
      health { allergies { substance: reaction reaction: substance } }
    } }`;
    const [call] = calls(text, only('health HLT'));
    expect(documents(call === undefined ? [] : [call])).toEqual([
      'health: { records: _entities(representations: $representations) { ... on Child { recordId' +
        ` health { __typename conditions(first: $first_1, after: $after_1, exclude: $exclude) { __typename name from ${markers} }` +
        ` conditions_2: conditions(first: $first_2, after: $after_2, exclude: $exclude) { __typename name ${markers} } }` +
        ' health_2: health { __typename }' +
        ` health_3: health { __typename allergies(first: $first_3, after: $after_3, exclude: $exclude) { __typename reaction substance ${markers} } } } } }`,
    ]);
  });

  test('asks a second class before it asks a field that needs it', () => {
    const text = 'query($id: ID!) { child(id: $id) { carers { name } } }';
    expect(calls(text, only('social-care FAM'))).toEqual([]);
    expect(calls(text, only('social-care FAM', 'social-care SCS')).map(({ call }) => call.agency)).toEqual([
      'social-care',
    ]);
  });
});

describe('content requests for several children', () => {
  const text = 'query($ids: [ID!]!) { children(ids: $ids) { addresses { id } } }';

  test('are one for each agency and set of grants', () => {
    const found = calls(text, only('education ADR'), { ids: ['one', 'two', 'nobody'] });
    expect(found.map(({ call, recordIds }) => [call.agency, recordIds])).toEqual([['education', ['e1', 'e2']]]);
  });

  test('are several where grants differ, and the same document where they do not', () => {
    const { calls: found } = runOperation(world, {
      document: text,
      variables: { ids: ['one', 'two', 'one'] },
      decide: (plan) => decideEach(plan.cellsNeeded, only('education ADR'), []),
      relink: (part) =>
        part.slot === 1 && part.decision.kind === 'DECIDED'
          ? { ...part, decision: { ...part.decision, allowedRestrictions: new Set(['DETRIMENT']) } }
          : part,
    });
    expect(found.map(({ recordIds }) => recordIds)).toEqual([['e1'], ['e2']]);
    expect(new Set(found.map(({ call }) => call.document)).size).toBe(1);
  });

  test('ask of each child only what its own decision grants', () => {
    const { calls: found, assembled } = runOperation(world, {
      document: 'query($ids: [ID!]!) { children(ids: $ids) { addresses { id postcode } } }',
      variables: { ids: ['one', 'two'] },
      decide: (plan) => decideEach(plan.cellsNeeded, only('education ADR'), []),
      relink: (part) => {
        const { decision } = part;
        if (part.slot === 1 || decision.kind !== 'DECIDED') return part;
        const cellOf: typeof decision.cellOf = (agency, disclosed, aspect) => ({
          ...decision.cellOf(agency, disclosed, aspect),
          ...(disclosed === 'ADR' ? { read: 0, know: 15 } : {}),
        });
        return { ...part, decision: { ...decision, cellOf } };
      },
    });
    const ofEducation = found.filter(({ call }) => call.agency === 'education');
    expect(ofEducation.map(({ recordIds, call }) => [recordIds, call.document.includes('postcode')])).toEqual([
      [['e1'], false],
      [['e2'], true],
    ]);
    expect(JSON.stringify(assembled.data)).not.toContain('ZZ99 1AA');
  });

  test('carry at most 500 records', () => {
    const many = worldOf(
      Array.from({ length: 500 }, (_, index) => child(`c${index}`, { education: record(`e${index}`) })),
    );
    const twice = { ids: many.children.map(({ label }) => label) };
    const one = calls(text, only('education ADR'), twice, many);
    expect(one.map(({ recordIds }) => recordIds.length)).toEqual([500]);
    const { calls: two } = runOperation(many, {
      document: text,
      variables: twice,
      decide: (plan) => decideEach(plan.cellsNeeded, only('education ADR'), []),
      relink: (part) => ({
        ...part,
        linked: {
          ...part.linked,
          records: part.linked.records.flatMap((linked) => [
            linked,
            { ...linked, record: { ...linked.record, recordId: `twin-${linked.record.recordId}` } },
          ]),
        },
      }),
    });
    expect(two.map(({ recordIds }) => recordIds.length)).toEqual([500, 500]);
  });

  test('ask content only of certain links', () => {
    const found = runOperation(world, {
      document: 'query($id: ID!) { child(id: $id) { addresses { id } } }',
      variables: { id: 'one' },
      decide: (plan) => decideEach(plan.cellsNeeded, () => ({}), []),
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
    expect(found.calls.map(({ call }) => call.agency)).toEqual(['education', 'social-care']);
  });
});
