import { describe, expect, test } from 'vitest';
import type { ChildRecord } from '../../src/model/child-record.ts';
import type { ChildDecision, Look } from '../../src/model/decision.ts';
import {
  access,
  accessOf,
  agencies,
  child,
  decide,
  everywhere,
  noRelationship,
  ofAge,
  practitioner,
  protocol,
  type Situation,
} from './support.ts';

const { class: logClass, discloser } = protocol.accessLog;
const teacherLook: Look = { organisation: 'URN:100001', roles: ['TEACHER'], purpose: 'WELLBEING', isHeldBack: false };

const self: Partial<ChildRecord> = { relationship: { ...noRelationship, isSelf: true } };
const responsible: Partial<ChildRecord> = { relationship: { ...noRelationship, holdsParentalResponsibility: true } };
const citizen = { organisation: 'ORG:citizens', personId: { scheme: 'PERSON', value: 'P-1' } };
const subject: Situation = {
  who: { ...citizen, kind: 'SUBJECT', roles: ['CHILD'] },
  why: { purpose: 'SAR' },
  child: child(everywhere({ education: self, health: self }, ofAge(13))),
};
const parent: Situation = {
  who: { ...citizen, kind: 'PARENT', roles: ['PARENT'] },
  why: { purpose: 'SAR' },
  child: child(everywhere({ 'social-care': responsible })),
};
const indexTeam: Situation = {
  who: { roles: ['CPMT'], organisation: 'LA:001' },
  why: { purpose: 'DATA_QUALITY' },
  child: child(everywhere()),
};
const teacher: Situation = {
  child: child(everywhere({ education: { relationship: { ...noRelationship, roll: true } } })),
};

function decided(situation: Situation, by = access): Extract<ChildDecision, { kind: 'DECIDED' }> {
  const decision = decide(situation, by);
  if (decision.kind !== 'DECIDED') throw new Error(`Expected a decided child, got ${decision.kind}.`);
  return decision;
}
const sees = (situation: Situation, differs: Partial<Look> = {}): boolean =>
  decided(situation).looks?.maySee({ ...teacherLook, ...differs }) ?? false;

describe('whether the access log may be read at all', () => {
  test.each([
    ['the child', subject, 15],
    ['a parent with responsibility', parent, 15],
    ['the index team', indexTeam, 15],
    ['a teacher', teacher, 0],
  ])('is decided for %s as a cell of the gateway’s own', (_who, situation, read) => {
    const cell = decided(situation).cellOf(discloser, logClass, 'PLAIN');
    expect([cell.cell.agency, cell.read, cell.know]).toEqual([discloser, read, read]);
    expect(cell.explanation === null).toBe(read !== 0);
  });

  test('says the same to those who may not know, whatever the agencies hold', () => {
    const told = (situation: Situation) => decided(situation).cellOf(discloser, logClass, 'PLAIN').explanation;
    const onRoll = everywhere({ education: { relationship: { ...noRelationship, roll: true } } });
    const alone = { ...teacher, child: child(onRoll.filter(({ agency }) => agency === 'education')) };
    expect(told(teacher)).toEqual({
      state: 'WITHHELD_OR_NONE',
      code: 'NOT_NEED_TO_KNOW',
      route: { kind: 'ASK_ADVICE', needs: [], contact: protocol.generalContact },
      shownClass: 'RESTRICTED',
    });
    expect(told(alone)).toEqual(told(teacher));
  });

  test('opens nothing of an agency’s, and tells nothing of what one holds', () => {
    const withoutLog = accessOf({
      ...protocol,
      policies: protocol.policies.filter(({ id }) => id !== 'index-team.log' && id !== 'subject-access.log'),
    });
    for (const situation of [subject, parent, indexTeam]) {
      const [withIt, without] = [decided(situation), decided(situation, withoutLog)];
      for (const agency of agencies) expect(withIt.mayKnowOf(agency)).toBe(without.mayKnowOf(agency));
    }
  });

  test('is closed where only some items of the class are open, since rows bear no markers', () => {
    const some = accessOf({
      ...protocol,
      policies: protocol.policies.map((policy) =>
        policy.id === 'index-team.log'
          ? { ...policy, text: `${policy.text.slice(0, -1)} when { context.isOwn };` }
          : policy,
      ),
    });
    expect(decided(indexTeam, some).cellOf(discloser, logClass, 'PLAIN').read).toBe(0);
  });
});

describe('which rows may be seen', () => {
  test('the child: all but those held back, its own among them', () => {
    expect(sees(subject)).toBe(true);
    expect(sees(subject, { isHeldBack: true })).toBe(false);
    expect(sees(subject, { organisation: 'ORG:citizens', roles: ['CHILD'] })).toBe(true);
    expect(sees(subject, { organisation: 'ORG:wexborough-yot', roles: ['YOT_WORKER'] })).toBe(true);
  });

  test('a parent: everyday work, by services that may be known of', () => {
    expect(sees(parent)).toBe(true);
    expect(sees(parent, { organisation: 'ODS:Y99002', roles: ['GP'], purpose: 'DIRECT_CARE' })).toBe(true);
    expect(sees(parent, { roles: ['SENCO'], purpose: 'EARLY_HELP' })).toBe(true);
    expect(sees(parent, { organisation: 'ORG:wexborough-yot', roles: [] })).toBe(false);
    expect(sees(parent, { roles: ['CAMHS_CLINICIAN'] })).toBe(false);
    expect(sees(parent, { purpose: 'CRIME_INVESTIGATION' })).toBe(false);
    expect(sees(parent, { organisation: 'LA:001-CSC', roles: ['YOT_WORKER'] })).toBe(false);
  });

  test.each([
    ['that the child looked', { organisation: 'ORG:citizens', roles: ['CHILD'], purpose: 'WELLBEING' }],
    [
      'that a parent looked, which may be the other',
      { organisation: 'ORG:citizens', roles: ['PARENT'], purpose: 'WELLBEING' },
    ],
    ['an enquiry by a school', { roles: ['DSL'], purpose: 'CHILD_PROTECTION' }],
    ['a prosecution', { purpose: 'CRIME_INVESTIGATION' }],
    ['offending', { purpose: 'OFFENDING_PREVENTION' }],
    ['a review', { organisation: 'LA:001', roles: ['REVIEWER'], purpose: 'REVIEW' }],
    ['proceedings', { organisation: 'ORG:wexshire-family-court', roles: ['GUARDIAN'], purpose: 'COURT' }],
    ['an assessment', { organisation: 'ODS:Y99001', roles: ['HEALTH_VISITOR'], purpose: 'CIN_ASSESSMENT' }],
    ['social care, whatever for', { organisation: 'LA:001-CSC', roles: ['SOCIAL_WORKER'] }],
    [
      'a family centre',
      { organisation: 'ORG:wexborough-family-centre', roles: ['VCSO_WORKER'], purpose: 'EARLY_HELP' },
    ],
    ['housing', { organisation: 'ORG:wexborough-housing', roles: ['HOUSING_OFFICER'], purpose: 'EARLY_HELP' }],
    ['the index team, which looks into misuse', { organisation: 'LA:001', roles: ['CPMT'], purpose: 'DATA_QUALITY' }],
    ['another access request', { purpose: 'SAR' }],
    ['what nobody declared', { purpose: null }],
  ])('a parent: not %s, also once it is no longer held back; the child does', (_what, row) => {
    expect(sees(parent, row)).toBe(false);
    expect(sees(subject, row)).toBe(true);
  });

  test('the index team: those held back too, but no service’s that it may not know of', () => {
    expect(sees(indexTeam, { isHeldBack: true })).toBe(true);
    expect(sees(indexTeam, { organisation: 'LA:001-CSC', roles: ['SOCIAL_WORKER'] })).toBe(false);
    expect(sees(indexTeam, { organisation: 'ODS:Y99004', roles: ['CAMHS_CLINICIAN'] })).toBe(true);
  });

  test('nobody: those of an organisation that the protocol does not list, or in a role that the policies do not know', () => {
    for (const situation of [subject, parent, indexTeam]) {
      expect(sees(situation, { organisation: 'ORG:gone' })).toBe(false);
      expect(sees(situation, { roles: ['NO_SUCH_ROLE'] })).toBe(false);
    }
  });

  test('to somebody of the organisation that looked, its kind is no secret', () => {
    const ofSocialCare = { ...indexTeam, who: { roles: ['CPMT'], organisation: 'LA:001-CSC' } };
    expect(sees(ofSocialCare, { organisation: 'LA:001-CSC', roles: ['SOCIAL_WORKER'] })).toBe(true);
  });

  test('through a mediator: only those that both may see', () => {
    // As if a schedule let a mediator ask for the index team.
    const scheduled = accessOf({
      ...protocol,
      schedules: protocol.schedules.map((one) =>
        one.id === 'mediated-access' ? { ...one, purposes: [...one.purposes, 'DATA_QUALITY'] } : one,
      ),
    });
    const mediator = practitioner({ roles: ['MEDIATOR'], organisation: 'LA:001' });
    const { looks } = decided({ ...indexTeam, who: { ...indexTeam.who, mediator } }, scheduled);

    expect(looks?.maySee(teacherLook)).toBe(true);
    expect(looks?.maySee({ ...teacherLook, isHeldBack: true })).toBe(false);
  });
});

test('a parent: no row of a place where the child may be found, while the child is shielded', () => {
  const shielded: Situation = {
    ...parent,
    child: child(everywhere({ 'social-care': { ...responsible, isShielded: true } })),
  };
  const places: readonly Partial<Look>[] = [
    {},
    { organisation: 'URN:100002', roles: ['NURSERY_STAFF'] },
    { organisation: 'ODS:Y99002', roles: ['GP'], purpose: 'DIRECT_CARE' },
    { organisation: 'ODS:Y99003', roles: ['MIDWIFE'], purpose: 'DIRECT_CARE' },
    { organisation: 'ODS:Y99001', roles: ['HEALTH_VISITOR'], purpose: 'DIRECT_CARE' },
  ];
  const shieldedIndexTeam = { ...indexTeam, child: child(everywhere({ 'social-care': { isShielded: true } })) };
  expect(sees(shieldedIndexTeam)).toBe(true);
  for (const row of places) expect([row, sees(parent, row), sees(shielded, row)]).toEqual([row, true, false]);
});

describe('by whose records rows are found', () => {
  test('those of agencies that the caller may know to hold one', () => {
    expect([...(decided(subject).looks?.foundAt ?? [])]).toEqual(
      expect.arrayContaining(['education', 'health', 'social-care', 'youth-justice']),
    );
    expect(decided(parent).looks?.foundAt.has('social-care')).toBe(false);
    expect(decided(indexTeam).looks?.foundAt.has('youth-justice')).toBe(false);
    expect(decided(indexTeam).looks?.foundAt.has('health')).toBe(true);
  });
});

test('a class that the policies do not know is refused before anything is decided', () => {
  const { accessLog } = protocol;
  const reveals = { ...accessLog.reveals, purposes: { ...accessLog.reveals.purposes, SAR: 'NONSENSE' } };
  expect(() => accessOf({ ...protocol, accessLog: { ...accessLog, reveals } })).toThrow(/NONSENSE/);
});
