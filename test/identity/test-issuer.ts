import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWTHeaderParameters, SignJWT } from 'jose';
import { createIdentify } from '../../src/identity/identify.ts';
import { createKeySets, type FetchJwks } from '../../src/identity/key-sets.ts';
import type { RefusalCause } from '../../src/identity/refusal-cause.ts';
import type { IssuerBinding, RegisterEntry } from '../../src/model/protocol.ts';
import type { Revocations } from '../../src/model/revocation.ts';

/** The instant at which these tests happen, milliseconds. */
export const start = 1_700_000_000_000;
export const audience = 'https://gateway.example/graphql';
export const issuer = 'https://issuer.example/staff';
export const otherIssuer = 'https://issuer.example/other';

type SigningKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

/** A signing key and its published half. */
export type TestKey = {
  readonly alg: string;
  readonly kid: string;
  readonly privateKey: SigningKey;
  readonly publicJwk: JSONWebKeySet['keys'][number];
};

export async function newKey(kid: string, alg = 'ES256'): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

export const binding: IssuerBinding = {
  issuer,
  clients: ['records-system'],
  organisations: ['ORG:one', 'ORG:two'],
  kinds: ['PRACTITIONER'],
  roles: ['DOCTOR', 'NURSE'],
  attributes: [
    'trainedUntil',
    'vettedOn',
    'designatedOfficer',
    'mayOverrideShield',
    'staffIds',
    'teams',
    'groups',
    'declaredConflicts',
    'personId',
    'act',
  ],
  mediators: [issuer],
};

/** Claims that `binding` allows; each test states what differs. Undefined leaves a claim out. */
export function claimsWith(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const claims: Record<string, unknown> = {
    iss: issuer,
    aud: audience,
    sub: 'ann',
    client_id: 'records-system',
    iat: start / 1000,
    exp: start / 1000 + 600,
    organisation: 'ORG:one',
    kind: 'PRACTITIONER',
    roles: ['NURSE'],
    trainedUntil: '2030-01-31',
    vettedOn: '2029-01-31',
    designatedOfficer: true,
    staffIds: [{ scheme: 'REG', value: 'N1' }],
    teams: ['north'],
    groups: ['4B'],
    declaredConflicts: [],
    ...changes,
  };
  for (const [name, value] of Object.entries(claims)) if (value === undefined) delete claims[name];
  return claims;
}

export async function sign(
  key: TestKey,
  claims: Readonly<Record<string, unknown>>,
  header: Partial<JWTHeaderParameters> = {},
): Promise<string> {
  return await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'at+jwt', ...header })
    .sign(key.privateKey);
}

/** Identification with a clock, published keys and a reachability that a test can change. */
export async function setUp(options: {
  readonly key: TestKey;
  readonly issuers?: readonly IssuerBinding[];
  readonly register?: readonly RegisterEntry[];
  readonly rememberedTokens?: number;
  readonly revocations?: Revocations;
}) {
  const published = new Map<string, TestKey[]>([[issuer, [options.key]]]);
  const state = { now: start, isReachable: true, fetches: 0 };
  const causes: RefusalCause[] = [];
  const fetchJwks: FetchJwks = async (from) => {
    state.fetches += 1;
    if (!state.isReachable) throw new Error('unreachable');
    return { keys: (published.get(from) ?? []).map(({ publicJwk }) => publicJwk) };
  };
  const identify = createIdentify({
    issuers: options.issuers ?? [binding],
    register: options.register ?? [],
    audience,
    clockSkewSeconds: 30,
    keySets: createKeySets({
      fetchJwks,
      now: () => state.now,
      times: { refreshAfterSeconds: 300, maxAgeSeconds: 900, unknownKeyCooldownSeconds: 30, retrySeconds: 2 },
    }),
    now: () => state.now,
    onRefusal: (cause) => causes.push(cause),
    ...(options.revocations === undefined ? {} : { revocations: options.revocations }),
    ...(options.rememberedTokens === undefined ? {} : { rememberedTokens: options.rememberedTokens }),
  });
  return { identify, published, state, causes };
}
