import type { ChildPart, FactsAsk, OnItem } from '../graph/graph-step.ts';
import type { Silence } from '../model/child-record.ts';
import type { AgencyAnswer, AgencyCall } from '../model/agency-call.ts';
import type { RequestOrigin } from '../model/peer.ts';
import type { AgencyName } from '../model/words.ts';
import type { Entry } from './gather-children.ts';

/** Where the search for children starts that were asked for by what is known of them; and who did not answer. */
export type FoundEntries = {
  readonly entries: readonly Entry[];
  readonly silent: ReadonlyMap<AgencyName, Silence>;
};

/** Stands for no root of the operation: what is found beside the children asked for by identifier. */
export const noRoot = -1;

/**
 * What goes along with a request that another authority's gateway forwarded. It takes the same way as any other
 * request; this lets its answer be taken from what was decided and released, instead of from the public graph.
 */
export type Forwarded = {
  readonly origin: RequestOrigin;
  /** Finds children beside those of the roots; asked once the request is open. */
  readonly find: (facts: FactsAsk, ask: (call: AgencyCall) => Promise<AgencyAnswer>) => Promise<FoundEntries>;
  /** Told of every child asked for, decided, before anything of it is recorded or asked for. */
  readonly onDecided: (children: readonly ChildPart[]) => void;
  /** Told of every item that is shown. */
  readonly onItem: OnItem;
};
