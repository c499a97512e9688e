import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { AgencyAnswer, AgencyCall } from '../model/agency-call.ts';
import type { ChildRecord, LinkedChild, Silence } from '../model/child-record.ts';
import type { Cell, ChildDecision, Route, WithheldState } from '../model/decision.ts';
import type { GatewayError } from '../model/errors.ts';
import type { LedgerEntry } from '../model/ledger-entry.ts';
import type { PersonSearch } from '../model/person-search.ts';
import type { PractitionerClaim } from '../model/practitioner.ts';
import type { SchoolAge } from '../model/protocol-content.ts';
import type {
  AgencyName,
  DisclosureClass,
  LegalBasis,
  LocalDate,
  OrganisationCode,
  Purpose,
  RecordKey,
} from '../model/words.ts';
import type { ComposedGraph } from './contract.ts';
import type { GraphCounts } from './graph-counts.ts';

/** What the graph step is built from; all of it data of `schemas/`, `protocol/` and configuration. */
export type GraphOptions = {
  readonly composed: ComposedGraph;
  /** The order in which agencies' lists are joined and sources are named. */
  readonly agencyOrder: readonly AgencyName[];
  /** The order in which copies of the identity are preferred (domain.md 7.0, Names). */
  readonly nameOrder: readonly AgencyName[];
  /** The class that an item about a third-party adult needs too, and the value of the `about` marker that says so. */
  readonly thirdParty: { readonly class: DisclosureClass; readonly about: string };
  /**
   * Values of the `about` marker whose items are never released through this child, because another
   * child's own record decides. Default: none.
   */
  readonly neverAbout?: readonly string[];
  /** What the gateway itself is called as discloser of what it keeps about a child. Default: it keeps nothing. */
  readonly keeper?: AgencyName;
  /**
   * Classes of which an agency's part is never told as its own, so that `sources` says nothing of it:
   * who may know that one is involved may not know which (domain.md 2.2). Default: none.
   */
  readonly concealedClasses?: readonly DisclosureClass[];
  /** Kinds of names that are never returned once a linked record is link-locked (domain.md 7.0, Lifecycle). */
  readonly formerNameKinds: readonly string[];
  /** Codes with which an agency refuses a field or an item itself (DESIGN 3); any other is SOURCE_ERROR. */
  readonly agencyRefusalCodes: readonly string[];
  /** Whether `__schema` and `__type` are answered. */
  readonly introspection: boolean;
};

/** An operation as it arrives; `document` was parsed and validated against the public schema. */
export type OperationRequest = {
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  /** As sent, not coerced. */
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
  /** What `__schema` and `__type` tell of; absent: the whole public schema. */
  readonly introspected?: GraphQLSchema;
};

/** One field of a planned selection: plain, printable data. */
export type PlannedField = {
  readonly key: string;
  readonly field: string;
  /** The public type, as SDL. */
  readonly type: string;
  /** The arguments as written, literals only of harmless types; empty when there are none. */
  readonly args: string;
  /** Position of the coerced arguments in `OperationInputs.args`; null when the field takes none. */
  readonly argsIndex: number | null;
  /** The selection for each concrete type that can come back; null for a leaf. */
  readonly on: Readonly<Record<string, readonly PlannedField[]>> | null;
};

/** One root field of a planned operation. */
export type PlannedRoot = {
  readonly index: number;
  readonly kind: RootRequest['kind'];
  readonly field: PlannedField;
};

/** A selection of a child inside the value of a root; `path` from the root's key on, `*` for the indexes of lists. */
export type NestedChild = {
  readonly root: number;
  readonly path: readonly string[];
  readonly field: PlannedField;
};

/** A compiled operation: plain data, the same for every request; closures are kept aside. */
export type OperationPlan = {
  readonly operationName: string | null;
  /** The root type that the operation starts from; only a query asks of children. */
  readonly rootType: 'Query' | 'Mutation';
  readonly roots: readonly PlannedRoot[];
  /**
   * Selections of a child inside a root's value (of a search's candidate), in the order of the operation. Each is
   * a place of its own, counted on from the roots: `ChildPart.root` is `roots.length` plus its number here.
   */
  readonly nested: readonly NestedChild[];
  /** Every cell to be decided for each child, without repetition. */
  readonly cellsNeeded: readonly Cell[];
  /** The cells of `cellsNeeded` that the selection discloses; the others are needed for item rules and `sources`. */
  readonly cellsAsked: readonly Cell[];
  /** What is said of the operation where it is recorded: its root fields, and the classes of `cellsAsked`, each once. */
  readonly shape: LedgerEntry['shape'];
};

/** The values of one request: coerced variables, and the coerced arguments of each field that takes any. */
export type OperationInputs = {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly args: readonly Readonly<Record<string, unknown>>[];
  /** Answers of `__schema` and `__type` by root index. */
  readonly introspection: ReadonlyMap<number, unknown>;
};

/** A root field with its arguments, as the pipeline acts on it. `index` is its place among the roots. */
export type RootRequest =
  | { readonly kind: 'CHILD'; readonly index: number; readonly selectsId: boolean; readonly id: string }
  | {
      readonly kind: 'CHILD_BY_IDENTIFIER';
      readonly index: number;
      readonly selectsId: boolean;
      readonly key: RecordKey;
    }
  | { readonly kind: 'CHILDREN'; readonly index: number; readonly selectsId: boolean; readonly ids: readonly string[] }
  | {
      readonly kind: 'CASELOAD';
      readonly index: number;
      readonly selectsId: boolean;
      readonly first: number;
      /** The sealed id of the last child of the page before. */
      readonly after: string | null;
    }
  | {
      /** A search by what is known of a child, as the caller wrote it. */
      readonly kind: 'SEARCH';
      readonly index: number;
      /** Whether any of its selections of the child does. */
      readonly selectsId: boolean;
      readonly by: Readonly<Record<string, unknown>>;
      /** The places of its selections of the child; see `OperationPlan.nested`. */
      readonly places: readonly number[];
    }
  /** `me`, `disclosure`, `protocol` and the like: completed from values that the pipeline hands to `assemble`. */
  | {
      readonly kind: 'OWN';
      readonly index: number;
      readonly field: string;
      readonly args: Readonly<Record<string, unknown>>;
    }
  /** A root of a mutation: the pipeline acts, and hands over what came of it. */
  | {
      readonly kind: 'ACT';
      readonly index: number;
      readonly field: string;
      readonly args: Readonly<Record<string, unknown>>;
    }
  /** `__schema`, `__type` or `__typename`: the pipeline need do nothing. */
  | { readonly kind: 'SCHEMA'; readonly index: number };

/** An operation ready to run, or why it cannot be. */
export type Prepared =
  | {
      readonly kind: 'PLAN';
      readonly plan: OperationPlan;
      readonly inputs: OperationInputs;
      /** The coerced arguments of `@access`, absent ones left out; null: the operation bears no `@access`. */
      readonly access: Readonly<Record<string, unknown>> | null;
      readonly roots: readonly RootRequest[];
    }
  | { readonly kind: 'FAULTS'; readonly errors: readonly GatewayError[] };

/** What the facts are asked for. */
export type FactsAsk = {
  readonly practitioner: PractitionerClaim;
  readonly recipient: OrganisationCode;
  readonly purpose: Purpose;
};

/**
 * One facts request, at most 500 keys and 200 searches; both may be empty, so that the sequence of requests
 * stays the same.
 */
export type FactsCall = {
  readonly call: AgencyCall;
  readonly keys: readonly RecordKey[];
  readonly searches: readonly PersonSearch[];
  /** How many records may be found for each search. */
  readonly first: number;
};

/** What a facts answer says. A row that cannot be read makes the agency silent, never a child not held. */
export type FactsAnswer =
  | {
      readonly kind: 'RECORDS';
      readonly records: readonly ChildRecord[];
      /** Rows that were not asked for, dropped. */
      readonly dropped: number;
      /** The agency does not tell this caller whether it holds what it gave no row of. */
      readonly isAbsenceUntold?: true;
    }
  | { readonly kind: 'SILENT'; readonly silence: Silence };

/** Who looks and why, as far as item rules need it. */
export type Viewer = { readonly organisation: OrganisationCode; readonly purpose: Purpose };

/** One child of one root, decided. Slots of a root count from 0 in the order of its answer. */
export type ChildPart = {
  /** A root, or a place inside one; see `OperationPlan.nested`. */
  readonly root: number;
  readonly slot: number;
  /** The sealed id, needed when the root's `selectsId`. */
  readonly id: string | null;
  readonly linked: LinkedChild;
  readonly decision: ChildDecision;
};

/** One content request; hand it back to `assemble` with what came of it. */
export type ContentCall = {
  readonly call: AgencyCall;
  readonly root: number;
  /** The record ids asked for, at most 500. */
  readonly recordIds: readonly string[];
};

/** What `contentCalls` is told. */
export type ContentRequest = {
  readonly plan: OperationPlan;
  readonly inputs: OperationInputs;
  readonly viewer: Viewer;
  readonly children: readonly ChildPart[];
};

/** A report that something in an agency's record is wrong, as `input InaccuracyReport` of the common part. */
export type InaccuracyReport = {
  readonly reference: string;
  readonly recordId: string;
  readonly class: DisclosureClass;
  readonly field: string | null;
  readonly note: string;
  readonly organisation: OrganisationCode;
};

/** What came of a report; SILENT: it may have arrived or not. */
export type ReportAnswer =
  | { readonly kind: 'TAKEN'; readonly reference: string }
  | { readonly kind: 'SILENT'; readonly silence: Silence };

/** What came of a content request. */
export type ContentAnswer = { readonly call: ContentCall; readonly answer: AgencyAnswer };

/**
 * What the gateway itself keeps about one child under one field of `Child`: all rows that this caller may
 * see, in order, each with an `id` for paging; or that it could not be read.
 */
export type KeptRows =
  | { readonly kind: 'ROWS'; readonly rows: readonly Readonly<Record<string, unknown>>[] }
  | { readonly kind: 'SILENT'; readonly silence: Silence };

/** What came of one search; the child of a candidate is the `ChildPart` of its slot, at the search's places. */
export type SearchPart = {
  readonly value: Readonly<Record<string, unknown>>;
  /** `slot`: of the child that may be opened; null: none. `closed`: why not, where that may be told. */
  readonly candidates: readonly {
    readonly value: Readonly<Record<string, unknown>>;
    readonly slot: number | null;
    readonly closed: Omit<Redaction, 'path' | 'class'> | null;
  }[];
  /** What is told where nobody is shown; null: somebody is. */
  readonly nobody: Omit<Redaction, 'path' | 'class'> | null;
};

/** What an item that is shown says of itself, beside what is shown of it: its markers, and whose it is. */
export type ShownItem = {
  readonly agency: AgencyName;
  readonly id: string;
  readonly custodian: OrganisationCode;
  readonly recordedAt: string;
  readonly relevance: readonly Purpose[];
  readonly restrictions: readonly string[];
  readonly about: string;
};

/** Told of an item that is part of the response, by the very object that stands there. */
export type OnItem = (item: object, shown: ShownItem) => void;

/** What `assemble` is told. */
export type AssembleRequest = {
  readonly plan: OperationPlan;
  readonly inputs: OperationInputs;
  readonly viewer: Viewer;
  readonly children: readonly ChildPart[];
  /** What came of each SEARCH root, by root index. */
  readonly searches?: ReadonlyMap<number, SearchPart>;
  readonly contents: readonly ContentAnswer[];
  /** What the gateway itself keeps, by `root.slot` of the child, then by field of `Child`. */
  readonly kept?: ReadonlyMap<string, ReadonlyMap<string, KeptRows>>;
  /** CASELOAD roots that nobody answered. */
  readonly silentRoots: ReadonlyMap<number, Silence>;
  /** Values of the OWN roots by field name (`me`, `protocol`, `disclosure` without `withheld`). */
  readonly own: Readonly<Record<string, unknown>>;
  /** Values of ACT roots, and of OWN roots that take arguments, by root index; before those of `own`. */
  readonly ownAt?: ReadonlyMap<number, unknown>;
  readonly routes: {
    /** For a child refused as a whole. */
    readonly refused: Route | null;
    /** For a part whose agency did not answer or whose answer cannot be used. */
    readonly silent: Route | null;
  };
  /** The day, and what the law says of children missing education; absent: it is said of no child. */
  readonly education?: EducationDuty;
  /** No content was asked for: nothing of a child is released, withheld parts are listed. */
  readonly dryRun: boolean;
  /** Told of every item that is shown; absent: nobody needs to know. */
  readonly onItem?: OnItem;
};

/** What the signal of children missing education is worked out with (domain.md 1.9). */
export type EducationDuty = {
  readonly today: LocalDate;
  readonly duty: LegalBasis;
  readonly schoolAge: SchoolAge;
  /** What to do where it is suspected. */
  readonly report: Route;
};

/** One withheld part; paths from the root of the response, `*` for list indexes that share the reason. */
export type Redaction = {
  readonly path: readonly string[];
  readonly class: string;
  readonly state: WithheldState;
  readonly code: string | null;
  readonly route: Route | null;
};

/** What really left, for one agency and class of one child. */
export type ReleaseOutcome = {
  readonly agency: AgencyName;
  readonly class: DisclosureClass;
  readonly outcome: 'RELEASED' | 'WITHHELD' | 'NOT_HELD' | 'NO_RESPONSE' | 'SOURCE_ERROR';
};

/** What really left of one child, per asked agency and class; `isRefused`: the child was refused as a whole. */
export type ReleasedChild = {
  readonly root: number;
  readonly slot: number;
  readonly isRefused: boolean;
  readonly outcomes: readonly ReleaseOutcome[];
};

/** What the guard saw; counts only. */
export type GuardCounts = {
  /** Rows and items that were not asked for or may not be released. */
  readonly dropped: number;
  /** Rows that were asked for and did not come. */
  readonly missing: number;
  /** Values that are not of the contract's type. */
  readonly wrong: number;
};

/** The response's content. */
export type Assembled = {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly GatewayError[];
  /** For `extensions.redactions`; empty when nothing was withheld. */
  readonly redactions: readonly Redaction[];
  readonly released: readonly ReleasedChild[];
  readonly guard: GuardCounts;
};

/** The graph step: plans operations, words the agencies' requests, reads and guards their answers. Pure. */
export type GraphStep = {
  /**
   * Finds literals where only variables may stand (DESIGN 4). Call it before a document enters any
   * cache; `prepare` calls it for documents it has not seen.
   */
  literalFaults(document: DocumentNode): readonly GatewayError[];
  /** Plans an operation and coerces its variables; every fault is reported, none holds a value. */
  prepare(request: OperationRequest): Prepared;
  /**
   * Words the facts requests to one agency: one for every 500 keys, one when there is no key. With
   * `searches`, an empty list too, each also looks for persons, up to 200 of them and at most `first`
   * (1 to 100, default 20) records for each; a search that asks of a carer or a school goes alone. An
   * agency that is not searchable is asked by the keys only.
   */
  factsCalls(
    agency: AgencyName,
    keys: readonly RecordKey[],
    ask: FactsAsk,
    searches?: readonly PersonSearch[],
    first?: number,
  ): readonly FactsCall[];
  /** Whether the agency can look for a person by details. */
  isSearchable(agency: AgencyName): boolean;
  /** Reads the answer of a facts request strictly. */
  readFacts(facts: FactsCall, answer: AgencyAnswer): FactsAnswer;
  /** Words the caseload request to one agency (facts of the records found); null: the agency offers none. */
  caseloadCall(
    agency: AgencyName,
    page: { readonly first: number; readonly afterRecordId: string | null },
    ask: FactsAsk,
  ): AgencyCall | null;
  /** Reads the answer of a caseload request; at most `first` records. */
  readCaseload(agency: AgencyName, answer: AgencyAnswer, first: number): FactsAnswer;
  /** Words the request by which an agency takes a report of an inaccuracy; null: the agency takes none. */
  reportCall(agency: AgencyName, report: InaccuracyReport): AgencyCall | null;
  /** Which classes the agency discloses by a field of `Child`, e.g. `identity.dateOfBirth`; none: it offers no such field. */
  disclosedClasses(agency: AgencyName, path: string): ReadonlySet<DisclosureClass>;
  /** Reads what came of a report. */
  readReport(answer: AgencyAnswer): ReportAnswer;
  /** Words the content requests: per agency one for every root selection and distinct set of grants. */
  contentCalls(request: ContentRequest): readonly ContentCall[];
  /** Builds the response by copying what was granted, and says of the rest what may be said. */
  assemble(request: AssembleRequest): Assembled;
  /** What was compiled so far: plain numbers for metrics and tests. */
  counts(): GraphCounts;
};
