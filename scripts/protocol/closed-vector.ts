import * as cedar from '@cedar-policy/cedar-wasm/nodejs';

/** One fact of the closed vector (DESIGN 5.6): yes or no, one of a list of codes, or a set of codes. */
export type Dimension =
  | { readonly kind: 'FLAG'; readonly name: string }
  | {
      readonly kind: 'CODE' | 'SET';
      readonly name: string;
      readonly entityType: string;
      readonly values: readonly string[];
    };

/** A question that policies are asked, with everything it may depend on. */
export type Action = {
  readonly name: string;
  readonly resources: readonly { readonly type: string; readonly id: string }[];
  readonly dimensions: readonly Dimension[];
};

/** The closed vector of one version of the protocol, or of two together. */
export type ClosedVector = {
  readonly roles: readonly string[];
  readonly actions: readonly Action[];
  /** The codes of an entity type; empty for one that is not declared. */
  readonly codesOf: (entityType: string) => readonly string[];
};

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads the closed vector from the schema of the policies.
 *
 * @throws Error when the schema cannot be read.
 */
export function readClosedVector(schemaText: string): ClosedVector {
  const answer = cedar.schemaToJsonWithResolvedTypes(schemaText);
  if (answer.type === 'failure') throw new Error('The policy engine cannot read the schema of the policies.');
  const namespace = asObject(asObject(answer.json)['']);
  const commonTypes = asObject(namespace['commonTypes']);
  const codes = new Map(
    Object.entries(asObject(namespace['entityTypes'])).map(([type, declared]) => {
      const values = asObject(declared)['enum'];
      return [type, Array.isArray(values) ? values.map(String) : []];
    }),
  );
  const codesOf = (type: string): readonly string[] => codes.get(type) ?? [];
  const principals = new Set<string>();
  const actions = Object.entries(asObject(namespace['actions'])).map(([name, declared]): Action => {
    const { principalTypes, resourceTypes, context } = asObject(asObject(declared)['appliesTo']);
    for (const type of namesOf(principalTypes)) principals.add(type);
    const named = asObject(context);
    const record = named['attributes'] === undefined ? asObject(commonTypes[String(named['type'])]) : named;
    return {
      name,
      resources: namesOf(resourceTypes).flatMap((type) => codesOf(type).map((id) => ({ type, id }))),
      dimensions: Object.entries(asObject(record['attributes'])).map(([fact, type]) => dimension(fact, type, codesOf)),
    };
  });
  return { roles: [...principals].flatMap(codesOf), actions, codesOf };
}

/**
 * The closed vector that holds all that either does.
 *
 * @throws Error when a fact is of one kind in the one and of another in the other.
 */
export function unitedVector(one: ClosedVector, other: ClosedVector): ClosedVector {
  const names = [...new Set([...one.actions, ...other.actions].map(({ name }) => name))];
  const codesOf = (type: string): readonly string[] => united(one.codesOf(type), other.codesOf(type));
  return {
    roles: united(one.roles, other.roles),
    codesOf,
    actions: names.map((name) => {
      const both = [one, other].flatMap(({ actions }) => actions.filter((action) => action.name === name));
      const resources = both.flatMap((action) => action.resources);
      const dimensions = both.flatMap((action) => action.dimensions);
      for (const each of dimensions) mustAgree(each, dimensions, name);
      return {
        name,
        resources: resources.filter(
          ({ type, id }, index) => resources.findIndex((each) => each.type === type && each.id === id) === index,
        ),
        dimensions: dimensions
          .filter(({ name: fact }, index) => dimensions.findIndex((each) => each.name === fact) === index)
          .map((each) => (each.kind === 'FLAG' ? each : { ...each, values: codesOf(each.entityType) })),
      };
    }),
  };
}

/** How many values a fact can have. */
export function sizeOfDimension(dimension: Dimension): bigint {
  switch (dimension.kind) {
    case 'FLAG':
      return 2n;
    case 'CODE':
      return BigInt(dimension.values.length);
    case 'SET':
      return 2n ** BigInt(dimension.values.length);
  }
}

function mustAgree(fact: Dimension, all: readonly Dimension[], action: string): void {
  const same = (one: Dimension, other: Dimension): boolean =>
    one.kind === other.kind && (one.kind === 'FLAG' || other.kind === 'FLAG' || one.entityType === other.entityType);
  if (all.some((each) => each.name === fact.name && !same(each, fact))) {
    throw new Error(`The fact ${fact.name} of action ${action} is of another kind in the other version; rename it.`);
  }
}

function dimension(name: string, declared: unknown, codesOf: ClosedVector['codesOf']): Dimension {
  const type = asObject(declared);
  if (type['type'] === 'Bool' || type['type'] === 'Boolean' || type['name'] === 'Bool') return { kind: 'FLAG', name };
  const isSet = type['element'] !== undefined;
  const entityType = String((isSet ? asObject(type['element']) : type)['name']);
  return { kind: isSet ? 'SET' : 'CODE', name, entityType, values: codesOf(entityType) };
}

function united(one: readonly string[], other: readonly string[]): readonly string[] {
  return [...new Set([...one, ...other])];
}

function namesOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
