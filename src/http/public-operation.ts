import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { GatewayRequest } from './gateway-request.ts';
import { type DocumentLimits, limitFault } from './limit-document.ts';
import { requestIn } from './request-in.ts';

/** A request that anybody may make, read from the body of one without a token. */
export type PublicOperation = Pick<GatewayRequest, 'document' | 'operationName' | 'variables'>;

/** Far below those of a caller with a token: a stranger's document is read before anything else is known. */
const limits: DocumentLimits & { readonly characters: number } = {
  characters: 4000,
  tokens: 600,
  depth: 8,
  selections: 300,
  aliases: 300,
  directives: 50,
  rootFields: 10,
};

/**
 * Makes what finds, in a body without a token, a query of the public part of the schema. The document is
 * read against that part alone, as a whole and not only the operation that is named, so that its being
 * valid tells nothing of the rest; null for all else, of whatever kind. Nothing of it is kept.
 */
export function createFindPublic(publicPart: GraphQLSchema): (body: unknown) => PublicOperation | null {
  const names = Object.keys(publicPart.getQueryType()?.getFields() ?? {});
  const rules = [...specifiedRules, NoSchemaIntrospectionCustomRule];
  return (body) => {
    const request = requestIn(body);
    // What does not even hold a name costs no parsing.
    if (
      request === null ||
      request.query.length > limits.characters ||
      !names.some((name) => request.query.includes(name))
    )
      return null;
    const document = documentIn(request.query);
    if (document === null || limitFault(document, limits) !== null) return null;
    if (validate(publicPart, document, rules, { maxErrors: 1, hideSuggestions: true }).length > 0) return null;
    const { operationName, variables } = request;
    return isQuery(document, operationName) ? { document, operationName, variables } : null;
  };
}

function documentIn(query: string): DocumentNode | null {
  try {
    return parse(query, { maxTokens: limits.tokens });
  } catch {
    return null;
  }
}

/** Whether the operation that is meant can be told, and is a query with nothing at its root but fields. */
function isQuery(document: DocumentNode, operationName: string | null): boolean {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const meant = operationName === null ? operations : operations.filter(({ name }) => name?.value === operationName);
  return meant.length === 1 && meant[0]?.operation === OperationTypeNode.QUERY;
}
