import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { startFront } from './test-server.ts';

const schema = buildSchema(`
  directive @cost(weight: Int!) on FIELD_DEFINITION
  interface Named { name: String, age: Int }
  type Person implements Named { name: String, age: Int, friends(first: Int = 50): [Person!], pets: [Pet!], home: Home }
  type Pet implements Named { name: String, age: Int }
  type Home { city: String @cost(weight: 7), rooms: Int }
  type Query {
    person(id: ID!): Person @cost(weight: 100)
    people(ids: [ID!]!): [Person]! @cost(weight: 100)
    anybody: [Named!]!
    colour: String
  }
  type Mutation { paint(colour: String): String }
`);

type Case = readonly [title: string, cost: number, query: string, variables: Readonly<Record<string, unknown>>];

const cases: readonly Case[] = [
  ['a field', 1, '{ colour }', {}],
  ['a field under several names', 3, '{ a: colour b: colour colour }', {}],
  ['what the schema says of a field', 100 + 2, '{ person(id: 1) { name age } }', {}],
  [
    'an object between, and what the schema says of a field in it',
    100 + 1 + 7,
    '{ person(id: 1) { home { city } } }',
    {},
  ],
  ['a list that says nothing of its length', 100 + 10 * 2, '{ person(id: 1) { pets { name } } }', {}],
  ['a page by default', 100 + 50 * 2, '{ person(id: 1) { friends { name } } }', {}],
  ['a page as written', 100 + 3 * 2, '{ person(id: 1) { friends(first: 3) { name } } }', {}],
  ['a page of nothing', 100, '{ person(id: 1) { friends(first: 0) { name } } }', {}],
  ['a page by variable', 100 + 4 * 2, 'query($n: Int) { person(id: 1) { friends(first: $n) { name } } }', { n: 4 }],
  [
    'a page by a variable that has a default',
    100 + 5 * 2,
    'query($n: Int = 5) { person(id: 1) { friends(first: $n) { name } } }',
    {},
  ],
  [
    'a page by a variable that says nothing',
    100 + 50 * 2,
    'query($n: Int) { person(id: 1) { friends(first: $n) { name } } }',
    {},
  ],
  [
    'a page by a variable that is no number',
    100 + 50 * 2,
    'query($n: Int) { person(id: 1) { friends(first: $n) { name } } }',
    { n: 'many' },
  ],
  [
    'a page of less than nothing',
    100 + 50 * 2,
    'query($n: Int) { person(id: 1) { friends(first: $n) { name } } }',
    { n: -1_000_000 },
  ],
  [
    'pages within pages',
    100 + 3 * (1 + 4 * (1 + 1)),
    '{ person(id: 1) { friends(first: 3) { friends(first: 4) { name } } } }',
    {},
  ],
  ['entries of a list', 3 * (100 + 1), 'query($i: [ID!]!) { people(ids: $i) { name } }', { i: ['a', 'b', 'c'] }],
  ['one entry that is no list', 100 + 1, 'query($i: [ID!]!) { people(ids: $i) { name } }', { i: 'a' }],
  ['entries that are written', 2 * (100 + 1), 'query($i: ID!) { people(ids: [$i, $i]) { name } }', { i: 'a' }],
  [
    'what a condition may leave out',
    100 + 1,
    'query($s: Boolean!) { person(id: 1) { name @skip(if: $s) } }',
    { s: true },
  ],
  [
    'a fragment at each use',
    2 * (100 + 2),
    '{ a: person(id: 1) { ...F } b: person(id: 2) { ...F } } fragment F on Person { name age }',
    {},
  ],
  ['each type of an interface', 10 * (1 + 2), '{ anybody { ... on Person { name } ... on Pet { name } } }', {}],
  ['a mutation', 1, 'mutation { paint(colour: "RED") }', {}],
  ['an operation by its name, not those beside it', 1, 'query A { colour } query B { person(id: 1) { name } }', {}],
];

describe('what an operation costs, from the schema and the variables alone', () => {
  it.each(cases)('%s', async (_title, cost, query, variables) => {
    const body = { query, variables, ...(query.startsWith('query A') ? { operationName: 'A' } : {}) };
    await using enough = await startFront({ schema, cost });
    expect((await enough.post(body)).status).toBe(200);
    expect(enough.requests).toHaveLength(1);

    await using tooLittle = await startFront({ schema, cost: cost - 1 });
    // The second time the document is known.
    for (const _ of [1, 2]) {
      const answer = await tooLittle.post(body);
      expect(answer.status).toBe(400);
      expect(answer.json.errors?.[0]?.extensions).toMatchObject({ code: 'COST_EXCEEDED', cost, limit: cost - 1 });
    }
    expect(tooLittle.requests).toEqual([]);
    expect(tooLittle.refusals).toEqual(['COST_EXCEEDED', 'COST_EXCEEDED']);
  });
});

describe('a refusal for its cost', () => {
  it('names the fields that cost most with all below them, wherever they occur, by the schema and not by alias', async () => {
    await using front = await startFront({ schema, cost: 1 });
    const query = '{ SECRETVALUE: person(id: 1) { friends(first: 3) { pets { name } home { rooms } } pets { name } } }';
    const answer = await front.post({ query });
    expect(answer.json.errors?.[0]?.extensions).toEqual({
      code: 'COST_EXCEEDED',
      cost: 100 + 3 * (1 + 10 * 2 + 2) + 10 * 2,
      limit: 1,
      heaviest: [
        { coordinate: 'Query.person', cost: 189 },
        { coordinate: 'Person.pets', cost: 80 },
        { coordinate: 'Person.friends', cost: 69 },
        { coordinate: 'Person.home', cost: 6 },
      ],
    });
    expect(answer.text).not.toContain('SECRETVALUE');
  });

  it('is a number also where no number is as large', async () => {
    await using front = await startFront({ schema });
    const friends = (levels: number): string =>
      levels === 0 ? '{ name }' : `{ friends(first: 2147483647) ${friends(levels - 1)} }`;
    const answer = await front.post({ query: `{ person(id: 1) ${friends(14)} }` });
    expect(answer.json.errors?.[0]?.extensions).toMatchObject({ code: 'COST_EXCEEDED', cost: Number.MAX_SAFE_INTEGER });
  });

  it('is by the schema that is served', async () => {
    await using front = await startFront({ schema, cost: 50 });
    expect((await front.post({ query: '{ colour }' })).status).toBe(200);
    front.apollo.replaceSchema(
      buildSchema('directive @cost(weight: Int!) on FIELD_DEFINITION type Query { colour: String @cost(weight: 51) }'),
    );
    expect((await front.post({ query: '{ colour }' })).status).toBe(400);
  });
});
