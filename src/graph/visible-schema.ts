import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';
import type { DisclosureClass } from '../model/words.ts';
import { readAnnotations } from './compose/annotations.ts';

/** The part of the public schema that has no field of another class than these. */
export type VisibleSchema = (classes: ReadonlySet<DisclosureClass>) => GraphQLSchema;

/** How many parts are kept: there are about as many as kinds of callers. */
const mostKept = 64;

/**
 * Makes what cuts the public schema down to what can be granted: a field is left out with its class, or with the
 * class that must be known beside it, and a type that nothing mentions any more with it. For introspection only;
 * operations are held against the whole schema, and redacted.
 */
export function createVisibleSchema(schema: GraphQLSchema): VisibleSchema {
  const kept = new Map<string, GraphQLSchema>();
  return (classes) => {
    const key = [...classes].sort().join(' ');
    const known = kept.get(key);
    if (known !== undefined) return known;
    const visible = pruneSchema(
      mapSchema(schema, {
        [MapperKind.OBJECT_FIELD]: ({ astNode }) => (isVisible(readAnnotations(astNode), classes) ? undefined : null),
        [MapperKind.INTERFACE_FIELD]: ({ astNode }) =>
          isVisible(readAnnotations(astNode), classes) ? undefined : null,
      }),
    );
    const [oldest] = kept.keys();
    if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
    kept.set(key, visible);
    return visible;
  };
}

function isVisible({ disclosure }: ReturnType<typeof readAnnotations>, classes: ReadonlySet<DisclosureClass>): boolean {
  if (disclosure === null) return true;
  return classes.has(disclosure.class) && (disclosure.alongside === null || classes.has(disclosure.alongside));
}
