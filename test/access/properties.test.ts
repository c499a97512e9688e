import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChildRecord, LinkedRecord } from '../../src/model/child-record.ts';
import type { Practitioner } from '../../src/model/practitioner.ts';
import {
  access,
  agencies as allAgencies,
  bornYearsAgo,
  child,
  classes,
  consent,
  day,
  decide,
  noRelationship,
  now,
  practitioner,
  protocol,
  record,
  type Situation,
} from './support.ts';

const runs = { numRuns: 100 };

const purposes = [
  'WELLBEING',
  'CHILD_PROTECTION',
  'DIRECT_CARE',
  'CIN_ASSESSMENT',
  'OFFENDING_PREVENTION',
  'CRIME_INVESTIGATION',
  'CME',
  'SAR',
];
/** Callers whose role and organisation suit each other, so that most requests open. */
const callers: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['URN:100001', ['TEACHER', 'HEAD', 'DSL', 'CLASSROOM_ASSISTANT'], ['WELLBEING', 'CHILD_PROTECTION']],
  ['ODS:Y99001', ['HEALTH_VISITOR', 'SCHOOL_NURSE', 'MIDWIFE'], ['DIRECT_CARE', 'CHILD_PROTECTION']],
  ['ODS:Y99004', ['CAMHS_CLINICIAN'], ['DIRECT_CARE']],
  ['LA:001-CSC', ['SOCIAL_WORKER', 'CSC_MANAGER', 'EDT'], ['CHILD_PROTECTION', 'CIN_ASSESSMENT']],
  ['LA:001', ['EWO'], ['CME']],
  ['ORG:wexborough-yot', ['YOT_WORKER', 'YOT_DESIGNATED'], ['OFFENDING_PREVENTION']],
  ['ORG:wexshire-police', ['POLICE_CP'], ['CHILD_PROTECTION', 'CRIME_INVESTIGATION']],
  ['ODS:Y99003', ['ED_CLINICIAN'], ['DIRECT_CARE', 'CHILD_PROTECTION']],
];
const breakGlass = { ground: 'LIFE_OR_LIMB', acknowledged: true };
const override = { acknowledged: true, reason: 'tonight' };
const anyMediator = fc
  .record({ mayOverrideShield: fc.boolean(), designatedOfficer: fc.boolean(), trained: fc.integer({ min: 0, max: 9 }) })
  .map(({ trained, ...rest }) =>
    practitioner({
      ...rest,
      roles: ['MEDIATOR'],
      organisation: 'LA:001',
      trainedUntil: trained === 0 ? null : day(trained),
    }),
  );
/** A universal service, the custodian of shields, and one protected in each way: enough, and quick enough. */
const agencies = allAgencies.filter((agency) =>
  ['education', 'health', 'social-care', 'police', 'sexual-health'].includes(agency),
);
const cells = agencies.flatMap((agency) => [
  ...classes.map((name) => ({ agency, class: name, aspect: 'PLAIN' as const })),
  { agency, class: 'FAM', aspect: 'CONTACT' as const },
  { agency, class: 'HLT', aspect: 'CRITICAL' as const },
  { agency, class: 'SCS', aspect: 'PRESENCE' as const },
]);

const flag = fc.boolean();
const rarely = fc.integer({ min: 0, max: 5 }).map((value) => value === 0);
const someClasses = fc.subarray(['ID', 'ADR', 'HLT', 'EDU', 'CAFB', 'SCS', 'SENS']);

const anyConsent = fc
  .record({
    recordedBy: fc.constantFrom('URN:100001', 'ODS:Y99001', 'LA:001-CSC', 'ORG:wexborough-yot'),
    giver: fc.constantFrom('CHILD' as const, 'PARENT' as const),
    decision: fc.constantFrom('GIVEN' as const, 'GIVEN' as const, 'REFUSED' as const),
    capacityEstablished: fc.boolean(),
    recipients: fc.subarray(callers.map(([organisation]) => organisation)),
    withdrawn: rarely,
    decidedDaysAgo: fc.integer({ min: 0, max: 40 }),
  })
  .map(({ withdrawn, decidedDaysAgo, ...rest }) =>
    consent({
      ...rest,
      capacity: rest.giver === 'CHILD' ? 'GILLICK' : 'PARENTAL_RESPONSIBILITY',
      classes,
      purposes,
      decidedAt: `${day(-decidedDaysAgo)}T00:00:00Z`,
      withdrawnAt: withdrawn ? `${day(-10)}T00:00:00Z` : null,
    }),
  );

const anyRelationship = fc
  .record({
    allocated: flag,
    team: rarely,
    roll: flag,
    registered: flag,
    openReferral: rarely,
    resident: rarely,
    contacted: rarely,
  })
  .map(({ contacted, ...flags }) => ({ ...noRelationship, ...flags, contactMadeOn: contacted ? day(-5) : null }));

const anyRecord = (agency: string): fc.Arbitrary<ChildRecord> =>
  fc
    .record({
      relationship: anyRelationship,
      isShielded: rarely,
      refusedClasses: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: someClasses }),
      consents: fc.array(anyConsent, { maxLength: 2 }),
      age: fc.constantFrom(3, 9, 13, 16, 19),
      participates: flag,
    })
    .map(({ age, participates, ...rest }) =>
      record(agency, {
        ...rest,
        lifecycle: {
          unborn: false,
          dateOfBirth: bornYearsAgo(age),
          diedOn: null,
          participatingUntil: participates ? day(30) : null,
        },
      }),
    );

const anyLinked = (agency: string): fc.Arbitrary<LinkedRecord | 'NONE' | 'SILENT'> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: anyRecord(agency).map(
        (held): LinkedRecord => ({ record: held, outcome: 'MATCH', rule: 'R3', linkedWith: [] }),
      ),
    },
    {
      weight: 1,
      arbitrary: anyRecord(agency).map(
        (held): LinkedRecord => ({ record: held, outcome: 'POSSIBLE', rule: 'R9', linkedWith: [] }),
      ),
    },
    { weight: 1, arbitrary: fc.constant('NONE' as const) },
    { weight: 1, arbitrary: fc.constant('SILENT' as const) },
  );

const anyChild = fc.tuple(...agencies.map(anyLinked)).map((answers) =>
  child(
    answers.filter((answer) => typeof answer === 'object'),
    Object.fromEntries(
      agencies.flatMap((agency, index) => (answers[index] === 'SILENT' ? [[agency, 'NO_RESPONSE' as const]] : [])),
    ),
  ),
);

const anySituation: fc.Arbitrary<Situation> = fc
  .constantFrom(...callers)
  .chain(([organisation, roles, suiting]) =>
    fc.record({
      who: fc
        .record({
          roles: fc.subarray([...roles], { minLength: 1 }),
          designatedOfficer: flag,
          mayOverrideShield: flag,
          mediator: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: anyMediator }),
          trained: fc.integer({ min: 0, max: 9 }),
          vetted: fc.integer({ min: 0, max: 9 }),
        })
        .map(({ trained, vetted, ...rest }) => ({
          ...rest,
          organisation,
          trainedUntil: trained === 0 ? null : day(trained),
          vettedOn: vetted === 0 ? null : day(-vetted),
        })),
      why: fc.record({
        purpose: fc.constantFrom(...suiting),
        exemption: fc.constantFrom(null, 'SIGNIFICANT_HARM', 'VITAL_INTEREST'),
        written: fc.constantFrom(null, { reference: 'W-1', madeAt: now }),
        override: fc.constantFrom(null, override, { ...override, acknowledged: false }),
        breakGlass: fc.oneof(
          { weight: 5, arbitrary: fc.constant(null) },
          { weight: 1, arbitrary: fc.constant(breakGlass) },
        ),
      }),
      child: anyChild,
    }),
  )
  .map((situation) => ({ ...situation, cells }));

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
