import {
  getNullableType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { ItemMask } from '../model/decision.ts';
import type { DisclosureMode } from '../model/words.ts';
import { maxPage } from './coerce-inputs.ts';
import { type ItemMarks, type MarkerAliases, type MarkerChecks, readMarks } from './item-rules.ts';
import { leafCheckOf } from './leaf-check.ts';
import type { ShownItem } from './graph-step.ts';
import {
  type FoundItems,
  type ItemsReader,
  type Member,
  type MemberReader,
  type ThirdPartyRule,
  type Variants,
  variantsOf,
} from './member.ts';
import { cutPage, type PageArguments, wholeList } from './paging.ts';
import { withPlaceholder } from './placeholder.ts';
import { readObject } from './read-object.ts';
import {
  bubble,
  type ErrorNode,
  isRow,
  noteError,
  noteWrong,
  type Place,
  type ReadContext,
  type Row,
} from './reading.ts';

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

/** Reads items. */
export type ItemsReaders = { readonly read: MemberReader; readonly findItems: ItemsReader };

type CompiledType = Pick<ItemType, 'markers' | 'time'> & { readonly variants: Variants; readonly concealed: Variants };
type Part = ReadonlyMap<string, { readonly row: Row; readonly error: ErrorNode | undefined }>;

/** An item that may be shown: its id, and what it is built from. */
type Item = {
  readonly id: string;
  readonly rows: readonly (Row | undefined)[];
  readonly errors: readonly (ErrorNode | undefined)[];
  readonly variant: number;
};

/**
 * Compiles the readers of an item or a list of items. An item is shown only if its markers are all
 * there and say what the decision opens; any other is dropped and counted. Parts that were asked for
 * under narrower filters are joined by id, and their markers must agree.
 */
export function compileItems(field: ItemsField): ItemsReaders {
  const types = new Map(
    [...field.types].map(([name, { members, concealedMembers, markers, time }]): [string, CompiledType] => [
      name,
      {
        variants: variantsOf(members, field.thirdParty),
        concealed: variantsOf(concealedMembers, field.thirdParty),
        markers,
        time,
      },
    ]),
  );
  const variantsOfType = new Map([...types].map(([name, { variants }]) => [name, variants]));
  const concealedOfType = new Map([...types].map(([name, { concealed }]) => [name, concealed]));
  const isList = isListType(getNullableType(field.type));
  const elementIsNonNull = isListOfNonNull(field.type);
  const [baseKey = '', ...narrowKeys] = field.keys;

  function findItems(
    parent: Row | undefined,
    error: ErrorNode | undefined,
    limit: number,
    context: ReadContext,
  ): FoundItems | null {
    const elements = valueOf(field, parent, baseKey, error, context);
    if (elements === null) return null;
    if (!Array.isArray(elements)) return noteWrong(context, field.place);
    const parts = narrowKeys.map((key, index) => partOf(types, index + 1, parent?.[key], error?.next.get(key)));
    const found: Item[] = [];
    let concealed: Item | undefined;
    let count = 0;
    for (const [index, element] of elements.entries()) {
      if (count >= limit) {
        context.findings.guard.dropped += elements.length - index;
        break;
      }
      const item = findItem(element, error?.next.get(baseKey)?.next.get(index), parts, context);
      if (item === null) continue;
      count += 1;
      if (isConcealed(item, context)) concealed ??= item;
      else found.push(item);
    }
    if (count === 0 && field.isRecord && context.findings.concealsEmpty(field.place.cell)) {
      context.findings.note(field.place, 'CONCEALED');
      return null;
    }
    const build = (start: number, end: number): readonly unknown[] | null => {
      const values = found.slice(start, end).map((item) => buildItem(item, context));
      if (elementIsNonNull && values.includes(null)) return null;
      context.findings.release(field.place.cell);
      return values;
    };
    const times = found.map((item) => timeOf(types, item, field.thirdParty));
    const list: FoundItems = { ids: found.map(({ id }) => id), times, isFull: elements.length >= maxPage, build };
    return concealed === undefined ? list : { ...list, placeholder: placeholderOf(concealed, context) };
  }

  /** Null: dropped. */
  function findItem(
    element: unknown,
    error: ErrorNode | undefined,
    parts: readonly Part[],
    context: ReadContext,
  ): Item | null {
    const marks = isRow(element) ? marksOf(types, element, 0, field.checks, context) : null;
    if (!isRow(element) || marks === null) {
      context.findings.guard.dropped += 1;
      if (element === null) noteError(context, field.place, error);
      return null;
    }
    const isThirdParty = marks.about === field.thirdParty.about;
    if (!isOpen(field, marks, isThirdParty, context)) return null;
    const id = String(element[types.get(String(element['__typename']))?.markers[0]?.id ?? '']);
    const rows: (Row | undefined)[] = [element];
    const errors: (ErrorNode | undefined)[] = [error];
    for (const [index, part] of parts.entries()) {
      const found = part.get(id);
      const agrees =
        found !== undefined && sameMarks(marksOf(types, found.row, index + 1, field.checks, context), marks);
      if (found !== undefined && !agrees) context.findings.guard.dropped += 1;
      rows.push(agrees ? found.row : undefined);
      errors.push(agrees ? found.error : undefined);
    }
    return { id, rows, errors, variant: marks.position + (isThirdParty ? 4 : 0) };
  }

  function isConcealed({ variant }: Item, { findings }: ReadContext): boolean {
    return findings.isConcealed(field.place.cell, variant & 3);
  }

  function placeholderOf(item: Item, context: ReadContext): () => unknown {
    return () => {
      context.findings.release(field.place.cell);
      return buildItem(item, context);
    };
  }

  function buildItem(item: Item, context: ReadContext): unknown {
    const { rows, errors, variant } = item;
    const members = isConcealed(item, context) ? concealedOfType : variantsOfType;
    const value = readObject(members, rows, errors, 0, variant, context, field.place);
    if (value === bubble) return null;
    if (context.onItem !== undefined && isRow(value)) context.onItem(value, shownItem(types, item));
    return value;
  }

  function readSingle(parent: Row | undefined, error: ErrorNode | undefined, context: ReadContext): unknown {
    const element = valueOf(field, parent, baseKey, error, context);
    if (element === null) return null;
    if (!isRow(element)) return noteWrong(context, field.place);
    const parts = narrowKeys.map((key, index) => partOf(types, index + 1, [parent?.[key]], error?.next.get(key)));
    const item = findItem(element, error?.next.get(baseKey), parts, context);
    if (item === null) {
      context.findings.note(field.place, 'UNKNOWN');
      return null;
    }
    const value = buildItem(item, context);
    if (value !== null) context.findings.release(field.place.cell);
    return value;
  }

  const read: MemberReader = (rows, errors, _variant, context) => {
    const parent = rows[field.parentGroup];
    const error = errors[field.parentGroup];
    if (field.partial !== null) context.findings.note(field.partial, 'CLOSED');
    let result: unknown;
    if (isList) {
      const page = field.page === null ? wholeList : field.page(context.args);
      const isWhole = field.isRecord && context.isPagedHere;
      const found = findItems(parent, error, isWhole ? maxPage : page.first, context);
      result = found === null ? null : cutPage(withPlaceholder([found]), isWhole ? page : wholeList);
    } else {
      result = readSingle(parent, error, context);
    }
    return result === null && isNonNullType(field.type) ? bubble : result;
  };
  return {
    read,
    findItems: (rows, errors, context) => {
      if (field.partial !== null) context.findings.note(field.partial, 'CLOSED');
      return findItems(rows[field.parentGroup], errors[field.parentGroup], maxPage, context);
    },
  };
}

/** Makes the checks of markers from an agency's contract. */
export function markerChecksOf(schema: GraphQLSchema): MarkerChecks {
  const check = (name: string): ((value: unknown) => boolean) => {
    const type = schema.getType(name);
    if (!isLeafType(type)) throw new Error(`The contract has no leaf type ${name}.`);
    return leafCheckOf(type);
  };
  return {
    instant: check('DateTime'),
    organisation: check('OrganisationCode'),
    purpose: check('Purpose'),
    restriction: check('Restriction'),
    about: check('About'),
  };
}

/** When an item was; null: its type has no time, or it may not be read of this item. */
function timeOf(
  types: ReadonlyMap<string, CompiledType>,
  { rows, variant }: Item,
  thirdParty: ThirdPartyRule,
): number | null {
  const time = types.get(String(rows[0]?.['__typename']))?.time;
  if (time == null) return null;
  const granted = variant > 3 ? time.mask & thirdParty.read : time.mask;
  const value = ((granted >> (variant & 3)) & 1) === 1 ? rows[time.part]?.[time.key] : undefined;
  const instant = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(instant) ? null : instant;
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

function isOpen(field: ItemsField, marks: ItemMarks, isThirdParty: boolean, context: ReadContext): boolean {
  const isGranted = ((field.mask >> marks.position) & 1) === 1;
  const second = field.mode === 'CONTENT' ? field.thirdParty.read : field.thirdParty.know;
  const isPermitted = !isThirdParty || ((second >> marks.position) & 1) === 1;
  if (isGranted && isPermitted) return true;
  context.findings.guard.dropped += 1;
  if (isGranted) context.findings.note({ path: field.place.path, cell: field.thirdParty.cell }, 'HIDDEN');
  return false;
}

function marksOf(
  types: ReadonlyMap<string, CompiledType>,
  row: Row,
  part: number,
  checks: MarkerChecks,
  context: ReadContext,
): ItemMarks | null {
  const typeName = row['__typename'];
  const aliases = typeof typeName === 'string' ? types.get(typeName)?.markers[part] : undefined;
  return aliases ? readMarks(row, aliases, checks, context.rules) : null;
}

function sameMarks(some: ItemMarks | null, others: ItemMarks): boolean {
  return some !== null && some.position === others.position && some.about === others.about;
}

/** The markers of an item whose markers were read before. */
function shownItem(types: ReadonlyMap<string, CompiledType>, { id, rows }: Item): Omit<ShownItem, 'agency'> {
  const row = rows[0] ?? {};
  const aliases = types.get(String(row['__typename']))?.markers[0];
  const marker = (name: keyof MarkerAliases): unknown => (aliases ? row[aliases[name]] : undefined);
  return {
    id,
    custodian: String(marker('custodian')),
    recordedAt: String(marker('recordedAt')),
    relevance: marker('relevance') as readonly string[],
    restrictions: marker('restrictions') as readonly string[],
    about: String(marker('about')),
  };
}

/** A narrower part, by item id; null and wrong parts hold nothing, and the guard then finds values missing. */
function partOf(
  types: ReadonlyMap<string, CompiledType>,
  part: number,
  elements: unknown,
  error: ErrorNode | undefined,
): Part {
  const found = new Map<string, { row: Row; error: ErrorNode | undefined }>();
  if (!Array.isArray(elements)) return found;
  for (const [index, row] of elements.entries()) {
    if (!isRow(row)) continue;
    const key = types.get(String(row['__typename']))?.markers[part]?.id;
    const id = key === undefined ? undefined : row[key];
    if (typeof id === 'string') found.set(id, { row, error: error?.next.get(index) });
  }
  return found;
}

function isListOfNonNull(type: GraphQLOutputType): boolean {
  const nullable = getNullableType(type);
  return isListType(nullable) && isNonNullType(nullable.ofType);
}
