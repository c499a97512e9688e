import { isDeepStrictEqual } from 'node:util';
import { type Agencies, createAskAgency } from './agencies/create-ask-agency.ts';
import { createOperations, type Operations } from './agencies/operations.ts';
import { createSignGrant } from './agencies/sign-grant.ts';
import type { Config } from './config/load-config.ts';
import { loadKey } from './config/load-key.ts';
import { loadTls } from './config/load-tls.ts';
import { type Apollo, createApollo } from './http/apollo.ts';
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
  /** The times of operations, which agencies and peers share. */
  readonly operations: Operations;
  readonly agencies: Agencies;
  readonly peers: Peers | null;
  readonly front: Front;
  readonly trusted: JoinedDocuments;
  /** Origins whose pages may send operations. */
  readonly origins: ReadonlySet<string>;
  /** How long one operation may take, in milliseconds. */
  readonly operationDeadlineMs: number;
  /** What each part was built of, by which one that needs no other is taken over. */
  readonly builtOf: Readonly<Record<'agencies' | 'peers' | 'front' | 'trusted', unknown>>;
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
    const ofAgencies = agenciesOf(config, operationDeadlineMs);
    const isSameTime = current?.operationDeadlineMs === operationDeadlineMs;
    const operations = isSameTime ? current.operations : createOperations({ durationMs: operationDeadlineMs });
    const agencies = await part(
      'agencies',
      ofAgencies,
      current?.agencies,
      () => openAgencies(ofAgencies, parts.log, operations),
      closeAgencies,
    );
    const peersContract = checked.contracts.peers;
    const { deadlineMs, limits } = ofAgencies;
    const ofPeers = { deadlineMs, limits, operationDeadlineMs, peers: config.peers, sdl: peersContract?.sdl };
    const peers = await part(
      'peers',
      ofPeers,
      current?.peers,
      () => (peersContract === null ? null : joinPeers({ ...parts, config, operations, schema: peersContract.schema })),
      async (built) => built?.close(),
    );
    const ofFront = { graphs: checked.graphs, limits: config.limits, introspects: checked.introspects };
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
      builtOf: { agencies: ofAgencies, peers: ofPeers, front: ofFront, trusted: ofTrusted },
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
    agencies === next?.agencies ? undefined : agencies.close(),
    peers === next?.peers ? undefined : peers?.close(),
  ]);
}

type OfAgencies = ReturnType<typeof agenciesOf>;

/** With the keys and certificates that are in the files now, so that a renewed one is taken with the next change. */
function agenciesOf(config: Config, operationDeadlineMs: number) {
  const mayCreate = config.environment === 'development';
  return {
    endpoints: config.agencies.map(({ name, url, deadlineMs, tls }) => ({ name, url, deadlineMs, tls: loadTls(tls) })),
    keys: new Map(config.agencies.map(({ name, grantKeyFile }) => [name, loadKey(grantKeyFile, { mayCreate })])),
    deadlineMs: config.deadlineMs,
    limits: agencyLimits(config),
    operationDeadlineMs,
  };
}

function openAgencies({ endpoints, keys, deadlineMs, limits }: OfAgencies, log: Log, operations: Operations): Agencies {
  return createAskAgency({
    agencies: endpoints,
    signGrant: createSignGrant({ keys, now: Date.now }),
    operations,
    defaultDeadlineMs: deadlineMs,
    limits,
    onBreaker: ({ agency, lane, state }) => log.warn('AGENCY_BREAKER', { agency, kind: lane, state }),
    onDropped: ({ agency, cause, count }) => log.warn('AGENCY_ANSWER', { agency, cause, count }),
  });
}

const closeAgencies = (agencies: Agencies): Promise<void> => agencies.close();

function isSameFrontAs(
  one: { readonly graphs: Graphs; readonly limits: Config['limits']; readonly introspects: boolean },
  other: typeof one,
): boolean {
  const { graphs, ...rest } = one;
  const { graphs: others, ...otherRest } = other;
  return graphs.composed.schema === others.composed.schema && isDeepStrictEqual(rest, otherRest);
}

async function openFront(graphs: Graphs, config: Config, log: Log): Promise<Front> {
  let served = graphs;
  const apollo = createApollo({
    schema: graphs.composed.schema,
    introspection: config.introspection !== 'off',
    limits: config.limits,
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
