import { readFileSync } from 'node:fs';
import type fc from 'fast-check';
import { buildSchema, type DocumentNode, parse, print, validate } from 'graphql';
import { type Persona, personasOn } from '../../mocks/identity/personas.ts';
import { generateOperation } from '../graph/generated-operation.ts';
import { type Answer, startWorld, type World } from '../harness/world.ts';
import { compareAnswer } from './compare-answer.ts';
import { anyCase, type FuzzCase, randomFrom, silencing } from './fuzz-case.ts';
import { disclosedBy } from './disclosed-fields.ts';
import { type Held, type HeldData, readHeldData } from './held-data.ts';
import { type Asker, type Bounds, type Permit, permitFor } from './permitted.ts';
import { partsOfChild, tracedOperation, withWholeParts } from './traced-operation.ts';

/** A gateway over agencies that is asked at random. */
export type FuzzWorld = {
  readonly world: World;
  readonly held: HeldData;
  /** Cases over this world. */
  readonly cases: fc.Arbitrary<FuzzCase>;
  /** Tries one case; gives what is wrong with the answer, and null when the case says nothing. */
  readonly tryCase: (given: FuzzCase) => Promise<Tried | null>;
  /** The answer to an operation of one's own, asked as a case says. */
  readonly ask: (given: FuzzCase, sent: Sent) => Promise<Answer>;
  /** What is wrong with an answer, in words that hold no value. */
  readonly judge: (given: FuzzCase, sent: Sent, answer: Judged) => readonly string[];
  /** An operation, so that its answer can be judged. */
  readonly traced: (text: string, given: FuzzCase, variables: Readonly<Record<string, unknown>>) => Sent;
  readonly stop: () => Promise<void>;
};

/** An operation with what it is sent with, traced (`traced-operation.ts`). */
export type Sent = {
  readonly document: DocumentNode;
  readonly operationName: string;
  readonly variables: Readonly<Record<string, unknown>>;
};

/** What is looked at of an answer. */
export type Judged = Pick<Answer, 'status' | 'data' | 'errors' | 'extensions'>;

/** What came of one case. */
export type Tried = {
  readonly faults: readonly string[];
  readonly document: string;
  /** How many children and items were shown, so that a run that shows nothing is noticed. */
  readonly children: number;
  readonly items: number;
  readonly codes: readonly string[];
};

/** Families whose records are made to be hard to link, or are kept under another law: no lower bound is stated. */
const hardFamilies =
  /^(adopted|twin|wrong-nhs|respelt|moved|swapped|renamed|fled|shielded|same-sex|sibling|.*-sco$|unborn|deceased)/;

/** Refusals that come of what was drawn, whoever asks. */
const ofTheOperation = new Set([
  'VARIABLE_INVALID',
  'ID_INVALID',
  'ARGUMENT_INVALID',
  'LITERAL_NOT_ALLOWED',
  'SCHEME_NOT_PERMITTED',
  'TOO_MANY_SEARCHES',
]);

const documented = new Set(
  [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code),
);

/** Starts it. */
export async function startFuzzWorld(): Promise<FuzzWorld> {
  const often = { count: 1_000_000, seconds: 60 };
  const world = await startWorld({
    // No agency keeps anybody waiting here: one that is slow is so because the machine is.
    deadlineMs: 20_000,
    gatewaySettings: {
      limits: {
        tokens: 100_000,
        depth: 60,
        aliases: 100_000,
        directives: 10_000,
        rootFields: 100,
        cost: 1_000_000_000,
        searches: { perOperation: 50, perPerson: often, perOrganisation: often },
      },
    },
  });
  const held = await readHeldData(world);
  const personas = new Map(personasOn(new Date().toISOString().slice(0, 10)).map((each) => [each.name, each]));
  const schema = buildSchema(readFileSync('schemas/childview.graphql', 'utf8'), { assumeValid: true });
  const ids = new Map<string, string | null>();
  const slugOfId = new Map<string, string>();

  const numbersOf = (slug: string, scheme: string): readonly string[] => [
    ...new Set(
      (held.get(slug) ?? []).flatMap(({ record }) =>
        record.identifiers.filter((id) => id.scheme === scheme && !id.former).map(({ value }) => value),
      ),
    ),
  ];
  /** The sealed id by which somebody may ask for a child again; null: they may not know of the child. */
  const idOf = async (persona: string, access: string, slug: string): Promise<string | null> => {
    const key = `${persona} ${access} ${slug}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    let found: string | null = null;
    for (const scheme of ['NHS_NUMBER', 'UPN', 'CHI_NUMBER']) {
      const [value] = numbersOf(slug, scheme);
      if (value === undefined || slug.startsWith('wrong-nhs')) continue;
      const answer = await world.ask(
        await world.tokenOf(persona),
        `query ($s: IdentifierScheme!, $v: String!, $zz_why: String!) @access(${access}) { childByIdentifier(scheme: $s, value: $v) { id } }`,
        { s: scheme, v: value, zz_why: 'zq-reason: fuzz' },
      );
      found = (answer.data?.['childByIdentifier']?.id as string | undefined) ?? null;
      if (found !== null) break;
    }
    ids.set(key, found);
    if (found !== null) slugOfId.set(found, slug);
    return found;
  };

  const operationOf = (given: FuzzCase, sealed: readonly string[]) => {
    const random = randomFrom(given.entropy);
    const schemes = [given.scheme, 'NHS_NUMBER', 'UPN', 'CHI_NUMBER'];
    const scheme = schemes.find((each) => given.slugs.some((slug) => numbersOf(slug, each).length > 0)) ?? given.scheme;
    const numbers = given.slugs.flatMap((slug) => numbersOf(slug, scheme));
    const source = {
      schema,
      values: {
        id: [...sealed, ...sealed, ...sealed, ...sealed, 'nobody'],
        ids: [...sealed, ...sealed, ...sealed, 'nobody'],
        scheme: [scheme],
        value: numbers,
        by: given.slugs.map((slug) => criteriaOf(held, slug)),
        first: [200, 1, 2, 3],
        after: ['nothing'],
        text: ['school'],
        taxonomy: ['term'],
        age: [0, 3],
        state: ['PROPOSED', 'IN_FORCE'],
        from: ['2000-01-01'],
        to: ['2900-01-01'],
      },
      roots: [
        'childByIdentifier',
        'childByIdentifier',
        'childByIdentifier',
        'child',
        'child',
        'child',
        'children',
        'children',
        'myCaseload',
        'findChildren',
        'me',
        'disclosure',
        'protocol',
        'services',
      ],
      without: new Set<string>(),
    };
    const parts = random.some(partsOfChild, 0.2);
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const operation = generateOperation(source, random);
      const document = parse(operation.text);
      if (validate(schema, document).length > 0) continue;
      return { ...operation, document: withWholeParts(document, schema, parts) };
    }
    return null;
  };

  const tryCase = async (given: FuzzCase): Promise<Tried | null> => {
    const persona = personas.get(given.persona);
    if (persona === undefined) throw new Error('no such persona');
    const access = accessOf(given, persona);
    const sealed = (await Promise.all(given.slugs.map((slug) => idOf(given.persona, access, slug)))).filter(
      (id) => id !== null,
    );
    const operation = operationOf(given, sealed);
    if (operation === null) return null;
    const document = tracedOperation(operation.document, schema, operation.operationName, access);
    const sent: Sent = { document, operationName: operation.operationName, variables: operation.variables };
    const answer = await ask(given, sent);
    return {
      faults: judge(given, sent, answer),
      document: print(document),
      children: (answer.text.match(/"zz_type":"Child"/g) ?? []).length,
      items: (answer.text.match(/"zz_id":"/g) ?? []).length,
      codes: codesOf(answer),
    };
  };

  const ask = (given: FuzzCase, { document, operationName, variables }: Sent): Promise<Answer> =>
    whileFailing(world, given, async () =>
      world.ask(
        await world.tokenOf(given.persona),
        print(document),
        { ...variables, zz_why: 'zq-reason: fuzz' },
        operationName,
      ),
    );

  const judge = (given: FuzzCase, sent: Sent, answer: Judged): readonly string[] => {
    const claims = personas.get(given.persona)?.claims;
    if (claims === undefined) throw new Error('no such persona');
    const asker: Asker = { claims, purpose: given.purpose, exemption: given.exemption, dryRun: given.dryRun };
    const failing = new Set<string>(given.faults.map(({ agency }) => agency));
    const silent = new Set<string>(
      given.faults
        .filter(({ fault, kind }) => silencing.includes(fault) && kind !== 'CONTENT')
        .map(({ agency }) => agency),
    );
    const permits = new Map<string, Permit>();
    const permitOf = (slug: string): Permit => {
      const known = permits.get(slug);
      if (known !== undefined) return known;
      const child = held.get(slug) ?? [];
      const permit = permitFor(asker, { child, isPlain: !hardFamilies.test(slug), failing, silent });
      permits.set(slug, permit);
      return permit;
    };
    const faults: string[] = compareAnswer({
      ...sent,
      schema,
      data: answer.data,
      explained: given.dryRun ? null : explainedBy(answer),
      held,
      permitOf,
      childrenOf: (root, args) => {
        if (root === 'child') return [whose(slugOfId.get(String(args['id'])))];
        if (root === 'children')
          return (args['ids'] as readonly unknown[]).map((id) => whose(slugOfId.get(String(id))));
        if (root === 'childByIdentifier') return [holdersOf(held, String(args['scheme']), String(args['value']))];
        return undefined;
      },
      isNamedAt: ({ record }, { scheme, value }) =>
        // By an id the gateway knows one number of the child's: who has only others is found through who has both.
        (value === undefined && given.faults.length === 0) ||
        record.identifiers.some((id) => id.scheme === scheme && id.value === value),
    });
    const isRefused = answer.data == null && codesOf(answer).some((code) => !ofTheOperation.has(code));
    const isDue = (slug: string): boolean =>
      (held.get(slug) ?? []).some((each) => namesAt(each, permitOf(slug)).must > 0);
    if (isRefused && given.slugs.some(isDue)) faults.push('refused as a whole, although something has to be shown');
    return [...faultsOf(answer), ...faults];
  };

  /** The children of whom somebody may see anything for this purpose, when all goes well. */
  const knownTo = ({ persona, purpose }: { readonly persona: string; readonly purpose: string }): readonly string[] => {
    const claims = personas.get(persona)?.claims;
    if (claims === undefined) return [];
    const asker: Asker = { claims, purpose, exemption: null, dryRun: false };
    return [...held]
      .filter(([, child]) => {
        const none: ReadonlySet<string> = new Set();
        const permit = permitFor(asker, { child, isPlain: true, failing: none, silent: none });
        return child.some((each) => namesAt(each, permit).may > 0);
      })
      .map(([slug]) => slug);
  };
  const cases = anyCase([...held.keys()], knownTo);
  const traced: FuzzWorld['traced'] = (text, given, variables) => {
    const persona = personas.get(given.persona);
    if (persona === undefined) throw new Error('no such persona');
    const document = tracedOperation(parse(text), schema, 'Generated', accessOf(given, persona));
    return { document, operationName: 'Generated', variables };
  };
  return { world, held, cases, tryCase, ask, judge, traced, stop: () => world.stop() };
}

/** Paths of which an answer says why they are null. */
function explainedBy({ extensions, errors }: Judged): readonly (readonly string[])[] {
  const redactions = (extensions?.['redactions'] ?? []) as readonly { readonly path: readonly string[] }[];
  return [
    ...redactions.map(({ path }) => path),
    ...(errors ?? []).map(({ path = [] }) => path.map((step) => (typeof step === 'number' ? '*' : step))),
  ];
}

/** How far a child's names may be shown, out of one agency's record. */
function namesAt(each: Held, permit: Permit): Bounds {
  const names = disclosedBy(each.agency, 'RecordedIdentity', 'names');
  return names === undefined ? { may: 0, must: 0 } : permit.of(each, names, []);
}

/** What is wrong with an answer as such: it is a fault of the gateway's, or an error that no page explains. */
function faultsOf(answer: Judged): readonly string[] {
  const { status, data, errors } = answer;
  const codes = codesOf(answer);
  const faults: string[] = [];
  if (status >= 500 || codes.includes('INTERNAL')) faults.push(`status ${status}`);
  for (const code of codes) if (!documented.has(code)) faults.push(`an error that docs/errors.md does not have`);
  if ((data === null || data === undefined) && (errors ?? []).length === 0) faults.push('neither data nor errors');
  return faults;
}

function accessOf({ purpose, exemption, dryRun }: FuzzCase, persona: Persona): string {
  const parts = [`purpose: ${purpose}`, 'reason: $zz_why'];
  if (exemption !== null) parts.push(`exemption: ${exemption}`);
  if (dryRun) parts.push('dryRun: true');
  if (purpose === 'OFFENDING_PREVENTION') parts.push('emergency: true');
  if (purpose === 'CRIME_INVESTIGATION' && persona.claims.roles.includes('POLICE_CP'))
    parts.push('basis: [CDA98_S115, CA89_S47]');
  return parts.join(', ');
}

async function whileFailing<T>(world: World, { faults }: FuzzCase, run: () => Promise<T>): Promise<T> {
  const settingsOf = ({ fault, kind }: FuzzCase['faults'][number]) => [
    {
      fault,
      ...(kind === null ? {} : { kind }),
      ...(['SOURCE_RESTRICTED', 'DETRIMENT'].includes(fault) ? { classes: ['EDU', 'HLT', 'ADR', 'INV'] } : {}),
    },
  ];
  await Promise.all(faults.map((each) => world.setFaults(each.agency, settingsOf(each))));
  try {
    return await run();
  } finally {
    await Promise.all(faults.map(({ agency }) => world.setFaults(agency, [])));
  }
}

const codesOf = ({ errors }: Judged): readonly string[] =>
  (errors ?? []).map(({ extensions }) => String(extensions['code']));

const whose = (slug: string | undefined): readonly string[] => (slug === undefined ? [] : [slug]);

function holdersOf(held: HeldData, scheme: string, value: string): readonly string[] {
  return [...held]
    .filter(([, records]) =>
      records.some(({ record }) => record.identifiers.some((id) => id.scheme === scheme && id.value === value)),
    )
    .map(([slug]) => slug);
}

/** What somebody who looks for a child would give, as the first agency that holds the child has it. */
function criteriaOf(held: HeldData, slug: string): Readonly<Record<string, string>> {
  const [first] = held.get(slug) ?? [];
  const identity = first?.record.recordedIdentity;
  const [name] = identity?.names ?? [];
  return {
    givenName: name?.given ?? 'Nobody',
    familyName: name?.family ?? 'Nobody',
    ...(identity?.dateOfBirth == null ? {} : { dateOfBirth: identity.dateOfBirth }),
    ...(identity === undefined || identity.sex === 'U' ? {} : { sex: identity.sex }),
  };
}
