import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { wholeView } from '../cases/whole-view.ts';
import { firstDifference } from '../graph/first-difference.ts';
import { namedChild } from '../harness/named-children.ts';
import { type Criteria, detailsOf, type Found, isCode, pickDetails, strangerLike, textsIn } from '../harness/search.ts';
import { type AgencyUnderTest, agencies, type Answer, startWorld, type World } from '../harness/world.ts';
import { type Ask, asks, declaredFor, mayKnow, organisationOf, speaksFor } from './everybody.ts';

/** I1, I2, I4 (domain.md 7.8) and 5.2 over HTTP, of searches by every persona for every purpose of theirs. */

const children = ['leeann', 'at-risk-of-offending', 'known-to-many'] as const;
const allFields = ['givenName', 'familyName', 'dateOfBirth', 'sex', 'postcode'] as const;

// A test here is many requests; on a busy machine they take their time.
vi.setConfig({ testTimeout: 300_000 });

let world: World;
beforeAll(async () => {
  const often = { count: 1_000_000, seconds: 1 };
  world = await startWorld({
    children: 60,
    gatewaySettings: { limits: { searches: { perOperation: 5, perPerson: often, perOrganisation: often } } },
  });
}, 120_000);
afterAll(() => world.stop());

const selection = `${wholeView()} sources { agency state } withheld { path class state code route { kind needs } }`;
const declared = '$why: String!, $written: WrittenRequest, $order: CourtOrder';
const access = ({ purpose }: Ask) =>
  `@access(purpose: ${purpose}, reason: $why, written: $written, courtOrder: $order)`;
const why = 'zq-reason: invariants of search';

const searchOf = (asked: Ask): string => `query Search($by: ChildSearch!, ${declared}) ${access(asked)} {
  findChildren(by: $by) {
    outcome incomplete needs sources { agency state }
    candidates { outcome reason flags agreements { field agreement } child { ${selection} } }
  }
  disclosure { recordId withheld { path class state code } }
}`;

async function look(asked: Ask, by: Criteria, token?: string): Promise<Answer> {
  return world.ask(token ?? (await world.tokenOf(asked.persona.name)), searchOf(asked), {
    by,
    why,
    ...declaredFor(asked.purpose),
  });
}

type Seen = { readonly answer: Answer; readonly bytes: string; readonly requests: readonly string[] };

/** The whole answer but for references, which are anew for each operation and of one length, and what each agency was asked, in order. */
async function seen(asked: Ask, by: Criteria): Promise<Seen> {
  await world.clearReceived();
  const answer = await look(asked, by);
  const received = await Promise.all(
    agencies.map(async (agency) =>
      (await world.receivedBy(agency)).map(
        ({ document }) => `${agency}: ${document.replace(/\s+/g, ' ').slice(0, 80)}`,
      ),
    ),
  );
  const bytes = answer.text.replace(
    /"(recordId|reference)":"([^"]*)"/g,
    (_all, name: string, id: string) => `"${name}":${id.length}`,
  );
  return { answer, bytes, requests: received.flat() };
}

function differenceOf(one: Seen, other: Seen): string | null {
  if (one.bytes === other.bytes) return null;
  return firstDifference(JSON.parse(one.bytes), JSON.parse(other.bytes)) ?? 'in the order of the bytes alone';
}

const foundBy = (answer: Answer): Found | null => (answer.data?.['findChildren'] as Found | null | undefined) ?? null;
/** Refused before any agency was asked: nothing that agencies hold can show. */
const isRefused = ({ answer, requests }: Seen): boolean => answer.errors !== undefined && requests.length === 0;
const nameOf = ({ persona, purpose }: Ask, slug: string): string => `${persona.name} about ${slug} for ${purpose}`;
const criteriaOf = (slug: string): Criteria => pickDetails(detailsOf(slug), allFields);

/** Whether a persona who asks by a number is refused the child as a whole. */
async function isRefusedAsAWhole(asked: Ask, slug: string): Promise<boolean> {
  const { identifiers } = namedChild(slug);
  const scheme = organisationOf(asked.persona)?.agency === 'education' && 'UPN' in identifiers ? 'UPN' : 'NHS_NUMBER';
  const { data } = await world.ask(
    await world.tokenOf(asked.persona.name),
    `query View($scheme: IdentifierScheme!, $value: String!, ${declared}) ${access(asked)} {
      childByIdentifier(scheme: $scheme, value: $value) { sources { agency } }
    }`,
    { scheme, value: identifiers[scheme], why, ...declaredFor(asked.purpose) },
  );
  return (data?.['childByIdentifier'] ?? null) === null;
}

type Told = Seen & { readonly isWhole: boolean };
const held = new Map<string, ReadonlyMap<Ask, Told>>();

/** What everybody is shown of a child as the mocks start; asked once for all of these tests. */
async function heldOf(slug: string): Promise<ReadonlyMap<Ask, Told>> {
  const known = held.get(slug);
  if (known !== undefined) return known;
  const all = new Map<Ask, Told>();
  for (const asked of asks) {
    const then = await seen(asked, criteriaOf(slug));
    all.set(asked, { ...then, isWhole: !isRefused(then) && (await isRefusedAsAWhole(asked, slug)) });
  }
  held.set(slug, all);
  return all;
}

async function forgetting<T>(slug: string, forgotten: readonly AgencyUnderTest[], act: () => Promise<T>): Promise<T> {
  await Promise.all(forgotten.map((agency) => world.patchState(agency, { child: slug, patch: { forgotten: true } })));
  try {
    return await act();
  } finally {
    await world.restoreAll();
  }
}

/**
 * Left out of what was released: what explains the view; references, which are anew for each operation; and what
 * follows from nothing being there, which a record that no longer counts makes true (decision 50).
 */
const beside = new Set(['sources', 'withheld', '__typename', 'reference', 'missingEducation']);

/** Leaves of what was released of a child, list places left out. */
function leavesOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => leavesOf(each, `${path}[]`));
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([name, each]) => (beside.has(name) ? [] : leavesOf(each, `${path}.${name}`)));
  }
  // Another copy of the identity can be preferred once one no longer counts: its name was listed before.
  const listed = path.replace(/^\.identity\.(given|family)Name$/, '.identity.names[].$1');
  return value === null ? [] : [`${listed}=${JSON.stringify(value)}`];
}

/** What a search showed that another did not: candidates, certainty, values. */
function moreThan(more: Found | null, less: Found | null): readonly string[] {
  const told: string[] = [];
  const [some, few] = [more?.candidates ?? [], less?.candidates ?? []];
  if (some.length > few.length) told.push(`${some.length} candidates, of ${few.length}`);
  const isCertain = (candidates: Found['candidates']): boolean => candidates.some(({ child }) => child !== null);
  if (isCertain(some) && !isCertain(few)) told.push('a child');
  const known = new Set(few.flatMap(({ child }) => leavesOf(child)));
  return [...told, ...some.flatMap(({ child }) => leavesOf(child)).filter((leaf) => !known.has(leaf))];
}

describe('I4: a search does not tell of a record that may not be known of', () => {
  test.each(children)('%s, by anybody, by one byte or one request', async (slug) => {
    const by = criteriaOf(slug);
    const holders = namedChild(slug).agencies as readonly AgencyUnderTest[];
    const groups = new Map<string, (readonly [Ask, Seen])[]>();
    for (const [asked, then] of await heldOf(slug)) {
      if (isRefused(then)) continue;
      const hidden = holders.filter((agency) => then.isWhole || !(mayKnow(asked, agency) || speaksFor(asked, agency)));
      if (hidden.length === 0) continue;
      groups.set(hidden.join(), [...(groups.get(hidden.join()) ?? []), [asked, then]]);
    }
    expect(groups.size).toBeGreaterThan(1);
    for (const [key, group] of groups) {
      await forgetting(slug, key.split(',') as AgencyUnderTest[], async () => {
        for (const [asked, then] of group) {
          const now = await seen(asked, by);
          const name = `${nameOf(asked, slug)}, ${key}`;
          expect(differenceOf(then, now), name).toBeNull();
          expect(now.requests, name).toEqual(then.requests);
        }
      });
    }
  });

  test.each(children)('%s, where refused as a whole, is as somebody whom nobody knows', async (slug) => {
    const by = criteriaOf(slug);
    let refused = 0;
    for (const [asked, then] of await heldOf(slug)) {
      if (!then.isWhole) continue;
      const stranger = await seen(asked, strangerLike(by));
      expect(differenceOf(then, stranger), nameOf(asked, slug)).toBeNull();
      expect(then.requests, nameOf(asked, slug)).toEqual(stranger.requests);
      refused += 1;
    }
    expect(refused).toBeGreaterThan(3);
  });
});

/** Those to whom a search of a child shows anybody, with what it shows. */
async function finders(slug: string): Promise<readonly (readonly [Ask, Found])[]> {
  const found: (readonly [Ask, Found])[] = [];
  for (const [asked, { answer }] of await heldOf(slug)) {
    const result = foundBy(answer);
    if (result !== null && result.candidates.length > 0) found.push([asked, result]);
  }
  expect(found.length).toBeGreaterThan(5);
  return found;
}

describe('I2: what restricts never makes a search show more', () => {
  const everyClass = ['ID', 'ADR', 'FAM', 'UNI', 'INV', 'IND', 'EDU', 'HLT', 'SCS'];
  const refusal = {
    reference: 'C-refused',
    recordedBy: 'LA:001-CSC',
    giver: 'PARENT',
    capacity: 'PARENTAL_RESPONSIBILITY',
    capacityEstablished: true,
    decision: 'REFUSED',
    classes: [],
    recipients: [],
    purposes: [],
    method: 'WRITTEN',
    decidedAt: '2026-01-02T09:00:00Z',
    expiresAt: null,
    withdrawnAt: null,
  };
  const restrictions: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    'a shield': { restrictions: { shielded: true } },
    'a severed identity': { restrictions: { linkLocked: true } },
    'classes refused by the source': { restrictions: { refusedClasses: everyClass } },
    detriment: { restrictions: { detrimentClasses: everyClass } },
    'a general refusal': { consents: [refusal] },
  };

  test.each(['leeann', 'known-to-many'] as const)('of %s', async (slug) => {
    const before = await finders(slug);
    const held = namedChild(slug).agencies as readonly AgencyUnderTest[];
    for (const [what, patch] of Object.entries(restrictions)) {
      for (const agency of held.slice(0, 3)) {
        await world.patchState(agency, { child: slug, patch });
        for (const [asked, then] of before) {
          const name = `${nameOf(asked, slug)}, ${what} at ${agency}`;
          expect(moreThan(foundBy(await look(asked, criteriaOf(slug))), then), name).toEqual([]);
        }
        await world.restoreAll();
      }
    }
  });
});

describe('I1: whoever lacks what entitles never finds more', () => {
  const long = '2020-01-01';
  const lacking: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    training: { trainedUntil: long },
    vetting: { vettedOn: long },
    roles: { roles: [] },
    'what ties them to children': { staffIds: [], teams: [], groups: [] },
    'the declaration of conflicts': { declaredConflicts: undefined },
    'the own organisation': { organisation: 'URN:100003' },
  };

  test.each(['leeann', 'known-to-many'] as const)('of %s', async (slug) => {
    for (const [asked, then] of await finders(slug)) {
      const { issuer, claims } = asked.persona;
      for (const [what, less] of Object.entries(lacking)) {
        const token = await world.tokenWith({ issuer, ...claims, ...less }).catch(() => null);
        // The issuer gives no such token.
        if (token === null) continue;
        const now = foundBy(await look(asked, criteriaOf(slug), token));
        expect(moreThan(now, then), `${nameOf(asked, slug)} without ${what}`).toEqual([]);
      }
    }
  });
});

/** How people get details wrong. */
const slips: Readonly<Record<string, (by: Criteria) => Criteria>> = {
  'nothing wrong': (by) => by,
  'day and month swapped': (by) => {
    const [year, month, day] = (by.dateOfBirth ?? '').split('-');
    return day !== undefined && Number(day) <= 12 ? { ...by, dateOfBirth: `${year}-${day}-${month}` } : by;
  },
  'another year': (by) =>
    by.dateOfBirth === undefined ? by : { ...by, dateOfBirth: `2001${by.dateOfBirth.slice(4)}` },
  'a letter left out': (by) => (by.givenName === undefined ? by : { ...by, givenName: by.givenName.slice(0, -1) }),
  'an initial': (by) => (by.givenName === undefined ? by : { ...by, givenName: by.givenName.slice(0, 1) }),
  'names the wrong way round': ({ givenName, familyName, ...rest }) =>
    givenName === undefined || familyName === undefined
      ? { ...rest }
      : { ...rest, givenName: familyName, familyName: givenName },
  'the other sex': (by) => (by.sex === undefined ? by : { ...by, sex: by.sex === 'F' ? 'M' : 'F' }),
};

/** Half of them are people to whom many children are open. */
const often = asks.filter(({ persona }) =>
  ['social-worker', 'gp', 'ed-clinician', 'teacher', 'index-team'].includes(persona.name),
);
const anySearch = fc.record({
  asked: fc.oneof(fc.constantFrom(...asks), fc.constantFrom(...often)),
  slug: fc.constantFrom(
    'leeann',
    'trent',
    'known-to-many',
    'shielded',
    'adopted-before',
    'adopted-after',
    'twin-isolde',
    'twin-isadora',
    'sensitive-clinic',
    'at-risk-of-offending',
    'wrong-nhs-number',
    'looked-after',
  ),
  fields: fc.subarray([...allFields, 'carer', 'school'] as string[], { minLength: 2 }),
  slip: fc.constantFrom(...Object.keys(slips)),
});

/** The details as they would be given, those that nobody holds left out. */
function given(slug: string, fields: readonly string[], slip: string): Criteria {
  const details = detailsOf(slug);
  const known = pickDetails(
    details,
    fields.filter((field) => field in details),
  );
  return slips[slip]?.(known) ?? known;
}

describe('a search by anybody, for anybody, with any details', () => {
  test('shows of whoever is not certain nothing but codes, and opens one at most', async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anySearch, async ({ asked, slug, fields, slip }) => {
        const result = foundBy(await look(asked, given(slug, fields, slip)));
        if (result === null) return;
        outcomes.add(result.outcome);
        const certain = result.candidates.filter(({ outcome }) => outcome === 'MATCH');
        expect(certain.length).toBe(result.outcome === 'MATCH' ? 1 : 0);
        for (const candidate of result.candidates) {
          if (candidate.outcome === 'MATCH') continue;
          expect(candidate.child).toBeNull();
          expect(textsIn(candidate).filter((text) => !isCode(text))).toEqual([]);
        }
        if (['MANY', 'NO_MATCH', 'INSUFFICIENT_CRITERIA'].includes(result.outcome)) {
          expect(result.candidates.filter(({ child }) => child !== null)).toEqual([]);
        }
      }),
      { numRuns: 250, endOnFailure: true },
    );
    const all = ['INSUFFICIENT_CRITERIA', 'MATCH', 'NO_MATCH', 'POSSIBLE'];
    expect([...outcomes].sort()).toEqual(expect.arrayContaining(all));
  });

  test('is never certain of one of twins, whatever is given', async () => {
    const nobody = asks.filter(({ persona }) =>
      ['gp', 'health-visitor', 'social-worker', 'ed-clinician'].includes(persona.name),
    );
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(
        anySearch,
        fc.constantFrom('twin-isolde', 'twin-isadora'),
        fc.constantFrom(...nobody),
        async ({ fields, slip }, slug, asked) => {
          const result = foundBy(await look(asked, given(slug, fields, slip)));
          expect(result?.outcome).not.toBe('MATCH');
          shown += result?.candidates.length ?? 0;
        },
      ),
      { numRuns: 80, endOnFailure: true },
    );
    expect(shown).toBeGreaterThan(0);
  });

  test('never shows two lives of one child', async () => {
    const finds = asks.filter(({ persona }) => persona.name === 'social-worker' || persona.name === 'gp');
    for (const asked of finds) {
      for (const fields of [
        allFields,
        ['givenName', 'familyName', 'dateOfBirth'],
        ['givenName', 'familyName', 'postcode'],
      ]) {
        const result = foundBy(await look(asked, given('adopted-before', fields, 'nothing wrong')));
        const stranger = foundBy(await look(asked, strangerLike(given('adopted-before', fields, 'nothing wrong'))));
        expect(result, nameOf(asked, 'adopted-before')).toEqual(stranger);
      }
    }
  });
});
