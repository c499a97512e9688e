import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createFetchJwks } from '../../src/identity/fetch-jwks.ts';

type Handler = (response: ServerResponse, base: string) => void;
const json =
  (body: unknown): Handler =>
  (response) =>
    void response.end(JSON.stringify(body));
const keys = { keys: [{ kty: 'EC', crv: 'P-256', kid: 'k1', x: 'x', y: 'y' }] };
const discovered: Handler = (response, base) =>
  void response.end(JSON.stringify({ issuer: `${base}/one`, jwks_uri: `${base}/keys` }));

/** An issuer of two pages, each of which a test can replace. */
async function startIssuer(pages: { readonly discovery?: Handler; readonly keys?: Handler }) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const page = request.url === '/keys' ? (pages.keys ?? json(keys)) : (pages.discovery ?? discovered);
    page(response, base);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base,
    asked,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

describe("an issuer's keys", () => {
  it('are found by its discovery document', async () => {
    await using issuer = await startIssuer({});
    const { fetchJwks, close } = createFetchJwks({ timeoutMs: 5000 });
    expect(await fetchJwks(`${issuer.base}/one`)).toEqual(keys);
    expect(issuer.asked).toEqual(['/one/.well-known/openid-configuration', '/keys']);
    await close();
  });

  it('are taken from where the configuration says, without asking for the document', async () => {
    await using issuer = await startIssuer({});
    const jwksUris = { 'https://elsewhere.example': `${issuer.base}/keys` };
    const { fetchJwks, close } = createFetchJwks({ timeoutMs: 5000, jwksUris });
    expect(await fetchJwks('https://elsewhere.example')).toEqual(keys);
    expect(issuer.asked).toEqual(['/keys']);
    await close();
  });

  it.each<readonly [string, Parameters<typeof startIssuer>[0]]>([
    [
      'the document names another issuer',
      { discovery: json({ issuer: 'https://a.example', jwks_uri: 'https://a.example/keys' }) },
    ],
    ['the document names no keys', { discovery: (response, base) => void response.end(`{"issuer":"${base}/one"}`) }],
    [
      'the keys are on another protocol',
      { discovery: (response, base) => void response.end(`{"issuer":"${base}/one","jwks_uri":"file:///etc/passwd"}`) },
    ],
    [
      'the document is a redirect',
      { discovery: (response, base) => void response.writeHead(302, { location: `${base}/keys` }).end() },
    ],
    ['the answer is an error', { keys: (response) => void response.writeHead(500).end('{"keys":[]}') }],
    ['the answer is not JSON', { keys: (response) => void response.end('<html>') }],
    ['the answer is not a key set', { keys: json({ keys: 'none' }) }],
    ['the answer is too long', { keys: (response) => void response.end(`{"keys":[],"x":"${'x'.repeat(300_000)}"}`) }],
    ['the connection is cut', { keys: (response) => void response.destroy() }],
  ])('cannot be had when %s', async (_title, pages) => {
    await using issuer = await startIssuer(pages);
    const { fetchJwks, close } = createFetchJwks({ timeoutMs: 5000 });
    await expect(fetchJwks(`${issuer.base}/one`)).rejects.toThrow();
    await close();
  });

  it('cannot be had from an issuer that never answers, after the time allowed', async () => {
    await using issuer = await startIssuer({ keys: () => undefined });
    const { fetchJwks, close } = createFetchJwks({ timeoutMs: 30 });
    await expect(fetchJwks(`${issuer.base}/one`)).rejects.toThrow();
    await close();
  });
});
