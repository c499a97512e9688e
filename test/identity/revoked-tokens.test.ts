import { afterEach, describe, expect, it } from 'vitest';
import { markOf, type Revocation } from '../../src/limits/revocation.ts';
import { openRevocationList, type RevocationList } from '../../src/limits/revocation-list.ts';
import { claimsWith, issuer, newKey, setUp, sign, start } from './test-issuer.ts';

const key = await newKey('one');
let list: RevocationList;
afterEach(() => list.close());

/** Identification with a list of revocations that a test adds to, or makes unreadable. */
async function withRevocations(clock: { now: number } = { now: start }) {
  const source = { there: [] as Revocation[] | null };
  list = await openRevocationList({
    sources: [{ read: async () => source.there }],
    hashKey: null,
    pollMs: 3_600_000,
    staleMs: 60_000,
    freshTokenMs: 600_000,
    clockSkewMs: 0,
    now: () => clock.now,
    onChange: () => undefined,
  });
  const { identify, state, causes } = await setUp({ key, revocations: list });
  const tokenWith = (claims: Readonly<Record<string, unknown>>) => sign(key, claimsWith(claims));
  const standing = async (token: string) => (await identify(`Bearer ${token}`)).kind;
  const revoke = async (...revocations: readonly Revocation[]) => {
    source.there = [...(source.there ?? []), ...revocations];
    await list.refresh();
  };
  return { source, state, causes, tokenWith, standing, revoke };
}

const until = start + 3_600_000;

describe('a token that was revoked', () => {
  it('is refused, though it was remembered as verified, and its cause is for the log alone', async () => {
    const { causes, tokenWith, standing, revoke } = await withRevocations();
    const [token, other] = [await tokenWith({ jti: 'one' }), await tokenWith({ jti: 'two' })];
    expect([await standing(token), await standing(other)]).toEqual(['PRACTITIONER', 'PRACTITIONER']);
    await revoke({ mark: markOf({ kind: 'TOKEN', issuer, tokenId: 'one' }), at: start, until });
    expect([await standing(token), await standing(token), await standing(other)]).toEqual([
      'REFUSED',
      'REFUSED',
      'PRACTITIONER',
    ]);
    expect(causes).toEqual(['REVOKED', 'REVOKED']);
  });

  it('is refused when it is seen for the first time, too', async () => {
    const { tokenWith, standing, revoke } = await withRevocations();
    await revoke({ mark: markOf({ kind: 'SESSION', issuer, session: 'of-ann' }), at: start, until });
    expect(await standing(await tokenWith({ sid: 'of-ann' }))).toBe('REFUSED');
    expect(await standing(await tokenWith({ sid: 'of-bea' }))).toBe('PRACTITIONER');
    expect(await standing(await tokenWith({}))).toBe('PRACTITIONER');
  });

  it('of a subject is refused, a newer one not, and neither is another’s', async () => {
    const { state, tokenWith, standing, revoke } = await withRevocations();
    const token = await tokenWith({});
    await revoke({ mark: markOf({ kind: 'SUBJECT', subject: `${issuer}|ann` }), at: start + 5000, until });
    state.now = start + 10_000;
    expect(await standing(token)).toBe('REFUSED');
    expect(await standing(await tokenWith({ iat: start / 1000 + 6 }))).toBe('PRACTITIONER');
    expect(await standing(await tokenWith({ sub: 'bea' }))).toBe('PRACTITIONER');
  });

  it('of a mediator takes the whole token with it', async () => {
    const { tokenWith, standing, revoke } = await withRevocations();
    const act = { ...claimsWith({ sub: 'mia' }), aud: undefined, exp: undefined, iat: undefined };
    const token = await tokenWith({ act });
    expect(await standing(token)).toBe('PRACTITIONER');
    await revoke({ mark: markOf({ kind: 'SUBJECT', subject: `${issuer}|mia` }), at: start, until });
    expect(await standing(token)).toBe('REFUSED');
  });

  it('by a name that cannot be read is refused as a whole: it could not be revoked', async () => {
    const { causes, tokenWith, standing } = await withRevocations();
    for (const jti of [7, '', 'x'.repeat(1001), ['one']])
      expect(await standing(await tokenWith({ jti }))).toBe('REFUSED');
    expect(new Set(causes)).toEqual(new Set(['CLAIMS_INVALID']));
  });
});

describe('while it is not known what was revoked', () => {
  it('a token that was issued a moment ago is taken, an older one not, remembered or not', async () => {
    const clock = { now: start };
    const { source, state, causes, tokenWith, standing } = await withRevocations(clock);
    const long = { exp: start / 1000 + 7200 };
    const older = await tokenWith(long);
    expect(await standing(older)).toBe('PRACTITIONER');
    source.there = null;
    clock.now = start + 700_000;
    state.now = clock.now;
    await list.refresh();
    expect(await standing(older)).toBe('REFUSED');
    expect(await standing(await tokenWith({ ...long, iat: clock.now / 1000 - 10 }))).toBe('PRACTITIONER');
    expect(causes).toEqual(['REVOCATION_UNCERTAIN']);
    source.there = [];
    await list.refresh();
    expect(await standing(older)).toBe('PRACTITIONER');
  });
});
