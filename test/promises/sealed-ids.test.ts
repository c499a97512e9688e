import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testNhsNumber } from '../../mocks/identifiers/nhs-number.ts';
import { namedChild } from '../harness/named-children.ts';
import { askFor, childOf } from '../harness/view.ts';
import { agencies, type AgencyUnderTest, type Answer, startWorld, type World } from '../harness/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => world.restoreAll());

const byId = `query ById($id: ID!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
  child(id: $id) { id identity { givenName } universalServices { id } sources { agency state } } }`;

const open = async (id: string): Promise<Answer> =>
  world.ask(await world.tokenOf('social-worker'), byId, { id, why: 'zq-reason sealed' });

/** The id that the social worker is given for a child asked for by an identifier. */
const idBy = async (scheme: string, slug = 'leeann', persona = 'social-worker', purpose = 'CHILD_PROTECTION') =>
  String(childOf(await askFor(world, persona, slug, scheme, { purpose, selection: 'id' }))['id']);

/** The child that an id opens, with the id echoed as it was given. */
async function opened(id: string): Promise<Readonly<Record<string, any>>> {
  const { data } = await open(id);
  expect(data?.['child']).toMatchObject({ id, identity: { givenName: expect.stringMatching(/^Lee?ann/) } });
  return data?.['child'] as Record<string, any>;
}

/** An answer but for its one reference. */
const comparable = ({ status, text }: Answer) => `${status} ${text.replace(/"recordId":"[^"]+"/g, '"recordId":""')}`;
const wholeOf = async (ids: readonly string[]) => {
  const answers = [];
  for (const id of ids) answers.push(await open(id));
  return answers;
};

const bytesOf = (id: string) => Buffer.from(id, 'base64url');
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const changedAt = (id: string, index: number) => {
  const bytes = bytesOf(id);
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return textOf(bytes);
};

const forget = (agency: AgencyUnderTest) => world.patchState(agency, { child: 'leeann', patch: { forgotten: true } });
const identifier = (scheme: string, value: string | undefined, former = false) => ({
  scheme,
  value,
  verified: true,
  former,
});

describe('a sealed id that is not one of this organisation’s', () => {
  it('is refused in one way, byte for byte, and no agency is asked', async () => {
    const id = await idBy('SOCIAL_CARE_ID');
    const foreign = await idBy('NHS_NUMBER', 'trent', 'health-visitor', 'DIRECT_CARE');
    await world.clearReceived();
    const answers = await wholeOf([
      foreign,
      changedAt(id, 0),
      changedAt(id, 3),
      changedAt(id, 10),
      changedAt(id, bytesOf(id).length - 1),
      id.slice(0, -4),
      id.slice(0, 20),
      `${id}AAAA`,
      `${id}=`,
      ` ${id}`,
      textOf(new Uint8Array(bytesOf(id).length)),
      namedChild('leeann').identifiers['NHS_NUMBER'] ?? '',
      '',
    ]);

    expect(answers[0]?.errors?.map(({ extensions }) => extensions['code'])).toEqual(['ID_INVALID']);
    expect(answers[0]?.data).toEqual({ child: null });
    expect(new Set(answers.map(comparable)).size).toBe(1);
    for (const agency of agencies) expect(await world.receivedBy(agency), agency).toEqual([]);
  });

  it('opens with no byte of it changed', async () => {
    const id = await idBy('SOCIAL_CARE_ID');
    const ids = Array.from(bytesOf(id), (_byte, index) => changedAt(id, index));
    const { data, errors } = await world.ask(
      await world.tokenOf('social-worker'),
      `query ($ids: [ID!]!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) { children(ids: $ids) { id } }`,
      { ids: [id, ...ids], why: 'zq-reason each byte' },
    );
    expect(data?.['children']).toEqual([{ id }, ...ids.map(() => null)]);
    expect(errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual(
      ids.map((_id, index) => [['children', index + 1], 'ID_INVALID']),
    );
  });
});

describe('a sealed id in circulation', () => {
  it('outlives its anchor’s place in the order', async () => {
    await forget('health');
    await world.patchState('social-care', {
      child: 'leeann',
      patch: {
        identifiers: ['SOCIAL_CARE_ID', 'UPN'].map((scheme) =>
          identifier(scheme, namedChild('leeann').identifiers[scheme]),
        ),
      },
    });
    const id = await idBy('SOCIAL_CARE_ID');
    await opened(id);
    await world.restoreAll();

    // Now an NHS number is known, which comes first: another id is given out, and this one stays as it is.
    const later = await idBy('SOCIAL_CARE_ID');
    expect(later).not.toBe(id);
    await opened(id);
    await opened(later);
  });

  it('outlives an agency that comes to know the child', async () => {
    await forget('education');
    const id = await idBy('SOCIAL_CARE_ID');
    const before = await opened(id);
    await world.restoreAll();
    const after = await opened(id);

    const stateOf = (child: Readonly<Record<string, any>>) =>
      child['sources'].find(({ agency }: { agency: string }) => agency === 'education')?.state;
    expect([stateOf(before), stateOf(after)]).toEqual(['NOT_HELD', 'RELEASED']);
  });

  it('outlives a merge, after which its number is a former one', async () => {
    const id = await idBy('SOCIAL_CARE_ID');
    const { UPN: upn, NHS_NUMBER: nhs, SOCIAL_CARE_ID: own } = namedChild('leeann').identifiers;
    const kept = [identifier('NHS_NUMBER', testNhsNumber(400_100)), identifier('NHS_NUMBER', nhs, true)];
    await world.patchState('health', { child: 'leeann', patch: { identifiers: [...kept, identifier('UPN', upn)] } });
    await world.patchState('social-care', {
      child: 'leeann',
      patch: { identifiers: [identifier('SOCIAL_CARE_ID', own), ...kept, identifier('UPN', upn)] },
    });

    expect(await idBy('SOCIAL_CARE_ID')).not.toBe(id);
    await opened(id);
  });

  it('outlives an un-linking, and then opens what is left of the child', async () => {
    const id = await idBy('SOCIAL_CARE_ID');
    expect((await opened(id))['sources']).toContainEqual({ agency: 'education', state: 'RELEASED' });
    await world.patchState('education', {
      child: 'leeann',
      patch: {
        restrictions: {
          cannotLink: ['SOCIAL_CARE_ID', 'NHS_NUMBER'].map((scheme) => ({
            scheme,
            value: namedChild('leeann').identifiers[scheme],
          })),
        },
      },
    });
    const after = await opened(id);
    expect(after['sources']).not.toContainEqual({ agency: 'education', state: 'RELEASED' });
    // Health holds the number that the id stands for.
    expect(after['sources']).toContainEqual({ agency: 'health', state: 'RELEASED' });
  });
});

// Each round starts the gateway anew.
describe('the ring of keys', { timeout: 300_000 }, () => {
  const file = (name: string) => join(world.directory, `ids-${name}.key`);

  /** Starts the gateway anew with these keys, the sealing one first. */
  async function withKeys(...names: readonly string[]): Promise<void> {
    const configFile = join(world.directory, 'gateway.yaml');
    const config = JSON.parse(readFileSync(configFile, 'utf8')) as Record<string, unknown>;
    writeFileSync(configFile, JSON.stringify({ ...config, sealedIds: { keyFiles: names.map(file) } }));
    await world.restartGateway();
  }

  it('is changed key by key without a moment in which an id in circulation does not open', async () => {
    await withKeys('one');
    const old = await idBy('SOCIAL_CARE_ID');

    // 1. All gateways know the coming key, and none seals with it yet.
    await withKeys('one', 'two');
    expect(await idBy('SOCIAL_CARE_ID')).toBe(old);
    await opened(old);

    // 2. The coming key seals; what the former one sealed is opened, and echoed as it is.
    await withKeys('two', 'one');
    const current = await idBy('SOCIAL_CARE_ID');
    expect(current).not.toBe(old);
    await opened(old);
    await opened(current);
    // A gateway that has not yet gone as far opens what the others seal now.
    await withKeys('one', 'two');
    await opened(current);

    // 3. The former key is retired: its ids are refused as any text is.
    await withKeys('two');
    await opened(current);
    const [retired, madeUp] = await wholeOf([old, 'nonsense']);
    expect(retired?.errors?.map(({ extensions }) => extensions['code'])).toEqual(['ID_INVALID']);
    expect(comparable(retired as Answer)).toBe(comparable(madeUp as Answer));
  });

  it('says what is wrong with it before anything listens', async () => {
    const configFile = join(world.directory, 'gateway.yaml');
    const before = readFileSync(configFile, 'utf8');
    writeFileSync(file('short'), 'abc\n');
    await expect(withKeys('short')).rejects.toThrow();
    writeFileSync(configFile, before);
  });
});
