import { createHmac } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  audience,
  binding,
  claimsWith,
  issuer,
  newKey,
  otherIssuer,
  setUp,
  sign,
  start,
  type TestKey,
} from './test-issuer.ts';

const key = await newKey('k1');
const seconds = start / 1000;
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs with HMAC, taking the published key for the secret. */
function hmacWithPublicKey({ publicJwk, kid }: TestKey, claims: Record<string, unknown>): string {
  const body = `${encode({ alg: 'HS256', typ: 'at+jwt', kid })}.${encode(claims)}`;
  return `${body}.${createHmac('sha256', JSON.stringify(publicJwk)).update(body).digest('base64url')}`;
}

/** Rightly signed, but saying that whoever does not understand `x-must` may not accept it. */
async function withCriticalHeader(): Promise<string> {
  return await new SignJWT(claimsWith())
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'at+jwt', 'x-must': 1, crit: ['x-must'] })
    .sign(key.privateKey, { crit: { 'x-must': true } });
}

async function causeOf(authorization: string | null): Promise<string> {
  const { identify, causes } = await setUp({ key });
  const outcome = await identify(authorization);
  expect(outcome).toEqual({
    kind: 'REFUSED',
    code: 'UNAUTHENTICATED',
    message: 'A valid access token is required: Authorization: Bearer TOKEN.',
  });
  return causes.join();
}

const signed = async (changes: Record<string, unknown>, header = {}): Promise<string> =>
  `Bearer ${await sign(key, claimsWith(changes), header)}`;

const good = await sign(key, claimsWith());
const [head = '', payload = '', signature = ''] = good.split('.');
const foreign = await newKey('k1');
const rs256 = await newKey('k1', 'RS256');

const cases: readonly (readonly [string, string | null, string])[] = [
  ['no header', null, 'NO_TOKEN'],
  ['an empty header', ' ', 'NO_TOKEN'],
  ['another scheme', 'Basic YW5uOnNlY3JldA==', 'HEADER_MALFORMED'],
  ['the scheme without a token', 'Bearer', 'HEADER_MALFORMED'],
  ['two headers joined by a comma', `Bearer ${good}, Bearer ${good}`, 'HEADER_MALFORMED'],
  ['text after the token', `Bearer ${good} x`, 'HEADER_MALFORMED'],
  ['a line break in the header', `Bearer ${good}\nx`, 'HEADER_MALFORMED'],
  ['a token that is not a JWT', 'Bearer abc', 'TOKEN_MALFORMED'],
  ['a payload that is not JSON', `Bearer ${head}.AAAA.${signature}`, 'TOKEN_MALFORMED'],
  ['more than 8 KiB', `Bearer ${'a'.repeat(8193)}`, 'TOKEN_TOO_LARGE'],
  ['a huge signed token', await signed({ teams: ['x'.repeat(9000)] }), 'TOKEN_TOO_LARGE'],
  ['alg none', `Bearer ${encode({ alg: 'none', typ: 'at+jwt', kid: 'k1' })}.${payload}.`, 'ALGORITHM_NOT_ALLOWED'],
  ['HS256 by the public key', `Bearer ${hmacWithPublicKey(key, claimsWith())}`, 'ALGORITHM_NOT_ALLOWED'],
  ['an algorithm not on the list', `Bearer ${await sign(rs256, claimsWith())}`, 'ALGORITHM_NOT_ALLOWED'],
  ['an ID token', await signed({}, { typ: 'JWT' }), 'TYPE_NOT_ALLOWED'],
  ['no type', await signed({}, { typ: undefined }), 'TYPE_NOT_ALLOWED'],
  ['no key id', await signed({}, { kid: undefined }), 'TOKEN_MALFORMED'],
  ['an unknown key id', await signed({}, { kid: 'k9' }), 'KEY_UNKNOWN'],
  ['a critical header that is not understood', `Bearer ${await withCriticalHeader()}`, 'TOKEN_MALFORMED'],
  [
    'a key that the token brings along',
    `Bearer ${await sign(foreign, claimsWith(), { jwk: foreign.publicJwk })}`,
    'SIGNATURE_INVALID',
  ],
  [
    'an address of keys that the token brings along',
    `Bearer ${await sign(foreign, claimsWith(), { jku: 'http://127.0.0.1:9/keys', x5u: 'http://127.0.0.1:9/chain' })}`,
    'SIGNATURE_INVALID',
  ],
  ['a key id that every object has', await signed({}, { kid: '__proto__' }), 'KEY_UNKNOWN'],
  ['another key under the right key id', `Bearer ${await sign(foreign, claimsWith())}`, 'SIGNATURE_INVALID'],
  [
    'a changed payload',
    `Bearer ${head}.${encode(claimsWith({ roles: ['DOCTOR'] }))}.${signature}`,
    'SIGNATURE_INVALID',
  ],
  ['a cut signature', `Bearer ${head}.${payload}.${signature.slice(0, 40)}`, 'SIGNATURE_INVALID'],
  ['an unknown issuer', await signed({ iss: 'https://evil.example' }), 'ISSUER_UNKNOWN'],
  ['an issuer with a slash more', await signed({ iss: `${issuer}/` }), 'ISSUER_UNKNOWN'],
  ['no issuer', await signed({ iss: undefined }), 'TOKEN_MALFORMED'],
  ['another audience', await signed({ aud: 'https://other.example' }), 'AUDIENCE_WRONG'],
  ['no audience', await signed({ aud: undefined }), 'AUDIENCE_WRONG'],
  ['an expired token', await signed({ exp: seconds - 31 }), 'EXPIRED'],
  ['no expiry', await signed({ exp: undefined }), 'CLAIMS_INVALID'],
  ['an expiry that is text', await signed({ exp: '2099-01-01' }), 'CLAIMS_INVALID'],
  ['a token not yet valid', await signed({ nbf: seconds + 31 }), 'NOT_YET_VALID'],
  ['a token issued in the future', await signed({ iat: seconds + 31 }), 'NOT_YET_VALID'],
  ['no issue time', await signed({ iat: undefined }), 'CLAIMS_INVALID'],
  ['no subject', await signed({ sub: undefined }), 'CLAIMS_INVALID'],
  ['an empty subject', await signed({ sub: '' }), 'CLAIMS_INVALID'],
  ['no client', await signed({ client_id: undefined }), 'CLAIMS_INVALID'],
  ['no organisation', await signed({ organisation: undefined }), 'CLAIMS_INVALID'],
  ['no roles', await signed({ roles: undefined }), 'CLAIMS_INVALID'],
  ['an empty list of roles', await signed({ roles: [] }), 'CLAIMS_INVALID'],
  ['roles that are text', await signed({ roles: 'NURSE' }), 'CLAIMS_INVALID'],
  ['a date that does not exist', await signed({ trainedUntil: '2030-02-30' }), 'CLAIMS_INVALID'],
  ['a designation that is text', await signed({ designatedOfficer: 'true' }), 'CLAIMS_INVALID'],
  ['a kind that does not exist', await signed({ kind: 'ADMIN' }), 'CLAIMS_INVALID'],
];

describe('a token that is not right is refused with one code, and its cause goes to the log', () => {
  it.each(cases)('%s', async (_title, authorization, cause) => {
    expect(await causeOf(authorization)).toBe(cause);
  });

  it('a good token passes, so that the refusals above mean something', async () => {
    const { identify, causes } = await setUp({ key });
    expect((await identify(`Bearer ${good}`)).kind).toBe('PRACTITIONER');
    expect(causes).toEqual([]);
  });

  it('the scheme may be written in any case, and times may be off by the clock skew', async () => {
    const { identify, causes } = await setUp({ key });
    const late = await sign(key, claimsWith({ exp: seconds - 29, nbf: seconds + 29, iat: seconds + 29 }));
    expect((await identify(`bearer ${late}`)).kind).toBe('PRACTITIONER');
    expect(causes).toEqual([]);
  });

  it.each(['EdDSA', 'PS256'])('%s, the other allowed algorithms, pass', async (alg) => {
    const other = await newKey('k2', alg);
    const { identify } = await setUp({ key: other });
    expect((await identify(`Bearer ${await sign(other, claimsWith())}`)).kind).toBe('PRACTITIONER');
  });

  it('a token for several audiences passes when one of them is the gateway', async () => {
    const { identify } = await setUp({ key });
    const token = await sign(key, claimsWith({ aud: ['https://other.example', audience] }));
    expect((await identify(`Bearer ${token}`)).kind).toBe('PRACTITIONER');
  });

  it("a token is not verified by another issuer's keys", async () => {
    const otherKey = await newKey('k2');
    const { identify, published, causes } = await setUp({
      key,
      issuers: [binding, { ...binding, issuer: otherIssuer }],
    });
    published.set(otherIssuer, [otherKey]);
    const token = await sign(otherKey, claimsWith({ iss: issuer }));
    expect((await identify(`Bearer ${token}`)).kind).toBe('REFUSED');
    expect(causes).toEqual(['KEY_UNKNOWN']);
  });
});
