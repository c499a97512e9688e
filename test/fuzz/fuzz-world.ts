import { readFileSync } from 'node:fs';
import type fc from 'fast-check';
import { buildSchema, type DocumentNode, parse, print } from 'graphql';
import { type Answer, startWorld, type World } from '../harness/world.ts';
import { identityAt } from './compare-identity.ts';
import { anyCase, type FuzzCase } from './fuzz-case.ts';
import { fuzzOperation, numbersOf } from './fuzz-operation.ts';
import { type HeldData, readHeldData } from './held-data.ts';
import { codesOf, judgeAnswer, type Judged } from './judge-answer.ts';
import { permitFor } from './permitted.ts';
import { askerOf, declaredAccess, tokenFor } from './standings.ts';
import { whileChanged } from './state-changes.ts';
import { tracedOperation } from './traced-operation.ts';
import { type Work, worksFor } from './works.ts';

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
  readonly judge: (given: FuzzCase, sent: Sent, answer: Judged, held?: HeldData) => readonly string[];
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

/** What came of one case. */
export type Tried = {
  readonly faults: readonly string[];
  readonly document: string;
  /** How many children and items were shown, so that a run that shows nothing is noticed. */
  readonly children: number;
  readonly items: number;
  readonly codes: readonly string[];
};

/** Starts it. */
export async function startFuzzWorld(): Promise<FuzzWorld> {
  const often = { count: 1_000_000, seconds: 60 };
  const world = await startWorld({
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
  const base = await readHeldData(world);
  const schema = buildSchema(readFileSync('schemas/childview.graphql', 'utf8'), { assumeValid: true });
  const { idOf, slugOfId } = sealedIds(world, base);

  const ask = (given: FuzzCase, { document, operationName, variables }: Sent): Promise<Answer> =>
    whileFailing(world, given, async () =>
      world.ask(
        await tokenFor(world, given),
        print(document),
        { ...variables, ...declaredAccess(given).variables },
        operationName,
      ),
    );

  const judge: FuzzWorld['judge'] = (given, sent, answer, held = base) =>
    judgeAnswer({ schema, held, slugOfId }, given, sent, answer);

  const tryCase = async (given: FuzzCase): Promise<Tried | null> => {
    const ids = await Promise.all(given.slugs.map((slug) => idOf(given, slug)));
    const operation = fuzzOperation(
      schema,
      base,
      given,
      ids.filter((id) => id !== null),
    );
    if (operation === null) return null;
    const { operationName, variables } = operation;
    const document = tracedOperation(operation.document, schema, operationName, declaredAccess(given));
    const sent: Sent = { document, operationName, variables };
    const of = { claims: askerOf(given).claims, purpose: given.purpose, reference: referenceOf(given) };
    return whileChanged(world, base, given.changes, of, async (held) => {
      const answer = await ask(given, sent);
      return {
        faults: judge(given, sent, answer, held),
        document: print(document),
        children: (answer.text.match(/"zz_type":"Child"/g) ?? []).length,
        items: (answer.text.match(/"zz_id":"/g) ?? []).length,
        codes: codesOf(answer),
      };
    });
  };

  const traced: FuzzWorld['traced'] = (text, given, variables) => ({
    document: tracedOperation(parse(text), schema, 'Generated', declaredAccess(given)),
    operationName: 'Generated',
    variables,
  });
  const cases = anyCase([...base.keys()], worksFor(knownIn(base)));
  return { world, held: base, cases, tryCase, ask, judge, traced, stop: () => world.stop() };
}

/** The children of whom somebody may see anything by such work, when all goes well. */
function knownIn(held: HeldData): (work: Omit<Work, 'slugs'>) => readonly string[] {
  const none: ReadonlySet<string> = new Set();
  return (work) => {
    const asker = askerOf({ ...work, exemption: null, dryRun: false });
    return [...held]
      .filter(([, child]) => {
        const permit = permitFor(asker, { child, isPlain: true, failing: none, silent: none });
        return child.some((each) => identityAt(each, permit).may > 0);
      })
      .map(([slug]) => slug);
  };
}

/** Sealed ids by which somebody may ask for a child again. */
function sealedIds(
  world: World,
  held: HeldData,
): {
  /** Null: they may not know of the child. */
  readonly idOf: (given: FuzzCase, slug: string) => Promise<string | null>;
  readonly slugOfId: ReadonlyMap<string, string>;
} {
  const ids = new Map<string, string | null>();
  const slugOfId = new Map<string, string>();
  const idOf = async (given: FuzzCase, slug: string): Promise<string | null> => {
    const { types, args, variables } = declaredAccess(given, true);
    const key = `${given.persona} ${args} ${given.written} ${slug}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    let found: string | null = null;
    for (const scheme of ['NHS_NUMBER', 'UPN', 'CHI_NUMBER']) {
      const [value] = numbersOf(held, slug, scheme);
      if (value === undefined || slug.startsWith('wrong-nhs')) continue;
      const answer = await world.ask(
        await world.tokenOf(given.persona),
        `query ($s: IdentifierScheme!, $v: String!, ${types}) @access(${args}) { childByIdentifier(scheme: $s, value: $v) { id } }`,
        { s: scheme, v: value, ...variables },
      );
      found = (answer.data?.['childByIdentifier']?.id as string | undefined) ?? null;
      if (found !== null) break;
    }
    ids.set(key, found);
    if (found !== null) slugOfId.set(found, slug);
    return found;
  };
  return { idOf, slugOfId };
}

const referenceOf = ({ standing, written }: FuzzCase): string | null =>
  standing.kind === 'ORDER' ? standing.reference : written;

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
