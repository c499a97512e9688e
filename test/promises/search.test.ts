import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Criteria,
  detailsOf,
  foundIn,
  pickDetails,
  recordsOfNamed,
  search,
  strangerLike,
} from '../harness/search.ts';
import { askFor, childOf } from '../harness/view.ts';
import { agencies, type Answer, startWorld, type World } from '../harness/world.ts';

const run = promisify(execFile);
const mostSearches = 40;
let world: World;

beforeAll(async () => {
  const rate = { count: mostSearches, seconds: 3600 };
  world = await startWorld({
    gatewaySettings: { limits: { searches: { perPerson: rate } } },
  });
});
afterAll(() => world.stop());
beforeEach(() => world.clearReceived());
afterEach(() => world.restoreAll());

const byName = ['givenName', 'familyName', 'dateOfBirth'] as const;
const byHome = [...byName, 'postcode'] as const;
const trent = (): Criteria => pickDetails(detailsOf('trent', 'health'), byHome);
const unknown = (): Criteria => strangerLike(trent());
const inDirectCare = { purpose: 'DIRECT_CARE' };

/** How often each agency was asked, in their order. */
async function requestsOf(): Promise<readonly number[]> {
  return Promise.all(agencies.map(async (agency) => (await world.receivedBy(agency)).length));
}
const each = (count: number): readonly number[] => agencies.map(() => count);
const codesOf = (answer: Answer): readonly unknown[] =>
  (answer.errors ?? []).map(({ extensions }) => extensions['code']);

async function ask(persona: string, query: string, variables: Readonly<Record<string, unknown>>): Promise<Answer> {
  return world.ask(await world.tokenOf(persona), query, { why: 'zq-reason: somebody is looked for', ...variables });
}

describe('a search that finds a child for certain', () => {
  it('opens the very view that asking by an identifier opens, with what it withholds', async () => {
    const selection = `
      identity { givenName familyName dateOfBirth } addresses { id postcode } health { contacts { id } }
      socialCare { events { __typename } } sources { agency state } withheld { path class state code route { kind } }`;
    const answer = await search(world, 'health-visitor', trent(), { ...inDirectCare, selection });
    const known = await askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', { ...inDirectCare, selection });

    const found = foundIn(answer);
    expect(found).toMatchObject({ outcome: 'MATCH', incomplete: false, needs: [] });
    expect(found.candidates).toEqual([
      {
        outcome: 'MATCH',
        reason: 'R7',
        flags: [],
        agreements: [
          { field: 'givenName', agreement: 'EXACT' },
          { field: 'familyName', agreement: 'EXACT' },
          { field: 'dateOfBirth', agreement: 'EXACT' },
          { field: 'postcode', agreement: 'CURRENT' },
        ],
        child: childOf(known),
      },
    ]);
    expect(found.candidates[0]?.child?.['withheld']).not.toEqual([]);
    expect(
      answer.extensions?.['redactions'].map(({ path }: { path: readonly string[] }) => path.slice(0, 4)),
    ).toContainEqual(['findChildren', 'candidates', '*', 'child']);
  });

  it('gives an id by which the own organisation asks on, and no other', async () => {
    const found = foundIn(await search(world, 'health-visitor', trent(), inDirectCare));
    const id = String(found.candidates[0]?.child?.['id']);
    const by = `query ($id: ID!, $why: String!) @access(purpose: DIRECT_CARE, reason: $why) {
      child(id: $id) { identity { givenName } } }`;
    const own = await ask('health-visitor', by, { id });
    expect(own.data?.['child']).toEqual({ identity: { givenName: 'Trent' } });
    expect(codesOf(await ask('gp', by, { id }))).toEqual(['ID_INVALID']);
  });

  it('gives an id also of a child of whom only an agency knows that gives no other child one', async () => {
    const by = pickDetails(detailsOf('at-risk-of-offending', 'youth-justice'), byHome);
    for (const agency of ['education', 'health', 'social-care', 'police'] as const) {
      await world.patchState(agency, { child: 'at-risk-of-offending', patch: { forgotten: true } });
    }
    const declared = {
      more: ', basis: [CDA98_S37_39, CDA98_S115], written: $written',
      declared: ', $written: WrittenRequest!',
      variables: { written: { reference: 'WR-1', madeAt: new Date().toISOString() } },
    };
    const answer = await search(world, 'yot-worker', by, { purpose: 'OFFENDING_PREVENTION', ...declared });
    expect(answer.errors).toBeUndefined();
    expect(foundIn(answer).candidates).toMatchObject([{ outcome: 'MATCH', child: { id: expect.any(String) } }]);
  });

  it('shows under several names what each of them asks for', async () => {
    const answer = await ask(
      'health-visitor',
      `query ($by: ChildSearch!, $why: String!) @access(purpose: DIRECT_CARE, reason: $why) {
        a: findChildren(by: $by) { candidates { one: child { id } } again: candidates { two: child { health { contacts { id } } } } }
        b: findChildren(by: $by) { outcome }
      }`,
      { by: trent() },
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.['a'].candidates).toEqual([{ one: { id: expect.any(String) } }]);
    expect(answer.data?.['a'].again[0].two.health.contacts.length).toBeGreaterThan(0);
    expect(answer.data?.['b']).toEqual({ outcome: 'MATCH' });
  });

  it('shows nothing, and asks nobody, where a directive leaves the search or its child out', async () => {
    const answer = await ask(
      'health-visitor',
      `query ($by: ChildSearch!, $why: String!, $no: Boolean!) @access(purpose: DIRECT_CARE, reason: $why) {
        a: findChildren(by: $by) @include(if: $no) { outcome }
        b: findChildren(by: $by) @skip(if: $no) { candidates { child @include(if: $no) { id } ...Named } }
      }
      fragment Named on SearchCandidate { named: child @skip(if: $no) { identity { givenName } } }`,
      { by: trent(), no: false },
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({ b: { candidates: [{ named: { identity: { givenName: 'Trent' } } }] } });
    // One search, two waves of facts, and content at most where it is asked for.
    expect(Math.max(...(await requestsOf()))).toBeLessThanOrEqual(4);
  });
});

describe('a search costs each agency', () => {
  it('one request, two waves of facts, and where somebody is opened one of content', async () => {
    await search(world, 'health-visitor', unknown(), inDirectCare);
    expect(await requestsOf()).toEqual(each(3));

    await world.clearReceived();
    await search(world, 'health-visitor', trent(), { ...inDirectCare, selection: 'id addresses { postcode }' });
    const counts = await requestsOf();
    expect(Math.max(...counts)).toBe(4);
    expect(Math.min(...counts)).toBe(3);
  });

  it('as many requests for each search of the operation, and not one wave more', async () => {
    await ask(
      'health-visitor',
      `query ($by: ChildSearch!, $too: ChildSearch!, $why: String!) @access(purpose: DIRECT_CARE, reason: $why) {
        a: findChildren(by: $by) { outcome } b: findChildren(by: $too) { outcome }
      }`,
      { by: unknown(), too: { ...unknown(), givenName: 'Thessalonia' } },
    );
    // Those of two searches never go together: how many were found for the one would tell by a request less for both.
    expect(await requestsOf()).toEqual(each(6));
  });

  it.each<[string, string, Criteria, string]>([
    ['the criteria do not suffice', 'health-visitor', { familyName: 'Quillfeather' }, ''],
    [
      'it is a dry run',
      'health-visitor',
      { givenName: 'Trent', familyName: 'Quillfeather', postcode: 'WX4 7DN' },
      ', dryRun: true',
    ],
    [
      'the request is refused by a gate',
      'untrained',
      { givenName: 'Trent', familyName: 'Quillfeather', postcode: 'WX4 7DN' },
      '',
    ],
    [
      'a wildcard is given',
      'health-visitor',
      { givenName: 'Tr*', familyName: 'Quillfeather', postcode: 'WX4 7DN' },
      '',
    ],
  ])('nothing where %s', async (_when, persona, by, more) => {
    await search(world, persona, by, { ...inDirectCare, more });
    expect(await requestsOf()).toEqual(each(0));
  });
});

describe('what a search says of itself', () => {
  it('is what would be enough, where it is not', async () => {
    const answer = await search(world, 'health-visitor', { familyName: 'Quillfeather', sex: 'M' }, inDirectCare);
    expect(foundIn(answer)).toEqual({
      outcome: 'INSUFFICIENT_CRITERIA',
      candidates: [],
      incomplete: false,
      needs: [
        ['givenName', 'dateOfBirth'],
        ['givenName', 'postcode'],
      ],
      sources: [],
    });
    expect(answer.extensions?.['redactions']).toEqual([
      expect.objectContaining({ path: ['findChildren'], state: 'REDACTED', code: 'INSUFFICIENT_CRITERIA' }),
    ]);
  });

  it('is in a dry run whom it would ask and by what, and of the child nothing', async () => {
    const answer = await ask(
      'health-visitor',
      `query ($by: ChildSearch!, $why: String!) @access(purpose: DIRECT_CARE, reason: $why, dryRun: true) {
        findChildren(by: $by) { outcome incomplete needs candidates { child { id } } sources { agency } }
        disclosure { dryRun searches { fields agencies } }
      }`,
      { by: trent() },
    );
    expect(answer.data).toEqual({
      findChildren: { outcome: null, incomplete: false, needs: [], candidates: [], sources: [] },
      disclosure: { dryRun: true, searches: [{ fields: byHome, agencies: [...agencies] }] },
    });
  });

  it('is of somebody who only may be the child how what was given agrees, and nothing else', async () => {
    const by = pickDetails(detailsOf('trent', 'social-care'), byName);
    const answer = await search(world, 'emergency-duty', by, { purpose: 'CHILD_PROTECTION' });
    const { candidates, outcome, needs } = foundIn(answer);
    expect([outcome, candidates]).toEqual([
      'POSSIBLE',
      [
        {
          outcome: 'POSSIBLE',
          reason: 'R8',
          flags: [],
          agreements: byName.map((field) => ({ field, agreement: 'EXACT' })),
          child: null,
        },
      ],
    ]);
    expect(needs).toEqual([['postcode'], ['carer'], ['school'], ['sex']]);
    expect(answer.extensions?.['redactions']).toEqual([
      expect.objectContaining({
        path: ['findChildren', 'candidates', '*', 'child'],
        class: 'RESTRICTED',
        state: 'REDACTED',
        code: 'MATCH_AMBIGUOUS',
        route: expect.objectContaining({ kind: 'ADD_DETAILS' }),
      }),
    ]);
    expect(await requestsOf(), 'nothing of the child is asked for').toEqual(each(3));
  });

  it('is at which field a value is refused, and never the value', async () => {
    const answer = await search(world, 'gp', { ...trent(), familyName: 'Quill%' }, inDirectCare);
    expect(answer.errors).toEqual([
      {
        message: expect.any(String),
        extensions: { code: 'ARGUMENT_INVALID', argument: 'by.familyName', reason: 'WILDCARD' },
      },
    ]);
    expect(answer.text).not.toContain('Quill');
  });
});

describe('an agency that does not answer', () => {
  it('makes the result incomplete and is named, is not asked again, and costs nothing else', async () => {
    await world.setFaults('housing', [{ fault: 'DOWN' }]);
    const found = foundIn(await search(world, 'health-visitor', trent(), inDirectCare));
    expect(found).toMatchObject({ outcome: 'MATCH', incomplete: true });
    expect(found.sources).toEqual(
      agencies.map((agency) => ({ agency, state: agency === 'housing' ? 'NO_RESPONSE' : 'WITHHELD_OR_NONE' })),
    );
    const nobody = foundIn(await search(world, 'health-visitor', unknown(), inDirectCare));
    expect(nobody).toMatchObject({ outcome: 'NO_MATCH', incomplete: true, sources: found.sources });
  });

  it('is told alike where its answer cannot be used, and where it fails in a later wave', async () => {
    await world.setFaults('voluntary', [{ fault: 'INVALID_JSON' }]);
    const found = foundIn(await search(world, 'health-visitor', unknown(), inDirectCare));
    expect(found.incomplete).toBe(true);
    expect(found.sources).toContainEqual({ agency: 'voluntary', state: 'SOURCE_ERROR' });
  });

  it('and keeps the shields, leaves open nothing that a shield would close: the postcode counts no more', async () => {
    await world.setFaults('social-care', [{ fault: 'DOWN' }]);
    const found = foundIn(await search(world, 'health-visitor', trent(), inDirectCare));
    expect(found).toMatchObject({ outcome: 'POSSIBLE', incomplete: true });
    expect(found.candidates[0]?.agreements).toContainEqual({ field: 'postcode', agreement: 'UNKNOWN' });
  });
});

describe('too many searches', () => {
  it('in one operation are refused, under whatever names, and nobody is asked', async () => {
    const roots = [1, 2, 3, 4, 5, 6].map((index) => `s${index}: findChildren(by: $by) { outcome }`);
    const of = (count: number) =>
      `query ($by: ChildSearch!, $why: String!) @access(purpose: DIRECT_CARE, reason: $why) { ${roots.slice(0, count).join(' ')} }`;
    expect(codesOf(await ask('gp', of(6), { by: unknown() }))).toEqual(['TOO_MANY_SEARCHES']);
    expect(await requestsOf()).toEqual(each(0));
    expect((await ask('gp', of(5), { by: unknown() })).errors).toBeUndefined();
  });

  it('of one person are refused with the time to wait, and nobody is asked; another person still may', async () => {
    const query = `query ($by: ChildSearch!, $why: String!) @access(purpose: DIRECT_CARE, reason: $why) {
      a: findChildren(by: $by) { outcome } b: findChildren(by: $by) { outcome } c: findChildren(by: $by) { outcome }
      d: findChildren(by: $by) { outcome } e: findChildren(by: $by) { outcome } }`;
    for (let made = 0; made < mostSearches; made += 5) {
      expect((await ask('school-nurse', query, { by: unknown() })).errors).toBeUndefined();
    }
    await world.clearReceived();
    const answer = await search(world, 'school-nurse', unknown(), inDirectCare);

    expect([answer.status, codesOf(answer)]).toEqual([429, ['RATE_LIMITED']]);
    expect(answer.errors?.[0]?.extensions['retryAfterSeconds']).toBeGreaterThan(0);
    expect(await requestsOf()).toEqual(each(0));
    const few = await search(world, 'school-nurse', { familyName: 'Grimbleworth' }, inDirectCare);
    expect(foundIn(few).outcome, 'asks nobody, so it is not counted').toBe('INSUFFICIENT_CRITERIA');
    expect(foundIn(await search(world, 'gp', unknown(), inDirectCare)).outcome).toBe('NO_MATCH');
  });
});

describe('the record of a search', () => {
  const listed = async (recordId: string): Promise<readonly Record<string, any>[]> => {
    const args = ['scripts/ledger.ts', 'list', '--operation', recordId, '--json', '--data', world.directory];
    return JSON.parse((await run(process.execPath, args)).stdout) as readonly Record<string, any>[];
  };

  it('says which fields were looked by and what came of it, and its values can be told from hashes only', async () => {
    const by = { ...trent(), givenName: 'Trent', carer: { givenName: 'Corinne', familyName: 'Quillfeather' } };
    const answer = await search(world, 'health-visitor', by, inDirectCare);
    const records = await listed(String(answer.data?.['disclosure'].recordId));

    expect(records.map(({ kind }) => kind)).toEqual(['RELEASED', 'GRANTED']);
    for (const record of records) {
      expect(record['roots']).toContain('findChildren');
      expect(record['searches']).toEqual([[...byHome, 'carer']]);
      expect(record['opened'].searches).toEqual([{ outcome: 'MATCH', results: ['MATCH'] }]);
    }
    const written = filesUnder(join(world.directory, 'ledger'));
    expect(written.length).toBeGreaterThan(0);
    for (const value of ['Trent', 'TRENT', 'Quillfeather', 'QUILLFEATHER', 'WX4 7DN', String(by.dateOfBirth)]) {
      expect(
        written.some((bytes) => bytes.includes(value)),
        value,
      ).toBe(false);
    }
  });

  it('is there for whoever finds nobody, and for one that was not enough', async () => {
    for (const [by, outcome] of [
      [unknown(), 'NO_MATCH'],
      [{ familyName: 'Grimbleworth' }, 'INSUFFICIENT_CRITERIA'],
    ] as const) {
      const answer = await search(world, 'health-visitor', by, inDirectCare);
      const [record] = await listed(String(answer.data?.['disclosure'].recordId));
      expect(record?.['opened'].searches).toEqual([{ outcome, results: [] }]);
    }
  });

  it('is found by the records of whoever only may have been found, with the reason, and counts as no look', async () => {
    const by = pickDetails(detailsOf('trent', 'social-care'), byName);
    const answer = await search(world, 'emergency-duty', by, { purpose: 'CHILD_PROTECTION' });
    const recordId = String(answer.data?.['disclosure'].recordId);
    const record = `social-care:${recordsOfNamed('trent', 'social-care')[0]?.recordId}`;
    const args = ['scripts/ledger.ts', 'list', '--record', record, '--json', '--data', world.directory];
    const about = (JSON.parse((await run(process.execPath, args)).stdout) as readonly Record<string, any>[]).filter(
      (each) => each['recordId'] === recordId,
    );

    expect(foundIn(answer).outcome).toBe('POSSIBLE');
    expect(about.map(({ kind }) => kind)).toEqual(['RELEASED', 'GRANTED']);
    expect(about.map(({ opened }) => [opened.childRefusal, opened.outcomes])).toEqual([
      ['MATCH_AMBIGUOUS', []],
      ['MATCH_AMBIGUOUS', []],
    ]);
  });
});

function filesUnder(directory: string): readonly Buffer[] {
  return (readdirSync(directory, { recursive: true }) as string[])
    .map((name) => join(directory, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file));
}
