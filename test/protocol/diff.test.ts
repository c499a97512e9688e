import { describe, expect, test } from 'vitest';
import { copyOfProtocol, runProtocol, shipped } from './run-protocol.ts';

type Row = Readonly<Record<'effect', string>> &
  Readonly<
    Record<
      'roles' | 'purposes' | 'may' | 'what' | 'when' | 'organisationKinds' | 'periods' | 'access',
      readonly string[]
    >
  >;
type Report = {
  readonly decisionSpace: { readonly vectors: string; readonly changedVectors: string; readonly asked: number };
  readonly decisions: readonly Row[];
  readonly data: readonly { readonly effect: string; readonly file: string; readonly where: string }[];
};
const day = ['--date', '2026-03-16'];

async function diff(older: string, newer: string): Promise<{ readonly code: number; readonly report: Report }> {
  const { code, out } = await runProtocol('diff', older, newer, '--json', ...day);
  return { code, report: JSON.parse(out) as Report };
}

describe('no difference', () => {
  test('the same protocol twice: exit 0, and the size of the decision space is told', async () => {
    const { code, out } = await runProtocol('diff', shipped, shipped, ...day);
    expect(code).toBe(0);
    expect(out).toMatch(/Decision space: \d{1,3}(,\d{3}){4,} vectors/);
    expect(out).toContain('Result: no difference.');
  });

  test('other words for the same policies gain nobody anything', async () => {
    const copy = copyOfProtocol();
    copy.edit(
      'tier2/teaching.cedar',
      'when { resource in [Class::"INV", Class::"IND", Class::"CAFX"] };',
      'when { resource == Class::"CAFX" || resource in [Class::"IND", Class::"INV"] };',
    );
    const { code, report } = await diff(shipped, copy.directory);
    expect({ code, decisions: report.decisions }).toEqual({ code: 0, decisions: [] });
  });
});

describe('one class more for one role', () => {
  const widen = (copy: ReturnType<typeof copyOfProtocol>): void => {
    copy.edit('tier2/leaving-care.cedar', 'Class::"PLN"', 'Class::"PLN", Class::"CHR"');
    const entry = /- id: leaving-care\n(?: {4}.*\n)*? {4}classes: \[/.exec(copy.read('schedules.yaml'))?.[0] ?? '?';
    copy.edit('schedules.yaml', entry, `${entry}CHR, `);
  };

  test('is named, with its conditions, and nothing else: exit 11; the other way round: exit 10', async () => {
    const copy = copyOfProtocol();
    widen(copy);
    const { code, report } = await diff(shipped, copy.directory);
    expect(code).toBe(11);
    expect(report.decisions.map(({ effect, roles, purposes, what }) => ({ effect, roles, purposes, what }))).toEqual([
      { effect: 'GAIN', roles: ['PERSONAL_ADVISER'], purposes: ['LAC_CARE'], what: ['CHR'] },
    ]);
    expect(report.decisions[0]?.may).toEqual(['know', 'read']);
    expect(report.decisions[0]?.when.join()).toContain('PARTICIPATING');
    expect(report.decisions[0]?.organisationKinds).toEqual(['LA_CSC']);
    expect(BigInt(report.decisionSpace.changedVectors)).toBeGreaterThan(0n);
    expect(BigInt(report.decisionSpace.vectors)).toBeGreaterThan(BigInt(report.decisionSpace.changedVectors));

    const back = await diff(copy.directory, shipped);
    expect(back.code).toBe(10);
    expect(back.report.decisions.map(({ effect }) => effect)).toEqual(['LOSS']);
    expect(back.report.decisionSpace.changedVectors).toBe(report.decisionSpace.changedVectors);
  });

  test('lets a build pass that stops at gains only, and is a line of the comma-separated values', async () => {
    const copy = copyOfProtocol();
    widen(copy);
    const { code, out } = await runProtocol('diff', copy.directory, shipped, '--fail-on', 'gain', '--csv', ...day);
    expect(code).toBe(0);
    const [heading, ...lines] = out.trim().split('\n');
    expect(heading).toBe('effect,role,of,purpose,may,what,when,period,file,old,new');
    expect(lines.filter((line) => line.startsWith('LOSS,PERSONAL_ADVISER,LA_CSC,LAC_CARE'))).toHaveLength(1);
  });
});

test('a policy that forbade and is gone: who gains, and under exactly what it forbade', async () => {
  const copy = copyOfProtocol();
  copy.write(
    'tier1.cedar',
    `${copy.read('tier1.cedar')}
@id("no-plans-in-haste") @gate("G10") @code("NOT_NEED_TO_KNOW") @ground("x")
forbid (principal, action == Action::"read", resource == Class::"PLN")
when { context.isEmergency };
`,
  );
  const { code, report } = await diff(copy.directory, shipped);
  expect(code).toBe(11);
  expect(report.decisions.flatMap(({ roles }) => roles)).toContain('SOCIAL_WORKER');
  for (const { effect, may, what, when } of report.decisions) {
    expect({ effect, may, what }).toEqual({ effect: 'GAIN', may: ['read'], what: ['PLN'] });
    expect(when.every((words) => words.split(' and ').includes('emergency'))).toBe(true);
    expect(when).not.toEqual([]);
  }
});

test('a schedule that ends sooner: who loses, and for which days', async () => {
  const copy = copyOfProtocol();
  const entry = /(- id: leaving-care\n(?: {4}.*\n)*? {4}validUntil: )\S+/.exec(copy.read('schedules.yaml'));
  copy.edit('schedules.yaml', entry?.[0] ?? '?', `${entry?.[1] ?? ''}2026-06-30`);
  const { code, report } = await diff(shipped, copy.directory);
  expect(code).toBe(10);
  expect(report.decisions.length).toBeGreaterThan(1);
  for (const row of report.decisions) {
    expect(row).toMatchObject({ effect: 'LOSS', roles: ['PERSONAL_ADVISER'], purposes: ['LAC_CARE'] });
    expect(row.periods.join()).toMatch(/^2026-07-01 to /);
  }
  expect(report.decisions.map(({ may }) => may.join())).toContain('ask');
});

test('what is no policy is compared entry by entry, with its direction', async () => {
  const copy = copyOfProtocol();
  copy.edit('signatories.yaml', 'signedOn: 2023-09-01', 'signedOn: null');
  copy.edit('signatories.yaml', 'shield: [social-care]', 'shield: [social-care, health]');
  copy.edit('settings.yaml', 'vettingMonths: 36', 'vettingMonths: 48');
  copy.edit('settings.yaml', 'neverReleased: [INFORMANT, ', 'neverReleased: [');
  copy.edit('bases.yaml', /effectiveFrom: null/, 'effectiveFrom: 2026-01-01');
  const { code, report } = await diff(shipped, copy.directory);
  expect(code).toBe(11);
  const effects = Object.fromEntries(report.data.map(({ effect, where }) => [where, effect]));
  expect(effects).toMatchObject({
    'signatories.URN:100001.signedOn': 'LOSS',
    'custodians.shield.health': 'LOSS',
    vettingMonths: 'GAIN',
    'neverReleased.INFORMANT': 'GAIN',
    'bases.CA04_S16L_DUTY.effectiveFrom': 'GAIN',
  });
});

describe('wrong use', () => {
  test.each([
    [['diff', shipped], 'takes OLD NEW'],
    [['diff', shipped, '/no/such/place'], 'there is no directory'],
    [['diff', shipped, 'git:no-such-revision'], 'git cannot give'],
    [['diff', shipped, 'git:--output=x'], 'takes a revision'],
    [['diff', shipped, shipped, '--fail-on', 'loss'], '--fail-on loss is not known; one of: gain, any'],
    [['diff', shipped, shipped, '--date', '2026-02-30'], '--date takes a date'],
  ])('%j is refused with exit 2', async (args, words) => {
    const { code, err } = await runProtocol(...args);
    expect({ code, isTold: err.includes(words) }).toEqual({ code: 2, isTold: true });
  });

  test('a version that is not sound: exit 1, with its faults', async () => {
    const copy = copyOfProtocol();
    copy.edit('tier2/teaching.cedar', 'permit (', 'permit ');
    const { code, err } = await runProtocol('diff', shipped, copy.directory);
    expect({ code, isTold: err.includes('tier2/teaching.cedar') }).toEqual({ code: 1, isTold: true });
  });
});
