import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerGraphql, type GraphqlParts, isAdmitted } from './answer-graphql.ts';
import { authorizationOf } from './authorization-of.ts';
import { allowOrigin, answerPreflight, type CrossOrigin } from './cross-origin.ts';
import { readBody } from './read-body.ts';
import { fail, refuse, sendJson } from './respond.ts';

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
  /** How long a client may take to read an answer: what it does not read would stay in memory, and holds case data. */
  readonly answerTimeoutMs: number;
};

const defaultHttpLimits: HttpLimits = {
  bodyBytes: 1024 * 1024,
  requestTimeoutMs: 30_000,
  answerTimeoutMs: 30_000,
};

type Parts = Pick<GraphqlParts, 'handler'> &
  Partial<Pick<GraphqlParts, 'admit' | 'onRefused' | 'onFault'>> & {
    /** Codes of what is missing for the gateway to be of use; none: ready. */
    readonly readiness: () => readonly string[] | Promise<readonly string[]>;
    /** What else `GET /health/ready` says, ready or not. */
    readonly describe?: () => Readonly<Record<string, unknown>>;
    /** Answers what other authorities' gateways ask; absent: none may. */
    readonly answerPeer?: AnswerPeer;
    readonly limits?: Partial<HttpLimits>;
    /** Origins whose pages may send operations; asked once a request. Absent: none. */
    readonly origins?: () => CrossOrigin;
  };

/** What answers another authority's gateway; `text` is the body, byte for byte. */
type AnswerPeer = (request: {
  readonly authorization: string | null;
  readonly text: string;
  readonly signal: AbortSignal;
}) => Promise<{ readonly status: number; readonly body: unknown }>;

/**
 * Makes the server of `POST /graphql`, `GET /health/live` and `GET /health/ready`. A client that goes
 * away aborts its request's signal. Answers to everything else are `errors[]` with a code, too.
 */
export function createHttpServer(parts: Parts): HttpServer {
  const limits = { ...defaultHttpLimits, ...parts.limits };
  const underWay = new Map<ServerResponse, AbortController>();
  let isStopping = false;
  const route: Route = {
    ...parts,
    describe: parts.describe ?? (() => ({})),
    admit: parts.admit ?? {},
    answerPeer: parts.answerPeer ?? null,
    origins: parts.origins ?? (() => nowhereElse),
    bodyBytes: limits.bodyBytes,
    onRefused: parts.onRefused ?? (() => undefined),
    onFault: parts.onFault ?? (() => undefined),
    isStopping: () => isStopping,
  };

  const server = createServer(
    {
      requestTimeout: limits.requestTimeoutMs,
      // Otherwise Node looks twice a minute, so that half a request would be waited for twice as long as it may.
      connectionsCheckingInterval: Math.min(limits.requestTimeoutMs, 5000),
      keepAliveTimeout: 5000,
    },
    (request, response) => {
      const controller = new AbortController();
      underWay.set(response, controller);
      response.once('close', () => {
        underWay.delete(response);
        if (!response.writableFinished) controller.abort();
      });
      if (isStopping) response.shouldKeepAlive = false;
      void answer(request, response, controller.signal, route)
        .catch(() => fail(response))
        .then(() => cutOffUnread(response, limits.answerTimeoutMs));
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

/** Nearly every answer has been handed to the system by now, and needs no timer. */
function cutOffUnread(response: ServerResponse, timeoutMs: number): void {
  if (response.writableFinished || response.destroyed) return;
  const timer = setTimeout(() => response.destroy(), timeoutMs);
  response.once('close', () => clearTimeout(timer));
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

type Route = GraphqlParts &
  Required<Pick<Parts, 'readiness' | 'describe' | 'origins'>> & {
    readonly answerPeer: AnswerPeer | null;
    readonly isStopping: () => boolean;
  };

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
  route: Route,
): Promise<void> {
  const path = pathOf(request.url ?? '');
  if (path === '/health/live' || path === '/health/ready') return answerHealth(path, request, response, route);
  if (route.admit.address !== undefined) {
    const forwardedFor = request.headers['x-forwarded-for'];
    const admission = await route.admit.address(request.socket.remoteAddress ?? '', forwardedFor?.toString());
    if (!isAdmitted(response, admission, route)) return;
  }
  switch (path) {
    case '/graphql': {
      const origins = route.origins();
      if (answerPreflight(request, response, origins)) return;
      allowOrigin(request, response, origins);
      return isPost(request, response, route) ? answerGraphql(request, response, signal, route) : undefined;
    }
    case '/peer/graphql':
      if (route.answerPeer === null) break;
      return isPost(request, response, route) ? passToPeer(request, response, signal, route) : undefined;
  }
  refuse(response, route.onRefused, 404, nowhere);
}

const nowhereElse: CrossOrigin = new Set();
const nowhere = 'There is POST /graphql, GET /health/live and GET /health/ready.';

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

/** Refuses all else. */
function isPost(request: IncomingMessage, response: ServerResponse, { onRefused }: Route): boolean {
  if (request.method === 'POST') return true;
  response.setHeader('allow', 'POST');
  refuse(response, onRefused, 405, 'Operations are sent by POST.');
  return false;
}

async function passToPeer(
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
  { answerPeer, bodyBytes, onRefused }: Route,
): Promise<void> {
  const body = await readBody(request, bodyBytes);
  if (body.kind === 'REFUSED') return refuse(response, onRefused, body.status, body.message);
  const authorization = authorizationOf(request.rawHeaders);
  const answered = await answerPeer?.({ authorization, text: body.text, signal });
  if (answered !== undefined) sendJson(response, answered.status, answered.body);
}

async function answerHealth(
  path: '/health/live' | '/health/ready',
  { method }: IncomingMessage,
  response: ServerResponse,
  route: Route,
): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return refuse(response, route.onRefused, 405, 'Health is asked by GET.');
  }
  if (path === '/health/live') return sendJson(response, 200, { status: 'LIVE' });
  const reasons = route.isStopping() ? ['STOPPING'] : await route.readiness();
  return reasons.length === 0
    ? sendJson(response, 200, { status: 'READY', ...route.describe() })
    : sendJson(response, 503, { status: 'NOT_READY', reasons, ...route.describe() });
}
