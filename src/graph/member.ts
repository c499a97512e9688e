import type { Cell, ItemMask } from '../model/decision.ts';
import type { DisclosureMode } from '../model/words.ts';
import type { ErrorNode, Place, ReadContext, Row } from './reading.ts';

/** The parts of one upstream object beside its first, one for every narrower filter its list was asked with. */
export type MoreParts = {
  readonly rows: readonly (Row | undefined)[];
  readonly errors: readonly (ErrorNode | undefined)[];
};

/**
 * Reads one field. `row` is the first part of one upstream object, `more` the others (null: there are
 * none); `variant` is the position of the item (or of the record) in masks, plus 4 for an item about a
 * third-party adult.
 */
export type MemberReader = (
  row: Row | undefined,
  error: ErrorNode | undefined,
  more: MoreParts | null,
  variant: number,
  context: ReadContext,
) => unknown;

/** One response key of an object. */
export type Member = {
  readonly key: string;
  /** Items for which the member is open; `read` is called for no other. */
  readonly mask: ItemMask;
  readonly mode: DisclosureMode;
  /** With the cell that explains a closed member; null: `__typename`, and what this agency does not offer. */
  readonly place: Place | null;
  /** What a closed member is noted as, where its parent came back. */
  readonly closedAs: 'HELD' | 'CLOSED';
  readonly read: MemberReader;
  /** Set for lists of items, which several agencies' answers can be collected from. */
  readonly items: ItemsReader | null;
  /** The keys of the answer under which the field's parts come. */
  readonly sources: readonly UpstreamSource[];
};

/** The items of one answer that may be shown, in order. */
export type FoundItems = {
  /** To find a page by. */
  readonly ids: readonly string[];
  /** When each was, in milliseconds since the epoch, where the list is ordered; null: that may not be read. */
  readonly times: readonly (number | null)[];
  /** As many as an agency is ever asked for at once: there may be more that are older. */
  readonly isFull: boolean;
  /** Builds those from `start` up to `end`; null: one of them has no value where there must be one. */
  readonly build: (start: number, end: number) => readonly unknown[] | null;
  /** Builds what stands for all items of which no more than existence may be told; absent: there are none. */
  readonly placeholder?: () => unknown;
};

/** Finds the items of a list of a record without building them; null: there is no list, and why is noted. */
export type ItemsReader = (row: Row, error: ErrorNode | undefined, context: ReadContext) => FoundItems | null;

/** How several records' answers join at one key: lists one after the other, containers key by key, else the first. */
export type UpstreamSource = { readonly key: string; readonly join: 'LIST' | 'FIRST' | readonly UpstreamSource[] };

/** The rule that an item about a third-party adult needs a second class at the same agency. */
export type ThirdPartyRule = {
  /** The value of the `about` marker that says so. */
  readonly about: string;
  readonly cell: Cell;
  /** See `Place.at`. */
  readonly at: number;
  readonly read: ItemMask;
  readonly know: ItemMask;
};

/** The members of one concrete type as one kind of item may show them, by variant. */
export type Variants = (variant: number) => readonly OpenMember[];

/** A member with the decision taken: closed ones read as null and say so. */
export type OpenMember = { readonly key: string; readonly read: MemberReader };

/** The part of an upstream object that was asked with a filter; 0: the first. */
export function partAt(row: Row | undefined, more: MoreParts | null, at: number): Row | undefined {
  return at === 0 ? row : more?.rows[at - 1];
}

/** The errors in a part of an upstream object. */
export function errorsAt(error: ErrorNode | undefined, more: MoreParts | null, at: number): ErrorNode | undefined {
  return at === 0 ? error : more?.errors[at - 1];
}

/** Decides the members once for each of the eight kinds of items, not once for each item. */
export function variantsOf(members: readonly Member[], thirdParty: ThirdPartyRule): Variants {
  const known: (readonly OpenMember[] | undefined)[] = Array.from({ length: 8 }, () => undefined);
  return (variant) => {
    const decided = known[variant];
    if (decided !== undefined) return decided;
    return (known[variant] = members.map((member) => decide(member, variant, thirdParty)));
  };
}

function decide(member: Member, variant: number, thirdParty: ThirdPartyRule): OpenMember {
  const { key, mask, mode, place, closedAs, read } = member;
  const position = variant & 3;
  if (place === null) return { key, read };
  if (((mask >> position) & 1) === 0) return { key, read: closed(place, closedAs) };
  const second = mode === 'CONTENT' ? thirdParty.read : thirdParty.know;
  if (variant > 3 && ((second >> position) & 1) === 0) {
    return { key, read: closed({ path: place.path, cell: thirdParty.cell, at: thirdParty.at }, 'CLOSED') };
  }
  return { key, read };
}

function closed(place: Place, finding: Member['closedAs']): MemberReader {
  return (_row, _error, _more, _variant, context) => {
    context.findings.note(place, finding);
    return null;
  };
}
