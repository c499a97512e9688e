import { isDeepStrictEqual } from 'node:util';

/** JSON, as an answer holds it. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a question may be answered, learnt while nobody interferes but who is told to. */
export type LearnedAnswer = {
  /** Learns an answer; what is in it may be in later ones. */
  learn(data: unknown): void;
  /** Sets what is answered while nothing is amiss. */
  setCalm(data: unknown): void;
  isCalm(data: unknown): boolean;
  /**
   * Where an answer holds what was never learnt at that place, as paths without values. An agency that fails takes
   * values out of an answer, or lets those of another agency stand in their place; it never brings new ones.
   */
  foreign(data: unknown): readonly string[];
};

/** Parts of an answer that say how it came about; they differ with every failure, and hold no record's values. */
const accounts: ReadonlySet<string> = new Set(['sources', 'withheld', 'disclosure']);

/** Makes an empty one. */
export function createLearnedAnswer(): LearnedAnswer {
  const known = new Map<string, Set<Json>>();
  let calm: Json = null;
  return {
    learn: (data) => {
      eachValue(data as Json, '', (path, value) => {
        const values = known.get(path);
        if (values === undefined) known.set(path, new Set([value]));
        else values.add(value);
      });
    },
    setCalm: (data) => void (calm = data as Json),
    isCalm: (data) => isDeepStrictEqual(data, calm),
    foreign: (data) => {
      const paths: string[] = [];
      eachValue(data as Json, '', (path, value) => {
        if (known.get(path)?.has(value) !== true) paths.push(path);
      });
      return paths;
    },
  };
}

/** Calls for every value that is no list, no object and not null; places in lists do not count. */
function eachValue(value: Json, path: string, call: (path: string, value: Json) => void): void {
  if (value === null) return;
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) eachValue(item, `${path}[]`, call);
  } else if (typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) if (!accounts.has(key)) eachValue(item, `${path}.${key}`, call);
  } else call(path, value);
}
