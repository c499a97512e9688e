import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** One authority's gateway, as the registry lists it. */
export type RegistryEntry = {
  readonly authority: string;
  readonly name: string;
  readonly url: string;
  readonly keys: readonly JWK[];
};

/** A running registry. */
export type RegistryServer = {
  readonly url: string;
  /** The keys that its list is signed with: what gateways trust. */
  readonly trust: { readonly keys: readonly JWK[] };
  /** All it was ever asked: method, path and body of each request. */
  readonly requests: readonly { readonly method: string; readonly path: string; readonly body: string }[];
  close(): Promise<void>;
};

/**
 * The registry of peers ("151st"): `GET /peers` gives the list of authorities, signed, for as long as it may be
 * relied on. That is all it does: no request about a child ever passes through it.
 */
export const startRegistryServer = async (options: {
  readonly entries: () => readonly RegistryEntry[];
  readonly port?: number;
  readonly lifetimeSeconds?: number;
}): Promise<RegistryServer> => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const requests: { method: string; path: string; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      requests.push({ method: request.method ?? '', path, body: Buffer.concat(chunks).toString('utf8') });
      if (request.method !== 'GET' || path !== '/peers') return void response.writeHead(404).end();
      void sign().then((list) => response.writeHead(200, { 'content-type': 'application/jwt' }).end(list));
    });
  });
  const sign = (): Promise<string> =>
    new SignJWT({ peers: options.entries() })
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'childview-peers+jwt' })
      .setIssuedAt()
      .setExpirationTime(`${options.lifetimeSeconds ?? 600}s`)
      .sign(privateKey);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    trust: { keys: [{ ...jwk, kid, alg: 'EdDSA' }] },
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
