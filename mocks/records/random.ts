/** A source of choices that depends on its seed text alone. */
export type Choices = {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** One element of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** True in about `share` of the cases, 0 to 1. */
  chance(share: number): boolean;
};

/** Builds the choices of a seed text (FNV-1a into mulberry32): the same for ever, not secure. */
export const choicesOf = (seed: string): Choices => {
  let state = 2_166_136_261;
  for (let index = 0; index < seed.length; index += 1) {
    state = Math.imul(state ^ seed.charCodeAt(index), 16_777_619);
  }
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick(list) {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new RangeError('list: must not be empty');
      return chosen;
    },
    chance: (share) => next() < share,
  };
};
