import { decodeJwt, decodeProtectedHeader } from 'jose';
import { request } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tokenAudience } from '../../mocks/identity/issuers.ts';
import { personasOn } from '../../mocks/identity/personas.ts';
import {
  type ClientListing,
  type IdentityProvider,
  startIdentityProvider,
} from '../../mocks/identity/start-identity-provider.ts';
import { createFetchJwks } from '../../src/identity/fetch-jwks.ts';
import { createIdentify, type Identify } from '../../src/identity/identify.ts';
import { createKeySets } from '../../src/identity/key-sets.ts';
import type { RefusalCause } from '../../src/identity/refusal-cause.ts';
import { shippedIssuers } from './shipped-issuers.ts';

const today = '2030-06-15';
const remote = createFetchJwks({ timeoutMs: 5000 });
let provider: IdentityProvider;
let identify: Identify;
let causes: RefusalCause[];

beforeAll(async () => {
  provider = await startIdentityProvider({ host: '127.0.0.1', port: 0, today });
});

beforeEach(() => {
  causes = [];
  identify = createIdentify({
    issuers: shippedIssuers(provider.url),
    register: [],
    audience: tokenAudience,
    clockSkewSeconds: 30,
    keySets: createKeySets({ fetchJwks: remote.fetchJwks, now: Date.now }),
    // The provider signs with the real time, so it is verified with the real time.
    now: Date.now,
    onRefusal: (cause) => causes.push(cause),
  });
});

afterAll(async () => {
  await remote.close();
  await provider.stop();
});

async function call<T>(method: 'GET' | 'POST', url: string, body?: string, type = 'application/json'): Promise<T> {
  const response = await request(url, { method, body: body ?? null, headers: { 'content-type': type } });
  return (await response.body.json()) as T;
}

async function tokenOf({ tokenUrl, clientId, clientSecret }: ClientListing): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const type = 'application/x-www-form-urlencoded';
  return (await call<{ access_token: string }>('POST', tokenUrl, form.toString(), type)).access_token;
}

async function personaToken(name: string): Promise<string> {
  const { personas } = await call<{ personas: ClientListing[] }>('GET', `${provider.url}/__personas`);
  const client = personas.find((persona) => persona.name === name);
  if (client === undefined) throw new Error(`no persona ${name}`);
  return await tokenOf(client);
}

async function tokenFor(claims: unknown): Promise<string> {
  return await tokenOf(await call<ClientListing>('POST', `${provider.url}/__personas`, JSON.stringify(claims)));
}

const nurse = { organisation: 'ODS:Y99001', roles: ['SCHOOL_NURSE'], declaredConflicts: [] };

describe('the personas', () => {
  it.each(personasOn(today).map(({ name, claims }) => [name, claims] as const))(
    '%s is identified by a real token under the shipped protocol',
    async (name, claims) => {
      const outcome = await identify(`Bearer ${await personaToken(name)}`);
      expect(causes).toEqual([]);
      expect(outcome).toMatchObject({
        practitioner: {
          kind: claims.kind,
          organisation: claims.organisation,
          roles: claims.roles,
          trainedUntil: claims.trainedUntil ?? null,
          vettedOn: claims.vettedOn ?? null,
          designatedOfficer: claims.designatedOfficer === true,
          mayOverrideShield: claims.mayOverrideShield === true,
          mediator:
            claims.act === undefined
              ? null
              : expect.objectContaining({ subject: `${provider.url}/authority|mediator`, roles: ['MEDIATOR'] }),
          staffIds: claims.staffIds ?? [],
          teams: claims.teams ?? [],
          groups: claims.groups ?? [],
          declaredConflicts: claims.declaredConflicts ?? null,
          personId: claims.personId ?? null,
        },
      });
    },
  );

  it('are those that the tests speak of', () => {
    expect(personasOn(today).map(({ name }) => name)).toEqual([
      'teacher',
      'safeguarding-lead',
      'classroom-assistant',
      'nursery',
      'school-nurse',
      'health-visitor',
      'gp',
      'ed-clinician',
      'camhs',
      'social-worker',
      'shield-override',
      'emergency-duty',
      'yot-worker',
      'police-cp',
      'police-designated',
      'police-general',
      'probation-officer',
      'senco',
      'midwife',
      'sexual-health',
      'csc-manager',
      'personal-adviser',
      'housing-officer',
      'fire-officer',
      'index-team',
      'data-manager',
      'reviewer',
      'mediator',
      'admin',
      'voluntary-worker',
      'guardian',
      'education-welfare',
      'youth-club',
      'untrained',
      'scottish-head',
      'scottish-social-worker',
      'auditor',
      'parent',
      'steve',
      'child-13',
      'teacher-by-mediator',
    ]);
  });

  it('are trained and vetted relative to the day, but for one', () => {
    const dates = new Map(personasOn(today).map(({ name, claims }) => [name, [claims.trainedUntil, claims.vettedOn]]));
    expect(dates.get('teacher')).toEqual(['2030-12-12', '2029-11-27']);
    expect(dates.get('untrained')).toEqual(['2030-05-16', '2029-11-27']);
  });

  it('get access tokens of the agreed form', async () => {
    const token = await personaToken('gp');
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    const { iat = 0, exp = 0, ...claims } = decodeJwt(token);
    expect(exp - iat).toBe(600);
    expect(claims).toMatchObject({
      iss: `${provider.url}/nhs`,
      aud: tokenAudience,
      sub: 'gp',
      client_id: 'nhs-records',
    });
  });
});

describe('anybody else, by a file of claims', () => {
  it('is signed in by the issuer of the organisation', async () => {
    const outcome = await identify(`Bearer ${await tokenFor(nurse)}`);
    expect(outcome).toMatchObject({ practitioner: { organisation: 'ODS:Y99001', roles: ['SCHOOL_NURSE'] } });
  });

  it('with a mediator is refused where the issuer may not name one', async () => {
    const act = { sub: 'm', organisation: 'ODS:Y99001', roles: ['GP'] };
    expect(decodeJwt(await tokenFor({ ...nurse, act }))['act']).toEqual(act);
    await identify(`Bearer ${await tokenFor({ ...nurse, act })}`);
    expect(causes).toEqual(['ATTRIBUTE_NOT_BOUND']);
  });

  it('does not mix with a persona of the same name', async () => {
    await tokenFor({ ...nurse, sub: 'gp' });
    expect(decodeJwt(await personaToken('gp'))['roles']).toEqual(['GP']);
  });

  it.each<readonly [string, Record<string, unknown>, RefusalCause]>([
    ["one issuer claiming another's organisation", { ...nurse, issuer: 'community' }, 'ORGANISATION_NOT_BOUND'],
    ['a role the issuer may not give', { ...nurse, roles: ['SOCIAL_WORKER'] }, 'ROLE_NOT_BOUND'],
    ['a kind the issuer may not give', { ...nurse, kind: 'PARENT' }, 'KIND_NOT_BOUND'],
    [
      'an attribute the issuer may not give',
      { ...nurse, personId: { scheme: 'PERSON', value: 'P-NURSE' } },
      'ATTRIBUTE_NOT_BOUND',
    ],
    ['a client that is not bound', { ...nurse, client_id: 'somebody-elses-system' }, 'CLIENT_NOT_BOUND'],
    ['another audience', { ...nurse, aud: 'https://other.example' }, 'AUDIENCE_WRONG'],
    ['another issuer in the token', { ...nurse, iss: 'https://other.example' }, 'ISSUER_UNKNOWN'],
    ['an expiry that passed', { ...nurse, exp: 1_000_000 }, 'EXPIRED'],
  ])('is refused: %s', async (_title, claims, cause) => {
    expect((await identify(`Bearer ${await tokenFor(claims)}`)).kind).toBe('REFUSED');
    expect(causes).toEqual([cause]);
  });

  it("is refused when one issuer signs in another's name", async () => {
    const claims = { ...nurse, issuer: 'community', iss: `${provider.url}/nhs` };
    await identify(`Bearer ${await tokenFor(claims)}`);
    expect(causes).toEqual(['KEY_UNKNOWN']);
  });

  it('is refused for a client that the binding does not list', async () => {
    const picky = createIdentify({
      issuers: shippedIssuers(provider.url).map((binding) => ({ ...binding, clients: ['school-nurse'] })),
      register: [],
      audience: tokenAudience,
      clockSkewSeconds: 30,
      keySets: createKeySets({ fetchJwks: remote.fetchJwks, now: Date.now }),
      now: Date.now,
      onRefusal: (cause) => causes.push(cause),
    });
    expect((await picky(`Bearer ${await tokenFor({ ...nurse, client_id: 'school-nurse' })}`)).kind).toBe(
      'PRACTITIONER',
    );
    expect((await picky(`Bearer ${await tokenFor({ ...nurse, client_id: 'game' })}`)).kind).toBe('REFUSED');
    expect(causes).toEqual(['CLIENT_NOT_BOUND']);
  });

  it.each<readonly [string, unknown, RegExp]>([
    ['an organisation nobody signs in', { organisation: 'URN:999999' }, /^"organisation" is signed in by no issuer/],
    ['an issuer that is not there', { issuer: 'nobody' }, /^"issuer" must be one of: schools/],
    ['a list', [], /^The claims must be one JSON object/],
  ])('cannot be had from %s, and is told why', async (_title, claims, message) => {
    const answer = await call<{ code: string; message: string }>(
      'POST',
      `${provider.url}/__personas`,
      JSON.stringify(claims),
    );
    expect(answer.code).toBe('CLAIMS_INVALID');
    expect(answer.message).toMatch(message);
  });
});

describe('when the provider rotates its keys', () => {
  it('old and new tokens pass while the old key is published', async () => {
    const before = await personaToken('teacher');
    await identify(`Bearer ${before}`);
    await call('POST', `${provider.url}/__rotate?issuer=schools`);
    const after = await personaToken('nursery');
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
    expect((await identify(`Bearer ${after}`)).kind).toBe('PRACTITIONER');
    expect((await identify(`Bearer ${await personaToken('teacher')}`)).kind).toBe('PRACTITIONER');
    expect((await identify(`Bearer ${before}`)).kind).toBe('PRACTITIONER');
  });

  it('old tokens end when it drops the old key', async () => {
    const before = await personaToken('teacher');
    expect((await identify(`Bearer ${before}`)).kind).toBe('PRACTITIONER');
    await call('POST', `${provider.url}/__rotate?drop=1`);
    expect((await identify(`Bearer ${await personaToken('teacher')}`)).kind).toBe('PRACTITIONER');
    expect((await identify(`Bearer ${before}`)).kind).toBe('REFUSED');
    expect(causes).toEqual(['KEY_UNKNOWN']);
  });
});
