import type { DocumentNode } from 'graphql';
import type { GraphStep } from '../graph/graph-step.ts';
import type { AgencyAnswer, AgencyCall } from '../model/agency-call.ts';
import type { ChildRecord, LinkedChild, LinkedRecord } from '../model/child-record.ts';
import type { ControlState, Soon } from '../model/control-state.ts';
import type { ControlFacts } from '../model/control.ts';
import type { Cell, ChildDecision, RequestDecision } from '../model/decision.ts';
import type { Declaration } from '../model/declaration.ts';
import type { AppendToLedger } from '../model/ledger-entry.ts';
import type { Judgement, SealedLinks, VerdictHashes } from '../model/match-verdict.ts';
import type { PersonSearch } from '../model/person-search.ts';
import type { Practitioner, PractitionerClaim } from '../model/practitioner.ts';
import type { Protocol } from '../model/protocol.ts';
import type { RequestTrace } from '../model/trace.ts';
import type { GatherParts } from './gather-children.ts';
import type { AgreementOf, NumbersApart } from './read-links.ts';
import type { Forwarded } from './forwarded.ts';
import type { MatchSearch } from '../model/search-finding.ts';
import type { FindLooks } from './read-looks.ts';
import type {
  AgencyName,
  DisclosureClass,
  Instant,
  LegalBasis,
  LocalDate,
  OrganisationCode,
  Purpose,
  RecordKey,
  SealedChildId,
} from '../model/words.ts';

/** One GraphQL request as the HTTP front hands it on: parsed and validated, nothing decided. */
export type GatewayRequest = {
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly authorization: string | null;
  /** Whom it was found to identify, by the very parts that answer; absent: nobody asked yet. */
  readonly caller?: Practitioner;
  /** Found to ask for nothing but what is open to anybody; such a request has no authorization. */
  readonly isPublic?: boolean;
  /** Follows the request through its steps; absent: nobody does. */
  readonly trace?: RequestTrace;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
};

/** An `errors[]` entry; `message` holds no value. */
export type ResponseError = {
  readonly message: string;
  readonly code: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
};

/** The response's content; the HTTP front makes the status. */
export type GatewayResponse = {
  readonly data?: unknown;
  readonly errors?: readonly ResponseError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
};

/** Who an agency is told the caller is; goes into the signed grant. */
export type AgencyCallContext = {
  readonly practitioner: Practitioner;
  readonly purpose: Purpose;
  /** The bases that hold for each agency as discloser. */
  readonly basesOf: ReadonlyMap<AgencyName, readonly LegalBasis[]>;
  readonly signal: AbortSignal;
  /** Another authority is told all of it (docs/peers.md). */
  readonly declaration: Declaration;
  readonly recordId: string;
  /** Takes the calls up into the request's trace; absent: it has none. */
  readonly trace?: RequestTrace;
  /** Classes that tell of an agency's presence and that may be known of; absent: facts are asked for. */
  readonly knowable?: readonly DisclosureClass[];
};

/** Whether searches may be made now. */
export type SearchesTaken =
  | { readonly kind: 'TAKEN' }
  | { readonly kind: 'LIMITED'; readonly retryAfterSeconds: number };

/** What the pipeline is built from: the steps as functions, and plain data. */
export type PipelineParts = {
  readonly identify: (
    authorization: string | null,
  ) => Promise<{ readonly kind: 'PRACTITIONER'; readonly practitioner: Practitioner } | { readonly kind: 'REFUSED' }>;
  readonly graph: GraphStep;
  readonly access: {
    readonly decideRequest: (input: {
      readonly practitioner: Practitioner;
      readonly declaration: Declaration;
      readonly today: LocalDate;
      readonly now: Instant;
      readonly control: ControlFacts;
    }) => RequestDecision;
    readonly decideChild: (input: {
      readonly practitioner: Practitioner;
      readonly declaration: Declaration;
      readonly request: Extract<RequestDecision, { kind: 'OPEN' }>;
      readonly child: LinkedChild;
      readonly cells: readonly Cell[];
      readonly entryAgency: AgencyName | null;
      readonly today: LocalDate;
      readonly now: Instant;
      readonly control: ControlFacts;
    }) => ChildDecision;
  };
  readonly ask: (call: AgencyCall, context: AgencyCallContext) => Promise<AgencyAnswer>;
  /** Links records of one operation; what it makes of them is forgotten with it. */
  readonly linker: (today: LocalDate) => {
    readonly link: (
      entry: readonly ChildRecord[],
      candidates: readonly ChildRecord[],
      /** What people judged of two of the records. */
      verdicts: (one: ChildRecord, other: ChildRecord) => Judgement | null,
    ) => readonly LinkedRecord[];
    readonly sortFound: GatherParts['sortFound'];
  };
  readonly chooseEntry: (records: readonly ChildRecord[], key: RecordKey) => readonly ChildRecord[];
  readonly searchesFor: GatherParts['searchesFor'];
  readonly normaliseIdentifier: (
    key: RecordKey,
  ) =>
    | { readonly kind: 'VALID'; readonly value: string }
    | { readonly kind: 'INVALID'; readonly reason: string; readonly position?: number };
  readonly normalisePostcode: (
    text: string,
  ) => { readonly kind: 'VALID'; readonly value: string } | { readonly kind: 'INVALID'; readonly reason: string };
  /** The fields of a search that say something: an initial, a word for no name and the like do not. */
  readonly fieldsThatCount: (search: PersonSearch) => ReadonlySet<string>;
  readonly matchSearch: MatchSearch;
  /** Counts searches that are about to be made; LIMITED: none of them may be. */
  readonly takeSearches: (practitioner: Practitioner, count: number) => Promise<SearchesTaken>;
  readonly sealedIds: {
    readonly seal: (anchor: RecordKey, organisation: OrganisationCode) => SealedChildId;
    readonly open: (id: string, organisation: OrganisationCode) => RecordKey | null;
    readonly anchorOf: (records: readonly LinkedRecord[]) => RecordKey | null;
  };
  /** `reference`: of the order or review under which the caller asks; null: none. */
  readonly practitionerClaim: (practitioner: Practitioner, reference: string | null) => PractitionerClaim;
  /** Read on every request; what throws or rejects there refuses the request. */
  readonly control: Omit<ControlState, 'policyHead' | 'publishPolicy'>;
  readonly verdictHashes: VerdictHashes;
  readonly sealedLinks: SealedLinks;
  readonly agreementsOf: AgreementOf;
  readonly numbersApart: NumbersApart;
  readonly ledger: { readonly append: AppendToLedger; readonly isWritable: () => boolean };
  readonly findLooks: FindLooks;
  /** Root fields that are open to anybody. */
  readonly publicFields: ReadonlySet<string>;
  /** The agencies and the schemes each is asked by, its own first; other authorities' gateways after them. */
  readonly agencies: readonly {
    readonly name: AgencyName;
    readonly schemes: readonly string[];
    readonly completeBy?: readonly string[];
    readonly isPeer?: boolean;
  }[];
  /** Goes along with a request that another authority's gateway forwarded; absent: the caller asks here. */
  readonly forwarded?: Forwarded;
  readonly protocol: Protocol;
  /** Whether this instance decides by the version of the protocol that is in force for all; asked with each request. */
  readonly isPolicyHead: () => Soon<boolean>;
  readonly mostChildren: number;
  /** Most searches of one operation. */
  readonly mostSearches: number;
  readonly now: () => number;
  readonly newRecordId: () => string;
  /** For metrics: codes and numbers, of no child. */
  readonly count: {
    readonly decided: (outcome: 'DECIDED' | 'REFUSED', count: number) => void;
    readonly withheld: (state: string, code: string | null) => void;
    readonly dropped: (kind: string, count: number) => void;
  };
  /** Counts and codes only. */
  readonly note: (event: string, fields: Readonly<Record<string, string | number | boolean>>) => void;
};
