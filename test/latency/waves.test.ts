import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AgencyProxy, createAgencyProxy, type PassingCall } from '../agencies/agency-proxy.ts';
import { namedChild } from '../harness/named-children.ts';
import { askFor, childOf, wholeChild } from '../harness/view.ts';
import { agencies, startWorld, type World } from '../harness/world.ts';

// How often a request waits for agencies is what it costs where they are slow: waves, not calls. A wave is let go only
// when all of it has arrived, and the answer comes when the last was: one wave more, or one call after another, and it
// never would.

let world: World;
let proxy: AgencyProxy;

beforeAll(async () => {
  proxy = createAgencyProxy();
  world = await startWorld({ deadlineMs: 30_000, via: proxy.before, completeBy: ['NHS_NUMBER'] });
});
afterAll(async () => {
  await world.stop();
  await proxy.close();
});
beforeEach(() => {
  proxy.let({});
  proxy.seen.length = 0;
  proxy.givenUp.length = 0;
});

/** Holds every call until told to let all go that are there. */
const holding = () => {
  const held: (() => void)[] = [];
  proxy.let({
    hold: () =>
      new Promise<void>((go) => {
        held.push(go);
      }),
  });
  return {
    /** Resolves when so many are held, and lets them go. */
    letGo: async (count: number) => {
      while (held.length < count) await new Promise(setImmediate);
      expect(held).toHaveLength(count);
      for (const go of held.splice(0)) go();
    },
    until: async (count: number) => {
      while (held.length < count) await new Promise(setImmediate);
    },
    letAllGo: () => {
      proxy.let({});
      for (const go of held.splice(0)) go();
    },
  };
};

const view = (scheme: string) => askFor(world, 'social-worker', 'leeann', scheme, { purpose: 'CHILD_PROTECTION' });
const counted = (calls: readonly PassingCall[]) =>
  Object.fromEntries([...Map.groupBy(calls, ({ kind }) => kind)].map(([kind, of]) => [kind, of.length]));

describe('a view of one child', () => {
  it('takes two waves where all agencies vouch for the number: facts, then content', async () => {
    const straight = childOf(await view('NHS_NUMBER'));
    const calls = counted(proxy.seen);
    expect(calls).toEqual({ FACTS: agencies.length, CONTENT: expect.any(Number) });
    proxy.seen.length = 0;

    const waves = holding();
    const asked = view('NHS_NUMBER');
    await waves.letGo(agencies.length);
    await waves.letGo(calls['CONTENT'] ?? 0);
    expect(childOf(await asked)).toEqual(straight);
    expect(proxy.seen.slice(0, agencies.length).every(({ kind }) => kind === 'FACTS')).toBe(true);
    expect(counted(proxy.seen)).toEqual(calls);
  });

  it('takes one wave more for facts where they do not', async () => {
    await view('UPN');
    const calls = counted(proxy.seen);
    const byNumber = proxy.seen.filter(({ body }) => body.includes('"UPN"')).length;
    expect(byNumber).toBeGreaterThan(0);
    const waves = holding();
    const asked = view('UPN');
    const first = proxy.seen.length;
    await waves.until(1);
    // Whoever holds the scheme is in the first wave, all are in the second.
    const inFirst = (calls['FACTS'] ?? 0) - agencies.length;
    await waves.letGo(inFirst);
    await waves.letGo(agencies.length);
    await waves.letGo(calls['CONTENT'] ?? 0);
    expect((await asked).data?.['childByIdentifier']).not.toBeNull();
    expect(counted(proxy.seen.slice(first))).toEqual(calls);
  });
});

describe('a client who goes away', () => {
  it('ends all calls that are under way for it, and no further wave goes out', async () => {
    const waves = holding();
    const client = new AbortController();
    const asked = fetch(`${world.gateway.url}/graphql`.replace('/graphql/graphql', '/graphql'), {
      method: 'POST',
      signal: client.signal,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await world.tokenOf('social-worker')}`,
      },
      body: JSON.stringify({
        query: `query ($value: String!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
          childByIdentifier(scheme: NHS_NUMBER, value: $value) { ${wholeChild} } }`,
        variables: { value: namedChild('leeann').identifiers['NHS_NUMBER'], why: 'zq-reason' },
      }),
    });
    await waves.until(agencies.length);
    client.abort();
    await expect(asked).rejects.toThrow();
    while (proxy.givenUp.length < agencies.length) await new Promise(setImmediate);
    expect(counted(proxy.givenUp)).toEqual({ FACTS: agencies.length });

    // By the time that somebody else has their answer, a further wave of the first would have been seen.
    waves.letAllGo();
    const before = proxy.seen.length;
    await view('NHS_NUMBER');
    expect(before).toBe(agencies.length);
    expect(counted(proxy.seen.slice(before))['FACTS']).toBe(agencies.length);
    // Nobody holds it against the agencies.
    expect(proxy.givenUp).toHaveLength(agencies.length);
  });
});
