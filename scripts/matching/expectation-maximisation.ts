/** A field and its levels; what is missing has none. */
export type EmField = { readonly name: string; readonly levels: readonly string[] };

/** By field, the chance of each level. */
export type Chances = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A pattern by field, and how many pairs show it. */
export type CountedPattern = { readonly levels: Readonly<Record<string, string>>; readonly count: number };

/**
 * The classes of pairs: of one person; of two siblings or two twins; of two strangers. The chances of
 * strangers and twins are given and stay, those of the others are estimated.
 */
export type ClassChances = Readonly<Record<ClassName, Chances>>;

/** What was estimated, and how many of the candidates are of each class. */
export type Calibration = {
  readonly chances: ClassChances;
  readonly pairs: Readonly<Record<ClassName, number>>;
  readonly rounds: number;
};

type ClassName = 'same' | 'siblings' | 'twins' | 'strangers';

const classes: readonly ClassName[] = ['same', 'siblings', 'twins', 'strangers'];
const estimated: readonly ClassName[] = ['same', 'siblings'];
const mostRounds = 500;
const settled = 1e-7;
/** What the start counts for beside the data: as much as so many pairs. */
const trust = 20;

/**
 * Estimates by expectation maximisation (Fellegi and Sunter 1969) how likely each level is between records
 * of one person. Of families many pairs are of siblings and twins, which are neither one person nor
 * strangers: classes of their own keep them from passing for either.
 */
export function maximiseExpectation(
  fields: readonly EmField[],
  candidates: readonly CountedPattern[],
  start: ClassChances,
): Calibration {
  const total = candidates.reduce((sum, { count }) => sum + count, 0);
  let chances = start;
  let pairs: Calibration['pairs'] = {
    same: 0.4 * total,
    siblings: 0.2 * total,
    twins: 0.05 * total,
    strangers: 0.35 * total,
  };
  let rounds = 0;
  for (let change = 1; change > settled && rounds < mostRounds; rounds += 1) {
    const counts = new Map(estimated.map((name) => [name, seeded(fields, start[name])]));
    const sums = { same: 0, siblings: 0, twins: 0, strangers: 0 };
    for (const { levels, count } of candidates) {
      const likelihoods = classes.map((name) => pairs[name] * chanceOf(chances[name], levels));
      const all = likelihoods.reduce((sum, likelihood) => sum + likelihood, 0);
      for (const [place, name] of classes.entries()) {
        const expected = all === 0 ? 0 : (count * (likelihoods[place] ?? 0)) / all;
        sums[name] += expected;
        const ofClass = counts.get(name);
        if (ofClass !== undefined) add(ofClass, levels, expected);
      }
    }
    const next = { ...chances, ...Object.fromEntries([...counts].map(([name, found]) => [name, normalised(found)])) };
    change = largestChange(chances.same, next.same);
    chances = next;
    pairs = sums;
  }
  return { chances, pairs, rounds };
}

/** Counts how often each level occurs, with `start` counting for a few pairs. */
export function countChances(fields: readonly EmField[], patterns: readonly CountedPattern[], start: Chances): Chances {
  const counts = seeded(fields, start);
  for (const { levels, count } of patterns) add(counts, levels, count);
  return normalised(counts);
}

type Counts = Record<string, Record<string, number>>;

function seeded(fields: readonly EmField[], start: Chances): Counts {
  return Object.fromEntries(
    fields.map(({ name, levels }) => [
      name,
      Object.fromEntries(levels.map((level) => [level, trust * (start[name]?.[level] ?? 1 / levels.length)])),
    ]),
  );
}

function add(counts: Counts, levels: Readonly<Record<string, string>>, amount: number): void {
  for (const [field, level] of Object.entries(levels)) {
    const ofField = counts[field];
    if (ofField?.[level] !== undefined) ofField[level] += amount;
  }
}

function normalised(counts: Counts): Chances {
  return Object.fromEntries(
    Object.entries(counts).map(([field, levels]) => {
      const sum = Object.values(levels).reduce((one, other) => one + other, 0);
      return [field, Object.fromEntries(Object.entries(levels).map(([level, count]) => [level, count / sum]))];
    }),
  );
}

function chanceOf(chances: Chances, levels: Readonly<Record<string, string>>): number {
  let chance = 1;
  for (const [field, level] of Object.entries(levels)) chance *= chances[field]?.[level] ?? 1;
  return chance;
}

function largestChange(one: Chances, other: Chances): number {
  return Math.max(
    ...Object.entries(one).flatMap(([field, levels]) =>
      Object.entries(levels).map(([level, chance]) => Math.abs(chance - (other[field]?.[level] ?? 0))),
    ),
  );
}
