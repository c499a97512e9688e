import fc from 'fast-check';
import type { FuzzCase } from './fuzz-case.ts';
import type { FuzzWorld } from './fuzz-world.ts';

/** What came of a run. */
export type FuzzRun = {
  readonly seed: number;
  readonly cases: number;
  /** How many children, and items of any, were shown in all. */
  readonly children: number;
  readonly items: number;
  /** How many children were shown by each standing. */
  readonly byStanding: ReadonlyMap<string, number>;
  /** How often each error was told, by its code. */
  readonly codes: ReadonlyMap<string, number>;
  /** The smallest case found that is wrong, in words without values; null: none is. */
  readonly failure: string | null;
};

/** For how long a wrong case is made smaller, ms. */
const patienceMs = 40_000;

/** Tries cases for some seconds, the same ones for the same seed; a wrong one is made smaller first. */
export async function runFuzz(
  { cases, tryCase }: Pick<FuzzWorld, 'cases' | 'tryCase'>,
  { seed, seconds }: { readonly seed: number; readonly seconds: number },
): Promise<FuzzRun> {
  let tried = 0;
  let children = 0;
  let items = 0;
  const codes = new Map<string, number>();
  const byStanding = new Map<string, number>();
  let worst: { readonly given: FuzzCase; readonly text: string } | null = null;
  let underWay: Promise<unknown> = Promise.resolve();
  const property = fc.asyncProperty(cases, async (given) => {
    const trying = tryCase(given);
    underWay = trying;
    const result = await trying;
    if (result === null) return;
    tried += 1;
    children += result.children;
    items += result.items;
    const { kind } = given.standing;
    byStanding.set(kind, (byStanding.get(kind) ?? 0) + result.children);
    for (const code of result.codes) codes.set(code, (codes.get(code) ?? 0) + 1);
    if (result.faults.length === 0) return;
    worst = { given, text: `${result.faults.slice(0, 5).join('\n')}\n${result.document}` };
    throw new Error(result.faults[0]);
  });
  const limit = { seed, numRuns: Number.MAX_SAFE_INTEGER };
  const details = await fc.check(property, { ...limit, endOnFailure: true, interruptAfterTimeLimit: seconds * 1000 });
  const path = details.counterexamplePath;
  if (details.failed && path !== null)
    await fc.check(property, { ...limit, path, interruptAfterTimeLimit: patienceMs });
  // When the time is over one is still being tried, while agencies fail and say other things than before.
  await Promise.allSettled([underWay]);
  return { seed, cases: tried, children, items, byStanding, codes, failure: details.failed ? told(seed, worst) : null };
}

function told(seed: number, worst: { readonly given: FuzzCase; readonly text: string } | null): string {
  if (worst === null) return `seed ${seed}: no case could be made`;
  const { entropy, ...given } = worst.given;
  return `seed ${seed}, made smaller (${entropy.length} choices): ${JSON.stringify(given)}\n${worst.text}`;
}
