import { type DocumentNode, type GraphQLSchema, Kind, visit } from 'graphql';

/**
 * A document's text with nothing where `__type(name:)` has a text that is no type of the schema. The answer is the
 * same, null, and no document that is kept can hold what somebody wrote there. `document` is that text, parsed with places.
 */
export function withoutTypeNames(text: string, document: DocumentNode, schema: GraphQLSchema): string {
  if (!text.includes('__type')) return text;
  let rewritten = '';
  let copied = 0;
  visit(document, {
    [Kind.FIELD]: ({ name, arguments: given }) => {
      if (name.value !== '__type') return;
      for (const { value } of given ?? []) {
        if (value.kind !== Kind.STRING || value.loc === undefined || schema.getType(value.value) !== undefined)
          continue;
        rewritten += `${text.slice(copied, value.loc.start)}""`;
        copied = value.loc.end;
      }
    },
  });
  return rewritten + text.slice(copied);
}
