import { buildASTSchema, concatAST, type DocumentNode, type GraphQLSchema, parse, validateSchema } from 'graphql';

/** A schema built from SDL, or what is wrong with the SDL. */
export type BuiltSchema =
  | { readonly kind: 'BUILT'; readonly schema: GraphQLSchema; readonly document: DocumentNode }
  | { readonly kind: 'INVALID'; readonly messages: readonly string[] };

/** Builds and validates a schema from SDL texts, or documents, that belong together. */
export const buildSourceSchema = (parts: readonly (string | DocumentNode)[]): BuiltSchema => {
  try {
    const document = concatAST(parts.map((part) => (typeof part === 'string' ? parse(part) : part)));
    const schema = buildASTSchema(document);
    const messages = validateSchema(schema).map(({ message }) => message);
    return messages.length > 0 ? { kind: 'INVALID', messages } : { kind: 'BUILT', schema, document };
  } catch (error) {
    // graphql-js joins the messages of one validation by empty lines.
    return { kind: 'INVALID', messages: error instanceof Error ? error.message.split('\n\n') : ['cannot be read'] };
  }
};
