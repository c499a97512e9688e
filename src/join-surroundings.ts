import { isDeepStrictEqual } from 'node:util';
import { createOperations, type Operations } from './agencies/operations.ts';
import type { Config } from './config/load-config.ts';
import { type Apollo, createApollo } from './http/apollo.ts';
import { closeAgencies, type JoinedAgencies, joinAgencies } from './join-agencies.ts';
import { type JoinedDocuments, joinDocuments } from './join-documents.ts';
import type { Checked, Graphs } from './join-graphs.ts';
import { agencyLimits, joinPeers, operationDeadlineOf, type Peers, type PeersParts } from './join-peers.ts';
import type { Log } from './telemetry/create-log.ts';

/**
 * What follows from a configuration and can be replaced while requests are answered: connections to agencies and
 * peers, what reads documents, trusted documents. A request keeps those that it began with to its end.
 */
export type Surroundings = {
  readonly config: Config;
  /** The times of operations, which agencies and peers share; the same for as long as the gateway runs. */
  readonly operations: Operations;
  readonly agencies: JoinedAgencies;
  readonly peers: Peers | null;
  readonly front: Front;
  readonly trusted: JoinedDocuments;
  /** Origins whose pages may send operations. */
  readonly origins: ReadonlySet<string>;
  /** How long one operation may take, in milliseconds. */
  readonly operationDeadlineMs: number;
  /** What each part was built of, by which one that needs no other is taken over. */
  readonly builtOf: Readonly<Record<'peers' | 'front' | 'trusted', unknown>>;
};

/** What reads documents by a schema, and has the graph that says what else is wrong with them. */
export type Front = {
  readonly apollo: Apollo;
  /** Serves another version's graph; where the schema is another one, all parsed documents and plans are lost. */
  readonly serve: (graphs: Graphs) => void;
};

/** What surroundings are told and ask of the rest of the gateway. */
export type SurroundingsParts = Pick<PeersParts, 'origins' | 'answerForwarded' | 'claim'> & {
  readonly log: Log;
  readonly tell: (text: string) => void;
};

type Closable = () => Promise<unknown>;

/**
 * Builds what the configuration asks for, and takes over from `current` what nothing differs for: its connections,
 * breakers and parsed documents. Throws what is wrong, with nothing left open that was opened here.
 */
export async function joinSurroundings(
  config: Config,
  checked: Checked,
  current: Surroundings | null,
  parts: SurroundingsParts,
): Promise<Surroundings> {
  const opened: Closable[] = [];
  /** Takes over the current one, or builds another that is closed should anything after it fail. */
  const part = async <T>(
    name: keyof Surroundings['builtOf'],
    of: unknown,
    known: T | undefined,
    build: () => T | Promise<T>,
    close: (built: T) => Promise<unknown>,
  ): Promise<T> => {
    if (known !== undefined && isDeepStrictEqual(current?.builtOf[name], of)) return known;
    const built = await build();
    opened.push(() => close(built));
    return built;
  };
  try {
    const operationDeadlineMs = operationDeadlineOf(config);
    // A changed time is given to it once all of this serves.
    const operations = current?.operations ?? createOperations({ durationMs: operationDeadlineMs });
    const agencies = joinAgencies(config, current?.agencies ?? null, { log: parts.log, operations });
    opened.push(() => closeAgencies(agencies, current?.agencies ?? null));
    const peersContract = checked.contracts.peers;
    const { deadlineMs } = config;
    const ofPeers = { deadlineMs, limits: agencyLimits(config), peers: config.peers, sdl: peersContract?.sdl };
    const peers = await part(
      'peers',
      ofPeers,
      current?.peers,
      () => (peersContract === null ? null : joinPeers({ ...parts, config, operations, schema: peersContract.schema })),
      async (built) => built?.close(),
    );
    const ofFront = { graphs: checked.graphs, limits: documentLimits(config), introspects: checked.introspects };
    const isSameFront = current !== null && isSameFrontAs(current.builtOf.front as typeof ofFront, ofFront);
    const front = isSameFront ? current.front : await openFront(checked.graphs, config, parts.log);
    if (!isSameFront) opened.push(() => front.apollo.server.stop());
    const ofTrusted = { front: front.apollo.read, trustedDocuments: config.trustedDocuments };
    const trusted = await part(
      'trusted',
      ofTrusted,
      current?.trusted,
      () => joinDocuments(config, { apollo: front.apollo, log: parts.log, tell: parts.tell }),
      (built) => built.stop(),
    );
    return {
      config,
      operations,
      agencies,
      peers,
      front,
      trusted,
      origins: new Set(config.cors.origins),
      operationDeadlineMs,
      builtOf: { peers: ofPeers, front: ofFront, trusted: ofTrusted },
    };
  } catch (error) {
    await Promise.allSettled(opened.map((close) => close()));
    throw error;
  }
}

/** Closes the parts that the next surroundings did not take over; null: all. Lets calls under way end. */
export async function closeSurroundings(former: Surroundings, next: Surroundings | null): Promise<void> {
  const { agencies, peers, front, trusted } = former;
  await Promise.all([
    trusted === next?.trusted ? undefined : trusted.stop(),
    front === next?.front ? undefined : front.apollo.server.stop(),
    closeAgencies(agencies, next?.agencies ?? null),
    peers === next?.peers ? undefined : peers?.close(),
  ]);
}

function isSameFrontAs(
  one: { readonly graphs: Graphs; readonly limits: object; readonly introspects: boolean },
  other: typeof one,
): boolean {
  const { graphs, ...rest } = one;
  const { graphs: others, ...otherRest } = other;
  return graphs.composed.schema === others.composed.schema && isDeepStrictEqual(rest, otherRest);
}

/** The limits that documents are read by. */
function documentLimits({ limits: { tokens, depth, aliases, directives, rootFields, cost } }: Config) {
  return { tokens, depth, aliases, directives, rootFields, cost };
}

/** Starts what reads documents by the schema of these graphs. */
export async function openFront(graphs: Graphs, config: Config, log: Log): Promise<Front> {
  let served = graphs;
  const apollo = createApollo({
    schema: graphs.composed.schema,
    introspection: config.introspection !== 'off',
    limits: documentLimits(config),
    cost: config.limits.cost,
    faultsOf: (document) => served.graph.literalFaults(document),
    onRefused: ({ code }) => log.info('REQUEST_REFUSED', { code }),
    onUntrusted: (documentId) => log.warn('DOCUMENT_NOT_TRUSTED', { documentId }),
    onFault: (error) => log.error('FAULT', { error }),
  });
  await apollo.server.start();
  return {
    apollo,
    serve: (changed) => {
      if (changed.composed.schema !== served.composed.schema) apollo.replaceSchema(changed.composed.schema);
      served = changed;
    },
  };
}
