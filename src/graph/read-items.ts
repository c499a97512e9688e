import {
  getNullableType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import { maxPage } from './coerce-inputs.ts';
import type { ShownItem } from './graph-step.ts';
import type { MarkerAliases, MarkerChecks } from './item-rules.ts';
import { compileKeeper, idOf, type ItemKeeper, type ItemsField, type KeptItems } from './keep-items.ts';
import { leafCheckOf } from './leaf-check.ts';
import {
  errorsAt,
  type FoundItems,
  type ItemsReader,
  type MemberReader,
  type MoreParts,
  partAt,
  type ThirdPartyRule,
} from './member.ts';
import { cutPage, wholeList } from './paging.ts';
import { withPlaceholder } from './placeholder.ts';
import { buildObject } from './read-object.ts';
import { bubble, type ErrorNode, isRow, type ReadContext, type Row } from './reading.ts';

/** Reads items. */
export type ItemsReaders = { readonly read: MemberReader; readonly findItems: ItemsReader };

type ValueReader = (parent: Row | undefined, error: ErrorNode | undefined, context: ReadContext) => unknown;

/** Compiles the readers of an item or a list of items: which may be shown, and then what of each. */
export function compileItems(field: ItemsField): ItemsReaders {
  const { partial, parentGroup } = field;
  const keeper = compileKeeper(field);
  const isList = isListType(getNullableType(field.type));
  const isNonNull = isNonNullType(field.type);
  const list = compileList(field, keeper);
  const readOne = isList ? list.read : compileSingle(field, keeper);
  return {
    read: (row, error, more, _variant, context) => {
      if (partial !== null) context.findings.note(partial, 'CLOSED');
      const parent = partAt(row, more, parentGroup);
      const result = readOne(parent, errorsAt(error, more, parentGroup), context);
      return result === null && isNonNull ? bubble : result;
    },
    findItems: (row, error, context) => {
      if (partial !== null) context.findings.note(partial, 'CLOSED');
      return list.find(partAt(row, null, parentGroup), errorsAt(error, null, parentGroup), context);
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

type ListReaders = {
  readonly read: ValueReader;
  readonly find: (parent: Row | undefined, error: ErrorNode | undefined, context: ReadContext) => FoundItems | null;
};

function compileList(field: ItemsField, keeper: ItemKeeper): ListReaders {
  const { place, thirdParty } = field;
  const { typeOf } = keeper;
  const elementIsNonNull = isListOfNonNull(field.type);
  const build = compileItem(keeper);

  const buildAt = (kept: KeptItems, item: number, isConcealed: boolean, context: ReadContext): unknown => {
    const at = item >> 3;
    const row = kept.elements[at];
    if (!isRow(row)) return null;
    return build(row, kept.error?.next.get(at), kept.more?.[at] ?? null, item & 7, isConcealed, context);
  };

  /** Null: one of them has no value where there must be one. */
  const buildItems = (kept: KeptItems, start: number, end: number, context: ReadContext): unknown[] | null => {
    const items = start === 0 && end >= kept.shown.length ? kept.shown : kept.shown.slice(start, end);
    const values = items.map((item) => buildAt(kept, item, false, context));
    if (elementIsNonNull && values.includes(null)) return null;
    context.findings.release(place.cell);
    return values;
  };

  const buildConcealed = (kept: KeptItems, context: ReadContext): unknown => {
    context.findings.release(place.cell);
    return buildAt(kept, kept.concealed, true, context);
  };

  const find: ListReaders['find'] = (parent, error, context) => {
    const kept = keeper.keepItems(parent, error, maxPage, context);
    if (kept === null) return null;
    const found: FoundItems = {
      ids: kept.shown.map((item) => idOf(typeOf, rowAt(kept, item))),
      times: kept.shown.map((item) => timeOf(kept, item, typeOf, thirdParty)),
      isFull: kept.elements.length >= maxPage,
      build: (start, end) => buildItems(kept, start, end, context),
    };
    return kept.concealed < 0 ? found : { ...found, placeholder: () => buildConcealed(kept, context) };
  };

  const read: ValueReader = (parent, error, context) => {
    const page = field.page === null ? wholeList : field.page(context.args);
    if (field.isRecord && context.isPagedHere) {
      const found = find(parent, error, context);
      return found === null ? null : cutPage(withPlaceholder([found]), page);
    }
    const kept = keeper.keepItems(parent, error, page.first, context);
    if (kept === null) return null;
    const values = buildItems(kept, 0, kept.shown.length, context);
    if (values !== null && kept.concealed >= 0) values.push(buildConcealed(kept, context));
    return values;
  };
  return { read, find };
}

function compileSingle({ place, keys }: ItemsField, keeper: ItemKeeper): ValueReader {
  const build = compileItem(keeper);
  const [key = ''] = keys;
  return (parent, error, context) => {
    const kept = keeper.keepItem(parent, error, context);
    if (kept === null) return null;
    const { row, variant, more } = kept;
    const isConcealed = context.findings.isConcealed(place, variant & 3);
    const value = build(row, error?.next.get(key), more, variant, isConcealed, context);
    if (value !== null) context.findings.release(place.cell);
    return value;
  };
}

type ItemBuilder = (
  row: Row,
  error: ErrorNode | undefined,
  more: MoreParts | null,
  variant: number,
  isConcealed: boolean,
  context: ReadContext,
) => unknown;

/** Compiles what is shown of an item that may be shown; null: it has no value where there must be one. */
function compileItem({ typeOf }: ItemKeeper): ItemBuilder {
  return (row, error, more, variant, isConcealed, context) => {
    const type = typeOf(row);
    if (type === undefined) return null;
    const members = (isConcealed ? type.concealed : type.variants)(variant);
    const value = buildObject(members, row, error, more, variant, context);
    if (value === bubble) return null;
    if (context.onItem !== null && isRow(value)) context.onItem(value, shownItem(typeOf, row));
    return value;
  };
}

function rowAt({ elements }: KeptItems, item: number): Row {
  const row = elements[item >> 3];
  return isRow(row) ? row : {};
}

/** When an item was; null: its type has no time, or it may not be read of this item. */
function timeOf(
  kept: KeptItems,
  item: number,
  typeOf: ItemKeeper['typeOf'],
  thirdParty: ThirdPartyRule,
): number | null {
  const row = rowAt(kept, item);
  const time = typeOf(row)?.time;
  if (time == null) return null;
  const variant = item & 7;
  const granted = variant > 3 ? time.mask & thirdParty.read : time.mask;
  const part = partAt(row, kept.more?.[item >> 3] ?? null, time.part);
  const value = ((granted >> (variant & 3)) & 1) === 1 ? part?.[time.key] : undefined;
  const instant = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(instant) ? null : instant;
}

/** The markers of an item whose markers were read before. */
function shownItem(typeOf: ItemKeeper['typeOf'], row: Row): Omit<ShownItem, 'agency'> {
  const aliases = typeOf(row)?.markers[0];
  const marker = (name: keyof MarkerAliases): unknown => (aliases ? row[aliases[name]] : undefined);
  return {
    id: idOf(typeOf, row),
    custodian: String(marker('custodian')),
    recordedAt: String(marker('recordedAt')),
    relevance: marker('relevance') as readonly string[],
    restrictions: marker('restrictions') as readonly string[],
    about: String(marker('about')),
  };
}

function isListOfNonNull(type: GraphQLOutputType): boolean {
  const nullable = getNullableType(type);
  return isListType(nullable) && isNonNullType(nullable.ofType);
}
