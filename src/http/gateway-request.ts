import type { DocumentNode } from 'graphql';

/** One request as it is handed on: parsed and validated against the public schema, nothing decided. */
export type GatewayRequest = {
  /** The same object for the same query text, while Apollo Server's store keeps it: fit for a WeakMap. */
  readonly document: DocumentNode;
  readonly operationName: string | null;
  /** As the client sent them: not coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The `Authorization` header; several are joined by a comma, so that no reader takes one of them. */
  readonly authorization: string | null;
  /** Found to ask for nothing but what is open to anybody; such a request has no authorization. */
  readonly isPublic?: boolean;
  /** Aborted when the client goes away, or the server stops and cannot wait any longer. */
  readonly signal: AbortSignal;
};

/** An `errors[]` entry of the answer; `message` and `extensions` are told to the client as they are. */
export type ResponseError = {
  readonly message: string;
  readonly code: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
};

/** What is answered; without `data` the request was refused as a whole. */
export type GatewayResponse = {
  readonly data?: unknown;
  readonly errors?: readonly ResponseError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
};

/** The request's way behind HTTP. */
export type ExecuteRequest = (request: GatewayRequest) => Promise<GatewayResponse>;

/** What answers one request, from asking who sends it to the answer: all of it by one version of the protocol. */
export type RequestHandler = {
  /** Whether the `Authorization` header identifies a caller; asked before a body is parsed. */
  readonly isIdentified: (authorization: string | null) => Promise<boolean>;
  readonly execute: ExecuteRequest;
};

/** What HTTP knows of a request besides the GraphQL in it, and what will answer it. */
export type RequestContext = Pick<GatewayRequest, 'authorization' | 'signal'> & Pick<RequestHandler, 'execute'>;

/** Told of a request that was refused before the gateway's own steps saw it: a code, never its text. */
export type OnRefused = (refusal: { readonly code: string }) => void;
