import { describe, expect, test } from 'vitest';
import type { ChildRecord, LinkedRecord } from '../../src/model/child-record.ts';
import type { CellDecision } from '../../src/model/decision.ts';
import {
  accessOf,
  agencies,
  bornYearsAgo,
  child,
  consent,
  day,
  decide,
  decideOne,
  everywhere,
  noRelationship,
  now,
  ofAge,
  protocol,
  record,
  restrictions,
  type Situation,
} from './support.ts';

const onRoll: Partial<ChildRecord> = { relationship: { ...noRelationship, roll: true } };
const head = { roles: ['HEAD'] };
const healthVisitor = { roles: ['HEALTH_VISITOR'], organisation: 'ODS:Y99001' };
const registered: Partial<ChildRecord> = { relationship: { ...noRelationship, registered: true } };
const socialWorker = { roles: ['SOCIAL_WORKER'], organisation: 'LA:001-CSC' };
const atHealth = (overrides: Partial<ChildRecord> = {}): Situation => ({
  who: healthVisitor,
  why: { purpose: 'DIRECT_CARE' },
  child: child(everywhere({ health: { ...registered, ...overrides } })),
});
const atSchool = (
  overrides: Readonly<Record<string, Partial<ChildRecord>>> = {},
  who: Situation['who'] = head,
): Situation => ({
  who,
  child: child(everywhere({ ...overrides, education: { ...onRoll, ...overrides['education'] } })),
});

const refusal = (situation: Situation): unknown => {
  const decision = decide(situation);
  return decision.kind === 'REFUSED' && 'trueCode' in decision ? decision.trueCode : decision.kind;
};
const lifecycle = (overrides: Partial<ChildRecord['lifecycle']>): Partial<ChildRecord> => ({
  lifecycle: { unborn: false, dateOfBirth: null, diedOn: null, participatingUntil: null, ...overrides },
});
const told = ({ read, know, explanation }: CellDecision): readonly unknown[] => [
  read,
  know,
  explanation?.state ?? null,
  explanation?.code ?? null,
];

describe('a child is refused as a whole', () => {
  test('when no record of the child was found', () => {
    expect(decide({ child: child([]) })).toEqual({ kind: 'REFUSED', trueCode: 'NO_RECORD', gate: 'G6' });
  });

  test('when nothing ties the caller to the child (row 7)', () => {
    expect(decide({ child: child(everywhere()) })).toEqual({
      kind: 'REFUSED',
      trueCode: 'NO_RELATIONSHIP',
      gate: 'G8',
    });
  });

  test('when the caller declares a conflict about one of the child’s numbers, in whatever spelling (row 46)', () => {
    for (const conflict of [
      { scheme: 'UPN', value: 'a 9' },
      { scheme: 'upn', value: 'A-9' },
      { scheme: 'NHS_NUMBER', value: 'a9' },
      { scheme: 'UPN', value: ' - ' },
    ]) {
      expect(refusal(atSchool({}, { ...head, declaredConflicts: [conflict] }))).toBe('CONFLICT_OF_INTEREST');
    }
    expect(refusal(atSchool({}, { ...head, declaredConflicts: [{ scheme: 'UPN', value: 'a 8' }] }))).toBe('DECIDED');
  });

  test('when the mandatory claim of conflicts is absent', () => {
    expect(refusal(atSchool({}, { ...head, declaredConflicts: null }))).toBe('CONFLICT_OF_INTEREST');
  });

  test('when any agency excludes the caller, also on a record that is only possibly the child’s', () => {
    const excluded = { ...noRelationship, excluded: true };
    expect(refusal(atSchool({ health: { relationship: excluded } }))).toBe('CONFLICT_OF_INTEREST');
    const possible: LinkedRecord = {
      record: record('health', { relationship: excluded }),
      outcome: 'POSSIBLE',
      rule: 'R9',
      linkedWith: [],
    };
    expect(refusal({ who: head, child: child([record('education', onRoll), possible]) })).toBe('CONFLICT_OF_INTEREST');
  });

  test.each([
    ['a young person of 19 (row 21)', { dateOfBirth: bornYearsAgo(19) }, 'WELLBEING', 'OUT_OF_AGE_SCOPE'],
    ['on the eighteenth birthday', { dateOfBirth: '2008-03-16' }, 'WELLBEING', 'OUT_OF_AGE_SCOPE'],
    ['when no record gives a date of birth', {}, 'WELLBEING', 'OUT_OF_AGE_SCOPE'],
    [
      'more than a year after death (row 67)',
      { dateOfBirth: bornYearsAgo(9), diedOn: day(-366) },
      'WELLBEING',
      'OUT_OF_AGE_SCOPE',
    ],
  ])('%s', (_title, facts, purpose, code) => {
    const situation = {
      who: head,
      why: { purpose },
      child: child(everywhere({ education: onRoll }, lifecycle(facts))),
    };
    expect(refusal(situation)).toBe(code);
  });

  test.each([
    ['the day before the eighteenth birthday', { dateOfBirth: '2008-03-17' }],
    ['an unborn child', { unborn: true }],
    ['within a year of death', { dateOfBirth: bornYearsAgo(9), diedOn: day(-364) }],
  ])('but not %s', (_title, facts) => {
    expect(refusal({ who: head, child: child(everywhere({ education: onRoll }, lifecycle(facts))) })).toBe('DECIDED');
  });

  test('under review, an archived record is refused to all but the data manager (row 23)', () => {
    const referenced = { relationship: { ...noRelationship, referenced: true } };
    const aged = (years: number) =>
      child(everywhere({ 'social-care': referenced }, lifecycle({ dateOfBirth: bornYearsAgo(years) })));
    const why = { purpose: 'REVIEW', written: { reference: 'R-1', madeAt: now } };
    const dataManager = { roles: ['DATA_MANAGER'], organisation: 'LA:001' };
    expect(refusal({ who: socialWorker, why, child: aged(18) })).toBe('ARCHIVED');
    expect(refusal({ who: dataManager, why, child: aged(18) })).toBe('DECIDED');
    expect(refusal({ who: dataManager, why, child: aged(19) })).toBe('ARCHIVED');
  });

  test('a review is tied to the child by its reference, declared by the caller and confirmed by its custodian', () => {
    const under = (referencedAt: string, written: string | null): unknown =>
      refusal({
        who: socialWorker,
        why: { purpose: 'REVIEW', written: written === null ? null : { reference: written, madeAt: now } },
        child: child(
          everywhere(
            { [referencedAt]: { relationship: { ...noRelationship, referenced: true } } },
            lifecycle({ dateOfBirth: bornYearsAgo(9), diedOn: day(-30) }),
          ),
        ),
      });
    expect(under('social-care', 'R-1')).toBe('DECIDED');
    expect(under('social-care', null)).toBe('NO_RELATIONSHIP');
    expect(under('nobody', 'R-1')).toBe('NO_RELATIONSHIP');
    // What is no custodian opens its own part only.
    expect(under('health', 'R-1')).toBe('DECIDED');
  });

  test('participation after 18 opens by the word of its custodian for all, of another agency for itself', () => {
    const participating = lifecycle({ dateOfBirth: bornYearsAgo(19), participatingUntil: day(1) });
    const grown = lifecycle({ dateOfBirth: bornYearsAgo(19) });
    const by = (agency: string): Situation => ({
      who: { roles: ['PERSONAL_ADVISER'], organisation: 'LA:001-CSC' },
      why: { purpose: 'LAC_CARE' },
      child: child(
        everywhere(
          {
            'social-care': { ...grown, relationship: { ...noRelationship, allocated: true } },
            [agency]: { ...participating, relationship: { ...noRelationship, allocated: true } },
          },
          grown,
        ),
      ),
    });
    expect(decideOne(by('social-care'), 'health', 'ADR').read).toBe(15);
    expect(decideOne(by('health'), 'health', 'ADR').read).toBe(15);
    expect(decideOne(by('health'), 'education', 'ADR').read).toBe(0);
    expect(
      refusal({
        ...by('social-care'),
        child: child(
          everywhere(
            { 'social-care': { relationship: { ...noRelationship, allocated: true } } },
            lifecycle({ dateOfBirth: bornYearsAgo(19), participatingUntil: day(-1) }),
          ),
        ),
      }),
    ).toBe('OUT_OF_AGE_SCOPE');
  });
});

describe('the relationship that suffices', () => {
  const values = ['allocated', 'team', 'roll', 'registered', 'openReferral', 'contactMadeOn', 'resident'] as const;
  const universal = ['allocated', 'team', 'roll', 'registered', 'openReferral'];
  const assigned = ['allocated', 'team', 'openReferral'];
  test.each([
    ['WELLBEING', head, 'education', universal],
    ['DIRECT_CARE', healthVisitor, 'health', [...universal, 'contactMadeOn']],
    ['CIN_ASSESSMENT', socialWorker, 'social-care', assigned],
    ['CHILD_PROTECTION', { roles: ['DSL'] }, 'education', [...values]],
    [
      'OFFENDING_PREVENTION',
      { roles: ['YOT_DESIGNATED'], organisation: 'ORG:wexborough-yot', designatedOfficer: true },
      'youth-justice',
      assigned,
    ],
    ['CME', { roles: ['EWO'], organisation: 'LA:001' }, 'education', ['resident']],
  ] as const)('for %s is as domain reference 7.0 says', (purpose, who, at, sufficient) => {
    const opening = values.filter((value) => {
      const relationship = { ...noRelationship, [value]: value === 'contactMadeOn' ? day(-1) : true };
      const situation = {
        who,
        why: { purpose, written: { reference: 'W-1', madeAt: now } },
        child: child(everywhere({ [at]: { relationship } })),
      };
      return decide(situation).kind === 'DECIDED';
    });
    expect(opening).toEqual(values.filter((value) => (sufficient as readonly string[]).includes(value)));
  });

  test.each([
    ['SOCIAL_WORKER', 'LA:001-CSC', 'DECIDED'],
    ['EDT', 'LA:001-CSC', 'DECIDED'],
    ['POLICE_CP', 'ORG:wexshire-police', 'DECIDED'],
    ['CSC_MANAGER', 'LA:001-CSC', 'NO_RELATIONSHIP'],
    ['DSL', 'URN:100001', 'NO_RELATIONSHIP'],
  ])('the bare word of %s for child protection: %s %s', (role, organisation, outcome) => {
    expect(
      refusal({
        who: { roles: [role], organisation },
        why: { purpose: 'CHILD_PROTECTION' },
        child: child(everywhere()),
      }),
    ).toBe(outcome);
  });

  test('a contact counts for so many days and not before it was made', () => {
    const contactOn = (contactMadeOn: string) =>
      refusal(atHealth({ relationship: { ...noRelationship, contactMadeOn } }));
    expect(contactOn(day(-protocol.contactMadeWithinDays))).toBe('DECIDED');
    expect(contactOn(day(-protocol.contactMadeWithinDays - 1))).toBe('NO_RELATIONSHIP');
    expect(contactOn(day(1))).toBe('NO_RELATIONSHIP');
  });

  test('stated by the caller’s own system counts for all agencies, by another for its own data alone', () => {
    expect(decideOne(atHealth(), 'education', 'ID').read).toBe(15);
    const elsewhere = {
      ...atHealth({ relationship: noRelationship }),
      child: child(everywhere({ 'social-care': { relationship: { ...noRelationship, allocated: true } } })),
    };
    expect(decideOne(elsewhere, 'social-care', 'ID').read).toBe(15);
    for (const agency of ['education', 'health', 'youth-justice']) {
      expect(told(decideOne(elsewhere, agency, 'ID'))).toEqual([
        0,
        0,
        'WITHHELD_OR_NONE',
        agency === 'youth-justice' ? 'NOT_NEED_TO_KNOW' : null,
      ]);
    }
  });

  test('is not taken from a record that is only possibly the child’s', () => {
    const possible: LinkedRecord = {
      record: record('health', registered),
      outcome: 'POSSIBLE',
      rule: 'R9',
      linkedWith: [],
    };
    expect(refusal({ ...atHealth(), child: child([record('education'), possible]) })).toBe('NO_RELATIONSHIP');
  });

  test('is unknown while the system that would state it is silent, and then opens nothing', () => {
    const silentOwn = { ...atHealth(), child: child([record('education')], { health: 'NO_RESPONSE' }) };
    expect(refusal(silentOwn)).toBe('RELATIONSHIP_UNKNOWN');
    const silentOther = { ...atHealth(), child: child([record('health')], { 'youth-justice': 'NO_RESPONSE' }) };
    expect(refusal(silentOther)).toBe('NO_RELATIONSHIP');
  });
});

describe('a link that is not certain', () => {
  const uncertain = (outcome: 'POSSIBLE' | 'CONFLICT'): Situation => ({
    who: head,
    child: child([record('education', onRoll), { record: record('health'), outcome, rule: 'R9', linkedWith: [] }]),
  });
  test.each(['POSSIBLE', 'CONFLICT'] as const)(
    '%s joins no content, and says so where existence may be known',
    (outcome) => {
      expect(told(decideOne(uncertain(outcome), 'health', 'ID'))).toEqual([0, 0, 'REDACTED', 'MATCH_AMBIGUOUS']);
      expect(told(decideOne(uncertain(outcome), 'health', 'SCD'))).toEqual([
        0,
        0,
        'WITHHELD_OR_NONE',
        'NOT_NEED_TO_KNOW',
      ]);
      expect(decideOne(uncertain(outcome), 'education', 'ID').read).toBe(15);
    },
  );
});

describe('a shield', () => {
  const hidden = ['ADR', 'UNI', 'INV'];
  test.each(['MATCH', 'POSSIBLE', 'CONFLICT'] as const)(
    'on a record linked as %s hides address, settings and involvements of all (rows 25, 28)',
    (outcome) => {
      const situation: Situation = {
        who: head,
        child: child([
          record('education', onRoll),
          record('social-care'),
          { record: record('health', { isShielded: true }), outcome, rule: 'R3', linkedWith: [] },
        ]),
      };
      for (const name of hidden) {
        expect([name, told(decideOne(situation, 'education', name))]).toEqual([name, [0, 0, 'REDACTED', 'SHIELDED']]);
      }
      expect(decideOne(situation, 'education', 'ID').read).toBe(15);
      expect(decideOne(situation, 'education', 'FAM').read).toBe(15);
    },
  );

  test('hides a carer’s contact but not the carer', () => {
    const decision = decide(atSchool({ health: { isShielded: true } }));
    if (decision.kind !== 'DECIDED') throw new Error('refused');
    expect(decision.cellOf('education', 'FAM', 'PLAIN').read).toBe(15);
    expect(told(decision.cellOf('education', 'FAM', 'CONTACT'))).toEqual([0, 0, 'REDACTED', 'SHIELDED']);
  });

  test('is assumed while its custodian is silent, with a retry as the route', () => {
    const situation: Situation = {
      who: head,
      child: child([record('education', onRoll)], { 'social-care': 'NO_RESPONSE' }),
    };
    const address = decideOne(situation, 'education', 'ADR');
    expect(told(address)).toEqual([0, 0, 'REDACTED', 'RESTRICTION_UNKNOWN']);
    expect(address.explanation?.route).toEqual({
      kind: 'RETRY',
      needs: ['AGENCY_ANSWER'],
      contact: protocol.generalContact,
    });
  });

  test('is not told to those who may not know of the class at all', () => {
    const situation = atHealth({ isShielded: true });
    expect(told(decideOne(situation, 'youth-justice', 'ADR'))).toEqual([0, 0, 'WITHHELD_OR_NONE', 'NOT_NEED_TO_KNOW']);
  });

  test('hides also what the own organisation recorded', () => {
    const teacher = atSchool({ health: { isShielded: true } }, { roles: ['TEACHER'] });
    expect(told(decideOne(teacher, 'education', 'ADR'))).toEqual([0, 0, 'REDACTED', 'SHIELDED']);
  });
});

describe('consent', () => {
  const asked = (consents: ChildRecord['consents'], others: Readonly<Record<string, Partial<ChildRecord>>> = {}) =>
    decideOne(atSchool({ ...others, health: { ...others['health'], consents } }), 'health', 'HLT');
  const code = (decision: CellDecision): unknown => decision.explanation?.code ?? 'RELEASED';
  const young = consent({ giver: 'CHILD', capacity: 'GILLICK' });

  test('given opens the class and is named as what the release relies on', () => {
    const decision = asked([consent()]);
    expect([decision.read, decision.consents, decision.trueCode]).toEqual([15, ['CONSENT-1'], null]);
    expect(decideOne(atSchool({ health: { consents: [consent()] } }), 'health', 'ID').consents).toEqual([]);
  });

  test('missing is told with consent as the route', () => {
    const decision = asked([]);
    expect(told(decision)).toEqual([0, 0, 'REDACTED', 'CONSENT_REQUIRED']);
    expect(decision.explanation?.route).toMatchObject({ kind: 'CONSENT', needs: ['CONSENT'] });
    expect(decision.explanation?.route?.contact?.organisation).toBe('Oakfield Primary School');
  });

  test.each([
    ['for another class', { classes: ['EDU'] }],
    ['for another recipient', { recipients: ['URN:100003'] }],
    ['for another purpose', { purposes: ['CHILD_PROTECTION'] }],
    ['recorded by an organisation of another agency', { recordedBy: 'LA:001-CSC' }],
    ['recorded by nobody known', { recordedBy: 'URN:999999' }],
    ['by one whose capacity was not established', { capacityEstablished: false }],
    ['by a child in a parent’s capacity', { giver: 'CHILD' }],
    ['by a child of nine as if of 16', { giver: 'CHILD', capacity: 'PRESUMED_16' }],
    ['dated in the future', { decidedAt: `${day(1)}T00:00:00Z` }],
    ['whose date cannot be read', { decidedAt: 'last week' }],
  ] as const)('%s does not count', (_title, overrides) => {
    expect(code(asked([consent(overrides)]))).toBe('CONSENT_REQUIRED');
  });

  test('recorded by another agency does not open this agency’s data', () => {
    const own = consent({ recordedBy: 'LA:001-CSC' });
    expect(code(asked([], { 'social-care': { consents: [own] } }))).toBe('CONSENT_REQUIRED');
    expect(code(asked([], { 'social-care': { consents: [consent()] } }))).toBe('CONSENT_REQUIRED');
  });

  test('on a record that is only possibly the child’s does not count', () => {
    const possible: LinkedRecord = {
      record: record('health', { consents: [consent()] }),
      outcome: 'POSSIBLE',
      rule: 'R9',
      linkedWith: [],
    };
    const situation = { who: head, child: child([record('education', onRoll), record('health'), possible]) };
    expect(code(decideOne(situation, 'health', 'HLT'))).toBe('CONSENT_REQUIRED');
  });

  test.each([
    ['refused', { decision: 'REFUSED' }, 'CONSENT_REFUSED'],
    ['withdrawn (row 52)', { withdrawnAt: `${day(-1)}T00:00:00Z` }, 'CONSENT_WITHDRAWN'],
    ['withdrawn at a time that cannot be read', { withdrawnAt: 'yesterday' }, 'CONSENT_WITHDRAWN'],
    ['expired', { expiresAt: `${day(-1)}T00:00:00Z` }, 'CONSENT_EXPIRED'],
  ] as const)('%s is told as such to the recipient named', (_title, overrides, expected) => {
    const decision = asked([consent(overrides)]);
    expect([decision.read, code(decision), decision.trueCode]).toEqual([0, expected, expected]);
  });

  test('refused in general reads as required, while the ledger keeps the truth', () => {
    const decision = asked([consent({ decision: 'REFUSED', recipients: [] })]);
    expect([code(decision), decision.trueCode]).toEqual(['CONSENT_REQUIRED', 'CONSENT_REFUSED']);
  });

  test('a withdrawal or expiry still to come changes nothing', () => {
    const later = `${day(1)}T00:00:00Z`;
    expect(code(asked([consent({ withdrawnAt: later, expiresAt: later })]))).toBe('RELEASED');
  });

  test('a competent child’s refusal beats a parent’s consent, from whatever agency it comes', () => {
    const refusalOfChild = { ...young, decision: 'REFUSED' as const };
    expect(code(asked([consent(), refusalOfChild]))).toBe('CONSENT_REFUSED');
    expect(
      code(asked([consent()], { education: { consents: [{ ...refusalOfChild, recordedBy: 'URN:100001' }] } })),
    ).toBe('CONSENT_REFUSED');
  });

  test('the refusal of a child who cannot decide does not', () => {
    expect(code(asked([consent(), { ...young, decision: 'REFUSED', capacityEstablished: false }]))).toBe('RELEASED');
  });

  test('a parent’s refusal beats a child’s consent too', () => {
    expect(code(asked([young]))).toBe('RELEASED');
    expect(code(asked([young, consent({ decision: 'REFUSED' })]))).toBe('CONSENT_REFUSED');
  });

  test('a refusal that was withdrawn or has ended no longer counts', () => {
    const past = `${day(-1)}T00:00:00Z`;
    expect(code(asked([young, consent({ decision: 'REFUSED', withdrawnAt: past })]))).toBe('RELEASED');
    expect(code(asked([young, consent({ decision: 'REFUSED', expiresAt: past })]))).toBe('RELEASED');
  });

  test('given again after a withdrawal counts, but no parent’s after the child’s own withdrawal', () => {
    const withdrawn = { withdrawnAt: `${day(-10)}T00:00:00Z` };
    const again = { decidedAt: `${day(-5)}T00:00:00Z` };
    expect(code(asked([consent(withdrawn), consent(again)]))).toBe('RELEASED');
    expect(code(asked([{ ...young, ...withdrawn }, consent(again)]))).toBe('CONSENT_WITHDRAWN');
    expect(code(asked([consent(withdrawn), consent()]))).toBe('CONSENT_WITHDRAWN');
  });

  test('from 16 the young person decides and nobody else', () => {
    const grown = lifecycle({ dateOfBirth: bornYearsAgo(16) });
    const at16 = (given: ReturnType<typeof consent>) =>
      code(
        decideOne(
          {
            who: head,
            child: child(
              everywhere({ education: onRoll, health: { consents: [given] } }, grown).map((one) => ({
                ...one,
                ...(one.agency === 'health' ? { consents: [given] } : {}),
                ...grown,
              })),
            ),
          },
          'health',
          'HLT',
        ),
      );
    expect(at16(consent())).toBe('CONSENT_REQUIRED');
    expect(at16(consent({ giver: 'CHILD', capacity: 'PRESUMED_16' }))).toBe('RELEASED');
  });

  test('is not needed under an exemption that the basis allows, and still is under one that it does not', () => {
    const vital = (basis: readonly string[] | null, exemption: string | null): unknown =>
      code(
        decideOne(
          {
            ...atHealth({
              consents: [
                consent({
                  decision: 'REFUSED',
                  recipients: ['ODS:Y99001'],
                  purposes: ['DIRECT_CARE'],
                  classes: ['CAFB'],
                }),
              ],
            }),
            why: { purpose: 'DIRECT_CARE', basis, exemption },
          },
          'education',
          'CAFB',
        ),
      );
    expect(vital(null, null)).toBe('CONSENT_REFUSED');
    expect(vital(null, 'VITAL_INTEREST')).toBe('RELEASED');
    expect(vital(null, 'SERIOUS_CRIME')).toBe('CONSENT_REFUSED');
  });
});

describe('the source’s own decisions', () => {
  test('a class that an agency refuses is closed there and open elsewhere', () => {
    const situation = atSchool({ health: { refusedClasses: ['ID'] } });
    expect(told(decideOne(situation, 'health', 'ID'))).toEqual([0, 0, 'REDACTED', 'SOURCE_RESTRICTED']);
    expect(decideOne(situation, 'education', 'ID').read).toBe(15);
  });

  test('detriment recorded by one agency closes the class at all', () => {
    const situation = atSchool({ health: { detrimentClasses: ['ID'] } });
    for (const agency of ['education', 'health', 'social-care']) {
      expect(told(decideOne(situation, agency, 'ID'))).toEqual([0, 0, 'REDACTED', 'DETRIMENT']);
    }
  });
});

describe('restricted services', () => {
  const dsl = (exemption: string | null = null): Situation => ({
    who: { roles: ['DSL'] },
    why: { purpose: 'CHILD_PROTECTION', exemption },
    child: child(everywhere({ education: onRoll })),
  });
  test('are a placeholder with brokered contact to those who may know (row 29)', () => {
    const decision = decideOne(dsl('SIGNIFICANT_HARM'), 'health', 'SENS');
    expect(decision).toMatchObject({
      read: 0,
      know: 15,
      concealEmpty: true,
      explanation: {
        state: 'PLACEHOLDER',
        code: 'SENSITIVE_SERVICE',
        shownClass: 'SENS',
        route: { kind: 'BROKERED_CONTACT' },
      },
      concealed: { state: 'WITHHELD_OR_NONE', code: null, shownClass: 'RESTRICTED' },
    });
  });

  test('have no name for those who may not know of them', () => {
    expect(decideOne(atSchool(), 'health', 'SENS')).toMatchObject({
      read: 0,
      know: 0,
      explanation: { state: 'WITHHELD_OR_NONE', code: 'NOT_NEED_TO_KNOW', shownClass: 'RESTRICTED' },
    });
  });

  test('open to a social worker by the exemption of significant harm alone', () => {
    const worker = (exemption: string | null): number =>
      decideOne(
        { who: socialWorker, why: { purpose: 'CHILD_PROTECTION', exemption }, child: child(everywhere()) },
        'health',
        'SENS',
      ).read;
    expect(worker(null)).toBe(0);
    expect(worker('VITAL_INTEREST')).toBe(0);
    expect(worker('SIGNIFICANT_HARM')).toBe(15);
  });
});

describe('what a code may tell', () => {
  test('of a class that may never be known it is the same whatever the agencies hold', () => {
    const variants: readonly Situation['child'][] = [
      child([record('education', onRoll)]),
      child(everywhere({ education: onRoll })),
      child(
        everywhere({ education: onRoll, 'social-care': { refusedClasses: ['SCD', 'YJS'], detrimentClasses: ['SCD'] } }),
      ),
      child([
        record('education', onRoll),
        { record: record('youth-justice'), outcome: 'POSSIBLE', rule: 'R9', linkedWith: [] },
      ]),
      child([record('education', onRoll)], { 'youth-justice': 'NO_RESPONSE' }),
    ];
    const tellings = variants.map((each) =>
      (['SCD', 'YJS', 'POL', 'SENS'] as const).map((name) =>
        agencies.map((agency) => {
          const { read, know, mayKnowExistence, explanation } = decideOne({ who: head, child: each }, agency, name);
          return { read, know, mayKnowExistence, explanation };
        }),
      ),
    );
    for (const telling of tellings) expect(telling).toEqual(tellings[0]);
  });

  test('nothing of a youth-justice record is shown to those who may not know that there is one', () => {
    for (const name of ['ID', 'ADR', 'FAM', 'INV', 'IND']) {
      expect(decideOne(atHealth(), 'youth-justice', name)).toMatchObject({ read: 0, know: 0, mayKnowExistence: false });
      expect(decideOne(atHealth(), 'social-care', name)).toMatchObject({ read: 15 });
    }
  });

  test('an S cell says nothing of agencies that cannot hold the caller’s own', () => {
    const teacher = atSchool({}, { roles: ['TEACHER'] });
    expect(decideOne(teacher, 'education', 'ID')).toMatchObject({ read: 12, know: 12, mayKnowExistence: true });
    expect(decideOne(teacher, 'health', 'ID')).toMatchObject({ read: 0, know: 0, mayKnowExistence: false });
  });

  test('no route names an agency: only the general contact or the own organisation', () => {
    const named = new Set<string | undefined>();
    for (const situation of [atSchool(), atHealth(), atSchool({}, { roles: ['TEACHER'] })]) {
      const decision = decide({
        ...situation,
        cells: agencies.flatMap((agency) =>
          ['HLT', 'SCD', 'SENS', 'ADR', 'YJS'].map((name) => ({ agency, class: name, aspect: 'PLAIN' as const })),
        ),
      });
      if (decision.kind !== 'DECIDED') throw new Error('refused');
      for (const { explanation } of decision.cells) named.add(explanation?.route?.contact?.organisation);
    }
    named.delete(undefined);
    expect(named).toEqual(
      new Set(['Oakfield Primary School', 'Wexborough 0-19 Community Health', 'Wexborough information sharing desk']),
    );
  });
});

describe('subject access', () => {
  const parent = (overrides: Partial<ChildRecord> = {}): Situation => ({
    who: {
      kind: 'PARENT',
      roles: ['PARENT'],
      organisation: 'ORG:citizens',
      personId: { scheme: 'PERSON', value: 'P-1' },
      trainedUntil: null,
      vettedOn: null,
      declaredConflicts: null,
    },
    why: { purpose: 'SAR' },
    child: child(everywhere({ 'social-care': overrides })),
  });
  const holder = { relationship: { ...noRelationship, holdsParentalResponsibility: true } };

  test('by a holder of parental responsibility opens the child’s own data and explains nothing of the rest', () => {
    expect(decideOne(parent(holder), 'education', 'EDU').read).toBe(15);
    expect(told(decideOne(parent(holder), 'social-care', 'SCD'))).toEqual([0, 0, 'WITHHELD_OR_NONE', null]);
    expect(told(decideOne(parent({ ...holder, refusedClasses: ['EDU'] }), 'social-care', 'EDU'))).toEqual([
      0,
      0,
      'WITHHELD_OR_NONE',
      null,
    ]);
  });

  test('without it the child is refused as a whole (rows 8, 50)', () => {
    expect(decide(parent())).toEqual({ kind: 'REFUSED', trueCode: 'NO_STANDING', gate: 'G8' });
  });

  test('parental responsibility counts by its custodian’s word only', () => {
    const elsewhere = { ...parent(), child: child(everywhere({ education: holder, health: holder })) };
    expect(refusal(elsewhere)).toBe('NO_STANDING');
    const silent = { ...parent(), child: child([record('education', holder)], { 'social-care': 'NO_RESPONSE' }) };
    expect(refusal(silent)).toBe('RELATIONSHIP_UNKNOWN');
  });

  test('by the child opens by the word of the agency that knows the child', () => {
    const self = { relationship: { ...noRelationship, isSelf: true } };
    const own: Situation = {
      ...parent(),
      who: { ...parent().who, kind: 'SUBJECT', roles: ['CHILD'] },
      child: child(everywhere({ health: self }, ofAge(13))),
    };
    expect(decideOne(own, 'education', 'EDU').read).toBe(15);
    expect(decideOne(own, 'education', 'ADR').read).toBe(15);
    expect(decideOne(parent(holder), 'education', 'ADR').read).toBe(0);
    expect(refusal({ ...own, child: child(everywhere({}, ofAge(13))) })).toBe('NO_STANDING');
  });

  test('is the child’s own from 12 on; before, whoever holds the login learns nothing', () => {
    const self = { relationship: { ...noRelationship, isSelf: true } };
    const own = (years: number): Situation => ({
      ...parent(),
      who: { ...parent().who, kind: 'SUBJECT', roles: ['CHILD'] },
      child: child(everywhere({ health: self }, ofAge(years))),
    });
    expect(decideOne(own(12), 'education', 'EDU').read).toBe(15);
    expect(decide(own(11)).kind).toBe('REFUSED');
    expect(decide(own(5)).kind).toBe('REFUSED');
  });
});

describe('restrictions of single items', () => {
  const allowed = (situation: Situation): readonly string[] => {
    const decision = decide(situation);
    if (decision.kind !== 'DECIDED') throw new Error('refused');
    return [...decision.allowedRestrictions].sort();
  };
  const protection = { purpose: 'CHILD_PROTECTION' };
  test('open by role and purpose', () => {
    expect(allowed(atSchool())).toEqual(['ABUSE_DATA']);
    expect(
      allowed({ who: { roles: ['DSL'] }, why: protection, child: child(everywhere({ education: onRoll })) }),
    ).toEqual(['ABUSE_DATA', 'CRIMINAL_DATA', 'SERIOUS_HARM', 'THIRD_PARTY']);
    expect(allowed({ who: socialWorker, why: protection, child: child(everywhere()) })).toEqual([
      'ABUSE_DATA',
      'CRIMINAL_DATA',
      'SERIOUS_HARM',
      'SUB_JUDICE',
      'THIRD_PARTY',
    ]);
  });

  test('abuse data and serious harm are closed to a parent', () => {
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
    expect(allowed(parent)).toEqual([]);
  });

  test('abuse data are open to the child, whom the exemption does not concern', () => {
    const self: Situation = {
      who: {
        kind: 'SUBJECT',
        roles: ['CHILD'],
        organisation: 'ORG:citizens',
        personId: { scheme: 'PERSON', value: 'P-1' },
      },
      why: { purpose: 'SAR' },
      child: child(everywhere({ health: { relationship: { ...noRelationship, isSelf: true } } }, ofAge(13))),
    };
    expect(allowed(self)).toEqual(['ABUSE_DATA', 'CRIMINAL_DATA']);
  });

  test('informants and the source’s own decisions are open to nobody', () => {
    const never = ['INFORMANT', 'SOURCE_RESTRICTED', 'DETRIMENT'];
    expect(never.every((each) => restrictions.includes(each))).toBe(true);
    const open = allowed({
      who: socialWorker,
      why: { ...protection, exemption: 'SIGNIFICANT_HARM', emergency: true },
      child: child(everywhere()),
    });
    expect(open.filter((each) => never.includes(each))).toEqual([]);
  });
});

describe('numbers', () => {
  test('the NHS number is shown in direct care and to nobody in child protection while s16LC is not in force', () => {
    expect(decideOne(atHealth(), 'health', 'NUM').split?.get('NHS_NUMBER')).toBe(15);
    expect(decideOne(atHealth(), 'health', 'NUM').split?.get('UPN')).toBe(0);
    const worker = { who: socialWorker, why: { purpose: 'CHILD_PROTECTION' }, child: child(everywhere()) };
    expect(decideOne(worker, 'social-care', 'NUM')).toMatchObject({ read: 0, know: 0 });
  });

  test('the NHS number is the consistent identifier for whoever may name s16LC, once it is in force', () => {
    const commenced = accessOf({
      ...protocol,
      bases: protocol.bases.map((one) => (one.code === 'CA04_S16LC_ID' ? { ...one, effectiveFrom: day(-1) } : one)),
    });
    const seen = (situation: Situation, basis: readonly string[] | null): number | undefined =>
      decideOne({ ...situation, why: { ...situation.why, basis } }, 'health', 'NUM', commenced).split?.get(
        'NHS_NUMBER',
      );
    const tied = { allocated: true, roll: true };
    const asking = (roles: readonly string[], organisation: string, purpose: string): Situation => ({
      who: { roles, organisation, designatedOfficer: true },
      why: { purpose, emergency: true },
      child: child(everywhere({}, { relationship: { ...noRelationship, ...tied } })),
    });
    for (const [situation, basis] of [
      [asking(['SOCIAL_WORKER'], 'LA:001-CSC', 'CHILD_PROTECTION'), 'CA89_S47'],
      [asking(['SOCIAL_WORKER'], 'LA:001-CSC', 'CIN_ASSESSMENT'), 'CA89_S17'],
      [asking(['DSL'], 'URN:100001', 'CHILD_PROTECTION'), 'CA89_S47'],
      [asking(['YOT_WORKER'], 'ORG:wexborough-yot', 'OFFENDING_PREVENTION'), 'CDA98_S37_39'],
    ] as const) {
      expect(seen(situation, null)).toBe(0);
      expect(seen(situation, [basis, 'CA04_S16LC_ID'])).toBe(15);
    }
    // The same for a head asks in vain: the column has no such cell.
    expect(seen(asking(['HEAD'], 'URN:100001', 'WELLBEING'), ['CA04_S10', 'CA04_S16LC_ID'])).toBe(0);
  });

  test('a class that is not split has no split', () => {
    expect(decideOne(atHealth(), 'health', 'ID').split).toBeNull();
  });
});
