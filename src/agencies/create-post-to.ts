import { Agent } from 'undici';
import type { AgencyAnswer } from '../model/agency-call.ts';
import type { AgencyName } from '../model/words.ts';
import { agencyFault } from './agency-fault.ts';
import type { DroppedPart } from './create-ask-agency.ts';
import { postJson } from './post-json.ts';
import { readAnswer } from './read-answer.ts';

/** One request to an address that is not known before it is made. */
export type PostRequest = {
  /** In whose name a fault is told. */
  readonly agency: AgencyName;
  readonly url: string;
  readonly authorization: string;
  readonly body: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
};

/** Posts and reads GraphQL answers by the same rules and limits as agencies are asked by, and keeps connections until closed. */
export type PostTo = {
  readonly post: (request: PostRequest) => Promise<AgencyAnswer>;
  readonly close: () => Promise<void>;
};

/** Opens connections as addresses come up; `connections` to each. */
export function createPostTo(options: {
  readonly maxResponseBytes: number;
  readonly connections: number;
  readonly onDropped: (dropped: DroppedPart) => void;
}): PostTo {
  const agent = new Agent({ connections: options.connections, pipelining: 1, allowH2: false });
  return {
    post: async ({ agency, url, authorization, body, signal, timeoutMs }) => {
      const { origin, pathname, search } = new URL(url);
      const result = await postJson(agent, {
        origin,
        path: `${pathname}${search}`,
        headers: ['content-type', 'application/json', 'accept', 'application/json', 'authorization', authorization],
        body,
        signal,
        timeoutMs,
        maxResponseBytes: options.maxResponseBytes,
      });
      const { answer, dropped } =
        result.kind === 'BODY' ? readAnswer(result.text) : { answer: agencyFault(result.cause), dropped: 0 };
      if (answer.kind !== 'ANSWERED') options.onDropped({ agency, cause: answer.cause, count: 1 });
      else if (dropped > 0) options.onDropped({ agency, cause: 'ERROR_CODE', count: dropped });
      return answer;
    },
    close: () => agent.close(),
  };
}
