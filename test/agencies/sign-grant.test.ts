import { createHash } from 'node:crypto';
import { compactVerify, decodeJwt, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { createSignGrant } from '../../src/agencies/sign-grant.ts';
import type { AgencyCall } from '../../src/model/agency-call.ts';

const northKey = new Uint8Array(32).fill(1);
const southKey = new Uint8Array(32).fill(2);
const keys = new Map([
  ['north', northKey],
  ['south', southKey],
]);
const now = 1_700_000_000_900;
const call: AgencyCall = {
  agency: 'north',
  kind: 'CONTENT',
  document: '{ a }',
  documentHash: 'document-hash',
  variables: { ids: ['r-1'] },
  classes: ['CLASS_A', 'CLASS_B'],
};
const claims = {
  subject: 'https://issuer.example|worker-1',
  organisation: 'ORG:south',
  roles: ['ROLE_A'],
  purpose: 'PURPOSE_A',
  bases: ['BASIS_A'],
  mediator: null,
};
const variablesJson = JSON.stringify(call.variables);

describe('a signed grant', () => {
  const signGrant = createSignGrant({ keys, now: () => now, newId: () => 'grant-1' });

  it('is a JWS that its agency can verify, and says for whom, why and what', async () => {
    const { payload, protectedHeader } = await jwtVerify(signGrant(call, variablesJson, claims), northKey, {
      issuer: 'childview',
      audience: 'north',
      algorithms: ['HS256'],
      currentDate: new Date(now),
    });
    expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'childview-grant+jwt' });
    expect(payload).toEqual({
      iss: 'childview',
      aud: 'north',
      iat: 1_700_000_000,
      exp: 1_700_000_030,
      jti: 'grant-1',
      sub: 'https://issuer.example|worker-1',
      org: 'ORG:south',
      roles: ['ROLE_A'],
      purpose: 'PURPOSE_A',
      bases: ['BASIS_A'],
      kind: 'CONTENT',
      classes: ['CLASS_A', 'CLASS_B'],
      doc: 'document-hash',
      vars: createHash('sha256').update('{"ids":["r-1"]}').digest('base64url'),
    });
  });

  it('names the mediator as the actor', () => {
    expect(decodeJwt(signGrant(call, variablesJson, { ...claims, mediator: 'issuer|mediator-1' }))).toMatchObject({
      act: { sub: 'issuer|mediator-1' },
    });
  });

  it("is not verified by another agency's key", async () => {
    await expect(compactVerify(signGrant(call, variablesJson, claims), southKey)).rejects.toThrow('signature');
  });

  it('has an id of its own each time', () => {
    const sign = createSignGrant({ keys, now: () => now });
    const ids = Array.from({ length: 100 }, () => decodeJwt(sign(call, variablesJson, claims)).jti);
    expect(new Set(ids).size).toBe(100);
  });

  it('cannot be made for an agency without a key', () => {
    expect(() => signGrant({ ...call, agency: 'west' }, variablesJson, claims)).toThrow('no grant key');
  });
});
