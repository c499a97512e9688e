import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createIssuer, type Issuer, type IssuerClient } from './create-issuer.ts';
import { mockIssuers, tokenAudience, tokenLifetimeSeconds } from './issuers.ts';
import { personasOn } from './personas.ts';

/** A running mock of the identity providers. */
export type IdentityProvider = {
  /** `http://host:port`; an issuer is this and its path. */
  readonly url: string;
  stop(): Promise<void>;
};

/** A client as `GET /__personas` and `POST /__personas` tell it. */
export type ClientListing = {
  readonly name: string;
  readonly about?: string;
  readonly organisation: unknown;
  readonly roles: unknown;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenUrl: string;
};

const largestBody = 64 * 1024;

/**
 * Starts one server that is several OpenID issuers, one under each path of `mockIssuers`, with the
 * personas as clients. Test controls: `GET /__personas`, `POST /__personas` (claims to a client),
 * `POST /__rotate` (new signing keys; `?drop=1` unpublishes the old, `?issuer=PATH` for one issuer).
 * `port` 0 takes a free one.
 */
export async function startIdentityProvider(options: {
  readonly host: string;
  readonly port: number;
  /** `YYYY-MM-DD`; dates of training and vetting are relative to it. */
  readonly today: string;
}): Promise<IdentityProvider> {
  const issuers = new Map<string, Issuer>();
  const personas: ClientListing[] = [];
  const server = createServer((request, response) => {
    route(request, response, issuers, personas).catch(() => answer(response, 500, { code: 'INTERNAL' }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  // Issuer names hold the port, so they are made once it is known.
  const url = `http://${options.host}:${(server.address() as AddressInfo).port}`;
  for (const { path } of mockIssuers) {
    const issuer = createIssuer({
      path,
      url: `${url}/${path}`,
      audience: tokenAudience,
      lifetimeSeconds: tokenLifetimeSeconds,
    });
    issuers.set(path, issuer);
  }
  for (const { name, issuer, about, claims } of personasOn(options.today)) {
    const at = issuers.get(issuer);
    if (at === undefined) throw new Error(`persona ${name} names an unknown issuer`);
    personas.push({
      ...enrol(at, { name, clientId: name }, withActor({ sub: name, client_id: clientOf(issuer), ...claims }, issuers)),
      about,
    });
  }
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  issuers: ReadonlyMap<string, Issuer>,
  personas: readonly ClientListing[],
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const what = `${request.method} ${pathname}`;
  if (what === 'GET /__personas') return answer(response, 200, { personas });
  if (what === 'POST /__personas') return await addPersona(request, response, issuers);
  if (what === 'POST /__rotate') {
    const only = searchParams.get('issuer');
    for (const issuer of issuers.values()) {
      if (only === null || only === issuer.path) issuer.rotate(searchParams.get('drop') === '1');
    }
    return answer(response, 200, { rotated: only ?? 'all' });
  }
  const path = pathname.split('/')[1] ?? '';
  const issuer = issuers.get(path);
  if (issuer === undefined) return answer(response, 404, { code: 'NOT_FOUND' });
  // The library routes by the path below its mount point.
  Object.assign(request, { originalUrl: request.url, url: (request.url ?? '').slice(path.length + 1) || '/' });
  issuer.handle(request, response);
}

async function addPersona(
  request: IncomingMessage,
  response: ServerResponse,
  issuers: ReadonlyMap<string, Issuer>,
): Promise<void> {
  const file = await readObject(request);
  if (file === null) {
    return answer(response, 400, { code: 'CLAIMS_INVALID', message: 'The claims must be one JSON object.' });
  }
  const { issuer: chosen, ...claims } = file;
  const path =
    chosen ?? mockIssuers.find(({ organisations }) => organisations.some((o) => o === claims['organisation']))?.path;
  const issuer = typeof path === 'string' ? issuers.get(path) : undefined;
  if (issuer === undefined) {
    const known = mockIssuers.map((one) => `${one.path} (${one.organisations.join(', ')})`).join('; ');
    const message =
      chosen === undefined
        ? `"organisation" is signed in by no issuer: use one of these organisations, or name an "issuer": ${known}.`
        : `"issuer" must be one of: ${known}.`;
    return answer(response, 400, { code: 'CLAIMS_INVALID', message });
  }
  const unique = randomBytes(6).toString('hex');
  const name = typeof claims['sub'] === 'string' ? claims['sub'] : `person-${unique}`;
  // A client of its own for each registration, so that two files about one subject do not mix; the
  // token names the issuer's records system unless the file says otherwise.
  const person = { name, clientId: `claims-${unique}` };
  const all = withActor({ sub: name, client_id: clientOf(issuer.path), ...claims }, issuers);
  answer(response, 201, enrol(issuer, person, all));
}

/** A mediator's issuer may be given by its path, since its name holds the port. */
function withActor(
  claims: Readonly<Record<string, unknown>>,
  issuers: ReadonlyMap<string, Issuer>,
): Readonly<Record<string, unknown>> {
  const { act } = claims;
  if (typeof act !== 'object' || act === null || !('iss' in act) || typeof act.iss !== 'string') return claims;
  return { ...claims, act: { ...act, iss: issuers.get(act.iss)?.url ?? act.iss } };
}

function enrol(
  issuer: Issuer,
  person: { readonly name: string; readonly clientId: string },
  claims: Readonly<Record<string, unknown>>,
): ClientListing {
  const client: IssuerClient = {
    clientId: person.clientId,
    clientSecret: randomBytes(24).toString('base64url'),
    claims,
  };
  issuer.register(client);
  return {
    name: person.name,
    organisation: claims['organisation'] ?? null,
    roles: claims['roles'] ?? null,
    issuer: issuer.url,
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    tokenUrl: issuer.tokenUrl,
  };
}

/** The system that an issuer's people sign in through. */
function clientOf(path: string): string | undefined {
  return mockIssuers.find((issuer) => issuer.path === path)?.client;
}

async function readObject(request: IncomingMessage): Promise<Record<string, unknown> | null> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) {
    text += chunk;
    if (text.length > largestBody) return null;
  }
  try {
    const parsed: unknown = JSON.parse(text);
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
