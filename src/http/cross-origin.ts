import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendNothing } from './respond.ts';

/** Origins whose pages a browser lets send operations and read answers; all others get no answer to read. */
export type CrossOrigin = ReadonlySet<string>;

const exposed = 'retry-after, ratelimit, ratelimit-policy, www-authenticate';

/**
 * Says whether the page that a browser names may read the answer (CORS). No credentials of the browser are ever
 * taken: callers show a token. A page of an origin that is not listed is told nothing, and hears no reason.
 */
export function allowOrigin(request: IncomingMessage, response: ServerResponse, allowed: CrossOrigin): boolean {
  if (allowed.size === 0) return false;
  // Also without an origin: a cache that were told to keep answers must not give one page another's.
  response.setHeader('vary', 'Origin');
  const { origin } = request.headers;
  if (origin === undefined || !allowed.has(origin)) return false;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', exposed);
  return true;
}

/** Answers a browser that asks before it sends. False: it is not such a request, or not of a listed origin. */
export function answerPreflight(request: IncomingMessage, response: ServerResponse, allowed: CrossOrigin): boolean {
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return false;
  if (!allowOrigin(request, response, allowed)) return false;
  response.setHeader('access-control-allow-methods', 'POST');
  response.setHeader('access-control-allow-headers', 'authorization, content-type, accept, traceparent');
  response.setHeader('access-control-max-age', '600');
  sendNothing(response, 204);
  return true;
}
