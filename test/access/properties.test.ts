import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChildRecord } from '../../src/model/child-record.ts';
import type { Practitioner } from '../../src/model/practitioner.ts';
import {
  access,
  bornYearsAgo,
  classes,
  consent,
  day,
  decide,
  noRelationship,
  practitioner,
  protocol,
  type Situation,
} from './support.ts';
import { agencies, anyMediator, anySituation, callers, cells, override, purposes } from './any-situation.ts';

const runs = { numRuns: 100 };

/** What a situation releases: masks by cell and scheme, and restrictions, as one set of words. */
function released(situation: Situation): ReadonlySet<string> {
  const decision = decide({ ...situation, cells });
  const open = new Set<string>();
  if (decision.kind !== 'DECIDED') return open;
  for (const { cell, read, know, split } of decision.cells) {
    const name = `${cell.agency} ${cell.class} ${cell.aspect}`;
    for (let bit = 0; bit < 4; bit += 1) {
      if ((read >> bit) & 1) open.add(`${name} read ${bit}`);
      if ((know >> bit) & 1) open.add(`${name} know ${bit}`);
      for (const [value, mask] of split ?? []) if ((mask >> bit) & 1) open.add(`${name} ${value} ${bit}`);
    }
  }
  // Restrictions say nothing where nothing is read.
  if (open.size > 0) for (const restriction of decision.allowedRestrictions) open.add(restriction);
  return open;
}

function extra(changed: ReadonlySet<string>, base: ReadonlySet<string>): readonly string[] {
  return [...changed].filter((word) => !base.has(word));
}

function withRecords(
  situation: Situation,
  change: (held: ChildRecord, index: number) => Partial<ChildRecord>,
): Situation {
  return {
    ...situation,
    child: {
      ...situation.child,
      records: situation.child.records.map((linked, index) => ({
        ...linked,
        record: { ...linked.record, ...change(linked.record, index) },
      })),
    },
  };
}

describe('I1: taking from the requester never releases more', () => {
  const takings: Readonly<Record<string, (who: Practitioner) => Partial<Practitioner>>> = {
    'the first role': ({ roles }) => ({ roles: roles.slice(1) }),
    'the last role': ({ roles }) => ({ roles: roles.slice(0, -1) }),
    'all roles': () => ({ roles: [] }),
    training: () => ({ trainedUntil: null }),
    vetting: () => ({ vettedOn: null }),
    designation: () => ({ designatedOfficer: false }),
    'the right to override a shield': () => ({ mayOverrideShield: false }),
    'the mediator’s right to override a shield': ({ mediator }) => ({
      mediator: mediator === null ? null : { ...mediator, mayOverrideShield: false },
    }),
    'the mediator’s training': ({ mediator }) => ({
      mediator: mediator === null ? null : { ...mediator, trainedUntil: null },
    }),
    'the mediator’s role': ({ mediator }) => ({ mediator: mediator === null ? null : { ...mediator, roles: [] } }),
    'the mediator’s declaration of conflicts': ({ mediator }) => ({
      mediator: mediator === null ? null : { ...mediator, declaredConflicts: null },
    }),
    'the declaration of conflicts': () => ({ declaredConflicts: null }),
    'the absence of a conflict': () => ({ declaredConflicts: [{ scheme: 'UPN', value: 'A9' }] }),
    'good standing': () => ({ isSuspended: true }),
    'the organisation': () => ({ organisation: 'URN:999999' }),
  };
  test.each(Object.entries(takings))('%s', (_what, take) => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const less = { ...situation, who: { ...situation.who, ...take(practitioner(situation.who)) } };
        expect(extra(released(less), released(situation))).toEqual([]);
      }),
      runs,
    );
  });

  test('asking through a mediator never releases more than asking alone', () => {
    fc.assert(
      fc.property(anySituation, anyMediator, (situation, mediator) => {
        const alone = { ...situation, who: { ...situation.who, mediator: null } };
        const mediated = { ...situation, who: { ...situation.who, mediator } };
        expect(extra(released(mediated), released(alone))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('declaring an override without the right never releases more than not declaring it', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const who = { ...situation.who, mayOverrideShield: false };
        const declared = { ...situation, who, why: { ...situation.why, override } };
        const not = { ...situation, who, why: { ...situation.why, override: null } };
        expect(extra(released(declared), released(not))).toEqual([]);
      }),
      runs,
    );
  });

  test.each(Object.keys(noRelationship).filter((name) => name !== 'excluded'))('the relationship %s', (name) => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const less = withRecords(situation, ({ relationship }) => ({
          relationship: { ...relationship, [name]: name === 'contactMadeOn' ? null : false },
        }));
        expect(extra(released(less), released(situation))).toEqual([]);
      }),
      runs,
    );
  });
});

describe('I2: adding what restricts never releases more', () => {
  const refusal = consent({ decision: 'REFUSED', recipients: [], classes: [], purposes: [] });
  const additions: Readonly<Record<string, (held: ChildRecord) => Partial<ChildRecord>>> = {
    'a shield': () => ({ isShielded: true }),
    'a general refusal': ({ consents }) => ({ consents: [...consents, refusal] }),
    'a class refused by the source': ({ refusedClasses }) => ({ refusedClasses: [...refusedClasses, 'ID', 'HLT'] }),
    detriment: ({ detrimentClasses }) => ({ detrimentClasses: [...detrimentClasses, 'ID', 'EDU'] }),
    'an exclusion': ({ relationship }) => ({ relationship: { ...relationship, excluded: true } }),
    'an earlier death': ({ lifecycle }) => ({ lifecycle: { ...lifecycle, diedOn: day(-500) } }),
  };
  test.each(Object.entries(additions))('%s, by any one agency', (_what, add) => {
    fc.assert(
      fc.property(anySituation, fc.nat({ max: 3 }), (situation, at) => {
        const more = withRecords(situation, (held, index) => (index === at ? add(held) : {}));
        expect(extra(released(more), released(situation))).toEqual([]);
      }),
      runs,
    );
  });
});

describe('authority of facts', () => {
  const opening = (held: ChildRecord): Partial<ChildRecord> => ({
    relationship: {
      ...noRelationship,
      allocated: true,
      team: true,
      roll: true,
      registered: true,
      openReferral: true,
      contactMadeOn: day(-1),
    },
    consents: [
      ...held.consents,
      consent({
        recordedBy: held.custodian,
        giver: 'CHILD',
        capacity: 'GILLICK',
        classes,
        purposes,
        recipients: callers.map(([organisation]) => organisation),
      }),
    ],
  });
  const ownSystem = (situation: Situation): string | null =>
    protocol.signatories.find(({ organisation }) => organisation === situation.who?.organisation)?.agency ?? null;

  test('what one agency says never opens the data of another, unless the caller’s own system says it', () => {
    fc.assert(
      fc.property(anySituation, fc.constantFrom(...agencies), (situation, speaker) => {
        fc.pre(speaker !== ownSystem(situation));
        const told = withRecords(situation, (held) => (held.agency === speaker ? opening(held) : {}));
        const elsewhere = [...extra(released(told), released(situation))].filter(
          (word) => word.includes(' ') && !word.startsWith(`${speaker} `),
        );
        expect(elsewhere).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('silence', () => {
  test('of any agency releases no more than its answer, when that restricts nothing', () => {
    fc.assert(
      fc.property(anySituation, fc.constantFrom(...agencies), (situation, agency) => {
        const harmless = withRecords(situation, (held) =>
          held.agency === agency
            ? {
                isShielded: false,
                refusedClasses: [],
                consents: held.consents.filter(
                  ({ decision, withdrawnAt }) => decision === 'GIVEN' && withdrawnAt === null,
                ),
                lifecycle: { ...held.lifecycle, dateOfBirth: bornYearsAgo(0) },
              }
            : {},
        );
        const records = harmless.child.records.filter(({ record: held }) => held.agency !== agency);
        fc.pre(records.some(({ outcome }) => outcome === 'MATCH'));
        const silent = {
          ...harmless,
          child: {
            records,
            silent: new Map([...harmless.child.silent, [agency, 'NO_RESPONSE' as const]]),
            unasked: new Set<string>(),
          },
        };
        expect(extra(released(silent), released(harmless)).filter((word) => !word.startsWith(`${agency} `))).toEqual(
          [],
        );
      }),
      { numRuns: 200 },
    );
  });

  test('of the custodian of shields closes every address, setting and involvement but to a declared right', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const silent = {
          ...situation,
          // Break-glass reaches the carers; a granted right that was declared lifts all of it.
          why: { ...situation.why, override: null, breakGlass: null },
          child: {
            records: situation.child.records.filter(({ record: held }) => held.agency !== 'social-care'),
            silent: new Map([...situation.child.silent, ['social-care', 'NO_RESPONSE' as const]]),
            unasked: new Set<string>(),
          },
        };
        const open = [...released(silent)].filter((word) => / (ADR|UNI|INV) | CONTACT /.test(word));
        expect(open).toEqual([]);
      }),
      runs,
    );
  });
});

test('deciding a second time gives the same decision', () => {
  fc.assert(
    fc.property(anySituation, (situation) => {
      const plain = (): unknown => {
        const decision = decide(situation, access);
        return decision.kind === 'DECIDED' ? decision.cells : decision;
      };
      expect(plain()).toEqual(plain());
    }),
    runs,
  );
});

test('the generated situations release something often enough to mean anything', () => {
  const sample = fc.sample(anySituation, { numRuns: 200, seed: 7 });
  expect(sample.filter((situation) => released(situation).size > 0).length).toBeGreaterThan(40);
});
