import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { readPolicies } from './access/read-policies.ts';
import type { Config } from './config/load-config.ts';
import { loadKey } from './config/load-key.ts';
import { protocolOf } from './config/load-protocol.ts';
import { ProtocolError } from './config/protocol-error.ts';
import { type ProtocolFiles, readProtocolFiles, versionOf } from './config/read-protocol-files.ts';
import type { ConfigSource } from './config/read-settings.ts';
import { watchProtocol } from './config/watch-protocol.ts';
import { createHttpServer } from './http/http-server.ts';
import { createFetchJwks } from './identity/fetch-jwks.ts';
import { createKeySets } from './identity/key-sets.ts';
import { LedgerError } from './ledger/ledger-error.ts';
import { type LedgerKeys, loadLedgerKeys } from './ledger/ledger-keys.ts';
import { loadOrCreateWriterId } from './ledger/load-or-create-writer-id.ts';
import { type Ledger, openLedger } from './ledger/open-ledger.ts';
import { openLooks } from './ledger/open-looks.ts';
import { createVerdictHashes } from './ledger/verdict-hashes.ts';
import { createSealedIds } from './matching/sealed-id.ts';
import { createSealedLinks } from './matching/sealed-link.ts';
import type { Protocol } from './model/protocol.ts';
import { openOwnControl } from './join-control.ts';
import type { Peers } from './join-peers.ts';
import { type Checked, checkedOf, contractsOf } from './join-graphs.ts';
import { countedBy, openLimitsOf } from './join-limits.ts';
import { postgresOf } from './join-postgres.ts';
import { joinRequest, type Kept, type RequestWay } from './join-request.ts';
import { joinSettings } from './join-settings.ts';
import { joinSurroundings, type Surroundings, type SurroundingsParts } from './join-surroundings.ts';
import type { PeerHttpRequest } from './peers/answer-peer.ts';
import type { Log } from './telemetry/create-log.ts';
import { type Lack, logStanding } from './telemetry/log-standing.ts';
import { observePeerRequests } from './telemetry/observed.ts';
import { openLog } from './telemetry/open-log.ts';
import { openWantedTelemetry } from './telemetry/open-wanted-telemetry.ts';
import { telemetryOf } from './telemetry/telemetry-of.ts';
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

/** One version of the protocol in use, among what surrounds it; a change of either assigns another one. */
type Version = Checked & RequestWay & { readonly checked: Checked; readonly surroundings: Surroundings };

const jwksTimeoutMs = 2000;
const drainMs = 5000;

/**
 * Builds the parts and joins them; the only file that does. Throws with every fault it finds in
 * configuration, keys, contracts or protocol; nothing listens before all of them are in order.
 * `tell` is given texts for whoever runs the gateway: faults of a changed protocol, with files and fixes.
 * `link`: this is one of several processes that serve one port. `source`: the file that the configuration is from, to
 * be looked after; null: whoever starts this process does.
 */
export async function createGateway(
  config: Config,
  tell: (text: string) => void = () => {},
  link: WorkerLink | null = null,
  source: ConfigSource | null = null,
): Promise<Gateway> {
  const isProduction = config.environment === 'production';
  const log = openLog(config.log);
  const place = link?.place ?? { number: 1, of: 1 };
  const instance = config.telemetry.instance ?? hostname();
  const telemetry = await openWantedTelemetry(
    telemetryOf({ ...config.telemetry, instance }, place),
    ({ signal, cause }) =>
      cause === null
        ? log.info('TELEMETRY_DELIVERED', { signal })
        : log.warn('TELEMETRY_UNDELIVERED', { signal, cause }),
  );
  const files = readProtocolFiles(config.protocolDirectory);
  const protocolIn = (source: ProtocolFiles): Protocol =>
    protocolOf(config.protocolDirectory, source, { issuerBase: config.identity.issuerBase, readPolicies });
  const first = checkedOf(protocolIn(files), contractsOf(config), config, null);

  const mayCreate = !isProduction;
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
  const ledger = await openOwnLedger(config, ledgerKeys, place);
  const looks = openLooks({
    directory: config.ledger.directory,
    postgres: postgresOf(config),
    key: ledgerKeys.identifier,
    formerKeys: ledgerKeys.formerIdentifiers,
    timeoutMs: config.deadlineMs,
  });
  const control = await openOwnControl(config);

  const kept: Kept = {
    verdictHashes,
    sealedIds,
    sealedLinks,
    control,
    findLooks: looks.find,
    isPolicyHead: () => {
      const standing = versions.standing();
      return standing instanceof Promise ? standing.then(isHead) : isHead(standing);
    },
    keySets,
    limits,
    ledger,
    telemetry,
    log,
  };
  const surroundingsParts: SurroundingsParts = {
    origins: () => versions.current().protocol.peers.origins,
    answerForwarded: async () => (await versions.begin()).answerForwarded,
    claim: limits.claimPeerRequest,
    log,
    tell,
  };
  const served = (checked: Checked, surroundings: Surroundings): Version => ({
    ...checked,
    checked,
    surroundings,
    ...joinRequest(checked, surroundings, kept),
  });
  const versions = createProtocolVersions<Version, ProtocolFiles>({
    first: served(first, await joinSurroundings(config, first, null, surroundingsParts)),
    prepare: async (changed, current) => {
      const { contracts, surroundings } = current;
      const checked = checkedOf(protocolIn(changed), contracts, surroundings.config, current.checked);
      await checked.access.warmUp(current.access.asked());
      return served(checked, surroundings);
    },
    faultsIn: (error) => (error instanceof ProtocolError ? error.faults.length : 1),
    control,
    mayReuseEdition: !isProduction,
    ...(link === null ? {} : { whenAllPrepared: link.allPrepared }),
    now: Date.now,
    onEvent: (event) => {
      if (event.kind === 'TAKEN') versions.current().surroundings.front.serve(versions.current().graphs);
      report(event, log, tell);
    },
  });
  const around = (): Surroundings => versions.current().surroundings;
  const peersNow = (): Peers => {
    const { peers } = around();
    if (peers === null) throw new Error('No peers are configured.');
    return peers;
  };
  let changing: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const done = changing.then(change);
    changing = done.catch(() => undefined);
    return done;
  };
  const settings = joinSettings({
    config,
    source,
    parts: surroundingsParts,
    serving: versions.current,
    serve: ({ checked, surroundings }) => versions.rebuilt(served(checked, surroundings)),
    inTurn,
    onTaken: (changed) => {
      log.setLevel(changed.log.level);
      limits.setRates(changed.limits);
    },
  });

  const lacks = (): readonly Lack[] => {
    const { fault, state } = ledger.health();
    return [
      ...(state === 'OPEN' && fault === null ? [] : [{ code: 'LEDGER_UNAVAILABLE', cause: fault ?? state }]),
      ...(control.health() === 'UNUSABLE' ? [{ code: 'CONTROL_STATE_UNAVAILABLE', cause: undefined }] : []),
    ];
  };
  const notReady = (standing: Standing): readonly string[] => [
    ...lacks().map(({ code }) => code),
    ...notReadyBy[standing],
  ];
  const http = createHttpServer({
    origins: () => around().origins,
    handler: () => {
      const begun = versions.begin();
      return begun instanceof Promise ? begun.then(({ handler }) => handler) : begun.handler;
    },
    ...(config.peers === null
      ? {}
      : { answerPeer: observePeerRequests((request: PeerHttpRequest) => peersNow().answerPeer(request), telemetry) }),
    // Whichever worker is asked answers for all that take requests.
    readiness: async () => [...new Set([...notReady(await versions.standing()), ...(link?.whole().reasons ?? [])])],
    admit: {
      address: (remoteAddress, forwardedFor) =>
        limits.requests.admitAddress(limits.addressOf({ remoteAddress, forwardedFor })),
      caller: (caller) => limits.requests.admitCaller(countedBy(caller)),
    },
    describe: () =>
      describe(versions, [...limits.warnings(), ...around().trusted.warnings(), ...settings.warnings()], link),
    limits: { bodyBytes: config.limits.bodyBytes },
    onRefused: ({ code }) => log.info('REQUEST_REFUSED', { code }),
    onFault: (error) => log.error('FAULT', { error }),
  });
  telemetry.observe({
    ledger: () => {
      const { waiting, state, fault, records, commits } = ledger.health();
      return { waiting, isOpen: state === 'OPEN' && fault === null, records, commits };
    },
    policyVersion: () => ({
      edition: versions.current().protocol.edition,
      isHead: isHead(versions.lastStanding()),
    }),
    graph: () => versions.current().graphs.graph.counts(),
    breakers: () => [...around().agencies.health(), ...(around().peers?.health() ?? [])],
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
    onFound: async (found) => {
      const isDone = await inTurn(() => versions.offer(found));
      // What of the configuration waited for this version can be taken now.
      if (settings.warnings().length > 0) void settings.look();
      return isDone;
    },
  });

  const endStanding = logStanding(lacks, log);
  let isStopping = false;
  // One that stops is sent nothing any more, so that nothing is missing there; that it lives is still to be told.
  link?.tellState(() => (isStopping ? [] : notReady(versions.lastStanding())));

  return {
    url,
    rehearse: async () => {
      const now = new Date().toISOString();
      await first.access.rehearse({ today: now.slice(0, 10), now, isOver: () => isStopping });
    },
    reload: async () => {
      await Promise.all([protocolWatch.look(), settings.look()]);
      const refused = versions.refused()?.version ?? null;
      link?.looked({ serves: versions.current().protocol.version, refused });
    },
    stop: async () => {
      isStopping = true;
      endStanding();
      await Promise.all([protocolWatch.stop(), settings.stop()]);
      await http.stop(drainMs);
      await Promise.all([settings.close(), jwks.close(), control.close(), limits.close()]);
      await looks.close();
      await ledger.close();
      await telemetry.close();
      log.info('STOPPED');
    },
  };
}

const isHead = (standing: Standing): boolean => standing === 'HEAD';

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
  const postgres = postgresOf(config);
  const first = loadOrCreateWriterId(directory);
  for (let writer = place.number; ; writer += place.of) {
    const writerId = writer === 1 ? first : `${first}-${writer}`;
    try {
      return await openLedger({ directory, postgres, keys, writerId, now: Date.now, checkpointsFile });
    } catch (error) {
      const isTaken = error instanceof LedgerError && error.code === 'WRITER_IN_USE';
      if (!isTaken || writer + place.of > mostWriters) throw error;
    }
  }
}
