import { endsOf, type JudgedPairs, pairKey } from './judged-pairs.ts';

/** How well a set of pairs agrees with the truth. */
export type Quality = {
  readonly pairs: number;
  readonly found: number;
  readonly falsePairs: number;
  readonly missed: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
};

/** One point of the threshold curve: what the weights alone would give. */
export type CurvePoint = { readonly bits: number; readonly precision: number; readonly recall: number };

/** A pair that was judged wrongly. */
export type Mistake = {
  readonly kind: 'FALSE_MATCH' | 'MISSED' | 'FALSE_POSSIBLE' | 'ONLY_POSSIBLE';
  readonly one: number;
  readonly other: number;
  readonly rule: string;
  readonly bits: number;
  readonly pattern: Readonly<Record<string, string>>;
};

/** What an evaluation found. */
export type Evaluation = {
  readonly persons: number;
  readonly truePairs: number;
  readonly match: Quality;
  readonly possible: Quality;
  /** Of MATCH, how many pairs are of one multiple birth but two persons; null: the files do not say. */
  readonly mergedTwins: number | null;
  readonly curve: readonly CurvePoint[];
  readonly thresholds: JudgedPairs['thresholds'];
  /** Every wrong pair, the worst first. */
  readonly mistakes: readonly Mistake[];
};

/** What is true of the records. */
export type Known = {
  readonly persons: readonly string[];
  /** By record: the multiple birth it is of, empty for none; null: the files do not say. */
  readonly twins: readonly string[] | null;
  /** Whether a pair counts: of two files only pairs across them do. */
  readonly counts: (one: number, other: number) => boolean;
};

/** Compares what was judged with what is true, pair by pair. */
export function evaluate(judged: JudgedPairs, known: Known): Evaluation {
  const isTrue = (key: string): boolean => {
    const [one, other] = endsOf(key);
    return known.persons[one] === known.persons[other];
  };
  const counts = (key: string): boolean => known.counts(...endsOf(key));
  const truth = truePairs(known);
  const linked = [...judged.outcomes].filter(([key]) => counts(key));
  const matched = linked.filter(([, { outcome }]) => outcome === 'MATCH').map(([key]) => key);
  const { twins } = known;
  return {
    persons: new Set(known.persons).size,
    truePairs: truth.length,
    match: qualityOf(matched, truth.length, isTrue),
    possible: qualityOf(
      linked.map(([key]) => key),
      truth.length,
      isTrue,
    ),
    mergedTwins:
      twins === null
        ? null
        : matched.filter((key) => {
            const [one, other] = endsOf(key);
            return !isTrue(key) && twins[one] !== '' && twins[one] === twins[other];
          }).length,
    curve: curveOf(
      [...judged.scored].filter(([key]) => counts(key)),
      truth.length,
      isTrue,
    ),
    thresholds: judged.thresholds,
    mistakes: mistakesOf(judged, truth, linked, isTrue),
  };
}

function truePairs({ persons, counts }: Known): readonly string[] {
  const groups = Map.groupBy(persons.keys(), (record) => persons[record] ?? '');
  return [...groups.values()].flatMap((group) =>
    group.flatMap((one, place) =>
      group
        .slice(place + 1)
        .filter((other) => counts(one, other))
        .map((other) => pairKey(one, other)),
    ),
  );
}

function qualityOf(keys: readonly string[], truePairCount: number, isTrue: (key: string) => boolean): Quality {
  const found = keys.filter(isTrue).length;
  return {
    ...ratios(found, keys.length, truePairCount),
    pairs: keys.length,
    found,
    falsePairs: keys.length - found,
    missed: truePairCount - found,
  };
}

/** No pair at all is no false one: precision 1. */
function ratios(found: number, pairs: number, truePairCount: number) {
  const precision = pairs === 0 ? 1 : found / pairs;
  const recall = truePairCount === 0 ? 1 : found / truePairCount;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

const curveSteps = 120;

function curveOf(
  scored: readonly (readonly [string, number])[],
  truePairCount: number,
  isTrue: (key: string) => boolean,
): readonly CurvePoint[] {
  const sorted = scored
    .map(([key, bits]) => ({ bits, isTrue: isTrue(key) }))
    .sort((one, other) => other.bits - one.bits);
  const [highest, lowest] = [sorted[0]?.bits ?? 0, sorted.at(-1)?.bits ?? 0];
  const points: CurvePoint[] = [];
  let taken = 0;
  let found = 0;
  for (let step = 0; step <= curveSteps; step += 1) {
    const bits = highest - ((highest - lowest) * step) / curveSteps;
    for (; taken < sorted.length && (sorted[taken]?.bits ?? 0) >= bits; taken += 1)
      if (sorted[taken]?.isTrue) found += 1;
    const { precision, recall } = ratios(found, taken, truePairCount);
    points.push({ bits, precision, recall });
  }
  return points.reverse();
}

const mistakeOrder: readonly Mistake['kind'][] = ['FALSE_MATCH', 'MISSED', 'FALSE_POSSIBLE', 'ONLY_POSSIBLE'];

function mistakesOf(
  judged: JudgedPairs,
  truth: readonly string[],
  linked: readonly (readonly [string, { readonly outcome: 'MATCH' | 'POSSIBLE'; readonly rule: string }])[],
  isTrue: (key: string) => boolean,
): readonly Mistake[] {
  const mistake = (kind: Mistake['kind'], key: string, rule: string): Mistake => {
    const [one, other] = endsOf(key);
    return { kind, one, other, rule, ...judged.describe(one, other) };
  };
  const mistakes = [
    ...linked.flatMap(([key, { outcome, rule }]) => {
      if (isTrue(key)) return outcome === 'POSSIBLE' ? [mistake('ONLY_POSSIBLE', key, rule)] : [];
      return [mistake(outcome === 'MATCH' ? 'FALSE_MATCH' : 'FALSE_POSSIBLE', key, rule)];
    }),
    ...truth.filter((key) => !judged.outcomes.has(key)).map((key) => mistake('MISSED', key, '')),
  ];
  // Among false ones those with the most for them are the worst, among missed ones too.
  return mistakes.sort(
    (one, other) =>
      mistakeOrder.indexOf(one.kind) - mistakeOrder.indexOf(other.kind) ||
      other.bits - one.bits ||
      one.one - other.one ||
      one.other - other.other,
  );
}
