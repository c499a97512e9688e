import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
  GatewayInterface,
  GatewaySchemaLoadOrUpdateCallback,
} from '@apollo/server-gateway-interface';
import type { GraphQLSchema } from 'graphql';

/** The seam for an execution of one's own; it holds the schema, so that it can be replaced. */
export function createSchemaGateway(
  initial: GraphQLSchema,
  executor: (context: GatewayGraphQLRequestContext) => Promise<GatewayExecutionResult>,
): { readonly interface: GatewayInterface; replaceSchema(schema: GraphQLSchema): void } {
  const listeners = new Set<GatewaySchemaLoadOrUpdateCallback>();
  const tell = (apiSchema: GraphQLSchema): void => {
    for (const listener of listeners) listener({ apiSchema, coreSupergraphSdl: '' });
  };
  return {
    interface: {
      onSchemaLoadOrUpdate(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      async load() {
        tell(initial);
        return { executor };
      },
      async stop() {
        listeners.clear();
      },
    },
    replaceSchema: tell,
  };
}
