import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import { acceptedType } from './accepted-type.ts';
import { answerStranger } from './answer-stranger.ts';
import type { OnRefused, RequestContext, RequestHandler } from './gateway-request.ts';
import type { PublicOperation } from './public-operation.ts';
import { readBody } from './read-body.ts';

/** The HTTP server of the gateway. */
export type HttpServer = {
  /** Starts to accept; port 0 takes a free one. Gives `http://host:port`. */
  listen(address: { readonly host: string; readonly port: number }): Promise<string>;
  /**
   * Stops to accept, waits for requests under way for at most `deadlineMs`, then aborts them and cuts
   * their connections. Apollo Server is not stopped by it.
   */
  stop(deadlineMs: number): Promise<void>;
};

export type HttpLimits = {
  readonly bodyBytes: number;
  /** How long a client may take to send a whole request. */
  readonly requestTimeoutMs: number;
};

export const defaultHttpLimits: HttpLimits = { bodyBytes: 1024 * 1024, requestTimeoutMs: 30_000 };

type Parts = {
  readonly apollo: ApolloServer<RequestContext>;
  /** Codes of what is missing for the gateway to be of use; none: ready. */
  readonly readiness: () => readonly string[] | Promise<readonly string[]>;
  /** What else `GET /health/ready` says, ready or not. */
  readonly describe?: () => Readonly<Record<string, unknown>>;
  /** What answers a request that arrives now; asked once a request. */
  readonly handler: () => RequestHandler;
  /** Finds an operation that anybody may make in a body without a token. Absent: there is none. */
  readonly findPublic?: (body: unknown) => PublicOperation | null;
  /** Answers what other authorities' gateways ask; absent: none may. */
  readonly answerPeer?: AnswerPeer;
  readonly limits?: HttpLimits;
  readonly onRefused?: OnRefused;
};

/** What answers another authority's gateway; `text` is the body, byte for byte. */
type AnswerPeer = (request: {
  readonly authorization: string | null;
  readonly text: string;
  readonly signal: AbortSignal;
}) => Promise<{ readonly status: number; readonly body: unknown }>;

/** On every response: nothing of an answer may be kept, framed, sniffed or handed on. */
const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Makes the server of `POST /graphql`, `GET /health/live` and `GET /health/ready`. A client that goes
 * away aborts its request's signal. Answers to everything else are `errors[]` with a code, too.
 */
export function createHttpServer(parts: Parts): HttpServer {
  const limits = parts.limits ?? defaultHttpLimits;
  const underWay = new Map<ServerResponse, AbortController>();
  let isStopping = false;

  const server = createServer(
    { requestTimeout: limits.requestTimeoutMs, keepAliveTimeout: 5000 },
    (request, response) => {
      const controller = new AbortController();
      underWay.set(response, controller);
      response.once('close', () => {
        underWay.delete(response);
        if (!response.writableFinished) controller.abort();
      });
      if (isStopping) response.shouldKeepAlive = false;
      const route = {
        ...parts,
        limits,
        describe: parts.describe ?? (() => ({})),
        findPublic: parts.findPublic ?? (() => null),
        answerPeer: parts.answerPeer ?? null,
        onRefused: parts.onRefused ?? (() => undefined),
        isStopping: () => isStopping,
      };
      answer(request, response, controller.signal, route).catch(() => fail(response));
    },
  );

  return {
    listen: ({ host, port }) => listen(server, host, port),
    async stop(deadlineMs) {
      isStopping = true;
      // A connection that is kept alive after its last answer would hold the server open.
      for (const response of underWay.keys()) response.shouldKeepAlive = false;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const timer = setTimeout(() => {
        for (const controller of underWay.values()) controller.abort();
        server.closeAllConnections();
      }, deadlineMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`);
    });
  });
}

type Route = Required<Omit<Parts, 'answerPeer'>> & {
  readonly answerPeer: AnswerPeer | null;
  readonly isStopping: () => boolean;
};

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
  route: Route,
): Promise<void> {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  switch (path) {
    case '/graphql':
      if (request.method !== 'POST') {
        response.setHeader('allow', 'POST');
        return refuse(response, route, 405, 'Operations are sent by POST.');
      }
      return await answerGraphql(request, response, signal, route);
    case '/peer/graphql': {
      const { answerPeer } = route;
      if (answerPeer === null) return refuse(response, route, 404, nowhere);
      if (request.method !== 'POST') {
        response.setHeader('allow', 'POST');
        return refuse(response, route, 405, 'Operations are sent by POST.');
      }
      const authorization = request.headersDistinct['authorization']?.join(', ') ?? null;
      const body = await readBody(request, route.limits.bodyBytes);
      if (body.kind === 'REFUSED') return refuse(response, route, body.status, body.message);
      const answered = await answerPeer({ authorization, text: body.text, signal });
      return send(response, answered.status, answered.body);
    }
    case '/health/live':
    case '/health/ready': {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.setHeader('allow', 'GET, HEAD');
        return refuse(response, route, 405, 'Health is asked by GET.');
      }
      if (path === '/health/live') return send(response, 200, { status: 'LIVE' });
      const reasons = route.isStopping() ? ['STOPPING'] : await route.readiness();
      return reasons.length === 0
        ? send(response, 200, { status: 'READY', ...route.describe() })
        : send(response, 503, { status: 'NOT_READY', reasons, ...route.describe() });
    }
    default:
      return refuse(response, route, 404, nowhere);
  }
}

const nowhere = 'There is POST /graphql, GET /health/live and GET /health/ready.';

async function answerGraphql(
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
  route: Route,
): Promise<void> {
  const accept = acceptedType(request.headers.accept);
  if (accept === null) {
    return refuse(response, route, 406, 'Answers are application/json or application/graphql-response+json.');
  }
  // All values of a repeated header: Node would keep the first, another reader perhaps the last.
  const authorization = request.headersDistinct['authorization']?.join(', ') ?? null;
  const body = await readBody(request, route.limits.bodyBytes);
  const handler = route.handler();
  if (authorization === null && body.kind === 'JSON') {
    const operation = route.findPublic(body.value);
    const answered = operation === null ? null : await answerStranger(operation, handler.execute, signal);
    if (answered !== null) return send(response, answered.status, answered.body, accept);
  }
  // A stranger is told nothing of the schema but its public part.
  if (!(await handler.isIdentified(authorization))) return challenge(response, route);
  if (body.kind === 'REFUSED') return refuse(response, route, body.status, body.message);
  const answered = await route.apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: 'POST',
      headers: new HeaderMap([
        ['content-type', 'application/json'],
        ['accept', accept],
      ]),
      search: '',
      body: withoutExtensions(body.value),
    },
    context: async () => ({ authorization, signal, execute: handler.execute }),
  });
  // Incremental delivery is not part of the public schema, so an answer is always whole.
  if (answered.body.kind !== 'complete') throw new Error('the answer is not whole');
  for (const [name, value] of answered.headers) response.setHeader(name, value);
  write(response, answered.status ?? 200, answered.body.string);
}

/** Request extensions ask for what is not offered (persisted queries by hash), so they are not read. */
function withoutExtensions(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const { extensions: _, ...rest } = body as Readonly<Record<string, unknown>>;
  return rest;
}

function refuse(response: ServerResponse, route: Route, status: number, message: string): void {
  const code = 'BAD_REQUEST';
  route.onRefused({ code });
  send(response, status, { errors: [{ message, extensions: { code } }] });
}

/** RFC 6750: who asks is not known; the same words as those of execution. */
function challenge(response: ServerResponse, route: Route): void {
  const code = 'UNAUTHENTICATED';
  route.onRefused({ code });
  response.setHeader('www-authenticate', 'Bearer');
  const message = 'A valid access token is needed: Authorization: Bearer <token>.';
  send(response, 401, { errors: [{ message, extensions: { code } }] });
}

/** For what nothing expected; where the client is gone or was cut off there is nobody to tell. */
function fail(response: ServerResponse): void {
  if (response.headersSent || response.destroyed) response.destroy();
  else
    send(response, 500, { errors: [{ message: 'The gateway could not answer.', extensions: { code: 'INTERNAL' } }] });
}

function send(response: ServerResponse, status: number, body: unknown, type = 'application/json'): void {
  response.setHeader('content-type', `${type}; charset=utf-8`);
  write(response, status, `${JSON.stringify(body)}\n`);
}

function write(response: ServerResponse, status: number, text: string): void {
  if (response.destroyed) return;
  const bytes = Buffer.from(text);
  response.writeHead(status, { ...securityHeaders, 'content-length': bytes.length }).end(bytes);
}
