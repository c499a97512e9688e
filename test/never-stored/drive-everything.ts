import { type DocumentNode, Kind, parse, print } from 'graphql';
import { decodeJwt } from 'jose';
import { wholeView } from '../cases/whole-view.ts';
import { malformedRequests } from '../fuzz/malformed-requests.ts';
import { openRaw } from '../fuzz/raw-connection.ts';
import { createRandom } from '../graph/random.ts';
import { inPractice } from '../harness/claims.ts';
import { namedChild } from '../harness/named-children.ts';
import { detailsOf } from '../harness/search.ts';
import { agencies, type Answer, type World } from '../harness/world.ts';

/** Of every argument that is the caller's own words. */
export const argumentMarkers = ['zq-reason', 'zq-arg', 'Zqargfamily', 'zqxplant'];

/** What was sent and came back, beside the bodies, which hold what was asked for. */
export type Driven = {
  /** `Query.field` and `Mutation.field` of all that was asked. */
  readonly roots: ReadonlySet<string>;
  /** All heads of all answers. */
  readonly heads: string;
  /** Codes of all errors. */
  readonly codes: ReadonlySet<string>;
  /** All bodies: what is looked for is in them, so that something could have been kept. */
  readonly bodies: string;
};

const why = 'zq-reason: looked at before the meeting';
const faults = [
  'DOWN',
  'STATUS_500',
  'HTML',
  'INVALID_JSON',
  'GRAPHQL_ERROR',
  'WRONG_TYPES',
  'SURPLUS_ROWS',
  'OTHER_ROWS',
  'DUPLICATE_ROWS',
  'MISSING_ROWS',
  'REORDERED',
  'SOURCE_RESTRICTED',
  'DETRIMENT',
  'HUGE',
  'HANG',
];

/** Asks a gateway everything that can be asked, with faults of agencies and of callers; every value is a marker. */
export async function driveEverything(world: World, url: string): Promise<Driven> {
  const roots = new Set<string>();
  const codes = new Set<string>();
  const heads: string[] = [];
  const bodies: string[] = [];
  const port = Number(new URL(url).port);

  const ask = async (
    token: string | null,
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<Answer> => {
    for (const root of rootsOf(parse(query))) roots.add(root);
    const response = await fetch(new URL('/graphql', url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        'x-request-id': 'zq-arg-header',
        baggage: 'child=zq-arg-baggage',
      },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    const { data, errors, extensions } = JSON.parse(text) as Pick<Answer, 'data' | 'errors' | 'extensions'>;
    heads.push(`${response.statusText} ${JSON.stringify([...response.headers])}`);
    bodies.push(text);
    for (const { extensions: told } of errors ?? []) codes.add(String(told['code']));
    return { status: response.status, text, headers: response.headers, data, errors, extensions };
  };
  const tokenOf = world.tokenOf;
  const view = async (persona: string, slug: string, purpose: string, selection = wholeView(), more = '') =>
    ask(
      await tokenOf(persona),
      `query View($v: String!, $why: String!) @access(purpose: ${purpose}, reason: $why${more}) {
        childByIdentifier(scheme: NHS_NUMBER, value: $v) { id ${selection} }
        disclosure { recordId granted { class } }
      }`,
      { v: namedChild(slug).identifiers['NHS_NUMBER'], why },
    );

  // What anybody may ask of children.
  for (const slug of ['leeann', 'trent', 'known-to-many', 'looked-after', 'convicted', 'shielded'])
    await view('social-worker', slug, 'CHILD_PROTECTION');
  await view('health-visitor', 'trent', 'DIRECT_CARE');
  await view('teacher', 'leeann', 'WELLBEING');
  await view('child-13', 'child-13', 'SAR', `${wholeView()} accessLog { organisation }`);
  await view('untrained', 'trent', 'DIRECT_CARE');
  const seen = await view('social-worker', 'leeann', 'CHILD_PROTECTION', 'id');
  const id = String(seen.data?.['childByIdentifier']?.id);
  const worker = await tokenOf('social-worker');
  await ask(
    worker,
    `query Ids($id: ID!, $ids: [ID!]!, $after: ID, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
      child(id: $id) { identity { givenName } } children(ids: $ids) { identity { givenName } }
      myCaseload(first: 5, after: $after) { identity { givenName } } me { organisation } protocol { version }
    }`,
    { id, ids: [id, 'zq-arg-id'], after: null, why },
  );
  await ask(
    worker,
    'query ($id: ID!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) { child(id: $id) { id } }',
    {
      id: 'zq-arg-id',
      why,
    },
  );
  for (const by of [detailsOf('trent', 'health'), { ...detailsOf('trent', 'health'), familyName: 'Zqargfamily' }]) {
    await ask(
      await tokenOf('health-visitor'),
      `query Find($by: ChildSearch!, $why: String!) @access(purpose: DIRECT_CARE, reason: $why) {
        findChildren(by: $by) { outcome candidates { child { id identity { givenName familyName } addresses { lines } } } }
      }`,
      { by, why },
    );
  }
  await ask(null, 'query ($t: String, $x: ID) { services(text: $t, taxonomy: $x) { name } }', {
    t: 'zq-arg-text',
    x: 'zq-arg-term',
  });

  // What is done about them.
  await breakTheGlass();
  await judgeLinks();
  await ask(
    worker,
    `mutation ($child: ID!, $agency: String!, $note: String!, $key: ID!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
      reportInaccuracy(child: $child, agency: $agency, class: ID, note: $note, idempotencyKey: $key) { reference }
    }`,
    { child: id, agency: 'education', note: 'zq-arg-note: born a day later', key: `key-${Date.now()}`, why },
  );

  // Agencies that fail, and callers that do.
  for (const fault of faults) {
    await world.setFaults('health', [{ fault, classes: ['HLT'], bytes: 9_000_000 }]);
    await view('social-worker', 'leeann', 'CHILD_PROTECTION', 'health { conditions { name } } carers { name }');
  }
  for (const agency of agencies) await world.setFaults(agency, [{ fault: 'GRAPHQL_ERROR' }]);
  await view('social-worker', 'leeann', 'CHILD_PROTECTION');
  await world.restoreAll();
  await ask('zq-arg-token', '{ me { organisation } }');
  await ask(worker, '{ childByIdentifier(scheme: NHS_NUMBER, value: "zq-arg-literal") { id } }');
  await ask(
    worker,
    'query ($v: String!, $why: String!) @access(purpose: SAR, reason: $why) { childByIdentifier(scheme: NHS_NUMBER, value: $v) { id } }',
    { v: { a: 'zq-arg-type' }, why },
  );
  const make = malformedRequests(worker);
  const random = createRandom(7);
  for (let sent = 0; sent < 120; sent += 1) {
    const connection = await openRaw(port);
    const answer = await connection.exchange(make(random).bytes, 150);
    if (answer !== null) heads.push(answer.head);
    connection.close();
  }
  return { roots, codes, heads: heads.join('\n'), bodies: bodies.join('\n') };

  async function breakTheGlass(): Promise<void> {
    const duty = await world.tokenWith({
      ...inPractice,
      organisation: 'LA:001-CSC',
      roles: ['EDT'],
    });
    const broken = await ask(
      duty,
      `query ($v: String!, $why: String!)
        @access(purpose: CHILD_PROTECTION, reason: $why, breakGlass: { ground: IMMEDIATE_HARM, acknowledged: true }) {
        childByIdentifier(scheme: NHS_NUMBER, value: $v) { identity { givenName } carers { name phone } }
      }`,
      { v: namedChild('trent').identifiers['NHS_NUMBER'], why },
    );
    const record = String(broken.extensions?.['recordId']);
    const auditor = await tokenOf('auditor');
    const index = await tokenOf('index-team');
    const owed = await ask(duty, '{ me { suspended obligations { recordId kind } } }');
    const kinds = (owed.data?.['me']?.obligations ?? []) as readonly { recordId: string; kind: string }[];
    await ask(
      duty,
      'mutation ($id: ID!, $j: String!) { justifyBreakGlass(recordId: $id, justification: $j) { recordId } }',
      { id: record, j: 'zq-arg-justification: alone at night' },
    );
    for (const { recordId, kind } of [...kinds, { recordId: record, kind: 'WRITTEN_RECORD' }]) {
      await ask(
        duty,
        'mutation ($id: ID!, $kind: String!, $ref: String!) { fulfilObligation(recordId: $id, kind: $kind, reference: $ref) { kind } }',
        { id: recordId, kind, ref: 'zq-arg-reference' },
      );
    }
    await ask(auditor, '{ breakGlassReviews { recordId } }');
    await ask(
      auditor,
      'mutation ($id: ID!, $note: String!) { reviewBreakGlass(recordId: $id, outcome: ACCEPTED, note: $note) { outcome } }',
      { id: record, note: 'zq-arg-review' },
    );
    const { iss, sub } = decodeJwt(duty);
    for (const field of ['suspendAccount', 'liftSuspension']) {
      await ask(
        index,
        `mutation ($who: ID!, $of: String!, $why: String!) { ${field}(subject: $who, organisation: $of, reason: $why) { suspended } }`,
        { who: `${iss}|${sub}`, of: 'LA:001-CSC', why },
      );
    }
  }

  async function judgeLinks(): Promise<void> {
    const links = 'reference agency';
    const looked = await view(
      'index-team',
      'leeann',
      'DATA_QUALITY',
      `possibleLinks { ${links} } certainLinks { ${links} } keptApart { ${links} } dataQuality { flags { kind } }`,
    );
    const child = looked.data?.['childByIdentifier'];
    const [link] = [...(child?.certainLinks ?? []), ...(child?.possibleLinks ?? [])] as readonly {
      reference: string;
    }[];
    const index = await tokenOf('index-team');
    const judged = await ask(
      index,
      'mutation ($link: ID!, $why: String!) { recordMatchVerdict(link: $link, verdict: NOT_SAME, reason: $why) { id } }',
      { link: link?.reference ?? 'zq-arg-link', why },
    );
    await ask(index, 'query ($after: ID) { matchVerdicts(after: $after) { id } }', { after: null });
    await ask(
      index,
      'mutation ($v: ID!, $link: ID, $why: String!) { withdrawMatchVerdict(verdict: $v, reason: $why, link: $link) { id } }',
      { v: judged.data?.['recordMatchVerdict']?.id ?? 'zq-arg-verdict', link: link?.reference ?? null, why },
    );
  }
}

function rootsOf(document: DocumentNode): readonly string[] {
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const type = definition.operation === 'mutation' ? 'Mutation' : 'Query';
    return definition.selectionSet.selections.map((selection) =>
      selection.kind === Kind.FIELD ? `${type}.${selection.name.value}` : print(selection),
    );
  });
}
