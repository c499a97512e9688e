import type { GraphQLSchema } from 'graphql';
import type { AgencyName, Aspect, DisclosureClass, DisclosureMode } from '../model/words.ts';

/** How an agency's system is asked: ordinary root fields, or Apollo Federation's `_entities`. */
export type Dialect = 'PLAIN' | 'FEDERATION';

/** What a field of an agency's contract discloses and is used for, read from that agency's own SDL. */
export type ContractField = {
  readonly name: string;
  /** Null: the field never reaches a caller. */
  readonly disclosure: {
    readonly class: DisclosureClass;
    readonly mode: DisclosureMode;
    readonly alongside: DisclosureClass | null;
  } | null;
  readonly aspect: Aspect;
  readonly use: 'LINK' | 'DECIDE' | null;
  readonly isMarker: boolean;
  /** The field of each item that lists of several agencies are joined by, newest first; null: one after the other. */
  readonly orderedBy: string | null;
  /** The field of the same type that gives this one in general, where this one is withheld; absent: none does. */
  readonly generalisedBy?: string;
};

/** One agency's contract, checked. */
export type AgencyContract = {
  readonly agency: AgencyName;
  readonly dialect: Dialect;
  /** The agency's whole schema: directives, common part and its own file. */
  readonly schema: GraphQLSchema;
  /** Root fields by the kind of entry; the FEDERATION dialect uses `_entities` for IDENTIFIER and RECORD. */
  readonly entries: {
    readonly IDENTIFIER: string;
    readonly RECORD: string;
    readonly CASELOAD: string | null;
    readonly SEARCH: string | null;
  };
  /** Root fields of `Mutation` by what they bring about; null: the agency does not offer it. */
  readonly acts: { readonly INACCURACY: string | null };
  fieldOf(typeName: string, fieldName: string): ContractField | undefined;
  /** Whether every concrete type of this name carries the item markers. */
  isItem(typeName: string): boolean;
};

/** How a field of the public `Child` is made. */
export type ChildField =
  /** Known to the gateway itself: `id`, `sources`, `withheld`. */
  | { readonly kind: 'OWN' }
  /** Kept by the gateway itself, and decided by its class like an agency's part: the log of who looked. */
  | { readonly kind: 'KEPT'; readonly class: DisclosureClass }
  /** Built by the gateway from one contract field of every agency that was granted. */
  | { readonly kind: 'BUILT'; readonly from: string; readonly offeredBy: readonly AgencyName[] }
  /** A list of items that several agencies offer: the granted agencies' lists, one after the other or by date. */
  | { readonly kind: 'COLLECTED'; readonly offeredBy: readonly AgencyName[] }
  /** One agency's own. */
  | { readonly kind: 'SECTION'; readonly offeredBy: AgencyName };

/** The composed graph: what the plan compiler reads. */
export type ComposedGraph = {
  /** The public schema, also in `schemas/childview.graphql`. */
  readonly schema: GraphQLSchema;
  readonly contracts: ReadonlyMap<AgencyName, AgencyContract>;
  readonly childFields: ReadonlyMap<string, ChildField>;
};
