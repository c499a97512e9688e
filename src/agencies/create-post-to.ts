import { Agent } from 'undici';
import type { AgencyAnswer, CallKind } from '../model/agency-call.ts';
import type { AgencyName } from '../model/words.ts';
import { askLane } from './ask-lane.ts';
import { readAttempt } from './attempt.ts';
import { connectOptions } from './connect-options.ts';
import { type AgencyLimits, type DroppedPart, reportDropped } from './create-ask-agency.ts';
import { type AgencyHealth, createLanes, type OnBreaker } from './lanes.ts';
import type { Operations } from './operations.ts';
import { postJson } from './post-json.ts';

/** One request to an address that is not known before it is made. */
export type PostRequest = {
  /** In whose name a fault is told, and who is spared when it fails. */
  readonly agency: AgencyName;
  readonly kind: CallKind;
  readonly url: string;
  readonly authorization: string;
  readonly body: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
};

/** Posts and reads GraphQL answers by the same rules and limits as agencies are asked by, and keeps connections until closed. */
export type PostTo = {
  /** Always resolves; sends once, never again: what is signed in it is good for once. */
  readonly post: (request: PostRequest) => Promise<AgencyAnswer>;
  readonly health: () => readonly AgencyHealth[];
  readonly close: () => Promise<void>;
};

/** At most; whoever asks gives up by its own deadline before. */
const connectMs = 10_000;

/** Opens connections as addresses come up. `agencies`: all names that may be given. */
export function createPostTo(options: {
  readonly agencies: readonly AgencyName[];
  readonly operations: Operations;
  readonly limits: AgencyLimits;
  readonly onDropped: (dropped: DroppedPart) => void;
  readonly onBreaker: OnBreaker;
}): PostTo {
  const { limits, operations, onBreaker, onDropped } = options;
  const agent = new Agent({
    connections: limits.connections,
    pipelining: 1,
    allowH2: false,
    connect: connectOptions(connectMs, undefined),
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const lanes = createLanes({
    agencies: options.agencies,
    limits: { mostCalls: limits.connections + limits.queue, ...limits },
    onBreaker,
  });
  return {
    post: async ({ agency, kind, url, authorization, body, signal, timeoutMs }) => {
      const { origin, pathname, search } = new URL(url);
      const operation = operations.of(signal);
      const call = {
        operation,
        timeoutMs: Math.min(timeoutMs, operation.timeFor(kind, performance.now())),
        isRead: false,
        send: async (leftMs: number) => {
          const result = await postJson(agent, {
            origin,
            path: `${pathname}${search}`,
            headers: ['content-type', 'application/json', 'accept', 'application/json', 'authorization', authorization],
            body,
            operation,
            signal,
            timeoutMs: leftMs,
            maxResponseBytes: limits.maxResponseBytes,
          });
          return readAttempt(result, leftMs >= timeoutMs / 2);
        },
      };
      const asked = await askLane(lanes.of(agency, kind), call, () => 0);
      reportDropped(agency, asked, onDropped);
      return asked.answer;
    },
    health: lanes.health,
    close: () => agent.close(),
  };
}
