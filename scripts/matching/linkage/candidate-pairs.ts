import { looseKeys } from './field-kinds.ts';
import type { LinkageInput } from './linkage-records.ts';

/** Two records by their place in the list, the earlier first. */
export type Pair = readonly [number, number];

/** A block of more records than this says too little to compare all of them with each other. */
const largestBlock = 60;
/** No more pairs are compared than so many for each record. */
const pairsPerRecord = 60;

/**
 * Finds the pairs that are worth comparing: those that agree, roughly, on any two fields, or on one that
 * tells few records apart from the rest. Which fields a file has does not matter; what gives the fewest
 * pairs comes first, until the budget is spent.
 */
export function candidatePairs({ fields, records, isWithinSource }: LinkageInput): readonly Pair[] {
  const keys = fields.map(({ kind }, field) => records.map(({ values }) => looseKeys(kind, values[field] ?? '')));
  const found = new Set<number>();
  const blocked = fields
    .flatMap((_, one) => [
      blocksOf(records.length, (record) => keys[one]?.[record] ?? []),
      ...fields.flatMap((_other, two) =>
        two > one ? [blocksOf(records.length, (record) => combined(keys, fields, one, two, record))] : [],
      ),
    ])
    .sort((one, other) => one.pairs - other.pairs);
  for (const { blocks } of blocked) {
    for (const block of blocks) {
      for (const [place, one] of block.entries()) {
        for (const other of block.slice(place + 1)) {
          if (isWithinSource || records[one]?.source !== records[other]?.source)
            found.add(one * records.length + other);
        }
      }
    }
    if (found.size > pairsPerRecord * records.length) break;
  }
  return [...found].map((packed) => [Math.floor(packed / records.length), packed % records.length]);
}

function combined(
  keys: readonly (readonly (readonly string[])[])[],
  fields: LinkageInput['fields'],
  one: number,
  two: number,
  record: number,
): readonly string[] {
  const ones = keys[one]?.[record] ?? [];
  const twos = keys[two]?.[record] ?? [];
  // Given and family name may have changed places.
  const isBothNames = isName(fields[one]?.kind) && isName(fields[two]?.kind);
  return ones.flatMap((first) =>
    twos.map((second) => (isBothNames && second < first ? `${second}|${first}` : `${first}|${second}`)),
  );
}

function isName(kind: string | undefined): boolean {
  return kind === 'GIVEN' || kind === 'FAMILY';
}

function blocksOf(
  length: number,
  keysOf: (record: number) => readonly string[],
): { readonly blocks: readonly (readonly number[])[]; readonly pairs: number } {
  const byKey = new Map<string, number[]>();
  for (let record = 0; record < length; record += 1) {
    for (const key of keysOf(record)) {
      const block = byKey.get(key);
      if (block === undefined) byKey.set(key, [record]);
      else if (block.at(-1) !== record) block.push(record);
    }
  }
  const blocks = [...byKey.values()].filter((block) => block.length > 1 && block.length <= largestBlock);
  return { blocks, pairs: blocks.reduce((sum, block) => sum + (block.length * (block.length - 1)) / 2, 0) };
}
