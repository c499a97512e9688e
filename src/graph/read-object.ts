import { type GraphQLOutputType, isListType, isNonNullType } from 'graphql';
import { type Member, type MemberReader, type ThirdPartyRule, type Variants, variantsOf } from './member.ts';
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

type Rows = readonly (Row | undefined)[];
type Errors = readonly (ErrorNode | undefined)[];

/** Compiles the reader of an object, or of a list of objects. */
export function compileObjectField(field: ObjectField): MemberReader {
  const { keys, group, place } = field;
  const types = new Map([...field.members].map(([type, members]) => [type, variantsOf(members, field.thirdParty)]));
  const readNullable = isListType(nullableOf(field.type)) ? readList : readSingle;

  function readSingle(values: readonly unknown[], errors: Errors, variant: number, context: ReadContext): unknown {
    const rows = values.map((value) => (isRow(value) ? value : undefined));
    const result = readObject(types, rows, errors, group, variant, context, place);
    return result === bubble ? null : result;
  }

  function readList(values: readonly unknown[], errors: Errors, variant: number, context: ReadContext): unknown {
    const elements = values[group];
    if (!Array.isArray(elements)) return noteWrong(context, place);
    const list: unknown[] = [];
    for (const [index] of elements.entries()) {
      // Parts of one list are joined by index only where they are equally long.
      const rows = values.map((part): Row | undefined => {
        const element: unknown = Array.isArray(part) && part.length === elements.length ? part[index] : undefined;
        return isRow(element) ? element : undefined;
      });
      const inner = errors.map((error) => error?.next.get(index));
      const element = readElement(rows, elements[index], inner, variant, context);
      if (element === null && isListOfNonNull(field.type)) return null;
      list.push(element);
    }
    return list;
  }

  function readElement(rows: Rows, raw: unknown, errors: Errors, variant: number, context: ReadContext): unknown {
    if (raw === null) {
      noteError(context, place, errors[group]);
      return null;
    }
    const result = readObject(types, rows, errors, group, variant, context, place);
    return result === bubble ? null : result;
  }

  return (rows, errors, variant, context) => {
    const values: unknown[] = [];
    const inner: (ErrorNode | undefined)[] = [];
    for (const [at, key] of keys) {
      values[at] = rows[at]?.[key];
      inner[at] = errors[at]?.next.get(key);
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

/** Builds one object on the concrete type that came back; `bubble` when a non-null member has no value. */
export function readObject(
  types: ReadonlyMap<string, Variants>,
  rows: Rows,
  errors: Errors,
  group: number,
  variant: number,
  context: ReadContext,
  place: Place,
): unknown {
  const typeName = rows[group]?.['__typename'];
  const variants = typeof typeName === 'string' ? types.get(typeName) : undefined;
  if (variants === undefined) return noteWrong(context, place);
  const object = new ResponseObject();
  for (const member of variants(variant)) {
    const value = member.read(rows, errors, variant, context);
    if (value === bubble) return bubble;
    object[member.key] = value;
  }
  return object;
}

function explainNull(field: ObjectField, error: ErrorNode | undefined, context: ReadContext): void {
  if (noteError(context, field.place, error)) return;
  if (!field.isNullable) noteWrong(context, field.place);
  else if (field.isRecord) context.findings.note(field.place, 'NOT_HELD');
}

function nullableOf(type: GraphQLOutputType): GraphQLOutputType {
  return isNonNullType(type) ? type.ofType : type;
}

function isListOfNonNull(type: GraphQLOutputType): boolean {
  const nullable = nullableOf(type);
  return isListType(nullable) && isNonNullType(nullable.ofType);
}
