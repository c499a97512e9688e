import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  valueFromASTUntyped,
} from 'graphql';
import type { DocumentNode } from 'graphql';
import type { Json, JsonObject } from '../../mocks/records/stored-record.ts';
import { agencies } from '../harness/world.ts';
import { disclosedBy } from './disclosed-fields.ts';
import type { Held, HeldData } from './held-data.ts';
import { type Bounds, lower, type Markers, type Permit } from './permitted.ts';

/** What is compared: an operation as it was sent, what came back, and what the oracle knows. */
export type Compared = {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  /** Paths of which something is said, why they are null: of redactions and of errors; null: nothing is to be said. */
  readonly explained: readonly (readonly string[])[] | null;
  /** Whom a root names: the mocks' names of the children; undefined: anybody. */
  readonly childrenOf: (
    root: string,
    args: Readonly<Record<string, unknown>>,
  ) => readonly (readonly string[])[] | undefined;
  /** Whether an agency holds what a root names a child by, so that whoever may know of its record finds the child. */
  readonly isNamedAt: (each: Held, args: Readonly<Record<string, unknown>>) => boolean;
  readonly held: HeldData;
  readonly permitOf: (slug: string) => Permit;
};

/** The keys under which an operation also asks what an object is, so that it can be found among the agencies' own. */
export const typeKey = 'zz_type';
export const itemKey = 'zz_id';

/** Parts of a child that are the gateway's own words: they are searched for marks of other children, no more. */
const ownParts = new Set([
  'id',
  'accessLog',
  'sources',
  'withheld',
  'dataQuality',
  'possibleLinks',
  'certainLinks',
  'keptApart',
  'missingEducation',
]);

/**
 * Compares an answer with what the agencies hold and what may, and has to, be shown of it. Gives every difference in
 * words that name the place and the agency, never the value.
 */
export function compareAnswer(compared: Compared): string[] {
  const { schema, document, variables, data, held, permitOf } = compared;
  const faults: string[] = [];
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if (definition.kind === Kind.OPERATION_DEFINITION && definition.name?.value === compared.operationName)
      operation = definition;
  }
  if (operation === undefined) throw new Error('the operation is not in its document');
  if (data === null || data === undefined) return faults;

  const defaults = new Map(
    (operation.variableDefinitions ?? []).map((each) => [
      each.variable.name.value,
      each.defaultValue === undefined ? undefined : valueFromASTUntyped(each.defaultValue),
    ]),
  );
  const valueOf = (name: string): unknown => (name in variables ? variables[name] : defaults.get(name));
  const scope = Object.fromEntries([...defaults.keys()].map((name) => [name, valueOf(name)]));
  const asked = new Asked(schema, fragments, scope);

  const query = schema.getQueryType();
  if (query == null) throw new Error('the schema has no query type');
  for (const [key, nodes] of asked.fieldsOf(query, [operation.selectionSet.selections])) {
    const [node] = nodes;
    if (node === undefined) continue;
    const args = asked.argumentsOf(node);
    const slugs = compared.childrenOf(node.name.value, args);
    const value = own(data, key);
    const entries = Array.isArray(value) ? value : [value];
    if (slugs === undefined) findChildren(value, nodes, [key]);
    else if (slugs.length !== entries.length && Array.isArray(value)) faults.push(`${key}: another number of children`);
    else
      entries.forEach((entry, index) =>
        checkRoot(entry, nodes, Array.isArray(value) ? [key, '*'] : [key], slugs[index] ?? [], args),
      );
  }
  return faults;

  function checkRoot(
    value: unknown,
    nodes: readonly FieldNode[],
    path: readonly string[],
    slugs: readonly string[],
    args: Readonly<Record<string, unknown>>,
  ): void {
    if (isObject(value)) checkAny(value, nodes, path, slugs);
    else if (slugs.length === 1 && !isExplained(path)) faults.push(`${path.join('.')}: null without a word`);
    else if (slugs.length === 1 && hasToBeShown(slugs[0] ?? '', args))
      faults.push(`${path.join('.')}: a child is missing`);
  }

  /** Whether something of a child has to be there: then the child has. */
  function hasToBeShown(slug: string, args: Readonly<Record<string, unknown>>): boolean {
    const permit = permitOf(slug);
    return (held.get(slug) ?? []).some((each) => {
      const disclosed = disclosedBy(each.agency, 'RecordedIdentity', 'names');
      return disclosed !== undefined && compared.isNamedAt(each, args) && permit.of(each, disclosed, []).must > 0;
    });
  }

  /** Children within anything else, e.g. candidates of a search: whoever they are, they are one of the children. */
  function findChildren(value: unknown, nodes: readonly FieldNode[], path: readonly string[]): void {
    if (Array.isArray(value)) return value.forEach((each) => findChildren(each, nodes, [...path, '*']));
    if (!isObject(value)) return;
    const type = schema.getType(String(own(value, typeKey)));
    if (!isObjectType(type)) return;
    if (type.name === 'Child') return checkAny(value, nodes, path, [...held.keys()]);
    for (const [key, inner] of asked.fieldsOf(type, selectionsOf(nodes)))
      findChildren(own(value, key), inner, [...path, key]);
  }

  /** Checks a child as that one of some whom it fits best. */
  function checkAny(
    value: JsonObject,
    nodes: readonly FieldNode[],
    path: readonly string[],
    slugs: readonly string[],
  ): void {
    let fewest: readonly string[] | null = null;
    for (const slug of slugs) {
      const before = faults.length;
      checkChild(value, nodes, path, slug);
      const found = faults.splice(before);
      if (found.length === 0) return;
      if (fewest === null || found.length < fewest.length) fewest = found;
    }
    faults.push(...(fewest ?? [`${path.join('.')}: a child whom nobody asked for`]));
  }

  function checkChild(value: JsonObject, nodes: readonly FieldNode[], path: readonly string[], slug: string): void {
    const records = held.get(slug) ?? [];
    const permit = permitOf(slug);
    for (const [key, inner] of asked.fieldsOf(childType(), selectionsOf(nodes))) {
      const name = inner[0]?.name.value ?? '';
      const found = own(value, key);
      const at = [...path, key];
      if (name === '__typename') continue;
      if (ownParts.has(name)) checkMarks(found, at, slug);
      else if (name === 'identity') checkIdentity(found, inner, at, records, permit);
      else if (name === 'identifiers') checkNumbers(found, inner, at, records, permit);
      else
        checkPart(
          found,
          inner,
          at,
          'Child',
          name,
          records.map((each): Place => ({ held: each, value: each.details[name], markers: [] })),
          permit,
        );
    }
  }

  /** Free texts name the agency and the child they are about: here they may be about this child alone. */
  function checkMarks(value: unknown, path: readonly string[], slug: string): void {
    for (const [, about = ''] of JSON.stringify(value ?? null).matchAll(markOfText)) {
      const [whose] = [...held.keys()]
        .filter((each) => about.startsWith(`${each}-`))
        .sort((a, b) => b.length - a.length);
      if (whose !== slug) faults.push(`${path.join('.')}: a text about another child`);
    }
  }

  /** A field of something that agencies hold: of each place in their data that could be what was shown. */
  function checkPart(
    value: unknown,
    nodes: readonly FieldNode[],
    path: readonly string[],
    type: string,
    name: string,
    places: readonly Place[],
    permit: Permit,
  ): void {
    const bounded = places
      .filter((place) => place.value !== undefined)
      .map((place) => ({ ...place, bounds: boundsAt(place, type, name, permit) }));
    const node = nodes[0];
    const isPaged = node !== undefined && Object.keys(asked.argumentsOf(node)).length > 0;
    const field = fieldOf(type, name);
    const named = field === undefined ? undefined : getNamedType(field.type);
    const isLeaf = named !== undefined && !('getFields' in named) && !('getTypes' in named);
    const isList = field !== undefined && isListType(getNullableType(field.type)) && !isLeaf;

    if (value === null || value === undefined) {
      // What cannot be told apart among several objects is missing only where all of them have it.
      const any = type === 'Child' ? bounded.some.bind(bounded) : bounded.every.bind(bounded);
      if (bounded.length === 0) return;
      if (any((place) => isAnything(place.value)) && !isExplained(path))
        faults.push(`${path.join('.')}: null without a word`);
      const isDue = (place: BoundedPlace): boolean =>
        isLeaf ? place.bounds.must > 0 && isAnything(place.value) : mustShow(place, permit, isPaged, [type, name]);
      if (any(isDue)) faults.push(`${path.join('.')}: of ${bounded.find(isDue)?.held.agency ?? '?'}, missing`);
      return;
    }
    if (isLeaf) {
      const fits = bounded.filter((place) => isSame(value, place.value));
      if (fits.length === 0) faults.push(`${path.join('.')}: not what is held`);
      else if (!fits.some((place) => place.bounds.may > 0))
        faults.push(`${path.join('.')}: of ${fits[0]?.held.agency ?? '?'}, not permitted`);
      return;
    }
    if (isList) checkItems(value, nodes, path, bounded, permit, isPaged, [type, name]);
    else
      checkOne(
        value,
        nodes,
        path,
        bounded.map((place) => withMarkers(place, permit, [type, name])),
        permit,
      );
  }

  function checkItems(
    value: unknown,
    nodes: readonly FieldNode[],
    path: readonly string[],
    places: readonly BoundedPlace[],
    permit: Permit,
    isPaged: boolean,
    list: Coordinate,
  ): void {
    if (!Array.isArray(value)) return void faults.push(`${path.join('.')}: not a list`);
    const all = places.flatMap((place) =>
      (Array.isArray(place.value) ? place.value : []).map(
        (each: Json): BoundedPlace => withMarkers({ ...place, value: each }, permit, list),
      ),
    );
    const shown = new Set<BoundedPlace>();
    for (const each of value) {
      const id = isObject(each) ? own(each, itemKey) : undefined;
      const isKnown = typeof id === 'string';
      const matching = all.filter(
        (place) => isObject(place.value) && (!isKnown || place.value['id'] === id) && !shown.has(place),
      );
      const [first] = matching;
      if (isKnown && first !== undefined) shown.add(first);
      checkOne(each, nodes, [...path, '*'], matching, permit);
    }
    if (isPaged || value.some((each) => isObject(each) && typeof own(each, itemKey) !== 'string')) return;
    for (const place of all) {
      if (!shown.has(place) && isItem(place.value) && place.bounds.must > 0)
        faults.push(`${path.join('.')}: an item of ${place.held.agency} is missing`);
    }
  }

  /** One object: which of some places it comes from, and every field of it. */
  function checkOne(
    value: unknown,
    nodes: readonly FieldNode[],
    path: readonly string[],
    places: readonly BoundedPlace[],
    permit: Permit,
  ): void {
    if (!isObject(value)) return void (value === null || faults.push(`${path.join('.')}: not an object`));
    const type = schema.getType(String(own(value, typeKey)));
    const fitting = places
      .filter((place) => isObject(place.value))
      .filter((place) => type === undefined || own(place.value as JsonObject, '__typename') === type.name);
    if (fitting.length === 0) return void faults.push(`${path.join('.')}: of nobody's`);
    const open = fitting.filter((place) => place.bounds.may > 0);
    if (open.length === 0)
      return void faults.push(`${path.join('.')}: of ${fitting[0]?.held.agency ?? '?'}, not permitted`);
    if (!isObjectType(type)) return;
    for (const [key, inner] of asked.fieldsOf(type, selectionsOf(nodes))) {
      const name = inner[0]?.name.value ?? '';
      if (name === '__typename') continue;
      checkPart(
        own(value, key),
        inner,
        [...path, key],
        type.name,
        name,
        open.map((place): Place => ({ ...place, value: (place.value as JsonObject)[name] })),
        permit,
      );
    }
  }

  function boundsAt(place: Place, type: string, name: string, permit: Permit): Bounds {
    const disclosed = disclosedBy(place.held.agency, type, name);
    if (disclosed === undefined) return { may: 0, must: 0 };
    const isContainer = type === 'Child' && !Array.isArray(place.value);
    // A section, or a list as such, is open as soon as anything in it is: that is asked of what is in it.
    if (isContainer || Array.isArray(place.value)) return { may: 2, must: 0 };
    return permit.of(place.held, disclosed, place.markers);
  }

  /** A place with the markers of the item at it, if it is one, and how far the item is open in that list. */
  function withMarkers(place: BoundedPlace, permit: Permit, [type, name]: Coordinate): BoundedPlace {
    const { value, held: record } = place;
    if (!isObject(value) || !isItem(value)) return place;
    const markers = [...place.markers, value as unknown as Markers];
    const itself = disclosedBy(record.agency, (value as { readonly __typename: string }).__typename, 'id');
    const list = disclosedBy(record.agency, type, name);
    if (itself === undefined || list === undefined || isUnlistedItem(value)) {
      return { ...place, markers, bounds: { may: 0, must: 0 } };
    }
    return { ...place, markers, bounds: lower(permit.of(record, itself, markers), permit.of(record, list, markers)) };
  }

  function mustShow(place: BoundedPlace, permit: Permit, isPaged: boolean, list: Coordinate): boolean {
    if (isPaged || !Array.isArray(place.value)) return false;
    return place.value.some(
      (each: Json) => isItem(each) && withMarkers({ ...place, value: each }, permit, list).bounds.must > 0,
    );
  }

  function checkIdentity(
    value: unknown,
    nodes: readonly FieldNode[],
    path: readonly string[],
    records: readonly Held[],
    permit: Permit,
  ): void {
    const disclosed = (each: Held): Bounds => {
      const field = disclosedBy(each.agency, 'RecordedIdentity', 'names');
      return field === undefined ? { may: 0, must: 0 } : permit.of(each, field, []);
    };
    const open = records.filter((each) => disclosed(each).may > 0);
    const must = records.filter((each) => disclosed(each).must > 0);
    if (value === null || value === undefined) {
      if (must.length > 0) faults.push(`${path.join('.')}: of ${must[0]?.agency ?? '?'}, missing`);
      if (records.length > 0 && !isExplained(path)) faults.push(`${path.join('.')}: null without a word`);
      return;
    }
    const type = schema.getType('Identity');
    if (!isObject(value) || !isObjectType(type)) return;
    const namesOf = (each: Held) =>
      each.record.recordedIdentity.names.filter(
        ({ kind }) => !(each.record.restrictions.linkLocked && kind === 'FORMER'),
      );
    const copies: Readonly<Record<string, readonly unknown[]>> = {
      givenName: open.flatMap((each) => namesOf(each).map(({ given }) => given)),
      familyName: open.flatMap((each) => namesOf(each).map(({ family }) => family)),
      dateOfBirth: open.map(({ record }) => record.recordedIdentity.dateOfBirth),
      expectedDateOfDelivery: open.map(({ record }) => record.recordedIdentity.expectedDateOfDelivery),
      sex: open.map(({ record }) => record.recordedIdentity.sex),
    };
    for (const [key, inner] of asked.fieldsOf(type, selectionsOf(nodes))) {
      const name = inner[0]?.name.value ?? '';
      const found = own(value, key);
      const at = [...path, key].join('.');
      const known = copies[name];
      if (known !== undefined) {
        if (found !== null && !known.includes(found)) faults.push(`${at}: in no copy that may be shown`);
        if (found === null && must.some((each) => isAnything(copyOf(each, name)))) faults.push(`${at}: missing`);
      } else if (name === 'names' && Array.isArray(found)) {
        checkNames(found, inner, at, open, namesOf);
      }
    }
  }

  function checkNames(
    found: readonly unknown[],
    nodes: readonly FieldNode[],
    at: string,
    open: readonly Held[],
    namesOf: (each: Held) => Held['record']['recordedIdentity']['names'],
  ): void {
    const type = schema.getType('Name');
    if (!isObjectType(type)) return;
    for (const each of found) {
      if (!isObject(each)) continue;
      const shown = new Map(
        [...asked.fieldsOf(type, selectionsOf(nodes))].map(([key, inner]) => [
          inner[0]?.name.value ?? '',
          own(each, key),
        ]),
      );
      const sources = shown.get('sources');
      const holders = open.filter((holder) =>
        namesOf(holder).some((name) =>
          (['given', 'family', 'kind'] as const).every((part) => !shown.has(part) || shown.get(part) === name[part]),
        ),
      );
      if (holders.length === 0) faults.push(`${at}: a name in no copy that may be shown`);
      if (Array.isArray(sources) && !sources.every((source) => holders.some(({ agency }) => agency === source)))
        faults.push(`${at}: a source that does not have this name, or may not be known`);
    }
  }

  function checkNumbers(
    value: unknown,
    nodes: readonly FieldNode[],
    path: readonly string[],
    records: readonly Held[],
    permit: Permit,
  ): void {
    const type = schema.getType('Identifier');
    if (!isObjectType(type)) return;
    if (!Array.isArray(value)) {
      const isHeld = records.some(({ record }) => record.identifiers.length > 0);
      if (isHeld && !isExplained(path)) faults.push(`${path.join('.')}: null without a word`);
      return;
    }
    for (const each of value) {
      if (!isObject(each)) continue;
      const shown = new Map(
        [...asked.fieldsOf(type, selectionsOf(nodes))].map(([key, inner]) => [
          inner[0]?.name.value ?? '',
          own(each, key),
        ]),
      );
      const isFit = records.some((holder) =>
        holder.record.identifiers.some(
          (id) =>
            (['scheme', 'value', 'verified', 'former'] as const).every(
              (part) => !shown.has(part) || shown.get(part) === id[part],
            ) && permit.number(holder, id.scheme).may > 0,
        ),
      );
      if (!isFit) faults.push(`${path.join('.')}: a number that is not this child's, or not permitted`);
    }
  }

  /** Whether something is said of a part that is null: of itself, or of what it is a part of. */
  function isExplained(path: readonly string[]): boolean {
    const { explained } = compared;
    return (
      explained === null ||
      explained.some(
        (entry) => entry.length <= path.length && entry.every((step, index) => matches(step, path[index] ?? '')),
      )
    );
  }

  function childType(): GraphQLObjectType {
    const type = schema.getType('Child');
    if (!isObjectType(type)) throw new Error('the schema has no type Child');
    return type;
  }

  function fieldOf(type: string, name: string) {
    const found = schema.getType(type);
    return isObjectType(found) ? found.getFields()[name] : undefined;
  }
}

/** A place in an agency's data, and the markers of the items that it is in. */
type Place = { readonly held: Held; readonly value: Json | undefined; readonly markers: readonly Markers[] };
/** A type and a field of it. */
type Coordinate = readonly [type: string, field: string];
type BoundedPlace = Place & { readonly bounds: Bounds };

const markOfText = new RegExp(`zq-(?:${agencies.join('|')})-([a-z0-9-]+)`, 'g');
const matches = (step: string, at: string): boolean => step === at || step === '*' || at === '*';
const own = (value: Readonly<Record<string, unknown>>, key: string): any =>
  Object.hasOwn(value, key) ? value[key] : undefined;
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isItem = (value: unknown): boolean => isObject(value) && 'custodian' in value && 'about' in value;
const isAnything = (value: unknown): boolean =>
  value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
const selectionsOf = (nodes: readonly FieldNode[]): readonly (readonly SelectionNode[])[] =>
  nodes.map(({ selectionSet }) => selectionSet?.selections ?? []);

/** Recorded without consent to record it, and without harm to fear: as if it were not there (domain reference 2.2). */
const isUnlistedItem = (item: JsonObject): boolean =>
  'consentToRecord' in item && item['consentToRecord'] !== true && item['significantHarm'] !== true;

function copyOf({ record }: Held, name: string): unknown {
  const { recordedIdentity } = record;
  if (name === 'givenName' || name === 'familyName') return recordedIdentity.names[0];
  return recordedIdentity[name as 'dateOfBirth' | 'expectedDateOfDelivery' | 'sex'];
}

/** Equal as JSON, instants by when they are. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, index) => isSame(each, other[index]));
  const isInstant = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
  return isInstant(one) && isInstant(other) && Date.parse(one) === Date.parse(other);
}

/** What an operation asks of an object of some type, by key, once fragments and conditions are applied. */
class Asked {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #scope: Readonly<Record<string, unknown>>;

  constructor(
    schema: GraphQLSchema,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    scope: Readonly<Record<string, unknown>>,
  ) {
    this.#schema = schema;
    this.#fragments = fragments;
    this.#scope = scope;
  }

  fieldsOf(
    type: GraphQLObjectType,
    selections: readonly (readonly SelectionNode[])[],
    into = new Map<string, FieldNode[]>(),
  ): ReadonlyMap<string, readonly FieldNode[]> {
    for (const selection of selections.flat()) {
      if (!this.#isAsked(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        into.set(key, [...(into.get(key) ?? []), selection]);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
      const condition = fragment?.typeCondition?.name.value;
      if (fragment !== undefined && (condition === undefined || this.#is(type, condition)))
        this.fieldsOf(type, [fragment.selectionSet.selections], into);
    }
    return into;
  }

  /** The arguments that are given and not null. */
  argumentsOf(node: FieldNode): Readonly<Record<string, unknown>> {
    const given = (node.arguments ?? []).map(({ name, value }) => [
      name.value,
      valueFromASTUntyped(value, this.#scope),
    ]);
    return Object.fromEntries(given.filter(([, value]) => value !== null && value !== undefined));
  }

  #is(type: GraphQLObjectType, condition: string): boolean {
    const other = this.#schema.getType(condition);
    if (other === undefined || other === type) return other === type;
    return 'getTypes' in other || !isObjectType(other)
      ? this.#schema.isSubType(other as Parameters<GraphQLSchema['isSubType']>[0], type)
      : false;
  }

  #isAsked({ directives = [] }: SelectionNode): boolean {
    return directives.every(({ name, arguments: given = [] }) => {
      const [condition] = given;
      if (condition === undefined || (name.value !== 'skip' && name.value !== 'include')) return true;
      return (valueFromASTUntyped(condition.value, this.#scope) === true) === (name.value === 'include');
    });
  }
}
