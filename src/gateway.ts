import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type GraphQLEnumType, type GraphQLSchema, isEnumType } from 'graphql';
import { type Access, createAccess } from './access/create-access.ts';
import { jurisdictionOf } from './access/jurisdiction.ts';
import { readPolicies } from './access/read-policies.ts';
import { createAskAgency } from './agencies/create-ask-agency.ts';
import { createOperations } from './agencies/operations.ts';
import { createSignGrant } from './agencies/sign-grant.ts';
import type { Config } from './config/load-config.ts';
import { loadKey } from './config/load-key.ts';
import { protocolOf } from './config/load-protocol.ts';
import { loadTls } from './config/load-tls.ts';
import { ProtocolError } from './config/protocol-error.ts';
import { type ProtocolFiles, readProtocolFiles, versionOf } from './config/read-protocol-files.ts';
import { watchProtocol } from './config/watch-protocol.ts';
import { composeGraph } from './graph/compose/compose-graph.ts';
import { loadContracts } from './graph/compose/load-contracts.ts';
import { publicPartOf } from './graph/compose/public-part.ts';
import type { ComposedGraph } from './graph/contract.ts';
import { createGraph } from './graph/graph.ts';
import type { GraphOptions, GraphStep } from './graph/graph-step.ts';
import { createApollo } from './http/apollo.ts';
import type { RequestHandler } from './http/gateway-request.ts';
import { createHttpServer } from './http/http-server.ts';
import { createFindPublic } from './http/public-operation.ts';
import { createFetchJwks } from './identity/fetch-jwks.ts';
import { createIdentify } from './identity/identify.ts';
import { createKeySets } from './identity/key-sets.ts';
import { LedgerError } from './ledger/ledger-error.ts';
import { type LedgerKeys, loadLedgerKeys } from './ledger/ledger-keys.ts';
import { loadOrCreateWriterId } from './ledger/load-or-create-writer-id.ts';
import { openControl } from './ledger/open-control.ts';
import { type Ledger, openLedger } from './ledger/open-ledger.ts';
import { openLooks } from './ledger/open-looks.ts';
import { createVerdictHashes } from './ledger/verdict-hashes.ts';
import { agreementsBetween } from './matching/agreements-between.ts';
import { chooseAnchor } from './matching/choose-anchor.ts';
import { chooseEntry } from './matching/choose-entry.ts';
import { createLinker } from './matching/create-linker.ts';
import { fieldsThatCount } from './matching/fields-that-count.ts';
import { normalisePostcode } from './matching/identifiers/postcode.ts';
import { normaliseIdentifier } from './matching/identifiers.ts';
import { matchSearch } from './matching/match-search.ts';
import { numbersApart } from './matching/numbers-apart.ts';
import { practitionerClaim } from './matching/practitioner-claim.ts';
import { identifierScalars } from './matching/scalars.ts';
import { createSealedIds } from './matching/sealed-id.ts';
import { createSealedLinks } from './matching/sealed-link.ts';
import { searchesFor } from './matching/searches-for.ts';
import type { Protocol } from './model/protocol.ts';
import { joinDocuments } from './join-documents.ts';
import { showingSchema } from './join-introspection.ts';
import { agencyLimits, allAgencies, contractFacts, joinPeers, operationDeadlineOf } from './join-peers.ts';
import { countedBy, openLimitsOf } from './join-limits.ts';
import { createPipeline } from './pipeline.ts';
import { type AnswerForwarded, createAnswerForwarded } from './pipeline/answer-forwarded.ts';
import type { PipelineParts } from './pipeline/request-parts.ts';
import type { Log } from './telemetry/create-log.ts';
import { observeCall, observeLedger, observeRequests } from './telemetry/observed.ts';
import { openLog } from './telemetry/open-log.ts';
import { openTelemetry } from './telemetry/open-telemetry.ts';
import {
  createProtocolVersions,
  type ProtocolVersions,
  type Standing,
  type VersionEvent,
} from './versions/protocol-versions.ts';
import type { WorkerLink } from './workers/worker-link.ts';

/** A running gateway. */
export type Gateway = {
  /** `http://host:port`. */
  readonly url: string;
  /** Looks for a changed protocol now; resolves when it is in force or refused. */
  readonly reload: () => Promise<void>;
  /** Prepares for what the protocol provides for, while requests are served; need not be waited for. */
  readonly rehearse: () => Promise<void>;
  /** Stops accepting, lets requests under way end, closes the ledger with its last checkpoint. */
  readonly stop: () => Promise<void>;
};

/** What follows from one version of the protocol and can be at fault. */
type Checked = {
  readonly protocol: Protocol;
  readonly graphs: Graphs;
  readonly access: Access;
  /** Without other authorities' gateways, for what these ask. */
  readonly own: { readonly graphs: Graphs; readonly access: Access };
};
/** One version of the protocol in use. */
type Version = Checked & { readonly handler: RequestHandler; readonly answerForwarded: AnswerForwarded | null };

const jwksTimeoutMs = 2000;
const drainMs = 5000;

/**
 * Builds the parts and joins them; the only file that does. Throws with every fault it finds in
 * configuration, keys, contracts or protocol; nothing listens before all of them are in order.
 * `tell` is given texts for whoever runs the gateway: faults of a changed protocol, with files and fixes.
 * `link`: this is one of several processes that serve one port.
 */
export async function createGateway(
  config: Config,
  tell: (text: string) => void = () => {},
  link: WorkerLink | null = null,
): Promise<Gateway> {
  const isProduction = config.environment === 'production';
  const log = openLog(config.log);
  const contracts = loadContracts({
    schemas: config.schemasDirectory,
    agencies: config.agencies.map(({ name, dialect, contract }) => ({
      name,
      dialect,
      contract: resolve(config.schemasDirectory, contract),
    })),
  });
  const peersContract = peersContractOf(config);
  const withPeers = {
    ...contracts,
    agencies: [
      ...contracts.agencies,
      ...(config.peers?.connected ?? []).map(({ name }) => ({
        name,
        dialect: 'PLAIN' as const,
        sdl: peersContract?.sdl ?? '',
      })),
    ],
  };
  const check = (files: ProtocolFiles, current: Checked | null): Checked => {
    const protocol = protocolOf(config.protocolDirectory, files, {
      issuerBase: config.identity.issuerBase,
      readPolicies,
    });
    const graphs = graphsFor(protocol, withPeers, config, current?.graphs ?? null, current?.protocol ?? null);
    const accessOf = (agencies: readonly { readonly name: string }[]): Access =>
      createAccess({
        protocol,
        agencies: agencies.map(({ name }) => name),
        classes: codesOf(graphs.composed, 'DisclosureClass'),
        restrictions: codesOf(graphs.composed, 'Restriction'),
      });
    const access = accessOf(withPeers.agencies);
    // What came from a peer goes to no other: it is planned and decided as if there were none.
    const hasPeers = withPeers.agencies.length > contracts.agencies.length;
    const own = {
      graphs: hasPeers
        ? graphsFor(protocol, contracts, config, current?.own.graphs ?? null, current?.protocol ?? null)
        : graphs,
      access: hasPeers ? accessOf(contracts.agencies) : access,
    };
    return { protocol, graphs, access, own };
  };
  const telemetry = await openTelemetry({ ...config.telemetry, instance: config.telemetry.instance ?? hostname() });
  const { metrics } = telemetry;
  const files = readProtocolFiles(config.protocolDirectory);
  const first = check(files, null);
  // The contracts are those of the start, so that what is public is too.
  const publicPart = publicPartOf(first.graphs.composed.schema);

  const mayCreate = !isProduction;
  const signGrant = createSignGrant({
    keys: new Map(config.agencies.map(({ name, grantKeyFile }) => [name, loadKey(grantKeyFile, { mayCreate })])),
    now: Date.now,
  });
  const operations = createOperations({ durationMs: operationDeadlineOf(config) });
  const agencies = createAskAgency({
    agencies: config.agencies.map((agency) => ({ ...agency, tls: loadTls(agency.tls) })),
    signGrant,
    operations,
    defaultDeadlineMs: config.deadlineMs,
    limits: agencyLimits(config),
    onBreaker: ({ agency, lane, state }) => log.warn('AGENCY_BREAKER', { agency, kind: lane, state }),
    onDropped: ({ agency, cause, count }) => log.warn('AGENCY_ANSWER', { agency, cause, count }),
  });
  const sealingKeys = config.sealedIds.keyFiles.map((file) => loadKey(file, { mayCreate }));
  const sealedIds = createSealedIds({ keys: sealingKeys });
  const sealedLinks = createSealedLinks({ keys: sealingKeys, newNonce: randomUUID });
  const jwks = createFetchJwks({
    timeoutMs: jwksTimeoutMs,
    jwksUris: Object.fromEntries(config.identity.jwks.map(({ issuer, url }) => [issuer, url])),
  });
  const keySets = createKeySets({ fetchJwks: jwks.fetchJwks, now: Date.now });
  const limits = await openLimitsOf(config, { isWorker: link !== null, log });
  const ledgerKeys = loadLedgerKeys({
    files: config.ledger.keys,
    isProduction,
    developmentDirectory: config.keysDirectory,
  });
  const verdictHashes = createVerdictHashes(ledgerKeys.identifier, ledgerKeys.formerIdentifiers);
  const ledger = await openOwnLedger(config, ledgerKeys, link?.place ?? { number: 1, of: 1 });
  const looks = openLooks({
    directory: config.ledger.directory,
    key: ledgerKeys.identifier,
    timeoutMs: config.deadlineMs,
  });
  const control = await openControl({
    directory: config.ledger.directory,
    noticesFile: config.notices.file,
    now: Date.now,
  });

  /** Joins what one request goes through; nothing in it is of another version. */
  const handlerOf = ({ protocol, graphs, access, own }: Checked): Pick<Version, 'handler' | 'answerForwarded'> => {
    const identify = createIdentify({
      issuers: protocol.issuers,
      register: protocol.register,
      audience: config.identity.audience,
      clockSkewSeconds: config.identity.clockSkewSeconds,
      keySets,
      revocations: limits.revocations,
      now: Date.now,
      onRefusal: (cause) => log.warn('CALLER_REFUSED', { cause }),
    });
    const parts: PipelineParts = {
      identify,
      graph: graphs.graph,
      access,
      ask: (call, context) => {
        const { practitioner, purpose, basesOf, signal } = context;
        const asked = peers?.ask(call, context) ?? null;
        if (asked !== null) return asked;
        return observeCall(call, { trace: context.trace, metrics }, (traceparent) =>
          agencies.ask(call, {
            grant: {
              subject: practitioner.subject,
              organisation: practitioner.organisation,
              roles: practitioner.roles,
              purpose,
              bases: basesOf.get(call.agency) ?? [],
              mediator: practitioner.mediator?.subject ?? null,
            },
            signal,
            traceparent,
          }),
        );
      },
      linker: (today) =>
        createLinker({
          today,
          adultAt: protocol.lifecycle.adultAt,
          lawOf: (custodian: string) => jurisdictionOf(custodian, protocol),
          parameters: protocol.matching,
        }),
      agreementsOf: agreementsBetween,
      numbersApart: (one, other) => numbersApart(one, other, protocol.matching),
      verdictHashes,
      sealedLinks,
      chooseEntry,
      searchesFor: (linked, isShieldKnown, most) =>
        searchesFor(linked, { isShieldKnown, formerNameKinds: protocol.formerNameKinds, most }),
      normaliseIdentifier: ({ scheme, value }) => {
        const read = normaliseIdentifier(scheme, value, new Date().getUTCFullYear());
        if (read.kind === 'VALID') return read;
        const { reasonCode: reason, position } = read;
        return { kind: 'INVALID', reason, ...(position === undefined ? {} : { position }) };
      },
      normalisePostcode: (text) => {
        const read = normalisePostcode(text);
        return read.kind === 'VALID' ? read : { kind: 'INVALID', reason: read.reasonCode };
      },
      fieldsThatCount,
      matchSearch: (search, candidates) => matchSearch(search, candidates, protocol.matching),
      takeSearches: (practitioner, count) => limits.searches.take(countedBy(practitioner), count),
      mostSearches: config.limits.searches.perOperation,
      sealedIds: { ...sealedIds, anchorOf: (records) => chooseAnchor(records, protocol.anchors) },
      practitionerClaim: (practitioner, reference) =>
        practitionerClaim(practitioner, protocol.ownGroupsOnlyRoles, reference),
      control,
      ledger: { append: observeLedger(ledger.append, telemetry), isWritable: () => ledger.health().state === 'OPEN' },
      findLooks: looks.find,
      publicFields: publicPart.rootFields,
      agencies: allAgencies(config, protocol),
      protocol,
      isPolicyHead: () => versions.standing() === 'HEAD',
      mostChildren: config.limits.children,
      now: Date.now,
      newRecordId: randomUUID,
      count: metrics,
      note: (event, fields) => log.warn(event, fields),
    };
    return {
      handler: {
        identify: async (authorization) => {
          const identified = await identify(authorization);
          return identified.kind === 'PRACTITIONER' ? identified.practitioner : null;
        },
        execute: showingSchema(observeRequests(createPipeline(parts), telemetry), config.introspection, {
          protocol,
          composed: graphs.composed,
          classes: codesOf(graphs.composed, 'DisclosureClass'),
        }),
      },
      answerForwarded:
        config.peers === null || peersContract === null
          ? null
          : createAnswerForwarded({
              pipeline: createPipeline,
              parts: { ...parts, graph: own.graphs.graph, access: own.access, agencies: config.agencies },
              ownSchema: own.graphs.composed.schema,
              authority: config.peers.authority,
              classes: codesOf(graphs.composed, 'DisclosureClass'),
              ...peersContract,
            }),
    };
  };

  const versions = createProtocolVersions<Version, ProtocolFiles>({
    first: { ...first, ...handlerOf(first) },
    prepare: async (changed, current) => {
      const checked = check(changed, current);
      await checked.access.warmUp(current.access.asked());
      return { ...checked, ...handlerOf(checked) };
    },
    faultsIn: (error) => (error instanceof ProtocolError ? error.faults.length : 1),
    control,
    mayReuseEdition: !isProduction,
    ...(link === null ? {} : { whenAllPrepared: link.allPrepared }),
    now: Date.now,
    onEvent: (event) => {
      if (event.kind === 'TAKEN') serveSchema(versions.current().graphs.composed.schema);
      report(event, log, tell);
    },
  });

  const peers =
    peersContract === null
      ? null
      : await joinPeers({
          config,
          operations,
          schema: peersContract.schema,
          origins: () => versions.current().protocol.peers.origins,
          answerForwarded: () => versions.current().answerForwarded,
          claim: limits.claimPeerRequest,
          log,
        });

  const apollo = createApollo({
    schema: first.graphs.composed.schema,
    introspection: config.introspection !== 'off',
    limits: config.limits,
    cost: config.limits.cost,
    faultsOf: (document) => versions.current().graphs.graph.literalFaults(document),
    onRefused: ({ code }) => log.info('REQUEST_REFUSED', { code }),
    onUntrusted: (documentId) => log.warn('DOCUMENT_NOT_TRUSTED', { documentId }),
    onFault: (error) => log.error('FAULT', { error }),
  });
  await apollo.server.start();
  const trusted = joinDocuments(config, { apollo, log, tell });
  let servedSchema = first.graphs.composed.schema;
  const serveSchema = (schema: GraphQLSchema): void => {
    // Another schema costs all parsed documents and their plans.
    if (schema !== servedSchema) apollo.replaceSchema(schema);
    servedSchema = schema;
  };
  const notReady = (): readonly string[] => [
    ...(ledger.health().state === 'OPEN' ? [] : ['LEDGER_UNAVAILABLE']),
    ...(control.health() === 'UNUSABLE' ? ['CONTROL_STATE_UNAVAILABLE'] : []),
    ...notReadyBy[versions.standing()],
  ];
  const http = createHttpServer({
    read: apollo.read,
    documents: trusted.documents,
    origins: new Set(config.cors.origins),
    handler: () => versions.current().handler,
    findPublic: createFindPublic(publicPart.schema),
    ...(peers === null ? {} : { answerPeer: peers.answerPeer }),
    // Whichever worker is asked answers for all that take requests.
    readiness: () => [...new Set([...notReady(), ...(link?.whole().reasons ?? [])])],
    admit: {
      address: (remoteAddress, forwardedFor) =>
        limits.requests.admitAddress(limits.addressOf({ remoteAddress, forwardedFor })),
      caller: (caller) => limits.requests.admitCaller(countedBy(caller)),
    },
    describe: () => describe(versions, [...limits.warnings(), ...trusted.warnings()], link),
    limits: { bodyBytes: config.limits.bodyBytes, requestTimeoutMs: 30_000 },
    onRefused: ({ code }) => log.info('REQUEST_REFUSED', { code }),
    onFault: (error) => log.error('FAULT', { error }),
  });
  telemetry.observe({
    ledger: () => {
      const { waiting, state, records, commits } = ledger.health();
      return { waiting, isOpen: state === 'OPEN', records, commits };
    },
    policyVersion: () => ({
      edition: versions.current().protocol.edition,
      isHead: versions.standing() === 'HEAD',
    }),
    graph: () => versions.current().graphs.graph.counts(),
    breakers: () => [...agencies.health(), ...(peers?.health() ?? [])],
  });
  // Other workers may still serve what is no longer in the files: they take it when this one does.
  await link?.allPrepared(versionOf(files));
  const url = await http.listen(config.listen);
  log.info('LISTENING', { url, policyVersion: first.protocol.version });
  // Only what serves can be the head of all: an instance that does not come up moves nothing.
  await versions.offer({ version: versionOf(files), source: files });
  const { watch, pollMs, settleMs } = config.protocolReload;
  const protocolWatch = watchProtocol({
    directory: config.protocolDirectory,
    pollMs: watch ? pollMs : null,
    settleMs,
    onFound: versions.offer,
  });

  let isStopping = false;
  // One that stops is sent nothing any more, so that nothing is missing there; that it lives is still to be told.
  link?.tellState(() => (isStopping ? [] : notReady()));

  return {
    url,
    rehearse: async () => {
      const now = new Date().toISOString();
      await first.access.rehearse({ today: now.slice(0, 10), now, isOver: () => isStopping });
    },
    reload: async () => {
      await Promise.all([protocolWatch.look(), trusted.look()]);
      const refused = versions.refused()?.version ?? null;
      link?.looked({ serves: versions.current().protocol.version, refused });
    },
    stop: async () => {
      isStopping = true;
      await Promise.all([protocolWatch.stop(), trusted.stop()]);
      await http.stop(drainMs);
      await apollo.server.stop();
      await Promise.all([agencies.close(), peers?.close(), jwks.close(), control.close(), limits.close()]);
      await looks.close();
      await ledger.close();
      await telemetry.close();
      log.info('STOPPED');
    },
  };
}

type Graphs = { readonly composed: ComposedGraph; readonly graph: GraphStep };

/** The graph for a version of the protocol; that of the current one, with its plans, where nothing of it differs. */
function graphsFor(
  protocol: Protocol,
  contracts: ReturnType<typeof loadContracts>,
  config: Config,
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
  return { composed, graph: createGraph({ ...options, composed, introspection: config.introspection !== 'off' }) };
}

/** The contract that peers share, composed by itself: it is served whether or not any peer is asked. Null: no peers. */
function peersContractOf(config: Config) {
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

const notReadyBy: Readonly<Record<Standing, readonly string[]>> = {
  HEAD: [],
  STALE: ['POLICY_STALE'],
  UNKNOWN: ['POLICY_HEAD_UNKNOWN'],
};

/** What readiness says of the protocol and of what is shared; counts and codes only, as anybody may ask. */
function describe(
  versions: ProtocolVersions<Version, ProtocolFiles>,
  others: readonly string[],
  link: WorkerLink | null,
): Readonly<Record<string, unknown>> {
  const { version, edition } = versions.current().protocol;
  const refusedChange = versions.refused();
  const workers = link === null ? null : { running: link.whole().running, of: link.whole().of };
  const warnings = [
    ...(refusedChange === null ? [] : ['PROTOCOL_CHANGE_REFUSED']),
    ...(workers !== null && workers.running < workers.of ? ['WORKERS_MISSING'] : []),
    ...others,
  ];
  return {
    ...(warnings.length === 0 ? {} : { warnings }),
    ...(workers === null ? {} : { workers }),
    protocol: { version, edition, since: versions.since(), refusedChange },
  };
}

/** Codes for the log; texts for whoever runs the gateway, as at a start: they name files and fixes, and hold no case data. */
function report(event: VersionEvent, log: Log, tell: (text: string) => void): void {
  switch (event.kind) {
    case 'TAKEN':
      return log.info('PROTOCOL_TAKEN', { policyVersion: event.version });
    case 'STANDING':
      return log.warn('POLICY_STANDING', { policyVersion: event.version, state: event.standing });
    case 'REFUSED': {
      const { version, reason, faults } = event.change;
      log.warn('PROTOCOL_CHANGE_REFUSED', { policyVersion: version ?? undefined, cause: reason, count: faults });
      const detail = event.error instanceof Error ? `\n${event.error.message}` : '';
      return tell(`A change of the sharing protocol was refused (${reason}); what was in force stays.${detail}`);
    }
  }
}

const mostWriters = 64;

/**
 * Opens the ledger with a chain of this process's own, the same at every start: the directory's first
 * writer id with the worker's number. While another gateway over the same directory holds that, the
 * next one that no worker of this gateway begins with.
 */
async function openOwnLedger(
  config: Config,
  keys: LedgerKeys,
  place: { readonly number: number; readonly of: number },
): Promise<Ledger> {
  const { directory, checkpointsFile } = config.ledger;
  const first = loadOrCreateWriterId(directory);
  for (let writer = place.number; ; writer += place.of) {
    const writerId = writer === 1 ? first : `${first}-${writer}`;
    try {
      return await openLedger({ directory, keys, writerId, now: Date.now, checkpointsFile });
    } catch (error) {
      const isTaken = error instanceof LedgerError && error.code === 'WRITER_IN_USE';
      if (!isTaken || writer + place.of > mostWriters) throw error;
    }
  }
}

function codesOf(composed: ComposedGraph, name: string): readonly string[] {
  for (const { schema } of composed.contracts.values()) {
    const type = schema.getType(name);
    if (isEnumType(type)) return (type as GraphQLEnumType).getValues().map((value) => value.name);
  }
  return [];
}
