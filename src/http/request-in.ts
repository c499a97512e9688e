/** The three parts of a GraphQL request that are read. */
export type BodyRequest = {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
};

/** Takes a parsed body for a GraphQL request (GraphQL over HTTP 4.1); null: it is none. */
export function requestIn(body: unknown): BodyRequest | null {
  if (!isObject(body)) return null;
  const { query, operationName = null, variables = null, extensions = null } = body;
  if (typeof query !== 'string') return null;
  if (operationName !== null && typeof operationName !== 'string') return null;
  if (variables !== null && !isObject(variables)) return null;
  // Not read, but what has none of a proper form is no request.
  if (extensions !== null && !isObject(extensions)) return null;
  return { query, operationName, variables: variables ?? {} };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
