import { type FieldNode, getNamedType, getNullableType, isListType, isObjectType } from 'graphql';
import type { Json, JsonObject } from '../../mocks/records/stored-record.ts';
import { selectionsOf } from './asked-fields.ts';
import { type Comparison, fault, isExplained, itemKey, objectType, type Path, typeKey } from './comparison.ts';
import {
  type BoundedPlace,
  boundsAt,
  type Coordinate,
  isAnything,
  isItem,
  isObject,
  isSame,
  isSectionOpen,
  mustShow,
  own,
  type Place,
  withMarkers,
} from './held-places.ts';
import type { Permit } from './permitted.ts';

/** A field of something that agencies hold: of each place in their data that could be what was shown. */
export function checkPart(
  on: Comparison,
  value: unknown,
  nodes: readonly FieldNode[],
  path: Path,
  type: string,
  name: string,
  places: readonly Place[],
  permit: Permit,
): void {
  const bounded = places
    .filter((place) => place.value !== undefined)
    .map((place) => ({ ...place, bounds: boundsAt(place, type, name, permit) }));
  const node = nodes[0];
  const isPaged = node !== undefined && Object.keys(on.asked.argumentsOf(node)).length > 0;
  const field = objectType(on, type).getFields()[name];
  const named = field === undefined ? undefined : getNamedType(field.type);
  const isLeaf = named !== undefined && !('getFields' in named) && !('getTypes' in named);
  const isList = field !== undefined && isListType(getNullableType(field.type)) && !isLeaf;

  if (value === null || value === undefined) {
    // What cannot be told apart among several objects is missing only where all of them have it.
    const any = type === 'Child' ? bounded.some.bind(bounded) : bounded.every.bind(bounded);
    if (bounded.length === 0) return;
    if (any((place) => isAnything(place.value)) && !isExplained(on, path)) fault(on, path, 'null without a word');
    const isDue = (place: BoundedPlace): boolean => isPartDue(on, place, nodes, permit, [type, name]);
    if (any(isDue)) fault(on, path, `of ${bounded.find(isDue)?.held.agency ?? '?'}, missing`);
    return;
  }
  if (isLeaf) {
    const fits = bounded.filter((place) => isSame(value, place.value));
    if (fits.length === 0) fault(on, path, 'not what is held');
    else if (!fits.some((place) => place.bounds.may > 0))
      fault(on, path, `of ${fits[0]?.held.agency ?? '?'}, not permitted`);
    return;
  }
  if (isList) checkItems(on, value, nodes, path, bounded, permit, isPaged, [type, name]);
  else
    checkOne(
      on,
      value,
      nodes,
      path,
      bounded.map((place) => withMarkers(place, permit, [type, name])),
      permit,
    );
}

/** Whether anything of what is asked for at a place has to be shown: of a section, anything in it. */
function isPartDue(
  on: Comparison,
  place: BoundedPlace,
  nodes: readonly FieldNode[],
  permit: Permit,
  [type, name]: Coordinate,
): boolean {
  const { value } = place;
  const [node] = nodes;
  const isPaged = node !== undefined && Object.keys(on.asked.argumentsOf(node)).length > 0;
  if (Array.isArray(value)) {
    const isOfItems = value.some(isItem);
    return isOfItems ? mustShow(place, permit, isPaged, [type, name]) : value.length > 0 && place.bounds.must > 0;
  }
  if (!isObject(value)) return isAnything(value) && place.bounds.must > 0;
  if (isItem(value)) return withMarkers(place, permit, [type, name]).bounds.must > 0;
  const section = on.schema.getType(String(own(value, '__typename')));
  if (!isObjectType(section)) return false;
  return [...on.asked.fieldsOf(section, selectionsOf(nodes)).values()].some((inner) => {
    const field = inner[0]?.name.value ?? '';
    if (value[field] === undefined || field === '__typename') return false;
    // What is in a section has to be shown only where the section may be known of by the very item.
    const items = [value[field] ?? null].flat().filter((item) => isSectionOpen(place, [type, name], item, permit));
    const within: Place = { ...place, value: Array.isArray(value[field]) ? items : (items[0] ?? null) };
    const bounds = boundsAt(within, section.name, field, permit);
    return isPartDue(on, { ...within, bounds }, inner, permit, [section.name, field]);
  });
}

function checkItems(
  on: Comparison,
  value: unknown,
  nodes: readonly FieldNode[],
  path: Path,
  places: readonly BoundedPlace[],
  permit: Permit,
  isPaged: boolean,
  list: Coordinate,
): void {
  if (!Array.isArray(value)) return fault(on, path, 'not a list');
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
    checkOne(on, each, nodes, [...path, '*'], matching, permit);
  }
  if (isPaged || value.some((each) => isObject(each) && typeof own(each, itemKey) !== 'string')) return;
  for (const place of all) {
    if (!shown.has(place) && isItem(place.value) && place.bounds.must > 0)
      fault(on, path, `an item of ${place.held.agency} is missing`);
  }
}

/** One object: which of some places it comes from, and every field of it. */
function checkOne(
  on: Comparison,
  value: unknown,
  nodes: readonly FieldNode[],
  path: Path,
  places: readonly BoundedPlace[],
  permit: Permit,
): void {
  if (!isObject(value)) return void (value === null || fault(on, path, 'not an object'));
  const type = on.schema.getType(String(own(value, typeKey)));
  const fitting = places
    .filter((place) => isObject(place.value))
    .filter((place) => type === undefined || own(place.value as JsonObject, '__typename') === type.name);
  if (fitting.length === 0) return fault(on, path, "of nobody's");
  const open = fitting.filter((place) => place.bounds.may > 0);
  if (open.length === 0) return fault(on, path, `of ${fitting[0]?.held.agency ?? '?'}, not permitted`);
  if (!isObjectType(type)) return;
  for (const [key, inner] of on.asked.fieldsOf(type, selectionsOf(nodes))) {
    const name = inner[0]?.name.value ?? '';
    if (name === '__typename') continue;
    checkPart(
      on,
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
