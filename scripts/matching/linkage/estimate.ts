import type { Random } from '../random.ts';
import { compareLinkageRecords, type Levels } from './compare-records.ts';
import type { FieldKind } from './field-kinds.ts';
import type { LinkageField, LinkageInput } from './linkage-records.ts';

/** How likely each level of one field is, between records of one person (m) and of two (u). */
export type FieldModel = { readonly name: string; readonly m: readonly number[]; readonly u: readonly number[] };

/** What EM found (Fellegi and Sunter 1969; Winkler 1988). */
export type LinkageModel = {
  readonly fields: readonly FieldModel[];
  /** The share of all pairs that are one person's. */
  readonly prior: number;
  /** The share that are of two persons of one family. */
  readonly relatives: number;
  readonly rounds: number;
};

const samplePairs = 200_000;
const mostRounds = 200;
const settled = 1e-6;
/** What the shipped shares count for beside the data: as much as so many pairs, of u a share of the sample if more. */
const trust = { m: 10, u: 40, uShare: 0.02 };

/** The shares that are shipped, by kind of field: where EM starts, and what it keeps to where data are few. */
const shipped: Readonly<Record<FieldKind, { readonly m: readonly number[]; readonly u: readonly number[] }>> = {
  GIVEN: { m: [0.8, 0.1, 0.03, 0.01, 0.06], u: [0.004, 0.001, 0.004, 0.001, 0.99] },
  FAMILY: { m: [0.8, 0.1, 0.03, 0.01, 0.06], u: [0.002, 0.001, 0.004, 0.001, 0.992] },
  TEXT: { m: [0.7, 0.15, 0.05, 0.1], u: [0.002, 0.001, 0.005, 0.992] },
  DATE: { m: [0.88, 0.06, 0.02, 0.04], u: [0.0003, 0.0015, 0.003, 0.9952] },
  CODE: { m: [0.8, 0.1, 0.1], u: [0.003, 0.01, 0.987] },
  CATEGORY: { m: [0.95, 0.05], u: [0.4, 0.6] },
};

/**
 * Estimates m, u and the prior by expectation maximisation: m over the candidates, u over pairs drawn at
 * random, each by how likely it is of two persons. Pairs that are no candidates count as two persons'.
 */
export function estimate(input: LinkageInput, candidates: readonly Levels[], random: Random): LinkageModel {
  const patterns = countPatterns(candidates);
  const total = allPairs(input);
  const sample = countPatterns(total > samplePairs ? drawSample(input, random) : everyPair(input));
  let model: LinkageModel = {
    fields: input.fields.map(({ name, kind }) => ({ name, ...shipped[kind] })),
    prior: Math.min(0.1, input.records.length / 4 / total),
    relatives: canTellRelatives(input.fields) ? Math.min(0.01, input.records.length / 40 / total) : 0,
    rounds: 0,
  };
  for (let round = 1; round <= mostRounds; round += 1) {
    const next = improve(input.fields, { patterns, sample, total }, model, round);
    const change = Math.max(
      ...model.fields.flatMap(({ m }, field) =>
        m.map((share, level) => Math.abs(share - (next.fields[field]?.m[level] ?? 0))),
      ),
    );
    model = next;
    if (change < settled) break;
  }
  return model;
}

/** How many pairs there are to compare. */
function allPairs({ records, isWithinSource }: LinkageInput): number {
  const every = (count: number): number => (count * (count - 1)) / 2;
  const all = every(records.length);
  if (isWithinSource) return all;
  const bySource = Map.groupBy(records, ({ source }) => source);
  return all - [...bySource.values()].reduce((sum, group) => sum + every(group.length), 0);
}

function drawSample(input: LinkageInput, random: Random): readonly Levels[] {
  const { fields, records, isWithinSource } = input;
  const compared: Levels[] = [];
  for (let drawn = 0; drawn < samplePairs; drawn += 1) {
    const [one, other] = [random.pick(records), random.pick(records)];
    if (one === other || (!isWithinSource && one.source === other.source)) continue;
    compared.push(compareLinkageRecords(fields, one, other));
  }
  return compared;
}

function everyPair({ fields, records, isWithinSource }: LinkageInput): readonly Levels[] {
  return records.flatMap((one, place) =>
    records
      .slice(place + 1)
      .filter((other) => isWithinSource || one.source !== other.source)
      .map((other) => compareLinkageRecords(fields, one, other)),
  );
}

type Pattern = { readonly levels: Levels; count: number };

function countPatterns(compared: readonly Levels[]): readonly Pattern[] {
  const patterns = new Map<string, Pattern>();
  for (const levels of compared) {
    const key = levels.join();
    const known = patterns.get(key);
    if (known === undefined) patterns.set(key, { levels, count: 1 });
    else known.count += 1;
  }
  return [...patterns.values()];
}

function improve(
  fields: readonly LinkageField[],
  data: { readonly patterns: readonly Pattern[]; readonly sample: readonly Pattern[]; readonly total: number },
  model: LinkageModel,
  rounds: number,
): LinkageModel {
  const m = fields.map(({ kind }) => shipped[kind].m.map((share) => share * trust.m));
  const drawn = data.sample.reduce((sum, { count }) => sum + count, 0);
  const trustInU = Math.max(trust.u, trust.uShare * drawn);
  const u = fields.map(({ kind }) => shipped[kind].u.map((share) => share * trustInU));
  let matches = 0;
  let relatives = 0;
  for (const { levels, count } of data.patterns) {
    const chances = chancesOf(fields, model, levels);
    matches += count * chances.same;
    relatives += count * chances.relatives;
    add(m, levels, count * chances.same);
  }
  for (const { levels, count } of data.sample) add(u, levels, count * chancesOf(fields, model, levels).strangers);
  return {
    fields: fields.map(({ name }, field) => ({ name, m: shares(m[field] ?? []), u: shares(u[field] ?? []) })),
    prior: Math.min(0.5, Math.max(matches, 1) / data.total),
    relatives: Math.min(0.4, relatives / data.total),
    rounds,
  };
}

/** What two persons of one family have: their own given names and birthdays, and the rest as one person has it. */
const ofRelatives: Partial<Readonly<Record<FieldKind, readonly number[]>>> = {
  GIVEN: [0.01, 0.01, 0.02, 0.005, 0.955],
  DATE: [0.002, 0.008, 0.05, 0.94],
  CATEGORY: [0.55, 0.45],
};

/** Without a given name and a birthday nothing tells one person from two of a family. */
function canTellRelatives(fields: readonly LinkageField[]): boolean {
  return ['GIVEN', 'DATE'].every((wanted) => fields.some(({ kind }) => kind === wanted));
}

/** How likely a pair with these levels is of one person, of two of one family, of strangers. */
function chancesOf(fields: readonly LinkageField[], model: LinkageModel, levels: Levels) {
  const same = model.prior * 2 ** weightOf(model, levels);
  const relatives = model.relatives * 2 ** relativesWeight(fields, model, levels);
  const strangers = 1 - model.prior - model.relatives;
  const all = same + relatives + strangers;
  return { same: same / all, relatives: relatives / all, strangers: strangers / all };
}

/**
 * log2 of the odds that a pair with these levels is of one person, against strangers and relatives alike.
 * `rarity`: bits that the agreed values add, which speak against strangers only.
 */
export function oddsOf(fields: readonly LinkageField[], model: LinkageModel, levels: Levels, rarity: number): number {
  const same = Math.log2(model.prior) + weightOf(model, levels) + rarity;
  const relatives =
    model.relatives === 0 ? -Infinity : Math.log2(model.relatives) + relativesWeight(fields, model, levels) + rarity;
  const strangers = Math.log2(1 - model.prior - model.relatives);
  const [high, low] = relatives > strangers ? [relatives, strangers] : [strangers, relatives];
  return same - (high + Math.log2(1 + 2 ** (low - high)));
}

function relativesWeight(fields: readonly LinkageField[], model: LinkageModel, levels: Levels): number {
  let weight = 0;
  for (const [field, level] of levels.entries()) {
    if (level === null) continue;
    const kind = fields[field]?.kind;
    const { m = [], u = [] } = model.fields[field] ?? {};
    const share = (kind === undefined ? undefined : ofRelatives[kind]) ?? m;
    weight += Math.log2((share[level] ?? 1) / (u[level] ?? 1));
  }
  return weight;
}

function add(counts: readonly number[][], levels: Levels, amount: number): void {
  for (const [field, level] of levels.entries()) {
    const ofField = counts[field];
    if (level !== null && ofField !== undefined) ofField[level] = (ofField[level] ?? 0) + amount;
  }
}

/** The weight of a pattern in bits; what is missing weighs nothing. */
export function weightOf(model: LinkageModel, levels: Levels): number {
  let weight = 0;
  for (const [field, level] of levels.entries()) {
    if (level !== null) weight += levelWeight(model, field, level);
  }
  return weight;
}

/** The weight of one level in bits. */
export function levelWeight(model: LinkageModel, field: number, level: number): number {
  const { m = [], u = [] } = model.fields[field] ?? {};
  return Math.log2((m[level] ?? 1) / (u[level] ?? 1));
}

function shares(counts: readonly number[]): readonly number[] {
  const sum = counts.reduce((one, other) => one + other, 0);
  return counts.map((count) => count / sum);
}
