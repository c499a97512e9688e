import fc from 'fast-check';
import type { Random } from '../graph/random.ts';
import { personasOn } from '../../mocks/identity/personas.ts';
import { agencies, type AgencyUnderTest } from '../harness/world.ts';
import { purposesByRole } from './permitted.ts';

/** One thing that is tried: who asks, why, about whom, while which agencies fail how, and a source of an operation. */
export type FuzzCase = {
  readonly persona: string;
  readonly purpose: string;
  readonly exemption: string | null;
  readonly dryRun: boolean;
  readonly slugs: readonly string[];
  readonly scheme: string;
  readonly faults: readonly AgencyFault[];
  /** What the operation is drawn from: a shorter one draws a smaller operation. */
  readonly entropy: readonly number[];
};

/** An agency that fails. */
export type AgencyFault = { readonly agency: AgencyUnderTest; readonly fault: string; readonly kind: string | null };

/** Faults after which the agency has not answered, whatever it was asked. */
export const silencing = ['DOWN', 'STATUS_500', 'HTML', 'INVALID_JSON', 'HANG'];
const otherFaults = [
  'GRAPHQL_ERROR',
  'WRONG_TYPES',
  'SURPLUS_ROWS',
  'OTHER_ROWS',
  'DUPLICATE_ROWS',
  'MISSING_ROWS',
  'REORDERED',
  'SOURCE_RESTRICTED',
  'DETRIMENT',
];

/** Those whose requests come under what no table of columns says: see `permitted.ts`. */
const leftOut = new Set(['guardian', 'reviewer', 'mediator', 'teacher-by-mediator', 'fire-officer', 'shield-override']);
const everybody = personasOn(new Date().toISOString().slice(0, 10)).filter(({ name }) => !leftOut.has(name));
const askers: readonly { readonly persona: string; readonly purpose: string }[] = everybody.flatMap(
  ({ name, claims }) => {
    const known = claims.roles.flatMap((role) => purposesByRole.get(role) ?? []);
    const others = ['WELLBEING', 'CHILD_PROTECTION', 'IMMIGRATION', 'SAR'].filter((each) => !known.includes(each));
    return [...new Set([...known, ...others.slice(0, 1)])].map((purpose) => ({ persona: name, purpose }));
  },
);

const anyFault: fc.Arbitrary<AgencyFault> = fc.record({
  agency: fc.constantFrom(...agencies),
  fault: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('DOWN', 'STATUS_500', 'HTML', 'INVALID_JSON') },
    { weight: 12, arbitrary: fc.constantFrom(...otherFaults) },
  ),
  kind: fc.constantFrom(null, null, 'FACTS', 'CONTENT'),
});

/** Somebody who asks for a reason, and children who are anything to them. */
export type Work = { readonly persona: string; readonly purpose: string; readonly slugs: readonly string[] };

/** Any case about some of these children: mostly of those who get to see something, as `known` tells. */
export function anyCase(
  slugs: readonly string[],
  known: (asker: Omit<Work, 'slugs'>) => readonly string[],
): fc.Arbitrary<FuzzCase> {
  const works = askers.map((asker): Work => ({ ...asker, slugs: known(asker) }));
  const productive = works.filter((work) => work.slugs.length > 0);
  const anybody = fc.uniqueArray(fc.constantFrom(...slugs), { minLength: 1, maxLength: 3 });
  const asked = fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .constantFrom(...productive)
        .chain(({ persona, purpose, slugs: theirs }) =>
          fc
            .tuple(fc.constantFrom(...theirs), fc.uniqueArray(fc.constantFrom(...theirs, ...slugs), { maxLength: 2 }))
            .map(([first, more]) => ({ persona, purpose, slugs: [...new Set([first, ...more])] })),
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...works), anybody)
        .map(([{ persona, purpose }, some]) => ({ persona, purpose, slugs: some })),
    },
  );
  return fc
    .record({
      asked,
      exemption: fc.oneof(
        { weight: 6, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constantFrom('SIGNIFICANT_HARM', 'VITAL_INTEREST') },
      ),
      dryRun: fc.integer({ min: 0, max: 24 }).map((drawn) => drawn === 24),
      scheme: fc.constantFrom('NHS_NUMBER', 'NHS_NUMBER', 'NHS_NUMBER', 'UPN', 'UPN', 'SOCIAL_CARE_ID', 'CHI_NUMBER'),
      faults: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        {
          weight: 1,
          arbitrary: fc.uniqueArray(anyFault, { minLength: 1, maxLength: 2, selector: ({ agency }) => agency }),
        },
      ),
      entropy: fc.noBias(fc.array(fc.nat(0xffff), { maxLength: 900, size: 'max' })),
    })
    .map(({ asked: { persona, purpose, slugs: some }, ...rest }) => ({ persona, purpose, slugs: some, ...rest }));
}

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
