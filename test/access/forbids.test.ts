import { describe, expect, test } from 'vitest';
import type { ChildRecord, LinkedRecord } from '../../src/model/child-record.ts';
import type { Look } from '../../src/model/decision.ts';
import type { Protocol } from '../../src/model/protocol.ts';
import {
  accessOf,
  bornYearsAgo,
  child,
  consent,
  day,
  decide,
  everywhere,
  noRelationship,
  nothingHeld,
  practitioner,
  protocol,
  record,
  restrictions,
  type Situation,
} from './support.ts';

const onRoll: Partial<ChildRecord> = { relationship: { ...noRelationship, roll: true } };
const head: Situation = { who: { roles: ['HEAD'] }, child: child(everywhere({ education: onRoll })) };
const dsl: Situation = {
  who: { roles: ['DSL'] },
  why: { purpose: 'CHILD_PROTECTION' },
  child: child(everywhere({ education: onRoll })),
};
const parent: Situation = {
  who: {
    kind: 'PARENT',
    roles: ['PARENT'],
    organisation: 'ORG:citizens',
    personId: { scheme: 'PERSON', value: 'P-1' },
  },
  why: { purpose: 'SAR' },
  child: child(
    everywhere({ 'social-care': { relationship: { ...noRelationship, holdsParentalResponsibility: true } } }),
  ),
};
const offending: Situation = {
  who: { roles: ['YOT_DESIGNATED'], organisation: 'ORG:wexborough-yot', designatedOfficer: true },
  why: { purpose: 'OFFENDING_PREVENTION', emergency: true },
  child: child(everywhere({ 'youth-justice': { relationship: { ...noRelationship, allocated: true } } })),
};
const worker: Situation = {
  who: { roles: ['SOCIAL_WORKER'], organisation: 'LA:001-CSC' },
  why: { purpose: 'CHILD_PROTECTION' },
  child: child(everywhere()),
};
const breakGlass = { ground: 'LIFE_OR_LIMB', acknowledged: true };
const emergency: Situation = {
  who: { roles: ['EDT'], organisation: 'LA:001-CSC' },
  why: { purpose: 'CHILD_PROTECTION', breakGlass },
  child: child(everywhere()),
};
const guardian: Situation = {
  who: { kind: 'COURT', roles: ['GUARDIAN'], organisation: 'ORG:wexshire-family-court' },
  why: { purpose: 'COURT', courtOrder: { reference: 'WFC-2024-0117', classes: ['SCS'], expiresOn: day(30) } },
  child: child(everywhere({ 'social-care': { relationship: { ...noRelationship, referenced: true } } })),
};
const ofParent = (common: Partial<ChildRecord> = {}) =>
  child(
    everywhere({ 'social-care': { relationship: { ...noRelationship, holdsParentalResponsibility: true } } }, common),
  );
const changed = (base: Situation, who: Situation['who'] = {}, why: Situation['why'] = {}): Situation => ({
  ...base,
  who: { ...base.who, ...who },
  why: { ...base.why, ...why },
});
const aged = (years: number): Partial<ChildRecord> => ({
  lifecycle: { unborn: false, dateOfBirth: bornYearsAgo(years), diedOn: null, participatingUntil: null },
});
const possible: LinkedRecord = { record: record('health'), outcome: 'POSSIBLE', rule: 'R9', linkedWith: [] };
/** Permits everything to everybody: what then still holds is held by the policies that forbid. */
const everything = 'permit (principal, action in [Action::"know", Action::"read", Action::"open"], resource);';

/** For each policy that forbids, a situation that it alone refuses, and what is then seen. */
const cases: Readonly<
  Record<
    string,
    {
      readonly situation: Situation;
      readonly cell?: readonly [string, string, 'CONTACT'?];
      readonly look?: Look;
      readonly code: string;
      /** The protocol in which it has something to refuse; absent: the shipped one. */
      readonly of?: (shipped: Protocol) => Protocol;
    }
  >
> = {
  'account-suspended': { situation: changed(head, { isSuspended: true }), code: 'ACCOUNT_SUSPENDED' },
  'no-standing': { situation: changed(parent, { personId: null }), code: 'NO_STANDING' },
  'freedom-of-information': { situation: changed(head, {}, { purpose: 'FOI' }), code: 'FOI_NOT_APPLICABLE' },
  'no-child-data': { situation: changed(head, {}, { purpose: 'AUDIT' }), code: 'NOT_NEED_TO_KNOW' },
  'purpose-not-permitted': { situation: changed(head, {}, { purpose: 'IMMIGRATION' }), code: 'PURPOSE_NOT_PERMITTED' },
  'subject-access-only': { situation: changed(parent, {}, { purpose: 'WELLBEING' }), code: 'PURPOSE_NOT_PERMITTED' },
  'reason-required': { situation: changed(head, {}, { reason: ' ' }), code: 'REASON_REQUIRED' },
  'not-signatory': {
    situation: {
      ...changed(head, { roles: ['VCSO_WORKER'], organisation: 'ORG:riverside-youth-club' }, { purpose: 'EARLY_HELP' }),
    },
    code: 'ORG_NOT_SIGNATORY',
  },
  'schedule-missing': {
    situation: changed(head, { roles: ['TEACHER'] }, { purpose: 'EARLY_HELP' }),
    code: 'SCHEDULE_MISSING',
  },
  'schedule-expired': { situation: changed(head, { roles: ['NURSERY_STAFF'] }), code: 'SCHEDULE_EXPIRED' },
  'mediation-unscheduled': {
    // A social worker in the place of a mediator, with every schedule to cover the work.
    situation: changed(worker, {
      mediator: practitioner({ roles: ['SOCIAL_WORKER'], organisation: 'LA:001-CSC' }),
    }),
    code: 'SCHEDULE_MISSING',
  },
  'training-not-current': { situation: changed(head, { trainedUntil: day(-1) }), code: 'TRAINING_NOT_CURRENT' },
  'vetting-not-current': { situation: changed(head, { vettedOn: null }), code: 'VETTING_NOT_CURRENT' },
  'basis-invalid': { situation: changed(head, {}, { basis: ['CA04_S10', 'CA89_S47'] }), code: 'BASIS_INVALID' },
  'basis-not-in-force': { situation: changed(head, {}, { basis: ['CA04_S12'] }), code: 'BASIS_NOT_IN_FORCE' },
  'not-designated-officer': {
    situation: changed(offending, { designatedOfficer: false }),
    code: 'NOT_DESIGNATED_OFFICER',
  },
  'written-required': { situation: changed(offending, {}, { emergency: false }), code: 'WRITTEN_REQUIRED' },
  'court-order-only': {
    situation: changed(guardian, {}, { purpose: 'CHILD_PROTECTION' }),
    code: 'PURPOSE_NOT_PERMITTED',
  },
  'court-order-required': {
    situation: changed(
      guardian,
      {},
      { courtOrder: { reference: 'WFC-2024-9999', classes: ['SCS'], expiresOn: day(30) } },
    ),
    code: 'BASIS_INVALID',
  },
  'break-glass-not-permitted': {
    // Not even with an emergency schedule, were one written for the role.
    situation: changed(worker, {}, { breakGlass }),
    code: 'BREAK_GLASS_NOT_PERMITTED',
    of: (shipped) => ({
      ...shipped,
      schedules: shipped.schedules.map((one) =>
        one.id === 'emergency-protection' ? { ...one, roles: [...one.roles, 'SOCIAL_WORKER'] } : one,
      ),
    }),
  },
  'break-glass-unscheduled': {
    situation: changed(emergency, {}, {}),
    code: 'BREAK_GLASS_NOT_PERMITTED',
    of: (shipped) => ({
      ...shipped,
      schedules: shipped.schedules.map((one) => (one.mode === 'BREAK_GLASS' ? { ...one, validUntil: day(-1) } : one)),
    }),
  },
  'break-glass-unacknowledged': {
    situation: changed(emergency, {}, { breakGlass: { ...breakGlass, acknowledged: false } }),
    code: 'BREAK_GLASS_NOT_PERMITTED',
  },
  'break-glass-exhausted': {
    situation: { ...emergency, control: { ...nothingHeld, breakGlassesToday: protocol.breakGlass.perDay } },
    code: 'BREAK_GLASS_NOT_PERMITTED',
  },
  'policy-stale': { situation: { ...head, control: { ...nothingHeld, isPolicyHead: false } }, code: 'POLICY_STALE' },
  'parent-not-authorised': {
    situation: { ...parent, child: ofParent({ lifecycle: aged(13).lifecycle ?? record('education').lifecycle }) },
    code: 'NOT_NEED_TO_KNOW',
  },
  'child-not-competent': {
    situation: {
      ...parent,
      who: { ...parent.who, kind: 'SUBJECT', roles: ['CHILD'] },
      child: child(everywhere({ health: { relationship: { ...noRelationship, isSelf: true } } }, aged(11))),
    },
    code: 'NOT_NEED_TO_KNOW',
  },
  'parent-address': {
    situation: parent,
    cell: ['education', 'ADR'],
    code: 'SHIELDED',
  },
  'basis-invalid-for-discloser': {
    // EDU_REG_2024 is for schools and the authority as disclosers, so health has none.
    situation: {
      who: { roles: ['EWO'], organisation: 'LA:001' },
      why: { purpose: 'CME', basis: ['EDU_REG_2024'] },
      child: child([record('health', { relationship: { ...noRelationship, resident: true } })]),
    },
    code: 'BASIS_INVALID',
  },
  'basis-needs-order': {
    situation: changed(worker, {}, { basis: ['CA89_S47', 'CA89_S31'] }),
    code: 'BASIS_INVALID',
  },
  'far-end-not-designated': {
    situation: offending,
    cell: ['health', 'ID'],
    code: 'NOT_DESIGNATED_OFFICER',
    of: (shipped) => ({
      ...shipped,
      signatories: shipped.signatories.map((one) =>
        one.agency === 'health' ? { ...one, designatedOfficer: null } : one,
      ),
    }),
  },
  'cross-border': {
    situation: head,
    cell: ['health', 'ID'],
    code: 'BASIS_INVALID',
    of: (shipped) => ({
      ...shipped,
      signatories: shipped.signatories.map((one) =>
        one.organisation === 'ODS:Y99001' ? { ...one, jurisdiction: 'SCO' } : one,
      ),
    }),
  },
  'slot-power': {
    // The register is no power for health detail.
    situation: {
      who: { roles: ['EWO'], organisation: 'LA:001' },
      why: { purpose: 'CME', basis: ['EDU_REG_2024'] },
      child: child(everywhere({ education: { relationship: { ...noRelationship, resident: true } } })),
    },
    cell: ['education', 'HLT'],
    code: 'BASIS_INVALID',
  },
  'slot-art6': {
    // A voluntary body has no public task, and its own ground is not in force.
    situation: head,
    cell: ['health', 'ID'],
    code: 'BASIS_INVALID',
    of: (shipped) => ({
      ...shipped,
      discloserKinds: { ...shipped.discloserKinds, health: 'VCSO' },
      slots: {
        ...shipped.slots,
        codes: shipped.slots.codes.map((one) => (one.code === 'A6_1F' ? { ...one, effectiveFrom: null } : one)),
      },
    }),
  },
  'slot-art9': {
    situation: head,
    cell: ['education', 'CHAR'],
    code: 'BASIS_INVALID',
    of: (shipped) => withBasis(shipped, { art9: [] }),
  },
  'slot-art10': {
    situation: head,
    cell: ['social-care', 'YJS'],
    code: 'BASIS_INVALID',
    of: (shipped) => withBasis(shipped, { art10: [] }),
  },
  'slot-confidence': {
    situation: head,
    cell: ['education', 'ID'],
    code: 'BASIS_INVALID',
    of: (shipped) => withBasis(shipped, { confidence: null }),
  },
  'consent-for-basis': {
    // A schedule that permits health detail outright does not lift what the basis itself needs.
    situation: head,
    cell: ['health', 'HLT'],
    code: 'CONSENT_REQUIRED',
    of: (shipped) => ({
      ...shipped,
      policies: [
        ...shipped.policies,
        { id: 'wide', effect: 'permit', file: 'x', schedule: null, text: everything, annotations: {} },
      ],
    }),
  },
  'subject-objects': {
    situation: {
      who: { roles: ['HEALTH_VISITOR'], organisation: 'ODS:Y99001' },
      why: { purpose: 'DIRECT_CARE' },
      child: child(
        everywhere({
          health: {
            relationship: { ...noRelationship, registered: true },
            consents: [consent({ decision: 'REFUSED', recipients: [], classes: ['SCS'], purposes: [] })],
          },
        }),
      ),
    },
    cell: ['social-care', 'SCS'],
    code: 'SUBJECT_OBJECTS',
  },
  'match-ambiguous': {
    situation: { ...head, child: child([record('education', onRoll), possible]) },
    cell: ['health', 'ID'],
    code: 'MATCH_AMBIGUOUS',
  },
  'out-of-age-scope': {
    situation: { ...head, child: child(everywhere({ education: { ...onRoll, ...aged(19) } }, aged(19))) },
    code: 'OUT_OF_AGE_SCOPE',
  },
  archived: {
    situation: {
      ...worker,
      why: { purpose: 'REVIEW', written: { reference: 'R-1', madeAt: `${day(-1)}T00:00:00Z` } },
      child: child(everywhere({}, aged(19))),
    },
    code: 'ARCHIVED',
  },
  'conflict-of-interest': { situation: changed(head, { declaredConflicts: null }), code: 'CONFLICT_OF_INTEREST' },
  'no-standing-for-child': { situation: { ...parent, child: child(everywhere()) }, code: 'NO_STANDING' },
  'no-relationship': { situation: { ...head, child: child(everywhere()) }, code: 'NO_RELATIONSHIP' },
  shielded: {
    situation: { ...head, child: child(everywhere({ education: onRoll, health: { isShielded: true } })) },
    cell: ['education', 'ADR'],
    code: 'SHIELDED',
  },
  'restriction-unknown': {
    situation: { ...head, child: child([record('education', onRoll)], { 'social-care': 'SOURCE_ERROR' }) },
    cell: ['education', 'ADR'],
    code: 'RESTRICTION_UNKNOWN',
  },
  'shielded-contact': {
    situation: { ...head, child: child(everywhere({ education: onRoll, health: { isShielded: true } })) },
    cell: ['education', 'FAM', 'CONTACT'],
    code: 'SHIELDED',
  },
  'restriction-unknown-contact': {
    situation: { ...head, child: child([record('education', onRoll)], { 'social-care': 'NO_RESPONSE' }) },
    cell: ['education', 'FAM', 'CONTACT'],
    code: 'RESTRICTION_UNKNOWN',
  },
  'presence-protected': { situation: head, cell: ['youth-justice', 'ID'], code: 'NOT_NEED_TO_KNOW' },
  'restricted-service-own': { situation: dsl, cell: ['sexual-health', 'ID'], code: 'NOT_NEED_TO_KNOW' },
  'third-party': { situation: head, cell: ['health', 'ADU'], code: 'THIRD_PARTY' },
  'criminal-data': { situation: head, cell: ['social-care', 'YJS'], code: 'CRIMINAL_DATA' },
  'source-restricted': {
    situation: { ...head, child: child(everywhere({ education: onRoll, health: { refusedClasses: ['ID'] } })) },
    cell: ['health', 'ID'],
    code: 'SOURCE_RESTRICTED',
  },
  detriment: {
    situation: { ...head, child: child(everywhere({ education: onRoll, health: { detrimentClasses: ['ID'] } })) },
    cell: ['education', 'ID'],
    code: 'DETRIMENT',
  },
};

const look: Look = { organisation: 'URN:100001', roles: ['TEACHER'], purpose: 'WELLBEING', isHeldBack: false };
Object.assign(cases, {
  'access-log.held-back': { situation: parent, look: { ...look, isHeldBack: true }, code: 'NOT_NEED_TO_KNOW' },
  'access-log.protected-presence': {
    situation: parent,
    look: { ...look, organisation: 'ORG:wexborough-yot', roles: [] },
    code: 'NOT_NEED_TO_KNOW',
  },
  'access-log.looks-of-the-family': {
    situation: parent,
    look: { ...look, organisation: 'ORG:citizens', roles: ['PARENT'] },
    code: 'NOT_NEED_TO_KNOW',
  },
  'access-log.everyday-work': {
    situation: parent,
    look: { ...look, roles: ['DSL'], purpose: 'CHILD_PROTECTION' },
    code: 'NOT_NEED_TO_KNOW',
  },
});

/** The protocol with another entry for the basis of well-being. */
function withBasis(of: Protocol, overrides: Partial<Protocol['bases'][number]>): Protocol {
  return { ...of, bases: of.bases.map((one) => (one.code === 'CA04_S10' ? { ...one, ...overrides } : one)) };
}

/** The protocol in which `schedule-expired` has something to refuse. */
const shipped: Protocol = {
  ...protocol,
  schedules: protocol.schedules
    .map((one) => (one.id === 'teaching' ? { ...one, roles: ['TEACHER', 'CLASSROOM_ASSISTANT'] } : one))
    .concat({
      ...(protocol.schedules[0] as Protocol['schedules'][number]),
      id: 'old',
      roles: ['NURSERY_STAFF'],
      validUntil: day(-1),
    }),
};

const without = (of: Protocol, id: string): Protocol => ({
  ...of,
  policies: of.policies.filter((policy) => policy.id !== id),
});

function seen(of: Protocol, { situation, cell, look: row }: (typeof cases)[string]): unknown {
  const decision = decide(situation, accessOf(of));
  if (decision.kind === 'REFUSED') return 'code' in decision ? decision.code : decision.trueCode;
  if (decision.kind === 'DECIDED' && row !== undefined)
    return decision.looks?.maySee(row) ? 'SEEN' : 'NOT_NEED_TO_KNOW';
  if (decision.kind !== 'DECIDED' || cell === undefined) return decision.kind;
  return decision.cellOf(cell[0], cell[1], cell[2] ?? 'PLAIN').trueCode;
}

test('every policy that forbids has a case', () => {
  const forbids = protocol.policies.filter(({ effect }) => effect === 'forbid').map(({ id }) => id);
  expect([...Object.keys(cases), 'restriction.never'].sort()).toEqual(forbids.sort());
});

// Of the cases, and not of the policies: a policy that is gone must be missed.
describe.each(Object.entries(cases))('the policy %s', (id, its) => {
  test('refuses, with its code, what is not refused without it', () => {
    const of = its.of?.(shipped) ?? shipped;
    expect(seen(of, its)).toBe(its.code);
    expect(seen(without(of, id), its)).not.toBe(its.code);
  });
});

test('the policy restriction.never holds whatever is permitted', () => {
  const permissive: Protocol = {
    ...protocol,
    neverReleased: [],
    policies: [
      ...protocol.policies,
      { id: 'everything', effect: 'permit', file: 'x', schedule: null, text: everything, annotations: {} },
    ],
  };
  const open = (of: Protocol): number => {
    const decision = decide(worker, accessOf(of));
    return decision.kind === 'DECIDED' ? decision.allowedRestrictions.size : 0;
  };
  expect(open(permissive)).toBe(restrictions.length - 3);
  expect(open(without(permissive, 'restriction.never'))).toBe(restrictions.length);
});

test('what forbids is not undone by permitting everything', () => {
  const permissive: Protocol = {
    ...protocol,
    policies: [
      ...protocol.policies,
      { id: 'everything', effect: 'permit', file: 'x', schedule: null, text: everything, annotations: {} },
    ],
  };
  for (const id of [
    'shielded',
    'restriction-unknown',
    'presence-protected',
    'third-party',
    'criminal-data',
    'source-restricted',
    'detriment',
  ]) {
    const its = cases[id];
    if (its?.cell === undefined) throw new Error(`No case for the policy ${id}; add one.`);
    const decision = decide(its.situation, accessOf(permissive));
    if (decision.kind !== 'DECIDED') throw new Error('refused');
    expect([id, decision.cellOf(its.cell[0], its.cell[1], 'PLAIN').read]).toEqual([id, 0]);
  }
});
