import { generateKeyPairSync, type JsonWebKey, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Adapter, type AdapterPayload, type ClientMetadata, type Configuration, Provider } from 'oidc-provider';

/** A client that may fetch tokens by its own credentials, and what its tokens say. */
export type IssuerClient = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Laid over the provider's own claims, so `iss`, `aud`, `exp` or `client_id` can be forged for tests. */
  readonly claims: Readonly<Record<string, unknown>>;
};

/** One OpenID issuer of the mocked provider. */
export type Issuer = {
  readonly path: string;
  readonly url: string;
  readonly tokenUrl: string;
  handle(request: IncomingMessage, response: ServerResponse): void;
  register(client: IssuerClient): void;
  /** Makes a new signing key; earlier ones stay published unless `dropOld`. */
  rotate(dropOld: boolean): void;
};

/**
 * Makes an issuer with a fresh ES256 key, whose clients get JWT access tokens by the client
 * credentials grant. Clients and keys live in memory and end with the process.
 */
export function createIssuer(options: {
  readonly path: string;
  readonly url: string;
  readonly audience: string;
  readonly lifetimeSeconds: number;
}): Issuer {
  const clients = new Map<string, IssuerClient>();
  let keys: readonly JsonWebKey[] = [newSigningKey()];
  let handleByProvider = providerFor(options, clients, keys);

  return {
    path: options.path,
    url: options.url,
    tokenUrl: `${options.url}/token`,
    handle(request, response) {
      void handleByProvider(request, response);
    },
    register(client) {
      clients.set(client.clientId, client);
    },
    rotate(dropOld) {
      keys = dropOld ? [newSigningKey()] : [newSigningKey(), ...keys];
      // The library reads its keys once, at construction, and signs with the first that fits.
      handleByProvider = providerFor(options, clients, keys);
    },
  };
}

function providerFor(
  options: { readonly url: string; readonly audience: string; readonly lifetimeSeconds: number },
  clients: ReadonlyMap<string, IssuerClient>,
  keys: readonly JsonWebKey[],
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const configuration: Configuration = {
    adapter: (model: string) => adapterFor(model, clients),
    jwks: { keys: keys as NonNullable<Configuration['jwks']>['keys'] },
    cookies: { keys: [randomUUID()] },
    responseTypes: [],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    ttl: { ClientCredentials: options.lifetimeSeconds },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => options.audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience: options.audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: options.lifetimeSeconds,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    formats: {
      customizers: {
        jwt: (_context, token, jwt) => {
          Object.assign(jwt.payload, clients.get(token.clientId ?? '')?.claims);
        },
      },
    },
  };
  const provider = new Provider(options.url, configuration);
  return provider.callback();
}

function newSigningKey(): JsonWebKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'ES256' };
}

/** Storage of the library: only clients are ever read; JWT access tokens are not stored. */
function adapterFor(model: string, clients: ReadonlyMap<string, IssuerClient>): Adapter {
  return {
    find: async (id) => (model === 'Client' ? clientMetadata(clients.get(id)) : undefined),
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    upsert: async () => undefined,
    consume: async () => undefined,
    destroy: async () => undefined,
    revokeByGrantId: async () => undefined,
  };
}

function clientMetadata(client: IssuerClient | undefined): AdapterPayload | undefined {
  if (client === undefined) return undefined;
  const metadata: ClientMetadata = {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    token_endpoint_auth_method: 'client_secret_post',
    id_token_signed_response_alg: 'ES256',
  };
  return metadata as AdapterPayload;
}
