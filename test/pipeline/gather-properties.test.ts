import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FactsCall } from '../../src/graph/graph-step.ts';
import { chooseEntry } from '../../src/matching/choose-entry.ts';
import { createLinker } from '../../src/matching/create-linker.ts';
import { searchesFor } from '../../src/matching/searches-for.ts';
import type { AgencyAnswer, AgencyCall } from '../../src/model/agency-call.ts';
import type { ChildRecord, Silence } from '../../src/model/child-record.ts';
import {
  type Entry,
  type GatheredChild,
  gatherChildren,
  type GatherParts,
} from '../../src/pipeline/gather-children.ts';
import { nhsNumber, otherNhsNumber, recordWith, unverified, verified } from '../matching/record-with.ts';
import { rules } from '../matching/rules.ts';
import { gatherPlainly } from './plain-gather.ts';

const names = ['school', 'care', 'yot', 'club'] as const;
const home = [{ postcode: 'SO23 8UJ', isCurrent: true }];

type World = {
  readonly records: readonly ChildRecord[];
  readonly silentAt: ReadonlyMap<string, number>;
  readonly complete: readonly string[];
  readonly unsearchable: readonly string[];
  readonly oneScheme: boolean;
};

/** Agencies that answer keys by identifier and searches by date of birth; an agency falls silent at its n-th question. */
function partsOf(world: World) {
  const asked: string[] = [];
  const questions = new Map<string, number>();
  let links = 0;
  const { link, sortFound } = createLinker(rules);
  const parts: GatherParts = {
    agencies: names.map((name) => ({
      name,
      schemes: name === 'yot' && !world.oneScheme ? ['YOT_ID', 'NHS_NUMBER'] : ['NHS_NUMBER'],
      completeBy: world.complete.includes(name) ? ['NHS_NUMBER'] : [],
    })),
    factsCalls: (agency, keys, searches) => {
      asked.push(JSON.stringify([agency, keys, searches ?? null]));
      return [{ call: { agency } as AgencyCall, keys, searches: searches ?? [], first: 20 }];
    },
    isSearchable: (agency) => !world.unsearchable.includes(agency),
    readFacts: ({ call: { agency }, keys, searches }: FactsCall) => {
      const question = (questions.get(agency) ?? 0) + 1;
      questions.set(agency, question);
      if (question === world.silentAt.get(agency)) return { kind: 'SILENT', silence: 'NO_RESPONSE' };
      const carries = ({ identifiers }: ChildRecord): boolean =>
        identifiers.some((held) => keys.some((key) => key.scheme === held.scheme && key.value === held.value));
      const isLike = ({ dateOfBirth }: ChildRecord): boolean => searches.some((one) => one.dateOfBirth === dateOfBirth);
      const found = world.records.filter((one) => one.agency === agency && (carries(one) || isLike(one)));
      return { kind: 'RECORDS', records: found, dropped: 0 };
    },
    ask: async () => ({ kind: 'NO_RESPONSE' }) as AgencyAnswer,
    chooseEntry,
    link: (entry, candidates) => {
      links += 1;
      return link(entry, candidates, () => null);
    },
    searchesFor: (linked, isShieldKnown, most) =>
      searchesFor(linked, { isShieldKnown, formerNameKinds: ['FORMER'], most }),
    sortFound,
    shieldCustodians: ['care'],
    isPresenceSecret: (agency) => agency === 'yot',
  };
  return { parts, asked, linkings: () => links };
}

const identifiers = fc.uniqueArray(
  fc.constantFrom(
    verified('NHS_NUMBER', nhsNumber),
    verified('NHS_NUMBER', otherNhsNumber),
    { ...verified('NHS_NUMBER', otherNhsNumber), former: true },
    unverified('NHS_NUMBER', nhsNumber),
    unverified('YOT_ID', 'YO9000001'),
  ),
  { maxLength: 2, selector: ({ scheme, value }) => scheme + value },
);
const record = (agency: string, recordId: string): fc.Arbitrary<ChildRecord> =>
  fc
    .record({
      identifiers,
      names: fc.constantFrom(
        [{ given: 'Corin', family: 'Ashdown', kind: 'LEGAL' }],
        [{ given: 'Robin', family: 'Ashdown', kind: 'LEGAL' }],
        [{ given: 'Corin', family: 'Vale', kind: 'FORMER' }],
      ),
      dateOfBirth: fc.constantFrom('2015-03-04', '2015-03-04', '2011-11-11'),
      postcodes: fc.constantFrom(home, []),
      isShielded: fc.boolean(),
      isLinkLocked: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
      crossReferences: fc.constantFrom([], [], [{ scheme: 'NHS_NUMBER', value: otherNhsNumber }]),
    })
    .map((differences) => recordWith({ ...differences, agency, recordId }));

const world: fc.Arbitrary<World> = fc.record({
  records: fc
    .tuple(...names.flatMap((name) => [record(name, `${name}-1`), record(name, `${name}-2`)]))
    .chain((records) => fc.subarray(records)),
  silentAt: fc
    .array(fc.tuple(fc.constantFrom(...names), fc.integer({ min: 1, max: 3 })), { maxLength: 2 })
    .map((silent) => new Map<string, number>(silent)),
  complete: fc.oneof(fc.constant([]), fc.subarray([...names])),
  unsearchable: fc.oneof(fc.constant([]), fc.subarray([...names])),
  oneScheme: fc.boolean(),
});

const entry: fc.Arbitrary<Entry> = fc.oneof(
  fc
    .constantFrom(['NHS_NUMBER', nhsNumber], ['NHS_NUMBER', otherNhsNumber], ['YOT_ID', 'YO9000001'])
    .map(([scheme = '', value = '']): Entry => ({ kind: 'KEY', key: { scheme, value } })),
  fc
    .tuple(record('school', 'school-1'), fc.constantFrom('', 'one', 'other'))
    .map(([held, together]): Entry => ({ kind: 'RECORDS', agency: 'school', records: [held], together })),
);
const silentBefore = fc
  .oneof(fc.constant([]), fc.subarray([...names], { maxLength: 1 }))
  .map((silent) => new Map<string, Silence>(silent.map((name) => [name, 'SOURCE_ERROR'])));

/** All that is told of children, also among the agencies that may be known of. */
const told = (children: readonly GatheredChild[]) =>
  children.map(({ records, silent, unasked, among }) => ({
    records,
    silent: [...silent],
    unasked: [...unasked],
    among: [['school'], ['care', 'club'], ['yot'], []].map((known) => among((agency) => known.includes(agency))),
  }));

describe('gathering, whatever there is', () => {
  it('asks the same questions in the same order, and finds the same, as without remembering anything', async () => {
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.array(entry, { minLength: 1, maxLength: 4 }),
        silentBefore,
        async (made, entries, silent) => {
          const [one, other] = [partsOf(made), partsOf(made)];
          const gathered = await gatherChildren(entries, one.parts, silent);
          const plainly = await gatherPlainly(entries, other.parts, silent);
          expect(one.asked).toEqual(other.asked);
          expect(told(gathered)).toEqual(told(plainly));
        },
      ),
      { numRuns: 1500 },
    );
  });
});

/** A word of its own for each number. */
const letters = (number: number): string =>
  String.fromCharCode(65 + (number % 26), 65 + (Math.floor(number / 26) % 26)).repeat(2);

describe('linking a list', () => {
  const children = (count: number) =>
    Array.from({ length: count }, (_, place) => String(9_990_000_000 + place)).map((value) => ({
      entry: { kind: 'KEY', key: { scheme: 'NHS_NUMBER', value } } as const,
      records: ['school', 'care'].map((agency) =>
        recordWith({ agency, recordId: `${agency}-${value}`, identifiers: [verified('NHS_NUMBER', value)] }),
      ),
    }));
  const linkingsOf = async (count: number, complete: readonly string[]): Promise<number> => {
    const of = children(count);
    const made = { silentAt: new Map(), complete, unsearchable: names, oneScheme: true };
    const { parts, linkings } = partsOf({ ...made, records: of.flatMap(({ records }) => records) });
    await gatherChildren(
      of.map((child) => child.entry),
      parts,
    );
    return linkings();
  };

  it('links each child once where the first wave settles who it is', async () => {
    expect(await linkingsOf(40, names)).toBe(40);
  });

  it('links each child once where a further wave brings nothing new', async () => {
    const made = { silentAt: new Map(), complete: ['yot'], unsearchable: [], oneScheme: true };
    const of = children(40).map((child, place) => ({
      ...child,
      records: child.records.map((one) => ({
        ...one,
        names: [{ given: `Given${letters(place)}`, family: `${letters(place + 300)}field`, kind: 'LEGAL' }],
        dateOfBirth: `20${10 + (place % 5)}-01-${10 + (place % 19)}`,
      })),
    }));
    const { parts, linkings } = partsOf({ ...made, records: of.flatMap(({ records }) => records) });
    await gatherChildren(
      of.map((child) => child.entry),
      parts,
    );
    expect(linkings()).toBe(40);
  });
});
