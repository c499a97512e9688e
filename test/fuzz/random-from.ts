import type { Random } from '../graph/random.ts';

/** Choices out of a list of numbers; once it is used up, always the least: what shrinks the list shrinks the choices. */
export function randomFrom(entropy: readonly number[]): Random {
  let at = 0;
  const next = (): number | null => {
    const drawn = entropy[at];
    at += 1;
    return drawn === undefined ? null : drawn / 0x10000;
  };
  const int = (least: number, most: number): number => least + Math.floor((next() ?? 0) * (most - least + 1));
  const chance = (probability: number): boolean => {
    const drawn = next();
    // The least choice is no.
    return drawn !== null && drawn >= 1 - probability;
  };
  return {
    int,
    chance,
    pick: (list) => {
      const chosen = list[int(0, list.length - 1)];
      if (chosen === undefined) throw new Error('nothing to pick from');
      return chosen;
    },
    // More than elsewhere: of what is asked for much is not held, and much may not be seen.
    some: (list, probability) => list.filter(() => chance(Math.min(0.8, probability * 1.7))),
  };
}
