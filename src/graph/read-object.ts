import { type GraphQLOutputType, isListType, isNonNullType } from 'graphql';
import {
  errorsAt,
  type Member,
  type MemberReader,
  type MoreParts,
  partAt,
  type ThirdPartyRule,
  type Variants,
  variantsOf,
} from './member.ts';
import {
  bubble,
  type ErrorNode,
  isRow,
  noteError,
  noteWrong,
  type Place,
  type ReadContext,
  ResponseObject,
  type Row,
} from './reading.ts';

/** How a field with a selection but without markers is read: a container outside items, or a part of an item. */
export type ObjectField = {
  /** The public type. */
  readonly type: GraphQLOutputType;
  readonly isRecord: boolean;
  /** Whether the agency's contract allows null. */
  readonly isNullable: boolean;
  /** The part that decides whether there is an object at all. */
  readonly group: number;
  /** The keys of the answer by part. */
  readonly keys: ReadonlyMap<number, string>;
  readonly place: Place;
  readonly members: ReadonlyMap<string, readonly Member[]>;
  readonly thirdParty: ThirdPartyRule;
};

/** Compiles the reader of an object, or of a list of objects. */
export function compileObjectField(field: ObjectField): MemberReader {
  const types = typesOf(field);
  const key = field.keys.get(0);
  return field.group === 0 && field.keys.size === 1 && key !== undefined
    ? compileWhole(field, types, key)
    : compileInParts(field, types);
}

/** The members of the concrete type that came back, decided for a variant; undefined: no such type was asked for. */
export type TypeFinder = (row: Row | undefined) => Variants | undefined;

/** Finds a concrete type by `__typename`; most fields have one only. */
export function typeFinder<T>(types: ReadonlyMap<string, T>): (row: Row | undefined) => T | undefined {
  const [first, ...others] = types;
  if (first === undefined || others.length > 0) {
    return (row) => {
      const name = row?.['__typename'];
      return typeof name === 'string' ? types.get(name) : undefined;
    };
  }
  const [only, type] = first;
  return (row) => (row?.['__typename'] === only ? type : undefined);
}

/** Builds an object of the members; `bubble` when a non-null member has no value. */
export function buildObject(
  members: ReturnType<Variants>,
  row: Row | undefined,
  error: ErrorNode | undefined,
  more: MoreParts | null,
  variant: number,
  context: ReadContext,
): unknown {
  const object = new ResponseObject();
  for (const member of members) {
    const value = member.read(row, error, more, variant, context);
    if (value === bubble) return bubble;
    object[member.key] = value;
  }
  return object;
}

function typesOf(field: ObjectField): TypeFinder {
  return typeFinder(
    new Map([...field.members].map(([type, members]) => [type, variantsOf(members, field.thirdParty)])),
  );
}

/** What was asked for in one part: nearly everything. */
function compileWhole(field: ObjectField, findType: TypeFinder, key: string): MemberReader {
  const { place, isNullable, isRecord } = field;
  const isList = isListType(nullableOf(field.type));
  const isNonNull = isNonNullType(field.type);
  const ofNonNull = isListOfNonNull(field.type);

  const readOne = (value: unknown, error: ErrorNode | undefined, variant: number, context: ReadContext): unknown => {
    const row = isRow(value) ? value : undefined;
    const type = findType(row);
    if (type === undefined) return noteWrong(context, place);
    const result = buildObject(type(variant), row, error, null, variant, context);
    return result === bubble ? null : result;
  };

  const readList = (
    elements: unknown,
    error: ErrorNode | undefined,
    variant: number,
    context: ReadContext,
  ): unknown => {
    if (!Array.isArray(elements)) return noteWrong(context, place);
    const list: unknown[] = [];
    for (let index = 0; index < elements.length; index += 1) {
      const raw: unknown = elements[index];
      const inner = error?.next.get(index);
      let element: unknown = null;
      if (raw === null) noteError(context, place, inner);
      else element = readOne(raw, inner, variant, context);
      if (element === null && ofNonNull) return null;
      list.push(element);
    }
    return list;
  };

  return (row, error, _more, variant, context) => {
    const value = row?.[key];
    const inner = error?.next.get(key);
    let result: unknown = null;
    if (value === null) explainNull({ place, isNullable, isRecord }, inner, context);
    else if (value === undefined) noteWrong(context, place);
    else result = isList ? readList(value, inner, variant, context) : readOne(value, inner, variant, context);
    if (result !== null) context.findings.release(place.cell);
    return result === null && isNonNull ? bubble : result;
  };
}

/** A part of an item of which some fields were asked for with narrower filters. */
function compileInParts(field: ObjectField, findType: TypeFinder): MemberReader {
  const { keys, group, place } = field;
  const readNullable = isListType(nullableOf(field.type)) ? readList : readSingle;
  const last = Math.max(group, ...keys.keys());

  function readRows(values: Values, errors: Errors, variant: number, context: ReadContext): unknown {
    const rows = values.map((value) => (isRow(value) ? value : undefined));
    const type = findType(rows[group]);
    if (type === undefined) return noteWrong(context, place);
    const more: MoreParts = { rows: rows.slice(1), errors: errors.slice(1) };
    const result = buildObject(type(variant), rows[0], errors[0], more, variant, context);
    return result === bubble ? null : result;
  }

  function readSingle(values: Values, errors: Errors, variant: number, context: ReadContext): unknown {
    return readRows(values, errors, variant, context);
  }

  function readList(values: Values, errors: Errors, variant: number, context: ReadContext): unknown {
    const elements = values[group];
    if (!Array.isArray(elements)) return noteWrong(context, place);
    const list: unknown[] = [];
    for (const [index] of elements.entries()) {
      // Parts of one list are joined by index only where they are equally long.
      const rows = values.map((part): unknown =>
        Array.isArray(part) && part.length === elements.length ? part[index] : undefined,
      );
      const inner = errors.map((error) => error?.next.get(index));
      const element = readElement(rows, elements[index], inner, variant, context);
      if (element === null && isListOfNonNull(field.type)) return null;
      list.push(element);
    }
    return list;
  }

  function readElement(rows: Values, raw: unknown, errors: Errors, variant: number, context: ReadContext): unknown {
    if (raw === null) {
      noteError(context, place, errors[group]);
      return null;
    }
    return readRows(rows, errors, variant, context);
  }

  return (row, error, more, variant, context) => {
    const values: unknown[] = [];
    const inner: (ErrorNode | undefined)[] = [];
    for (let at = 0; at <= last; at += 1) {
      const key = keys.get(at);
      values.push(key === undefined ? undefined : partAt(row, more, at)?.[key]);
      inner.push(key === undefined ? undefined : errorsAt(error, more, at)?.next.get(key));
    }
    const base = values[group];
    let result: unknown = null;
    if (base === null) explainNull(field, inner[group], context);
    else if (base === undefined) noteWrong(context, place);
    else result = readNullable(values, inner, variant, context);
    if (result !== null) context.findings.release(place.cell);
    return result === null && isNonNullType(field.type) ? bubble : result;
  };
}

type Values = readonly unknown[];
type Errors = readonly (ErrorNode | undefined)[];

function explainNull(
  { place, isNullable, isRecord }: Pick<ObjectField, 'place' | 'isNullable' | 'isRecord'>,
  error: ErrorNode | undefined,
  context: ReadContext,
): void {
  if (noteError(context, place, error)) return;
  if (!isNullable) noteWrong(context, place);
  else if (isRecord) context.findings.note(place, 'NOT_HELD');
}

function nullableOf(type: GraphQLOutputType): GraphQLOutputType {
  return isNonNullType(type) ? type.ofType : type;
}

function isListOfNonNull(type: GraphQLOutputType): boolean {
  const nullable = nullableOf(type);
  return isListType(nullable) && isNonNullType(nullable.ofType);
}
