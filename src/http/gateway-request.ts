import type { DocumentNode } from 'graphql';
import type { Practitioner } from '../model/practitioner.ts';

/** One request as it is handed on: parsed and validated against the public schema, nothing decided. */
export type GatewayRequest = {
  /** The same object for the same query text, while the front keeps it: fit for a WeakMap. */
  readonly document: DocumentNode;
  readonly operationName: string | null;
  /** As the client sent them: not coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The `Authorization` header; several are joined by a comma, so that no reader takes one of them. */
  readonly authorization: string | null;
  /** Whom the header identified, by the very handler that answers; absent: nobody asked yet. */
  readonly caller?: Practitioner;
  /** Found to ask for nothing but what is open to anybody; such a request has no authorization. */
  readonly isPublic?: boolean;
  /** The W3C trace context that the client sent, unread; null: none. */
  readonly traceparent?: string | null;
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
  /** Whom the `Authorization` header identifies; asked before a body is parsed. Null: nobody. */
  readonly identify: (authorization: string | null) => Promise<Practitioner | null>;
  readonly execute: ExecuteRequest;
};

/** Whether a request may go on; `headers` go with its answer either way. */
export type Admission =
  | { readonly kind: 'ADMITTED'; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly kind: 'LIMITED';
      readonly retryAfterSeconds: number;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** Where requests are counted and turned away. Each is asked once a request; absent: nothing is limited there. */
export type Admit = {
  /** Before anything of the request is read but its head; the address of the connection, and what anybody may have written of where it came from before. */
  readonly address?: (address: string, forwardedFor: string | undefined) => Promise<Admission> | Admission;
  /** Once it is known who asks, before the operation is looked at. */
  readonly caller?: (caller: Practitioner) => Promise<Admission> | Admission;
};

/** Told of a request that was refused before the gateway's own steps saw it: a code, never its text. */
export type OnRefused = (refusal: { readonly code: string }) => void;
