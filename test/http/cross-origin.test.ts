import { describe, expect, it } from 'vitest';
import { startFront } from './test-server.ts';

const listed = 'https://view.example';
const preflight = (origin: string) => ({
  origin,
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization,content-type',
});
const corsHeaders = (headers: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-')));

describe('a page of a listed origin', () => {
  it('may ask before it sends, send, and read the answer', async () => {
    await using front = await startFront({ origins: [listed] });
    const asked = await front.send('OPTIONS', '/graphql', undefined, preflight(listed));
    expect(asked.status).toBe(204);
    expect(corsHeaders(asked.headers)).toEqual({
      'access-control-allow-origin': listed,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization, content-type, accept, traceparent',
      'access-control-expose-headers': 'retry-after, ratelimit, ratelimit-policy, www-authenticate',
      'access-control-max-age': '600',
    });
    expect(asked.headers['vary']).toBe('Origin');
    const answer = await front.post({ query: '{ colour }' }, { origin: listed });
    expect(answer.headers['access-control-allow-origin']).toBe(listed);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('is never allowed to send what a browser would add by itself', async () => {
    await using front = await startFront({ origins: [listed] });
    const asked = await front.send('OPTIONS', '/graphql', undefined, preflight(listed));
    const answer = await front.post({ query: '{ colour }' }, { origin: listed });
    for (const { headers } of [asked, answer]) {
      expect(headers['access-control-allow-credentials']).toBeUndefined();
    }
  });

  it('reads refusals, too', async () => {
    await using front = await startFront({ origins: [listed] });
    const answer = await front.send('POST', '/graphql', 'x', { origin: listed, 'content-type': 'text/plain' });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([415, listed]);
  });
});

describe('a page of any other origin', () => {
  it.each([
    'https://other.example',
    'http://view.example',
    'https://view.example:8443',
    'https://view.example.other.example',
    'https://xview.example',
    'HTTPS://VIEW.EXAMPLE',
    'null',
    '*',
    '',
  ])('"%s" may do nothing', async (origin) => {
    await using front = await startFront({ origins: [listed] });
    const asked = await front.send('OPTIONS', '/graphql', undefined, preflight(origin));
    expect([asked.status, corsHeaders(asked.headers)]).toEqual([405, {}]);
    const answer = await front.post({ query: '{ colour }' }, { origin });
    expect(corsHeaders(answer.headers)).toEqual({});
    expect(answer.headers['vary']).toBe('Origin');
  });

  it('may do nothing where none is listed', async () => {
    await using front = await startFront({});
    const asked = await front.send('OPTIONS', '/graphql', undefined, preflight(listed));
    expect([asked.status, corsHeaders(asked.headers)]).toEqual([405, {}]);
    expect(corsHeaders((await front.post({ query: '{ colour }' }, { origin: listed })).headers)).toEqual({});
  });

  it('a listed one may do nothing anywhere else', async () => {
    await using front = await startFront({ origins: [listed] });
    for (const path of ['/health/ready', '/peer/graphql', '/']) {
      const asked = await front.send('OPTIONS', path, undefined, preflight(listed));
      expect(corsHeaders(asked.headers)).toEqual({});
      expect(corsHeaders((await front.send('GET', path, undefined, { origin: listed })).headers)).toEqual({});
    }
  });
});

describe('every answer', () => {
  it.each([
    ['POST', '/graphql', 200],
    ['GET', '/graphql', 405],
    ['OPTIONS', '/graphql', 405],
    ['POST', '/nowhere', 404],
    ['GET', '/health/live', 200],
    ['PUT', '/health/live', 405],
  ] as const)('to %s %s may not be kept, framed, sniffed or handed on', async (method, path, status) => {
    await using front = await startFront({});
    const body = method === 'POST' ? '{"query": "{ colour }"}' : undefined;
    const answer = await front.send(method, path, body, { 'content-type': 'application/json' });
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    for (const telling of ['server', 'x-powered-by', 'etag', 'set-cookie']) {
      expect(answer.headers[telling]).toBeUndefined();
    }
  });
});
