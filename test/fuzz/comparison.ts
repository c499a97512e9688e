import type { FieldNode, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { isObjectType } from 'graphql';
import { type AskedFields, selectionsOf } from './asked-fields.ts';
import { own } from './held-places.ts';

/** The keys under which an operation also asks what an object is, so that it can be found among the agencies' own. */
export const typeKey = 'zz_type';
export const itemKey = 'zz_id';

/** Where something stands in an answer, `*` standing for every index of a list. */
export type Path = readonly string[];

/** A comparison under way: what was asked, what is said of nulls, and what is wrong so far. */
export type Comparison = {
  readonly schema: GraphQLSchema;
  readonly asked: AskedFields;
  readonly explained: readonly Path[];
  readonly faults: string[];
};

/** Notes what is wrong at a place: in words that hold no value. */
export function fault({ faults }: Comparison, path: Path, what: string): void {
  faults.push(`${path.join('.')}: ${what}`);
}

/** Whether something is said of a part that is null: of itself, or of what it is a part of. */
export function isExplained({ explained }: Comparison, path: Path): boolean {
  return explained.some(
    (entry) => entry.length <= path.length && entry.every((step, index) => matches(step, path[index] ?? '')),
  );
}
const matches = (step: string, at: string): boolean => step === at || step === '*' || at === '*';

/** An object type of the public graph. */
export function objectType({ schema }: Pick<Comparison, 'schema'>, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`the schema has no object type ${name}`);
  return type;
}

/** What was shown of an object, by the names of the fields that were asked for. */
export function shownOf(
  { asked }: Comparison,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  value: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, unknown> {
  return new Map(
    [...asked.fieldsOf(type, selectionsOf(nodes))].map(([key, inner]) => [inner[0]?.name.value ?? '', own(value, key)]),
  );
}
