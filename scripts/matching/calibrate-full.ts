import { compareDetails } from '../../src/matching/evidence/compare-details.ts';
import type { AgreementPattern, PersonDetails } from '../../src/matching/evidence/evidence.ts';
import { personDetails } from '../../src/matching/evidence/person-details.ts';
import { blockPairs } from './block-pairs.ts';
import { type BadDates, childRecords } from './child-records.ts';
import type { Source } from './load-sources.ts';
import type { Random } from './random.ts';
import {
  type Calibration,
  type Chances,
  type ClassChances,
  type CountedPattern,
  countChances,
  type EmField,
  maximiseExpectation,
} from './expectation-maximisation.ts';

/** The fields that weights can be estimated of; carers and schools are questions, which files do not hold. */
const fields = [
  { name: 'dateOfBirth', levels: ['EXACT', 'SWAPPED', 'ONE_COMPONENT', 'DIFFERS'] },
  { name: 'family', levels: ['EXACT', 'FORMER', 'SIMILAR', 'DIFFERS'] },
  { name: 'given', levels: ['EXACT', 'VARIANT', 'INITIAL', 'DIFFERS'] },
  { name: 'sex', levels: ['SAME', 'DIFFERS'] },
  { name: 'postcode', levels: ['CURRENT', 'PREVIOUS', 'OUTWARD', 'DIFFERS'] },
] as const satisfies readonly EmField[];

/** Where EM starts: what records of one person, of one family, and of strangers are like. */
const start: ClassChances = {
  same: {
    dateOfBirth: { EXACT: 0.96, SWAPPED: 0.01, ONE_COMPONENT: 0.02, DIFFERS: 0.01 },
    family: { EXACT: 0.9, FORMER: 0.03, SIMILAR: 0.04, DIFFERS: 0.03 },
    given: { EXACT: 0.9, VARIANT: 0.05, INITIAL: 0.01, DIFFERS: 0.04 },
    sex: { SAME: 0.99, DIFFERS: 0.01 },
    postcode: { CURRENT: 0.75, PREVIOUS: 0.12, OUTWARD: 0.03, DIFFERS: 0.1 },
  },
  siblings: {
    dateOfBirth: { EXACT: 0.001, SWAPPED: 0.001, ONE_COMPONENT: 0.098, DIFFERS: 0.9 },
    family: { EXACT: 0.85, FORMER: 0.05, SIMILAR: 0.05, DIFFERS: 0.05 },
    given: { EXACT: 0.01, VARIANT: 0.01, INITIAL: 0.02, DIFFERS: 0.96 },
    sex: { SAME: 0.5, DIFFERS: 0.5 },
    postcode: { CURRENT: 0.75, PREVIOUS: 0.12, OUTWARD: 0.03, DIFFERS: 0.1 },
  },
  twins: {
    dateOfBirth: { EXACT: 0.97, SWAPPED: 0.01, ONE_COMPONENT: 0.01, DIFFERS: 0.01 },
    family: { EXACT: 0.88, FORMER: 0.03, SIMILAR: 0.05, DIFFERS: 0.04 },
    given: { EXACT: 0.005, VARIANT: 0.01, INITIAL: 0.02, DIFFERS: 0.965 },
    sex: { SAME: 0.6, DIFFERS: 0.4 },
    postcode: { CURRENT: 0.75, PREVIOUS: 0.12, OUTWARD: 0.03, DIFFERS: 0.1 },
  },
  strangers: {
    dateOfBirth: { EXACT: 0.00015, SWAPPED: 0.0001, ONE_COMPONENT: 0.007, DIFFERS: 0.99275 },
    family: { EXACT: 0.002, FORMER: 0.001, SIMILAR: 0.002, DIFFERS: 0.995 },
    given: { EXACT: 0.0053, VARIANT: 0.002, INITIAL: 0.01, DIFFERS: 0.9827 },
    sex: { SAME: 0.5, DIFFERS: 0.5 },
    postcode: { CURRENT: 0.0001, PREVIOUS: 0.0001, OUTWARD: 0.03, DIFFERS: 0.9698 },
  },
};
const randomPairs = 400_000;

/** Estimates what the levels of the full profile's fields weigh, from records without the truth. */
export function calibrateFull(sources: readonly Source[], badDates: BadDates, random: Random): Calibration {
  const { records } = childRecords(sources, badDates);
  const details = records.map(personDetails);
  const sample: (readonly [number, number])[] = Array.from({ length: randomPairs }, () => [
    random.below(records.length),
    random.below(records.length),
  ]);
  // Two pairs drawn at random are of one person now and then: those that are alike in name and birthday are left out.
  const strangers = counted(
    details,
    sample.filter(([one, other]) => one !== other),
  ).filter(({ levels }) => !isAlike(levels));
  const candidates = counted(details, blockPairs(records, details));
  return maximiseExpectation(fields, candidates, {
    ...start,
    strangers: countChances(fields, strangers, start.strangers),
  });
}

/** The weight of each level in bits: log2 of m over u. */
export function weightsOf({ chances: { same: m, strangers: u } }: Calibration): Chances {
  return Object.fromEntries(
    fields.map(({ name, levels }) => [
      name,
      Object.fromEntries(levels.map((level) => [level, Math.log2((m[name]?.[level] ?? 1) / (u[name]?.[level] ?? 1))])),
    ]),
  );
}

function isAlike({ dateOfBirth, given, family }: Readonly<Record<string, string>>): boolean {
  return [dateOfBirth === 'EXACT', given === 'EXACT', family === 'EXACT'].filter(Boolean).length > 1;
}

function counted(
  details: readonly PersonDetails[],
  pairs: Iterable<readonly [number, number]>,
): readonly CountedPattern[] {
  const counts = new Map<string, { readonly levels: Readonly<Record<string, string>>; count: number }>();
  for (const [one, other] of pairs) {
    const [left, right] = [details[one], details[other]];
    if (left === undefined || right === undefined) continue;
    const levels = levelsOf(compareDetails(left, right));
    const key = Object.values(levels).join();
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { levels, count: 1 });
    else known.count += 1;
  }
  return [...counts.values()];
}

/** Without what is unknown, which says nothing. Keys are in one order, so that equal patterns are equal texts. */
function levelsOf(pattern: AgreementPattern): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map(({ name }) => [name, pattern[name] === 'UNKNOWN' ? '-' : pattern[name]]));
}
