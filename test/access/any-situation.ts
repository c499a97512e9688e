import fc from 'fast-check';
import type { ChildRecord, LinkedRecord } from '../../src/model/child-record.ts';
import {
  agencies as allAgencies,
  bornYearsAgo,
  child,
  classes,
  consent,
  day,
  noRelationship,
  now,
  practitioner,
  record,
  type Situation,
} from './support.ts';

export const purposes = [
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
export const callers: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['URN:100001', ['TEACHER', 'HEAD', 'DSL', 'CLASSROOM_ASSISTANT'], ['WELLBEING', 'CHILD_PROTECTION']],
  ['ODS:Y99001', ['HEALTH_VISITOR', 'SCHOOL_NURSE', 'MIDWIFE'], ['DIRECT_CARE', 'CHILD_PROTECTION']],
  ['ODS:Y99004', ['CAMHS_CLINICIAN'], ['DIRECT_CARE']],
  ['LA:001-CSC', ['SOCIAL_WORKER', 'CSC_MANAGER', 'EDT'], ['CHILD_PROTECTION', 'CIN_ASSESSMENT']],
  ['LA:001', ['EWO'], ['CME']],
  ['ORG:wexborough-yot', ['YOT_WORKER', 'YOT_DESIGNATED'], ['OFFENDING_PREVENTION']],
  ['ORG:wexshire-police', ['POLICE_CP'], ['CHILD_PROTECTION', 'CRIME_INVESTIGATION']],
  ['ODS:Y99003', ['ED_CLINICIAN'], ['DIRECT_CARE', 'CHILD_PROTECTION']],
];
export const breakGlass = { ground: 'LIFE_OR_LIMB', acknowledged: true };
export const override = { acknowledged: true, reason: 'tonight' };
export const anyMediator = fc
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
export const agencies = allAgencies.filter((agency) =>
  ['education', 'health', 'social-care', 'police', 'sexual-health'].includes(agency),
);
export const cells = agencies.flatMap((agency) => [
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

export const anySituation: fc.Arbitrary<Situation> = fc
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
