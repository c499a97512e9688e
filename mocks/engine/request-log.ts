import type { AskedRoot } from './asked-roots.ts';

/** One request as it arrived. */
type ReceivedRequest = {
  readonly at: string;
  readonly document: string;
  readonly variables: unknown;
  /** The wave that the grant claims; null without one. */
  readonly kind: string | null;
  /** The root fields and how much each was asked; empty for a document that is not valid. */
  readonly roots: readonly AskedRoot[];
  readonly accepted: boolean;
  /** Why it was refused; null when accepted. */
  readonly refusal: string | null;
};

/** What an agency was asked, newest last. In memory only, the last 50,000. */
export type RequestLog = {
  add(request: ReceivedRequest): void;
  list(): readonly ReceivedRequest[];
  clear(): void;
};

const most = 50_000;

/** Builds an empty log. */
export const requestLogOf = (): RequestLog => {
  let requests: ReceivedRequest[] = [];
  return {
    add(request) {
      requests.push(request);
      if (requests.length > most * 1.1) requests = requests.slice(-most);
    },
    list: () => requests.slice(-most),
    clear() {
      requests = [];
    },
  };
};
