import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { joinedConditions } from '../../src/access/obligations.ts';
import { readPolicies } from '../../src/access/read-policies.ts';
import { loadProtocol } from '../../src/config/load-protocol.ts';
import { ProtocolError } from '../../src/config/protocol-error.ts';
import type { Protocol } from '../../src/model/protocol.ts';
import {
  accessOf,
  child,
  decideOne,
  everywhere,
  noRelationship,
  now,
  protocol,
  request,
  type Situation,
} from './support.ts';

describe('what a schedule demands drives the gates', () => {
  const none = {
    designatedOfficers: false,
    written: false,
    responseWithinHours: null,
    writtenRecordWithinHours: null,
    specialFile: false,
  };
  const demanding = (id: string, conditions: Partial<typeof none>): Protocol => ({
    ...protocol,
    schedules: protocol.schedules.map((one) =>
      one.id === id ? { ...one, conditions: { ...none, ...conditions } } : one,
    ),
  });
  const teacher = (of: Protocol, who: Situation['who'] = {}, why: Situation['why'] = {}) =>
    request({ who, why }, accessOf(of));

  test('any work can be put between designated officers, and path 1 need not be', () => {
    expect(teacher(protocol)).toMatchObject({ kind: 'OPEN' });
    const of = demanding('teaching', { designatedOfficers: true });
    expect(teacher(of)).toMatchObject({
      code: 'NOT_DESIGNATED_OFFICER',
      gate: 'G5a',
      route: { needs: ['DESIGNATED_OFFICER'] },
    });
    expect(teacher(of, { designatedOfficer: true })).toMatchObject({ kind: 'OPEN' });
    const offending = { roles: ['YOT_WORKER'], organisation: 'ORG:wexborough-yot' };
    expect(teacher(protocol, offending, { purpose: 'OFFENDING_PREVENTION' })).toMatchObject({
      code: 'NOT_DESIGNATED_OFFICER',
    });
    expect(teacher(demanding('youth-offending', {}), offending, { purpose: 'OFFENDING_PREVENTION' })).toMatchObject({
      kind: 'OPEN',
    });
  });

  test('and in writing, unless there is an emergency', () => {
    const of = demanding('teaching', { written: true });
    expect(teacher(of)).toMatchObject({ code: 'WRITTEN_REQUIRED', route: { needs: ['WRITTEN'] } });
    expect(teacher(of, {}, { written: { reference: 'W-1', madeAt: now } })).toMatchObject({ kind: 'OPEN' });
    expect(teacher(of, {}, { emergency: true })).toMatchObject({ kind: 'OPEN' });
  });

  test('of several schedules that cover a request each is met', () => {
    const strict = { ...none, written: true, responseWithinHours: 48 };
    const lax = { ...none, responseWithinHours: 120, specialFile: true };
    const [first, second] = protocol.schedules;
    if (first === undefined || second === undefined) throw new Error('there are no schedules');
    expect(
      joinedConditions([
        { ...first, conditions: strict },
        { ...second, conditions: lax },
      ]),
    ).toEqual({
      ...none,
      written: true,
      responseWithinHours: 48,
      specialFile: true,
    });
    expect(joinedConditions([])).toEqual(none);
  });
});

test('both ends of path 1 are designated: an agency without one discloses nothing on it', () => {
  const tied = { relationship: { ...noRelationship, allocated: true } };
  const offending: Situation = {
    who: { roles: ['YOT_DESIGNATED'], organisation: 'ORG:wexborough-yot', designatedOfficer: true },
    why: { purpose: 'OFFENDING_PREVENTION', emergency: true },
    child: child(everywhere({ 'youth-justice': tied })),
  };
  const withoutDesk: Protocol = {
    ...protocol,
    signatories: protocol.signatories.map((one) =>
      one.agency === 'health' ? { ...one, designatedOfficer: null } : one,
    ),
  };
  const by = accessOf(withoutDesk);
  expect(decideOne(offending, 'health', 'ID')).toMatchObject({ read: 15 });
  expect(decideOne(offending, 'health', 'ID', by)).toMatchObject({
    read: 0,
    know: 0,
    explanation: { state: 'WITHHELD_OR_NONE', code: 'NOT_DESIGNATED_OFFICER', route: { needs: ['FAR_END'] } },
  });
  expect(decideOne(offending, 'social-care', 'ID', by)).toMatchObject({ read: 15 });
});

describe('the shipped second tier', () => {
  test('has both paths, each schedule with its assessment, controller, processor, categories and bases', () => {
    expect(new Set(protocol.schedules.map(({ path }) => path))).toEqual(new Set([1, 2]));
    for (const { id, dpiaReference, controller, processor, classes, bases, handling } of protocol.schedules) {
      expect([
        id,
        dpiaReference,
        controller,
        processor,
        classes?.length,
        bases?.length,
        handling?.length,
      ]).not.toContain(undefined);
    }
  });

  test('path 1 is between designated officers, in writing, with a clock and a special file; path 2 is not', () => {
    for (const { id, path, conditions } of protocol.schedules) {
      expect([id, conditions]).toEqual([
        id,
        path === 1
          ? {
              designatedOfficers: true,
              written: true,
              responseWithinHours: expect.any(Number),
              writtenRecordWithinHours: expect.any(Number),
              specialFile: true,
            }
          : {
              designatedOfficers: false,
              written: false,
              responseWithinHours: null,
              writtenRecordWithinHours: null,
              specialFile: false,
            },
      ]);
    }
  });

  test('every signatory that signed names its chief officer by title', () => {
    const signed = protocol.signatories.filter(({ signedOn }) => signedOn !== null);
    expect(signed.length).toBeGreaterThanOrEqual(12);
    expect(signed.filter(({ chiefOfficer }) => (chiefOfficer ?? null) === null)).toEqual([]);
  });
});

describe('a fault in the content is reported with its file and the fix', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'protocol-'));
    cpSync(join(import.meta.dirname, '../../protocol'), directory, { recursive: true });
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  function faultsAfter(file: string, from: string, to: string): readonly string[] {
    const text = readFileSync(join(directory, file), 'utf8');
    if (!text.includes(from)) throw new Error(`${file} does not contain what the test edits.`);
    writeFileSync(join(directory, file), text.replace(from, to));
    try {
      loadProtocol(directory, { issuerBase: 'http://127.0.0.1:9', readPolicies });
    } catch (error) {
      if (error instanceof ProtocolError) return error.faults.map((fault) => `${fault.file}: ${fault.problem}`);
      throw error;
    }
    return [];
  }

  test.each([
    ['bases.yaml', 'kind: DUTY', 'kind: HABIT', 'bases.yaml: bases.0.kind'],
    [
      'bases.yaml',
      'consentFor: [CAFB, EDU, HLT]',
      'consentFor: [CAFB, GOSSIP]',
      'bases.yaml: CA89_S17: GOSSIP is no class',
    ],
    [
      'bases.yaml',
      'recipients: [LA_CSC, LA_EH]',
      'recipients: [LA_CSC, LODGE]',
      'bases.yaml: CA89_S17: LODGE is no kind',
    ],
    [
      'bases.yaml',
      'jurisdictions: [SCO]',
      'jurisdictions: [UTOPIA]',
      'bases.yaml: SCO_CYPA14_S96: jurisdiction UTOPIA',
    ],
    ['bases.yaml', 'art9: [A9_2C]', 'art9: [A6_1E]', 'bases.yaml: VITAL_EMERGENCY: art9 names A6_1E'],
    ['bases.yaml', 'art6: [A6_1D]', 'art6: []', 'bases.yaml: VITAL_EMERGENCY: serves a purpose but art6 is empty'],
    ['bases.yaml', 'noConsentNeeded: true', 'noConsentNeded: true', 'bases.yaml: bases.2'],
    ['slots.yaml', 'specialClasses: [CHAR', 'specialClasses: [CHARM', 'slots.yaml: CHARM is no class'],
    ['slots.yaml', '  - LA_EH\n', '  - LA_EHH\n', 'slots.yaml: LA_EHH is no kind of agency'],
    [
      'slots.yaml',
      '  VITAL_INTEREST: PUBLIC_INTEREST\n',
      '',
      'slots.yaml: exemptions does not say what VITAL_INTEREST',
    ],
    ['jurisdictions.yaml', 'default: EW', 'default: UK', 'jurisdictions.yaml: default is UK'],
    [
      'obligations.yaml',
      'mode: [OVERRIDE]',
      'mode: [OVERRULE]',
      'obligations.yaml: IMMEDIATE_INVESTIGATION: when.mode names OVERRULE',
    ],
    [
      'obligations.yaml',
      'dueWithinHours: 24',
      'dueWithinHours: 24\n    dueWithinWorkingDays: 1',
      'obligations.yaml: obligations.3: give one',
    ],
    [
      'obligations.yaml',
      'when: { mode: [OVERRIDE] }',
      'when: { mood: [OVERRIDE] }',
      'obligations.yaml: obligations.5.when',
    ],
    ['notices.yaml', '  - class: LOG\n', '  - class: DIR\n', 'notices.yaml: class LOG has no privacy notice'],
    ['schedules.yaml', '    path: 2\n', '    path: 3\n', 'schedules.yaml: schedules.0.path'],
    [
      'schedules.yaml',
      '      designatedOfficers: true\n',
      '',
      'schedules.yaml: schedule police-offending: path 1 is between designated officers',
    ],
    ['schedules.yaml', '      specialFile: true\n', '      specialFiles: true\n', 'schedules.yaml: schedules.'],
    [
      'schedules.yaml',
      'CAFX, EDU, HLT]',
      'CAFX, EDU]',
      'schedules.yaml: schedule teaching: policy teaching.nursery-health gives HLT',
    ],
    [
      'schedules.yaml',
      'bases: [CA04_S10, SCO_CYPA14_S96]',
      'bases: [CA89_S47]',
      'schedules.yaml: schedule teaching: none of its bases serves WELLBEING',
    ],
    [
      'schedules.yaml',
      'bases: [CA04_S10, SCO_CYPA14_S96]',
      'bases: [CA04_S10, HABEAS]',
      'schedules.yaml: schedule teaching: HABEAS is not among the bases',
    ],
    ['schedules.yaml', '    controller: each', '    controler: each', 'schedules.yaml: schedules.0'],
    ['signatories.yaml', '    chiefOfficer: Headteacher\n', '', 'signatories.yaml: URN:100001 has signed'],
    [
      'signatories.yaml',
      '    chiefOfficer: Headteacher\n',
      '    chiefOfficer: Headteacher\n    actingFor: LA:999\n',
      'signatories.yaml: URN:100001: actingFor names LA:999',
    ],
    [
      'signatories.yaml',
      '    chiefOfficer: Headteacher\n',
      '    chiefOfficer: Headteacher\n    designatedFor: [CA89_S47]\n',
      'signatories.yaml: URN:100001: CA89_S47 is no basis that rests on designation',
    ],
    [
      'signatories.yaml',
      '    chiefOfficer: Headteacher\n',
      '    chiefOfficer: Headteacher\n    jurisdiction: NI\n',
      'signatories.yaml: URN:100001: jurisdiction NI',
    ],
  ])('%s: %s', (file, from, to, expected) => {
    expect(faultsAfter(file, from, to).filter((fault) => fault.startsWith(expected))).not.toEqual([]);
  });
});
