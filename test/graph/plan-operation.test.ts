import { getIntrospectionQuery, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createGraph, describePlan, type OperationRequest } from '../../src/graph/graph.ts';
import { composed, graphOptions } from './world.ts';

const graph = createGraph(graphOptions);

function prepare(text: string, rest: Partial<OperationRequest> = {}) {
  return graph.prepare({ document: parse(text), operationName: null, variables: {}, ...rest });
}

function faults(text: string, rest: Partial<OperationRequest> = {}) {
  const result = prepare(text, rest);
  return result.kind === 'FAULTS' ? result.errors.map(({ code, message }) => [code, message]) : result.kind;
}

function plan(text: string, rest: Partial<OperationRequest> = {}) {
  const result = prepare(text, rest);
  if (result.kind === 'FAULTS') throw new Error(result.errors.map(({ message }) => message).join('; '));
  return result;
}

describe('the operation that runs', () => {
  const two = 'query A { me { organisation } } query B { me { roles } }';

  test('is the only one, when no name is given', () => {
    expect(describePlan(plan('{ me { organisation } }').plan)).toBe(
      ['query', '  me: Me! OWN', '    organisation: String!', 'cells'].join('\n'),
    );
  });

  test('is the one that is named', () => {
    expect(plan(two, { operationName: 'B' }).plan.operationName).toBe('B');
  });

  test('is none when a name is missing among several, or names nothing', () => {
    expect(faults(two)).toEqual([
      ['OPERATION_RESOLUTION_FAILURE', 'The document has several operations; say which with "operationName".'],
    ]);
    expect(faults(two, { operationName: 'Secret' })).toEqual([
      ['OPERATION_RESOLUTION_FAILURE', 'The document has no operation of the name given in "operationName".'],
    ]);
  });

  test('of a mutation is planned from its own root type, each root to be acted on with its arguments', () => {
    const text = `mutation Act($id: ID!, $why: String!) {
      one: justifyBreakGlass(recordId: $id, justification: $why) { recordId }
      __typename
    }`;
    const { plan: planned, roots } = plan(text, { variables: { id: 'r1', why: 'w' } });
    expect(describePlan(planned)).toBe(
      [
        'mutation Act',
        '  one: justifyBreakGlass(recordId: $id, justification: $why): BreakGlassCase! ACT',
        '    recordId: ID!',
        '  __typename: String! SCHEMA',
        'cells',
      ].join('\n'),
    );
    expect(roots[0]).toEqual({
      kind: 'ACT',
      index: 0,
      field: 'justifyBreakGlass',
      args: { recordId: 'r1', justification: 'w' },
    });
  });

  test('has no child among its roots when it is a mutation, and what it writes must be variables', () => {
    expect(faults('mutation { me { organisation } }')).toEqual([
      ['GRAPHQL_VALIDATION_FAILED', 'The operation selects a field that its type does not have.'],
    ]);
    expect(faults('mutation { justifyBreakGlass(recordId: "r1", justification: "w") { recordId } }')).toEqual([
      [
        'LITERAL_NOT_ALLOWED',
        'Argument "recordId" of "justifyBreakGlass" must be given as a variable; a literal is not allowed there.',
      ],
      [
        'LITERAL_NOT_ALLOWED',
        'Argument "justification" of "justifyBreakGlass" must be given as a variable; a literal is not allowed there.',
      ],
    ]);
  });

  test('is refused when it is a subscription', () => {
    expect(faults('subscription { me { organisation } }')).toEqual([
      ['OPERATION_NOT_SUPPORTED', 'A subscription is not supported; send a query.'],
    ]);
  });
});

describe('a plan', () => {
  const text = `
    query View($id: ID!, $more: Boolean!, $after: ID) {
      one: child(id: $id) {
        ...Base
        socialCare { events { __typename ... on Referral { id } ... on RecordedItem { custodian } } }
        carers(first: 2, after: $after) { name phone }
      }
    }
    fragment Base on Child { id carers(first: 2, after: $after) { phone @include(if: $more) email } ... { withheld { code } } }`;

  test('has fragments inlined for each concrete type, and equal keys merged in order', () => {
    const printed = describePlan(plan(text, { variables: { id: 'x', more: false } }).plan);
    expect(printed).toBe(
      [
        'query View',
        '  one: child(id: $id): Child CHILD',
        '    id: ID!',
        '    carers(first: 2, after: $after): [Carer!]',
        '      email: String',
        '      name: String',
        '      phone: String',
        '    withheld: [Withheld!]!',
        '      code: String',
        '    socialCare: SocialCare',
        '      events: [SocialCareEvent!]',
        '        [Referral]',
        '          __typename: String!',
        '          id: ID',
        '          custodian: OrganisationCode',
        ...['SocialCareAssessment', 'StrategyDiscussion', 'Account', 'MissingEpisode'].flatMap((type) => [
          `        [${type}]`,
          '          __typename: String!',
          '          custodian: OrganisationCode',
        ]),
        'cells',
        ...printed.split('\n').slice(printed.split('\n').indexOf('cells') + 1),
      ].join('\n'),
    );
  });

  test('is compiled once for each combination of conditions, and is plain data', () => {
    const document = parse(text);
    const planFor = (more: boolean) => {
      const result = graph.prepare({ document, operationName: null, variables: { id: 'x', more } });
      return result.kind === 'PLAN' ? result.plan : null;
    };
    expect(planFor(true)).toBe(planFor(true));
    expect(planFor(true)).not.toBe(planFor(false));
    expect(JSON.parse(JSON.stringify(planFor(true)))).toEqual(planFor(true));
  });

  test('keeps few combinations of many, and still answers each', () => {
    const names = Array.from({ length: 7 }, (_, index) => `v${index}`);
    const declared = names.map((name) => `$${name}: Boolean!`).join(', ');
    const fields = names.map((name) => `${name}: organisation @include(if: $${name})`).join(' ');
    const document = parse(`query(${declared}) { me { ${fields} roles } }`);
    for (let bits = 0; bits < 128; bits += 1) {
      const variables = Object.fromEntries(names.map((name, index) => [name, ((bits >> index) & 1) === 1]));
      const result = graph.prepare({ document, operationName: null, variables });
      const keys = result.kind === 'PLAN' ? result.plan.roots[0]?.field.on?.['Me']?.map(({ key }) => key) : null;
      expect(keys).toEqual([...names.filter((name) => variables[name]), 'roles']);
    }
  });

  test('names the cells that are asked for, and those that are only decided on', () => {
    const { cellsAsked, cellsNeeded } = plan('query($id: ID!) { child(id: $id) { socialCare { cases { status } } } }', {
      variables: { id: 'x' },
    }).plan;
    expect(cellsAsked).toEqual([{ agency: 'social-care', class: 'SCS', aspect: 'PLAIN' }]);
    expect(cellsNeeded).toEqual([...cellsAsked, { agency: 'social-care', class: 'ADU', aspect: 'PLAIN' }]);
  });

  test('knows the contacts of carers as an aspect of their own, and second classes', () => {
    const { cellsAsked, cellsNeeded } = plan('query($id: ID!) { child(id: $id) { carers { phone } } }', {
      variables: { id: 'x' },
    }).plan;
    const ofSocialCare = (cells: typeof cellsAsked) =>
      cells.filter(({ agency }) => agency === 'social-care').map((cell) => `${cell.class} ${cell.aspect}`);
    expect(ofSocialCare(cellsAsked)).toEqual(['FAM PLAIN', 'FAM CONTACT']);
    expect(ofSocialCare(cellsNeeded)).toEqual(['FAM PLAIN', 'FAM CONTACT', 'SCS PRESENCE', 'ADU PLAIN']);
  });

  test('decides on every class of an agency when its source state is asked for, without asking for it', () => {
    const { cellsAsked, cellsNeeded } = plan('query($id: ID!) { child(id: $id) { sources { state } } }', {
      variables: { id: 'x' },
    }).plan;
    expect(cellsAsked).toEqual([]);
    expect(cellsNeeded).toContainEqual({ agency: 'education', class: 'EDU', aspect: 'PLAIN' });
    expect(new Set(cellsNeeded.map(({ agency }) => agency))).toEqual(new Set(composed.contracts.keys()));
  });

  test('is refused when fragments multiply a small document beyond measure', () => {
    const levels = Array.from({ length: 5 }, (_, level) =>
      level === 0
        ? 'fragment F0 on Education { a: __typename }'
        : `fragment F${level} on Education { ...F${level - 1} }`,
    );
    const wide = Array.from({ length: 40 }, (_, index) => `r${index}: child(id: $id) { ...C }`).join(' ');
    const lists = Array.from({ length: 40 }, (_, index) => `l${index}: health { ...H }`).join(' ');
    const items = Array.from({ length: 40 }, (_, index) => `c${index}: contacts { id }`).join(' ');
    const huge = `query($id: ID!) { ${wide} } fragment C on Child { ${lists} education { ...F4 } } fragment H on Health { ${items} } ${levels.join(' ')}`;
    expect(faults(huge, { variables: { id: 'x' } })).toEqual([
      ['BAD_REQUEST', 'The operation selects too many fields; ask for less at once.'],
    ]);
  });
});

describe('roots', () => {
  test('carry their coerced arguments, defaults included, and whether an id is shown', () => {
    const text = `query($id: ID!, $ids: [ID!]!, $value: String!, $after: ID) {
      __typename
      a: child(id: $id) { sealed: id }
      b: child(id: $id) { sources { state } }
      childByIdentifier(scheme: UPN, value: $value) { __typename }
      children(ids: $ids) { id }
      myCaseload(after: $after) { id }
      c: myCaseload(first: 7) { id }
      me { organisation }
    }`;
    expect(plan(text, { variables: { id: 'x', ids: ['y', 'z'], value: 'v', after: 'w' } }).roots).toEqual([
      { kind: 'SCHEMA', index: 0 },
      { kind: 'CHILD', index: 1, selectsId: true, id: 'x' },
      { kind: 'CHILD', index: 2, selectsId: false, id: 'x' },
      { kind: 'CHILD_BY_IDENTIFIER', index: 3, selectsId: false, key: { scheme: 'UPN', value: 'v' } },
      { kind: 'CHILDREN', index: 4, selectsId: true, ids: ['y', 'z'] },
      { kind: 'CASELOAD', index: 5, selectsId: true, first: 50, after: 'w' },
      { kind: 'CASELOAD', index: 6, selectsId: true, first: 7, after: null },
      { kind: 'OWN', index: 7, field: 'me', args: {} },
    ]);
  });

  test('may ask for 500 children in all, and not one more', () => {
    const text = 'query($ids: [ID!]!, $id: ID!) { children(ids: $ids) { id } child(id: $id) { id } }';
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `id-${index}`);
    expect(plan(text, { variables: { ids: ids(499), id: 'x' } }).roots).toHaveLength(2);
    expect(faults(text, { variables: { ids: ids(500), id: 'x' } })).toEqual([
      ['TOO_MANY_CHILDREN', 'An operation may ask for at most 500 children; split the list.'],
    ]);
  });
});

describe('@access', () => {
  const text = `query($why: String!, $p: Purpose!, $ref: String!, $at: DateTime!)
    @access(purpose: $p, reason: $why, basis: [CA89_S47], written: { reference: $ref, madeAt: $at }) { me { organisation } }`;
  const variables = { why: 'because', p: 'CHILD_PROTECTION', ref: 'r-1', at: '2026-01-02T03:04:05Z' };

  test('is coerced with the variables, absent arguments left out', () => {
    expect({ ...plan(text, { variables }).access }).toEqual({
      purpose: 'CHILD_PROTECTION',
      reason: 'because',
      basis: ['CA89_S47'],
      written: { reference: 'r-1', madeAt: '2026-01-02T03:04:05.000Z' },
    });
  });

  test('is null when the operation does not bear it', () => {
    expect(plan('{ me { organisation } }').access).toBeNull();
  });

  test('is refused without a value where the variable has none, naming the argument', () => {
    const half = 'query($why: String = null) @access(purpose: SAR, reason: $why) { me { organisation } }';
    expect(faults(half)).toEqual([
      ['ARGUMENT_INVALID', 'Argument "reason" of "@access" must be a value of type "String!".'],
    ]);
  });
});

describe('a literal that could be case data', () => {
  const refused = (place: string) => [
    ['LITERAL_NOT_ALLOWED', `${place} must be given as a variable; a literal is not allowed there.`],
  ];

  test.each([
    ['{ child(id: "secret") { id } }', 'Argument "id" of "child"'],
    ['{ child(id: 77) { id } }', 'Argument "id" of "child"'],
    ['{ children(ids: ["secret"]) { id } }', 'Argument "ids" of "children"'],
    ['{ childByIdentifier(scheme: UPN, value: "secret") { id } }', 'Argument "value" of "childByIdentifier"'],
    ['query($id: ID!) { child(id: $id) { carers(after: "secret") { id } } }', 'Argument "after" of "carers"'],
    [
      'query($id: ID!) { child(id: $id) { health { contacts(from: "2020-01-01") { id } } } }',
      'Argument "from" of "contacts"',
    ],
    ['query @access(purpose: SAR, reason: "secret") { me { roles } }', 'Argument "reason" of "@access"'],
    [
      'query($w: String!, $r: String!) @access(purpose: SAR, reason: $w, written: { reference: $r, madeAt: "2020-01-01T00:00:00Z" }) { me { roles } }',
      'Argument "written.madeAt" of "@access"',
    ],
    [
      'query($w: String!) @access(purpose: SAR, reason: $w, courtOrder: { reference: "secret", classes: [ID], expiresOn: $w }) { me { roles } }',
      'Argument "courtOrder.reference" of "@access"',
    ],
    ['query A { me { roles } } query B { child(id: "secret") { id } }', 'Argument "id" of "child"'],
    ['{ me { roles } } fragment F on Query { child(id: "secret") { id } }', 'Argument "id" of "child"'],
    ['{ __type(name: "Secret Person") { name } }', 'Argument "name" of "__type"'],
  ])('is refused: %s', (text, place) => {
    expect(faults(text)).toEqual(refused(place));
    expect(graph.literalFaults(parse(text)).map(({ code }) => code)).toEqual(['LITERAL_NOT_ALLOWED']);
  });

  test.each([
    '{ me { roles(secretName: "x") } }',
    '{ secretName(a: "x") { id } }',
    'query @secretName(a: "x") { me { roles } }',
    'query($w: String!) @access(purpose: SAR, reason: $w, written: { secretName: "x" }) { me { roles } }',
  ])('is refused without a name that the schema does not have: %s', (text) => {
    const told = graph.literalFaults(parse(text));
    expect(told.map(({ code }) => code)).toContain('LITERAL_NOT_ALLOWED');
    expect(told.map(({ message }) => message).join()).not.toContain('secretName');
  });

  test('is refused as the default of a variable', () => {
    expect(faults('query($id: ID! = "secret") { child(id: $id) { id } }')).toEqual([
      ['LITERAL_NOT_ALLOWED', 'Variable "$id" must be sent with the request; a literal as its default is not allowed.'],
    ]);
  });

  test('is refused again each time, since the document is not remembered', () => {
    const document = parse('{ child(id: "secret") { id } }');
    const request = { document, operationName: null, variables: {} };
    expect([graph.prepare(request).kind, graph.prepare(request).kind]).toEqual(['FAULTS', 'FAULTS']);
  });

  test('is not: enums, numbers, booleans, null, and the name of a type of the schema', () => {
    const text = `query($id: ID!, $value: String!, $why: String!)
      @access(purpose: SAR, reason: $why, emergency: false, override: null, breakGlass: { ground: LIFE_OR_LIMB, acknowledged: true }) {
      childByIdentifier(scheme: UPN, value: $value) { carers(first: 3, after: null) { id @include(if: true) } }
      __type(name: "Child") { name }
    }`;
    expect(graph.literalFaults(parse(text))).toEqual([]);
  });
});

describe('a wrong value', () => {
  const secret = 'NHS 999 000 0000';

  test.each([
    ['query($p: Purpose!)', { p: secret }, 'Variable "$p" is not a valid value of type "Purpose!".'],
    ['query($p: Purpose!)', { p: null }, 'Variable "$p" is not a valid value of type "Purpose!".'],
    ['query($p: Purpose!)', {}, 'Variable "$p" of required type "Purpose!" was not provided.'],
    ['query($d: LocalDate)', { d: secret }, 'Variable "$d" is not a valid value of type "LocalDate".'],
    ['query($d: LocalDate)', { d: '2026-02-30' }, 'Variable "$d" is not a valid value of type "LocalDate".'],
    ['query($i: Int)', { i: 2 ** 31 }, 'Variable "$i" is not a valid value of type "Int".'],
    ['query($ids: [ID!]!)', { ids: ['ok', null] }, 'Variable "$ids" at "1" is not a valid value of type "[ID!]!".'],
    [
      'query($w: WrittenRequest)',
      { w: { reference: 'r', madeAt: secret } },
      'Variable "$w" at "madeAt" is not a valid value of type "WrittenRequest".',
    ],
    [
      'query($w: WrittenRequest)',
      { w: { reference: 'r', madeAt: '2026-01-01T00:00:00Z', [secret]: 1 } },
      'Variable "$w" is not a valid value of type "WrittenRequest".',
    ],
    ['query($c: Child)', { c: {} }, 'Variable "$c" is declared with "Child", which is no input type.'],
  ])('%s with %j is refused by name and type, never by value', (head, variables, message) => {
    const found = faults(`${head} { me { organisation } }`, { variables });
    expect(found).toEqual([['VARIABLE_INVALID', message]]);
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  test('of a page is refused, naming the field', () => {
    const text = 'query($id: ID!, $n: Int) { child(id: $id) { carers(first: $n) { id } } }';
    for (const n of [0, -1, 201]) {
      expect(faults(text, { variables: { id: 'x', n } })).toEqual([
        ['ARGUMENT_INVALID', 'Argument "first" of "carers" must be from 1 to 200.'],
      ]);
    }
    expect(plan(text, { variables: { id: 'x', n: 200 } }).kind).toBe('PLAN');
  });

  test('of a condition is refused, naming the variable', () => {
    expect(faults('query($c: Boolean = true) { me { roles @skip(if: $c) } }', { variables: { c: null } })).toEqual([
      ['ARGUMENT_INVALID', 'Variable "$c" decides @skip or @include and must be a value of type "Boolean!".'],
    ]);
  });

  test('of each of several variables is reported at once', () => {
    const found = faults('query($a: Int!, $b: Purpose!) { me { roles } }', { variables: { a: secret, b: secret } });
    expect(found).toHaveLength(2);
  });
});

describe('a variable', () => {
  test('that is absent takes its default, and one given as null does not', () => {
    const text = 'query($n: Int = 3, $id: ID!) { child(id: $id) { carers(first: $n) { id } } }';
    const first = (variables: Record<string, unknown>) =>
      plan(text, { variables }).inputs.args.map((values) => values['first']);
    expect(first({ id: 'x' })).toEqual([undefined, 3]);
    expect(first({ id: 'x', n: null })).toEqual([undefined, null]);
  });

  test('may have any name that the specification allows', () => {
    const variables = JSON.parse('{"__proto__": "x"}');
    const { roots } = plan('query($__proto__: ID!) { child(id: $__proto__) { id } }', { variables });
    expect(roots[0]).toMatchObject({ id: 'x' });
  });
});

describe('introspection', () => {
  test('is answered from the public schema, and shows nothing of the contracts', () => {
    const { inputs } = plan(getIntrospectionQuery().replace('query IntrospectionQuery', 'query'));
    const text = JSON.stringify(inputs.introspection.get(0));
    expect(text).toContain('"Child"');
    expect(text).not.toMatch(/pupilsByIdentifier|relevantTo|lifecycle/);
  });

  test('is refused when it is off', () => {
    const closed = createGraph({ ...graphOptions, introspection: false });
    const result = closed.prepare({
      document: parse('{ __schema { types { name } } }'),
      operationName: null,
      variables: {},
    });
    expect(result.kind === 'FAULTS' && result.errors.map(({ code }) => code)).toEqual(['OPERATION_NOT_SUPPORTED']);
  });
});
