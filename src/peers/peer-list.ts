import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import type { OrganisationCode } from '../model/words.ts';

/** One authority's gateway, as the registry lists it. */
export type ListedPeer = {
  readonly authority: OrganisationCode;
  readonly name: string;
  /** Where it is asked. */
  readonly url: string;
  /** Finds the public key that a token names. */
  readonly keys: JWTVerifyGetKey;
};

/** What the registry lists; `expiresAt` in milliseconds since the epoch, null: it does not end. */
export type PeerList = {
  readonly peers: ReadonlyMap<OrganisationCode, ListedPeer>;
  readonly expiresAt: number | null;
};

/** The `typ` of a registry's list. */
export const listType = 'childview-peers+jwt';

const publicKey = z
  .looseObject({ kty: z.enum(['OKP', 'EC']), kid: z.string().min(1).max(100), alg: z.enum(['EdDSA', 'ES256']) })
  // A private key in a public list is known to all: whoever lists one has lost it.
  .refine((jwk) => !('d' in jwk), { message: 'is a private key' });
const entries = z
  .array(
    z.object({
      authority: z.string().regex(/^[A-Z]+:[A-Za-z0-9-]{1,60}$/),
      name: z.string().min(1).max(200),
      url: z.url({ protocol: /^https?$/ }),
      keys: z.array(publicKey).min(1).max(10),
    }),
  )
  .max(500);
const listFile = z.object({ peers: entries });
const listClaims = z.object({ exp: z.number().int(), peers: entries });

/**
 * Reads a list as it lies in a file.
 *
 * @throws Error when it is none; the message holds nothing of it.
 */
export function readListFile(text: string): PeerList {
  const parsed = listFile.safeParse(parseJson(text));
  if (!parsed.success) throw new Error('The list of peers is not of the form that docs/peers.md gives.');
  return { peers: listed(parsed.data.peers), expiresAt: null };
}

/**
 * Reads a list as a registry signs it (compact JWS, `EdDSA` or `ES256`, with `exp`).
 *
 * @throws Error when it is not signed by a key of `trust`, has expired, or is none.
 */
export async function readSignedList(text: string, trust: JSONWebKeySet, now: number): Promise<PeerList> {
  const { payload } = await jwtVerify(text.trim(), createLocalJWKSet(trust), {
    algorithms: ['EdDSA', 'ES256'],
    typ: listType,
    currentDate: new Date(now),
    requiredClaims: ['exp'],
  });
  const { exp, peers } = listClaims.parse(payload);
  return { peers: listed(peers), expiresAt: exp * 1000 };
}

function listed(peers: z.output<typeof entries>): PeerList['peers'] {
  const list = new Map(
    peers.map(({ authority, name, url, keys }): [OrganisationCode, ListedPeer] => [
      authority,
      { authority, name, url, keys: createLocalJWKSet({ keys }) },
    ]),
  );
  if (list.size !== peers.length) throw new Error('The list of peers names an authority twice.');
  return list;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
