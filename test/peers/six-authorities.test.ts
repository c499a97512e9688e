import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIdentifier } from '../../mocks/identifiers/test-identifier.ts';
import { type Collector, startCollector } from '../harness/collector.ts';
import { until } from '../harness/until.ts';
import { type SixFixture, startSixFixture } from './six-fixture.ts';

/** Ordinals of the children of `mocks/peers/six-authorities.ts`. */
const knownToSix = 10;
const shieldedElsewhere = 760;
const knownHereOnly = 770;

const peers = ['la-002', 'la-003', 'la-004', 'la-005', 'la-006'];
const index = `
  identity { names { given family kind sources } }
  addresses { id postcode custodian }
  carers { id name phone custodian }
  involvements { id agency dutyPhone service practitioner { name phone } custodian }
  authoritySources { agency state custodian }
  missingEducation { state }
  sources { agency state }
  withheld { path class state code }
`;

let six: SixFixture;
let collector: Collector;

/**
 * The third authority gives no address, to anybody, and lets the second ask for none of its social workers; the fourth
 * has no agreement with the second, and asks nobody about children missing education.
 */
function change(code: string, file: string, text: string): string {
  if (code === 'LA:003' && file === 'peers.yaml') return text.replace(/ {6}- LA:002-CSC\n/, '');
  if (code === 'LA:004' && file === 'peers.yaml') return text.replace(/ {2}- CME\n/, '');
  if (code === 'LA:003' && file === 'tier2/social-work-protection.cedar') return text.replace('Class::"ADR", ', '');
  if (code === 'LA:004' && file === 'signatories.yaml') {
    return text.replace(/(organisation: LA:002-CSC\n(?: {4}.*\n)*? {4}signedOn: )\S+/, '$1null');
  }
  return text;
}

beforeAll(async () => {
  collector = await startCollector();
  six = await startSixFixture({ change, collector: collector.url });
}, 400_000);
afterAll(async () => {
  await six?.world.stop();
  await collector?.stop();
}, 60_000);

const stateOf = (child: Record<string, any> | null, agency: string): string | undefined =>
  (child?.['sources'] as readonly { agency: string; state: string }[] | undefined)?.find(
    (source) => source.agency === agency,
  )?.state;
const custodiansIn = (list: unknown): readonly string[] =>
  ((list ?? []) as readonly { custodian: string }[]).map(({ custodian }) => custodian);

describe('a child known to six authorities and to no school (decision table, rows 16 and 61)', () => {
  it('is shown with the contacts of all six, under all names, and education NOT_HELD from each', async () => {
    const { child } = await six.ask('LA:001', knownToSix, index);
    for (const agency of ['social-care', 'health', 'housing', ...peers])
      expect([agency, stateOf(child, agency)]).toEqual([agency, 'RELEASED']);

    const held = (
      (child?.['authoritySources'] ?? []) as readonly { agency: string; state: string; custodian: string }[]
    ).map(({ agency, state, custodian }) => `${custodian} ${agency} ${state}`);
    for (const code of ['LA:002', 'LA:003', 'LA:004', 'LA:005', 'LA:006'])
      expect(held).toContain(`${code} education NOT_HELD`);
    expect(held.filter((each) => each.endsWith(' HELD')).sort()).toEqual([
      'LA:002 housing HELD',
      'LA:002 social-care HELD',
      'LA:003 police HELD',
      'LA:003 social-care HELD',
      'LA:004 health HELD',
      'LA:004 social-care HELD',
      'LA:005 housing HELD',
      'LA:005 police HELD',
      'LA:006 voluntary HELD',
    ]);

    const involved = (
      (child?.['involvements'] ?? []) as readonly { agency: string; practitioner: { phone: string } }[]
    ).map(({ agency, practitioner }) => `${agency}, ${practitioner.phone === '' ? 'no contact' : 'contact'}`);
    expect(involved.sort()).toEqual(
      [
        ...Array.from({ length: 4 }, () => "Children's social care, contact"),
        'Family centre, contact',
        'Health, contact',
        'Health, contact',
        ...Array.from({ length: 3 }, () => 'Housing, contact'),
        'Police, contact',
        'Police, contact',
      ].sort(),
    );

    const names = child?.['identity'].names as readonly { given: string; family: string; sources: readonly string[] }[];
    expect(names.map(({ given, family }) => `${given} ${family}`)).toEqual(
      expect.arrayContaining(['Adaeze Okonjo-Vale', 'Adaeze Okonjo Vale', 'Anna Lambourne-Kay']),
    );
    expect(child?.['missingEducation']).toEqual({ state: 'SUSPECTED' });
  }, 60_000);

  it('is on record at each peer with the original practitioner, the origin and its reference', async () => {
    const { body } = await six.ask('LA:001', knownToSix, 'sources { agency state } addresses { id postcode }');
    const origin = { authority: 'LA:001', recordId: body['extensions'].recordId };
    for (const code of ['LA:002', 'LA:003', 'LA:004', 'LA:005', 'LA:006']) {
      const rows = six.ledgerOf(code).filter((row) => row['origin']?.recordId === origin.recordId);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        expect(row).toMatchObject({
          origin,
          organisation: 'LA:001-CSC',
          roles: ['SOCIAL_WORKER'],
          purpose: 'CHILD_PROTECTION',
        });
      }
      expect(new Set(rows.map(({ kind }) => String(kind)))).toEqual(new Set(['GRANTED', 'RELEASED']));
    }
    // One hop: nobody asked anybody on account of it.
    for (const code of ['LA:001', 'LA:002', 'LA:003']) {
      expect(
        six.ledgerOf(code).filter((row) => row['origin'] !== undefined && row['origin'].authority !== 'LA:001'),
      ).toEqual([]);
    }
  }, 60_000);

  it('is never seen by the registry, which is asked for its list and nothing else', () => {
    const asked = new Set(six.world.registry.requests.map(({ method, path, body }) => `${method} ${path} ${body}`));
    expect([...asked]).toEqual(['GET /peers ']);
  });

  it('is found by names and date of birth, at all six at once', async () => {
    const { body } = await search();
    expect(body['errors']).toBeUndefined();
    expect(body['data'].findChildren).toMatchObject({ outcome: 'MATCH', incomplete: false });
  }, 60_000);
});

describe('the protocols of both ends', () => {
  it('says which agencies of a peer hold the child also where nothing else is asked for', async () => {
    const { child } = await six.ask('LA:001', knownToSix, 'authoritySources { agency state custodian }');
    const told = child?.['authoritySources'] as readonly { agency: string; state: string; custodian: string }[];
    const holding = told
      .filter(({ state }) => state === 'HELD')
      .map(({ custodian, agency }) => `${custodian} ${agency}`);
    expect(holding).toEqual([
      'LA:002 social-care',
      'LA:002 housing',
      'LA:003 social-care',
      'LA:003 police',
      'LA:004 health',
      'LA:004 social-care',
      'LA:005 police',
      'LA:005 housing',
      'LA:006 voluntary',
    ]);
    expect(new Set(told.map(({ state }) => state))).toEqual(new Set(['HELD', 'NOT_HELD']));
  }, 60_000);

  it('a peer that is stricter withholds what the origin would release, and does not fetch it', async () => {
    await six.clear();
    const { child } = await six.ask('LA:001', knownToSix, index);
    const custodians = custodiansIn(child?.['addresses']);
    expect(custodians.length).toBeGreaterThan(3);
    expect(child?.['addresses'].map(({ postcode }: { postcode: string }) => postcode)).toContain('WX92 1TQ');
    expect(child?.['addresses'].map(({ postcode }: { postcode: string }) => postcode)).not.toContain('WX93 1TQ');
    expect(await selected('LA:002', 'addresses')).toBe(true);
    expect(await selected('LA:003', 'addresses')).toBe(false);
    expect(await selected('LA:003', 'involvements')).toBe(true);
  }, 60_000);

  it('an origin that is stricter asks no peer for what its own protocol withholds', async () => {
    await six.clear();
    const { child } = await six.ask('LA:003', knownToSix, index);
    expect(child).not.toBeNull();
    expect(child?.['addresses']).toBeNull();
    expect(stateOf(child, 'la-002')).toBe('RELEASED');
    expect(await selected('LA:002', 'addresses')).toBe(false);
    expect(await selected('LA:002', 'involvements')).toBe(true);
  }, 60_000);

  it('a peer that refuses the whole request says nothing of what it holds, and fetches nothing', async () => {
    await six.clear();
    const { child } = await six.ask('LA:002', knownToSix, index);
    expect(stateOf(child, 'la-004')).toBe('WITHHELD_OR_NONE');
    expect(stateOf(child, 'la-001')).toBe('RELEASED');
    for (const agency of ['social-care', 'health', 'education'])
      expect(await six.documentsAt('LA:004', agency)).toEqual([]);
    const refusals = six.ledgerOf('LA:004').filter(({ kind }) => kind === 'REFUSED');
    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals[0]).toMatchObject({ origin: { authority: 'LA:002' }, refusal: 'ORG_NOT_SIGNATORY' });
  }, 60_000);

  it('a peer that may not be asked for people of the organisation says as little, and leaves no search incomplete', async () => {
    await six.clear();
    const { child } = await six.ask(
      'LA:002',
      knownToSix,
      `${index} signal: missingEducation { sources { agency state } }`,
    );
    expect(stateOf(child, 'la-003')).toBe('WITHHELD_OR_NONE');
    expect(child?.['signal'].sources).toContainEqual({ agency: 'la-003', state: 'WITHHELD_OR_NONE' });
    expect(child?.['missingEducation']).toEqual({ state: 'UNKNOWN' });
    expect((await search('LA:002')).body['data'].findChildren).toMatchObject({ incomplete: false });
    for (const agency of ['social-care', 'police']) expect(await six.documentsAt('LA:003', agency)).toEqual([]);
    expect(six.ledgerOf('LA:003').filter(({ origin }) => origin?.authority === 'LA:002')).toEqual([]);
  }, 60_000);

  it('a peer that is not asked for the purpose is no education source, so that the own sources’ word stands', async () => {
    const who = { service: '', role: 'EWO' };
    const signal = 'missingEducation { state sources { agency state place } } sources { agency state }';
    const { child } = await six.ask('LA:004', knownToSix, signal, { purpose: 'CME', who });
    expect(child?.['missingEducation']).toEqual({
      state: 'SUSPECTED',
      sources: [{ agency: 'education', state: 'NOT_HELD', place: null }],
    });
    expect(stateOf(child, 'la-001')).toBe('WITHHELD_OR_NONE');
    // Where peers are asked, one that tells this officer nothing keeps the signal from being raised.
    const asked = await six.ask('LA:001', knownToSix, signal, { purpose: 'CME', who });
    expect(asked.child?.['missingEducation'].state).toBe('UNKNOWN');
  }, 60_000);

  it('a shield at a peer closes the unshielded copy of the origin', async () => {
    const { child } = await six.ask('LA:001', shieldedElsewhere, index);
    expect(child?.['identity'].names).not.toEqual([]);
    expect(child?.['addresses']).toBeNull();
    expect(child?.['involvements']).toBeNull();
    expect(child?.['carers'].every(({ phone }: { phone: unknown }) => phone === null)).toBe(true);
    const withheld = child?.['withheld'] as readonly { path: readonly string[]; code: string | null }[];
    expect(withheld.find(({ path }) => path[0] === 'addresses')?.code).toBe('SHIELDED');
    // Without the peer the copy is open, so that it is the peer's shield that closed it.
    const alone = await six.ask('LA:001', shieldedElsewhere, index, { purpose: 'CIN_ASSESSMENT' });
    expect(alone.child?.['addresses']).not.toBeNull();
  }, 60_000);

  it('a peer says of a child whom none of its agencies holds that it does not', async () => {
    const { child } = await six.ask('LA:001', knownHereOnly, index);
    for (const peer of peers) expect([peer, stateOf(child, peer)]).toEqual([peer, 'NOT_HELD']);
  }, 60_000);

  it('a peer that would not let this practitioner know of a record says the same whether it has one or not', async () => {
    const who = { service: '', role: 'EWO' };
    const held = await six.ask('LA:001', knownToSix, index, { purpose: 'CME', who });
    const notHeld = await six.ask('LA:001', knownHereOnly, index, { purpose: 'CME', who });
    for (const { child } of [held, notHeld]) {
      expect(child).not.toBeNull();
      for (const peer of peers) expect([peer, stateOf(child, peer)]).toEqual([peer, 'WITHHELD_OR_NONE']);
      expect(child?.['authoritySources'] ?? []).toEqual([]);
    }
  }, 60_000);

  it('no peer is asked for a purpose that the protocol does not send to peers', async () => {
    await six.clear();
    const { child } = await six.ask('LA:001', knownToSix, index, { purpose: 'CIN_ASSESSMENT' });
    for (const peer of peers) expect([peer, stateOf(child, peer)]).toEqual([peer, 'WITHHELD_OR_NONE']);
    for (const code of ['LA:002', 'LA:005']) expect(await six.documentsAt(code, 'housing')).toEqual([]);
  }, 60_000);
});

describe('POST /peer/graphql', () => {
  const body = JSON.stringify({ query: '{ childrenByIdentifier(by: []) { recordId } }', variables: {} });

  it('refuses strangers, and other methods', async () => {
    const answer = await post('LA:002', null, body);
    expect([answer.status, answer.code]).toEqual([401, 'PEER_UNAUTHENTICATED']);
    expect((await post('LA:002', 'rubbish', body)).status).toBe(401);
    expect((await fetch(`${six.authority('LA:002').url}/peer/graphql`)).status).toBe(405);
  });

  it('answers a signed request once, and refuses its repetition, another hop and a loop', async () => {
    const token = await six.signAs('LA:001', claims({}, body));
    expect((await post('LA:002', token, body)).status).toBe(200);
    expect(await post('LA:002', token, body)).toMatchObject({ status: 401, code: 'PEER_UNAUTHENTICATED' });
    const hopped = await six.signAs('LA:001', claims({ via: ['LA:005', 'LA:001'] }, body));
    expect(await post('LA:002', hopped, body)).toMatchObject({ status: 403, code: 'PEER_HOP_LIMIT' });
    const looped = await six.signAs('LA:001', claims({ via: ['LA:002', 'LA:001'] }, body));
    expect(await post('LA:002', looped, body)).toMatchObject({ status: 403, code: 'PEER_LOOP' });
  });

  it('answers the contract and nothing else', async () => {
    for (const query of ['{ __schema { types { name } } }', '{ nothing }', 'mutation { x }', '{', 7]) {
      const text = JSON.stringify({ query, variables: {} });
      const token = await six.signAs('LA:001', claims({}, text));
      expect(await post('LA:002', token, text)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    }
  });

  it('gives a record to nobody but the authority that its id was sealed for', async () => {
    const { text: found } = await asPeer('LA:001', { query: facts, variables: { by: [key(knownToSix)] } });
    const { recordId } = JSON.parse(found).data.childrenByIdentifier[0];
    const query = 'query($ids: [ID!]!) { childrenById(ids: $ids) { recordId } }';
    const own = await asPeer('LA:001', { query, variables: { ids: [recordId] } });
    expect(JSON.parse(own.text).data.childrenById).toEqual([{ recordId }]);
    const foreign = await asPeer('LA:003', { query, variables: { ids: [recordId] } });
    expect(JSON.parse(foreign.text).data.childrenById).toEqual([null]);
  }, 60_000);

  it('tells no number of an own system, and refuses every class that is not of the index', async () => {
    const { text: found } = await asPeer('LA:001', { query: facts, variables: { by: [key(knownToSix)] } });
    const [row] = JSON.parse(found).data.childrenByIdentifier;
    expect(row.identifiers.map(({ scheme }: { scheme: string }) => scheme)).toEqual(['NHS_NUMBER']);
    expect(row.restrictions.refusedClasses).toEqual(
      expect.arrayContaining(['NUM', 'CAFB', 'HLT', 'SCS', 'SCD', 'SENS', 'POL']),
    );
    expect(row.restrictions.refusedClasses).not.toContain('INV');
  }, 60_000);
});

type Attributes = readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
type Told = {
  readonly by: string | undefined;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly of: (key: string) => string | undefined;
};

/** The spans that the collector has, with the authority that each is of. */
function told(): readonly Told[] {
  const valueIn = (attributes: Attributes, key: string) =>
    attributes.find((attribute) => attribute.key === key)?.value.stringValue;
  const sent = collector
    .received('traces')
    .split('\n')
    .filter((line) => line !== '');
  return sent
    .flatMap((line) => JSON.parse(line).resourceSpans)
    .flatMap(({ resource, scopeSpans }) =>
      scopeSpans.flatMap(({ spans }: { spans: readonly (Omit<Told, 'by' | 'of'> & { attributes: Attributes })[] }) =>
        spans.map((span) => ({
          ...span,
          by: valueIn(resource.attributes, 'service.instance.id'),
          of: (key: string) => valueIn(span.attributes, key),
        })),
      ),
    );
}

describe('what is told of requests between authorities', () => {
  it('is one span a request, a step and a call, in a trace of the own authority', async () => {
    await six.ask('LA:001', knownToSix, index);
    const forwarded = () =>
      told().filter(({ by, name, of }) => by === 'LA:002' && name === 'childview.request' && of('origin') === 'PEER');
    const whole = () => forwarded().filter(({ of }) => of('outcome') === 'OK');
    // Strangers and repetitions, which the tests above have sent, are told of by code; what is told comes in batches.
    const outcomes = () => [...new Set(forwarded().map(({ of }) => String(of('outcome'))))].sort();
    const all = ['BAD_REQUEST', 'OK', 'PEER_HOP_LIMIT', 'PEER_LOOP', 'PEER_UNAUTHENTICATED'];
    await until(() => outcomes().length >= all.length, 40_000);
    expect(outcomes()).toEqual(all);
    const steps = ['identity', 'declaration', 'roots', 'facts', 'decide', 'content', 'guard', 'release', 'agency'];
    const answered = whole().find(({ traceId }) => below(traceId).has('childview.content'));
    for (const step of steps) expect(below(answered?.traceId)).toContain(`childview.${step}`);
    const asked = told().filter(({ by }) => by === 'LA:001');
    expect(asked.some(({ name, of }) => name === 'childview.agency' && of('agency') === 'la-002')).toBe(true);
    const own = new Set(asked.filter(({ of }) => of('origin') === 'CALLER').map(({ traceId }) => traceId));
    expect(forwarded().filter(({ traceId }) => own.has(traceId))).toEqual([]);
  }, 60_000);

  it('is counted by the same outcomes', async () => {
    await until(() => collector.received('metrics').includes('"PEER_HOP_LIMIT"'), 30_000);
    expect(collector.received('metrics')).toMatch(/"origin","value":\{"stringValue":"PEER"\}/);
  }, 60_000);

  it('holds nobody’s number, name or reason', () => {
    const all = ['traces', 'metrics', 'logs'].map((signal) => collector.received(signal as 'traces')).join();
    expect(all).toContain('LA:002');
    expect(all).not.toContain(testIdentifier('NHS_NUMBER', knownToSix));
    expect(all).not.toContain('zq-reason');
  });

  function below(trace: string | undefined): ReadonlySet<string> {
    return new Set(told().flatMap(({ traceId, name }) => (traceId === trace ? [name] : [])));
  }
});

describe('a peer that does not answer (row 17)', () => {
  let rubbish: Server | undefined;
  beforeAll(() => six.authority('LA:006').stop(), 60_000);
  afterAll(() => rubbish?.close());

  it('is NO_RESPONSE, never not known; a signal that needs its word is not raised', async () => {
    const { child } = await six.ask('LA:001', knownToSix, index);
    expect(stateOf(child, 'la-006')).toBe('NO_RESPONSE');
    for (const peer of ['la-002', 'la-003', 'la-004', 'la-005']) expect(stateOf(child, peer)).toBe('RELEASED');
    expect(child?.['missingEducation']).toEqual({ state: 'UNKNOWN' });
    const { child: other } = await six.ask('LA:001', knownHereOnly, index);
    expect(stateOf(other, 'la-006')).toBe('NO_RESPONSE');
  }, 60_000);

  it('makes a search incomplete', async () => {
    const { body } = await search();
    expect(body['data'].findChildren).toMatchObject({ incomplete: true });
  }, 60_000);

  it.each([
    ['a page', 200, 'text/html', '<html></html>'],
    ['no GraphQL', 200, 'application/json', '[]'],
    ['rows that are none', 200, 'application/json', '{"data":{"records":[{"recordId":"zq"}],"found":[]}}'],
    ['a row with a fact left out', 200, 'application/json', '{"data":{"records":[null],"found":[null]}}'],
    ['a redirect', 302, 'application/json', '{}'],
  ])(
    'is a source in error when it answers %s, and costs no other part',
    async (_what, status, type, text) => {
      rubbish?.close();
      const { port } = new URL(six.authority('LA:006').url);
      rubbish = createServer((request, response) => {
        request.resume();
        response.writeHead(status, { 'content-type': type, connection: 'close', location: '/elsewhere' }).end(text);
      });
      await new Promise<void>((resolve) => rubbish?.listen(Number(port), '127.0.0.1', resolve));
      const { child } = await six.ask('LA:001', knownToSix, index);
      expect(stateOf(child, 'la-006')).toBe('SOURCE_ERROR');
      expect(stateOf(child, 'la-002')).toBe('RELEASED');
      expect(JSON.stringify(child)).not.toContain('LA:006');
    },
    60_000,
  );
});

const facts = `query($by: [RecordKey!]!) {
  childrenByIdentifier(by: $by) { recordId identifiers { scheme value } restrictions { refusedClasses shielded } }
}`;

function key(ordinal: number) {
  return { scheme: 'NHS_NUMBER', value: testIdentifier('NHS_NUMBER', ordinal) };
}

/** Whether any agency of an authority was asked for a field since the requests were cleared. */
async function selected(code: string, field: string): Promise<boolean> {
  const agencies = Object.keys(six.authority(code).agencies);
  const documents = (await Promise.all(agencies.map((agency) => six.documentsAt(code, agency)))).flat();
  expect(documents.length).toBeGreaterThan(0);
  return documents.some((document) => new RegExp(`\\b${field}\\b`).test(document));
}

function search(code = 'LA:001') {
  const born = new Date(Date.now() - knownToSix * 86_400_000);
  const dateOfBirth = `${born.getUTCFullYear() - 8}${born.toISOString().slice(4, 10)}`;
  return six.send(
    code,
    `query Find($by: ChildSearch!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
      findChildren(by: $by) { outcome incomplete candidates { outcome child { id } } }
    }`,
    {
      by: { givenName: 'Adaeze', familyName: 'Okonjo-Vale', dateOfBirth, postcode: 'WX91 1TQ' },
      why: 'zq-reason: who is this',
    },
  );
}

function claims(changes: Readonly<Record<string, unknown>>, body: string, authority = 'LA:001') {
  return {
    aud: 'LA:002',
    jti: `identifier-${Math.random()}`,
    body: createHash('sha256').update(body).digest('base64url'),
    via: [authority],
    record: 'record-of-a-test',
    practitioner: {
      subject: 'https://issuer.example|sw-1',
      organisation: `${authority}-CSC`,
      roles: ['SOCIAL_WORKER'],
      trainedUntil: '2999-01-01',
      vettedOn: new Date(Date.now() - 100 * 86_400_000).toISOString().slice(0, 10),
      designatedOfficer: false,
      staffIds: [],
      teams: [],
      groups: [],
      declaredConflicts: [],
    },
    mediator: null,
    declaration: {
      purpose: 'CHILD_PROTECTION',
      reason: 'zq-reason: a test of peers',
      basis: ['CA89_S47'],
      informed: null,
      exemption: null,
      written: null,
      emergency: false,
    },
    knowable: null,
    ...changes,
  };
}

async function asPeer(authority: string, request: unknown) {
  const text = JSON.stringify(request);
  return await post('LA:002', await six.signAs(authority, claims({}, text, authority)), text);
}

async function post(code: string, token: string | null, body: string) {
  const response = await fetch(`${six.authority(code).url}/peer/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Peer ${token}` }) },
    body,
  });
  const text = await response.text();
  const parsed = JSON.parse(text) as {
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
  return { status: response.status, code: parsed.errors?.[0]?.extensions.code, text };
}
