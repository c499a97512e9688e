import type { GraphQLSchema } from 'graphql';
import type { AgencyLimits } from './agencies/create-ask-agency.ts';
import { createPostTo } from './agencies/create-post-to.ts';
import type { AgencyHealth } from './agencies/lanes.ts';
import type { Operations } from './agencies/operations.ts';
import type { Config } from './config/load-config.ts';
import { readNamedFile } from './config/read-named-file.ts';
import type { ComposedGraph } from './graph/contract.ts';

import type { AgencyAnswer, AgencyCall } from './model/agency-call.ts';
import type { Soon } from './model/control-state.ts';
import type { ForwardedRequest, PeerAnswers, PeerOrigin } from './model/peer.ts';
import type { Protocol } from './model/protocol.ts';
import type { AgencyName } from './model/words.ts';
import type { RequestTrace } from './model/trace.ts';
import { type AnswerPeer, createAnswerPeer } from './peers/answer-peer.ts';
import { createAskPeer } from './peers/ask-peer.ts';
import { createFetchList } from './peers/fetch-list.ts';
import { loadPeerKey } from './peers/load-peer-key.ts';
import { readTrust } from './peers/read-trust.ts';
import { createRegistry } from './peers/registry.ts';
import { createSignPeerRequest } from './peers/sign-request.ts';
import type { AgencyCallContext } from './pipeline/request-parts.ts';
import type { Log } from './telemetry/create-log.ts';

/** Everything that deals with other authorities' gateways, built and joined. */
export type Peers = {
  /** The authorities that are asked, by the names that they have among agencies. */
  readonly names: ReadonlySet<AgencyName>;
  readonly ask: (call: AgencyCall, context: AgencyCallContext) => Promise<AgencyAnswer>;
  readonly health: () => readonly AgencyHealth[];
  readonly answerPeer: AnswerPeer;
  readonly close: () => Promise<void>;
};

/** What of the gateway peers are answered by; asked for with each request, since the protocol may change. */
export type PeersParts = {
  readonly config: Config;
  readonly operations: Operations;
  /** The contract that peers share, as it is served. */
  readonly schema: GraphQLSchema;
  readonly origins: () => readonly PeerOrigin[];
  readonly answerForwarded: () => Soon<
    ((request: ForwardedRequest, signal: AbortSignal, trace: RequestTrace) => PeerAnswers) | null
  >;
  /** Whether a peer's request is the first with its id among all instances. */
  readonly claim: (id: string) => Promise<boolean>;
  readonly log: Log;
};

/** Builds them; null: the configuration has no section `peers`. Looks at the registry once before it resolves. */
export async function joinPeers({
  config,
  operations,
  schema,
  origins,
  answerForwarded,
  claim,
  log,
}: PeersParts): Promise<Peers | null> {
  const { peers } = config;
  if (peers === null) return null;
  const key = await loadPeerKey(peers.keyFile, { mayCreate: config.environment === 'development' });
  const { file, url, trustFile, refreshMs } = peers.registry;
  const fetching = createFetchList();
  const registry = createRegistry({
    listText: file === undefined ? null : readNamedFile('peers.registry.file', file),
    service:
      url === undefined || trustFile === undefined
        ? null
        : {
            fetchList: (signal) => fetching.fetchList(url, signal),
            trust: readTrust(readNamedFile('peers.registry.trustFile', trustFile), trustFile),
            refreshMs,
          },
    now: Date.now,
    onFault: (cause) => log.warn('PEER_REGISTRY', { cause }),
  });
  await registry.refresh();
  const posting = createPostTo({
    agencies: peers.connected.map(({ name }) => name),
    operations,
    limits: agencyLimits(config),
    onBreaker: ({ agency, lane, state }) => log.warn('AGENCY_BREAKER', { agency, kind: lane, state }),
    onDropped: ({ agency, cause, count }) => log.warn('AGENCY_ANSWER', { agency, cause, count }),
  });
  const askPeer = createAskPeer({
    peers: peers.connected,
    findPeer: registry.find,
    sign: await createSignPeerRequest({ authority: peers.authority, key, now: Date.now }),
    post: posting.post,
    // A silent agency of the peer's costs the peer one deadline of its own, and is to cost us no more than its part.
    deadlineMs: config.deadlineMs * 2,
  });
  return {
    names: new Set(peers.connected.map(({ name }) => name)),
    ask: (call, { practitioner, declaration, recordId, basesOf, knowable, signal }) => {
      const bases = basesOf.get(call.agency) ?? [];
      return askPeer(call, { practitioner, declaration, recordId, bases, knowable: knowable ?? null }, signal);
    },
    health: posting.health,
    answerPeer: createAnswerPeer({
      authority: peers.authority,
      schema,
      findPeer: registry.find,
      origins,
      answersTo: async (request, signal, trace) => {
        const answer = await answerForwarded();
        if (answer === null) throw new Error('Peers are not answered.');
        return answer(request, signal, trace);
      },
      claim,
      clockSkewSeconds: config.identity.clockSkewSeconds,
      now: Date.now,
      onRefused: (cause) => log.warn('PEER_REFUSED', { cause }),
    }),
    close: async () => {
      registry.close();
      await Promise.all([posting.close(), fetching.close()]);
    },
  };
}

/** The limits that hold for each agency, and each peer. */
export function agencyLimits({ limits }: Config): AgencyLimits {
  return {
    maxResponseBytes: limits.agencyResponseBytes,
    connections: limits.agencyConnections,
    queue: limits.agencyQueue,
    breakerFailures: limits.agencyBreakerFailures,
    breakerPercent: limits.agencyBreakerPercent,
    retryPercent: limits.agencyRetryPercent,
  };
}

/**
 * How long one operation may ask, in milliseconds: unless it is said, three times as long as the slowest may take, so
 * that one that hangs costs its own time, and leaves to every wave after it as much as it would have had.
 */
export function operationDeadlineOf(config: Config): number {
  const { agencies, deadlineMs, operationDeadlineMs, peers } = config;
  const ofPeers = (peers?.connected ?? []).map((peer) => peer.deadlineMs ?? deadlineMs * 2);
  const longest = Math.max(...agencies.map((agency) => agency.deadlineMs ?? deadlineMs), ...ofPeers);
  return operationDeadlineMs ?? longest * 3;
}

/** The agencies of a pipeline: the own ones, then other authorities, asked by what means the same everywhere. */
export function allAgencies({ agencies, peers }: Config, { peers: rules }: Protocol) {
  const others = (peers?.connected ?? []).map(({ name }) => ({ name, schemes: rules.schemes, isPeer: true }));
  return [...agencies, ...others];
}

/** What answering peers needs to know of their contract. */
export function contractFacts(contract: NonNullable<ReturnType<ComposedGraph['contracts']['get']>>) {
  const classOf = (field: string): string => contract.fieldOf('Child', field)?.disclosure?.class ?? '';
  const child = contract.schema.getType('Child');
  const fields = child !== undefined && 'getFields' in child ? Object.keys(child.getFields()) : [];
  return {
    schema: contract.schema,
    indexFields: ['identity', ...fields.filter((name) => contract.fieldOf('Child', name)?.use === null)],
    identityClass: classOf('recordedIdentity'),
    placeClass: classOf('addresses'),
  };
}
