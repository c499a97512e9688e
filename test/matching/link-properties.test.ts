import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkRecords } from '../../src/matching/link-records.ts';
import { compareNames } from '../../src/matching/compare-names.ts';
import { normaliseName } from '../../src/matching/normalise-name.ts';
import type { ChildRecord, LinkedRecord } from '../../src/model/child-record.ts';
import type { RecordKey } from '../../src/model/words.ts';
import { nhsNumber, otherNhsNumber, recordWith, upn } from './record-with.ts';

const time = { today: '2024-06-01', adultAt: 18, lawOf: (custodian: string) => custodian.split('-').at(1) ?? 'home' };
const keys: readonly RecordKey[] = [
  { scheme: 'NHS_NUMBER', value: nhsNumber },
  { scheme: 'NHS_NUMBER', value: otherNhsNumber },
  { scheme: 'UPN', value: upn },
  { scheme: 'YOT_ID', value: 'YO9000001' },
];

/** Few values, so that records often meet; twins, wrong numbers and locks among them. */
const record = (agency: string, recordId: string): fc.Arbitrary<ChildRecord> =>
  fc
    .record({
      identifiers: fc.uniqueArray(
        fc
          .tuple(fc.constantFrom(...keys), fc.boolean(), fc.integer({ min: 0, max: 5 }))
          .map(([key, verified, former]) => ({ ...key, verified, former: former === 0 })),
        { minLength: 1, maxLength: 3, selector: ({ scheme, value }) => scheme + value },
      ),
      names: fc.array(
        fc.record({
          given: fc.constantFrom('Corin', 'Corin Jay', 'Robin', 'Baby', null),
          family: fc.constantFrom('Ashdown', 'Ashdown', 'Vale', null),
          kind: fc.constant('LEGAL'),
        }),
        { minLength: 1, maxLength: 2 },
      ),
      dateOfBirth: fc.constantFrom('2015-03-04', '2015-03-04', '2015-04-03', '2011-11-11', null),
      isLinkLocked: fc.integer({ min: 0, max: 7 }).map((number) => number === 0),
      crossReferences: fc.subarray([...keys]),
      cannotLink: fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, fc.subarray([...keys], { maxLength: 1 })),
    })
    .map((differences) => recordWith({ ...differences, agency, recordId }));

const entryRecord = record('north', 'n-1');
const candidateRecords = fc
  .tuple(
    record('north', 'n-2'),
    record('south', 's-1'),
    record('south', 's-2'),
    record('west', 'w-1'),
    record('east', 'e-1'),
  )
  .chain((records) => fc.shuffledSubarray(records));

const link = (entry: ChildRecord, candidates: readonly ChildRecord[]): readonly LinkedRecord[] =>
  linkRecords({ entry: [entry], candidates, ...time });
const idsOf = (linked: readonly LinkedRecord[], outcomes: readonly string[]): readonly string[] =>
  linked.filter(({ outcome }) => outcomes.includes(outcome)).map(({ record: { recordId } }) => recordId);
const isSubset = (ones: readonly string[], others: readonly string[]): boolean =>
  ones.every((id) => others.includes(id));

const runs = { numRuns: 2000 };

describe('linking, whatever the records', () => {
  it('does not depend on the order of the records', () => {
    fc.assert(
      fc.property(entryRecord, candidateRecords, fc.nat(), (entry, candidates, seed) => {
        const other = [
          ...candidates.slice(seed % (candidates.length + 1)),
          ...candidates.slice(0, seed % (candidates.length + 1)),
        ];
        const byId = (linked: readonly LinkedRecord[]) =>
          linked.map(({ record: { recordId }, outcome, rule }) => `${recordId} ${outcome} ${rule}`).sort();
        expect(byId(link(entry, candidates))).toEqual(byId(link(entry, other.toReversed())));
      }),
      runs,
    );
  });

  it('finds the same for two records whichever was asked for', () => {
    fc.assert(
      fc.property(entryRecord, record('south', 's-1'), (one, other) => {
        const [, there] = link(one, [other]);
        const [, back] = link(other, [one]);
        expect([there?.outcome, there?.rule]).toEqual([back?.outcome, back?.rule]);
      }),
      runs,
    );
  });

  it('joins two records only by an identifier or a cross-reference, a date of birth and a name', () => {
    let joined = 0;
    fc.assert(
      fc.property(entryRecord, record('south', 's-1'), (one, other) => {
        if (link(one, [other])[1]?.outcome !== 'MATCH') return;
        joined += 1;
        const held = (child: ChildRecord) => child.identifiers.map(({ scheme, value }) => scheme + value);
        const referred = (child: ChildRecord) => child.crossReferences.map(({ scheme, value }) => scheme + value);
        const means = (child: ChildRecord, another: ChildRecord) =>
          held(another).some(
            (key) => held(child).includes(key) || (child.isLinkLocked && referred(child).includes(key)),
          );
        expect(means(one, other) || means(other, one)).toBe(true);
        expect(one.dateOfBirth?.slice(0, 4)).toBe(other.dateOfBirth?.slice(0, 4));
        const names = compareNames(one.names.map(normaliseName), other.names.map(normaliseName));
        expect([names.given, names.family]).toContain('AGREES');
      }),
      runs,
    );
    expect(joined).toBeGreaterThan(20);
  });

  it('never joins two records of one source, nor anything beside a conflict', () => {
    fc.assert(
      fc.property(entryRecord, candidateRecords, (entry, candidates) => {
        const linked = link(entry, candidates);
        const matched = linked.filter(({ outcome }) => outcome === 'MATCH').map(({ record: { agency } }) => agency);
        expect(new Set(matched).size).toBe(matched.length);
        if (linked.some(({ outcome }) => outcome === 'CONFLICT')) expect(matched).toEqual(['north']);
      }),
      runs,
    );
  });

  it('links no more when a verdict is added to any record', () => {
    let fewer = 0;
    fc.assert(
      fc.property(entryRecord, candidateRecords, fc.nat(), fc.constantFrom(...keys), (entry, candidates, at, key) => {
        const ban = (child: ChildRecord, index: number) =>
          index === at % (candidates.length + 1) ? { ...child, cannotLink: [...child.cannotLink, key] } : child;
        const before = link(entry, candidates);
        const after = link(ban(entry, candidates.length), candidates.map(ban));
        expect(isSubset(idsOf(after, ['MATCH']), idsOf(before, ['MATCH']))).toBe(true);
        expect(
          isSubset(idsOf(after, ['MATCH', 'POSSIBLE', 'CONFLICT']), idsOf(before, ['MATCH', 'POSSIBLE', 'CONFLICT'])),
        ).toBe(true);
        if (after.length < before.length) fewer += 1;
      }),
      runs,
    );
    expect(fewer).toBeGreaterThan(20);
  });

  it('links two records no closer when either is locked', () => {
    const closeness = ['MATCH', 'POSSIBLE', 'CONFLICT'];
    fc.assert(
      fc.property(entryRecord, record('south', 's-1'), fc.boolean(), (one, other, isFirst) => {
        const lock = (child: ChildRecord): ChildRecord => ({ ...child, isLinkLocked: true, crossReferences: [] });
        const before = link(one, [other]);
        const after = isFirst ? link(lock(one), [other]) : link(one, [lock(other)]);
        expect(idsOf(after, closeness)).toEqual(['n-1']);
        expect(isSubset(idsOf(after, closeness), idsOf(before, closeness))).toBe(true);
      }),
      runs,
    );
  });

  it('gives the same answer whether or not a record is there that is severed from the entry', () => {
    fc.assert(
      fc.property(entryRecord, candidateRecords, record('south', 's-3'), (entry, candidates, hidden) => {
        const locked = { ...hidden, isLinkLocked: true, crossReferences: [] };
        expect(link(entry, [locked, ...candidates])).toEqual(link(entry, candidates));
      }),
      runs,
    );
  });
});
