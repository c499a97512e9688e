import { GraphQLError, type GraphQLSchema, isScalarType, isSpecifiedScalarType, Kind } from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate } from 'graphql-scalars';

/**
 * Gives the schema's own scalars their meaning, in place. All three are strings inside the gateway and
 * on the wire; anything else is refused, with a message that holds no value (graphql-scalars quotes it).
 */
export const attachScalars = (schema: GraphQLSchema): GraphQLSchema => {
  for (const type of Object.values(schema.getTypeMap())) {
    const scalar = isScalarType(type) ? scalars[type.name] : undefined;
    if (!isScalarType(type) || !scalar) continue;
    const read = (value: unknown): string => {
      const text = typeof value === 'string' ? scalar.read(value) : null;
      if (text === null) throw new GraphQLError(`${type.name} must be ${scalar.form}.`);
      return text;
    };
    type.serialize = read;
    type.parseValue = read;
    type.parseLiteral = (node) => read(node.kind === Kind.STRING ? node.value : null);
  }
  return schema;
};

/** Scalars of a schema that have no meaning here: their values could not be checked, so they cannot be composed. */
export const findUnknownScalars = (schema: GraphQLSchema): readonly string[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => isScalarType(type) && !isSpecifiedScalarType(type) && !scalars[type.name])
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
