import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wholeView } from '../cases/whole-view.ts';
import { namedChild } from '../harness/named-children.ts';
import { agencies, type Answer, startWorld, type World } from '../harness/world.ts';
import { canariesFor, everythingAsked, leaksIn, textsAbout } from './canaries.ts';

// The vectors of docs/security.md by their numbers: ways in which other gateways gave out what they withheld. A teacher
// asks about a pupil of whom other agencies hold much that teachers may not see.

let world: World;
let teacher: string;
let canaries: readonly string[];

const slug = 'leeann';
const upn = (): string => namedChild(slug).identifiers['UPN'] ?? '';
const why = 'zq-reason: asked in another way';
const head = '$upn: String!, $why: String!';
const access = '@access(purpose: WELLBEING, reason: $why)';
const root = 'childByIdentifier(scheme: UPN, value: $upn)';

/** Never asked of any agency for a teacher, in whatever words. */
const deniedFields = ['summary', 'conclusion', 'abuseCategory', 'offence', 'medications', 'primaryNeed'];

beforeAll(async () => {
  // However busy the machine is, nothing here is about an agency that is late.
  world = await startWorld();
  teacher = await world.tokenOf('teacher');
  const { UPN: _, ...otherNumbers } = namedChild(slug).identifiers;
  canaries = [
    ...(await canariesFor(world, { persona: 'teacher', slug, purpose: 'WELLBEING' })),
    ...Object.values(otherNumbers),
  ];
}, 180_000);
afterAll(() => world.stop());
beforeEach(() => world.clearReceived());
afterEach(async () => {
  await world.restoreAll();
});

const ask = (query: string, variables: Readonly<Record<string, unknown>> = {}, operationName?: string) =>
  world.ask(teacher, query, { upn: upn(), why, ...variables }, operationName);

const view = (selection: string): Promise<Answer> => ask(`query V(${head}) ${access} { ${root} { ${selection} } }`);

const codesOf = ({ errors }: Pick<Answer, 'errors'>) => errors?.map(({ extensions }) => extensions['code']);

/** No canary in body or headers, and no denied field asked of anybody. */
async function expectNothingLeaked(answer: Pick<Answer, 'text' | 'headers'>): Promise<void> {
  expect(leaksIn(answer, canaries)).toEqual([]);
  const asked = await everythingAsked(world);
  for (const field of deniedFields) expect(asked).not.toContain(`${field} `);
}

async function expectNothingAsked(): Promise<void> {
  for (const agency of agencies) expect(await world.receivedBy(agency)).toEqual([]);
}

/** Refused before anything is asked, and answered with no data. */
async function expectRefused(answer: Answer, code: string): Promise<void> {
  expect(codesOf(answer)).toContain(code);
  expect(answer.data ?? null).toBeNull();
  expect(leaksIn(answer, canaries)).toEqual([]);
  await expectNothingAsked();
}

describe('the canaries', () => {
  it('are many, of every agency that holds something, and reach whoever may see them', async () => {
    expect(canaries.length).toBeGreaterThan(100);
    const permitted = await world.ask(
      await world.tokenOf('social-worker'),
      `query V(${head}) @access(purpose: CHILD_PROTECTION, reason: $why) { ${root} { ${wholeView()} } }`,
      { upn: upn(), why },
    );
    expect(leaksIn(permitted, canaries).length).toBeGreaterThan(20);
  });
});

describe('1 alias', () => {
  it('gives nothing under another name', async () => {
    await expectNothingLeaked(
      await view(
        'a: socialCare { b: events { ... on Referral { c: summary } ... on Account { d: account } } } e: health { f: medications { g: name } } h: youthJustice { i: outcomes { j: offence } }',
      ),
    );
  });
});

describe('2 alias equal to an allowed name', () => {
  it('gives nothing in the place of what is allowed', async () => {
    const answer = await view(
      'education: socialCare { attendanceSummaries: events { ... on Referral { id: summary } } } identity: health { givenName: conditions { name } }',
    );
    await expectNothingLeaked(answer);
    expect(answer.data?.['childByIdentifier']).toMatchObject({ education: null, identity: null });
  });

  it('nor do allowed names beside it open it', async () => {
    const answer = await view(
      'identity { givenName } secret: education { concerns { teller account } } education { attendanceSummaries { id } }',
    );
    await expectNothingLeaked(answer);
    expect(answer.data?.['childByIdentifier'].education.attendanceSummaries.length).toBeGreaterThan(0);
  });
});

describe('3 interface selection', () => {
  it('is decided on every concrete type', async () => {
    await expectNothingLeaked(await view('health { contacts { __typename id on service custodian recordedAt } }'));
  });
});

describe('4 fragments: on interfaces, nested, reused under two parents', () => {
  it('give nothing wherever they are spread', async () => {
    const answer = await ask(
      `query V(${head}, $other: String!) ${access} {
        ${root} { ...A socialCare { ...S } }
        other: childByIdentifier(scheme: UPN, value: $other) { ...A socialCare { ...S } }
      }
      fragment A on Child { ...B health { contacts { ...C } } }
      fragment B on Child { identity { givenName } ... on Child { socialCare { ... on SocialCare { ...S } } } }
      fragment C on RecordedItem { id recordedAt ... on GpConsultation { summary } ... on HealthVisitorContact { summary } }
      fragment S on SocialCare { events { ...E } }
      fragment E on RecordedItem { id ... on Referral { summary } ... on SocialCareAssessment { conclusion } }`,
      { other: namedChild('trent').identifiers['UPN'] ?? '' },
    );
    const others = await canariesFor(world, { persona: 'teacher', slug: 'trent', purpose: 'WELLBEING' });
    await expectNothingLeaked(answer);
    expect(others.length).toBeGreaterThan(10);
    expect(leaksIn(answer, others)).toEqual([]);
  });
});

describe('5 union and interface spread', () => {
  it('gives nothing, by whatever type it is spread', async () => {
    await expectNothingLeaked(
      await view(
        'socialCare { events { ... on RecordedItem { id custodian recordedAt } ... on Account { teller account } } }',
      ),
    );
  });
});

describe('7 __typename', () => {
  it.each([
    ['socialCare { __typename events { __typename } cases { __typename } }', 'social-care'],
    ['police { __typename incidents { __typename } arrests { __typename } }', 'police'],
    ['voluntaryWork { __typename notes { __typename } }', 'voluntary'],
  ] as const)('{ %s } answers alike whether or not %s holds anything', async (selection, agency) => {
    const answerWithout = async (forgotten: boolean): Promise<string> => {
      await world.patchState(agency, { child: slug, patch: { forgotten } });
      const answer = await view(`${selection} withheld { path class state code }`);
      expect(answer.errors).toBeUndefined();
      return answer.text.replace(/"recordId":"[^"]*"/g, '');
    };
    expect(await answerWithout(true)).toBe(await answerWithout(false));
  });
});

describe('8 merge keys', () => {
  it.each([
    'identifiers { scheme value }',
    'k: identifiers { value: scheme scheme: value }',
    'identifiers { value } socialCare { cases { id } } education { attendanceSummaries { id } }',
  ])('by which records are joined are shown number by number as granted: %s', async (selection) => {
    const answer = await view(selection);
    await expectNothingLeaked(answer);
    expect(answer.text).toContain(upn());
  });
});

describe('10 what is computed of what is withheld', () => {
  it.each(['dataQuality', 'missingEducation', 'chronology', 'wellbeing', 'plan', 'certainLinks', 'possibleLinks'])(
    '%s is of granted copies alone',
    async (field) => {
      const answer = await view(wholeView(new Set([field])));
      expect(answer.errors).toBeUndefined();
      await expectNothingLeaked(answer);
    },
  );
});

describe('11 what is withheld costs nothing beside it', () => {
  it('and is null', async () => {
    const answer = await view('identity { givenName } health { conditions { id name } } socialCare { cases { id } }');
    await expectNothingLeaked(answer);
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.['childByIdentifier']).toEqual({
      identity: { givenName: 'Leeann' },
      health: null,
      socialCare: null,
    });
  });
});

describe('13 paths', () => {
  it('tell no number of items: of a list there is one entry for all', async () => {
    const told = (answer: Answer) =>
      JSON.stringify([answer.extensions?.['redactions'], answer.errors, answer.data?.['childByIdentifier'].withheld]);
    const answer = await view(`${wholeView()} withheld { path class state code }`);
    await expectNothingLeaked(answer);
    expect(answer.extensions?.['redactions'].length).toBeGreaterThan(5);
    expect(told(answer)).toContain('"*"');
    expect(told(answer)).not.toMatch(/"path":\[[^\]]*\d+[^\]]*\]/);
  });
});

describe('14 conditions', () => {
  const query = (arguments_: string, selection: string) =>
    `query V(${head}${arguments_}) ${access} { ${root} { identity { givenName } ${selection} } }`;

  it('that leave a withheld field out leave nothing to tell', async () => {
    for (const [given, selection] of [
      [', $s: Boolean = true', 'health @skip(if: $s) { conditions { name } }'],
      [', $s: Boolean = false', '... @include(if: $s) { health { conditions { name } } }'],
      ['', 'health @skip(if: true) { conditions { name } }'],
    ] as const) {
      const answer = await ask(query(given, selection));
      await expectNothingLeaked(answer);
      expect(answer.errors).toBeUndefined();
      expect(answer.extensions?.['redactions']).toEqual([]);
      expect(Object.keys(answer.data?.['childByIdentifier'])).toEqual(['identity']);
    }
  });

  it('that let it in let nothing out', async () => {
    for (const selection of [
      'health @include(if: $s) { conditions { name } }',
      'health @skip(if: false) @include(if: true) { conditions { name } }',
      '... on Child @include(if: $s) { health { ... @skip(if: false) { conditions { name } } } }',
    ]) {
      const answer = await ask(query(', $s: Boolean! = true', `${selection} i: id @include(if: $s)`));
      await expectNothingLeaked(answer);
      expect(answer.extensions?.['redactions']).toEqual([
        expect.objectContaining({ path: [expect.anything(), 'health'] }),
      ]);
    }
  });
});

describe('15 arguments are reads', () => {
  it('a list that is withheld answers alike, however it is narrowed', async () => {
    const answers = [];
    for (const narrowed of ['', '(first: 1)', '(first: 200)', '(from: $day)', '(to: $day)']) {
      const variable = narrowed.includes('$day') ? ', $day: LocalDate!' : '';
      const answer = await ask(
        `query V(${head}${variable}) ${access} { ${root} { youthJustice { interventions${narrowed} { id } } } }`,
        variable === '' ? {} : { day: '2020-01-01' },
      );
      expect(answer.errors).toBeUndefined();
      await expectNothingLeaked(answer);
      answers.push(answer.text.replace(/"recordId":"[^"]*"/g, ''));
    }
    expect(new Set(answers).size).toBe(1);
  });

  it.each([
    `{ children(where: { diagnosis: "ASD" }) { id } }`,
    `query V(${head}) ${access} { ${root} { health { conditions(orderBy: NAME) { id } } } }`,
    `query V(${head}) ${access} { ${root} { health { conditions(relevantTo: WELLBEING) { id } } } }`,
    `query V(${head}) ${access} { ${root} { health { conditions(exclude: []) { id } } } }`,
    `query V(${head}) ${access} { ${root} { health { conditions(heldBy: []) { id } } } }`,
  ])('no argument filters, sorts or widens: %s', async (query) => {
    await expectRefused(await ask(query), 'GRAPHQL_VALIDATION_FAILED');
  });
});

describe('16 aggregates', () => {
  it.each(['childrenStats(by: DIAGNOSIS) { key count }', 'childrenCount', 'childrenAggregate { count }'])(
    'there are none: %s',
    async (field) => {
      await expectRefused(
        await ask(`query V(${head}) ${access} { ${root} { id } ${field} }`),
        'GRAPHQL_VALIDATION_FAILED',
      );
    },
  );
});

describe('18 reverse edges', () => {
  it('lead from no practitioner to children, and a caseload is decided child by child', async () => {
    await expectRefused(
      await view('involvements { practitioner { cases { child { health { conditions { name } } } } } }'),
      'GRAPHQL_VALIDATION_FAILED',
    );
    const answer = await ask(`query V($why: String!) ${access} { myCaseload(first: 5) { ${wholeView()} } }`);
    expect(answer.errors).toBeUndefined();
    expect(leaksIn(answer, canaries)).toEqual([]);
  });
});

describe('19 entries to agencies', () => {
  it.each([
    '_service { sdl }',
    '_entities(representations: [{ __typename: "Child", id: "1" }]) { ... on Child { health { conditions { name } } } }',
    '_children(by: []) { recordedIdentity { names { given } } }',
    'childrenByKeys(keys: []) { id }',
    'childrenById(ids: []) { id }',
  ])('are not there: %s', async (field) => {
    const answer = await ask(`query V(${head}) ${access} { ${root} { id } ${field} }`);
    expect(codesOf(answer)?.every((code) => ['GRAPHQL_VALIDATION_FAILED', 'LITERAL_NOT_ALLOWED'].includes(code))).toBe(
      true,
    );
    await expectRefused(answer, 'GRAPHQL_VALIDATION_FAILED');
  });

  it('what decides and joins cannot be asked for', async () => {
    for (const field of [
      'recordedIdentity { names { given } }',
      'restrictions { shielded }',
      'consents { id }',
      'recordId',
      'key',
      'relationship',
    ]) {
      await expectRefused(await view(field), 'GRAPHQL_VALIDATION_FAILED');
    }
  });
});

describe('20 mutations', () => {
  it('give back no child', async () => {
    const answer = await ask(
      'mutation M($r: ID!, $t: String!) { justifyBreakGlass(recordId: $r, justification: $t) { child { health { conditions { name } } } } }',
      { r: 'x', t: why },
    );
    await expectRefused(answer, 'GRAPHQL_VALIDATION_FAILED');
  });

  it('are not run where a part is refused', async () => {
    const answer = await ask(`mutation M(${head}) ${access} { ${root} { health { conditions { name } } } }`);
    await expectRefused(answer, 'GRAPHQL_VALIDATION_FAILED');
  });
});

describe('21 and 22 subscriptions, @defer and @stream', () => {
  it('are not offered, so that nothing comes after the guard', async () => {
    await expectRefused(await ask(`subscription { childChanged { id } }`), 'OPERATION_NOT_SUPPORTED');
    await expectRefused(await view('... @defer { health { conditions { name } } }'), 'GRAPHQL_VALIDATION_FAILED');
    await expectRefused(
      await view('health { conditions @stream(initialCount: 0) { name } }'),
      'GRAPHQL_VALIDATION_FAILED',
    );
    const response = await send(JSON.stringify({ query: '{ me { organisation } }' }), { accept: 'multipart/mixed' });
    expect(response.status).toBe(406);
  });
});

describe('24 requests at the same time', () => {
  it('by several people in the same words are answered to each as alone', async () => {
    const query = `query V(${head}) @access(purpose: CHILD_PROTECTION, reason: $why) { ${root} { ${wholeView()} } }`;
    const tokens = await Promise.all(
      ['social-worker', 'teacher', 'safeguarding-lead', 'health-visitor'].map(world.tokenOf),
    );
    const comparable = (answer: Answer) =>
      answer.text.replace(/"recordId":"[^"]*"/g, '').replace(/"id":"v1[^"]*"/g, '');
    const askAs = (token: string) => world.ask(token, query, { upn: upn(), why });
    const alone = [];
    for (const token of tokens) alone.push(comparable(await askAs(token)));
    const together = await Promise.all([0, 1, 2, 3].flatMap(() => tokens.map(askAs)));
    for (const [index, answer] of together.entries()) {
      expect(comparable(answer)).toBe(alone[index % tokens.length]);
    }
    expect(new Set(alone).size).toBeGreaterThan(2);
  }, 120_000);
});

const send = async (
  body: string | null,
  headers: Readonly<Record<string, string>> = {},
  method = 'POST',
  path = '/graphql',
): Promise<Answer> => {
  const response = await fetch(`${world.gateway.url}${path}`, {
    method,
    body,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${teacher}`, ...headers },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, ...(text === '' ? {} : JSON.parse(text)) };
};

describe('26 caches on the way', () => {
  it('are told to keep nothing of any answer, and no operation is a URL', async () => {
    const query = encodeURIComponent('{ me { organisation } }');
    const answers = [
      await send(null, {}, 'GET', `/graphql?query=${query}`),
      await send(null, {}, 'GET', `/graphql?extensions=${encodeURIComponent('{"persistedQuery":{}}')}`),
      await send(JSON.stringify({ query: '{ me { organisation } }' })),
      await send('{'),
      await send('{}', {}, 'PUT'),
      await send('{}', { authorization: 'Bearer x' }),
      await send(JSON.stringify({ query: '{ me { organisation } }' }), { 'x-http-method-override': 'GET' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([405, 405, 200, 400, 405, 401, 200]);
    for (const { headers } of answers) {
      expect(headers.get('cache-control')).toBe('no-store');
      for (const name of ['etag', 'last-modified', 'expires', 'age']) expect(headers.get(name)).toBeNull();
    }
  });
});

describe('27 documents of others', () => {
  it('cannot be registered for anybody', async () => {
    const query = `query V(${head}) ${access} { ${root} { id } }`;
    const sha256Hash = await crypto.subtle
      .digest('SHA-256', new TextEncoder().encode(query))
      .then((bytes) => Buffer.from(bytes).toString('hex'));
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const variables = { upn: upn(), why };
    for (const body of [
      { query, extensions, variables },
      { extensions, variables },
      { documentId: sha256Hash, variables },
    ]) {
      await expectRefused(await send(JSON.stringify(body)), 'PERSISTED_QUERY_NOT_SUPPORTED');
    }
  });
});

describe('29 and 30 errors of agencies', () => {
  it.each(['GRAPHQL_ERROR', 'STATUS_500', 'HTML', 'INVALID_JSON', 'WRONG_TYPES', 'DOWN', 'HUGE'])(
    '%s: nothing of their text, extensions or stack',
    async (fault) => {
      for (const agency of agencies) await world.setFaults(agency, [{ fault, count: 4 }]);
      const answer = await view(`${wholeView()} sources { agency state }`);
      await expectNothingLeaked(answer);
      for (const word of ['zq-leak', 'stack', 'node:', '127.0.0.1', 'Bad Gateway', '<!doctype', 'ECONN', 'wrong ']) {
        expect(answer.text).not.toContain(word);
      }
    },
    120_000,
  );
});

describe('31 coercion', () => {
  it('quotes no value back', async () => {
    const planted = 'zq-planted-7c41';
    const bodies: readonly object[] = [
      {
        query: `query V(${head}, $p: Purpose!) @access(purpose: $p, reason: $why) { ${root} { id } }`,
        variables: { upn: upn(), why, p: planted },
      },
      { query: `query V(${head}) ${access} { ${root} { id } }`, variables: { upn: planted, why } },
      {
        query: `query V(${head}) ${access} { ${root} { id } }`,
        variables: { upn: { [planted]: planted }, why: [planted] },
      },
      { query: `query V($n: Int!) { breakGlassReviews(first: $n) { recordId } }`, variables: { n: planted } },
      {
        query: `query V($d: LocalDate!, ${head}) ${access} { ${root} { chronology(from: $d) { date } } }`,
        variables: { upn: upn(), why, d: planted },
      },
      {
        query: `query V($by: ChildSearch!, $why: String!) ${access} { findChildren(by: $by) { outcome } }`,
        variables: { why, by: { postcode: planted, [planted]: 1 } },
      },
      { query: `query ${planted.replaceAll('-', '_')} { me { ${planted.replaceAll('-', '_')} } }` },
      { query: `{ me { organisation(name: "${planted}") } }` },
      { query: `{ me { organisation } } # ${planted}\n{` },
      { query: '{ me { organisation } }', operationName: planted },
      { query: '{ me { organisation } }', variables: planted },
    ];
    for (const body of bodies) {
      const answer = await send(JSON.stringify(body));
      expect(answer.errors?.length, answer.text).toBeGreaterThan(0);
      expect(answer.text).not.toContain('zq-planted');
      expect(answer.text).not.toContain('zq_planted');
    }
    await expectNothingAsked();
  });
});

describe('32 suggestions', () => {
  it('are made of nothing', async () => {
    for (const query of [
      `query V(${head}) ${access} { ${root} { helth { id } } }`,
      `query V(${head}) ${access} { ${root} { health { conditons { name } } } }`,
      `query V(${head}) ${access} { childByIdentifer(scheme: UPN, value: $upn) { id } }`,
      `query V(${head}) @acces(purpose: WELLBEING, reason: $why) { ${root} { id } }`,
      `query V(${head}) @access(purpose: WELBEING, reason: $why) { ${root} { id } }`,
      `query V(${head}) ${access} { ${root} { health { ... on Helth { id } } } }`,
    ]) {
      const answer = await ask(query);
      expect(codesOf(answer)).toContain('GRAPHQL_VALIDATION_FAILED');
      expect(answer.text).not.toMatch(/did you mean|"health"|conditions|"access"|WELLBEING/i);
    }
  });
});

describe('44 answers in batches', () => {
  it.each(['REORDERED', 'MISSING_ROWS', 'DUPLICATE_ROWS', 'OTHER_ROWS', 'SURPLUS_ROWS'])(
    '%s: no row of one child is another’s',
    async (fault) => {
      const worker = await world.tokenOf('social-worker');
      const slugs = ['leeann', 'trent', 'known-to-many'];
      const query = `query V($a: String!, $b: String!, $c: String!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
        a: childByIdentifier(scheme: SOCIAL_CARE_ID, value: $a) { ...F } b: childByIdentifier(scheme: SOCIAL_CARE_ID, value: $b) { ...F }
        c: childByIdentifier(scheme: SOCIAL_CARE_ID, value: $c) { ...F } } fragment F on Child { ${wholeView()} }`;
      const [a, b, c] = slugs.map((name) => namedChild(name).identifiers['SOCIAL_CARE_ID'] ?? '');
      for (const agency of agencies) await world.setFaults(agency, [{ fault }]);
      const answer = await world.ask(worker, query, { a, b, c, why });
      expect(answer.data).toBeDefined();
      let seen = 0;
      for (const [key, own] of Object.entries({ a: slugs[0] ?? '', b: slugs[1] ?? '', c: slugs[2] ?? '' })) {
        const text = JSON.stringify(answer.data?.[key] ?? null);
        for (const other of slugs.filter((name) => name !== own)) {
          for (const mark of await textsAbout(world, other)) expect(text).not.toContain(mark);
        }
        if (text !== 'null') seen += 1;
      }
      // Where every row is somebody else's, nobody is found.
      if (fault !== 'OTHER_ROWS') expect(seen).toBeGreaterThan(0);
    },
    120_000,
  );
});

describe('what the list leaves out', () => {
  it('A1 a body that says two things is taken once, and decided as it is taken', async () => {
    const wide = `query V(${head}) ${access} { ${root} { health { conditions { name } } } }`;
    const narrow = `query V(${head}) ${access} { ${root} { identity { givenName } } }`;
    const variables = JSON.stringify({ upn: upn(), why });
    for (const [first, second] of [
      [wide, narrow],
      [narrow, wide],
    ]) {
      const body = `{"query":${JSON.stringify(first)},"query":${JSON.stringify(second)},"variables":{},"variables":${variables}}`;
      await expectNothingLeaked(await send(body));
    }
  });

  it('A2 the operation that is named is the one whose declaration is decided on', async () => {
    const query = `
      query Wide($a: String!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) { childByIdentifier(scheme: SOCIAL_CARE_ID, value: $a) { ${wholeView()} } disclosure { purpose } }
      query Narrow($a: String!, $why: String!) @access(purpose: EDU_PROVISION, reason: $why) { childByIdentifier(scheme: SOCIAL_CARE_ID, value: $a) { ${wholeView()} } disclosure { purpose } }`;
    const worker = await world.tokenOf('social-worker');
    const variables = { a: namedChild(slug).identifiers['SOCIAL_CARE_ID'] ?? '', why };
    const wide = await world.ask(worker, query, variables, 'Wide');
    const narrow = await world.ask(worker, query, variables, 'Narrow');
    expect(wide.data?.['childByIdentifier']?.identity).not.toBeNull();
    expect(narrow.text).not.toContain('zq-social-care');
    expect(wide.text).toContain('zq-social-care');
  });

  it('A3 keys that every object has are keys like any other', async () => {
    const query = `query V(${head}) ${access} { __proto__: ${root} { constructor: identity { prototype: givenName hasOwnProperty: familyName }
      __defineGetter__: health { toString: conditions { valueOf: name } } } }`;
    const answer = await ask(query);
    await expectNothingLeaked(answer);
    expect(answer.text).toContain('"__proto__":{"constructor":{"prototype":"Leeann"');
    expect(({} as Record<string, unknown>)['constructor']).toBe(Object);
    const polluted = `{"__proto__":{"operationName":"X"},"query":${JSON.stringify('{ me { organisation } }')},"variables":{"__proto__":{"upn":"x"},"constructor":{"prototype":{"why":"x"}}}}`;
    expect((await send(polluted)).data).toEqual({ me: { organisation: expect.any(String) } });
    const missing = await send(
      `{"query":${JSON.stringify(`query V(${head}) ${access} { ${root} { id } }`)},"variables":{"__proto__":{"upn":"${upn()}","why":"x"}}}`,
    );
    expect(codesOf(missing)).toEqual(['VARIABLE_INVALID', 'VARIABLE_INVALID']);
  });

  it('A4 headers of the client reach neither the answer nor any agency', async () => {
    const planted = 'zq-planted-header';
    const answer = await send(
      JSON.stringify({
        query: `query V(${head}) ${access} { ${root} { identity { givenName } } }`,
        variables: { upn: upn(), why },
      }),
      {
        baggage: `child=${planted}`,
        tracestate: `a=${planted}`,
        'x-request-id': planted,
        cookie: planted,
        traceparent: `00-${planted}`,
        'x-forwarded-for': planted,
      },
    );
    expect(answer.data?.['childByIdentifier'].identity.givenName).toBe('Leeann');
    expect(`${answer.text}${JSON.stringify([...answer.headers])}`).not.toContain(planted);
    expect(await everythingAsked(world)).not.toContain(planted);
  });

  it('A5 a refusal for its cost is the same of a child whom nobody knows', async () => {
    const roots = Array.from({ length: 18 }, (_, index) => `c${index}: ${root} { ...W }`).join(' ');
    const whole = wholeView().replace(' plan {', ' plan(first: 200) {');
    const many = (value: string) =>
      ask(`query V(${head}) ${access} { ${roots} } fragment W on Child { ${whole} }`, { upn: value });
    const known = await many(upn());
    const unknown = await many('A999999999999');
    expect(codesOf(known)).toEqual(['COST_EXCEEDED']);
    expect(unknown.text).toBe(known.text);
    await expectNothingAsked();
  });
});

describe('what is written', () => {
  it('holds no canary, no value that was sent and no word of a document', () => {
    const files = (readdirSync(world.directory, { recursive: true }) as string[])
      .map((name) => join(world.directory, name))
      .filter((file) => statSync(file).isFile());
    const planted = [...canaries, upn(), 'zq-', 'zq_', 'asked in another way', 'Leeann'];
    const found = files.flatMap((file) => {
      const bytes = readFileSync(file);
      return planted.filter((text) => bytes.includes(text)).map((text) => `${file}: ${text}`);
    });
    expect(files.some((file) => file.endsWith('gateway.log'))).toBe(true);
    expect(files.some((file) => file.includes('ledger'))).toBe(true);
    expect(found).toEqual([]);
  });
});
