import { importJWK, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { OriginalRequest, PeerOrigin } from '../../src/model/peer.ts';
import { claimsOf } from '../../src/peers/peer-claims.ts';
import type { ListedPeer } from '../../src/peers/peer-list.ts';
import { createReplayGuard } from '../../src/peers/replay-guard.ts';
import { createSignPeerRequest, hashBody, requestType } from '../../src/peers/sign-request.ts';
import { verifyRequest } from '../../src/peers/verify-request.ts';
import { keyPair, listedPeer, origin, original, socialWorker } from './peer-tokens.ts';

const keys = await keyPair('one');
const others = await keyPair('one');
const start = 1_900_000_000_000;
const body = '{"query":"{ __typename }","variables":{}}';

/** The second authority, as it verifies what the first one sends. */
function verifier(
  settings: {
    readonly origins?: readonly PeerOrigin[];
    readonly peers?: readonly ListedPeer[];
    readonly now?: () => number;
  } = {},
) {
  const now = settings.now ?? (() => start);
  const peers = settings.peers ?? [listedPeer('LA:001', [keys.public])];
  const replay = createReplayGuard(now);
  return (token: string, text = body) =>
    verifyRequest(token, text, {
      authority: 'LA:002',
      findPeer: (authority) => peers.find((peer) => peer.authority === authority) ?? null,
      origins: settings.origins ?? [origin],
      replay,
      clockSkewSeconds: 5,
      now,
    });
}

async function signed(settings: { readonly request?: Partial<OriginalRequest>; readonly audience?: string } = {}) {
  const sign = await createSignPeerRequest({ authority: 'LA:001', key: keys.private, now: () => start });
  return await sign({ ...original, ...settings.request }, settings.audience ?? 'LA:002', body);
}

/** A token with claims of its own, signed by the right key. */
async function signedWith(claims: Readonly<Record<string, unknown>>, header: Readonly<Record<string, string>> = {}) {
  const at = start / 1000;
  return await new SignJWT({
    ...claimsOf(original, ['LA:001']),
    iss: 'LA:001',
    aud: 'LA:002',
    iat: at,
    exp: at + 30,
    jti: 'identifier-of-this-one',
    body: hashBody(body),
    ...claims,
  })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'one', typ: requestType, ...header })
    .sign(await importJWK(keys.private, 'EdDSA'));
}

const refusedAs = (code: string, cause: string) => ({ kind: 'REFUSED', code, cause });

describe('a request of another authority', () => {
  it('is taken with the practitioner, purpose, basis, reason and record of its origin', async () => {
    expect(await verifier()(await signed())).toMatchObject({
      kind: 'FORWARDED',
      request: {
        origin: { authority: 'LA:001', recordId: 'record-1' },
        practitioner: { subject: socialWorker.subject, organisation: 'LA:001-CSC', roles: ['SOCIAL_WORKER'] },
        declaration: { purpose: 'CHILD_PROTECTION', reason: 'review', basis: ['CA89_S47'] },
      },
    });
  });

  it('is cut to what the protocol lets its origin assert, and can override nothing', async () => {
    const request = { practitioner: { ...socialWorker, roles: ['SOCIAL_WORKER', 'CPMT'] } };
    const taken = await verifier()(await signed({ request }));
    expect(taken).toMatchObject({
      request: {
        practitioner: {
          roles: ['SOCIAL_WORKER'],
          trainedUntil: '2999-01-01',
          vettedOn: null,
          teams: [],
          groups: [],
          staffIds: [{ scheme: 'SWE', value: 'SW-1' }],
          declaredConflicts: [],
          mayOverrideShield: false,
        },
      },
    });
    const silent = await verifier({ origins: [{ ...origin, attributes: [] }] })(await signed());
    expect(silent).toMatchObject({ request: { practitioner: { trainedUntil: null, declaredConflicts: null } } });
  });

  it('is refused when another key signed it under the same name', async () => {
    const sign = await createSignPeerRequest({ authority: 'LA:001', key: others.private, now: () => start });
    const token = await sign(original, 'LA:002', body);
    expect(await verifier()(token)).toEqual(refusedAs('PEER_UNAUTHENTICATED', 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'));
  });

  it('is refused when its origin is not listed, or is no token at all', async () => {
    expect(await verifier({ peers: [] })(await signed())).toEqual(refusedAs('PEER_UNAUTHENTICATED', 'ISSUER_UNKNOWN'));
    expect(await verifier()('rubbish')).toEqual(refusedAs('PEER_UNAUTHENTICATED', 'ISSUER_UNKNOWN'));
  });

  it('is refused when it is for another authority', async () => {
    const token = await signed({ audience: 'LA:003' });
    expect(await verifier()(token)).toEqual(refusedAs('PEER_UNAUTHENTICATED', 'ERR_JWT_CLAIM_VALIDATION_FAILED'));
  });

  it('is refused once it has expired, and when it would be valid for more than a minute', async () => {
    const token = await signed();
    expect(await verifier({ now: () => start + 34_000 })(token)).toMatchObject({ kind: 'FORWARDED' });
    expect(await verifier({ now: () => start + 36_000 })(token)).toEqual(
      refusedAs('PEER_UNAUTHENTICATED', 'ERR_JWT_EXPIRED'),
    );
    const long = await signedWith({ exp: start / 1000 + 61 });
    expect(await verifier()(long)).toEqual(refusedAs('PEER_UNAUTHENTICATED', 'LIFETIME'));
  });

  it('is taken once: the same one again is refused', async () => {
    const verify = verifier();
    const token = await signed();
    expect(await verify(token)).toMatchObject({ kind: 'FORWARDED' });
    expect(await verify(token)).toEqual(refusedAs('PEER_UNAUTHENTICATED', 'REPLAYED'));
  });

  it('is refused when a byte of its body is another', async () => {
    const altered = body.replace('typename', 'typenam3');
    expect(await verifier()(await signed(), altered)).toEqual(refusedAs('PEER_UNAUTHENTICATED', 'BODY'));
  });

  it.each([
    ['another type of token', {}, { typ: 'at+jwt' }],
    ['no type', {}, { typ: '' }],
    ['an unknown purpose of the wrong shape', { declaration: { purpose: 7 } }, {}],
    ['no path', { via: [] }, {}],
    ['a path that ends elsewhere', { via: ['LA:003'] }, {}],
  ])('is refused with %s', async (_what, claims, header) => {
    expect(await verifier()(await signedWith(claims, header))).toMatchObject({
      kind: 'REFUSED',
      code: 'PEER_UNAUTHENTICATED',
    });
  });

  it('is not heard for an organisation that its origin may not speak for, be it the mediator; refused where it may for none', async () => {
    const foreign = { ...socialWorker, organisation: 'LA:009-CSC' };
    const not = { kind: 'UNHEARD', cause: 'ORGANISATION_NOT_BOUND' };
    expect(await verifier()(await signed({ request: { practitioner: foreign } }))).toEqual(not);
    const mediated = { ...socialWorker, mediator: foreign };
    expect(await verifier()(await signed({ request: { practitioner: mediated } }))).toEqual(not);
    expect(await verifier({ origins: [] })(await signed())).toEqual(refusedAs('PEER_NOT_BOUND', 'NOT_BOUND'));
  });

  it('goes one hop: one that was forwarded before is refused, and one that was here before is a loop', async () => {
    expect(await verifier()(await signedWith({ via: ['LA:003', 'LA:001'] }))).toEqual(
      refusedAs('PEER_HOP_LIMIT', 'HOP_LIMIT'),
    );
    expect(await verifier()(await signedWith({ via: ['LA:002', 'LA:001'] }))).toEqual(refusedAs('PEER_LOOP', 'LOOP'));
  });

  it('is not remembered when it was refused, so that a forged one burns no identifier', async () => {
    const verify = verifier();
    const token = await signed();
    await verify(token, `${body} `);
    expect(await verify(token)).toMatchObject({ kind: 'FORWARDED' });
  });

  it('is taken with ES256 keys too', async () => {
    const es256 = await keyPair('p256', 'ES256');
    const sign = await createSignPeerRequest({ authority: 'LA:001', key: es256.private, now: () => start });
    const token = await sign(original, 'LA:002', body);
    const peers = [listedPeer('LA:001', [es256.public])];
    expect(await verifier({ peers })(token)).toMatchObject({ kind: 'FORWARDED' });
  });
});

describe('the replay guard', () => {
  it('lets nothing through that it could not remember, and forgets what has ended', async () => {
    let now = 0;
    const { isFirst } = createReplayGuard(() => now, { capacity: 2 });
    expect([await isFirst('a', 10), await isFirst('b', 20), await isFirst('c', 30)]).toEqual([true, true, false]);
    now = 15;
    expect([await isFirst('c', 30), await isFirst('b', 20), await isFirst('c', 30)]).toEqual([true, false, false]);
  });

  it('of one instance knows what another accepted, and of two at once lets one through', async () => {
    const claimed = new Set<string>();
    const claim = async (id: string) => !claimed.has(id) && claimed.add(id).size > 0;
    const one = createReplayGuard(() => 0, { claim });
    const other = createReplayGuard(() => 0, { claim });
    expect([await one.isFirst('a', 10), await other.isFirst('a', 10)]).toEqual([true, false]);
    expect(new Set(await Promise.all([one.isFirst('b', 10), one.isFirst('b', 10)]))).toEqual(new Set([false, true]));
  });
});
