/** Two records by their places in the list, the earlier first, as one key. */
export function pairKey(one: number, other: number): string {
  return one < other ? `${one},${other}` : `${other},${one}`;
}

/** The two records of a key. */
export function endsOf(key: string): readonly [number, number] {
  const [one = 0, other = 0] = key.split(',').map(Number);
  return [one, other];
}

/** How two records compare, for reading. */
export type PairDescription = {
  /** By field: the level reached. */
  readonly pattern: Readonly<Record<string, string>>;
  readonly bits: number;
};

/** What a profile made of the records. */
export type JudgedPairs = {
  /** MATCH or POSSIBLE, by pair; others are no match. */
  readonly outcomes: ReadonlyMap<string, { readonly outcome: 'MATCH' | 'POSSIBLE'; readonly rule: string }>;
  /** The pairs that were compared and are not far below all thresholds, with their bits. */
  readonly scored: ReadonlyMap<string, number>;
  readonly thresholds: { readonly match: number; readonly possible: number };
  readonly describe: (one: number, other: number) => PairDescription;
  /** What was found out and compared, in lines. */
  readonly notes: readonly string[];
};
