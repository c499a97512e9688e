import type { PersonDetails } from '../../src/matching/evidence/evidence.ts';
import { normaliseIdentifier } from '../../src/matching/identifiers.ts';
import type { ChildRecord } from '../../src/model/child-record.ts';
import { blockingKeys } from './blocking-keys.ts';

/** Which records share which keys. */
export type Blocks = {
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  /** By record. */
  readonly keys: readonly (readonly string[])[];
};

/** Finds the records that share a key of domain.md 5.2, by their places in the list. */
export function blocksOf(records: readonly ChildRecord[], details: readonly PersonDetails[]): Blocks {
  const keys = records.map((record, place) => {
    const ofRecord = details[place];
    return ofRecord === undefined ? [] : blockingKeys(ofRecord, validIdentifiers(record));
  });
  const byKey = new Map<string, number[]>();
  for (const [place, ofRecord] of keys.entries()) {
    for (const key of ofRecord) {
      const block = byKey.get(key);
      if (block === undefined) byKey.set(key, [place]);
      else block.push(place);
    }
  }
  return { byKey, keys };
}

/** The pairs of records that share a key, each once, the earlier record first. */
export function blockPairs(
  records: readonly ChildRecord[],
  details: readonly PersonDetails[],
): readonly (readonly [number, number])[] {
  return pairsOf(blocksOf(records, details));
}

/** The pairs of blocks, each once, the earlier record first. */
export function pairsOf({ byKey }: Blocks): readonly (readonly [number, number])[] {
  const others = new Map<number, Set<number>>();
  for (const block of byKey.values()) {
    for (const [at, one] of block.entries()) {
      const known = others.get(one) ?? new Set();
      others.set(one, known);
      for (const other of block.slice(at + 1)) known.add(other);
    }
  }
  return [...others].flatMap(([one, found]) => [...found].map((other) => [one, other] as const));
}

function validIdentifiers({ identifiers }: ChildRecord) {
  return identifiers.flatMap(({ scheme, value }) => {
    const read = normaliseIdentifier(scheme, value);
    return read.kind === 'VALID' ? [{ scheme, value: read.value }] : [];
  });
}
