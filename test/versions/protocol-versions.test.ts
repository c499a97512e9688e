import { beforeEach, describe, expect, it } from 'vitest';
import type { PolicyHead, Soon } from '../../src/model/control-state.ts';
import { createProtocolVersions, type VersionEvent } from '../../src/versions/protocol-versions.ts';

type Built = { readonly protocol: { readonly version: string; readonly edition: number } };

/** Where the head is kept: at hand, or over a network, so that reading it takes its time. */
let isFar = false;

/** The state that instances share: it takes heads by the rule of the control state. */
function sharedHead() {
  const state: { head: PolicyHead | null; isReachable: boolean } = { head: null, isReachable: true };
  const reached = (): void => {
    if (!state.isReachable) throw new Error('unreachable');
  };
  return {
    state,
    policyHead: (): Soon<PolicyHead | null> => {
      if (!isFar) {
        reached();
        return state.head;
      }
      return Promise.resolve().then(() => {
        reached();
        return state.head;
      });
    },
    publishPolicy: async (next: PolicyHead, { mayReuseEdition } = { mayReuseEdition: false }) => {
      reached();
      const { head } = state;
      const isTaken =
        head === null || next.edition > head.edition || (next.edition === head.edition && mayReuseEdition);
      if (isTaken) state.head = next;
      return state.head ?? next;
    },
  };
}

/** An instance over a shared head; its protocols are named `VERSION@EDITION`, and one named `broken` has two faults. */
function instance(
  first: string,
  shared: ReturnType<typeof sharedHead>,
  mayReuseEdition = false,
  whenAllPrepared?: (version: string) => Promise<boolean>,
) {
  const events: VersionEvent[] = [];
  const build = (name: string): Built => {
    const [version = '', edition = ''] = name.split('@');
    return { protocol: { version, edition: Number(edition) } };
  };
  const versions = createProtocolVersions<Built, string>({
    first: build(first),
    prepare: async (name) => {
      if (name.startsWith('broken')) throw new Error('two faults');
      return build(name);
    },
    faultsIn: () => 2,
    control: shared,
    mayReuseEdition,
    ...(whenAllPrepared === undefined ? {} : { whenAllPrepared }),
    now: () => Date.parse('2026-03-16T09:30:00Z'),
    onEvent: (event) => events.push(event),
  });
  return {
    versions,
    events,
    /** What a request that begins now is served by. */
    serving: async () => (await versions.begin()).protocol.version,
    offer: (name: string) => versions.offer({ version: build(name).protocol.version, source: name }),
  };
}

async function started(first: string, shared: ReturnType<typeof sharedHead>, mayReuseEdition = false) {
  const made = instance(first, shared, mayReuseEdition);
  await made.offer(first);
  return made;
}

describe.each([
  ['at hand', false],
  ['over a network', true],
])('with a policy head %s', (_where, isOverNetwork) => {
  beforeEach(() => {
    isFar = isOverNetwork;
  });

  describe('one instance', () => {
    it('publishes the version it begins with, and serves a change from then on', async () => {
      const shared = sharedHead();
      const one = await started('a@1', shared);
      expect([shared.state.head?.version, await one.versions.standing()]).toEqual(['a', 'HEAD']);

      await one.offer('b@2');
      expect([await one.serving(), shared.state.head?.version, await one.versions.standing()]).toEqual([
        'b',
        'b',
        'HEAD',
      ]);
      expect(one.versions.refused()).toBeNull();
      expect(one.events).toEqual([{ kind: 'TAKEN', version: 'b' }]);
    });

    it('keeps what it has when a change is not sound, says so, and is done with it once the change is taken back', async () => {
      const shared = sharedHead();
      const one = await started('a@1', shared);
      await one.offer('broken@2');

      expect([await one.serving(), shared.state.head?.version, await one.versions.standing()]).toEqual([
        'a',
        'a',
        'HEAD',
      ]);
      const change = { version: 'broken', at: '2026-03-16T09:30:00.000Z', reason: 'INVALID', faults: 2 };
      expect(one.versions.refused()).toEqual(change);
      expect(one.events).toEqual([{ kind: 'REFUSED', change, error: expect.any(Error) }]);

      await one.offer('a@1');
      expect(one.versions.refused()).toBeNull();
    });

    it('keeps what it has while the directory cannot be read', async () => {
      const one = await started('a@1', sharedHead());
      await one.versions.offer(null);
      expect([await one.serving(), await one.versions.standing()]).toEqual(['a', 'HEAD']);
      expect(one.versions.refused()).toMatchObject({ version: null, reason: 'UNREADABLE' });
    });

    it('does not go back to a lower edition', async () => {
      const one = await started('b@2', sharedHead());
      await one.offer('a@1');
      expect([await one.serving(), await one.versions.standing()]).toEqual(['b', 'HEAD']);
      expect(one.versions.refused()).toMatchObject({ version: 'a', reason: 'EDITION_TOO_LOW' });

      await one.offer('a@3');
      expect([await one.serving(), one.versions.refused()]).toEqual(['a', null]);
    });

    it('takes another content of the same edition only where editions may be reused', async () => {
      const strict = await started('a@1', sharedHead());
      await strict.offer('b@1');
      expect(await strict.serving()).toBe('a');
      expect(strict.versions.refused()).toMatchObject({ reason: 'EDITION_NOT_RAISED' });

      const lenient = await started('a@1', sharedHead(), true);
      await lenient.offer('b@1');
      expect([await lenient.serving(), await lenient.versions.standing(), lenient.versions.refused()]).toEqual([
        'b',
        'HEAD',
        null,
      ]);
    });

    it('is of no standing while the head cannot be read, and asks for a change that it could not publish again', async () => {
      const shared = sharedHead();
      const one = await started('a@1', shared);
      shared.state.isReachable = false;
      expect(await one.versions.standing()).toBe('UNKNOWN');
      expect(await one.offer('b@2')).toBe(false);
      expect([await one.serving(), one.versions.refused()]).toMatchObject(['a', { reason: 'HEAD_UNAVAILABLE' }]);

      shared.state.isReachable = true;
      expect(await one.offer('b@2')).toBe(true);
      expect([await one.serving(), await one.versions.standing(), one.versions.refused()]).toEqual(['b', 'HEAD', null]);
    });

    it('publishes later what it could not publish when it began', async () => {
      const shared = sharedHead();
      shared.state.isReachable = false;
      const one = await started('a@1', shared);
      expect(one.versions.refused()).toMatchObject({ reason: 'HEAD_UNAVAILABLE' });
      shared.state.isReachable = true;
      await one.offer('a@1');
      expect([shared.state.head?.version, one.versions.refused()]).toEqual(['a', null]);
    });

    it('stands at the head all the while that it moves the head itself', async () => {
      const shared = sharedHead();
      const one = await started('a@1', shared);
      const standings: string[] = [];
      const { publishPolicy } = shared;
      shared.publishPolicy = async (...args) => {
        standings.push(await one.versions.standing());
        const head = await publishPolicy(...args);
        // The others see it already; here the old version serves until the next line of the caller.
        standings.push(await one.versions.standing());
        return head;
      };
      await one.offer('b@2');
      expect([...standings, await one.versions.standing()]).toEqual(['HEAD', 'HEAD', 'HEAD']);
    });
  });

  describe('several instances', () => {
    it('are stale once another has moved the head, until their own files follow', async () => {
      const shared = sharedHead();
      const [one, two] = [await started('a@1', shared), await started('a@1', shared)];
      await two.offer('b@2');

      expect([await one.versions.standing(), await two.versions.standing()]).toEqual(['STALE', 'HEAD']);
      expect(one.events).toEqual([{ kind: 'STANDING', version: 'a', standing: 'STALE' }]);

      await one.offer('b@2');
      expect([await one.serving(), await one.versions.standing(), shared.state.head?.version]).toEqual([
        'b',
        'HEAD',
        'b',
      ]);
    });

    it('do not follow one that begins with an older edition: it is the one that is stale', async () => {
      const shared = sharedHead();
      const one = await started('b@2', shared);
      const old = await started('a@1', shared);

      expect([await one.versions.standing(), await old.versions.standing()]).toEqual(['HEAD', 'STALE']);
      expect(old.versions.refused()).toMatchObject({ version: 'a', reason: 'EDITION_TOO_LOW' });
      expect(shared.state.head?.version).toBe('b');
    });

    it('do not follow one that begins with another content of the same edition, unless editions may be reused', async () => {
      const shared = sharedHead();
      const one = await started('a@1', shared);
      const other = await started('b@1', shared);
      expect([await one.versions.standing(), await other.versions.standing()]).toEqual(['HEAD', 'STALE']);
      expect(other.versions.refused()).toMatchObject({ reason: 'EDITION_NOT_RAISED' });

      const developer = await started('c@1', shared, true);
      expect([await one.versions.standing(), await developer.versions.standing()]).toEqual(['STALE', 'HEAD']);
    });
  });

  describe('an instance that waits for others', () => {
    /** Two over one head; the second one's wait is ended by the test. */
    async function twoWorkers() {
      const shared = sharedHead();
      const gate = Promise.withResolvers<boolean>();
      const one = await started('a@1', shared);
      const other = instance('a@1', shared, false, async (version) => (version === 'a' ? true : gate.promise));
      await other.offer('a@1');
      return { shared, one, other, gate };
    }

    it('serves what it has until all are ready, and its head is that of all', async () => {
      const { shared, other, gate } = await twoWorkers();
      const offered = other.offer('b@2');
      await Promise.resolve();
      expect([await other.serving(), await other.versions.standing(), shared.state.head?.version]).toEqual([
        'a',
        'HEAD',
        'a',
      ]);
      gate.resolve(true);
      expect(await offered).toBe(true);
      expect([await other.serving(), shared.state.head?.version]).toEqual(['b', 'b']);
      expect(other.events).toEqual([{ kind: 'TAKEN', version: 'b' }]);
    });

    it('begins nothing by the old version once another has moved the head to what it has ready', async () => {
      const { one, other, gate } = await twoWorkers();
      const offered = other.offer('b@2');
      await Promise.resolve();
      const begun = other.versions.current().protocol.version;
      await one.offer('b@2');
      // Whoever began before may end; whoever begins now begins by the new one.
      expect([begun, await other.versions.standing()]).toEqual(['a', 'HEAD']);
      expect([await other.serving(), await other.versions.standing()]).toEqual(['b', 'HEAD']);
      gate.resolve(true);
      await offered;
      expect(other.events).toEqual([{ kind: 'TAKEN', version: 'b' }]);
    });

    it('takes nothing where something newer has come, and wants it offered again', async () => {
      const { shared, other, gate } = await twoWorkers();
      gate.resolve(false);
      expect(await other.offer('b@2')).toBe(false);
      expect([await other.serving(), shared.state.head?.version, other.versions.refused()]).toEqual(['a', 'a', null]);
    });

    it('that was left behind refuses as any other that is stale', async () => {
      const { one, other } = await twoWorkers();
      await one.offer('b@2');
      expect([await other.serving(), await other.versions.standing()]).toEqual(['a', 'STALE']);
    });

    it('goes on with what it has while the head cannot be read, and does not know where it stands', async () => {
      const { shared, one, other } = await twoWorkers();
      void other.offer('b@2');
      await Promise.resolve();
      await one.offer('b@2');
      shared.state.isReachable = false;
      expect([await other.serving(), await other.versions.standing()]).toEqual(['a', 'UNKNOWN']);
    });
  });
});

describe('a policy head over a network', () => {
  it('that was read before this instance moved it makes nobody stale who began before', async () => {
    isFar = true;
    const shared = sharedHead();
    const one = await started('a@1', shared);
    const { head } = shared.state;
    const arrives = Promise.withResolvers<PolicyHead | null>();
    const { policyHead } = shared;
    shared.policyHead = () => arrives.promise;
    const standing = one.versions.standing();
    await one.offer('b@2');
    arrives.resolve(head);
    expect(await standing).toBe('HEAD');
    // The same answer to somebody who began by the new version would tell of a head that went back.
    expect(await one.versions.standing()).toBe('STALE');
    shared.policyHead = policyHead;
    expect(await one.versions.standing()).toBe('HEAD');
  });

  it('is told of without waiting as it was last heard of', async () => {
    isFar = true;
    const shared = sharedHead();
    const [one, two] = [await started('a@1', shared), await started('a@1', shared)];
    expect(await one.versions.standing()).toBe('HEAD');
    await two.offer('b@2');
    expect(one.versions.lastStanding()).toBe('HEAD');
    await expect.poll(() => one.versions.lastStanding()).toBe('STALE');
  });
});
