import { Pool } from 'undici';
import type { AgencyAnswer, AgencyCall } from '../model/agency-call.ts';
import type { AgencyName } from '../model/words.ts';
import type { AgencyFaultCause } from './agency-fault.ts';
import { askLane } from './ask-lane.ts';
import { type Attempt, readAttempt } from './attempt.ts';
import { type AgencyHealth, createLanes, type OnBreaker } from './lanes.ts';
import type { Operations } from './operations.ts';
import { type AgencyTls, connectOptions } from './connect-options.ts';
import { headersOf } from './headers.ts';
import { postJson } from './post-json.ts';
import { createRequestBody, type RequestBody } from './request-body.ts';
import type { GrantClaims, SignGrant } from './sign-grant.ts';

/** Where one agency's system is. */
export type AgencyEndpoint = {
  readonly name: AgencyName;
  readonly url: string;
  /** Milliseconds for one call; absent: the default. */
  readonly deadlineMs?: number | undefined;
  /** Whom to trust there and what to show; absent: the usual authorities, and nothing. */
  readonly tls?: AgencyTls | undefined;
};

/** What a call is made for. */
export type AskContext = {
  readonly grant: GrantClaims;
  /** Ends with the operation, and tells it from others. */
  readonly signal: AbortSignal;
  /** W3C trace context of the call; null: none is handed on. */
  readonly traceparent?: string | null;
};

/** Something of an agency's that was not used: the cause in fixed words, and how often in this answer. */
export type DroppedPart = {
  readonly agency: AgencyName;
  readonly cause: AgencyFaultCause | 'ERROR_CODE';
  readonly count: number;
};

/**
 * Asks one agency's system. Always resolves, at the latest at the nearer of the agency's and the
 * operation's deadline. No text of the agency's is in what it returns but `data`, which the caller reads by its plan.
 */
export type AskAgency = (call: AgencyCall, context: AskContext) => Promise<AgencyAnswer>;

/** Asks agencies, and keeps connections to them until closed. */
export type Agencies = {
  readonly ask: AskAgency;
  /** How each agency stands, in the order of the configuration. */
  readonly health: () => readonly AgencyHealth[];
  /** Lets calls under way end, then closes the connections. */
  readonly close: () => Promise<void>;
};

/** Limits that hold for each agency. */
export type AgencyLimits = {
  readonly maxResponseBytes: number;
  readonly connections: number;
  /** Calls that may wait for a connection, within their deadline. */
  readonly queue: number;
  /** Calls in a row that fail until it is not asked for a while. */
  readonly breakerFailures: number;
  /** Calls in a hundred of the last twenty that may fail before the same; 100: however many. */
  readonly breakerPercent: number;
  /** Reads in a hundred that may be made twice. */
  readonly retryPercent: number;
};

/** The limits where the configuration says nothing. */
export const defaultAgencyLimits: AgencyLimits = {
  maxResponseBytes: 8 * 1024 * 1024,
  connections: 64,
  queue: 256,
  breakerFailures: 5,
  breakerPercent: 50,
  retryPercent: 10,
};

/** Opens a pool of kept-alive connections for each agency; connects with the first call. */
export function createAskAgency(options: {
  readonly agencies: readonly AgencyEndpoint[];
  readonly signGrant: SignGrant;
  readonly operations: Operations;
  readonly defaultDeadlineMs: number;
  readonly limits?: AgencyLimits | undefined;
  readonly onDropped: (dropped: DroppedPart) => void;
  readonly onBreaker?: OnBreaker | undefined;
  /** What has written documents before; absent: one of its own. */
  readonly bodyOf?: RequestBody;
  /** From 0 up to 1. */
  readonly random?: () => number;
}): Agencies {
  const { signGrant, operations, onDropped, onBreaker = () => undefined, random = Math.random } = options;
  const limits = options.limits ?? defaultAgencyLimits;
  const systems = new Map(
    options.agencies.map((agency) => {
      const url = new URL(agency.url);
      const deadlineMs = agency.deadlineMs ?? options.defaultDeadlineMs;
      const pool = new Pool(url.origin, {
        connections: limits.connections,
        pipelining: 1,
        allowH2: false,
        connect: connectOptions(deadlineMs, agency.tls),
        // The operation's timer is exact, and covers both.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      return [agency.name, { pool, path: `${url.pathname}${url.search}`, deadlineMs }];
    }),
  );
  const lanes = createLanes({
    agencies: [...systems.keys()],
    limits: { mostCalls: limits.connections + limits.queue, ...limits },
    onBreaker,
  });
  const bodyOf = options.bodyOf ?? createRequestBody();

  return {
    ask: async (call, context) => {
      const system = systems.get(call.agency);
      if (system === undefined) throw new Error('An agency is not configured.');
      const operation = operations.of(context.signal);
      const timeoutMs = Math.min(system.deadlineMs, operation.timeFor(call.kind, performance.now()));
      // Serialised once: the grant is bound to the very bytes that are sent.
      const variablesJson = JSON.stringify(call.variables);
      const body = bodyOf(call.document, variablesJson);
      const asked = await askLane(
        lanes.of(call.agency, call.kind),
        {
          operation,
          timeoutMs,
          isRead: call.kind !== 'REPORT',
          send: async (leftMs) => {
            const result = await postJson(system.pool, {
              path: system.path,
              headers: headersOf(signGrant(call, variablesJson, context.grant), context.traceparent ?? null),
              body,
              operation,
              signal: context.signal,
              timeoutMs: leftMs,
              maxResponseBytes: limits.maxResponseBytes,
            });
            return readAttempt(result, leftMs >= system.deadlineMs / 2);
          },
        },
        random,
      );
      reportDropped(call.agency, asked, onDropped);
      return asked.answer;
    },
    health: lanes.health,
    close: async () => {
      await Promise.all([...systems.values()].map(({ pool }) => pool.close()));
    },
  };
}

/** Tells what of an answer was not used, if anything. */
export function reportDropped(
  agency: AgencyName,
  { answer, dropped }: Pick<Attempt, 'answer' | 'dropped'>,
  onDropped: (dropped: DroppedPart) => void,
): void {
  if (answer.kind !== 'ANSWERED') onDropped({ agency, cause: answer.cause, count: 1 });
  else if (dropped > 0) onDropped({ agency, cause: 'ERROR_CODE', count: dropped });
}
