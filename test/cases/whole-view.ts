import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** Fields that have no place in a case: they explain the view, or have a key of their own in a case. */
const beside = new Set(['id', 'withheld', 'sources', 'accessLog']);

const schema = buildSchema(readFileSync('schemas/childview.graphql', 'utf8'), { assumeValid: true });
const child = childType();

function childType(): GraphQLObjectType {
  const type = schema.getType('Child');
  if (!isObjectType(type)) throw new Error('the public schema has no type Child');
  return type;
}

/** Whether a path of field names leads from `Child` to a field of the graph; a misspelt one would test nothing. */
export function isPath(path: string): boolean {
  let types: readonly GraphQLObjectType[] = [child];
  for (const name of path.split('.')) {
    const fields = types.flatMap((type) => type.getFields()[name] ?? []);
    if (fields.length === 0) return false;
    types = fields.flatMap((field) => {
      const type = getNamedType(field.type);
      if (isAbstractType(type)) return schema.getPossibleTypes(type);
      return isObjectType(type) ? [type] : [];
    });
  }
  return true;
}

/** A selection of every field of `Child` in the public schema, or of some, so that a case also sees what it did not expect. */
export function wholeView(some?: ReadonlySet<string>): string {
  return fieldsOf(child)
    .filter(({ name }) => !beside.has(name) && (some?.has(name) ?? true))
    .map(selected)
    .join(' ');

  function selected(field: GraphQLField<unknown, unknown>): string {
    const type = getNamedType(field.type);
    if (isLeafType(type)) return field.name;
    if (isAbstractType(type)) {
      // A name that two members type differently cannot be selected of both: the first one has it.
      const typed = new Map<string, string>();
      const members = schema.getPossibleTypes(type).map((member) => {
        const own = fieldsOf(member).filter(({ name, type: kind }) => {
          if (!typed.has(name)) typed.set(name, String(kind));
          return typed.get(name) === String(kind);
        });
        return `... on ${member.name} { ${own.map(selected).join(' ')} }`;
      });
      return `${field.name} { __typename ${members.join(' ')} }`;
    }
    return isObjectType(type) ? `${field.name} { ${fieldsOf(type).map(selected).join(' ')} }` : '';
  }
}

function fieldsOf(type: GraphQLObjectType): readonly GraphQLField<unknown, unknown>[] {
  return Object.values(type.getFields()).filter((field) =>
    field.args.every((argument) => !isNonNullType(argument.type) || argument.defaultValue !== undefined),
  );
}

/** All values at a path of field names, through lists; absent steps give nothing. */
export function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => valuesAt(each, path));
  const [first, ...rest] = path;
  if (first === undefined) return [value];
  if (value === null || typeof value !== 'object') return [];
  return first in value ? valuesAt((value as Record<string, unknown>)[first], rest) : [];
}

/** Whether anything was released at a path: something that is neither null nor an empty list. */
export function isReleased(child: unknown, path: string): boolean {
  return valuesAt(child, path.split('.')).some((value) => value !== null && value !== undefined);
}

/** Every path of a view at which a value stands, as deep as sections go: `education.concerns`, `carers`. */
export function releasedParts(child: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(child)
    .filter(([name]) => !beside.has(name))
    .flatMap(([name, value]) => {
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return isEmpty(value) ? [] : [name];
      return Object.entries(value).flatMap(([inner, each]) => (isEmpty(each) ? [] : [`${name}.${inner}`]));
    });
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
