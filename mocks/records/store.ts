import { type PersonIndex, personIndexOf } from '../engine/person-index.ts';
import type { Json, JsonObject, RecordKey, StoredRecord } from './stored-record.ts';

/** One agency's records, in memory, with state that can be changed while the server runs. */
export type Store = {
  /** All records that are not forgotten, by record id. */
  records(): readonly StoredRecord[];
  byRecordId(recordId: string): StoredRecord | undefined;
  /** In any order; more than one where the agency holds a duplicate. */
  byIdentifier(key: RecordKey): readonly StoredRecord[];
  /** Records that could be a person, as the index says. */
  findPersons: PersonIndex['find'];
  /** All records of a child of the mocks, by slug, record id or the value of an identifier; forgotten ones too. */
  ofChild(name: string): readonly StoredRecord[];
  /**
   * Merges a patch (RFC 7396) into every record of a child; says how many were changed. Throws
   * `RangeError` when the patch names a key that records do not have.
   */
  patch(name: string, patch: JsonObject): number;
  /** Puts records in the place of those of the same record ids; others stay. Until the next reset. */
  replace(records: readonly StoredRecord[]): void;
  /** Back to the state at the start. */
  reset(): void;
};

/** Builds a store over the records of the start. */
export const storeOf = (initial: readonly StoredRecord[]): Store => {
  let state = indexOf(initial);
  const persons = personIndexOf();
  for (const record of initial) persons.add(record);

  /** Takes records over in the same order as before; what did not change stays in the index as it is. */
  const moveTo = (all: readonly StoredRecord[]): void => {
    if (all.every((record, index) => record === state.all[index])) return;
    for (const [index, record] of state.all.entries()) {
      const next = all[index];
      if (next === record) continue;
      persons.remove(record);
      if (next !== undefined) persons.add(next);
    }
    state = indexOf(all);
  };

  return {
    findPersons: (search, options) => persons.find(search, options),
    records: () => state.visible,
    byRecordId: (recordId) => state.byRecordId.get(recordId),
    byIdentifier: (key) => state.byKey.get(`${key.scheme} ${key.value}`) ?? [],
    ofChild: (name) => state.all.filter((record) => isCalled(record, name)),
    patch(name, patch) {
      let changed = 0;
      const all = state.all.map((record) => {
        if (!isCalled(record, name)) return record;
        changed += 1;
        return patched(record, patch);
      });
      moveTo(all);
      return changed;
    },
    replace(records) {
      const replaced = new Map(records.map((record) => [record.recordId, record]));
      moveTo(state.all.map((record) => replaced.get(record.recordId) ?? record));
    },
    reset() {
      moveTo(initial);
    },
  };
};

type Index = {
  readonly all: readonly StoredRecord[];
  readonly visible: readonly StoredRecord[];
  readonly byRecordId: ReadonlyMap<string, StoredRecord>;
  readonly byKey: ReadonlyMap<string, readonly StoredRecord[]>;
};

const indexOf = (all: readonly StoredRecord[]): Index => {
  const visible = all
    .filter((record) => !record.forgotten)
    .sort((a, b) => (a.recordId < b.recordId ? -1 : a.recordId > b.recordId ? 1 : 0));
  const byKey = new Map<string, StoredRecord[]>();
  for (const record of visible) {
    for (const { scheme, value } of record.identifiers) {
      const key = `${scheme} ${value}`;
      const held = byKey.get(key);
      if (held === undefined) byKey.set(key, [record]);
      else held.push(record);
    }
  }
  return { all, visible, byRecordId: new Map(visible.map((record) => [record.recordId, record])), byKey };
};

const isCalled = (record: StoredRecord, name: string): boolean =>
  record.slug === name ||
  record.recordId === name ||
  record.identifiers.some((identifier) => identifier.value === name);

const fixedKeys = ['slug', 'recordId', 'generated'];

const patched = (record: StoredRecord, patch: JsonObject): StoredRecord => {
  for (const key of Object.keys(patch)) {
    if (!(key in record) || fixedKeys.includes(key)) {
      throw new RangeError(`patch.${key}: records have no such part that can be changed`);
    }
  }
  // What a record may hold is the business of who tests with it: wrong shapes are faults one may want.
  return merged(record as unknown as Json, patch) as unknown as StoredRecord;
};

/** RFC 7396, but null is kept as a value: records have nulls that mean something. */
const merged = (target: Json, patch: Json): Json => {
  if (!isObject(patch)) return patch;
  const base = isObject(target) ? target : {};
  return {
    ...base,
    ...Object.fromEntries(Object.entries(patch).map(([key, value]) => [key, merged(base[key] ?? null, value)])),
  };
};

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
