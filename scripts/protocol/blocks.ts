import type { Rule } from './rule-book.ts';
import { type Assignment, type Domains, holdsUnder, type Variable, type Weighted } from './truth.ts';

/** A part of the closed vector within which every answer is the same. */
export type Block<T> = { readonly assignment: Assignment; readonly answer: T };

/** Decides, or names a variable that it depends on. The assignment is its own only while it decides. */
export type Decide<T> = (assignment: Assignment) => { readonly answer: T } | { readonly needs: Variable };

/** The values that are looked at, for some of the variables; all values of the others. Order counts: first first. */
export type Region = ReadonlyMap<Variable, readonly string[]>;

const nowhere: Region = new Map();

/** The blocks of the whole closed vector. */
export function blocksOf<T>(domains: Domains, decide: Decide<T>): readonly Block<T>[] {
  const blocks: Block<T>[] = [];
  walk(domains, decide, nowhere, (answer, taken) => {
    blocks.push({ assignment: new Map(taken), answer });
    return false;
  });
  return blocks;
}

/** Facts of the first block in which the answer is as wished; null when there is none at all. */
export function findBlock<T>(
  domains: Domains,
  decide: Decide<T>,
  isWished: (answer: T) => boolean,
  region: Region = nowhere,
): Assignment | null {
  let found: Assignment | null = null;
  walk(domains, decide, region, (answer, taken) => {
    if (!isWished(answer)) return false;
    found = new Map(taken);
    return true;
  });
  return found;
}

/**
 * Walks the whole closed vector (or a region of it) in blocks: a variable is split only where the answer depends
 * on it, so that the blocks are few, disjoint and together all there is. Calls `isEnough` with the answer in each
 * block and what is taken in it, until that says so.
 */
function walk<T>(
  domains: Domains,
  decide: Decide<T>,
  region: Region,
  isEnough: (answer: T, taken: Assignment) => boolean,
): void {
  // One for all blocks: what a block takes is put in on the way to it and taken out on the way back.
  const taken = new Map<Variable, string>();
  const isEnoughBelow = (): boolean => {
    const decided = decide(taken);
    if ('answer' in decided) return isEnough(decided.answer, taken);
    const { needs } = decided;
    for (const { value } of valuesOf(needs, domains, region)) {
      taken.set(needs, value);
      if (isEnoughBelow()) return true;
    }
    taken.delete(needs);
    return false;
  };
  isEnoughBelow();
}

/** Default deny, deny overrides; several questions are allowed when each is. */
function allowedUnder(questions: readonly (readonly Rule[])[], assignment: Assignment): boolean | Variable {
  let open: Variable | null = null;
  for (const rules of questions) {
    const allowed = oneAllowed(rules, assignment);
    if (allowed === false) return false;
    if (typeof allowed === 'string') open ??= allowed;
  }
  return open ?? true;
}

/** The decision whether all of these questions are allowed. */
export function areAllowed(questions: readonly (readonly Rule[])[]): Decide<boolean> {
  return (assignment) => {
    const allowed = allowedUnder(questions, assignment);
    return typeof allowed === 'string' ? { needs: allowed } : { answer: allowed };
  };
}

/** The answers of two versions to one question. */
export type Answers = { readonly older: boolean; readonly newer: boolean };

/** The decision of two versions, each by its own rules. */
export function bothAnswers(older: readonly Rule[], newer: readonly Rule[]): Decide<Answers> {
  return (assignment) => {
    const one = oneAllowed(older, assignment);
    if (typeof one === 'string') return { needs: one };
    const other = oneAllowed(newer, assignment);
    return typeof other === 'string' ? { needs: other } : { answer: { older: one, newer: other } };
  };
}

function oneAllowed(rules: readonly Rule[], assignment: Assignment): boolean | Variable {
  let open: Variable | null = null;
  let isPermitted = false;
  let undecidedPermit: Variable | null = null;
  for (const { policy, formula } of rules) {
    const held = holdsUnder(formula, assignment);
    if (policy.effect === 'forbid') {
      if (held === true) return false;
      if (typeof held === 'string') open ??= held;
    } else if (held === true) isPermitted = true;
    else if (typeof held === 'string') undecidedPermit ??= held;
  }
  if (!isPermitted && undecidedPermit === null) return false;
  return open ?? (isPermitted ? true : (undecidedPermit ?? true));
}

function valuesOf(variable: Variable, domains: Domains, region: Region): readonly Weighted[] {
  const domain = domains.get(variable);
  if (domain === undefined) throw new Error(`The closed vector has no fact ${variable}.`);
  const wanted = region.get(variable);
  if (wanted === undefined) return domain;
  return wanted.flatMap((value) => domain.filter((each) => each.value === value));
}

/** How many vectors a block of the whole closed vector holds. */
export function weightOf(assignment: Assignment, domains: Domains): bigint {
  let weight = 1n;
  for (const [variable, domain] of domains) {
    const value = assignment.get(variable);
    const taken = value === undefined ? domain : domain.filter((each) => each.value === value);
    weight *= taken.reduce((sum, { weight: each }) => sum + each, 0n);
  }
  return weight;
}
