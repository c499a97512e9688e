import { connect } from 'node:net';
import { GraphQLError, specifiedRules } from 'graphql';
import { describe, expect, it } from 'vitest';
import { textOfRule } from '../../src/http/validation-texts.ts';
import { GatewayError } from '../../src/model/errors.ts';
import { startFront } from './test-server.ts';

const secret = 'SECRETVALUE';

describe('a document that is not valid is refused without its own words', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['ExecutableDefinitionsRule', `{ colour } type ${secret} { a: Int }`],
    ['UniqueOperationNamesRule', `query ${secret} { colour } query ${secret} { colour }`],
    ['LoneAnonymousOperationRule', `{ colour } query ${secret} { colour }`],
    ['KnownTypeNamesRule', `query($a: ${secret}) { person(id: $a) { name } }`],
    ['FragmentsOnCompositeTypesRule', `fragment ${secret} on Colour { a } { ...${secret} }`],
    ['VariablesAreInputTypesRule', `query($${secret}: Person) { colour }`],
    ['ScalarLeafsRule', `query($i: ID!) { ${secret}: person(id: $i) }`],
    ['FieldsOnCorrectTypeRule', `query($i: ID!) { person(id: $i) { ${secret} } }`],
    ['FieldsOnCorrectTypeRule', `{ colours }`],
    [
      'UniqueFragmentNamesRule',
      `{ dog { ...${secret} } } fragment ${secret} on Dog { name } fragment ${secret} on Dog { name }`,
    ],
    ['KnownFragmentNamesRule', `{ ...${secret} }`],
    ['NoUnusedFragmentsRule', `{ colour } fragment ${secret} on Dog { name }`],
    ['PossibleFragmentSpreadsRule', `{ dog { ...${secret} } } fragment ${secret} on Person { name }`],
    ['NoFragmentCyclesRule', `{ dog { ...${secret} } } fragment ${secret} on Dog { ...${secret} }`],
    ['UniqueVariableNamesRule', `query($${secret}: ID!, $${secret}: ID!) { person(id: $${secret}) { name } }`],
    ['NoUndefinedVariablesRule', `{ person(id: $${secret}) { name } }`],
    ['NoUnusedVariablesRule', `query($${secret}: ID) { colour }`],
    ['KnownDirectivesRule', `{ colour @${secret} }`],
    ['UniqueDirectivesPerLocationRule', `{ colour @skip(if: true) @skip(if: true) }`],
    ['KnownArgumentNamesRule', `{ person(id: 1, ${secret}: 2) { name } }`],
    ['UniqueArgumentNamesRule', `{ person(id: "${secret}", id: "${secret}") { name } }`],
    ['ValuesOfCorrectTypeRule', `{ find(filter: { name: "x", colour: ${secret} }) { name } }`],
    ['ValuesOfCorrectTypeRule', `{ person(id: { ${secret}: "${secret}" }) { name } }`],
    ['ProvidedRequiredArgumentsRule', `{ ${secret}: person { name } }`],
    ['VariablesInAllowedPositionRule', `query($${secret}: Int) { person(id: $${secret}) { name } }`],
    ['OverlappingFieldsCanBeMergedRule', `{ ${secret}: colour ${secret}: dog { name } }`],
    ['UniqueInputFieldNamesRule', `{ find(filter: { name: "${secret}", name: "${secret}" }) { name } }`],
    ['NoSchemaIntrospectionCustomRule', `{ ${secret}: __schema { types { name } } }`],
  ];

  it.each(cases)('%s: %s', async (rule, query) => {
    await using front = await startFront({});
    const answer = await front.post({ query, variables: { i: secret } });
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain(secret);
    expect(answer.text).not.toContain('Did you mean');
    const messages = answer.json.errors?.map(({ message }) => message) ?? [];
    expect(messages.some((message) => message.startsWith(textOfRule[rule] ?? 'no text'))).toBe(true);
    for (const error of answer.json.errors ?? [])
      expect(error.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(front.requests).toEqual([]);
    expect(front.refusals).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('every rule of graphql-js has a text', () => {
    const named = specifiedRules.map(({ name }) => name);
    expect(named.filter((name) => textOfRule[name] === undefined)).toEqual([]);
    expect(Object.keys(textOfRule).filter((name) => !named.includes(name))).toEqual([
      'NoSchemaIntrospectionCustomRule',
    ]);
  });

  it('names the place by the schema and the position, and each fault by itself', async () => {
    await using front = await startFront({});
    const query = '{\n  person(id: "1") { nme }\n  dog { nme }\n}';
    expect((await front.post({ query })).json.errors).toEqual([
      {
        message: 'A field is asked for that the type does not have. (type "Person")',
        locations: [{ line: 2, column: 21 }],
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
      {
        message: 'A field is asked for that the type does not have. (type "Dog")',
        locations: [{ line: 3, column: 9 }],
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ]);
  });

  it('tells a limited number of faults', async () => {
    await using front = await startFront({ documentLimits: { rootFields: 500 } });
    const query = `{ ${Array.from({ length: 500 }, (_, index) => `${secret}${index}`).join(' ')} }`;
    const answer = await front.post({ query });
    expect(answer.json.errors).toHaveLength(21);
    expect(answer.text).not.toContain(secret);
  });

  it('introspection is answered where it is switched on', async () => {
    await using front = await startFront({ introspection: true });
    expect((await front.post({ query: '{ __schema { types { name } } }' })).status).toBe(200);
  });
});

describe('a document that cannot be parsed', () => {
  it.each([`{ person(id: "${secret}" `, `${secret} { a }`, `{ a(b: "${secret}\n") }`, `query { ${secret}: }`])(
    'is refused by position: %j',
    async (query) => {
      await using front = await startFront({});
      const answer = await front.post({ query });
      expect(answer.status).toBe(400);
      expect(answer.text).not.toContain(secret);
      expect(answer.json.errors).toEqual([
        {
          message: 'The query is not a GraphQL document from this place on, or has more than 5000 tokens.',
          locations: [{ line: expect.any(Number), column: expect.any(Number) }],
          extensions: { code: 'GRAPHQL_PARSE_FAILED' },
        },
      ]);
      expect(front.refusals).toEqual(['GRAPHQL_PARSE_FAILED']);
    },
  );
});

describe('a document that is too large', () => {
  const documentLimits = { tokens: 200, depth: 4, selections: 12, aliases: 14, directives: 3, rootFields: 3 };
  const person = (inner: string): string => `query($i: ID!) { person(id: $i) { ${inner} } }`;
  const doubling =
    'fragment A on Person { a: friend { ...B } b: friend { ...B } } fragment B on Person { c: friend { ...C } d: friend { ...C } } fragment C on Person { e: age f: age }';
  const times = (count: number, text: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => text(index)).join(' ');

  it.each([
    ['depth', 5, person('friend { friend { friend { name } } }')],
    ['selections', 13, person(times(12, () => 'name'))],
    ['selections', 15, `${person('...A')} ${doubling}`],
    ['selections', 14, `{ colour } fragment Unused on Person { ...A } ${doubling}`],
    ['aliases', 15, person(times(15, (index) => `a${index}: name`))],
    ['directives', 4, person(times(4, () => 'name @include(if: true)'))],
    [
      'directives',
      4,
      `${person('...D @skip(if: false)')} fragment D on Person @include(if: true) { name @skip(if: false) ... @skip(if: true) { age } }`,
    ],
    ['directives', 4, `query ${times(4, (index) => `@d${index}`)} { colour }`],
    ['rootFields', 4, '{ a: colour ...R ... { d: colour } } fragment R on Query { b: colour c: colour }'],
  ])('in %s is refused before validation, with how much it is', async (limit, found, query) => {
    const many = limit === 'aliases' ? { ...documentLimits, selections: 20 } : documentLimits;
    await using front = await startFront({ documentLimits: many });
    const answer = await front.post({ query, variables: { i: '1' } });
    expect(answer.status).toBe(400);
    const allowed = documentLimits[limit as keyof typeof documentLimits];
    expect(answer.json.errors?.map(({ extensions }) => extensions)).toEqual([
      { limit, allowed, found, code: 'LIMIT_EXCEEDED' },
    ]);
    expect(front.requests).toEqual([]);
    expect(front.refusals).toEqual(['LIMIT_EXCEEDED']);
  });

  it('in tokens is refused where it is parsed', async () => {
    await using front = await startFront({ documentLimits });
    const answer = await front.post({ query: `{ ${'colour '.repeat(300)} }` });
    expect([answer.status, answer.json.errors?.[0]?.extensions]).toEqual([400, { code: 'GRAPHQL_PARSE_FAILED' }]);
    expect(front.requests).toEqual([]);
  });

  it('in fields that fragments stand for is counted at once, however many they are', async () => {
    await using front = await startFront({});
    const levels = 200;
    const doubled = times(
      levels,
      (index) => `fragment F${index} on Person { friend { ...F${index + 1} ...F${index + 1} } }`,
    );
    const answer = await front.post({
      query: `${person('...F0')} ${doubled} fragment F${levels} on Person { name }`,
      variables: { i: '1' },
    });
    expect(answer.json.errors?.[0]?.extensions['code']).toBe('LIMIT_EXCEEDED');
    expect(front.requests).toEqual([]);
  });

  it('within the limits passes', async () => {
    await using front = await startFront({ documentLimits });
    const query = `${person('...B')} fragment B on Person { c: friend { ...C } d: friend { ...C } } fragment C on Person { e: age f: age }`;
    expect((await front.post({ query, variables: { i: '1' } })).status).toBe(200);
  });

  it('in a circle of fragments is left to validation', async () => {
    await using front = await startFront({});
    const answer = await front.post({
      query: '{ dog { ...A } } fragment A on Dog { ...B } fragment B on Dog { ...A }',
    });
    expect(answer.json.errors?.map(({ message }) => message)).toEqual([textOfRule['NoFragmentCyclesRule']]);
  });

  it.each([100, 500, 1000, 1500, 2000, 3000, 9000])('in nesting of %i levels is refused as well', async (levels) => {
    await using front = await startFront({ documentLimits: { tokens: 100_000 } });
    const nested = (inner: string): string => `query($i: ID!) { person(id: $i) ${inner} }`;
    const query = nested(`${'{ friend '.repeat(levels)}{ name }${' }'.repeat(levels)}`);
    const answer = await front.post({ query, variables: { i: '1' } });
    expect(answer.status).toBe(400);
    expect(front.requests).toEqual([]);
    expect((await front.post({ query: '{ colour }' })).status).toBe(200);
  });
});

describe('what the gateway finds wrong with a document', () => {
  const fault = new GatewayError('LITERAL_NOT_ALLOWED', 'A variable is wanted.', { extensions: { place: 'id' } });

  it('is told as it is, and found again each time, since such a document is in no cache', async () => {
    let asked = 0;
    await using front = await startFront({
      faultsOf: () => {
        asked += 1;
        return [fault];
      },
    });
    for (const _ of [1, 2]) {
      const answer = await front.post({ query: `{ person(id: "${secret}") { name } }` });
      expect(answer.status).toBe(400);
      expect(answer.json).toEqual({
        errors: [{ message: 'A variable is wanted.', extensions: { place: 'id', code: 'LITERAL_NOT_ALLOWED' } }],
      });
    }
    expect(asked).toBeGreaterThanOrEqual(2);
    expect(front.requests).toEqual([]);
    expect(front.refusals).toEqual(['LITERAL_NOT_ALLOWED', 'LITERAL_NOT_ALLOWED']);
  });

  it('is asked once of a document without fault', async () => {
    let asked = 0;
    await using front = await startFront({
      faultsOf: () => {
        asked += 1;
        return [];
      },
    });
    await front.post({ query: '{ colour }' });
    await front.post({ query: '{ colour }' });
    expect(asked).toBe(1);
    expect(front.requests).toHaveLength(2);
  });
});

describe('an operation that cannot be chosen', () => {
  it.each([
    ['a name that is not there', { query: 'query A { colour }', operationName: secret }],
    ['no name among several', { query: 'query A { colour } query B { colour }' }],
    ['an empty name', { query: 'query A { colour }', operationName: '' }],
  ])('%s is refused and never handed on', async (_title, body) => {
    await using front = await startFront({});
    const answer = await front.post(body);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({
      errors: [
        {
          message: 'Name one operation of the document in "operationName"; a document with one needs none.',
          extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
        },
      ],
    });
    expect(front.requests).toEqual([]);
    expect(front.refusals).toEqual(['OPERATION_RESOLUTION_FAILURE']);
  });
});

describe('a body that is not a request', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', `{"query": ${secret}`],
    ['null', 'null'],
    ['text', `"${secret}"`],
    ['an empty object', '{}'],
    ['no query', `{"variables": {"a": "${secret}"}}`],
    ['an empty query', '{"query": ""}'],
    ['a query that is an object', `{"query": {"kind": "Document", "a": "${secret}"}}`],
    ['variables that are text', `{"query": "{ colour }", "variables": "${secret}"}`],
    ['variables that are a list', `{"query": "{ colour }", "variables": ["${secret}"]}`],
    ['extensions that are text', `{"query": "{ colour }", "extensions": "${secret}"}`],
    ['extensions that are a list', '{"query": "{ colour }", "extensions": [{"persistedQuery": {}}]}'],
    ['a name that is a number', '{"query": "{ colour }", "operationName": 7}'],
    ['a list of operations', '[{"query": "{ colour }"}]'],
  ])('%s is refused with BAD_REQUEST', async (_title, body) => {
    await using front = await startFront({});
    const answer = await front.post(body);
    expect(answer.status).toBe(400);
    expect(answer.json.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'BAD_REQUEST' }]);
    expect(answer.text).not.toContain(secret);
    expect(front.requests).toEqual([]);
    expect(front.refusals).toEqual(['BAD_REQUEST']);
  });

  it('that is not UTF-8 is refused', async () => {
    await using front = await startFront({});
    const bytes = Buffer.concat([
      Buffer.from('{"query": "{ colour }", "a": "'),
      Buffer.from([0xff]),
      Buffer.from('"}'),
    ]);
    const answer = await front.send('POST', '/graphql', bytes, { 'content-type': 'application/json' });
    expect(answer.status).toBe(400);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/json; charset=utf-16',
    '',
  ])('of type "%s" is refused with 415, so that no page of another site can send one', async (type) => {
    await using front = await startFront({});
    const answer = await front.send(
      'POST',
      '/graphql',
      '{"query": "{ colour }"}',
      type === '' ? {} : { 'content-type': type },
    );
    expect(answer.status).toBe(415);
    expect(front.requests).toEqual([]);
  });

  it('that is compressed is refused with 415', async () => {
    await using front = await startFront({});
    const answer = await front.post('{"query": "{ colour }"}', { 'content-encoding': 'gzip' });
    expect(answer.status).toBe(415);
  });

  it('over the limit is refused with 413, at the limit it is taken', async () => {
    const limits = { bodyBytes: 2000, requestTimeoutMs: 5000 };
    await using front = await startFront({ limits });
    const body = JSON.stringify({ query: '{ colour }' });
    expect((await front.post(body.padEnd(2000, ' '))).status).toBe(200);
    const answer = await front.post(body.padEnd(2001, ' '));
    expect(answer.status).toBe(413);
    expect(answer.json.errors?.[0]?.message).toBe('The body may be 2000 bytes long.');
    expect(front.requests).toHaveLength(1);
  });

  it('that never ends is cut off', async () => {
    const limits = { bodyBytes: 1000, requestTimeoutMs: 5000 };
    await using front = await startFront({ limits });
    await expect(front.post('x'.repeat(1_000_000))).rejects.toThrow();
    expect(front.requests).toEqual([]);
  });
});

describe('what is not POST /graphql', () => {
  it('a query by GET is refused with 405', async () => {
    await using front = await startFront({});
    const answer = await front.send('GET', `/graphql?query=${encodeURIComponent('{ colour }')}`);
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe('POST');
    expect(answer.json.errors?.[0]?.extensions).toEqual({ code: 'BAD_REQUEST' });
    expect(front.requests).toEqual([]);
  });

  it.each(['/', '/graphql/', '/health', `/${secret}`, '//graphql'])('%s is not there', async (path) => {
    await using front = await startFront({});
    const answer = await front.send('GET', path);
    expect(answer.status).toBe(404);
    expect(answer.json.errors?.[0]?.extensions).toEqual({ code: 'BAD_REQUEST' });
    expect(answer.text).not.toContain(secret);
    expect(answer.headers['cache-control']).toBe('no-store');
  });
});

describe('two Authorization headers', () => {
  it('are handed on joined, so that neither is taken for the one', async () => {
    await using front = await startFront({});
    const { port, hostname } = new URL(front.url);
    const body = '{"query":"{ colour }"}';
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        const head = [
          'POST /graphql HTTP/1.1',
          'host: x',
          'content-type: application/json',
          `content-length: ${body.length}`,
          'authorization: Bearer one',
          'authorization: Bearer two',
          'connection: close',
        ];
        socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
      });
      socket.resume().once('close', () => resolve());
      socket.once('error', reject);
    });
    expect(front.requests.map(({ authorization }) => authorization)).toEqual(['Bearer one, Bearer two']);
  });
});

it('graphql-js itself would quote the value, so that these tests mean something', () => {
  expect(new GraphQLError(`Enum "Colour" cannot represent value: "${secret}"`).message).toContain(secret);
});
