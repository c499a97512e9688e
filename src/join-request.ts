import { randomUUID } from 'node:crypto';
import { jurisdictionOf } from './access/jurisdiction.ts';
import type { GraphqlFront } from './http/answer-graphql.ts';
import type { RequestHandler } from './http/gateway-request.ts';
import { createIdentify } from './identity/identify.ts';
import type { KeySets } from './identity/key-sets.ts';
import { type Checked, codesOf } from './join-graphs.ts';
import { showingSchema } from './join-introspection.ts';
import { countedBy } from './join-limits.ts';
import { allAgencies } from './join-peers.ts';
import type { Surroundings } from './join-surroundings.ts';
import type { Ledger } from './ledger/open-ledger.ts';
import type { Limits } from './limits/open-limits.ts';
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
import type { createSealedIds } from './matching/sealed-id.ts';
import { searchesFor } from './matching/searches-for.ts';
import { createPipeline } from './pipeline.ts';
import { type AnswerForwarded, createAnswerForwarded } from './pipeline/answer-forwarded.ts';
import type { PipelineParts } from './pipeline/request-parts.ts';
import type { Log } from './telemetry/create-log.ts';
import { observeCall, observeLedger, observeRequests } from './telemetry/observed.ts';
import type { Telemetry } from './telemetry/open-telemetry.ts';

/** What outlives any change while the gateway runs: what it holds keys, counts and records by. */
export type Kept = Pick<PipelineParts, 'verdictHashes' | 'sealedLinks' | 'control' | 'findLooks' | 'isPolicyHead'> & {
  readonly keySets: KeySets;
  readonly limits: Limits;
  readonly ledger: Ledger;
  readonly sealedIds: ReturnType<typeof createSealedIds>;
  readonly telemetry: Telemetry;
  readonly log: Log;
};

/** What answers callers, and what answers other authorities' gateways. */
export type RequestWay = {
  readonly handler: RequestHandler & { readonly front: GraphqlFront };
  /** Null: no peer is answered. */
  readonly answerForwarded: AnswerForwarded | null;
};

/** Joins what one request goes through; nothing in it is of another version or of other surroundings. */
export function joinRequest(
  { protocol, contracts, graphs, access, own, publicPart }: Checked,
  { config, agencies, peers, front, trusted }: Surroundings,
  kept: Kept,
): RequestWay {
  const { keySets, limits, verdictHashes, sealedIds, sealedLinks, ledger, findLooks, control, telemetry, log } = kept;
  const { metrics } = telemetry;
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
      // An authority is handed on no trace context: whom it traces is its own matter.
      if (peers?.names.has(call.agency) === true)
        return observeCall(call, { trace: context.trace, metrics }, () => peers.ask(call, context));
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
    findLooks,
    publicFields: publicPart.rootFields,
    agencies: allAgencies(config, protocol),
    protocol,
    isPolicyHead: kept.isPolicyHead,
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
      front: { read: front.apollo.read, documents: trusted.documents, findPublic: publicPart.find },
    },
    answerForwarded:
      config.peers === null || contracts.peers === null
        ? null
        : createAnswerForwarded({
            pipeline: createPipeline,
            parts: { ...parts, graph: own.graphs.graph, access: own.access, agencies: config.agencies },
            ownSchema: own.graphs.composed.schema,
            authority: config.peers.authority,
            classes: codesOf(graphs.composed, 'DisclosureClass'),
            ...contracts.peers,
          }),
  };
}
