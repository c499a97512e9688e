import { join } from 'node:path';
import { print } from 'graphql';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadAuditKeys } from '../../src/ledger/ledger-keys.ts';
import { readLedger } from '../../src/ledger/read-ledger.ts';
import { protocol } from '../access/support.ts';
import { wholeView } from '../cases/whole-view.ts';
import { firstDifference } from '../graph/first-difference.ts';
import { createRandom } from '../graph/random.ts';
import { composed } from '../graph/world.ts';
import { namedChild } from '../harness/named-children.ts';
import { type AgencyUnderTest, type Answer, agencies, startWorld, type World } from '../harness/world.ts';
import { type Ask, asks, declaredFor, mayKnow, organisationOf, speaksFor } from './everybody.ts';
import { inOneForm, named, rewriteOperation, withheldInOneForm } from './rewritten.ts';

/** I4, I5, I7 and I8 (domain.md 7.8) over HTTP, for every persona and every purpose that a schedule gives them. */

const children = ['leeann', 'at-risk-of-offending', 'sensitive-clinic', 'known-to-many'] as const;

// A test here is many requests; on a busy machine they take their time.
vi.setConfig({ testTimeout: 240_000 });

let world: World;
beforeAll(async () => {
  // Nothing is to depend on how busy the machine is.
  // What is asked in other words gets an alias for every field, and is much longer.
  const limits = { aliases: 5000, tokens: 50_000, directives: 5000, depth: 32 };
  world = await startWorld({ children: 0, gatewaySettings: { limits } });
});
afterAll(() => world.stop());

// A link's reference is anew for each operation: nothing to compare (search.test.ts: of one length).
const everything = wholeView().replaceAll(/(Links \{) reference\b/g, '$1');
const selection = `id ${everything} sources { agency state } withheld { path class state code route { kind needs } }`;
const why = 'zq-reason: invariants';

function textOf(purpose: string, roots: string): string {
  return `query View($scheme: IdentifierScheme!, $value: String!, $why: String!, $written: WrittenRequest, $order: CourtOrder)
    @access(purpose: ${purpose}, reason: $why, written: $written, courtOrder: $order) { ${roots} }`;
}

function variablesOf({ persona, purpose }: Ask, slug: string): Readonly<Record<string, unknown>> {
  const { identifiers } = namedChild(slug);
  // Everybody asks by a number that their own system knows the child by.
  const scheme = organisationOf(persona)?.agency === 'education' && 'UPN' in identifiers ? 'UPN' : 'NHS_NUMBER';
  return {
    scheme,
    value: identifiers[scheme],
    why,
    ...declaredFor(purpose),
  };
}

const roots = `childByIdentifier(scheme: $scheme, value: $value) { ${selection} }
  disclosure { recordId policyVersion granted { class mode } withheld { path class state code } } protocol { version }`;

async function ask(asked: Ask, slug: string): Promise<Answer> {
  const token = await world.tokenOf(asked.persona.name);
  return world.ask(token, textOf(asked.purpose, roots), variablesOf(asked, slug));
}

type Seen = { readonly answer: Answer; readonly bytes: string; readonly requests: readonly string[] };

/** The whole answer but for its own reference, which is of one length, and what each agency was asked, in order. */
async function seen(asked: Ask, slug: string): Promise<Seen> {
  await world.clearReceived();
  const answer = await ask(asked, slug);
  const received = await Promise.all(
    agencies.map(async (agency) =>
      (await world.receivedBy(agency)).map(
        ({ document }) => `${agency}: ${document.replace(/\s+/g, ' ').slice(0, 80)}`,
      ),
    ),
  );
  const bytes = answer.text.replace(/"recordId":"([^"]*)"/g, (_all, id: string) => `"recordId":${id.length}`);
  return { answer, bytes, requests: received.flat() };
}

/** Where two answers differ; null: in no byte. */
function differenceOf(one: Seen, other: Seen): string | null {
  if (one.bytes === other.bytes) return null;
  return firstDifference(JSON.parse(one.bytes), JSON.parse(other.bytes)) ?? 'in the order of the bytes alone';
}

type Child = Readonly<Record<string, any>>;
const childIn = (answer: Answer): Child | null =>
  (answer.data?.['childByIdentifier'] as Child | null | undefined) ?? null;
const stateOf = (child: Child, agency: string): unknown =>
  (child['sources'] as readonly { agency: string; state: string }[]).find((one) => one.agency === agency)?.state;

/** Of the agencies that hold the child, those of which the answer may say nothing. */
function hiddenOf(asked: Ask, slug: string, answer: Answer): readonly AgencyUnderTest[] {
  const child = childIn(answer);
  return agencies.filter((agency) => {
    if (!namedChild(slug).agencies.includes(agency)) return false;
    return child === null || !(mayKnow(asked, agency) || speaksFor(asked, agency));
  });
}

async function forgetting<T>(slug: string, forgotten: readonly AgencyUnderTest[], act: () => Promise<T>): Promise<T> {
  await Promise.all(forgotten.map((agency) => world.patchState(agency, { child: slug, patch: { forgotten: true } })));
  try {
    return await act();
  } finally {
    await world.restoreAll();
  }
}

const held = new Map<string, ReadonlyMap<Ask, Seen>>();

/** What everybody sees of a child as the mocks start. */
async function heldOf(slug: string): Promise<ReadonlyMap<Ask, Seen>> {
  const known = held.get(slug);
  if (known !== undefined) return known;
  const all = new Map<Ask, Seen>();
  for (const asked of asks) all.set(asked, await seen(asked, slug));
  held.set(slug, all);
  return all;
}

const nameOf = ({ persona, purpose }: Ask, slug: string): string => `${persona.name} about ${slug} for ${purpose}`;

describe('I4: whether a record exists that may not be known of cannot be told', () => {
  test.each(children)('%s, by anybody, by one byte or one request', async (slug) => {
    const before = await heldOf(slug);
    const groups = Map.groupBy([...before], ([asked, { answer }]) => hiddenOf(asked, slug, answer).join());
    for (const [key, group] of groups) {
      const hidden = agencies.filter((agency) => key.split(',').includes(agency));
      if (hidden.length === 0) continue;
      await forgetting(slug, hidden, async () => {
        for (const [asked, then] of group) {
          // Refused before any agency was asked: nothing that agencies hold can show.
          if (then.answer.errors !== undefined && then.requests.length === 0) continue;
          const now = await seen(asked, slug);
          const name = `${nameOf(asked, slug)}, ${hidden.join(', ')}`;
          expect(differenceOf(then, now), name).toBeNull();
          expect(now.requests, name).toEqual(then.requests);
        }
      });
    }
  });

  test.each(['leeann', 'at-risk-of-offending'] as const)(
    '%s, where it is told, only to those who may know',
    async (slug) => {
      const before = await heldOf(slug);
      let told = 0;
      for (const agency of agencies.filter((each) => namedChild(slug).agencies.includes(each))) {
        const knowing = [...before].filter(
          ([asked, { answer }]) => childIn(answer) !== null && !hiddenOf(asked, slug, answer).includes(agency),
        );
        await forgetting(slug, [agency], async () => {
          for (const [asked, then] of knowing) {
            const now = await seen(asked, slug);
            const child = childIn(now.answer);
            if (now.bytes === then.bytes) continue;
            told += 1;
            // Without the record that ties them to the child there is no child for them.
            const isUntold = protocol.untoldKinds.includes(asked.persona.claims.kind);
            const toldAs = isUntold || !mayKnow(asked, agency) ? 'WITHHELD_OR_NONE' : 'NOT_HELD';
            if (child !== null) expect(stateOf(child, agency), `${nameOf(asked, slug)}, ${agency}`).toBe(toldAs);
          }
        });
      }
      expect(told).toBeGreaterThan(10);
    },
  );
});

describe('I5: every null is told, or nobody holds it', () => {
  test.each(children)('%s, to anybody', async (slug) => {
    let nulls = 0;
    for (const [asked, { answer }] of await heldOf(slug)) {
      const child = childIn(answer);
      const redactions = (answer.extensions?.['redactions'] ?? []) as readonly { readonly path: readonly string[] }[];
      if (child === null) {
        const isTold =
          answer.errors !== undefined || redactions.some(({ path }) => path.join() === 'childByIdentifier');
        expect(isTold, nameOf(asked, slug)).toBe(true);
        continue;
      }
      const told = new Set(
        (child['withheld'] as readonly { path: readonly string[] }[]).map(({ path }) => path.join('.')),
      );
      const untold = Object.keys(child).filter((name) => {
        const made = composed.childFields.get(name);
        if (child[name] !== null || made === undefined || !('offeredBy' in made)) return false;
        nulls += 1;
        return !told.has(name) && [made.offeredBy].flat().some((agency) => stateOf(child, agency) !== 'NOT_HELD');
      });
      expect(untold, nameOf(asked, slug)).toEqual([]);
    }
    expect(nulls).toBeGreaterThan(5);
  });
});

describe('I7: the policies in force decide', () => {
  test('every answer and its records on the ledger name the version in force', async () => {
    const version = protocol.version;
    const answers = [...(await heldOf('leeann')).values()].map(({ answer }) => answer);
    for (const { data } of answers) {
      if (data == null) continue;
      expect([data['disclosure'].policyVersion, data['protocol'].version]).toEqual([version, version]);
    }
    const keys = loadAuditKeys(join(world.directory, 'keys'));
    for (const { extensions, errors } of answers) {
      const recordId = extensions?.['recordId'] ?? errors?.[0]?.extensions['recordId'];
      const query = { kind: 'OPERATION', recordId } as const;
      const records = await readLedger({ directory: join(world.directory, 'ledger'), keys, query, limit: 10 });
      expect(records.length).toBeGreaterThan(0);
      expect(new Set(records.map(({ policyVersion }) => policyVersion))).toEqual(new Set([version]));
    }
  });
});

describe('I8: wording alters no decision', () => {
  // Links are told as they are from the record that the child was asked by, and that is another one here.
  const childAlone = ({
    withheld,
    certainLinks: _links,
    possibleLinks: _others,
    keptApart: _apart,
    ...rest
  }: Child) => ({
    ...rest,
    withheld: withheldInOneForm(withheld),
  });

  test('the same in other words, and among several children, for everybody', async () => {
    let compared = 0;
    for (const [asked, { answer }] of await heldOf('leeann')) {
      const token = await world.tokenOf(asked.persona.name);
      const variables = variablesOf(asked, 'leeann');
      const document = named(textOf(asked.purpose, roots), 'View');
      const other = rewriteOperation(document, 'View', createRandom(compared + 1));
      const again = await world.ask(token, other.text, variables, other.operationName);
      const name = nameOf(asked, 'leeann');
      expect(
        again.errors?.map(({ extensions }) => extensions['code']),
        name,
      ).toEqual(answer.errors?.map(({ extensions }) => extensions['code']));
      const child = childIn(answer);
      const reworded = again.data?.['other_childByIdentifier'] as unknown;
      if (child === null) {
        expect(reworded ?? null, name).toBeNull();
        continue;
      }
      const unlisted = ({ withheld: _withheld, ...rest }: Child) => rest;
      const inWords = inOneForm(reworded, other.keyOf) as Child;
      expect(unlisted(inWords), name).toEqual(inOneForm(unlisted(child)));
      expect(withheldInOneForm(inWords['withheld']), name).toEqual(withheldInOneForm(child['withheld']));
      expect(withheldInOneForm(again.extensions?.['redactions'], other.keyOf), name).toEqual(
        withheldInOneForm(answer.extensions?.['redactions']),
      );

      const many = await world.ask(
        token,
        print(named(textOf(asked.purpose, `children(ids: $ids) { ${selection} }`), 'Many')).replace(
          '$scheme: IdentifierScheme!, $value: String!',
          '$ids: [ID!]!',
        ),
        { ...variables, ids: [child['id'], child['id']] },
      );
      for (const each of (many.data?.['children'] ?? [null]) as readonly (Child | null)[]) {
        expect(each && childAlone(each), name).toEqual(childAlone(child));
      }
      compared += 1;
    }
    expect(compared).toBeGreaterThan(10);
  });
});
