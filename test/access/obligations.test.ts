import { describe, expect, test } from 'vitest';
import { obligationsOf } from '../../src/access/obligations.ts';
import type { ObligationFacts, ScheduleConditions } from '../../src/model/protocol-content.ts';
import { accessOf, declaration, now, practitioner, protocol, request, today } from './support.ts';

const none: ScheduleConditions = {
  designatedOfficers: false,
  written: false,
  responseWithinHours: null,
  writtenRecordWithinHours: null,
  specialFile: false,
};
const facts = (overrides: Partial<ObligationFacts> = {}): ObligationFacts => ({
  mode: 'NORMAL',
  purpose: 'WELLBEING',
  roles: ['HEAD'],
  organisationKind: 'SCHOOL',
  bases: ['CA04_S10'],
  informed: null,
  exemption: null,
  isEmergency: false,
  isWritten: false,
  conditions: none,
  ...overrides,
});
const owed = (overrides: Partial<ObligationFacts>, at = now, of = protocol) => obligationsOf(facts(overrides), of, at);
const due = (overrides: Partial<ObligationFacts>, kind: string, at = now, of = protocol) =>
  owed(overrides, at, of).find((one) => one.kind === kind)?.dueBy;
const kinds = (overrides: Partial<ObligationFacts>) => owed(overrides).map(({ kind }) => kind);
const hoursAfter = (hours: number, from = now) => new Date(Date.parse(from) + hours * 3_600_000).toISOString();

test('an ordinary request owes nothing', () => {
  expect(owed({})).toEqual([]);
});

describe('break-glass (7.7)', () => {
  test('owes notices at once, a justification in 24 hours and a review in five working days', () => {
    expect(kinds({ mode: 'BREAK_GLASS' })).toEqual([
      'NOTIFY_LINE_MANAGER',
      'NOTIFY_SOURCE',
      'NOTIFY_CPMT',
      'JUSTIFY_BREAK_GLASS',
      'INDEPENDENT_REVIEW',
    ]);
    expect(due({ mode: 'BREAK_GLASS' }, 'NOTIFY_SOURCE')).toBe(hoursAfter(0));
    expect(due({ mode: 'BREAK_GLASS' }, 'JUSTIFY_BREAK_GLASS')).toBe(hoursAfter(24));
    // From Monday 16 to Monday 23 March 2026.
    expect(due({ mode: 'BREAK_GLASS' }, 'INDEPENDENT_REVIEW')).toBe(hoursAfter(7 * 24));
  });

  test.each([
    ['Friday evening', '2026-03-20T18:30:00.000Z', '2026-03-27T18:30:00.000Z'],
    ['Saturday', '2026-03-21T10:00:00.000Z', '2026-03-27T10:00:00.000Z'],
    ['Sunday', '2026-03-22T10:00:00.000Z', '2026-03-27T10:00:00.000Z'],
    // Good Friday and Easter Monday are no working days.
    ['the day before Good Friday', '2026-04-02T09:00:00.000Z', '2026-04-13T09:00:00.000Z'],
  ])('five working days from %s', (_title, from, until) => {
    expect(due({ mode: 'BREAK_GLASS' }, 'INDEPENDENT_REVIEW', from)).toBe(until);
  });

  test('without bank holidays only weekends are left out', () => {
    const of = { ...protocol, obligations: { ...protocol.obligations, bankHolidays: [] } };
    expect(due({ mode: 'BREAK_GLASS' }, 'INDEPENDENT_REVIEW', '2026-04-02T09:00:00.000Z', of)).toBe(
      '2026-04-09T09:00:00.000Z',
    );
  });
});

test('a look behind a shield is investigated at once', () => {
  expect(kinds({ mode: 'OVERRIDE' })).toEqual(['IMMEDIATE_INVESTIGATION']);
});

describe('path 1 (ISP-3)', () => {
  const path1 = {
    ...none,
    designatedOfficers: true,
    written: true,
    responseWithinHours: 120,
    specialFile: true,
    writtenRecordWithinHours: 24,
  };
  const purpose = { purpose: 'OFFENDING_PREVENTION', conditions: path1 };
  test('has a clock and a special file', () => {
    expect(kinds({ ...purpose, isWritten: true })).toEqual(['RESPONSE_DUE', 'SPECIAL_FILE']);
    expect(due({ ...purpose, isWritten: true }, 'RESPONSE_DUE')).toBe(hoursAfter(120));
    expect(due({ ...purpose, isWritten: true }, 'SPECIAL_FILE')).toBeNull();
  });
  test('after an emergency the written record is due within the schedule’s hours (row 40)', () => {
    expect(kinds({ ...purpose, isEmergency: true })).toContain('WRITTEN_RECORD');
    expect(due({ ...purpose, isEmergency: true }, 'WRITTEN_RECORD')).toBe(hoursAfter(24));
    const sooner = { ...path1, writtenRecordWithinHours: 2 };
    expect(due({ ...purpose, conditions: sooner, isEmergency: true }, 'WRITTEN_RECORD')).toBe(hoursAfter(2));
    expect(kinds({ ...purpose, isEmergency: true, isWritten: true })).not.toContain('WRITTEN_RECORD');
    expect(kinds({ ...purpose, conditions: none, isEmergency: true })).toEqual([]);
  });
});

test.each([
  ['a family that was not told is to be told (row 2)', { informed: 'NO' }, ['INFORM_FAMILY']],
  ['one that it is unsafe to tell is not', { informed: 'UNSAFE' }, []],
  ['nor one that knows', { informed: 'YES' }, []],
  ['child protection does not ask for it', { informed: 'NO', purpose: 'CHILD_PROTECTION' }, []],
  [
    'unscheduled care tells the authority (row 18)',
    { purpose: 'DIRECT_CARE', roles: ['ED_CLINICIAN'] },
    ['NOTIFY_AUTHORITY'],
  ],
  ['scheduled care does not', { purpose: 'DIRECT_CARE', roles: ['HEALTH_VISITOR'] }, []],
  [
    'an investigation under s47 records the strategy discussion (row 11)',
    { purpose: 'CRIME_INVESTIGATION', bases: ['CDA98_S115', 'CA89_S47'] },
    ['RECORD_STRATEGY_DISCUSSION'],
  ],
  ['one without does not', { purpose: 'CRIME_INVESTIGATION', bases: ['CDA98_S115'] }, []],
  ['vital interests are recorded after', { bases: ['VITAL_EMERGENCY'] }, ['RECORD_AFTER_EMERGENCY']],
])('%s', (_title, overrides, expected) => {
  expect(kinds(overrides)).toEqual(expected);
});

describe('a request', () => {
  const yot = { roles: ['YOT_DESIGNATED'], organisation: 'ORG:wexborough-yot', designatedOfficer: true };
  test('that is open says what is owed for it, by the schedules that cover it', () => {
    const decision = request({ who: yot, why: { purpose: 'OFFENDING_PREVENTION', emergency: true } });
    expect(decision).toMatchObject({
      kind: 'OPEN',
      obligations: [
        { kind: 'RESPONSE_DUE', dueBy: hoursAfter(120) },
        { kind: 'SPECIAL_FILE', dueBy: null },
        { kind: 'WRITTEN_RECORD', dueBy: hoursAfter(24) },
      ],
    });
  });

  test('that is refused owes nothing', () => {
    const decision = accessOf(protocol).decideRequest({
      practitioner: practitioner({ ...yot, designatedOfficer: false }),
      declaration: declaration({ purpose: 'OFFENDING_PREVENTION', emergency: true }),
      today,
      now,
      control: { isSuspended: false, breakGlassesToday: 0, isPolicyHead: true },
    });
    expect(decision).toMatchObject({ kind: 'REFUSED', code: 'NOT_DESIGNATED_OFFICER' });
    expect(decision).not.toHaveProperty('obligations');
  });
});
