import { describe, expect, it } from 'vitest';
import { readPolicies } from '../../src/access/read-policies.ts';
import { loadProtocol } from '../../src/config/load-protocol.ts';
import type { AccessMode, Obligation } from '../../src/model/control.ts';
import type { ControlChange } from '../../src/model/control-state.ts';
import type { RequestDecision } from '../../src/model/decision.ts';
import type { LedgerHead } from '../../src/pipeline/ledger-entries.ts';
import { ownerNotices, owingOf } from '../../src/pipeline/owe.ts';
import { dayMs, hourMs } from './control-fixture.ts';

const protocol = loadProtocol('protocol', { issuerBase: 'http://127.0.0.1:4100', readPolicies });
const at = Date.now();
const seen = { breakGlassesToday: 1 };

const headOf = (differs: Partial<LedgerHead> = {}): LedgerHead => ({
  recordId: 'r1',
  at,
  caller: { subject: 'i|duty', organisation: 'LA:001-CSC', roles: ['EDT'], mediator: null },
  purpose: 'CHILD_PROTECTION',
  reason: 'zq-reason',
  informed: null,
  heldBackUntil: null,
  policyVersion: 'v',
  dryRun: false,
  shape: { roots: ['child'], classes: [] },
  ...differs,
});
const openWith = (
  mode: AccessMode,
  obligations: readonly Obligation[],
): Extract<RequestDecision, { kind: 'OPEN' }> => ({
  kind: 'OPEN',
  policyVersion: 'v',
  mode,
  obligations,
  basesOf: new Map(),
});
const owed = (kind: string, afterMs: number | null = null): Obligation => ({
  kind,
  dueBy: afterMs === null ? null : new Date(at + afterMs).toISOString(),
  ground: 'test',
});
const dutiesIn = (changes: readonly ControlChange[] | undefined) =>
  changes?.flatMap((change) => (change.kind === 'OWE' ? change.duties : []));
const noticesIn = (changes: readonly ControlChange[] | undefined) =>
  changes?.flatMap((change) => (change.kind === 'NOTIFY' ? change.notices : []));

const breakGlass = [
  owed('NOTIFY_LINE_MANAGER', 0),
  owed('NOTIFY_SOURCE', 0),
  owed('NOTIFY_CPMT', 0),
  owed('JUSTIFY_BREAK_GLASS', dayMs),
  owed('INDEPENDENT_REVIEW', 7 * dayMs),
];

describe('what an operation under break-glass owes', () => {
  const owing = owingOf(openWith('BREAK_GLASS', breakGlass), headOf(), seen, protocol);

  it('is a justification and a review, by their dates', () => {
    expect(dutiesIn(owing?.changes)).toEqual([
      { kind: 'JUSTIFY_BREAK_GLASS', effect: 'JUSTIFY', dueBy: at + dayMs },
      { kind: 'INDEPENDENT_REVIEW', effect: 'REVIEW', dueBy: at + 7 * dayMs },
    ]);
    expect(owing?.changes[0]).toMatchObject({
      kind: 'OWE',
      seen,
      operation: { subject: 'i|duty', mode: 'BREAK_GLASS' },
    });
  });

  it('is told at once to the line manager and the index team, to the owners at the end, and again should it be overdue', () => {
    const told = noticesIn(owing?.changes)?.map(({ kind, to, organisation, sendAt, unless }) => [
      kind,
      to,
      organisation,
      sendAt - at,
      unless?.kind ?? null,
    ]);
    expect(told).toEqual([
      ['NOTIFY_LINE_MANAGER', 'OWN_ORGANISATION', 'LA:001-CSC', 0, null],
      ['NOTIFY_CPMT', 'INDEX_TEAM', 'LA:001', 0, null],
      ['OBLIGATION_OVERDUE', 'OWN_ORGANISATION', 'LA:001-CSC', dayMs, 'JUSTIFY_BREAK_GLASS'],
      ['OBLIGATION_OVERDUE', 'INDEX_TEAM', 'LA:001', dayMs, 'JUSTIFY_BREAK_GLASS'],
      ['OBLIGATION_OVERDUE', 'OWN_ORGANISATION', 'LA:001-CSC', 7 * dayMs, 'INDEPENDENT_REVIEW'],
      ['OBLIGATION_OVERDUE', 'INDEX_TEAM', 'LA:001', 7 * dayMs, 'INDEPENDENT_REVIEW'],
    ]);
    expect(owing?.toSourceOwners).toEqual(['NOTIFY_SOURCE']);
  });

  it('is on record whole', () => {
    expect(owing?.control).toMatchObject({ act: 'BREAK_GLASS', outcome: null, account: null });
    expect(owing?.control.obligations.map(({ kind }) => kind)).toEqual(breakGlass.map(({ kind }) => kind));
  });

  it('is counted even where the protocol says of nothing that it is owed, and in a dry run', () => {
    expect(owingOf(openWith('BREAK_GLASS', []), headOf(), seen, protocol)?.changes[0]?.kind).toBe('OWE');
    const dry = owingOf(openWith('BREAK_GLASS', breakGlass), headOf({ dryRun: true }), seen, protocol);
    expect(dutiesIn(dry?.changes)).toHaveLength(2);
  });

  it('is one justification, the soonest, where several kinds ask for one', () => {
    const rules = { ...protocol.control.duties, JUSTIFY_TWICE: { effect: 'JUSTIFY' as const } };
    const both = { ...protocol, control: { ...protocol.control, duties: rules } };
    const twice = owingOf(
      openWith('BREAK_GLASS', [owed('JUSTIFY_BREAK_GLASS', dayMs), owed('JUSTIFY_TWICE', hourMs)]),
      headOf(),
      seen,
      both,
    );
    expect(dutiesIn(twice?.changes)).toEqual([{ kind: 'JUSTIFY_TWICE', effect: 'JUSTIFY', dueBy: at + hourMs }]);
  });
});

describe('what another operation owes', () => {
  it('is kept where the protocol says so, and is nothing where it does not, or in a dry run', () => {
    const written = openWith('NORMAL', [owed('WRITTEN_RECORD', hourMs), owed('INFORM_FAMILY')]);
    expect(dutiesIn(owingOf(written, headOf(), seen, protocol)?.changes)).toEqual([
      { kind: 'WRITTEN_RECORD', effect: 'DUE', dueBy: at + hourMs },
    ]);
    expect(owingOf(written, headOf({ dryRun: true }), seen, protocol)).toBeNull();
    expect(owingOf(openWith('NORMAL', [owed('INFORM_FAMILY')]), headOf(), seen, protocol)).toBeNull();
    expect(owingOf(openWith('MEDIATED', []), headOf(), seen, protocol)).toBeNull();
  });

  it('under an override has the index team investigate at once', () => {
    const owing = owingOf(openWith('OVERRIDE', [owed('IMMEDIATE_INVESTIGATION', 0)]), headOf(), seen, protocol);
    expect(noticesIn(owing?.changes)).toMatchObject([
      { kind: 'IMMEDIATE_INVESTIGATION', to: 'INDEX_TEAM', organisation: 'LA:001', recordId: 'r1', sendAt: at },
    ]);
  });
});

describe('the owner of released data', () => {
  it('is the organisation that answers for the system, not every one whose records it holds, and told once', () => {
    const told = [
      { agency: 'education', kind: 'NOTIFY_SOURCE' },
      { agency: 'education', kind: 'NOTIFY_SOURCE' },
      { agency: 'health', kind: 'NOTIFY_SOURCE' },
    ];
    const notices = ownerNotices(told, headOf(), protocol, at + 1);
    expect(notices.map(({ kind, to, organisation, recordId }) => [kind, to, organisation, recordId])).toEqual([
      ['NOTIFY_SOURCE', 'SOURCE_OWNERS', 'LA:001', 'r1'],
      ['NOTIFY_SOURCE', 'SOURCE_OWNERS', 'ODS:Y99001', 'r1'],
    ]);
  });

  it('is there for every system of the protocol: nothing is released without anybody to tell', () => {
    for (const agency of Object.keys(protocol.discloserKinds)) {
      expect(ownerNotices([{ agency, kind: 'N' }], headOf(), protocol, at), agency).not.toEqual([]);
    }
  });
});
