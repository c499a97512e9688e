import * as cedar from '@cedar-policy/cedar-wasm/nodejs';

/** An attribute of an action's facts; `entity` is the type of its codes, empty for a boolean. */
export type AttributeType = { readonly name: string; readonly entity: string };

/** What the schema of the policies says, as far as questions need it. */
export type PolicySchema = {
  /** The attributes of an action's facts, undefined for an action that is not declared. */
  readonly attributesOf: (action: string) => readonly AttributeType[] | undefined;
  /** The values of an enumerated entity type; empty for any other name. */
  readonly valuesOf: (entityType: string) => readonly string[];
};

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a Cedar schema.
 *
 * @throws Error when it cannot be read.
 */
export function readSchema(text: string): PolicySchema {
  const answer = cedar.schemaToJsonWithResolvedTypes(text);
  if (answer.type === 'failure') throw new Error('The policy engine cannot read the schema of the policies.');
  const namespace = asObject(asObject(answer.json)['']);
  const commonTypes = asObject(namespace['commonTypes']);
  const actions = new Map(
    Object.entries(asObject(namespace['actions'])).map(([action, declared]) => {
      const context = asObject(asObject(asObject(declared)['appliesTo'])['context']);
      const record = context['attributes'] === undefined ? asObject(commonTypes[String(context['type'])]) : context;
      return [action, Object.entries(asObject(record['attributes'])).map(([name, type]) => attribute(name, type))];
    }),
  );
  const enums = new Map(
    Object.entries(asObject(namespace['entityTypes'])).map(([type, declared]) => {
      const values = asObject(declared)['enum'];
      return [type, Array.isArray(values) ? values.map(String) : []];
    }),
  );
  return {
    attributesOf: (action) => actions.get(action),
    valuesOf: (entityType) => enums.get(entityType) ?? [],
  };
}

function attribute(name: string, declared: unknown): AttributeType {
  const type = asObject(declared);
  const inner = type['element'] === undefined ? type : asObject(type['element']);
  return { name, entity: typeof inner['name'] === 'string' ? inner['name'] : '' };
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
