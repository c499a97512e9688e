import { Pool } from 'undici';
import type { AgencyAnswer, AgencyCall } from '../model/agency-call.ts';
import type { AgencyName } from '../model/words.ts';
import { type AgencyFaultCause, agencyFault } from './agency-fault.ts';
import { postJson } from './post-json.ts';
import { readAnswer } from './read-answer.ts';
import type { GrantClaims, SignGrant } from './sign-grant.ts';

/** Where one agency's system is. */
export type AgencyEndpoint = {
  readonly name: AgencyName;
  readonly url: string;
  /** Milliseconds for one call; absent: the default. */
  readonly deadlineMs?: number | undefined;
};

/** What a call is made for. */
export type AskContext = {
  readonly grant: GrantClaims;
  /** Follows the client's disconnect. */
  readonly signal: AbortSignal;
  /** When the whole operation's time is up, in milliseconds of `performance.now()`. */
  readonly deadlineAt: number;
};

/** Something of an agency's that was not used: the cause in fixed words, and how often in this answer. */
export type DroppedPart = {
  readonly agency: AgencyName;
  readonly cause: AgencyFaultCause | 'ERROR_CODE';
  readonly count: number;
};

/**
 * Asks one agency's system. Always resolves, at the latest at the nearer of the agency's and the
 * operation's deadline; sends once, never again. No text of the agency's is in what it returns but
 * `data`, which the caller reads by its plan.
 */
export type AskAgency = (call: AgencyCall, context: AskContext) => Promise<AgencyAnswer>;

/** Asks agencies, and keeps connections to them until closed. */
export type Agencies = {
  readonly ask: AskAgency;
  /** Lets calls under way end, then closes the connections. */
  readonly close: () => Promise<void>;
};

const defaultMaxResponseBytes = 8 * 1024 * 1024;
const defaultConnections = 64;

/** Opens a pool of kept-alive connections for each agency; connects with the first call. */
export function createAskAgency(options: {
  readonly agencies: readonly AgencyEndpoint[];
  readonly signGrant: SignGrant;
  readonly defaultDeadlineMs: number;
  readonly maxResponseBytes?: number | undefined;
  /** Connections to each agency; further calls wait for one, within their deadline. */
  readonly connections?: number | undefined;
  readonly onDropped: (dropped: DroppedPart) => void;
}): Agencies {
  const systems = new Map(
    options.agencies.map((agency) => {
      const url = new URL(agency.url);
      const deadlineMs = agency.deadlineMs ?? options.defaultDeadlineMs;
      const pool = new Pool(url.origin, {
        connections: options.connections ?? defaultConnections,
        pipelining: 1,
        allowH2: false,
        connect: { timeout: deadlineMs },
        // The timer of each call is exact; these only catch what it could not.
        headersTimeout: deadlineMs * 2,
        bodyTimeout: deadlineMs * 2,
      });
      return [agency.name, { pool, path: `${url.pathname}${url.search}`, deadlineMs }];
    }),
  );
  const maxResponseBytes = options.maxResponseBytes ?? defaultMaxResponseBytes;

  const ask: AskAgency = async (call, context) => {
    const system = systems.get(call.agency);
    if (system === undefined) throw new Error('An agency is not configured.');
    // Serialised once: the grant is bound to the very bytes that are sent.
    const variablesJson = JSON.stringify(call.variables);
    const result = await postJson(system.pool, {
      path: system.path,
      headers: [
        'content-type',
        'application/json',
        'accept',
        'application/graphql-response+json, application/json;q=0.9',
        'childview-grant',
        options.signGrant(call, variablesJson, context.grant),
      ],
      body: `{"query":${JSON.stringify(call.document)},"variables":${variablesJson}}`,
      signal: context.signal,
      timeoutMs: Math.min(system.deadlineMs, context.deadlineAt - performance.now()),
      maxResponseBytes,
    });
    const { answer, dropped } =
      result.kind === 'BODY' ? readAnswer(result.text) : { answer: agencyFault(result.cause), dropped: 0 };
    if (answer.kind !== 'ANSWERED') options.onDropped({ agency: call.agency, cause: answer.cause, count: 1 });
    else if (dropped > 0) options.onDropped({ agency: call.agency, cause: 'ERROR_CODE', count: dropped });
    return answer;
  };

  return {
    ask,
    close: async () => {
      await Promise.all([...systems.values()].map(({ pool }) => pool.close()));
    },
  };
}
