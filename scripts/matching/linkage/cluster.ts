import type { ScoredPair, ScorePair } from './score-pairs.ts';

/** The least bits for each: that two records are one person, that they may be, and for a merged cluster's pairs. */
export type Thresholds = { readonly match: number; readonly possible: number; readonly consistent: number };

/** Which records are one person, and which may be. */
export type Clusters = {
  /** Records by cluster; each record is in one. */
  readonly clusters: readonly (readonly number[])[];
  /** The cluster of each record. */
  readonly clusterOf: readonly number[];
  /** Pairs of clusters that may be one person, as `smaller,greater` numbers of clusters. */
  readonly possible: ReadonlySet<string>;
};

/**
 * Merges from the surest pair down, and only where every pair of the merged cluster is consistent: no
 * chain of weak links makes two persons one (domain.md 5.2). What is sure but does not fit stays possible.
 */
export function cluster(
  count: number,
  pairs: readonly ScoredPair[],
  score: ScorePair,
  thresholds: Thresholds,
): Clusters {
  const clusterOf = Array.from({ length: count }, (_, record) => record);
  const clusters = clusterOf.map((record) => [record]);
  const bits = new Map(pairs.map((pair) => [pair.one * count + pair.other, pair.bits]));
  const bitsOf = (one: number, other: number): number => {
    const [first, second] = one < other ? [one, other] : [other, one];
    const key = first * count + second;
    const known = bits.get(key) ?? score(first, second).bits;
    bits.set(key, known);
    return known;
  };
  const sorted = pairs
    .filter((pair) => pair.bits >= thresholds.possible)
    .sort((one, other) => other.bits - one.bits || one.one - other.one || one.other - other.other);
  for (const pair of sorted) {
    if (pair.bits < thresholds.match) break;
    const [into, from] = [clusterOf[pair.one] ?? 0, clusterOf[pair.other] ?? 0];
    if (into === from) continue;
    const [ones, others] = [clusters[into] ?? [], clusters[from] ?? []];
    if (!ones.every((one) => others.every((other) => bitsOf(one, other) >= thresholds.consistent))) continue;
    for (const record of others) clusterOf[record] = into;
    ones.push(...others);
    clusters[from] = [];
  }
  const possible = new Set<string>();
  for (const { one, other } of sorted) {
    const ends = [clusterOf[one] ?? 0, clusterOf[other] ?? 0].sort((first, second) => first - second);
    if (ends[0] !== ends[1]) possible.add(ends.join());
  }
  return { clusters, clusterOf, possible };
}
