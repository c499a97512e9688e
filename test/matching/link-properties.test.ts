import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLinkMemo } from '../../src/matching/link-memo.ts';
import { linkRecords } from '../../src/matching/link-records.ts';
import { compareDetails } from '../../src/matching/evidence/compare-details.ts';
import { personDetails } from '../../src/matching/evidence/person-details.ts';
import type { ChildRecord, LinkedRecord } from '../../src/model/child-record.ts';
import type { RecordKey } from '../../src/model/words.ts';
import { nhsNumber, otherNhsNumber, recordWith, upn } from './record-with.ts';
import { rules } from './rules.ts';

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
        { maxLength: 3, selector: ({ scheme, value }) => scheme + value },
      ),
      names: fc.array(
        fc.record({
          given: fc.constantFrom('Corin', 'Corin Jay', 'Robin', 'Baby', null),
          family: fc.constantFrom('Ashdown', 'Ashdown', 'Vale', null),
          kind: fc.constantFrom('LEGAL', 'LEGAL', 'FORMER'),
        }),
        { minLength: 1, maxLength: 2 },
      ),
      dateOfBirth: fc.constantFrom('2015-03-04', '2015-03-04', '2015-04-03', '2011-11-11', null),
      sex: fc.constantFrom('F', 'F', 'M', 'U'),
      postcodes: fc.array(
        fc.record({ postcode: fc.constantFrom('SO23 8UJ', 'SO23 8UJ', 'BL1 1RU'), isCurrent: fc.boolean() }),
        { maxLength: 2 },
      ),
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
  linkRecords({ entry: [entry], candidates, ...rules });
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

  it('is the same with a memory of what other children were linked out of the same records', () => {
    const memo = createLinkMemo();
    fc.assert(
      fc.property(entryRecord, candidateRecords, (entry, candidates) => {
        for (const one of [entry, ...candidates]) {
          const others = [entry, ...candidates].filter((other) => other !== one);
          expect(linkRecords({ entry: [one], candidates: others, ...rules, memo })).toEqual(link(one, others));
        }
      }),
      { numRuns: 200 },
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

  it('joins two records only by a date of birth and a name, and an identifier, a cross-reference or a home', () => {
    const joined = { byIdentifier: 0, byDetails: 0 };
    fc.assert(
      fc.property(entryRecord, record('south', 's-1'), (one, other) => {
        const found = link(one, [other])[1];
        if (found?.outcome !== 'MATCH') return;
        const held = (child: ChildRecord) => child.identifiers.map(({ scheme, value }) => scheme + value);
        const referred = (child: ChildRecord) => child.crossReferences.map(({ scheme, value }) => scheme + value);
        const means = (child: ChildRecord, another: ChildRecord) =>
          held(another).some(
            (key) => held(child).includes(key) || (child.isLinkLocked && referred(child).includes(key)),
          );
        const pattern = compareDetails(personDetails(one), personDetails(other));
        expect(['EXACT', 'SWAPPED']).toContain(pattern.dateOfBirth);
        if (found.rule === 'R7') {
          joined.byDetails += 1;
          expect(['CURRENT', 'PREVIOUS']).toContain(pattern.postcode);
          expect(['EXACT', 'VARIANT']).toContain(pattern.given);
        } else {
          joined.byIdentifier += 1;
          expect(means(one, other) || means(other, one)).toBe(true);
          const agrees = pattern.given === 'EXACT' || pattern.given === 'VARIANT';
          expect(agrees || pattern.family === 'EXACT' || pattern.family === 'FORMER').toBe(true);
        }
      }),
      runs,
    );
    expect(joined.byIdentifier).toBeGreaterThan(20);
    expect(joined.byDetails).toBeGreaterThan(20);
  });

  it('never joins twins, nor any two that speak against each other, not even by way of others', () => {
    let some = 0;
    let many = 0;
    fc.assert(
      fc.property(entryRecord, candidateRecords, (entry, candidates) => {
        const matched = link(entry, candidates).filter(({ outcome }) => outcome === 'MATCH');
        if (matched.length > 1) some += 1;
        if (matched.length > 2) many += 1;
        for (const { record: one } of matched) {
          for (const { record: other } of matched) {
            if (one === other) continue;
            const pattern = compareDetails(personDetails(one), personDetails(other));
            expect(pattern.given === 'DIFFERS' && pattern.dateOfBirth === 'EXACT').toBe(
              pattern.given === 'DIFFERS' &&
                pattern.dateOfBirth === 'EXACT' &&
                pattern.family === 'DIFFERS' &&
                pattern.postcode !== 'CURRENT' &&
                pattern.postcode !== 'PREVIOUS',
            );
            expect(pattern.dateOfBirth).not.toBe('DIFFERS');
            const isLocked = one.isLinkLocked || other.isLinkLocked;
            const numbers = (child: ChildRecord) =>
              child.identifiers.filter(
                ({ scheme, verified, former }) => scheme === 'NHS_NUMBER' && verified && !former,
              );
            const values = (child: ChildRecord) => child.identifiers.map(({ value }) => value);
            const isRefuted =
              numbers(one).length > 0 &&
              numbers(other).length > 0 &&
              !numbers(one).some(({ value }) => values(other).includes(value)) &&
              !numbers(other).some(({ value }) => values(one).includes(value));
            if (!isLocked) expect(isRefuted).toBe(false);
          }
        }
      }),
      runs,
    );
    expect(some).toBeGreaterThan(100);
    expect(many).toBeGreaterThan(2);
  });

  it('never joins across a severed identity that its own source does not refer across', () => {
    let locked = 0;
    fc.assert(
      fc.property(entryRecord, candidateRecords, (entry, candidates) => {
        const matched = link(entry, candidates).filter(({ outcome }) => outcome === 'MATCH');
        for (const { record: one } of matched.filter((each) => each.record.isLinkLocked)) {
          for (const { record: other } of matched) {
            if (one === other) continue;
            locked += 1;
            const current = other.identifiers.filter(({ former }) => !former).map(({ value }) => value);
            expect(one.crossReferences.some(({ value }) => current.includes(value))).toBe(true);
          }
        }
      }),
      runs,
    );
    expect(locked).toBeGreaterThan(20);
  });

  it('names for each record those that it is directly linked with, each of the two the other', () => {
    fc.assert(
      fc.property(entryRecord, candidateRecords, (entry, candidates) => {
        const linked = link(entry, candidates);
        const pairs = linked.flatMap(({ record: { recordId }, linkedWith }) =>
          linkedWith.map((other) => [recordId, other.recordId, `${other.outcome} ${other.rule}`] as const),
        );
        const there = new Set(pairs.map(([one, other, how]) => `${one} ${other} ${how}`));
        expect(new Set(pairs.map(([one, other, how]) => `${other} ${one} ${how}`))).toEqual(there);
        for (const { record: one, outcome, linkedWith } of linked) {
          const isEntry = one.recordId === entry.recordId;
          if (outcome === 'MATCH' && !isEntry) expect(linkedWith.map((each) => each.outcome)).toContain('MATCH');
        }
      }),
      runs,
    );
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

  it('joins no more when a person says that two records are not of one child', () => {
    let fewer = 0;
    fc.assert(
      fc.property(entryRecord, candidateRecords, fc.nat(), fc.nat(), (entry, candidates, one, other) => {
        const all = [entry, ...candidates];
        const judged = [all[one % all.length], all[other % all.length]];
        const before = link(entry, candidates);
        const after = linkRecords({
          entry: [entry],
          candidates,
          ...rules,
          verdicts: (a, b) => (a !== b && judged.includes(a) && judged.includes(b) ? 'NOT_SAME' : null),
        });
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

  it('joins no more, and suspects no fewer, when another record is found that is not joined itself', () => {
    fc.assert(
      fc.property(entryRecord, candidateRecords, record('south', 's-3'), (entry, candidates, found) => {
        const further = { ...found, isLinkLocked: false, cannotLink: [] };
        const before = link(entry, candidates);
        const after = link(entry, [...candidates, further]);
        fc.pre(!idsOf(after, ['MATCH']).includes('s-3'));
        expect(isSubset(idsOf(after, ['MATCH']), idsOf(before, ['MATCH']))).toBe(true);
        const all = ['MATCH', 'POSSIBLE', 'CONFLICT'];
        expect(isSubset(idsOf(before, all), idsOf(after, all))).toBe(true);
      }),
      runs,
    );
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
