import { describe, expect, test } from 'vitest';
import { fillSlots, type SlotQuestion, slotCodesInForce } from '../../src/access/legal-slots.ts';
import type { ChildRecord } from '../../src/model/child-record.ts';
import type { Protocol } from '../../src/model/protocol.ts';
import {
  accessOf,
  child,
  classes,
  consent,
  day,
  decideOne,
  everywhere,
  noRelationship,
  protocol,
  record,
  request,
  type Situation,
  today,
} from './support.ts';

const onRoll: Partial<ChildRecord> = { relationship: { ...noRelationship, roll: true } };
const head = (overrides: Partial<ChildRecord> = {}): Situation => ({
  who: { roles: ['HEAD'] },
  child: child(everywhere({ education: onRoll, health: overrides })),
});

const filled = (question: Partial<SlotQuestion>, of: Protocol = protocol) =>
  fillSlots(
    {
      class: 'ID',
      discloser: 'LA_EDU',
      purpose: 'WELLBEING',
      bases: ['CA04_S10'],
      inForce: slotCodesInForce(of, today),
      ...question,
    },
    of,
  );
const withBasis = (code: string, overrides: Partial<Protocol['bases'][number]>): Protocol => ({
  ...protocol,
  bases: protocol.bases.map((one) => (one.code === code ? { ...one, ...overrides } : one)),
});
const commencing = (code: string): Protocol => ({
  ...protocol,
  slots: {
    ...protocol.slots,
    codes: protocol.slots.codes.map((one) => (one.code === code ? { ...one, effectiveFrom: today } : one)),
  },
});

describe('the slots follow from who discloses, for what, and which class', () => {
  test('a public body: public task, and nothing more for what is neither special nor criminal', () => {
    expect(filled({})).toEqual({
      slots: {
        power: 'CA04_S10',
        art6: 'A6_1E',
        art9: null,
        art10: null,
        confidence: 'NOT_CONFIDENTIAL',
        missing: null,
      },
      consentRule: 'NONE',
    });
  });

  test.each([
    ['a special category needs Article 9', { class: 'CHAR' }, { art9: 'A9_2G_SCH1_P6', art10: null }],
    ['criminal-offence data need Article 10', { class: 'YJS' }, { art9: null, art10: 'A10_SCH1_P6' }],
    [
      'safeguarding has its own condition',
      { class: 'HLT', purpose: 'CHILD_PROTECTION', bases: ['CA89_S47'] },
      { art9: 'A9_2G_SCH1_P18', confidence: 'PUBLIC_INTEREST' },
    ],
    [
      'direct care rests on professional secrecy and implied consent',
      { class: 'HLT', discloser: 'GP', purpose: 'DIRECT_CARE', bases: ['NHS_DIRECT_CARE'] },
      { art6: 'A6_1E', art9: 'A9_2H_SCH1_P2', confidence: 'CONSENT' },
    ],
    [
      'the police as competent authority are under Part 3 alone',
      { class: 'POL', discloser: 'POLICE', purpose: 'OFFENDING_PREVENTION', bases: ['CDA98_S115'] },
      { art6: 'LED_PT3', art9: null, art10: 'LED_PT3' },
    ],
    [
      'and for a child’s protection like anybody',
      { class: 'POL', discloser: 'POLICE', purpose: 'CHILD_PROTECTION', bases: ['CA89_S47'] },
      { art6: 'A6_1E', art10: 'A10_SCH1_P18' },
    ],
    [
      'what somebody asks for as of right needs no consent of theirs, whoever holds it',
      { class: 'HLT', discloser: 'VCSO', purpose: 'SAR', bases: ['SAR_ART15'] },
      { art6: 'A6_1C', art9: 'A9_2F', confidence: 'NOT_CONFIDENTIAL' },
    ],
    [
      'nor does what a court ordered',
      { class: 'POL', discloser: 'VCSO', purpose: 'COURT', bases: ['COURT_ORDER'] },
      { art6: 'A6_1C', art10: 'A10_SCH1_P33', confidence: 'STATUTE' },
    ],
    [
      'a voluntary body has no public task',
      { discloser: 'VCSO', purpose: 'EARLY_HELP' },
      { art6: 'A6_1F', confidence: 'NOT_CONFIDENTIAL' },
    ],
  ])('%s', (_title, question, slots) => {
    expect(filled(question).slots).toMatchObject({ ...slots, missing: null });
  });

  test('recognised legitimate interests are off until their day, and never for a public body', () => {
    const of = commencing('A6_1EA');
    expect(filled({ discloser: 'VCSO', purpose: 'EARLY_HELP' }, of).slots.art6).toBe('A6_1EA');
    expect(filled({ discloser: 'LA_EDU', purpose: 'EARLY_HELP' }, of).slots.art6).toBe('A6_1E');
    const only = { ...of, bases: of.bases.map((one) => ({ ...one, art6: ['A6_1EA', 'A6_1F'] })) };
    expect(filled({ discloser: 'LA_EDU', purpose: 'EARLY_HELP' }, only).slots.missing).toBe('ART6');
  });

  test('legitimate interests are for voluntary bodies alone', () => {
    const of = withBasis('CA04_S10', { art6: ['A6_1F'] });
    expect(filled({ discloser: 'VCSO' }, of).slots.missing).toBeNull();
    for (const discloser of ['LA_EDU', 'POLICE', 'SUBJECT']) {
      expect(filled({ discloser }, of).slots.missing).toBe('ART6');
    }
  });
});

describe('what nothing fills is named', () => {
  test.each([
    ['no basis', { bases: [] }, protocol, 'POWER'],
    ['a basis that is no power for the class', { class: 'HLT', bases: ['EDU_REG_2024'] }, protocol, 'POWER'],
    ['nothing of Article 6', {}, withBasis('CA04_S10', { art6: [] }), 'ART6'],
    ['nothing of Article 9', { class: 'HLT' }, withBasis('CA04_S10', { art9: [] }), 'ART9'],
    ['nothing of Article 10', { class: 'POL' }, withBasis('CA04_S10', { art10: [] }), 'ART10'],
    [
      'a voluntary body has no condition for criminal-offence data in early help',
      { class: 'POL', discloser: 'VCSO', purpose: 'EARLY_HELP' },
      protocol,
      'ART10',
    ],
    ['nothing lifts the duty of confidence', {}, withBasis('CA04_S10', { confidence: null }), 'CONFIDENCE'],
  ] satisfies readonly (readonly [string, Partial<SlotQuestion>, Protocol, string])[])(
    '%s',
    (_title, given, of, missing) => {
      const question: Partial<SlotQuestion> = given;
      expect(filled(question, of).slots.missing).toBe(missing);
      // Beside a basis that fills all of them nothing is missing.
      const both = { ...of, bases: [...of.bases, complete] };
      expect(
        filled({ ...question, bases: [...(question.bases ?? ['CA04_S10']), 'COMPLETE'] }, both).slots,
      ).toMatchObject({
        power: 'COMPLETE',
        missing: null,
      });
    },
  );

  const complete: Protocol['bases'][number] = {
    ...(protocol.bases.find(({ code }) => code === 'CA04_S10') as Protocol['bases'][number]),
    code: 'COMPLETE',
    consentFor: [],
    art6: ['A6_1E', 'A6_1F'],
    art9: ['A9_2C'],
    art10: ['A10_SCH1_P30'],
  };

  test('it refuses that part with the code, and the route says which it is, whatever is held', () => {
    const of = withBasis('CA04_S10', { art9: [] });
    const seen = (records: readonly ChildRecord[]) =>
      decideOne({ who: { roles: ['HEAD'] }, child: child(records) }, 'education', 'CHAR', accessOf(of));
    const held = seen(everywhere({ education: onRoll }));
    expect(held).toMatchObject({
      read: 0,
      know: 0,
      trueCode: 'BASIS_INVALID',
      slots: { missing: 'ART9' },
      explanation: {
        state: 'WITHHELD_OR_NONE',
        code: 'BASIS_INVALID',
        route: { kind: 'ASK_ADVICE', needs: ['SLOT_ART9'] },
      },
    });
    const alone = seen([record('education', { ...onRoll, isShielded: true })]);
    expect(alone.explanation).toEqual(held.explanation);
    // The same part with the slot filled.
    expect(decideOne(head(), 'education', 'CHAR')).toMatchObject({ read: 0b1010, slots: { missing: null } });
  });

  test('an empty slot of one class closes no other', () => {
    const by = accessOf(withBasis('CA04_S10', { art9: [] }));
    expect(decideOne(head(), 'education', 'ID', by).read).toBe(15);
  });
});

describe('the consent that the basis itself needs', () => {
  /** A schedule that permits health detail outright. */
  const permissive: Protocol = {
    ...protocol,
    policies: [
      ...protocol.policies,
      {
        id: 'wide',
        effect: 'permit',
        file: 'x',
        schedule: null,
        text: 'permit (principal, action in [Action::"know", Action::"read"], resource == Class::"HLT");',
        annotations: {},
      },
    ],
  };
  const by = accessOf(permissive);
  const given = consent({ recordedBy: 'ODS:Y99001' });

  test('is needed whatever a schedule permits, and read as the state of the consent', () => {
    const code = (consents: ChildRecord['consents']) => decideOne(head({ consents }), 'health', 'HLT', by);
    expect(code([])).toMatchObject({
      read: 0,
      trueCode: 'CONSENT_REQUIRED',
      explanation: { code: 'CONSENT_REQUIRED' },
    });
    expect(code([{ ...given, withdrawnAt: `${day(-1)}T00:00:00Z` }])).toMatchObject({
      read: 0,
      explanation: { code: 'CONSENT_WITHDRAWN' },
    });
    expect(code([{ ...given, decision: 'REFUSED', recipients: [] }])).toMatchObject({
      read: 0,
      trueCode: 'CONSENT_REFUSED',
      explanation: { code: 'CONSENT_REQUIRED' },
    });
    expect(code([given])).toMatchObject({ read: 15, explanation: null, slots: { confidence: 'CONSENT' } });
  });

  test('is set aside by an exemption, which then fills the slot', () => {
    const exempting = accessOf({
      ...permissive,
      bases: permissive.bases.map((one) => ({ ...one, exemptions: ['SIGNIFICANT_HARM', 'COURT_ORDER'] })),
    });
    const slots = (exemption: string) =>
      decideOne({ ...head(), why: { exemption } }, 'health', 'HLT', exempting).slots?.confidence;
    expect(slots('SIGNIFICANT_HARM')).toBe('PUBLIC_INTEREST');
    expect(slots('COURT_ORDER')).toBe('STATUTE');
    expect(decideOne({ ...head(), why: { exemption: 'SERIOUS_CRIME' } }, 'health', 'HLT', exempting).read).toBe(0);
  });
});

test('for every class of every agency an open request says what fills the slots, without any child', () => {
  const decision = request({ who: { roles: ['HEAD'] } });
  if (decision.kind !== 'OPEN' || decision.slotsFor === undefined) throw new Error('the request is not open');
  const isPublic = (agency: string) => protocol.slots.publicTask.includes(protocol.discloserKinds[agency] ?? '');
  for (const agency of [...decision.basesOf.keys()].filter(isPublic)) {
    for (const name of classes) {
      // A voluntary body has no condition on which it could disclose criminal-offence data, and holds none.
      const isCriminal = protocol.slots.criminalClasses.includes(name);
      const missing = agency === 'voluntary' && isCriminal ? 'ART10' : null;
      expect(decision.slotsFor(agency, name)).toMatchObject({ missing });
    }
  }
  expect(decision.slotsFor('unconnected', 'ID')).toMatchObject({ power: null, missing: 'POWER' });
});
