import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils';
import { GraphQLSchema, specifiedDirectives } from 'graphql';

/** The part of the public schema that is open without a token, and the root fields it consists of. */
export type PublicPart = { readonly schema: GraphQLSchema; readonly rootFields: ReadonlySet<string> };

/**
 * Cuts the public schema down to the root fields marked `@public` and what they reach: no other type, no
 * directive of ours, no mutation. A document that is valid in it can tell a stranger of nothing else, and
 * one that is not is answered alike whether or not the rest of the schema has what it names.
 */
export const publicPartOf = (schema: GraphQLSchema): PublicPart => {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const rootFields = new Set(
    fields
      .filter(({ astNode }) => astNode?.directives?.some(({ name }) => name.value === 'public'))
      .map(({ name }) => name),
  );
  const cut = pruneSchema(
    mapSchema(new GraphQLSchema({ ...schema.toConfig(), mutation: null, subscription: null, extensionASTNodes: [] }), {
      [MapperKind.QUERY_ROOT_FIELD]: (_config, name) => (rootFields.has(name) ? undefined : null),
      [MapperKind.DIRECTIVE]: (directive) =>
        specifiedDirectives.some(({ name }) => name === directive.name) ? undefined : null,
    }),
  );
  return { schema: cut, rootFields };
};
