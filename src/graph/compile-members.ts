import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Cell, ItemMask } from '../model/decision.ts';
import type { DisclosureClass } from '../model/words.ts';
import type { AgencyContract, ContractField } from './contract.ts';
import type { PlannedField } from './graph-step.ts';
import { everyItem, filterOf, type ItemFilter } from './item-rules.ts';
import { itemId } from './compose/contract-words.ts';
import { cellOf } from './planned-cells.ts';
import type { ItemTime, ItemType } from './keep-items.ts';
import { compileItems, markerChecksOf } from './read-items.ts';
import { compileLeaf } from './read-leaf.ts';
import { compileObjectField } from './read-object.ts';
import {
  errorsAt,
  type Member,
  type MemberReader,
  partAt,
  type ThirdPartyRule,
  type UpstreamSource,
} from './member.ts';
import { noteWrong, type Place } from './reading.ts';
import { startSelection, type UpstreamSelection } from './upstream-selection.ts';
import type { UpstreamVariables } from './upstream-variables.ts';

/** What one child's decision grants at one agency, as far as documents and readers depend on it. */
export type Grant = {
  maskOf(cell: Cell): { readonly read: ItemMask; readonly know: ItemMask };
  /** Whether the record's own custodian is the asking organisation, for what lies outside items. */
  readonly isOwnRecord: boolean;
};

/** What members are compiled with. */
export type Compilation = {
  readonly schema: GraphQLSchema;
  readonly contract: AgencyContract;
  readonly grant: Grant;
  /** See `Place.at`. */
  readonly cellAt: (cell: Cell) => number;
  readonly thirdParty: { readonly class: DisclosureClass; readonly about: string };
  readonly variables: UpstreamVariables;
  /** Filled: the classes that the document asks for. */
  readonly classes: Set<DisclosureClass>;
  /** Filled: every place that is closed or partly closed, whatever comes back. */
  readonly closed: Place[];
};

/** Where the fields of one concrete type are selected. */
export type Scope = {
  /** RECORD: outside items, `position` is the record's own; ITEM: decided for each item. */
  readonly kind: 'RECORD' | 'ITEM';
  readonly position: number;
  /** The part in which a mask's fields are asked for; null: no filter of the contract can express it. */
  groupFor(mask: ItemMask): number | null;
  selection(group: number): UpstreamSelection;
};

/** What the fields above a field leave open, and the cell that explains what they do not. */
export type Incoming = {
  readonly mask: ItemMask;
  readonly cause: Cell | null;
  /** The cell of the field above: that something of its class is held is known where that field came back. */
  readonly within: Cell | null;
};

/** Compiles one field of one concrete type; what is not granted is never selected. */
export function compileMember(
  compilation: Compilation,
  scope: Scope,
  typeName: string,
  field: PlannedField,
  incoming: Incoming,
  parentPath: readonly string[],
): Member {
  const { contract, schema } = compilation;
  if (field.field === '__typename') return constantMember(field.key, typeName);
  const annotated = contract.fieldOf(typeName, field.field);
  const offered = fieldOf(contract.schema, typeName, field.field);
  const shown = fieldOf(schema, typeName, field.field);
  if (annotated === undefined || offered === undefined || shown === undefined) return constantMember(field.key, null);
  const granted = fieldGrant(compilation, annotated, isAbstractType(getNamedType(offered.type)));
  if (granted === null) {
    return constantMember(field.key, null);
  }
  const path = [...parentPath, field.key];
  const isNarrower = (incoming.mask & ~granted.mask) !== 0;
  // What the fields above leave out is explained by their cell, where they are.
  const cause = isNarrower ? granted.cause : (incoming.cause ?? granted.cause);
  const place: Place = {
    path,
    cell: cause,
    at: compilation.cellAt(cause),
    ...(isGivenInGeneral(compilation, typeName, annotated, granted) ? { isGeneralised: true } : {}),
  };
  const mode = annotated.disclosure?.mode ?? 'CONTENT';
  const closedAs = incoming.within?.class === granted.cell.class ? 'HELD' : 'CLOSED';
  const head: MemberHead = { key: field.key, mode, place, closedAs };
  const isComposite = field.on !== null;
  let mask = incoming.mask & granted.mask;
  if (scope.kind === 'RECORD' && !isComposite && ((mask >> scope.position) & 1) === 0) mask = 0;
  const group = mask === 0 ? null : scope.groupFor(mask);
  if (isNarrower) compilation.closed.push(place);
  if (group === null) return closedMember(head);

  compilation.classes.add(granted.cell.class);
  const own: Place = { path, cell: granted.cell, at: compilation.cellAt(granted.cell) };
  const inner: Incoming = { mask, cause: mask === everyItem ? null : cause, within: granted.cell };
  const base: Base = { compilation, head, scope, field, offered, shown, path, own, inner, group };
  if (!isComposite) return compileLeafMember(base);
  if (!contract.isItem(getNamedType(offered.type).name)) return compilePlainMember(base);
  const isPartial = scope.kind === 'RECORD' ? mask !== everyItem : isNarrower;
  const orderedBy = scope.kind === 'RECORD' ? annotated.orderedBy : null;
  return compileItemsMember({ ...base, partial: isPartial ? place : null, orderedBy });
}

/** Selects on every concrete type an agency can answer with, in inline fragments where there are several. */
export function printSelections(isAbstract: boolean, selections: ReadonlyMap<string, UpstreamSelection>): string {
  const parts = [...selections].map(([type, selection]) => {
    const text = selection.print();
    if (!isAbstract) return text;
    return text === '' ? '' : `... on ${type} { ${text} }`;
  });
  return `{ ${['__typename', ...parts].filter((part) => part !== '').join(' ')} }`;
}

type Base = {
  readonly compilation: Compilation;
  readonly scope: Scope;
  readonly head: MemberHead;
  readonly field: PlannedField;
  readonly offered: GraphQLField<unknown, unknown>;
  readonly shown: GraphQLField<unknown, unknown>;
  readonly path: readonly string[];
  /** The place with the field's own cell; `head.place` has the one that explains why it is closed. */
  readonly own: Place;
  /** What the field and all above it leave open. */
  readonly inner: Incoming;
  readonly group: number;
};

function compileLeafMember({ compilation, head, scope, field, offered, shown, own, inner, group }: Base): Member {
  const selection = scope.selection(group);
  const args = compilation.variables.argumentsOf(offered, field, { filter: null, isWhole: false });
  const key = args === '' ? selection.leaf(field.field) : selection.field(field.field, args, '');
  const leaf = compileLeaf(shown.type, !isNonNullType(offered.type), own);
  const readFirst: MemberReader = (row, error, _more, _variant, context) =>
    row === undefined
      ? noteWrong(context, own)
      : leaf(row[key], error === undefined ? undefined : error.next.get(key), context);
  const readNarrow: MemberReader = (row, error, more, variant, context) =>
    readFirst(partAt(row, more, group), errorsAt(error, more, group), null, variant, context);
  const read = group === 0 ? readFirst : readNarrow;
  return { ...head, mask: inner.mask, read, items: null, sources: [{ key, join: 'FIRST' }] };
}

/** An object without markers of its own: a container outside items, or a part of an item. */
function compilePlainMember(base: Base): Member {
  const { compilation, head, scope, field, offered, shown, path, own, inner, group } = base;
  const { types, isAbstract } = concreteTypes(compilation.contract, getNamedType(offered.type), field);
  const isList = isListOfObjects(shown.type);
  const parts = new Map<number, Map<string, UpstreamSelection>>();
  const taken = new Map<number, Set<string>>();
  const partOf = (at: number): Map<string, UpstreamSelection> => upsert(parts, at, () => new Map());
  partOf(group);
  const members = new Map<string, readonly Member[]>();
  for (const [type, fields] of types) {
    const within: Scope = {
      ...scope,
      selection: (at) =>
        upsert(partOf(at), type, () =>
          startSelection(
            upsert(taken, at, () => new Set()),
            isAbstract ? `${type}_` : '',
          ),
        ),
    };
    members.set(
      type,
      fields.map((selected) =>
        compileMember(compilation, within, type, selected, inner, isList ? [...path, '*'] : path),
      ),
    );
  }
  const args = compilation.variables.argumentsOf(offered, field, { filter: null, isWhole: false });
  const keys = new Map<number, string>();
  for (const [at, selections] of parts) {
    keys.set(at, scope.selection(at).field(field.field, args, printSelections(isAbstract, selections)));
  }
  const read = compileObjectField({
    type: shown.type,
    isRecord: scope.kind === 'RECORD',
    isNullable: !isNonNullType(offered.type),
    group,
    keys,
    place: own,
    members,
    thirdParty: thirdPartyOf(compilation),
  });
  // Outside items a container is open when anything in it can be: its items are decided one by one.
  const opened = scope.kind === 'RECORD' ? everyItem : inner.mask;
  const sources = [...keys.values()].map((key): UpstreamSource => {
    if (isList) return { key, join: 'LIST' };
    return { key, join: [...members.values()].flat().flatMap((member) => member.sources) };
  });
  return { ...head, mask: opened, read, items: null, sources };
}

type ItemsBase = Base & { readonly partial: Place | null; readonly orderedBy: string | null };

function compileItemsMember(base: ItemsBase): Member {
  const { compilation, head, scope, field, offered, shown, path, own, inner, group, partial, orderedBy } = base;
  const { mask } = inner;
  const { contract, variables } = compilation;
  const { types, isAbstract } = concreteTypes(contract, getNamedType(offered.type), field);
  const isList = isListOfObjects(shown.type);
  const filters: ItemFilter[] = [filterOf(mask)];
  const parts = [new Map<string, UpstreamSelection>()];
  const taken = [new Set<string>()];
  const groupFor = (wanted: ItemMask): number | null => {
    const filter = filterOf(wanted);
    const known = filters.indexOf(filter);
    if (known >= 0) return known;
    if (!variables.canFilter(offered, filter)) return null;
    parts.push(new Map());
    taken.push(new Set());
    return filters.push(filter) - 1;
  };
  if (!variables.canFilter(offered, filterOf(mask))) return closedMember(head);
  const itemTypes = new Map<string, ItemType>();
  for (const [type, fields] of types) {
    const within: Scope = {
      kind: 'ITEM',
      position: 0,
      groupFor,
      selection: (at) =>
        upsert(parts[at] ?? new Map(), type, () =>
          startSelection(taken[at] ?? new Set(), isAbstract ? `${type}_` : ''),
        ),
    };
    within.selection(0);
    const members = fields.map((selected) =>
      compileMember(compilation, within, type, selected, inner, isList ? [...path, '*'] : path),
    );
    const time = orderedBy === null ? null : selectTime(compilation, within, type, orderedBy, inner.mask);
    const markers = parts.map((selections) => {
      const selection = selections.get(type);
      return selection === undefined ? null : markersIn(selection);
    });
    itemTypes.set(type, { members, concealedMembers: withoutId(members, fields), markers, time });
  }
  const keys = parts.map((selections, at) =>
    scope
      .selection(group)
      .field(
        field.field,
        variables.argumentsOf(offered, field, { filter: filters[at] ?? 'ALL', isWhole: scope.kind === 'RECORD' }),
        printSelections(isAbstract, selections),
      ),
  );
  const { read, findItems } = compileItems({
    type: shown.type,
    isRecord: scope.kind === 'RECORD',
    isNullable: !isNonNullType(offered.type),
    mask,
    mode: isAbstract ? 'CONTENT' : head.mode,
    parentGroup: group,
    keys,
    place: own,
    partial,
    types: itemTypes,
    checks: markerChecksOf(contract.schema),
    thirdParty: thirdPartyOf(compilation),
    page: variables.pageOf(offered, field),
  });
  const opened = scope.kind === 'RECORD' ? everyItem : mask;
  const sources = keys.map((key): UpstreamSource => ({ key, join: isList ? 'LIST' : 'FIRST' }));
  return { ...head, mask: opened, read, items: isList ? findItems : null, sources };
}

/** Selects what an ordered list is ordered by, of the items of which it may be read; null: of none. */
function selectTime(
  compilation: Compilation,
  scope: Scope,
  typeName: string,
  fieldName: string,
  outer: ItemMask,
): ItemTime | null {
  const annotated = compilation.contract.fieldOf(typeName, fieldName);
  const granted = annotated === undefined ? null : fieldGrant(compilation, annotated, false);
  const mask = outer & (granted?.mask ?? 0);
  const part = mask === 0 ? null : scope.groupFor(mask);
  return part === null ? null : { mask, part, key: scope.selection(part).leaf(fieldName) };
}

/**
 * What a field's own cell and second class grant, and the cell that explains what they do not. Which
 * of several concrete types came back is content, though the field says no more than that something
 * is there: without content such a field is closed as a whole.
 */
function fieldGrant(
  { contract, grant }: Compilation,
  field: ContractField,
  isAbstract: boolean,
): { readonly cell: Cell; readonly cause: Cell; readonly mask: ItemMask } | null {
  const cell = cellOf(contract.agency, field);
  if (cell === null || field.disclosure === null) return null;
  const { alongside, mode } = field.disclosure;
  if (alongside !== null) {
    const second: Cell = { agency: contract.agency, class: alongside, aspect: 'PRESENCE' };
    if (grant.maskOf(second).know === 0) return { cell, cause: second, mask: 0 };
  }
  const { read, know } = grant.maskOf(cell);
  return { cell, cause: cell, mask: mode === 'CONTENT' || isAbstract ? read : know };
}

/** Whether a field that is closed has another, granted to the caller, that gives the same in general. */
function isGivenInGeneral(
  compilation: Compilation,
  typeName: string,
  { generalisedBy }: ContractField,
  granted: { readonly mask: ItemMask },
): boolean {
  if (generalisedBy === undefined || granted.mask !== 0) return false;
  const general = compilation.contract.fieldOf(typeName, generalisedBy);
  return general !== undefined && (fieldGrant(compilation, general, false)?.mask ?? 0) !== 0;
}

function thirdPartyOf({ contract, grant, thirdParty, cellAt }: Compilation): ThirdPartyRule {
  const cell: Cell = { agency: contract.agency, class: thirdParty.class, aspect: 'PLAIN' };
  return { about: thirdParty.about, cell, at: cellAt(cell), ...grant.maskOf(cell) };
}

function concreteTypes(
  contract: AgencyContract,
  type: GraphQLNamedType,
  field: PlannedField,
): { readonly types: readonly (readonly [string, readonly PlannedField[]])[]; readonly isAbstract: boolean } {
  const isAbstract = isAbstractType(type);
  const names = isAbstract ? contract.schema.getPossibleTypes(type).map(({ name }) => name) : [type.name];
  return { isAbstract, types: names.map((name) => [name, field.on?.[name] ?? []] as const) };
}

/** An item's id would tell one item from another. */
function withoutId(members: readonly Member[], fields: readonly PlannedField[]): readonly Member[] {
  return members.map((member, at) => (fields[at]?.field === itemId.name ? { ...member, mask: 0 } : member));
}

function markersIn(selection: UpstreamSelection): NonNullable<ItemType['markers'][number]> {
  return {
    id: selection.leaf('id'),
    custodian: selection.leaf('custodian'),
    recordedAt: selection.leaf('recordedAt'),
    relevance: selection.leaf('relevance'),
    restrictions: selection.leaf('restrictions'),
    about: selection.leaf('about'),
  };
}

type MemberHead = Pick<Member, 'key' | 'mode' | 'place' | 'closedAs'> & { readonly place: Place };

function closedMember(head: MemberHead): Member {
  return { ...head, mask: 0, read: () => null, items: null, sources: [] };
}

function constantMember(key: string, value: string | null): Member {
  const head = { key, mode: 'EXISTENCE', place: null, closedAs: 'CLOSED' } as const;
  return { ...head, mask: everyItem, read: () => value, items: null, sources: [] };
}

function isListOfObjects(type: GraphQLOutputType): boolean {
  const nullable = getNullableType(type);
  if (!isListType(nullable)) return false;
  if (isListType(getNullableType(nullable.ofType))) throw new Error('Lists of lists of objects are not supported.');
  return true;
}

function fieldOf(
  schema: GraphQLSchema,
  typeName: string,
  fieldName: string,
): GraphQLField<unknown, unknown> | undefined {
  const type = schema.getType(typeName);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined;
}

function upsert<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
