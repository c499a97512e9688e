import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type GraphQLEnumType, isEnumType } from 'graphql';
import { type Access, createAccess } from './access/create-access.ts';
import type { Config } from './config/load-config.ts';
import { composeGraph } from './graph/compose/compose-graph.ts';
import { loadContracts } from './graph/compose/load-contracts.ts';
import { publicPartOf } from './graph/compose/public-part.ts';
import type { ComposedGraph } from './graph/contract.ts';
import { createGraph } from './graph/graph.ts';
import type { GraphOptions, GraphStep } from './graph/graph-step.ts';
import { createFindPublic } from './http/public-operation.ts';
import { contractFacts } from './join-peers.ts';
import { identifierScalars } from './matching/scalars.ts';
import type { Protocol } from './model/protocol.ts';

/** The texts of the contracts that a configuration names, as they are in the files now. */
export type Contracts = {
  readonly own: ReturnType<typeof loadContracts>;
  /** With other authorities' gateways, each by the contract that peers share. */
  readonly withPeers: ReturnType<typeof loadContracts>;
  /** That contract, composed by itself: it is served whether or not any peer is asked. Null: no peers. */
  readonly peers: PeersContract | null;
};

type PeersContract = { readonly sdl: string } & ReturnType<typeof contractFacts>;

/** A composed graph and what plans and answers operations over it. */
export type Graphs = { readonly composed: ComposedGraph; readonly graph: GraphStep };

/** What follows from one version of the protocol and one set of contracts, and can be at fault. */
export type Checked = {
  readonly protocol: Protocol;
  readonly contracts: Contracts;
  readonly introspects: boolean;
  readonly graphs: Graphs;
  readonly access: Access;
  /** Without other authorities' gateways, for what these ask. */
  readonly own: { readonly graphs: Graphs; readonly access: Access };
  /** The root fields that are open without a token, and what finds an operation over nothing else. */
  readonly publicPart: {
    readonly rootFields: ReadonlySet<string>;
    readonly find: ReturnType<typeof createFindPublic>;
  };
};

/** Reads the contracts; throws what cannot be read or composed. */
export function contractsOf(config: Config): Contracts {
  const own = loadContracts({
    schemas: config.schemasDirectory,
    agencies: config.agencies.map(({ name, dialect, contract }) => ({
      name,
      dialect,
      contract: resolve(config.schemasDirectory, contract),
    })),
  });
  const peers = peersContractOf(config);
  const others = (config.peers?.connected ?? []).map(({ name }) => ({
    name,
    dialect: 'PLAIN' as const,
    sdl: peers?.sdl ?? '',
  }));
  return { own, withPeers: { ...own, agencies: [...own.agencies, ...others] }, peers };
}

/**
 * Composes the graph and makes ready what decides, by one version of the protocol; takes from `current` what nothing
 * of this differs for, with its plans. Throws every fault of the contracts.
 */
export function checkedOf(protocol: Protocol, contracts: Contracts, config: Config, current: Checked | null): Checked {
  const introspects = config.introspection !== 'off';
  const isAlike = current !== null && current.introspects === introspects && areAlike(contracts, current.contracts);
  if (isAlike && current.protocol === protocol) return current;
  const known = isAlike ? current : null;
  const graphsBy = (source: Contracts['own'], of: Graphs | undefined): Graphs =>
    graphsFor(protocol, source, introspects, of ?? null, known?.protocol ?? null);
  const graphs = graphsBy(contracts.withPeers, known?.graphs);
  const accessOf = (agencies: readonly { readonly name: string }[]): Access =>
    createAccess({
      protocol,
      agencies: agencies.map(({ name }) => name),
      classes: codesOf(graphs.composed, 'DisclosureClass'),
      restrictions: codesOf(graphs.composed, 'Restriction'),
    });
  const access = accessOf(contracts.withPeers.agencies);
  // What came from a peer goes to no other: it is planned and decided as if there were none.
  const hasPeers = contracts.withPeers.agencies.length > contracts.own.agencies.length;
  const own = {
    graphs: hasPeers ? graphsBy(contracts.own, known?.own.graphs) : graphs,
    access: hasPeers ? accessOf(contracts.own.agencies) : access,
  };
  // What is public is a matter of the contracts alone, whatever the protocol says.
  const publicPart = known?.publicPart ?? publicPartFor(graphs);
  return { protocol, contracts, introspects, graphs, access, own, publicPart };
}

/** The codes of an enum that every agency's contract has. */
export function codesOf(composed: ComposedGraph, name: string): readonly string[] {
  for (const { schema } of composed.contracts.values()) {
    const type = schema.getType(name);
    if (isEnumType(type)) return (type as GraphQLEnumType).getValues().map((value) => value.name);
  }
  return [];
}

function areAlike(some: Contracts, others: Contracts): boolean {
  return isDeepStrictEqual(some.withPeers, others.withPeers) && some.peers?.sdl === others.peers?.sdl;
}

function publicPartFor({ composed }: Graphs): Checked['publicPart'] {
  const { schema, rootFields } = publicPartOf(composed.schema);
  return { rootFields, find: createFindPublic(schema) };
}

/** The graph for a version of the protocol; that of the current one, with its plans, where nothing of it differs. */
function graphsFor(
  protocol: Protocol,
  contracts: Contracts['own'],
  introspection: boolean,
  current: Graphs | null,
  currentProtocol: Protocol | null,
): Graphs {
  const optionsOf = (of: Protocol): Omit<GraphOptions, 'composed' | 'introspection'> => ({
    agencyOrder: of.agencyOrder,
    nameOrder: of.nameOrder,
    thirdParty: of.thirdParty,
    neverAbout: of.neverAbout,
    concealedClasses: of.concealedClasses,
    formerNameKinds: of.formerNameKinds,
    agencyRefusalCodes: of.agencyRefusalCodes,
    keeper: of.accessLog.discloser,
  });
  const options = optionsOf(protocol);
  const isAlike = currentProtocol !== null && isDeepStrictEqual(options, optionsOf(currentProtocol));
  if (current !== null && isAlike) return current;
  const composed = composeGraph({ ...contracts, agencyOrder: protocol.agencyOrder, scalars: identifierScalars });
  return { composed, graph: createGraph({ ...options, composed, introspection }) };
}

function peersContractOf(config: Config): PeersContract | null {
  if (config.peers === null) return null;
  const name = 'peer';
  const contract = resolve(config.schemasDirectory, config.peers.contract);
  const source = loadContracts({
    schemas: config.schemasDirectory,
    agencies: [{ name, dialect: 'PLAIN', contract }],
  });
  const composed = composeGraph({ ...source, agencyOrder: [name], scalars: identifierScalars });
  const found = composed.contracts.get(name);
  const [agency] = source.agencies;
  if (found === undefined || agency === undefined) throw new Error('The contract of peers cannot be composed.');
  return { sdl: agency.sdl, ...contractFacts(found) };
}
