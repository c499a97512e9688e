import { compareLinkageRecords, type Levels } from './compare-records.ts';
import { type LinkageModel, oddsOf } from './estimate.ts';
import type { LinkageInput } from './linkage-records.ts';

/** How two records were found to compare. `bits`: log2 of the odds that they are one person, prior included. */
export type ScoredPair = {
  readonly one: number;
  readonly other: number;
  readonly levels: Levels;
  readonly bits: number;
};

/** Scores two records by their places in the list. */
export type ScorePair = (one: number, other: number) => ScoredPair;

/** The most by which the frequency of a value moves the weight of agreeing on it, in bits, either way. */
const cap = 4;

/** Makes the scoring of pairs: the model's weights, moved by how rare an agreed value is in the data. */
export function scorerOf({ fields, records }: LinkageInput, model: LinkageModel): ScorePair {
  const rarity = fields.map((_, field) => rarities(records.map(({ values }) => values[field] ?? '')));
  return (one, other) => {
    const [left, right] = [records[one], records[other]];
    if (left === undefined || right === undefined) throw new RangeError('no such record');
    const levels = compareLinkageRecords(fields, left, right);
    let rarer = 0;
    for (const [field, level] of levels.entries()) {
      if (level === 0) rarer += rarity[field]?.get(left.values[field] ?? '') ?? 0;
    }
    return { one, other, levels, bits: oddsOf(fields, model, levels, rarer) };
  };
}

/** By value, the bits that agreeing on it weighs more than agreeing on a value at all. */
function rarities(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  let held = 0;
  for (const value of values) {
    if (value === '') continue;
    held += 1;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  let usual = 0;
  for (const count of counts.values()) usual += (count / held) ** 2;
  return new Map(
    [...counts].map(([value, count]) => [value, Math.min(cap, Math.max(-cap, Math.log2(usual / (count / held))))]),
  );
}
