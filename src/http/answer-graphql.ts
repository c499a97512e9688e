import type { IncomingMessage, ServerResponse } from 'node:http';
import { acceptedType } from './accepted-type.ts';
import type { Apollo } from './apollo.ts';
import { authorizationOf } from './authorization-of.ts';
import type {
  Admission,
  Admit,
  ExecuteRequest,
  GatewayRequest,
  GatewayResponse,
  OnRefused,
  RequestHandler,
} from './gateway-request.ts';
import type { PublicOperation } from './public-operation.ts';
import { readBody } from './read-body.ts';
import { renderAnswer } from './render-answer.ts';
import { challenge, refuse, sendText } from './respond.ts';
import { statusOf } from './status-of.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

/** What a body is read by. */
export type GraphqlFront = {
  readonly read: Apollo['read'];
  readonly documents: Pick<TrustedDocuments, 'resolve'>;
  /** Finds an operation that anybody may make in a body without a token. */
  readonly findPublic: (body: unknown) => PublicOperation | null;
};

/** What answers a request, and what its body is read by. */
export type ServedHandler = RequestHandler & { readonly front: GraphqlFront };

/** What `POST /graphql` is answered with. */
export type GraphqlParts = {
  /** What answers a request that arrives now; asked once a request. */
  readonly handler: () => ServedHandler | Promise<ServedHandler>;
  readonly admit: Admit;
  readonly bodyBytes: number;
  readonly onRefused: OnRefused;
  readonly onFault: (error: unknown) => void;
};

/** Answers one operation: who asks, may they ask now, what do they ask, and what the request's way answers. */
export async function answerGraphql(
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
  parts: GraphqlParts,
): Promise<void> {
  const { onRefused } = parts;
  const accepted = acceptedType(request.headers.accept);
  if (accepted === null) {
    return refuse(response, onRefused, 406, 'Answers are application/json or application/graphql-response+json.');
  }
  const authorization = authorizationOf(request.rawHeaders);
  const body = await readBody(request, parts.bodyBytes);
  const begun = parts.handler();
  const handler = begun instanceof Promise ? await begun : begun;
  const { front } = handler;
  const traceparent = header(request.headers['traceparent']);
  const send = (answer: GatewayResponse): void => {
    const { status, text, refusedWith } = renderAnswer(answer, accepted.isNamedJson);
    if (refusedWith === 'UNAUTHENTICATED') response.setHeader('www-authenticate', challengeOf(authorization));
    if (refusedWith === 'RATE_LIMITED') response.setHeader('retry-after', waitIn(answer));
    sendText(response, status, text, accepted.type);
  };
  const asked = body.kind === 'JSON' ? front.documents.resolve(body.value) : body;
  if (authorization === null && asked.kind === 'BODY') {
    const operation = front.findPublic(asked.body);
    const answer =
      operation === null
        ? null
        : await executed(handler.execute, { ...operation, authorization, isPublic: true, traceparent, signal }, parts);
    // Where it is not public after all, the stranger is refused as any other.
    if (answer !== null && !isOfNobody(answer)) return send(answer);
  }
  // A stranger is told nothing of the schema but its public part.
  const caller = await handler.identify(authorization);
  if (caller === null) return challenge(response, onRefused);
  if (parts.admit.caller !== undefined && !isAdmitted(response, await parts.admit.caller(caller), parts)) return;
  if (asked.kind === 'REFUSED') return refuse(response, onRefused, asked.status, asked.message);
  const read = asked.kind === 'FAULT' ? asked : await front.read(asked);
  if (read.kind === 'FAULT') {
    const { code, message, extensions } = read.fault;
    onRefused({ code });
    return send({ errors: [{ message, code, extensions }] });
  }
  if (read.kind === 'REFUSED') {
    const status = accepted.isNamedJson ? statusOf(read.code, true) : read.status;
    return sendText(response, status, read.text, accepted.type);
  }
  const { operation, operationName, variables } = read;
  const { document } = operation;
  send(
    await executed(
      handler.execute,
      { document, operationName, variables, authorization, caller, traceparent, signal },
      parts,
    ),
  );
}

/** Sends headers of a limit, and the refusal where it is reached; whether the request may go on. */
export function isAdmitted(
  response: ServerResponse,
  admission: Admission,
  { onRefused }: Pick<GraphqlParts, 'onRefused'>,
): boolean {
  for (const [name, value] of Object.entries(admission.headers ?? {})) response.setHeader(name, value);
  if (admission.kind === 'ADMITTED') return true;
  const { retryAfterSeconds } = admission;
  const code = 'RATE_LIMITED';
  onRefused({ code });
  response.setHeader('retry-after', String(retryAfterSeconds));
  const message = 'Too many requests: try again later.';
  const { status, text } = renderAnswer({ errors: [{ message, code, extensions: { retryAfterSeconds } }] }, false);
  sendText(response, status, text);
  return false;
}

async function executed(
  execute: ExecuteRequest,
  request: GatewayRequest,
  { onFault }: Pick<GraphqlParts, 'onFault'>,
): Promise<GatewayResponse> {
  try {
    return await execute(request);
  } catch (error) {
    onFault(error);
    return { errors: [{ message: 'The gateway could not answer.', code: 'INTERNAL' }] };
  }
}

/** Of a limit that is no part of HTTP: the searches of one practitioner, say. */
function waitIn({ errors }: GatewayResponse): string {
  const seconds = errors?.[0]?.extensions?.['retryAfterSeconds'];
  return typeof seconds === 'number' ? String(seconds) : '1';
}

function isOfNobody({ data, errors }: GatewayResponse): boolean {
  return data === undefined && errors?.[0]?.code === 'UNAUTHENTICATED';
}

/** RFC 6750 3: the error is told only to a caller who presented something. */
function challengeOf(authorization: string | null): string {
  return `Bearer realm="childview"${authorization === null ? '' : ', error="invalid_token"'}`;
}

function header(value: string | readonly string[] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
