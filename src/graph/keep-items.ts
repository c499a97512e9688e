import { getNullableType, type GraphQLOutputType, isListType } from 'graphql';
import type { ItemMask } from '../model/decision.ts';
import type { DisclosureMode } from '../model/words.ts';
import { type MarkerAliases, type MarkerChecks, readMarks } from './item-rules.ts';
import { type Member, type MoreParts, type ThirdPartyRule, type Variants, variantsOf } from './member.ts';
import type { PageArguments } from './paging.ts';
import { typeFinder } from './read-object.ts';
import { type ErrorNode, isRow, noteError, noteWrong, type Place, type ReadContext, type Row } from './reading.ts';

/** One concrete type of an item: its members, and where each part carries the markers (null: not in that part). */
export type ItemType = {
  readonly members: readonly Member[];
  /** The members of an item of which nothing may be told that would tell it from another. */
  readonly concealedMembers: readonly Member[];
  readonly markers: readonly (MarkerAliases | null)[];
  readonly time: ItemTime | null;
};

/** Where an item says when it was, for a list that is ordered by it, and of which items that may be read. */
export type ItemTime = { readonly mask: ItemMask; readonly part: number; readonly key: string };

/** How a field that returns an item or a list of items is read. */
export type ItemsField = {
  /** The public type. */
  readonly type: GraphQLOutputType;
  readonly isRecord: boolean;
  /** Whether the agency's contract allows null. */
  readonly isNullable: boolean;
  /** The items that may be shown at all, and by which mode of its class that was decided. */
  readonly mask: ItemMask;
  readonly mode: DisclosureMode;
  /** The part of the parent that carries the keys. */
  readonly parentGroup: number;
  /** The keys of the answer by part: the first has all items that may be shown, the others those of narrower masks. */
  readonly keys: readonly string[];
  readonly place: Place;
  /** Where and by which cell it is said that not all items may be shown; null: all may. */
  readonly partial: Place | null;
  readonly types: ReadonlyMap<string, ItemType>;
  readonly checks: MarkerChecks;
  readonly thirdParty: ThirdPartyRule;
  /** Null: a single item, or a list without pages. */
  readonly page: PageArguments | null;
};

/** An `ItemType` with what its members show of each kind of item. */
export type CompiledItemType = Pick<ItemType, 'markers' | 'time'> & {
  readonly variants: Variants;
  readonly concealed: Variants;
};

/**
 * The items of a list that may be shown. An item is one number, so that lists cost no object for each: its place
 * among the agency's elements times eight, plus its variant (see `MemberReader`).
 */
export type KeptItems = {
  readonly elements: readonly unknown[];
  /** The errors in the elements, by place. */
  readonly error: ErrorNode | undefined;
  /** In order, but for those that may not be told from one another. */
  readonly shown: readonly number[];
  /** The first of those that may not be told from one another; -1: there is none. */
  readonly concealed: number;
  /** The narrower parts by place among the elements; null: the list came in one part. */
  readonly more: readonly (MoreParts | undefined)[] | null;
};

/** Decides by its markers which items of an answer may be shown. */
export type ItemKeeper = {
  readonly typeOf: (row: Row | undefined) => CompiledItemType | undefined;
  /** Null: there is no list, and why is noted. At most `limit` items are kept. */
  keepItems(
    parent: Row | undefined,
    error: ErrorNode | undefined,
    limit: number,
    context: ReadContext,
  ): KeptItems | null;
  /** Null: there is no such item, or it may not be shown; noted. `error` is of the item itself. */
  keepItem(parent: Row | undefined, error: ErrorNode | undefined, context: ReadContext): KeptItem | null;
};

/** A single item that may be shown. */
export type KeptItem = { readonly row: Row; readonly variant: number; readonly more: MoreParts | null };

/** The rows of a narrower part by item id. */
type Part = ReadonlyMap<string, { readonly row: Row; readonly error: ErrorNode | undefined }>;

const noParts: readonly Part[] = [];

/**
 * Compiles which items of a field may be shown: those whose markers are all there and say what the
 * decision opens; any other is dropped and counted. Parts that were asked for under narrower filters
 * are joined by id, and their markers must agree.
 */
export function compileKeeper(field: ItemsField): ItemKeeper {
  const { place, checks, thirdParty } = field;
  const typeOf = typeFinder(
    new Map(
      [...field.types].map(([name, { members, concealedMembers, markers, time }]): [string, CompiledItemType] => [
        name,
        {
          variants: variantsOf(members, thirdParty),
          concealed: variantsOf(concealedMembers, thirdParty),
          markers,
          time,
        },
      ]),
    ),
  );
  const [baseKey = '', ...narrowKeys] = field.keys;
  const hiddenPlace: Place = { path: place.path, cell: thirdParty.cell, at: thirdParty.at };
  const second = field.mode === 'CONTENT' ? thirdParty.read : thirdParty.know;

  /** The variant of an item that may be shown; -1: dropped. */
  function judge(element: unknown, error: ErrorNode | undefined, context: ReadContext): number {
    const { findings } = context;
    const row = isRow(element) ? element : undefined;
    const aliases = typeOf(row)?.markers[0];
    const position = row === undefined || !aliases ? -1 : readMarks(row, aliases, checks, context.rules);
    if (row === undefined || !aliases || position < 0) {
      findings.guard.dropped += 1;
      if (element === null) noteError(context, place, error);
      return -1;
    }
    const isThirdParty = row[aliases.about] === thirdParty.about;
    const isGranted = ((field.mask >> position) & 1) === 1;
    if (!isGranted || (isThirdParty && ((second >> position) & 1) === 0)) {
      findings.guard.dropped += 1;
      if (isGranted) findings.note(hiddenPlace, 'HIDDEN');
      return -1;
    }
    return isThirdParty ? position + 4 : position;
  }

  /** The narrower parts of one item; one whose markers say something else is not of it. */
  function joinParts(base: Row, variant: number, parts: readonly Part[], context: ReadContext): MoreParts {
    const aliases = typeOf(base)?.markers[0];
    const rows: (Row | undefined)[] = [];
    const errors: (ErrorNode | undefined)[] = [];
    for (const [index, part] of parts.entries()) {
      const found = part.get(idOf(typeOf, base));
      const its = found === undefined ? null : typeOf(found.row)?.markers[index + 1];
      const agrees =
        found !== undefined &&
        aliases != null &&
        its != null &&
        readMarks(found.row, its, checks, context.rules) === (variant & 3) &&
        found.row[its.about] === base[aliases.about];
      if (found !== undefined && !agrees) context.findings.guard.dropped += 1;
      rows.push(agrees ? found.row : undefined);
      errors.push(agrees ? found.error : undefined);
    }
    return { rows, errors };
  }

  return {
    typeOf,
    keepItems: (parent, error, limit, context) => {
      const elements = valueOf(field, parent, baseKey, error, context);
      if (elements === null) return null;
      if (!Array.isArray(elements)) return noteWrong(context, place);
      const parts =
        narrowKeys.length === 0
          ? noParts
          : narrowKeys.map((key, index) => partOf(typeOf, index + 1, parent?.[key], error?.next.get(key)));
      const inner = error?.next.get(baseKey);
      // As long as the answer's list at first: growing lists would cost more than the items.
      const shown: number[] = [];
      shown.length = Math.min(elements.length, limit);
      const more: (MoreParts | undefined)[] | null = parts.length === 0 ? null : [];
      let concealed = -1;
      let next = 0;
      let count = 0;
      for (let index = 0; index < elements.length; index += 1) {
        if (count >= limit) {
          context.findings.guard.dropped += elements.length - index;
          break;
        }
        const variant = judge(elements[index], inner?.next.get(index), context);
        if (variant < 0) continue;
        count += 1;
        if (more !== null) more[index] = joinParts(elements[index], variant, parts, context);
        if (!context.findings.isConcealed(place, variant & 3)) shown[next++] = index * 8 + variant;
        else if (concealed < 0) concealed = index * 8 + variant;
      }
      shown.length = next;
      if (count === 0 && field.isRecord && context.findings.concealsEmpty(place)) {
        context.findings.note(place, 'CONCEALED');
        return null;
      }
      return { elements, error: inner, shown, concealed, more };
    },
    keepItem: (parent, error, context) => {
      const element = valueOf(field, parent, baseKey, error, context);
      if (element === null) return null;
      if (!isRow(element)) return noteWrong(context, place);
      const variant = judge(element, error?.next.get(baseKey), context);
      if (variant < 0) {
        context.findings.note(place, 'UNKNOWN');
        return null;
      }
      const parts = narrowKeys.map((key, index) => partOf(typeOf, index + 1, [parent?.[key]], error?.next.get(key)));
      return { row: element, variant, more: parts.length === 0 ? null : joinParts(element, variant, parts, context) };
    },
  };
}

/** The id of an item whose markers were read before. */
export function idOf(typeOf: ItemKeeper['typeOf'], row: Row): string {
  return String(row[typeOf(row)?.markers[0]?.id ?? '']);
}

/** The value under a key; null is explained. */
function valueOf(
  field: ItemsField,
  parent: Row | undefined,
  key: string,
  error: ErrorNode | undefined,
  context: ReadContext,
): unknown {
  const value = parent?.[key];
  if (value === undefined) return noteWrong(context, field.place);
  if (value !== null) return value;
  if (noteError(context, field.place, error?.next.get(key))) return null;
  if (!field.isNullable) return noteWrong(context, field.place);
  if (!field.isRecord || field.partial !== null) return null;
  // A single item can be missing because a restriction left it out; a list cannot be null for that.
  context.findings.note(field.place, isListType(getNullableType(field.type)) ? 'NOT_HELD' : 'UNKNOWN');
  return null;
}

/** A narrower part, by item id; null and wrong parts hold nothing, and the guard then finds values missing. */
function partOf(typeOf: ItemKeeper['typeOf'], part: number, elements: unknown, error: ErrorNode | undefined): Part {
  const found = new Map<string, { row: Row; error: ErrorNode | undefined }>();
  if (!Array.isArray(elements)) return found;
  for (const [index, row] of elements.entries()) {
    if (!isRow(row)) continue;
    const key = typeOf(row)?.markers[part]?.id;
    const id = key === undefined ? undefined : row[key];
    if (typeof id === 'string') found.set(id, { row, error: error?.next.get(index) });
  }
  return found;
}
