import { describe, expect, it } from 'vitest';
import { claimsWith, issuer, newKey, setUp, sign, start } from './test-issuer.ts';

const first = await newKey('k1');
const second = await newKey('k2');
const third = await newKey('k3');
const token = async (key: typeof first, changes = {}): Promise<string> =>
  `Bearer ${await sign(key, claimsWith({ exp: start / 1000 + 86_400, ...changes }))}`;

describe('keys are fetched when they are needed', () => {
  it('once for many tokens, also at the same time', async () => {
    const { identify, state } = await setUp({ key: first });
    const outcomes = await Promise.all([1, 2, 3, 4].map(async (n) => identify(await token(first, { sub: `p${n}` }))));
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(4).fill('PRACTITIONER'));
    expect(state.fetches).toBe(1);
  });

  it('again for a key not seen before, so that an issuer can rotate its keys', async () => {
    const { identify, state, published } = await setUp({ key: first });
    await identify(await token(first));
    published.set(issuer, [second, first]);
    expect((await identify(await token(second))).kind).toBe('PRACTITIONER');
    expect((await identify(await token(first, { sub: 'other' }))).kind).toBe('PRACTITIONER');
    expect(state.fetches).toBe(2);
  });

  it('but not for every invented key', async () => {
    const { identify, state, causes, published } = await setUp({ key: first });
    for (let n = 0; n < 20; n += 1) await identify(await token(second, { sub: `p${n}` }));
    expect(state.fetches).toBe(2);
    expect(new Set(causes)).toEqual(new Set(['KEY_UNKNOWN']));
    published.set(issuer, [second]);
    state.now += 30_000;
    expect((await identify(await token(second))).kind).toBe('PRACTITIONER');
    expect(state.fetches).toBe(3);
  });

  it('and a key that is no longer published ends the tokens it signed, remembered ones too', async () => {
    const { identify, causes, published, state } = await setUp({ key: first });
    const old = await token(first);
    expect((await identify(old)).kind).toBe('PRACTITIONER');
    published.set(issuer, [third]);
    expect((await identify(await token(third))).kind).toBe('PRACTITIONER');
    state.now += 30_000;
    expect((await identify(old)).kind).toBe('REFUSED');
    expect(causes).toEqual(['KEY_UNKNOWN']);
  });
});

describe('an issuer that cannot be reached', () => {
  it('is refused while nothing is known of its keys, and tried again after a short while', async () => {
    const { identify, causes, state } = await setUp({ key: first });
    state.isReachable = false;
    const bearer = await token(first);
    await identify(bearer);
    await identify(bearer);
    expect(causes).toEqual(['KEYS_UNREACHABLE', 'KEYS_UNREACHABLE']);
    expect(state.fetches).toBe(1);
    state.isReachable = true;
    state.now += 2000;
    expect((await identify(bearer)).kind).toBe('PRACTITIONER');
  });

  it('is believed by its known keys for a while, then refused', async () => {
    const { identify, causes, state } = await setUp({ key: first });
    await identify(await token(first));
    state.isReachable = false;
    state.now += 600_000;
    expect((await identify(await token(first))).kind).toBe('PRACTITIONER');
    state.now += 300_000;
    expect((await identify(await token(first))).kind).toBe('REFUSED');
    expect(causes).toEqual(['KEYS_UNREACHABLE']);
  });
});

describe('a verified token is remembered', () => {
  it('and gives the same practitioner until it expires', async () => {
    const { identify, causes, state } = await setUp({ key: first });
    const bearer = await token(first, { exp: start / 1000 + 60 });
    const outcome = await identify(bearer);
    const again = await identify(bearer);
    expect(again).toEqual(outcome);
    if (outcome.kind !== 'PRACTITIONER' || again.kind !== 'PRACTITIONER') throw new Error('both should pass');
    expect(again.practitioner).toBe(outcome.practitioner);
    state.now += 91_000;
    expect((await identify(bearer)).kind).toBe('REFUSED');
    expect(causes).toEqual(['EXPIRED']);
  });

  it('but only so many of them', async () => {
    const { identify } = await setUp({ key: first, rememberedTokens: 2 });
    const bearers = await Promise.all(['a', 'b', 'c'].map((sub) => token(first, { sub })));
    const practitionerOf = async (bearer: string | undefined): Promise<unknown> => {
      const outcome = await identify(bearer ?? null);
      return outcome.kind === 'PRACTITIONER' ? outcome.practitioner : null;
    };
    const [a, b, c] = [
      await practitionerOf(bearers[0]),
      await practitionerOf(bearers[1]),
      await practitionerOf(bearers[2]),
    ];
    expect(await practitionerOf(bearers[2])).toBe(c);
    expect(await practitionerOf(bearers[1])).toBe(b);
    const verifiedAgain = await practitionerOf(bearers[0]);
    expect(verifiedAgain).toEqual(a);
    expect(verifiedAgain).not.toBe(a);
  });
});
