import fc from 'fast-check';
import { agencies, type AgencyUnderTest } from '../harness/world.ts';
import { isHardToLink } from './held-data.ts';
import type { Standing } from './standings.ts';
import { changeKinds, type StateChange } from './state-changes.ts';
import type { Work, WorkKind } from './works.ts';

/**
 * One thing that is tried: who asks, as whom, why and about whom, what agencies come to say of the children before,
 * which of them fail how, and a source of an operation.
 */
export type FuzzCase = {
  readonly persona: string;
  readonly purpose: string;
  readonly exemption: string | null;
  /** The reference of a written request. */
  readonly written: string | null;
  readonly standing: Standing;
  readonly dryRun: boolean;
  readonly slugs: readonly string[];
  readonly scheme: string;
  readonly changes: readonly StateChange[];
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

const anyFault: fc.Arbitrary<AgencyFault> = fc.record({
  agency: fc.constantFrom(...agencies),
  fault: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('DOWN', 'STATUS_500', 'HTML', 'INVALID_JSON') },
    { weight: 12, arbitrary: fc.constantFrom(...otherFaults) },
  ),
  kind: fc.constantFrom(null, null, 'FACTS', 'CONTENT'),
});

/** How often which kind of work is tried. */
const share: Readonly<Record<WorkKind, number>> = {
  ORDINARY: 12,
  BREAK_GLASS: 3,
  OVERRIDE: 2,
  REFERENCE: 2,
  MEDIATED: 2,
  SUSPENDED: 1,
};

/** Any case of these works about some of these children: mostly of those who get to see something. */
export function anyCase(slugs: readonly string[], works: readonly Work[]): fc.Arbitrary<FuzzCase> {
  const kinds = Object.keys(share) as readonly WorkKind[];
  const asked = fc.oneof(
    ...kinds.map((kind) => ({
      weight: share[kind],
      arbitrary: anyWork(
        slugs,
        works.filter((work) => work.kind === kind),
      ),
    })),
  );
  return asked.chain((work) =>
    fc
      .record({
        exemption: fc.oneof(
          { weight: 6, arbitrary: fc.constant(null) },
          { weight: 1, arbitrary: fc.constantFrom('SIGNIFICANT_HARM', 'VITAL_INTEREST') },
        ),
        dryRun: fc.integer({ min: 0, max: 24 }).map((drawn) => drawn === 24),
        scheme: fc.constantFrom('NHS_NUMBER', 'NHS_NUMBER', 'NHS_NUMBER', 'UPN', 'UPN', 'SOCIAL_CARE_ID', 'CHI_NUMBER'),
        changes: fc.oneof(
          { weight: 2, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.array(anyChange(work.slugs), { minLength: 1, maxLength: 3 }).map(onceEach) },
        ),
        faults: fc.oneof(
          { weight: 3, arbitrary: fc.constant([]) },
          {
            weight: 1,
            arbitrary: fc.uniqueArray(anyFault, { minLength: 1, maxLength: 2, selector: ({ agency }) => agency }),
          },
        ),
        entropy: fc.noBias(fc.array(fc.nat(0xffff), { maxLength: 900, size: 'max' })),
      })
      .map((rest) => ({ ...work, ...rest })),
  );
}

/** Work, about children of whom it shows something first, and about anybody else. */
function anyWork(slugs: readonly string[], works: readonly Work[]): fc.Arbitrary<Omit<Work, 'kind'>> {
  const productive = works.filter((work) => work.slugs.length > 0);
  const anybody = fc.uniqueArray(fc.constantFrom(...slugs), { minLength: 1, maxLength: 3 });
  const open = fc
    .constantFrom(...(productive.length > 0 ? productive : works))
    .chain((work) =>
      fc
        .tuple(
          fc.constantFrom(...(work.slugs.length > 0 ? work.slugs : slugs)),
          fc.uniqueArray(fc.constantFrom(...work.slugs, ...slugs), { maxLength: 2 }),
        )
        .map(([first, more]) => withSlugs(work, [...new Set([first, ...more])])),
    );
  const any = fc.tuple(fc.constantFrom(...works), anybody).map(([work, some]) => withSlugs(work, some));
  return fc.oneof({ weight: 6, arbitrary: open }, { weight: 1, arbitrary: any });
}

const withSlugs = ({ persona, purpose, written, standing }: Work, slugs: readonly string[]): Omit<Work, 'kind'> => ({
  persona,
  purpose,
  written,
  standing,
  slugs,
});

const anyChange = (slugs: readonly string[]): fc.Arbitrary<StateChange> =>
  fc.record({
    slug: fc.constantFrom(...slugs),
    agency: fc.constantFrom<AgencyUnderTest>(...agencies, 'education', 'health', 'social-care', 'social-care'),
    what: fc.constantFrom(...changeKinds),
  });

/** What is said of a child counts for records that are surely linked; and one record changes once: of two changes of the same part the later would undo the first. */
const onceEach = (changes: readonly StateChange[]): readonly StateChange[] =>
  [...new Map(changes.map((each) => [`${each.slug} ${each.agency}`, each])).values()].filter(
    ({ slug }) => !isHardToLink(slug),
  );
