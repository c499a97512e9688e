import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

type Sent = { readonly status: number; readonly text: string; readonly headers: Readonly<Record<string, string>> };

/** Sends a body as it is; headers that change from answer to answer are left out. */
async function send(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Sent> {
  const response = await fetch(`${world.gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const { date: _, ...rest } = Object.fromEntries(response.headers);
  return { status: response.status, text: await response.text(), headers: rest };
}

async function services(args: string, variables: Readonly<Record<string, unknown>> = {}): Promise<any> {
  const used = Object.keys(variables).map((name) => `${name}: $${name}`);
  const all = [...used, ...(args === '' ? [] : [args])].join(', ');
  const parameters = Object.keys(variables).map((name) => `$${name}: ${name === 'text' ? 'String' : 'ID'}`);
  const query = `${parameters.length === 0 ? 'query' : `query (${parameters.join(', ')})`} {
    services${all === '' ? '' : `(${all})`} { id name organization { name } taxonomyTerms { id } }
  }`;
  return JSON.parse((await send({ query, variables })).text);
}
const idsOf = (answer: any): readonly string[] => answer.data.services.map(({ id }: { id: string }) => id);

const everything = `{
  services(first: 200) {
    id name description url status minimumAge maximumAge eligibilityDescription
    organization { id name url }
    contacts { title phones { number description } }
    schedules { byDay opensAt closesAt description }
    serviceAtLocations { location { name address postalCode } }
    costOptions { description }
    taxonomyTerms { id name }
    assuredDate isStale
  }
}`;

describe('the public directory, without a token', () => {
  it('tells organisation, service, desk, telephone and hours', async () => {
    const { status, text } = await send({ query: everything });
    const found = JSON.parse(text).data.services as readonly Record<string, any>[];

    expect(status).toBe(200);
    expect(found.find(({ id }) => id === 'childrens-social-care-duty')).toMatchObject({
      name: "Children's social care duty desk",
      organization: { id: 'LA:001-CSC', name: "Wexborough children's social care" },
      contacts: [
        {
          title: "Wexborough children's social care",
          phones: [{ number: '01632 960120', description: 'At all times' }],
        },
      ],
      schedules: [{ byDay: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], description: 'At all times' }],
      minimumAge: null,
      maximumAge: 18,
      status: 'ACTIVE',
    });
    expect(found.every(({ contacts }) => contacts[0].phones.length > 0)).toBe(true);
  });

  it('lists restricted services like any other, by what they call themselves', async () => {
    expect(idsOf(await services('', { taxonomy: 'sexual-health' }))).toEqual(['sexual-health']);
  });

  it('marks an entry that nobody has confirmed for long, and no other', async () => {
    const { text } = await send({ query: '{ services(first: 200) { id isStale } }' });
    const stale = JSON.parse(text).data.services.filter(({ isStale }: { isStale: boolean }) => isStale);
    expect(stale).toContainEqual({ id: 'riverside-youth-club', isStale: true });
    expect(stale.length).toBeLessThan(JSON.parse(text).data.services.length);
  });

  it('finds by words in any order and case, by term, by age, and by all of them together', async () => {
    expect(idsOf(await services('', { text: 'NURSERY oakfield' }))).toEqual([]);
    expect(idsOf(await services('', { text: 'SCHOOL oakfield' }))).toEqual(['oakfield-primary']);
    expect(idsOf(await services('', { text: 'childrens duty' }))).toEqual(['childrens-social-care-duty']);
    expect(idsOf(await services('age: 3', { taxonomy: 'schools' }))).toEqual(['little-acorns']);
    expect(idsOf(await services('age: 11', { taxonomy: 'schools' }))).toEqual([
      'brookside-secondary',
      'oakfield-primary',
    ]);
    expect(idsOf(await services('age: 25', { taxonomy: 'schools' }))).toEqual([]);
  });

  it('is paged by id: no service twice, none left out', async () => {
    const all = idsOf(await services('first: 200'));
    const paged: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = idsOf(await services('first: 4', after === undefined ? {} : { after }));
      expect(page.length).toBeLessThanOrEqual(4);
      if (page.length === 0) break;
      paged.push(...page);
      after = page.at(-1);
    }
    expect(paged).toEqual(all);
    expect(idsOf(await services('', { after: 'no-such-service' }))).toEqual([]);
  });

  it('answers several searches of one operation, each with its own arguments', async () => {
    const query = '{ young: services(age: 1) { id } grown: services(age: 20) { id } __typename }';
    expect((await send({ query })).status).toBe(401);
    const { data } = JSON.parse((await send({ query: query.replace('__typename', '') })).text);
    expect(data.young).toContainEqual({ id: 'health-visiting' });
    expect(data.grown).not.toContainEqual({ id: 'health-visiting' });
    expect(data.grown).toContainEqual({ id: 'general-hospital' });
  });

  it('may be asked by the name of an operation, through fragments, and in either media type', async () => {
    const query = `query A { ...F } query B { services(first: 1) { __typename } }
      fragment F on Query { services(first: 2) { ... on Service { id } } }`;
    const named = await send({ query, operationName: 'A' }, { accept: 'application/graphql-response+json' });
    expect(named.status).toBe(200);
    expect(named.headers['content-type']).toContain('application/graphql-response+json');
    expect(idsOf(JSON.parse(named.text))).toHaveLength(2);
  });

  it('asks no agency and leaves nothing to be kept', async () => {
    await world.clearReceived();
    const { headers } = await send({ query: everything });
    expect(headers['cache-control']).toBe('no-store');
    expect(await world.receivedBy('social-care')).toEqual([]);
  });

  it.each([
    ['text', { text: 'x'.repeat(101) }, '', 'LENGTH'],
    ['text', { text: ' - ' }, '', 'NO_WORD'],
    ['taxonomy', { taxonomy: 'zq-no-such-term' }, '', 'UNKNOWN_TERM'],
    ['age', {}, 'age: 26', 'RANGE'],
    ['age', {}, 'age: -1', 'RANGE'],
  ])('refuses a %s that nothing can fit, and says so without its value', async (argument, variables, args, reason) => {
    const answer = await services(args, variables);
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors[0].extensions).toEqual({ code: 'ARGUMENT_INVALID', argument, reason });
    expect(JSON.stringify(answer)).not.toContain('zq-');
  });

  it('refuses a page of more than 200, and a text that is written into the document', async () => {
    expect((await services('first: 201')).errors[0].extensions.code).toBe('ARGUMENT_INVALID');
    const literal = await send({ query: '{ services(text: "school") { id } }' });
    expect([literal.status, JSON.parse(literal.text).errors[0].extensions.code]).toEqual([400, 'LITERAL_NOT_ALLOWED']);
  });
});

describe('with a token', () => {
  it('the directory answers as it does without, also beside other roots', async () => {
    const token = await world.tokenOf('health-visitor');
    const query = '{ services(first: 3) { id } }';
    const bare = await world.ask(null, query);
    const known = await world.ask(token, query);
    expect(known.data).toEqual(bare.data);
    const beside = await world.ask(token, '{ me { organisation } services(first: 3) { id } }');
    expect(beside.data?.['services']).toEqual(bare.data?.['services']);
  });

  it('that is not valid, nothing is answered: a bad credential is no absent one', async () => {
    const query = '{ services(first: 3) { id } }';
    for (const authorization of ['Bearer nonsense', 'Basic eDp5', '', 'Bearer ']) {
      expect((await send({ query }, { authorization })).status, authorization).toBe(401);
    }
  });
});

describe('whatever else a stranger sends', () => {
  const cases: readonly [what: string, body: unknown][] = [
    ['a child', { query: 'query ($id: ID!) { child(id: $id) { id } }', variables: { id: 'x' } }],
    ['who they are', { query: '{ me { organisation } }' }],
    ['the protocol', { query: '{ protocol { version } }' }],
    ['the directory beside another root', { query: '{ services { id } me { organisation } }' }],
    ['the directory beside the name of the root type', { query: '{ services { id } __typename }' }],
    ['another root in a fragment', { query: '{ ...F } fragment F on Query { services { id } me { organisation } }' }],
    [
      'another root in a nested fragment',
      {
        query: '{ services { id } ... { ...F } } fragment F on Query { ... on Query { protocol { version } } }',
      },
    ],
    ['another root that is skipped', { query: '{ services { id } me @skip(if: true) { organisation } }' }],
    ['another root under the alias of the directory', { query: '{ services: me { organisation } }' }],
    [
      'several operations, of which another is public',
      {
        query: 'query A { services { id } } query B { me { organisation } }',
        operationName: 'B',
      },
    ],
    [
      'a public operation beside one that is not',
      {
        query: 'query A { services { id } } query B { me { organisation } }',
        operationName: 'A',
      },
    ],
    [
      'a public operation beside one that cannot be',
      {
        query: 'query A { services { id } } query B { nonsense { organisation } }',
        operationName: 'A',
      },
    ],
    [
      'several public operations without saying which',
      {
        query: 'query A { services { id } } query B { services { name } }',
      },
    ],
    ['an operation that is not there', { query: 'query A { services { id } }', operationName: 'B' }],
    ['the schema', { query: '{ __schema { types { name } } }' }],
    ['the schema beside the directory', { query: '{ services { id } __type(name: "Child") { name } }' }],
    ['a field that the service does not have', { query: '{ services { id children { id } } }' }],
    ['a fragment on a type of the schema', { query: '{ services { ... on Child { id } } }' }],
    ['a fragment on no type of the schema', { query: '{ services { ... on Nonsense { id } } }' }],
    ['an unused fragment on a child', { query: '{ services { id } } fragment F on Child { id }' }],
    [
      'a declaration',
      {
        query: 'query ($why: String!) @access(purpose: WELLBEING, reason: $why) { services { id } }',
        variables: { why: 'zq-reason' },
      },
    ],
    ['a directive that nobody has', { query: 'query @nonsense { services { id } }' }],
    ['a variable of an input type', { query: 'query ($x: CourtOrder) { services(text: $x) { id } }' }],
    ['a variable of no type', { query: 'query ($x: Nonsense) { services(text: $x) { id } }' }],
    ['a mutation', { query: 'mutation { services { id } }' }],
    ['a subscription', { query: 'subscription { services { id } }' }],
    ['nothing that is GraphQL', { query: '{ services { id ' }],
    ['no text at all', { query: null }],
    ['nothing', {}],
    ['a number for the variables', { query: '{ services { id } }', variables: 3 }],
    ['a number for the operation', { query: '{ services { id } }', operationName: 3 }],
    ['a list of operations', [{ query: '{ services { id } }' }]],
    ['no JSON', '{ services { id } }'],
    ['a document that is too long', { query: `{ services { ${'id '.repeat(2000)} } }` }],
    ['a document of too many parts', { query: `{ services { ${'id '.repeat(500)} } }` }],
    [
      'fragments that multiply',
      {
        query: `{ services { ...A } } ${['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J']
          .map(
            (name, at, all) =>
              `fragment ${name} on Service { ${all[at + 1] === undefined ? 'id' : `...${all[at + 1]} ...${all[at + 1]}`} name }`,
          )
          .join(' ')}`,
      },
    ],
    [
      'fragments that use each other',
      {
        query: '{ services { ...A } } fragment A on Service { ...B } fragment B on Service { ...A }',
      },
    ],
  ];

  it.each(cases)('is refused in the same bytes: %s', async (_what, body) => {
    const plain = await send({ query: '{ me { organisation } }' });
    const refused = await send(body);

    expect(plain.status).toBe(401);
    expect(refused).toEqual(plain);
  });

  it('the directory is not answered by GET', async () => {
    const response = await fetch(`${world.gateway.url}/graphql?query=${encodeURIComponent('{ services { id } }')}`);
    expect(response.status).toBe(405);
    expect(await response.text()).not.toContain('childrens-social-care-duty');
  });
});
