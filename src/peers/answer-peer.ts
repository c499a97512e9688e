import type { GraphQLSchema } from 'graphql';
import type { ForwardedRequest, PeerAnswers, PeerOrigin } from '../model/peer.ts';
import { type RequestTrace, untraced } from '../model/trace.ts';
import type { OrganisationCode } from '../model/words.ts';
import type { ListedPeer } from './peer-list.ts';
import { createReplayGuard } from './replay-guard.ts';
import { createServeContract, type PeerResponse } from './serve-contract.ts';
import { type PeerRefusalCode, verifyRequest } from './verify-request.ts';

/** A request to `POST /peer/graphql` as it arrived; `text` is the body, byte for byte. */
export type PeerHttpRequest = {
  readonly authorization: string | null;
  readonly text: string;
  readonly signal: AbortSignal;
  /** Follows the request through its steps; absent: nobody does. */
  readonly trace?: RequestTrace;
};

/** Answers what another authority's gateway asks; always resolves. */
export type AnswerPeer = (request: PeerHttpRequest) => Promise<PeerResponse>;

/** How peers are answered. What follows from the protocol is asked for with each request. */
export type AnswerPeerOptions = {
  readonly authority: OrganisationCode;
  readonly schema: GraphQLSchema;
  readonly findPeer: (authority: OrganisationCode) => ListedPeer | null;
  readonly origins: () => readonly PeerOrigin[];
  readonly answersTo: (
    request: ForwardedRequest,
    signal: AbortSignal,
    trace: RequestTrace,
  ) => PeerAnswers | Promise<PeerAnswers>;
  /** Whether a request is the first with its id among all that share our audience; absent: there is nobody else. */
  readonly claim?: (id: string) => Promise<boolean>;
  readonly clockSkewSeconds: number;
  readonly now: () => number;
  /** Told of each refusal: a cause in fixed words. */
  readonly onRefused: (cause: string) => void;
};

const scheme = /^Peer ([A-Za-z0-9_.-]{1,32768})$/;

/** Makes the answerer: who asks, then what, then the own authority's answers. */
export function createAnswerPeer(options: AnswerPeerOptions): AnswerPeer {
  const serve = createServeContract(options.schema);
  const { claim } = options;
  const replay = createReplayGuard(options.now, claim === undefined ? {} : { claim });
  return async ({ authorization, text, signal, trace = untraced }) => {
    trace.enter('IDENTITY');
    const token = scheme.exec(authorization ?? '')?.[1];
    if (token === undefined) return refuse(options, 'PEER_UNAUTHENTICATED', 'TOKEN_MISSING');
    const verified = await verifyRequest(token, text, { ...options, origins: options.origins(), replay });
    trace.leave();
    if (verified.kind === 'REFUSED') return refuse(options, verified.code, verified.cause);
    const body = parseBody(text);
    if (verified.kind === 'UNHEARD') {
      options.onRefused(verified.cause);
      return await serve(body, unheard);
    }
    return await serve(body, await options.answersTo(verified.request, signal, trace));
  };
}

/** As a gate that refuses the whole request: nobody is asked, and of no child is it said that it is not held. */
const unheard: PeerAnswers = {
  byKeys: async () => ({ rows: [], isAbsenceTold: false }),
  byDetails: async () => ({ rows: [], isAbsenceTold: false }),
  byIds: async (ids) => ids.map(() => null),
};

const statuses: Readonly<Record<PeerRefusalCode, number>> = {
  PEER_UNAUTHENTICATED: 401,
  PEER_NOT_BOUND: 403,
  PEER_LOOP: 403,
  PEER_HOP_LIMIT: 403,
};

const messages: Readonly<Record<PeerRefusalCode, string>> = {
  PEER_UNAUTHENTICATED: 'A request signed by a listed authority is needed.',
  PEER_NOT_BOUND: 'The authority may not ask.',
  PEER_LOOP: 'The request has been here before.',
  PEER_HOP_LIMIT: 'A request goes from one authority to another and no further.',
};

function refuse({ onRefused }: AnswerPeerOptions, code: PeerRefusalCode, cause: string): PeerResponse {
  onRefused(cause);
  return { status: statuses[code], body: { errors: [{ message: messages[code], extensions: { code } }] } };
}

function parseBody(text: string): { readonly query: unknown; readonly variables: unknown } {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null) return { query: null, variables: null };
    const { query, variables } = body as { readonly query?: unknown; readonly variables?: unknown };
    return { query: query ?? null, variables: variables ?? {} };
  } catch {
    return { query: null, variables: null };
  }
}
