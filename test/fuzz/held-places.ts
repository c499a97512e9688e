import type { Json, JsonObject } from '../../mocks/records/stored-record.ts';
import { type Bounds, lower, nothing } from './bounds.ts';
import { disclosedBy } from './disclosed-fields.ts';
import type { Held } from './held-data.ts';
import type { Markers, Permit } from './permitted.ts';

/** A place in an agency's data, and the markers of the items that it is in. */
export type Place = { readonly held: Held; readonly value: Json | undefined; readonly markers: readonly Markers[] };
/** A place, and how far what is there may be shown. */
export type BoundedPlace = Place & { readonly bounds: Bounds };
/** A type and a field of it. */
export type Coordinate = readonly [type: string, field: string];

/** An own property; undefined: none. */
export const own = (value: Readonly<Record<string, unknown>>, key: string): any =>
  Object.hasOwn(value, key) ? value[key] : undefined;
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** Whether it is an item, which says of itself whose it is and whom it is about. */
export const isItem = (value: unknown): boolean => isObject(value) && 'custodian' in value && 'about' in value;
/** Whether there is anything to show. */
export const isAnything = (value: unknown): boolean =>
  value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);

/** How far a field at a place may be shown. */
export function boundsAt(place: Place, type: string, name: string, permit: Permit): Bounds {
  const disclosed = disclosedBy(place.held.agency, type, name);
  if (disclosed === undefined) return nothing;
  const isContainer = type === 'Child' && !Array.isArray(place.value);
  // A section, or a list as such, is open as soon as anything in it is: that is asked of what is in it.
  if (isContainer || Array.isArray(place.value)) return { may: 2, must: 0 };
  return permit.of(place.held, disclosed, place.markers);
}

/** A place with the markers of the item at it, if it is one, and how far the item is open in that list. */
export function withMarkers(place: BoundedPlace, permit: Permit, [type, name]: Coordinate): BoundedPlace {
  const { value, held: record } = place;
  if (!isObject(value) || !isItem(value)) return place;
  const markers = [...place.markers, value as unknown as Markers];
  const itself = disclosedBy(record.agency, (value as { readonly __typename: string }).__typename, 'id');
  const list = disclosedBy(record.agency, type, name);
  if (itself === undefined || list === undefined || isUnlistedItem(value)) {
    return { ...place, markers, bounds: nothing };
  }
  return { ...place, markers, bounds: lower(permit.of(record, itself, markers), permit.of(record, list, markers)) };
}

/** Whether a section will be known of by something in it. */
export function isSectionOpen({ held, markers }: Place, [type, name]: Coordinate, item: Json, permit: Permit): boolean {
  const disclosed = disclosedBy(held.agency, type, name);
  if (disclosed === undefined || !isItem(item)) return false;
  return permit.of(held, disclosed, [...markers, item as unknown as Markers]).must > 0;
}

/** Whether anything of a list has to be shown. */
export function mustShow(place: BoundedPlace, permit: Permit, isPaged: boolean, list: Coordinate): boolean {
  if (isPaged || !Array.isArray(place.value)) return false;
  return place.value.some(
    (each: Json) => isItem(each) && withMarkers({ ...place, value: each }, permit, list).bounds.must > 0,
  );
}

/** Recorded without consent to record it, and without harm to fear: as if it were not there (domain reference 2.2). */
const isUnlistedItem = (item: JsonObject): boolean =>
  'consentToRecord' in item && item['consentToRecord'] !== true && item['significantHarm'] !== true;

/** Equal as JSON, instants by when they are. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, index) => isSame(each, other[index]));
  const isInstant = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
  return isInstant(one) && isInstant(other) && Date.parse(one) === Date.parse(other);
}
