import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import type { ChildPart, ShownItem } from '../graph/graph-step.ts';
import type { LinkedChild } from '../model/child-record.ts';
import type { RequestDecision } from '../model/decision.ts';
import type { ForwardedRequest, PeerAnswers, PeerRows } from '../model/peer.ts';
import type { PersonSearch } from '../model/person-search.ts';
import { type RequestTrace, untraced } from '../model/trace.ts';
import type { DisclosureClass, OrganisationCode, RecordKey } from '../model/words.ts';
import { contentRow, ownSelection, wholeFields } from './forwarded-content.ts';
import { factsRows } from './forwarded-facts.ts';
import { findBySearches } from './forwarded-search.ts';
import { type Forwarded, noRoot } from './forwarded.ts';
import { indexOnly, presenceOf } from './index-only.ts';
import type { GatewayRequest, GatewayResponse, PipelineParts } from './request-parts.ts';

/** What forwarded requests are answered by: the gateway's own parts, without its peers. */
export type ForwardedParts = {
  readonly pipeline: (parts: PipelineParts) => (request: GatewayRequest) => Promise<GatewayResponse>;
  /** Of own agencies only: a request that came from a peer goes to no other. */
  readonly parts: Omit<PipelineParts, 'identify' | 'forwarded'>;
  /** The public graph of own agencies. */
  readonly ownSchema: GraphQLSchema;
  readonly authority: OrganisationCode;
  /** All codes of `enum DisclosureClass`. */
  readonly classes: readonly DisclosureClass[];
  /** The fields of the own child that the contract's are made from. */
  readonly indexFields: readonly string[];
  readonly identityClass: DisclosureClass;
  readonly placeClass: DisclosureClass;
};

/** Answers one forwarded request; what it remembers lives as long as the request. */
export type AnswerForwarded = (request: ForwardedRequest, signal: AbortSignal, trace: RequestTrace) => PeerAnswers;

/** What a request was decided to be, as far as the answer needs it. */
type Outcome = {
  readonly response: GatewayResponse;
  readonly children: readonly ChildPart[];
  readonly isAbsenceTold: boolean;
};

const mostDocuments = 500;

/**
 * Makes the answerer. A forwarded request goes the whole way of any request here, with the practitioner, purpose,
 * basis and reason it carries: the own gates, the own decision, the own record. Facts are taken from a dry run,
 * so that they are on record before they leave; content from what was released.
 */
export function createAnswerForwarded(own: ForwardedParts): AnswerForwarded {
  const documents = new Map<string, DocumentNode>();
  const documentOf = (selection: string): DocumentNode => {
    const known = documents.get(selection);
    if (known !== undefined) return known;
    if (documents.size >= mostDocuments) documents.clear();
    const made = parse(operation(selection), { noLocation: true });
    documents.set(selection, made);
    return made;
  };
  // Every class of the index is decided and on record when facts are asked for: what it would open is told with them.
  const index = documentOf(ownSelection(wholeFields(own.indexFields, own.ownSchema), own.ownSchema));

  return (request, signal, trace) => {
    const { practitioner, origin } = request;
    const { sealedIds } = own.parts;
    const seal = (key: RecordKey): string => sealedIds.seal(key, origin.authority);
    const run = (input: {
      readonly document: DocumentNode;
      readonly keys: readonly RecordKey[];
      readonly isDryRun: boolean;
      readonly find?: Forwarded['find'];
      readonly onItem?: Forwarded['onItem'];
    }): Promise<Outcome> => runOwn(input, request, signal, own);

    const facts = batched(async (keys, searches, first) => {
      const usable = keys.flatMap((key) => sharedKey(key, own));
      if (usable.length === 0 && searches.length === 0) return { keyed: noRows, found: noRows };
      const outcome = await run({
        document: index,
        keys: usable,
        isDryRun: true,
        find: (asked, ask) => findBySearches(searches, first, asked, ask, own.parts),
      });
      const rows = factsRows(outcome.children, { ...own, ...own.parts, seal });
      const reached = (isBySearch: boolean): PeerRows => ({
        rows: rows.flatMap(({ row, ways }) => (ways.some(({ root }) => (root === noRoot) === isBySearch) ? [row] : [])),
        isAbsenceTold: outcome.isAbsenceTold,
      });
      return { keyed: reached(false), found: reached(true) };
    });

    return {
      byKeys: async (keys) => (await facts({ keys })).keyed,
      byDetails: async (searches, first) => (await facts({ searches, first })).found,
      byIds: async (ids, wanted) => {
        const keys = ids.map((id) => sealedIds.open(id, origin.authority));
        const shown = new Map<object, ShownItem>();
        const outcome = await run({
          document: documentOf(ownSelection(wanted, own.ownSchema)),
          keys: keys.flatMap((key) => key ?? []),
          isDryRun: false,
          onItem: (item, marks) => void shown.set(item, marks),
        });
        const children = childrenOf(outcome.response);
        let next = 0;
        return keys.map((key, at) => {
          const child = key === null ? null : (children[next++] ?? null);
          return child === null
            ? null
            : contentRow(String(ids[at]), child, wanted, {
                schema: own.ownSchema,
                authority: own.authority,
                purpose: request.declaration.purpose,
                at: new Date(own.parts.now()).toISOString(),
                shownOf: (item) => shown.get(item),
                seal,
              });
        });
      },
    };

    function sharedKey(key: RecordKey, { parts }: ForwardedParts): readonly RecordKey[] {
      if (!parts.protocol.peers.schemes.includes(key.scheme)) return [];
      const read = parts.normaliseIdentifier(key);
      return read.kind === 'VALID' ? [{ scheme: key.scheme, value: read.value }] : [];
    }

    async function runOwn(
      input: Parameters<typeof run>[0],
      { declaration, knowable }: ForwardedRequest,
      aborted: AbortSignal,
      { parts, pipeline }: ForwardedParts,
    ): Promise<Outcome> {
      let children: readonly ChildPart[] = [];
      let isTold = (): boolean => true;
      const { access, protocol } = parts;
      const execute = pipeline({
        ...parts,
        identify: async () => ({ kind: 'PRACTITIONER', practitioner }),
        access: {
          decideRequest: (asked) => {
            const open = access.decideRequest(asked);
            isTold = () => open.kind === 'OPEN' && isAbsenceTold(asked, open, children, parts);
            return open;
          },
          decideChild: (asked) => indexOnly(access.decideChild(asked), knowable, protocol),
        },
        forwarded: {
          origin,
          find: input.find ?? (async () => ({ entries: [], silent: new Map() })),
          onDecided: (decided) => {
            children = decided;
          },
          onItem: input.onItem ?? (() => {}),
        },
      });
      // Facts and content may be asked for at once: each has steps of its own.
      const steps = trace.branch();
      const response = await execute({
        document: input.document,
        operationName: null,
        variables: {
          ids: input.keys.map((key) => sealedIds.seal(key, practitioner.organisation)),
          ...Object.fromEntries(Object.entries(declaration).filter(([, value]) => value !== null)),
          dryRun: input.isDryRun,
        },
        authorization: null,
        ...(trace === untraced ? {} : { trace: steps }),
        signal: aborted,
      }).finally(() => steps.leave());
      const fault = response.errors?.[0];
      // What a gate refuses is an answer; anything else (no ledger, a stale protocol) is none.
      if (fault !== undefined && fault.extensions?.['gate'] === undefined)
        throw new Error('It cannot be answered now.');
      if (isAllSilent(children, parts)) throw new Error('No agency answered.');
      return { response, children, isAbsenceTold: fault === undefined && isTold() };
    }
  };
}

const noRows: PeerRows = { rows: [], isAbsenceTold: true };

/** The operation by which own agencies are asked; every value of it is a variable. */
function operation(selection: string): string {
  return `query Forwarded(
    $ids: [ID!]! $purpose: Purpose! $reason: String! $basis: [LegalBasis!] $informed: Informed $exemption: Exemption
    $written: WrittenRequest $emergency: Boolean $dryRun: Boolean
  ) @access(
    purpose: $purpose reason: $reason basis: $basis informed: $informed exemption: $exemption
    written: $written emergency: $emergency dryRun: $dryRun
  ) { children(ids: $ids) { ${selection} } }`;
}

function childrenOf({ data }: GatewayResponse): readonly (Readonly<Record<string, unknown>> | null)[] {
  const { children } = (data ?? {}) as { readonly children?: readonly (Readonly<Record<string, unknown>> | null)[] };
  return children ?? [];
}

function isAllSilent(children: readonly ChildPart[], { agencies }: Pick<PipelineParts, 'agencies'>): boolean {
  return children.length > 0 && children.every(({ linked }) => agencies.every(({ name }) => linked.silent.has(name)));
}

type Asked = Parameters<PipelineParts['access']['decideRequest']>[0];
type Open = Extract<RequestDecision, { kind: 'OPEN' }>;

/**
 * Whether this practitioner may be told that none of the own agencies holds a child: only if it could be known
 * of a record at each of them, had it one that ties the practitioner to nobody. Else a hidden record would show
 * by the absence that is not told. While one is silent, nothing is said either.
 */
function isAbsenceTold(
  asked: Asked,
  request: Open,
  children: readonly ChildPart[],
  { access, agencies, protocol }: Pick<PipelineParts, 'access' | 'agencies' | 'protocol'>,
): boolean {
  const silent = children[0]?.linked.silent ?? new Map();
  return agencies.every(({ name }) => {
    const presence = presenceOf(name, protocol);
    if (presence !== null && protocol.concealedClasses.includes(presence)) return true;
    if (silent.has(name)) return false;
    const child = bareChild(name, asked.today, protocol.control.sourceOwners[name] ?? '');
    const decision = access.decideChild({ ...asked, request, child, cells: [], entryAgency: null });
    return decision.kind === 'DECIDED' && decision.mayKnowOf(name);
  });
}

/** A child of school age of whom one agency says nothing but that there is a record. */
function bareChild(agency: string, today: string, custodian: OrganisationCode): LinkedChild {
  const dateOfBirth = `${Number(today.slice(0, 4)) - bareAge}-01-01`;
  const record: LinkedChild['records'][number]['record'] = {
    agency,
    recordId: '',
    identifiers: [],
    names: [],
    dateOfBirth,
    expectedDateOfDelivery: null,
    sex: null,
    postcodes: [],
    corroborates: { carer: false, school: false },
    custodian,
    lifecycle: { unborn: false, dateOfBirth, diedOn: null, participatingUntil: null },
    isShielded: false,
    isLinkLocked: false,
    cannotLink: [],
    crossReferences: [],
    refusedClasses: [],
    detrimentClasses: [],
    consents: [],
    relationship: {
      allocated: false,
      team: false,
      roll: false,
      registered: false,
      openReferral: false,
      contactMadeOn: null,
      resident: false,
      isSelf: false,
      holdsParentalResponsibility: false,
      referenced: false,
      excluded: false,
    },
    unredacted: {},
  };
  return { records: [{ record, outcome: 'MATCH', rule: '', linkedWith: [] }], silent: new Map(), unasked: new Set() };
}

const bareAge = 9;

type FactsAsked = {
  readonly keys?: readonly RecordKey[];
  readonly searches?: readonly PersonSearch[];
  readonly first?: number;
};

/** Joins the roots of one request, which are resolved one after the other at once, to one question of ours. */
function batched<Answer>(
  answer: (keys: readonly RecordKey[], searches: readonly PersonSearch[], first: number) => Promise<Answer>,
): (asked: FactsAsked) => Promise<Answer> {
  let waiting: FactsAsked[] = [];
  let answered: Promise<Answer> | null = null;
  return (asked) => {
    waiting.push(asked);
    answered ??= Promise.resolve().then(() => {
      const all = waiting;
      waiting = [];
      answered = null;
      return answer(
        all.flatMap(({ keys }) => keys ?? []),
        all.flatMap(({ searches }) => searches ?? []),
        Math.max(0, ...all.map(({ first }) => first ?? 0)),
      );
    });
    return answered;
  };
}
