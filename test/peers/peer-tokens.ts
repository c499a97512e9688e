import { createLocalJWKSet, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { OriginalRequest, PeerOrigin } from '../../src/model/peer.ts';
import type { Practitioner } from '../../src/model/practitioner.ts';
import type { ListedPeer } from '../../src/peers/peer-list.ts';

/** A key pair as JWKs, with `kid` and `alg`. */
export async function keyPair(
  kid: string,
  alg: 'EdDSA' | 'ES256' = 'EdDSA',
): Promise<{ readonly private: JWK; readonly public: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return {
    private: { ...(await exportJWK(privateKey)), kid, alg },
    public: { ...(await exportJWK(publicKey)), kid, alg },
  };
}

/** A peer as a registry lists it, known by these keys. */
export function listedPeer(authority: string, keys: readonly JWK[]): ListedPeer {
  const url = 'http://127.0.0.1:9/peer/graphql';
  return { authority, name: authority, url, keys: createLocalJWKSet({ keys: [...keys] }) };
}

/** A social worker of the first authority. */
export const socialWorker: Practitioner = {
  kind: 'PRACTITIONER',
  subject: 'https://issuer.example|sw-1',
  organisation: 'LA:001-CSC',
  roles: ['SOCIAL_WORKER'],
  trainedUntil: '2999-01-01',
  vettedOn: '2020-01-01',
  designatedOfficer: false,
  mayOverrideShield: true,
  isSuspended: false,
  staffIds: [{ scheme: 'SWE', value: 'SW-1' }],
  teams: ['north'],
  groups: ['4B'],
  declaredConflicts: [],
  personId: null,
  mediator: null,
  expiresAt: 0,
};

/** What the first authority asks for. */
export const original: OriginalRequest = {
  practitioner: socialWorker,
  declaration: {
    purpose: 'CHILD_PROTECTION',
    reason: 'review',
    basis: null,
    informed: null,
    exemption: null,
    written: null,
    emergency: false,
  },
  recordId: 'record-1',
  bases: ['CA89_S47'],
  knowable: null,
};

/** What the first authority may assert at the second. */
export const origin: PeerOrigin = {
  authority: 'LA:001',
  organisations: ['LA:001-CSC'],
  roles: ['SOCIAL_WORKER'],
  attributes: ['trainedUntil', 'staffIds', 'declaredConflicts'],
};
