import { GraphQLError, type GraphQLSchema, isScalarType, isSpecifiedScalarType, Kind } from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate } from 'graphql-scalars';

/** Reads the text of a scalar that the graph is given by whoever builds it: canonical, or why it is none. */
export type GivenScalar = {
  /** How a value is written, for messages. */
  readonly form: string;
  readonly read: (
    text: string,
  ) =>
    | { readonly kind: 'VALID'; readonly value: string }
    | { readonly kind: 'INVALID'; readonly reason: string; readonly position?: number };
};

/** Given scalars by name; one that has a meaning here is read by both, this one first. */
export type GivenScalars = Readonly<Record<string, GivenScalar>>;

/**
 * Gives the schema's own scalars their meaning, in place. All are strings inside the gateway and on the wire;
 * anything else is refused, with a message that holds no value (graphql-scalars quotes it). A given scalar's
 * reason and position are the error's extensions.
 */
export const attachScalars = (schema: GraphQLSchema, given: GivenScalars = {}): GraphQLSchema => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isScalarType(type)) continue;
    const own = scalars[type.name];
    const handed = given[type.name];
    if (!own && !handed) continue;
    const read = (value: unknown): string => {
      const text = typeof value === 'string' ? (own === undefined ? value : own.read(value)) : null;
      if (text === null) throw new GraphQLError(`${type.name} must be ${(own ?? handed)?.form ?? 'a text'}.`);
      if (handed === undefined) return text;
      const result = handed.read(text);
      if (result.kind === 'VALID') return result.value;
      const { reason, position } = result;
      throw new GraphQLError(`${type.name} must be ${handed.form}.`, {
        extensions: { reason, ...(position === undefined ? {} : { position }) },
      });
    };
    type.serialize = read;
    type.parseValue = read;
    type.parseLiteral = (node) => read(node.kind === Kind.STRING ? node.value : null);
  }
  return schema;
};

/** Scalars of a schema that have no meaning here: their values could not be checked, so they cannot be composed. */
export const findUnknownScalars = (schema: GraphQLSchema, given: GivenScalars = {}): readonly string[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => isScalarType(type) && !isSpecifiedScalarType(type) && !scalars[type.name] && !given[type.name])
    .map(({ name }) => name);

type Scalar = {
  readonly form: string;
  /** The value in canonical form; null when it is none. */
  readonly read: (text: string) => string | null;
};

const accepts = (parse: (text: string) => unknown, text: string): boolean => {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
};

const scalars: Readonly<Record<string, Scalar>> = {
  LocalDate: {
    form: 'a calendar date, YYYY-MM-DD',
    read: (text) => (accepts(GraphQLLocalDate.parseValue, text) ? text : null),
  },
  DateTime: {
    form: 'an instant, RFC 3339 date-time',
    // Canonical UTC, so that instants can be compared as text.
    read: (text) => (accepts(GraphQLDateTimeISO.parseValue, text) ? new Date(text).toISOString() : null),
  },
  OrganisationCode: {
    form: 'scheme:code, at most 64 characters',
    read: (text) => (text.length <= 64 && /^[A-Z]{2,10}:[A-Za-z0-9][A-Za-z0-9._-]*$/.test(text) ? text : null),
  },
};
