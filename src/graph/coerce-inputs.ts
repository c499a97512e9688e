import {
  type ArgumentNode,
  coerceInputValue,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isScalarType,
  Kind,
  print,
  typeFromAST,
  type ValueNode,
  valueFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { GatewayError } from '../model/errors.ts';
import { leafReaderOf } from './leaf-check.ts';

/** Coerced values by name, or the faults; no fault holds a value. */
export type Coerced =
  | { readonly kind: 'VALUES'; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: 'FAULTS'; readonly errors: readonly GatewayError[] };

/** Coerces the variables of one request. */
export type VariableCoercer = (raw: Readonly<Record<string, unknown>>) => Coerced;

/** Coerces the arguments of one field or directive, given the coerced variables. */
export type ArgumentCoercer = (variables: Readonly<Record<string, unknown>>) => Coerced;

/** The most that a page may ask for (DESIGN 4). */
export const maxPage = 200;

/**
 * Compiles the coercion of an operation's variables: as the specification says (6.1.2), but messages
 * name only the variable, the place in it and the expected type, never the value. Where a scalar says why, the
 * extensions do: `reason`, and `position` in the text.
 */
export function compileVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): VariableCoercer {
  const variables = definitions.map((definition) => {
    const type = typeFromAST(schema, definition.type);
    const name = definition.variable.name.value;
    if (!isInputType(type)) return { name, typeText: print(definition.type), type: null };
    const hasDefault = definition.defaultValue !== undefined;
    const fallback = definition.defaultValue === undefined ? undefined : valueFromAST(definition.defaultValue, type);
    return { name, typeText: print(definition.type), type, hasDefault, fallback, settle: settlerOf(type) };
  });
  return (raw) => {
    const values: Record<string, unknown> = Object.create(null);
    const errors: GatewayError[] = [];
    for (const variable of variables) {
      const { name, type, typeText } = variable;
      if (type === null) {
        errors.push(
          new GatewayError(
            'VARIABLE_INVALID',
            `Variable "$${name}" is declared with "${typeText}", which is no input type.`,
          ),
        );
        continue;
      }
      if (!Object.hasOwn(raw, name)) {
        if (variable.hasDefault === true) values[name] = variable.fallback;
        else if (isNonNullType(type)) {
          errors.push(
            new GatewayError(
              'VARIABLE_INVALID',
              `Variable "$${name}" of required type "${typeText}" was not provided.`,
            ),
          );
        }
        continue;
      }
      if (isCoerced(raw[name], type)) {
        values[name] = raw[name];
        continue;
      }
      const places = new Map<string, Readonly<Record<string, unknown>>>();
      const coerced = coerceInputValue(raw[name], type, (path, _value, { extensions }) => {
        const place = path.map((step) => `.${step}`).join('');
        places.set(place, places.get(place) ?? extensions);
      });
      const settled =
        places.size === 0 ? settle(variable.settle, coerced, (place) => places.set(place, {})) : undefined;
      if (places.size === 0) values[name] = settled;
      for (const [place, why] of places) {
        errors.push(
          new GatewayError(
            'VARIABLE_INVALID',
            `Variable "$${name}"${place === '' ? '' : ` at "${place.slice(1)}"`} is not a valid value of type "${typeText}".`,
            'reason' in why
              ? { extensions: { variable: name, ...(place === '' ? {} : { at: place.slice(1) }), ...why } }
              : {},
          ),
        );
      }
    }
    return errors.length > 0 ? { kind: 'FAULTS', errors } : { kind: 'VALUES', values };
  };
}

/** Whether a value is what it would be coerced to: texts, and lists of them, as nearly all variables are. */
function isCoerced(value: unknown, type: GraphQLInputType): boolean {
  if (isNonNullType(type)) return value !== null && isCoerced(value, type.ofType);
  if (value === null) return true;
  if (isListType(type)) return Array.isArray(value) && value.every((element) => isCoerced(element, type.ofType));
  return typeof value === 'string' && isScalarType(type) && (type.name === 'String' || type.name === 'ID');
}

/**
 * Compiles the coercion of the arguments of one field or directive (6.4.1). `first` of a list must
 * be from 1 to `maxPage`. `owner` is how messages call the field or directive.
 */
export function compileArguments(
  definitions: readonly GraphQLArgument[],
  nodes: readonly ArgumentNode[],
  owner: string,
): ArgumentCoercer {
  const readers = definitions.map((definition) => compileArgument(definition, nodes, owner));
  return (variables) => {
    const values: Record<string, unknown> = Object.create(null);
    const errors: GatewayError[] = [];
    for (const read of readers) read(variables, values, errors);
    return errors.length > 0 ? { kind: 'FAULTS', errors } : { kind: 'VALUES', values };
  };
}

type ArgumentReader = (
  variables: Readonly<Record<string, unknown>>,
  values: Record<string, unknown>,
  errors: GatewayError[],
) => void;

function compileArgument(definition: GraphQLArgument, nodes: readonly ArgumentNode[], owner: string): ArgumentReader {
  const { name, type, defaultValue } = definition;
  const node = nodes.find((candidate) => candidate.name.value === name)?.value;
  const invalid = (): GatewayError =>
    new GatewayError('ARGUMENT_INVALID', `Argument "${name}" of "${owner}" must be a value of type "${String(type)}".`);
  const isPageSize = name === 'first';
  const put: ArgumentReader = (_variables, values, errors) => {
    const value = values[name];
    if (isPageSize && typeof value === 'number' && (value < 1 || value > maxPage)) {
      errors.push(
        new GatewayError('ARGUMENT_INVALID', `Argument "${name}" of "${owner}" must be from 1 to ${maxPage}.`),
      );
    }
  };
  const absent: ArgumentReader = (_variables, values, errors) => {
    if (defaultValue !== undefined) values[name] = defaultValue;
    else if (isNonNullType(type)) errors.push(invalid());
  };
  if (node === undefined) return absent;
  if (node.kind === Kind.VARIABLE) {
    const variable = node.name.value;
    return (variables, values, errors) => {
      if (!Object.hasOwn(variables, variable)) return absent(variables, values, errors);
      const value = variables[variable];
      // A nullable variable may stand in a non-null place when a default covers its absence.
      if (value === null && isNonNullType(type)) return void errors.push(invalid());
      values[name] = value;
      return put(variables, values, errors);
    };
  }
  const settler = settlerOf(type);
  return (variables, values, errors) => {
    const value = valueFromAST(node, type, variables);
    let isValid = value !== undefined;
    const settled = isValid ? settle(hasVariable(node) ? null : settler, value, () => (isValid = false)) : undefined;
    if (!isValid) return void errors.push(invalid());
    values[name] = settled;
    return put(variables, values, errors);
  };
}

function hasVariable(node: ValueNode): boolean {
  if (node.kind === Kind.VARIABLE) return true;
  if (node.kind === Kind.LIST) return node.values.some(hasVariable);
  return node.kind === Kind.OBJECT && node.fields.some(({ value }) => hasVariable(value));
}

/** Checks the formats of custom scalars in a coerced value and gives instants one form; null: nothing to do. */
type Settler = ((value: unknown, place: string, fail: (place: string) => void) => unknown) | null;

function settle(settler: Settler, value: unknown, fail: (place: string) => void): unknown {
  return settler === null ? value : settler(value, '', fail);
}

function settlerOf(type: GraphQLInputType, seen: ReadonlySet<string> = new Set()): Settler {
  if (isNonNullType(type)) return settlerOf(type.ofType, seen);
  if (isListType(type)) {
    const inner = settlerOf(type.ofType, seen);
    if (inner === null) return null;
    return (value, place, fail) =>
      Array.isArray(value) ? value.map((element, index) => inner(element, `${place}.${index}`, fail)) : value;
  }
  if (isInputObjectType(type)) {
    if (seen.has(type.name)) return null;
    const within = new Set([...seen, type.name]);
    const inner = Object.values(type.getFields()).flatMap((field) => {
      const settler = settlerOf(field.type, within);
      return settler === null ? [] : [{ name: field.name, settler }];
    });
    if (inner.length === 0) return null;
    return (value, place, fail) => {
      if (value === null || typeof value !== 'object') return value;
      const settled: Record<string, unknown> = { ...value };
      for (const { name, settler } of inner) {
        if (Object.hasOwn(settled, name)) settled[name] = settler(settled[name], `${place}.${name}`, fail);
      }
      return settled;
    };
  }
  if (!isScalarType(type) || builtIn.has(type.name)) return null;
  const read = leafReaderOf(type);
  return (value, place, fail) => {
    if (value === null || value === undefined) return value;
    // Scalars of graphql-scalars parse instants to Date; everywhere else they are text.
    const text = value instanceof Date ? value.toISOString() : value;
    const settled = read(text);
    if (settled === undefined) fail(place);
    return settled;
  };
}

const builtIn: ReadonlySet<string> = new Set(['Int', 'Float', 'Boolean', 'String', 'ID']);
