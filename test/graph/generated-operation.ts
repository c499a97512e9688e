import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
} from 'graphql';
import type { Random } from './random.ts';

/** A generated operation with the variables it is sent with. */
export type GeneratedOperation = {
  readonly text: string;
  readonly operationName: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** `Type.field` of everything that the text mentions. */
  readonly coordinates: ReadonlySet<string>;
};

/** What an operation is generated from. */
export type OperationSource = {
  readonly schema: GraphQLSchema;
  /** Values for arguments, by name. */
  readonly values: Readonly<Record<string, readonly unknown[]>>;
  /** Root fields with their share. */
  readonly roots: readonly string[];
  /** Fields that are left out. */
  readonly without: ReadonlySet<string>;
};

const oddAliases = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', '_2', 'records', 'id_2'];

/** Generates an operation: aliases, fragments of every kind, the same field twice, `@skip` and `@include`, variables. */
export function generateOperation(source: OperationSource, random: Random): GeneratedOperation {
  const { schema, values, without } = source;
  const declared = new Map<string, string>();
  const variables: Record<string, unknown> = {};
  const fragments: string[] = [];
  const coordinates = new Set<string>();
  const writtenArgs = new Map<string, string>();
  let count = 0;

  const variable = (type: string, value: unknown): string => {
    const name = `v${(count += 1)}`;
    // Absent, null and defaulted variables come up too, where the type lets them.
    const isOptional = !type.endsWith('!');
    const isBoolean = type.startsWith('Boolean') || type.startsWith('Int');
    if (isOptional && random.chance(0.1)) {
      declared.set(name, type);
      if (random.chance(0.5)) variables[name] = null;
    } else if (isBoolean && isOptional && random.chance(0.2)) {
      declared.set(name, `${type} = ${JSON.stringify(value)}`);
    } else {
      declared.set(name, type);
      variables[name] = value;
    }
    return `$${name}`;
  };

  const condition = (): string => {
    if (!random.chance(0.12)) return '';
    const kind = random.pick(['skip', 'include']);
    const isKept = random.chance(0.75);
    const value = kind === 'include' ? isKept : !isKept;
    if (random.chance(0.3)) return ` @${kind}(if: ${value})`;
    if (random.chance(0.2)) {
      const name = `v${(count += 1)}`;
      declared.set(name, `Boolean = ${value}`);
      return ` @${kind}(if: $${name})`;
    }
    const name = `v${(count += 1)}`;
    declared.set(name, 'Boolean!');
    variables[name] = value;
    return ` @${kind}(if: $${name})`;
  };

  const argument = ({ name, type }: GraphQLArgument): string | null => {
    const named = getNamedType(type);
    const isList = isListType(isNonNullType(type) ? type.ofType : type);
    if (!isNonNullType(type) && random.chance(0.6)) return null;
    const known = values[name];
    if (known !== undefined && !isList) {
      const value = random.pick(known);
      if ((isEnumType(named) || named.name === 'Int') && random.chance(0.3)) return `${name}: ${String(value)}`;
      return `${name}: ${variable(String(type), value)}`;
    }
    if (known !== undefined) {
      const listed = random.some(known, 0.6);
      if (random.chance(0.8)) return `${name}: ${variable(String(type), listed)}`;
      return `${name}: [${listed.map((value) => variable(`${String(named)}!`, value)).join(', ')}]`;
    }
    if (isInputObjectType(named)) return null;
    throw new Error(`no value is known for the argument ${name}`);
  };

  const argumentsOf = (coordinate: string, field: GraphQLField<unknown, unknown>): string => {
    const known = writtenArgs.get(coordinate);
    if (known !== undefined) return known;
    const parts = field.args.flatMap((one) => argument(one) ?? []);
    const text = parts.length === 0 ? '' : `(${parts.join(', ')})`;
    writtenArgs.set(coordinate, text);
    return text;
  };

  const fieldText = (
    parent: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
    isApart: boolean,
    depth: number,
  ): string => {
    const coordinate = `${parent.name}.${field.name}`;
    coordinates.add(coordinate);
    let alias = '';
    // Equal keys of different types would not validate where several concrete types meet.
    if (isApart && random.chance(0.9)) alias = `${parent.name}_${field.name}`;
    else if (random.chance(0.08)) alias = `${random.pick(oddAliases)}`;
    else if (random.chance(0.15)) alias = `a${random.int(1, 9)}_${field.name}`;
    const key = `${parent.name} ${alias} ${field.name}`;
    const args = argumentsOf(key, field);
    const type = getNamedType(field.type);
    const selection = isCompositeType(type) ? ` ${selectionText(type, depth + 1)}` : '';
    return `${alias === '' ? '' : `${alias}: `}${field.name}${args}${condition()}${selection}`;
  };

  const selectionText = (type: GraphQLCompositeType, depth: number, isApart = false): string => {
    const parts: string[] = [];
    const fields = isUnionType(type)
      ? []
      : Object.values(type.getFields()).filter(({ name }) => !without.has(`${type.name}.${name}`));
    const share = Math.min(0.5, 3.5 / Math.max(1, fields.length));
    for (const field of random.some(fields, share)) parts.push(fieldText(type, field, isApart, depth));
    if (fields.length > 0 && random.chance(0.1)) parts.push(parts[0] ?? '__typename');
    if (random.chance(0.2)) parts.push(random.chance(0.3) ? 'kind_: __typename' : '__typename');
    if (isAbstractType(type) && depth < 7) {
      for (const concrete of shuffled(schema.getPossibleTypes(type)).slice(0, random.int(0, 4))) {
        parts.push(fragment(concrete, depth, true));
      }
    }
    if (!isUnionType(type) && depth < 6) {
      for (const abstract of type.getInterfaces())
        if (random.chance(0.15)) parts.push(fragment(abstract, depth, isApart));
      if (fields.length > 0 && depth < 6 && random.chance(0.15)) parts.push(fragment(type, depth, isApart));
      if (fields.length > 0 && depth < 6 && random.chance(0.1))
        parts.push(`...${condition()} ${selectionText(type, depth + 1, isApart)}`);
    }
    if (parts.length === 0) parts.push('__typename');
    return `{ ${shuffled(parts).join(' ')} }`;
  };

  const fragment = (type: GraphQLCompositeType, depth: number, isApart: boolean): string => {
    if (random.chance(0.6)) return `... on ${type.name}${condition()} ${selectionText(type, depth + 1, isApart)}`;
    const name = `F${(count += 1)}`;
    fragments.push(`fragment ${name} on ${type.name} ${selectionText(type, depth + 1, isApart)}`);
    return `...${name}${condition()}`;
  };

  const shuffled = <T>(parts: readonly T[]): readonly T[] => {
    const left = [...parts];
    const mixed: T[] = [];
    while (left.length > 0) mixed.push(...left.splice(random.int(0, left.length - 1), 1));
    return mixed;
  };

  const query = schema.getQueryType();
  if (query == null) throw new Error('the schema has a query type');
  const roots = Array.from({ length: random.int(1, 3) }, (_, index) => {
    const field = query.getFields()[random.pick(source.roots)];
    if (field === undefined) throw new Error('no such root');
    coordinates.add(`Query.${field.name}`);
    const args = argumentsOf(`Query ${index} ${field.name}`, field);
    const type = getNamedType(field.type);
    const selection = isCompositeType(type) ? ` ${selectionText(type, 1)}` : '';
    const alias = index === 0 && random.chance(0.6) ? '' : `${random.chance(0.1) ? '__proto__' : `r${index}`}: `;
    return `${alias}${field.name}${args}${condition()}${selection}`;
  });
  const head = [...declared].map(([name, type]) => `$${name}: ${type}`).join(', ');
  const operation = `query Generated${head === '' ? '' : `(${head})`} { ${roots.join(' ')} }`;
  const text = shuffled([
    operation,
    ...fragments,
    ...(random.chance(0.3) ? ['query Other { me { organisation } }'] : []),
  ]).join('\n');
  return { text, operationName: 'Generated', variables, coordinates };
}
