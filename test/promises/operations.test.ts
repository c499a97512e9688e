import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namedChild } from '../harness/named-children.ts';
import { askFor, childOf } from '../harness/view.ts';
import { agencies, type Answer, startWorld, type World } from '../harness/world.ts';

let world: World;
let socialWorker: string;

beforeAll(async () => {
  world = await startWorld();
  socialWorker = await world.tokenOf('social-worker');
});
afterAll(() => world.stop());

const why = 'zq-reason operations';
const codesOf = (answer: Answer): readonly unknown[] =>
  answer.errors?.map(({ extensions }) => extensions['code']) ?? [];

const idOf = async (slug: string, persona = 'social-worker', purpose = 'CHILD_PROTECTION'): Promise<string> => {
  const scheme = persona === 'social-worker' ? 'SOCIAL_CARE_ID' : 'NHS_NUMBER';
  return String(childOf(await askFor(world, persona, slug, scheme, { purpose, selection: 'id' }))['id']);
};

async function nothingWasAsked(): Promise<void> {
  for (const agency of agencies) expect(await world.receivedBy(agency), agency).toEqual([]);
}

describe('sealed ids', () => {
  const byId = `query ById($id: ID!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
    child(id: $id) { id identity { givenName } } }`;

  it('open the child for the organisation that was given them, at every use decided anew', async () => {
    const id = await idOf('leeann');
    const answer = await world.ask(socialWorker, byId, { id, why });

    expect(answer.errors).toBeUndefined();
    expect(answer.data?.['child']).toEqual({ id, identity: { givenName: expect.stringMatching(/^Lee?ann/) } });
  });

  it('of another organisation, tampered, truncated or made up are refused alike, and no agency is asked', async () => {
    const id = await idOf('leeann');
    const others = [
      await idOf('trent', 'health-visitor', 'DIRECT_CARE'),
      `${id.slice(0, -2)}${id.endsWith('AA') ? 'BB' : 'AA'}`,
      id.slice(0, 40),
      'nonsense',
      '',
    ];
    await world.clearReceived();
    const answers = await Promise.all(others.map((other) => world.ask(socialWorker, byId, { id: other, why })));

    for (const answer of answers) {
      expect(answer.data).toEqual({ child: null });
      expect(codesOf(answer)).toEqual(['ID_INVALID']);
      expect(answer.errors?.[0]?.message).toBe(answers[0]?.errors?.[0]?.message);
    }
    await nothingWasAsked();
  });

  it('hold no readable identifier and are all of one length', async () => {
    const [one, other] = [await idOf('leeann'), await idOf('trent')];
    expect(one.length).toBe(other.length);
    expect(one).not.toBe(other);
    for (const value of Object.values(namedChild('leeann').identifiers)) {
      expect(Buffer.from(one, 'base64url').includes(value)).toBe(false);
    }
  });
});

describe('children(ids:)', () => {
  const query = `query Some($ids: [ID!]!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
    children(ids: $ids) { id identity { givenName } } }`;

  it('keeps the order given, repeats included, and decides each child by itself', async () => {
    const [leeann, trent, shielded] = [await idOf('leeann'), await idOf('trent'), await idOf('shielded')];
    const ids = [trent, leeann, shielded, trent];
    const answer = await world.ask(socialWorker, query, { ids, why });

    expect(answer.data?.['children'].map((child: { id: string }) => child.id)).toEqual(ids);
  });

  it('answers null at the place of an id that is not valid, and the rest arrives', async () => {
    const trent = await idOf('trent');
    const answer = await world.ask(socialWorker, query, { ids: ['nonsense', trent], why });

    expect(answer.data?.['children']).toEqual([null, expect.objectContaining({ id: trent })]);
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['children', 0], 'ID_INVALID'],
    ]);
  });

  it('takes at most 500', async () => {
    const answer = await world.ask(socialWorker, query, { ids: Array.from({ length: 501 }, () => 'x'), why });
    expect(codesOf(answer)).toEqual(['TOO_MANY_CHILDREN']);
  });

  it('asks each agency once a wave, however many children', async () => {
    const ids = [await idOf('leeann'), await idOf('trent')];
    await world.clearReceived();
    await world.ask(socialWorker, query, { ids, why });
    const two = await Promise.all(agencies.map(async (agency) => (await world.receivedBy(agency)).length));
    await world.clearReceived();
    await world.ask(socialWorker, query, { ids: [...ids, ...ids, ...ids], why });
    const six = await Promise.all(agencies.map(async (agency) => (await world.receivedBy(agency)).length));

    expect(six).toEqual(two);
  });
});

describe('myCaseload', () => {
  const query = `query Mine($first: Int, $after: ID, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
    myCaseload(first: $first, after: $after) { id identity { givenName } } }`;

  it('lists the children the practitioner’s own agency has them involved with, page by page', async () => {
    const whole = (await world.ask(socialWorker, query, { why })).data?.['myCaseload'] as readonly { id: string }[];
    expect(whole.length).toBeGreaterThan(2);

    const paged: { id: string }[] = [];
    for (let after: string | null = null; ; ) {
      const page: readonly { id: string }[] = (await world.ask(socialWorker, query, { first: 2, after, why })).data?.[
        'myCaseload'
      ];
      expect(page.length).toBeLessThanOrEqual(2);
      paged.push(...page);
      if (page.length < 2) break;
      after = page.at(-1)?.id ?? null;
    }
    expect(paged).toEqual(whole);
  });

  it('is empty for a practitioner whose organisation has no connected system', async () => {
    const answer = await world.ask(await world.tokenOf('police-cp'), query, { why });
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.['myCaseload']).toEqual([]);
  });
});

describe('several children and aliases in one operation', () => {
  it('are each placed under their own key, also keys that name properties of objects', async () => {
    const query = `query Two($a: String!, $b: String!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
      constructor: childByIdentifier(scheme: SOCIAL_CARE_ID, value: $a) { __proto__: identity { toString: givenName } }
      second: childByIdentifier(scheme: SOCIAL_CARE_ID, value: $b) { identity { ...Names } }
    } fragment Names on Identity { givenName again: givenName }`;
    const answer = await world.ask(socialWorker, query, {
      a: namedChild('leeann').identifiers['SOCIAL_CARE_ID'],
      b: namedChild('trent').identifiers['SOCIAL_CARE_ID'],
      why,
    });

    expect(answer.errors).toBeUndefined();
    expect(answer.text).toContain('"constructor":{"__proto__":{"toString":"Leeann"}}');
    expect(answer.text).toContain('"second":{"identity":{"givenName":"Trent","again":"Trent"}}');
  });
});

describe('what must be declared', () => {
  it('an operation about a child without @access is refused', async () => {
    const answer = await world.ask(socialWorker, 'query ($id: ID!) { child(id: $id) { id } }', { id: 'x' });
    expect(codesOf(answer)).toEqual(['PURPOSE_REQUIRED']);
  });

  it('a reason is needed, of at most 200 characters', async () => {
    const query =
      'query ($v: String!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) { childByIdentifier(scheme: SOCIAL_CARE_ID, value: $v) { id } }';
    const v = namedChild('leeann').identifiers['SOCIAL_CARE_ID'];
    await world.clearReceived();
    for (const [reason, code] of [
      ['', 'REASON_REQUIRED'],
      ['   ', 'REASON_REQUIRED'],
      ['zq-reason'.repeat(30), 'ARGUMENT_INVALID'],
    ]) {
      expect(codesOf(await world.ask(socialWorker, query, { v, why: reason }))).toEqual([code]);
    }
    await nothingWasAsked();
  });

  it('a reason or an identifier written into the document is refused, and not echoed', async () => {
    const v = namedChild('leeann').identifiers['SOCIAL_CARE_ID'];
    const documents = [
      'query ($v: String!) @access(purpose: CHILD_PROTECTION, reason: "zq-reason literal") { childByIdentifier(scheme: SOCIAL_CARE_ID, value: $v) { id } }',
      `query ($why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) { childByIdentifier(scheme: SOCIAL_CARE_ID, value: "${v}") { id } }`,
      `query ($why: String!, $v: String! = "${v}") @access(purpose: CHILD_PROTECTION, reason: $why) { childByIdentifier(scheme: SOCIAL_CARE_ID, value: $v) { id } }`,
    ];
    await world.clearReceived();
    for (const document of documents) {
      const answer = await world.ask(socialWorker, document, { v, why });
      expect(codesOf(answer)).toContain('LITERAL_NOT_ALLOWED');
      expect(answer.text).not.toContain(v);
      expect(answer.text).not.toContain('zq-reason');
    }
    await nothingWasAsked();
  });

  it('purposes that are in no schedule, and freedom of information, are refused', async () => {
    const ask = (purpose: string) => askFor(world, 'social-worker', 'leeann', 'SOCIAL_CARE_ID', { purpose });
    expect(codesOf(await ask('IMMIGRATION'))).toEqual(['PURPOSE_NOT_PERMITTED']);
    expect(codesOf(await ask('RESEARCH'))).toEqual(['PURPOSE_NOT_PERMITTED']);
    expect(codesOf(await ask('FOI'))).toEqual(['FOI_NOT_APPLICABLE']);
  });
});

describe('malformed requests', () => {
  it('get clear errors with stable codes that echo nothing', async () => {
    const marker = 'zq-reason malformed';
    const cases: readonly [query: string, variables: Record<string, unknown>, code: string][] = [
      ['query {', {}, 'GRAPHQL_PARSE_FAILED'],
      ['{ noSuchField }', {}, 'GRAPHQL_VALIDATION_FAILED'],
      [
        'query ($why: String!) @access(purpose: NOSUCH, reason: $why) { me { organisation } }',
        { why: marker },
        'GRAPHQL_VALIDATION_FAILED',
      ],
      [
        'query ($why: String!, $p: Purpose!) @access(purpose: $p, reason: $why) { disclosure { recordId } }',
        { why: marker, p: marker },
        'VARIABLE_INVALID',
      ],
      [
        'query ($why: String!) @access(purpose: WELLBEING, reason: $why) { disclosure { recordId } }',
        {},
        'VARIABLE_INVALID',
      ],
      [
        'query ($v: String!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) { childByIdentifier(scheme: NHS_NUMBER, value: $v) { id } }',
        { why: marker, v: marker },
        'ARGUMENT_INVALID',
      ],
    ];
    for (const [query, variables, code] of cases) {
      const answer = await world.ask(socialWorker, query, variables);
      expect(codesOf(answer), query).toEqual([code]);
      expect(answer.text, query).not.toContain(marker);
    }
  });

  it('choose the operation by name, and refuse when none is meant', async () => {
    const two = 'query A { me { organisation } } query B { me { roles } }';
    expect((await world.ask(socialWorker, two, {}, 'B')).data).toEqual({ me: { roles: ['SOCIAL_WORKER'] } });
    expect(codesOf(await world.ask(socialWorker, two, {}))).toEqual(['OPERATION_RESOLUTION_FAILURE']);
    expect(codesOf(await world.ask(socialWorker, two, {}, 'C'))).toEqual(['OPERATION_RESOLUTION_FAILURE']);
  });
});

describe('what the gateway says of itself', () => {
  it('me, protocol and disclosure', async () => {
    const answer = await world.ask(
      socialWorker,
      `query ($why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
        me { organisation organisationName roles trainedUntil designatedOfficer }
        protocol { version signatories { organisation name signedOn } schedules { id title purposes validUntil } }
        disclosure { recordId policyVersion purpose bases { agency bases } dryRun withheld { path } }
      }`,
      { why },
    );

    expect(answer.errors).toBeUndefined();
    expect(answer.data?.['me']).toMatchObject({ organisation: 'LA:001-CSC', roles: ['SOCIAL_WORKER'] });
    expect(answer.data?.['protocol'].signatories.length).toBeGreaterThan(5);
    expect(answer.data?.['disclosure']).toMatchObject({
      policyVersion: answer.data?.['protocol'].version,
      purpose: 'CHILD_PROTECTION',
      dryRun: false,
      withheld: [],
    });
    expect(answer.data?.['disclosure'].bases).toContainEqual({ agency: 'health', bases: ['CA89_S47'] });
  });

  it('a dry run asks for no content, releases nothing, and says what would be withheld', async () => {
    await world.clearReceived();
    const answer = await askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', {
      purpose: 'DIRECT_CARE',
      more: ', dryRun: true',
    });

    expect(answer.errors).toBeUndefined();
    expect(answer.text).not.toContain('Quillfeather');
    expect(answer.data?.['disclosure'].granted).toContainEqual({ class: 'HLT', mode: 'CONTENT' });
    expect(answer.data?.['disclosure'].granted).not.toContainEqual(expect.objectContaining({ class: 'SCD' }));
    expect(answer.data?.['disclosure'].withheld).toContainEqual(expect.objectContaining({ class: 'SCD' }));
    for (const agency of agencies) {
      for (const { document } of await world.receivedBy(agency))
        expect(document, agency).not.toMatch(/contacts|addresses|involvements/);
    }
  });
});
