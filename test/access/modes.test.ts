import { describe, expect, test } from 'vitest';
import type { ChildRecord, LinkedRecord } from '../../src/model/child-record.ts';
import type { CellDecision, ChildDecision } from '../../src/model/decision.ts';
import type { Practitioner } from '../../src/model/practitioner.ts';
import {
  accessOf,
  agencies,
  bornYearsAgo,
  child,
  classes,
  consent,
  day,
  decide,
  decideOne,
  everywhere,
  noRelationship,
  practitioner,
  protocol,
  record,
  request,
  type Situation,
} from './support.ts';

const onRoll: Partial<ChildRecord> = { relationship: { ...noRelationship, roll: true } };
const told = ({ read, know, explanation }: CellDecision): readonly unknown[] => [
  read,
  know,
  explanation?.state ?? null,
  explanation?.code ?? null,
];
const decided = (
  situation: Situation,
  by?: Parameters<typeof decide>[1],
): Extract<ChildDecision, { kind: 'DECIDED' }> => {
  const decision = decide(situation, by);
  if (decision.kind !== 'DECIDED') throw new Error(`refused: ${JSON.stringify(decision)}`);
  return decision;
};
const refusal = (situation: Situation): unknown => {
  const decision = decide(situation);
  return decision.kind === 'REFUSED' && 'trueCode' in decision ? decision.trueCode : decision.kind;
};
const mode = (situation: Situation): unknown => {
  const decision = request(situation);
  return decision.kind === 'OPEN' ? decision.mode : decision.code;
};
const excluded = { relationship: { ...noRelationship, excluded: true } };

describe('break-glass', () => {
  const breakGlass = { ground: 'LIFE_OR_LIMB', acknowledged: true };
  const emergencyDoctor = (records = everywhere()): Situation => ({
    who: { roles: ['ED_CLINICIAN'], organisation: 'ODS:Y99003' },
    why: { purpose: 'DIRECT_CARE', breakGlass },
    child: child(records),
  });
  const dutyTeam = (records: Situation['child']): Situation => ({
    who: { roles: ['EDT'], organisation: 'LA:001-CSC' },
    why: { purpose: 'CHILD_PROTECTION', breakGlass },
    child: records,
  });

  test('stands in for a relationship, and says so in its mode', () => {
    const { why: _, ...normal } = emergencyDoctor();
    expect(refusal({ ...normal, why: { purpose: 'DIRECT_CARE' } })).toBe('NO_RELATIONSHIP');
    expect(refusal(emergencyDoctor())).toBe('DECIDED');
    expect(mode(emergencyDoctor())).toBe('BREAK_GLASS');
  });

  test('counts the emergency schedule instead of the role’s own: consent opens nothing that it does not name', () => {
    const records = everywhere({
      health: {
        relationship: { ...noRelationship, contactMadeOn: day(-1) },
        consents: [consent({ recipients: ['ODS:Y99003'], purposes: ['DIRECT_CARE'], classes: ['HLT'] })],
      },
    });
    expect(decideOne({ ...emergencyDoctor(records), why: { purpose: 'DIRECT_CARE' } }, 'health', 'HLT').read).toBe(15);
    expect(told(decideOne(emergencyDoctor(records), 'health', 'HLT'))).toEqual([0, 15, 'REDACTED', 'NOT_NEED_TO_KNOW']);
    for (const name of ['ADR', 'INV', 'IND', 'CAFX', 'SENS', 'NUM', 'EDU', 'SCD']) {
      expect([name, decideOne(emergencyDoctor(records), 'health', name).read]).toEqual([name, 0]);
    }
  });

  test('opens what is critical of health, and of nothing else', () => {
    const decision = decided(emergencyDoctor());
    expect(decision.cellOf('health', 'HLT', 'CRITICAL').read).toBe(15);
    expect(decision.cellOf('health', 'HLT', 'PLAIN').read).toBe(0);
    expect(decision.cellOf('health', 'EDU', 'CRITICAL').read).toBe(0);
  });

  test('in ordinary work what is critical is health detail like any other', () => {
    const situation: Situation = {
      who: { roles: ['HEAD'] },
      child: child(everywhere({ education: onRoll })),
    };
    expect(decided(situation).cellOf('health', 'HLT', 'CRITICAL').explanation?.code).toBe('CONSENT_REQUIRED');
  });

  test('replaces consent, an objection to direct care among it', () => {
    const objection = consent({ decision: 'REFUSED', recipients: [], classes: [], purposes: [] });
    const records = everywhere({
      health: { relationship: { ...noRelationship, contactMadeOn: day(-1) }, consents: [objection] },
    });
    expect(decideOne(emergencyDoctor(records), 'social-care', 'SCS').read).toBe(15);
    const normal: Situation = { ...emergencyDoctor(records), why: { purpose: 'DIRECT_CARE' } };
    expect(decideOne(normal, 'social-care', 'SCS').read).toBe(0);
  });

  test.each(['SHIELDED', 'UNKNOWN'] as const)(
    'looks behind a shield that is %s for the contacts of carers only',
    (shield) => {
      const situation = dutyTeam(
        shield === 'SHIELDED'
          ? child(everywhere({ health: { isShielded: true } }))
          : child([record('health'), record('education')], { 'social-care': 'NO_RESPONSE' }),
      );
      const decision = decided(situation);
      expect(decision.cellOf('health', 'FAM', 'CONTACT').read).toBe(15);
      expect(decision.cellOf('health', 'IND', 'PLAIN').read).toBe(15);
      for (const name of ['ADR', 'UNI', 'INV']) expect(decision.cellOf('health', name, 'PLAIN').know).toBe(0);
      const { why: _, ...normal } = situation;
      const without = decided({ ...normal, why: { purpose: 'CHILD_PROTECTION' } });
      expect(without.cellOf('health', 'FAM', 'CONTACT').read).toBe(0);
    },
  );

  test('never replaces what comes before or after those gates', () => {
    const possible: LinkedRecord = { record: record('health'), outcome: 'POSSIBLE', rule: 'R9', linkedWith: [] };
    expect(refusal(dutyTeam(child([possible])))).toBe('NO_RECORD');
    expect(decideOne(dutyTeam(child([record('education'), possible])), 'health', 'ID').read).toBe(0);
    const grown = { lifecycle: { ...record('health').lifecycle, dateOfBirth: bornYearsAgo(19) } };
    expect(refusal(dutyTeam(child(everywhere({}, grown))))).toBe('OUT_OF_AGE_SCOPE');
    const refusing = dutyTeam(child(everywhere({ health: { refusedClasses: ['ID'] } })));
    expect(decideOne(refusing, 'health', 'ID').explanation?.code).toBe('SOURCE_RESTRICTED');
    expect(decideOne(dutyTeam(child(everywhere())), 'health', 'SENS').read).toBe(0);
    expect(decided(dutyTeam(child(everywhere()))).allowedRestrictions.has('INFORMANT')).toBe(false);
  });

  test('never replaces the absence of a conflict of interest', () => {
    expect(refusal(dutyTeam(child(everywhere({ health: excluded }))))).toBe('CONFLICT_OF_INTEREST');
    const undeclared = { ...emergencyDoctor(), who: { ...emergencyDoctor().who, declaredConflicts: null } };
    expect(refusal(undeclared)).toBe('CONFLICT_OF_INTEREST');
  });

  test('an operation has one mode: the override that is declared beside it does nothing', () => {
    const shielded = dutyTeam(child(everywhere({ health: { isShielded: true } })));
    const both: Situation = {
      ...shielded,
      who: { ...shielded.who, mayOverrideShield: true },
      why: { ...shielded.why, override: { acknowledged: true, reason: 'who lives there' } },
    };
    expect(mode(both)).toBe('BREAK_GLASS');
    expect(decideOne(both, 'health', 'ADR').read).toBe(0);
  });
});

describe('the right to override a shield', () => {
  const override = { acknowledged: true, reason: 'a placement tonight' };
  const entitled: Partial<Practitioner> = {
    roles: ['SOCIAL_WORKER'],
    organisation: 'LA:001-CSC',
    mayOverrideShield: true,
  };
  const shielded = child(everywhere({ health: { isShielded: true } }));
  const unknown = child([record('health')], { 'social-care': 'SOURCE_ERROR' });
  const ask = (who: Partial<Practitioner>, declared: typeof override | null, of = shielded): Situation => ({
    who,
    why: { purpose: 'CHILD_PROTECTION', override: declared },
    child: of,
  });

  test.each([
    ['a shield', shielded],
    ['the silence of its custodian', unknown],
  ])('lifts %s where it is declared and acknowledged (row 26)', (_what, of) => {
    const situation = ask(entitled, override, of);
    expect(mode(situation)).toBe('OVERRIDE');
    for (const name of ['ADR', 'UNI', 'INV']) expect(decideOne(situation, 'health', name).read).toBe(15);
    expect(decided(situation).cellOf('health', 'FAM', 'CONTACT').read).toBe(15);
  });

  test.each([
    ['by one who has no such right', { ...entitled, mayOverrideShield: false }, override],
    ['without acknowledging what follows', entitled, { ...override, acknowledged: false }],
    ['without a reason', entitled, { ...override, reason: '  ' }],
    ['with a reason that nobody can see', entitled, { ...override, reason: '\u200b\u2060' }],
    ['not at all', entitled, null],
  ])('declared %s leaves it shielded, with brokered contact as the route', (_how, who, declared) => {
    const situation = ask(who, declared);
    expect(mode(situation)).toBe('NORMAL');
    for (const name of ['ADR', 'UNI', 'INV']) {
      expect(told(decideOne(situation, 'health', name))).toEqual([0, 0, 'REDACTED', 'SHIELDED']);
    }
    expect(decideOne(situation, 'health', 'ADR').explanation?.route).toMatchObject({ kind: 'BROKERED_CONTACT' });
    expect(decided(situation).cellOf('health', 'FAM', 'CONTACT').read).toBe(0);
  });

  test('opens nothing that the role does not have', () => {
    const teacher: Situation = {
      who: { roles: ['CLASSROOM_ASSISTANT'], mayOverrideShield: true },
      why: { override },
      child: child(everywhere({ education: { ...onRoll, isShielded: true } })),
    };
    expect(decideOne(teacher, 'education', 'ADR').read).toBe(0);
  });
});

describe('mediated access', () => {
  const hub = (overrides: Partial<Practitioner> = {}): Practitioner =>
    practitioner({
      subject: 'https://identity.example/authority|mediator',
      roles: ['MEDIATOR'],
      organisation: 'LA:001',
      ...overrides,
    });
  const teacher = (mediator: Practitioner | null, records = everywhere({ education: onRoll })): Situation => ({
    who: { roles: ['TEACHER'], mediator },
    why: { purpose: 'CHILD_PROTECTION' },
    child: child(records),
    cells: agencies.flatMap((agency) => classes.map((name) => ({ agency, class: name, aspect: 'PLAIN' as const }))),
  });
  const plain = (situation: Situation): unknown => decided(situation).cells.map((cell) => ({ ...cell, policies: [] }));

  test('has the requester’s column and no more (row 42)', () => {
    expect(plain(teacher(hub()))).toEqual(plain(teacher(null)));
    expect(decideOne(teacher(hub()), 'education', 'ID').read).toBe(12);
    expect(told(decideOne(teacher(hub()), 'health', 'HLT'))).toEqual([0, 0, 'WITHHELD_OR_NONE', 'NOT_NEED_TO_KNOW']);
    expect(mode(teacher(hub()))).toBe('MEDIATED');
  });

  test('names the mediator’s policies beside the requester’s, for the ledger', () => {
    expect(decideOne(teacher(hub()), 'education', 'ID').policies).toEqual(
      expect.arrayContaining(['teaching-child-protection.own', 'mediated-access.release']),
    );
  });

  test('needs the requester’s relationship; the mediator has none to have', () => {
    expect(refusal(teacher(hub(), everywhere()))).toBe('NO_RELATIONSHIP');
  });

  test.each([
    ['declares a conflict', hub({ declaredConflicts: [{ scheme: 'UPN', value: 'A9' }] })],
    ['declares nothing of conflicts', hub({ declaredConflicts: null })],
  ])('is refused when the mediator %s', (_what, mediator) => {
    expect(refusal(teacher(mediator))).toBe('CONFLICT_OF_INTEREST');
  });

  test('is refused when an agency excludes either of the two', () => {
    expect(refusal(teacher(hub(), everywhere({ education: onRoll, health: excluded })))).toBe('CONFLICT_OF_INTEREST');
  });

  test('leaves out every restriction that either may not have', () => {
    const lead: Situation = { ...teacher(hub()), who: { roles: ['DSL'], mediator: hub() } };
    const alone: Situation = { ...lead, who: { roles: ['DSL'] } };
    expect(decided(lead).allowedRestrictions).toEqual(decided(alone).allowedRestrictions);
    const narrowed = accessOf({
      ...protocol,
      policies: protocol.policies.filter(({ id }) => id !== 'mediated-access.restrictions'),
    });
    const decision = decide(lead, narrowed);
    if (decision.kind !== 'DECIDED') throw new Error('refused');
    // Restrictions that a policy for all practitioners opens are the mediator's too.
    expect(decision.allowedRestrictions.has('THIRD_PARTY')).toBe(false);
    expect(decided(alone).allowedRestrictions.has('THIRD_PARTY')).toBe(true);
  });

  test('opens no class, and tells of none, that the mediator’s schedule does not', () => {
    const narrowed = accessOf({
      ...protocol,
      policies: protocol.policies.map((policy) =>
        policy.id === 'mediated-access.release'
          ? { ...policy, text: policy.text.replace(/;\s*$/, ' when { resource == Class::"ID" };') }
          : policy,
      ),
    });
    const lead: Situation = { ...teacher(hub()), who: { roles: ['DSL'], mediator: hub() } };
    expect(decideOne(lead, 'education', 'ID', narrowed).read).toBe(15);
    expect(decideOne({ ...lead, who: { roles: ['DSL'] } }, 'education', 'EDU', narrowed).read).toBe(15);
    expect(told(decideOne(lead, 'education', 'EDU', narrowed))).toEqual([0, 0, 'WITHHELD_OR_NONE', 'NOT_NEED_TO_KNOW']);
    expect(decideOne(lead, 'education', 'EDU', narrowed).mayKnowExistence).toBe(false);
  });

  test('looks behind a shield only where both may', () => {
    const shielded = everywhere({ education: onRoll, health: { isShielded: true } });
    const asks = (requester: boolean, mediator: boolean): Situation => ({
      who: { roles: ['DSL'], mayOverrideShield: requester, mediator: hub({ mayOverrideShield: mediator }) },
      why: { purpose: 'CHILD_PROTECTION', override: { acknowledged: true, reason: 'urgent' } },
      child: child(shielded),
    });
    expect([mode(asks(true, true)), decideOne(asks(true, true), 'education', 'ADR').read]).toEqual(['OVERRIDE', 15]);
    for (const [requester, mediator] of [
      [true, false],
      [false, true],
    ] as const) {
      const situation = asks(requester, mediator);
      expect(mode(situation)).toBe('MEDIATED');
      expect(told(decideOne(situation, 'education', 'ADR'))).toEqual([0, 0, 'REDACTED', 'SHIELDED']);
    }
  });
});

describe('a court’s order', () => {
  const courtOrder = { reference: 'WFC-2024-0117', classes: ['ID', 'SCS', 'SCD', 'ADR', 'HLT'], expiresOn: day(30) };
  const guardian = (declared: Partial<typeof courtOrder> = {}, records = named('social-care')): Situation => ({
    who: { kind: 'COURT', roles: ['GUARDIAN'], organisation: 'ORG:wexshire-family-court', declaredConflicts: null },
    why: { purpose: 'COURT', courtOrder: { ...courtOrder, ...declared } },
    child: child(records),
  });
  function named(at: string): ReturnType<typeof everywhere> {
    return everywhere({ [at]: { relationship: { ...noRelationship, referenced: true } } });
  }

  test('opens what both the order and the asker name, by the agency that it names (row 51)', () => {
    for (const name of ['ID', 'SCS', 'SCD']) expect(decideOne(guardian(), 'social-care', name).read).toBe(15);
    for (const name of ['ADR', 'HLT', 'EDU', 'PLN']) {
      expect(told(decideOne(guardian(), 'social-care', name))).toEqual([0, 0, 'WITHHELD_OR_NONE', 'NOT_NEED_TO_KNOW']);
    }
    expect(decideOne(guardian({ classes: ['SCS'] }), 'social-care', 'SCD').read).toBe(0);
    for (const agency of ['education', 'health', 'youth-justice']) {
      expect(decideOne(guardian(), agency, 'ID').know).toBe(0);
    }
  });

  test('opens nothing about a child whom it does not concern, whoever else says so', () => {
    expect(refusal(guardian({}, everywhere()))).toBe('NO_STANDING');
    expect(refusal(guardian({}, named('health')))).toBe('NOT_NEED_TO_KNOW');
    const silent = {
      ...guardian(),
      child: child([record('education')], { 'social-care': 'NO_RESPONSE' as const }),
    };
    expect(refusal(silent)).toBe('RELATIONSHIP_UNKNOWN');
  });

  test('covers no second class that it does not name, though a field stands alongside it', () => {
    const education = accessOf({
      ...protocol,
      courtOrders: protocol.courtOrders.map((one) => ({ ...one, disclosers: ['education'], classes: ['ID', 'EDU'] })),
      custodians: {
        ...protocol.custodians,
        relationship: { ...protocol.custodians.relationship, REFERENCE: ['education'] },
      },
    });
    const decision = decided(guardian({ classes: ['ID', 'EDU'] }, named('education')), education);
    expect(decision.cellOf('education', 'EDU', 'PLAIN').read).toBe(15);
    for (const second of ['HLT', 'YJS', 'SCS']) expect(decision.cellOf('education', second, 'PRESENCE').know).toBe(0);
  });

  test('ends with the day that it was registered until', () => {
    const until = (expiresOn: string) =>
      request(
        guardian(),
        accessOf({ ...protocol, courtOrders: protocol.courtOrders.map((one) => ({ ...one, expiresOn })) }),
      );
    expect(until(day(0)).kind).toBe('OPEN');
    expect(until(day(-1))).toMatchObject({ kind: 'REFUSED', code: 'BASIS_INVALID' });
  });

  test('lifts neither a shield nor the source’s own decision, and never names who informed', () => {
    const shielded = named('social-care').map((one) => ({ ...one, isShielded: true }));
    const wide = accessOf({
      ...protocol,
      courtOrders: protocol.courtOrders.map((one) => ({ ...one, classes: [...one.classes, 'ADR'] })),
    });
    expect(decideOne(guardian({}, named('social-care')), 'social-care', 'ADR', wide).read).toBe(15);
    expect(decideOne(guardian({}, shielded), 'social-care', 'ADR', wide).read).toBe(0);
    expect([...decided(guardian()).allowedRestrictions].sort()).toEqual([
      'ABUSE_DATA',
      'CRIMINAL_DATA',
      'SERIOUS_HARM',
      'SUB_JUDICE',
      'THIRD_PARTY',
    ]);
  });

  test('carries data about adults and offences only where it names them', () => {
    const wide = accessOf({
      ...protocol,
      courtOrders: protocol.courtOrders.map((one) => ({ ...one, classes: [...one.classes, 'ADU', 'YJS'] })),
    });
    const declared = { classes: ['SCS', 'ADU', 'YJS'] };
    for (const name of ['ADU', 'YJS']) {
      expect(decideOne(guardian(declared), 'social-care', name, wide).read).toBe(15);
      expect(decideOne(guardian(declared), 'social-care', name).read).toBe(0);
    }
  });
});

describe('a parent asks', () => {
  const parent = (age: number | null, overrides: Partial<ChildRecord> = {}): Situation => ({
    who: {
      kind: 'PARENT',
      roles: ['PARENT'],
      organisation: 'ORG:citizens',
      personId: { scheme: 'PERSON', value: 'P-1' },
    },
    why: { purpose: 'SAR' },
    child: child(
      everywhere(
        { 'social-care': { relationship: { ...noRelationship, holdsParentalResponsibility: true } } },
        {
          lifecycle: {
            unborn: age === null,
            dateOfBirth: age === null ? null : bornYearsAgo(age),
            diedOn: null,
            participatingUntil: null,
          },
          ...overrides,
        },
      ),
    ),
  });
  const authorised = (giver: 'CHILD' | 'PARENT') =>
    consent({
      giver,
      capacity: giver === 'CHILD' ? 'GILLICK' : 'PARENTAL_RESPONSIBILITY',
      recordedBy: 'URN:100001',
      recipients: ['ORG:citizens'],
      purposes: ['SAR'],
      classes: ['EDU'],
    });

  test('for a child who is presumed not to decide', () => {
    expect(decideOne(parent(11), 'education', 'EDU').read).toBe(15);
    expect(refusal(parent(12))).toBe('NOT_NEED_TO_KNOW');
    expect(refusal(parent(16))).toBe('NOT_NEED_TO_KNOW');
  });

  test('for an older one by the child’s own authorisation, class by class, and nobody authorises themself', () => {
    expect(decideOne(parent(13, { consents: [authorised('CHILD')] }), 'education', 'EDU').read).toBe(15);
    expect(decideOne(parent(13, { consents: [authorised('CHILD')] }), 'education', 'HLT').read).toBe(0);
    expect(refusal(parent(13, { consents: [authorised('PARENT')] }))).toBe('NOT_NEED_TO_KNOW');
  });

  test('but never against the refusal of a child who understands', () => {
    const refused = { ...authorised('CHILD'), decision: 'REFUSED' as const };
    expect(decideOne(parent(9, { consents: [refused] }), 'education', 'EDU').read).toBe(0);
    expect(decideOne(parent(9, { consents: [refused] }), 'education', 'ID').read).toBe(15);
  });

  test('and is never told where the child is, or how to reach the carers', () => {
    const everything = accessOf({
      ...protocol,
      policies: [
        ...protocol.policies,
        {
          id: 'everything',
          effect: 'permit',
          file: 'x',
          schedule: null,
          text: 'permit (principal, action in [Action::"know", Action::"read"], resource);',
          annotations: {},
        },
      ],
    });
    const decision = decide(parent(8), everything);
    if (decision.kind !== 'DECIDED') throw new Error('refused');
    expect(decision.cellOf('education', 'ADR', 'PLAIN').know).toBe(0);
    expect(decision.cellOf('education', 'FAM', 'CONTACT').know).toBe(0);
    expect(decision.cellOf('education', 'FAM', 'PLAIN').read).toBe(15);
  });
});

describe('the bare word of the caller', () => {
  const worker = (records: Parameters<typeof everywhere>[0] = {}): Situation => ({
    who: { roles: ['SOCIAL_WORKER'], organisation: 'LA:001-CSC' },
    why: { purpose: 'CHILD_PROTECTION' },
    child: child(everywhere(records)),
  });
  const notified = (situation: Situation): readonly string[] =>
    (decided(situation).notices ?? []).map(({ agency, kind }) => `${agency} ${kind}`);

  test('is notified to the owner of every record that is entered on it', () => {
    expect(notified(worker())).toEqual(agencies.map((agency) => `${agency} ASSERTED_RELATIONSHIP`));
  });

  test('not where a fact ties the caller to the child', () => {
    const allocated = { relationship: { ...noRelationship, allocated: true } };
    expect(notified(worker({ 'social-care': allocated }))).toEqual([]);
    expect(notified(worker({ health: allocated }))).toEqual(
      agencies.filter((agency) => agency !== 'health').map((agency) => `${agency} ASSERTED_RELATIONSHIP`),
    );
  });

  test('nor where the record was not entered, nor under break-glass, which has notices of its own', () => {
    const two: Situation = { ...worker(), child: child([record('health')]) };
    expect(notified(two)).toEqual(['health ASSERTED_RELATIONSHIP']);
    const situation: Situation = {
      who: { roles: ['EDT'], organisation: 'LA:001-CSC' },
      why: { purpose: 'CHILD_PROTECTION', breakGlass: { ground: 'LIFE_OR_LIMB', acknowledged: true } },
      child: child(everywhere()),
    };
    expect(notified(situation)).toEqual([]);
  });
});

describe('whether a record is held', () => {
  test('is known to the index team and to the leaving-care adviser at social care, while its status stays closed', () => {
    const callers: readonly Situation[] = [
      {
        who: { roles: ['CPMT'], organisation: 'LA:001' },
        why: { purpose: 'DATA_QUALITY' },
        child: child(everywhere()),
      },
      {
        who: { roles: ['PERSONAL_ADVISER'], organisation: 'LA:001-CSC' },
        why: { purpose: 'LAC_CARE' },
        child: child(
          everywhere(
            { 'social-care': { relationship: { ...noRelationship, allocated: true } } },
            {
              lifecycle: {
                unborn: false,
                dateOfBirth: bornYearsAgo(19),
                diedOn: null,
                participatingUntil: day(30),
              },
            },
          ),
        ),
      },
    ];
    for (const caller of callers) {
      const decision = decided(caller);
      expect(decision.cellOf('social-care', 'SCS', 'PRESENCE').know).toBe(15);
      expect(told(decision.cellOf('social-care', 'SCS', 'PLAIN'))).toEqual([
        0,
        0,
        'WITHHELD_OR_NONE',
        'NOT_NEED_TO_KNOW',
      ]);
      expect(decision.cellOf('social-care', 'INV', 'PLAIN').read).toBe(15);
      expect(decision.cellOf('youth-justice', 'YJS', 'PRESENCE').know).toBe(0);
    }
  });
});
