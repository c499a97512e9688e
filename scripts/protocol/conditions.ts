import { type Answers, blocksOf, bothAnswers, type Decide, findBlock, type Region } from './blocks.ts';
import type { Rule } from './rule-book.ts';
import { type Domains, others, type Variable } from './truth.ts';

/** A conjunction: for each variable the values that it may have. */
type Cube = ReadonlyMap<Variable, readonly string[]>;

/**
 * Says in words when an answer changes, as short as it can be said; any of the conditions suffices.
 * What both versions forbid is left unsaid: it is forbidden as before.
 */
export function conditionsOf(
  effect: 'GAIN' | 'LOSS',
  older: readonly Rule[],
  newer: readonly Rule[],
  domains: Domains,
): readonly string[] {
  const forbids = (rules: readonly Rule[]): ReadonlySet<string> =>
    new Set(rules.filter(({ policy }) => policy.effect === 'forbid').map(({ formula }) => JSON.stringify(formula)));
  const inNewer = forbids(newer);
  const inBoth = new Set([...forbids(older)].filter((formula) => inNewer.has(formula)));
  const relaxed = (rules: readonly Rule[]): readonly Rule[] =>
    rules.filter(({ policy, formula }) => policy.effect === 'permit' || !inBoth.has(JSON.stringify(formula)));

  const isWished = ({ older: was, newer: is }: Answers): boolean => was !== is && is === (effect === 'GAIN');
  const roughly = bothAnswers(relaxed(older), relaxed(newer));
  const exactly = bothAnswers(older, newer);
  const cubes = blocksOf(domains, roughly)
    .filter(({ answer }) => isWished(answer))
    .map(({ assignment }): Cube => new Map([...assignment].map(([name, value]) => [name, [value]])))
    .map((cube) => widest(cube, domains, (region) => isThroughout(region, domains, roughly, isWished)));
  return withoutRepeats(cubes)
    .filter((cube) => findBlock(domains, exactly, isWished, cube) !== null)
    .map((cube) => inWords(cube, domains))
    .sort();
}

/** Drops what the cube need not say, then takes in each further value that changes nothing. */
function widest(cube: Cube, domains: Domains, isFitting: (region: Region) => boolean): Cube {
  let best = cube;
  for (const name of cube.keys()) {
    const without = new Map([...best].filter(([each]) => each !== name));
    if (isFitting(without)) best = without;
  }
  for (const [name, values] of best) {
    for (const { value } of domains.get(name) ?? []) {
      const current = best.get(name) ?? values;
      if (current.includes(value)) continue;
      const wider = new Map([...best, [name, [...current, value]]]);
      if (isFitting(wider)) best = wider;
    }
  }
  return best;
}

function isThroughout(
  region: Region,
  domains: Domains,
  decide: Decide<Answers>,
  isWished: (answer: Answers) => boolean,
): boolean {
  return findBlock(domains, decide, (answer) => !isWished(answer), region) === null;
}

/** Leaves out a cube that another holds. */
function withoutRepeats(cubes: readonly Cube[]): readonly Cube[] {
  const holds = (wide: Cube, narrow: Cube): boolean =>
    [...wide].every(([name, values]) => narrow.get(name)?.every((value) => values.includes(value)) === true);
  return cubes.filter(
    (cube, index) =>
      !cubes.some((other, place) => place !== index && holds(other, cube) && (!holds(cube, other) || place < index)),
  );
}

function inWords(cube: Cube, domains: Domains): string {
  return [...cube].map(([name, values]) => phrase(name, values, domains)).join(' and ');
}

function phrase(name: Variable, values: readonly string[], domains: Domains): string {
  const [fact, code] = name.split('∋');
  if (code !== undefined) {
    const word = code === others ? 'others' : code;
    return `${values.includes('yes') ? 'with' : 'without'} ${spaced(fact ?? '')} ${word}`;
  }
  const domain = (domains.get(name) ?? []).map(({ value }) => value);
  if (domain.includes('yes')) return values.includes('yes') ? spaced(name) : `not ${spaced(name)}`;
  if (!values.includes(others)) return `${spaced(name)} ${values.join(' or ')}`;
  return `${spaced(name)} other than ${domain.filter((value) => !values.includes(value)).join(', ')}`;
}

/** A fact's name as words: `isRelevant` reads "relevant", `designatedOfficer` "designated officer". */
function spaced(name: string): string {
  return name
    .replace(/^(is|has)(?=[A-Z])/, '')
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .toLowerCase();
}
