import { describe, expect, test } from 'vitest';
import type { ChildRecord, ConsentRecord, LinkedRecord } from '../../src/model/child-record.ts';
import type { Protocol } from '../../src/model/protocol.ts';
import {
  accessOf,
  bornYearsAgo,
  child,
  consent,
  day,
  decideOne,
  everywhere,
  noRelationship,
  protocol,
  record,
  type Situation,
} from './support.ts';

const onRoll: Partial<ChildRecord> = { relationship: { ...noRelationship, roll: true } };
const aged = (years: number): Partial<ChildRecord> => ({
  dateOfBirth: bornYearsAgo(years),
  lifecycle: { unborn: false, dateOfBirth: bornYearsAgo(years), diedOn: null, participatingUntil: null },
});
const head = (
  years: number,
  consents: readonly ConsentRecord[],
  more: Parameters<typeof everywhere>[0] = {},
): Situation => ({
  who: { roles: ['HEAD'] },
  child: child(everywhere({ education: onRoll, ...more, health: { consents } }, aged(years))),
});
const code = (situation: Situation, of: Protocol = protocol): string | null =>
  decideOne(situation, 'health', 'HLT', accessOf(of)).trueCode;

const byParent = consent();
const byChild = (capacity: ConsentRecord['capacity'], more: Partial<ConsentRecord> = {}): ConsentRecord =>
  consent({ giver: 'CHILD', capacity, reference: 'CONSENT-2', ...more });
const refused = { decision: 'REFUSED' as const };

describe('who may consent (3.4)', () => {
  test.each([
    ['a parent, for a child of 9', 9, byParent, null],
    ['a parent, for a child of 15', 15, byParent, null],
    ['nobody in the place of one of 16', 16, byParent, 'CONSENT_REQUIRED'],
    ['one of 16, who is presumed able', 16, byChild('PRESUMED_16'), null],
    ['one of 15 is not presumed able', 15, byChild('PRESUMED_16'), 'CONSENT_REQUIRED'],
    ['one of 13 who understands', 13, byChild('GILLICK'), null],
    [
      'one of 13 whose understanding nobody established',
      13,
      byChild('GILLICK', { capacityEstablished: false }),
      'CONSENT_REQUIRED',
    ],
    ['one of 9 who understands', 9, byChild('GILLICK'), null],
    ['a parent without parental responsibility', 9, consent({ capacity: 'GILLICK' }), 'CONSENT_REQUIRED'],
    ['the Scottish presumption is none in England', 13, byChild('PRESUMED_12'), 'CONSENT_REQUIRED'],
  ])('%s', (_title, years, given, expected) => {
    expect(code(head(years, [given]))).toBe(expected);
  });
});

describe('under Scots law', () => {
  const scottish: Protocol = {
    ...protocol,
    signatories: protocol.signatories.map((one) => ({ ...one, jurisdiction: 'SCO' })),
  };
  test.each([
    ['one of 12 is presumed able', 12, byChild('PRESUMED_12'), null],
    ['one of 11 is not', 11, byChild('PRESUMED_12'), 'CONSENT_REQUIRED'],
    ['a parent decides below 12', 11, byParent, null],
    ['and not from 12', 12, byParent, 'CONSENT_REQUIRED'],
    ['one of 11 who understands', 11, byChild('GILLICK'), null],
  ])('%s', (_title, years, given, expected) => {
    expect(code(head(years, [given]), scottish)).toBe(expected);
  });
});

describe('a conflict between child and parent', () => {
  test.each([
    [
      'a competent child’s refusal beats a parent’s consent',
      [byParent, byChild('GILLICK', refused)],
      'CONSENT_REFUSED',
    ],
    ['and a parent’s refusal the child’s consent', [byChild('GILLICK'), consent(refused)], 'CONSENT_REFUSED'],
    [
      'a child who does not understand cannot refuse',
      [byParent, byChild('GILLICK', { ...refused, capacityEstablished: false })],
      null,
    ],
    [
      'a refusal that ended no longer counts',
      [byParent, consent({ ...refused, withdrawnAt: `${day(-1)}T00:00:00Z` })],
      null,
    ],
    [
      'a child’s withdrawal also ends what a parent gives after it',
      [
        byChild('GILLICK', { withdrawnAt: `${day(-20)}T00:00:00Z`, decidedAt: `${day(-40)}T00:00:00Z` }),
        consent({ decidedAt: `${day(-10)}T00:00:00Z` }),
      ],
      'CONSENT_WITHDRAWN',
    ],
  ])('%s', (_title, consents, expected) => {
    expect(code(head(13, consents))).toBe(expected);
  });

  test('either refusal is set aside by an exemption alone', () => {
    const worker = (exemption: string | null): Situation => ({
      who: { roles: ['SOCIAL_WORKER'], organisation: 'LA:001-CSC' },
      why: { purpose: 'CHILD_PROTECTION', exemption },
      child: child(
        everywhere(
          {
            'social-care': { relationship: { ...noRelationship, allocated: true } },
            health: {
              consents: [
                consent({ ...refused, recipients: [], purposes: [], classes: [] }),
                byChild('GILLICK', { ...refused, recipients: [] }),
              ],
            },
          },
          aged(13),
        ),
      ),
    });
    const assessing = (exemption: string | null) =>
      decideOne({ ...worker(exemption), why: { purpose: 'CIN_ASSESSMENT', exemption } }, 'health', 'HLT');
    expect(assessing(null)).toMatchObject({ read: 0, trueCode: 'CONSENT_REFUSED' });
    // No exemption is allowed for this basis; the harm basis skips the gate (golden rule 1).
    expect(assessing('SIGNIFICANT_HARM')).toMatchObject({ read: 0, trueCode: 'CONSENT_REFUSED' });
    expect(decideOne(worker('SIGNIFICANT_HARM'), 'health', 'CAFB').read).toBe(15);
  });
});

describe('a consent covers what it says', () => {
  test.each([
    ['one class is not another', consent({ classes: ['CAFB'] }), 'CONSENT_REQUIRED'],
    ['one recipient is not another', consent({ recipients: ['URN:100003'] }), 'CONSENT_REQUIRED'],
    ['one purpose is not another', consent({ purposes: ['EARLY_HELP'] }), 'CONSENT_REQUIRED'],
    ['not before it was given', consent({ decidedAt: `${day(1)}T00:00:00Z` }), 'CONSENT_REQUIRED'],
    ['not after it ended', consent({ expiresAt: `${day(-1)}T00:00:00Z` }), 'CONSENT_EXPIRED'],
    ['until it ends', consent({ expiresAt: `${day(1)}T00:00:00Z` }), null],
    ['not once it was taken back', consent({ withdrawnAt: `${day(-1)}T00:00:00Z` }), 'CONSENT_WITHDRAWN'],
    ['a consent that somebody else recorded is hearsay', consent({ recordedBy: 'LA:001-CSC' }), 'CONSENT_REQUIRED'],
  ])('%s', (_title, given, expected) => {
    expect(code(head(9, [given]))).toBe(expected);
  });

  test('for one agency’s data it says nothing of another’s', () => {
    const situation: Situation = {
      who: { roles: ['HEAD'] },
      child: child(everywhere({ education: { ...onRoll, consents: [consent({ recordedBy: 'URN:100001' })] } })),
    };
    expect(decideOne(situation, 'health', 'HLT').trueCode).toBe('CONSENT_REQUIRED');
    expect(decideOne(situation, 'education', 'HLT').read).toBe(15);
  });

  test('it counts only if the agency that recorded it answered', () => {
    const silent: Situation = {
      who: { roles: ['HEAD'] },
      child: child([record('education', onRoll), record('social-care')], { health: 'NO_RESPONSE' }),
    };
    expect(code(silent)).toBe('CONSENT_REQUIRED');
    expect(code(head(9, [byParent]))).toBeNull();
  });

  test('a sibling’s consent, on a record that is not certainly this child’s, opens nothing', () => {
    const sibling: LinkedRecord = {
      record: record('health', { consents: [byParent] }),
      outcome: 'POSSIBLE',
      rule: 'R6',
      linkedWith: [],
    };
    const situation = { who: { roles: ['HEAD'] }, child: child([record('education', onRoll), sibling]) };
    expect(decideOne(situation, 'health', 'HLT').read).toBe(0);
  });
});

describe('what is told of it', () => {
  const told = (given: ConsentRecord) => decideOne(head(9, [given]), 'health', 'HLT').explanation?.code;
  test('is the state to the recipient whom it names, and to all others that consent is needed', () => {
    expect(told(consent(refused))).toBe('CONSENT_REFUSED');
    expect(told(consent({ ...refused, recipients: [] }))).toBe('CONSENT_REQUIRED');
    expect(told(consent({ withdrawnAt: `${day(-1)}T00:00:00Z` }))).toBe('CONSENT_WITHDRAWN');
    expect(told(consent({ withdrawnAt: `${day(-1)}T00:00:00Z`, recipients: ['URN:100003'] }))).toBe('CONSENT_REQUIRED');
  });
});

describe('consent to direct care is implied', () => {
  const visitor = (consents: readonly ConsentRecord[], why: Situation['why'] = {}): Situation => ({
    who: { roles: ['HEALTH_VISITOR'], organisation: 'ODS:Y99001' },
    why: { purpose: 'DIRECT_CARE', ...why },
    child: child(
      everywhere({
        health: { relationship: { ...noRelationship, registered: true } },
        'social-care': { consents },
      }),
    ),
  });
  const objection = consent({
    ...refused,
    recordedBy: 'LA:001-CSC',
    recipients: [],
    purposes: ['DIRECT_CARE'],
    classes: ['SCS', 'HLT'],
  });

  test('until the patient or a parent objects, and that is told to whoever may know', () => {
    expect(decideOne(visitor([]), 'social-care', 'SCS')).toMatchObject({ read: 15, slots: { confidence: 'CONSENT' } });
    expect(decideOne(visitor([objection]), 'social-care', 'SCS')).toMatchObject({
      read: 0,
      trueCode: 'SUBJECT_OBJECTS',
      explanation: { state: 'REDACTED', code: 'SUBJECT_OBJECTS' },
    });
  });

  test('an objection to other classes, purposes or recipients does not count', () => {
    for (const other of [
      { ...objection, classes: ['HLT'] },
      { ...objection, purposes: ['WELLBEING'] },
      { ...objection, recipients: ['ODS:Y99002'] },
      { ...objection, withdrawnAt: `${day(-1)}T00:00:00Z` },
    ]) {
      expect(decideOne(visitor([other]), 'social-care', 'SCS').read).toBe(15);
    }
  });

  test('what the own organisation recorded stays its own, and vital interests go before', () => {
    expect(decideOne(visitor([objection]), 'health', 'HLT').read).toBe(0b1100);
    expect(decideOne(visitor([objection], { exemption: 'VITAL_INTEREST' }), 'social-care', 'SCS').read).toBe(15);
    expect(decideOne(visitor([objection], { exemption: 'SIGNIFICANT_HARM' }), 'social-care', 'SCS').read).toBe(0);
  });
});
