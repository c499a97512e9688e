import { readFileSync } from 'node:fs';
import type { GraphQLSchema } from 'graphql';
import { createPostTo } from './agencies/create-post-to.ts';
import type { Config } from './config/load-config.ts';
import type { ComposedGraph } from './graph/contract.ts';

import type { AgencyAnswer, AgencyCall } from './model/agency-call.ts';
import type { ForwardedRequest, PeerAnswers, PeerOrigin } from './model/peer.ts';
import type { Protocol } from './model/protocol.ts';
import { type AnswerPeer, createAnswerPeer } from './peers/answer-peer.ts';
import { createAskPeer } from './peers/ask-peer.ts';
import { createFetchList } from './peers/fetch-list.ts';
import { loadPeerKey } from './peers/load-peer-key.ts';
import { createRegistry } from './peers/registry.ts';
import { createSignPeerRequest } from './peers/sign-request.ts';
import type { AgencyCallContext } from './pipeline/request-parts.ts';
import type { Log } from './telemetry/create-log.ts';

/** Everything that deals with other authorities' gateways, built and joined. */
export type Peers = {
  /** Null: the call is to an agency of the own authority. */
  readonly ask: (call: AgencyCall, context: AgencyCallContext) => Promise<AgencyAnswer> | null;
  readonly answerPeer: AnswerPeer;
  readonly close: () => Promise<void>;
};

/** What of the gateway peers are answered by; asked for with each request, since the protocol may change. */
export type PeersParts = {
  readonly config: Config;
  /** The contract that peers share, as it is served. */
  readonly schema: GraphQLSchema;
  readonly origins: () => readonly PeerOrigin[];
  readonly answerForwarded: () => ((request: ForwardedRequest, signal: AbortSignal) => PeerAnswers) | null;
  readonly log: Log;
};

/** Builds them; null: the configuration has no section `peers`. Looks at the registry once before it resolves. */
export async function joinPeers({ config, schema, origins, answerForwarded, log }: PeersParts): Promise<Peers | null> {
  const { peers } = config;
  if (peers === null) return null;
  const key = await loadPeerKey(peers.keyFile, { mayCreate: config.environment === 'development' });
  const { file, url, trustFile, refreshMs } = peers.registry;
  const fetching = createFetchList();
  const registry = createRegistry({
    listText: file === undefined ? null : readFileSync(file, 'utf8'),
    service:
      url === undefined || trustFile === undefined
        ? null
        : {
            fetchList: (signal) => fetching.fetchList(url, signal),
            trust: JSON.parse(readFileSync(trustFile, 'utf8')) as never,
            refreshMs,
          },
    now: Date.now,
    onFault: () => log.warn('PEER_REGISTRY', { cause: 'UNREACHABLE' }),
  });
  await registry.refresh();
  const posting = createPostTo({
    maxResponseBytes: config.limits.agencyResponseBytes,
    connections: config.limits.agencyConnections,
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
  const names = new Set(peers.connected.map(({ name }) => name));
  return {
    ask: (call, { practitioner, declaration, recordId, basesOf, knowable, signal }) =>
      names.has(call.agency)
        ? askPeer(
            call,
            {
              practitioner,
              declaration,
              recordId,
              bases: basesOf.get(call.agency) ?? [],
              knowable: knowable ?? null,
            },
            signal,
          )
        : null,
    answerPeer: createAnswerPeer({
      authority: peers.authority,
      schema,
      findPeer: registry.find,
      origins,
      answersTo: (request, signal) => {
        const answer = answerForwarded();
        if (answer === null) throw new Error('Peers are not answered.');
        return answer(request, signal);
      },
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
