import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type GraphQLEnumType, isEnumType } from 'graphql';
import { createAccess } from './access/create-access.ts';
import { readPolicies } from './access/read-policies.ts';
import { createAskAgency } from './agencies/create-ask-agency.ts';
import { createSignGrant } from './agencies/sign-grant.ts';
import type { Config } from './config/load-config.ts';
import { loadKey } from './config/load-key.ts';
import { loadProtocol } from './config/load-protocol.ts';
import { composeGraph } from './graph/compose/compose-graph.ts';
import { loadContracts } from './graph/compose/load-contracts.ts';
import type { ComposedGraph } from './graph/contract.ts';
import { createGraph } from './graph/graph.ts';
import { createApollo } from './http/apollo.ts';
import { createHttpServer } from './http/http-server.ts';
import { createFetchJwks } from './identity/fetch-jwks.ts';
import { createIdentify } from './identity/identify.ts';
import { LedgerError } from './ledger/ledger-error.ts';
import { loadLedgerKeys } from './ledger/ledger-keys.ts';
import { loadOrCreateWriterId } from './ledger/load-or-create-writer-id.ts';
import { type Ledger, openLedger } from './ledger/open-ledger.ts';
import { chooseAnchor } from './matching/choose-anchor.ts';
import { chooseEntry } from './matching/choose-entry.ts';
import { normaliseIdentifier } from './matching/identifiers.ts';
import { linkRecords } from './matching/link-records.ts';
import { practitionerClaim } from './matching/practitioner-claim.ts';
import { createSealedIds } from './matching/sealed-id.ts';
import { createPipeline } from './pipeline.ts';
import { createLog, type Log } from './telemetry/create-log.ts';

/** A running gateway. */
export type Gateway = {
  /** `http://host:port`. */
  readonly url: string;
  /** Stops accepting, lets requests under way end, closes the ledger with its last checkpoint. */
  readonly stop: () => Promise<void>;
};

const jwksTimeoutMs = 2000;
const drainMs = 5000;

/**
 * Builds the parts and joins them; the only file that does. Throws with every fault it finds in
 * configuration, keys, contracts or protocol; nothing listens before all of them are in order.
 */
export async function createGateway(config: Config): Promise<Gateway> {
  const isProduction = config.environment === 'production';
  const log = openLog(config);
  const protocol = loadProtocol(config.protocolDirectory, {
    issuerBase: config.identity.issuerBase,
    readPolicies,
  });
  const composed = composeGraph({
    ...loadContracts({
      schemas: config.schemasDirectory,
      agencies: config.agencies.map(({ name, dialect, contract }) => ({
        name,
        dialect,
        contract: resolve(config.schemasDirectory, contract),
      })),
    }),
    agencyOrder: protocol.agencyOrder,
  });
  const graph = createGraph({
    composed,
    agencyOrder: protocol.agencyOrder,
    nameOrder: protocol.nameOrder,
    thirdParty: protocol.thirdParty,
    neverAbout: protocol.neverAbout,
    formerNameKinds: protocol.formerNameKinds,
    agencyRefusalCodes: protocol.agencyRefusalCodes,
    introspection: config.introspection,
  });
  const access = createAccess({
    protocol,
    agencies: config.agencies.map(({ name }) => name),
    classes: codesOf(composed, 'DisclosureClass'),
    restrictions: codesOf(composed, 'Restriction'),
  });

  const mayCreate = !isProduction;
  const signGrant = createSignGrant({
    keys: new Map(config.agencies.map(({ name, grantKeyFile }) => [name, loadKey(grantKeyFile, { mayCreate })])),
    now: Date.now,
  });
  const agencies = createAskAgency({
    agencies: config.agencies,
    signGrant,
    defaultDeadlineMs: config.deadlineMs,
    maxResponseBytes: config.limits.agencyResponseBytes,
    connections: config.limits.agencyConnections,
    onDropped: ({ agency, cause, count }) => log.warn('AGENCY_ANSWER', { agency, cause, count }),
  });
  const sealedIds = createSealedIds({ keys: config.sealedIds.keyFiles.map((file) => loadKey(file, { mayCreate })) });
  const jwks = createFetchJwks({
    timeoutMs: jwksTimeoutMs,
    jwksUris: Object.fromEntries(config.identity.jwks.map(({ issuer, url }) => [issuer, url])),
  });
  const identify = createIdentify({
    issuers: protocol.issuers,
    register: protocol.register,
    audience: config.identity.audience,
    clockSkewSeconds: config.identity.clockSkewSeconds,
    fetchJwks: jwks.fetchJwks,
    now: Date.now,
    onRefusal: (cause) => log.warn('CALLER_REFUSED', { cause }),
  });
  const ledger = await openOwnLedger(config);

  const execute = createPipeline({
    identify,
    graph,
    access,
    ask: (call, { practitioner, purpose, basesOf, signal }) =>
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
        deadlineAt: performance.now() + config.deadlineMs,
      }),
    link: (entry, candidates, today) => linkRecords({ entry, candidates, today, adultAt: protocol.lifecycle.adultAt }),
    chooseEntry,
    normaliseIdentifier: ({ scheme, value }) => {
      const read = normaliseIdentifier(scheme, value);
      return read.kind === 'VALID' ? read : { kind: 'INVALID', reason: read.reasonCode };
    },
    sealedIds: { ...sealedIds, anchorOf: (records) => chooseAnchor(records, protocol.anchors) },
    practitionerClaim: (practitioner) => practitionerClaim(practitioner, protocol.ownGroupsOnlyRoles),
    ledger: { append: ledger.append, isWritable: () => ledger.health().state === 'OPEN' },
    agencies: config.agencies,
    protocol,
    mostChildren: config.limits.children,
    now: Date.now,
    newRecordId: randomUUID,
    note: (event, fields) => log.warn(event, fields),
  });

  const apollo = createApollo({
    schema: composed.schema,
    execute,
    introspection: config.introspection,
    faultsOf: (document) => graph.literalFaults(document),
    onRefused: ({ code }) => log.info('REQUEST_REFUSED', { code }),
    onFault: (error) => log.error('FAULT', { error }),
  });
  await apollo.server.start();
  const http = createHttpServer({
    apollo: apollo.server,
    isIdentified: async (authorization) => (await identify(authorization)).kind === 'PRACTITIONER',
    readiness: () => (ledger.health().state === 'OPEN' ? [] : ['LEDGER_UNAVAILABLE']),
    limits: { bodyBytes: config.limits.bodyBytes, requestTimeoutMs: 30_000 },
    onRefused: ({ code }) => log.info('REQUEST_REFUSED', { code }),
  });
  const url = await http.listen(config.listen);
  log.info('LISTENING', { url, policyVersion: protocol.version });

  return {
    url,
    stop: async () => {
      await http.stop(drainMs);
      await apollo.server.stop();
      await Promise.all([agencies.close(), jwks.close()]);
      await ledger.close();
      log.info('STOPPED');
    },
  };
}

const mostWriters = 16;

/**
 * Opens the ledger with a chain of this process's own: the directory's first writer id, or, while
 * other gateways over the same directory hold that, the next one that is free.
 */
async function openOwnLedger(config: Config): Promise<Ledger> {
  const { directory, checkpointsFile, keys: files } = config.ledger;
  const isProduction = config.environment === 'production';
  const keys = loadLedgerKeys({ files, isProduction, developmentDirectory: config.keysDirectory });
  const first = loadOrCreateWriterId(directory);
  for (let writer = 1; ; writer += 1) {
    const writerId = writer === 1 ? first : `${first}-${writer}`;
    try {
      return await openLedger({ directory, keys, writerId, now: Date.now, checkpointsFile });
    } catch (error) {
      const isTaken = error instanceof LedgerError && error.code === 'WRITER_IN_USE';
      if (!isTaken || writer === mostWriters) throw error;
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

function openLog(config: Config): Log {
  const { level, file } = config.log;
  if (file === undefined) return createLog({ level });
  mkdirSync(dirname(file), { recursive: true });
  return createLog({ level, destination: createWriteStream(file, { flags: 'a', mode: 0o600 }) });
}
