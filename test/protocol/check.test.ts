import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { copyOfProtocol, root, runProtocol } from './run-protocol.ts';

type Found = { readonly severity: string; readonly file: string; readonly problem: string; readonly fix: string };

async function check(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly findings: readonly Found[] }> {
  const { code, out } = await runProtocol('check', '--json', ...args);
  return { code, findings: (JSON.parse(out) as { findings: readonly Found[] }).findings };
}
const told = (findings: readonly Found[], severity: string): readonly string[] =>
  findings.filter((each) => each.severity === severity).map(({ file, problem }) => `${file}: ${problem}`);

test('the shipped protocol is sound; its warnings fail only where they are to', async () => {
  const { code, out } = await runProtocol('check');
  expect({ code, isSound: out.includes('is sound') }).toEqual({ code: 0, isSound: true });
  const strict = await check('--strict');
  expect(strict.code).toBe(1);
  expect(new Set(strict.findings.map(({ severity }) => severity))).toEqual(new Set(['WARNING']));
});

test('every planted fault is named with its file, all at once', async () => {
  const copy = copyOfProtocol();
  copy.edit('schedules.yaml', 'roles: [HEAD, DSL, SENCO]', 'roles: [HEAD, DSL, SENCO, HEADMASTER]');
  copy.edit('settings.yaml', 'consentWaivedFor: [', 'consentWaivedFor: [WELFARE, ');
  copy.edit('settings.yaml', 'suspenders: [', 'suspenders: [INDEX_TEAM, ');
  copy.edit('settings.yaml', 'set: { isTrained: true }', 'set: { isTrainable: true }');
  copy.edit('tier1.cedar', '@code("ORG_NOT_SIGNATORY")', '@code("NOT_ONE_OF_US")');
  const dead = `
@id("teaching.unreachable") @ground("x")
permit (principal, action == Action::"know", resource == Class::"ID")
when { principal == Role::"TEACHER" && context.purpose == Purpose::"CME" };

@id("teaching.shadowed") @ground("x")
permit (principal, action == Action::"know", resource == Class::"ID")
when { context.isDetrimental };
`;
  copy.write('tier2/teaching.cedar', `${copy.read('tier2/teaching.cedar')}${dead}`);

  const { code, findings } = await check('--directory', copy.directory);
  expect(code).toBe(1);
  expect([...told(findings, 'FAULT')].sort()).toEqual([
    'schedules.yaml: schedules.school-wellbeing.roles: HEADMASTER is not a Role that the policies know',
    'settings.yaml: consentWaivedFor: WELFARE is not a Purpose that the policies know',
    'settings.yaml: control.suspenders: INDEX_TEAM is not a Role that the policies know',
    'settings.yaml: remedies.TRAINING: isTrainable true is not a fact that the policies know',
    'tier1.cedar: policy not-signatory @code: nobody explains the code NOT_ONE_OF_US to callers',
    'tier2/teaching.cedar: policy teaching.shadowed: whatever it permits is forbidden',
    'tier2/teaching.cedar: policy teaching.unreachable: no request under the schedule teaching can satisfy it',
  ]);
  expect(findings.every(({ fix }) => fix !== '')).toBe(true);
});

test('one fault is counted as one', async () => {
  const copy = copyOfProtocol();
  copy.write('notices.yaml', `${copy.read('notices.yaml')}\nunheardOf: 1\n`);
  const { code, out } = await runProtocol('check', '--directory', copy.directory);
  expect(code).toBe(1);
  expect(out).toContain('cannot be used: 1 fault, 0 warnings.');
});

test('codes of organisations and schemes that are none are named, and where they go wrong', async () => {
  const copy = copyOfProtocol();
  const contact = '{ organisation: Elm Grove, phone: 01632 960999, hours: Always }';
  const signatory = (code: string): string =>
    `  - { organisation: ${code}, name: Elm Grove, kind: SCHOOL, agency: null, signedOn: null, contact: ${contact} }\n`;
  copy.edit(
    'signatories.yaml',
    '\nsignatories:\n',
    `\nsignatories:\n${signatory('URN:10003')}${signatory('ODS:y99004')}`,
  );
  copy.edit('settings.yaml', 'CRO_NUMBER: [POLICE', 'CRO_NO: [CONSTABULARY');
  const { findings } = await check('--directory', copy.directory);
  expect([...told(findings, 'FAULT')].sort()).toEqual([
    'settings.yaml: restrictedSchemes.CRO_NO: CONSTABULARY is not a AgencyKind that the policies know',
    'settings.yaml: restrictedSchemes.CRO_NO: CRO_NO is not a Identifier that the policies know',
    'signatories.yaml: ODS:y99004 is not written as ODS codes are',
    'signatories.yaml: URN:10003 is no URN code: LENGTH',
  ]);
});

test('what keeps the protocol from being read is reported alone', async () => {
  const copy = copyOfProtocol();
  copy.edit('tier2/teaching.cedar', '@ground("7.4 S: only what the own organisation recorded")', '');
  copy.edit('tier2/leaving-care.cedar', 'Role::"PERSONAL_ADVISER"', 'Role::"ADVISER"');
  const { code, findings } = await check('--directory', copy.directory);
  expect(code).toBe(1);
  const faults = told(findings, 'FAULT');
  expect(faults.some((each) => each.startsWith('tier2/teaching.cedar: policy teaching.own has no @ground'))).toBe(true);
});

test('a field of a contract that nobody classified is named', async () => {
  const schemas = mkdtempSync(join(tmpdir(), 'schemas-'));
  onTestFinished(() => rmSync(schemas, { recursive: true, force: true }));
  cpSync(join(root, 'schemas'), schemas, { recursive: true });
  const file = join(schemas, 'agencies/education.graphql');
  const text = readFileSync(file, 'utf8');
  const classified = /^( {2}\w+(?:\([^)]*\))?: \w+) @disclosure\(.*\)$/m;
  expect(text).toMatch(classified);
  writeFileSync(file, text.replace(classified, '$1'));
  const { code, findings } = await check('--schemas', schemas);
  expect(code).toBe(1);
  expect(told(findings, 'FAULT')).toEqual([expect.stringMatching(/^schemas\/: \w+\.\w+: FIELD_UNCLASSIFIED$/)]);
});

test('dates, bases, organisations and roles out of use are warnings', async () => {
  const copy = copyOfProtocol();
  const dated = (id: string, from: string, until: string): void => {
    const entry = new RegExp(`(- id: ${id}\\n(?:    .*\\n)*?    validFrom: )\\S+(\\n    validUntil: )\\S+`);
    const [whole = '', before = '', between = ''] = entry.exec(copy.read('schedules.yaml')) ?? [];
    copy.edit('schedules.yaml', whole, `${before}${from}${between}${until}`);
  };
  dated('teaching', '2024-04-01', '2026-01-31');
  dated('leaving-care', '2026-05-01', '2036-03-31');
  dated('missing-education', '2024-04-01', '2026-03-31');
  copy.edit('signatories.yaml', 'kind: FIRE', 'kind: SECURE_ESTATE');
  const { code, findings } = await check('--directory', copy.directory, '--date', '2026-03-01');
  expect(code).toBe(0);
  const warnings = told(findings, 'WARNING');
  expect(warnings).toEqual(
    expect.arrayContaining([
      'schedules.yaml: schedule teaching ended 29 days ago',
      'schedules.yaml: schedule leaving-care begins in 61 days',
      'schedules.yaml: schedule missing-education ends in 30 days',
      'signatories.yaml: ORG:wexshire-fire (SECURE_ESTATE) has no schedule, and may ask for nothing',
    ]),
  );
  expect(warnings.some((each) => each.startsWith('bases.yaml: CA04_S16LC_ID is not commenced'))).toBe(true);
  expect(warnings.some((each) => each.includes('asserts FIRE_OFFICER, which no schedule serves'))).toBe(true);
});

test('a class that nobody may see any more is told of', async () => {
  const copy = copyOfProtocol();
  copy.write(
    'tier1.cedar',
    `${copy.read('tier1.cedar')}
@id("no-indicators") @gate("G10") @code("NOT_NEED_TO_KNOW") @ground("x")
forbid (principal, action in [Action::"know", Action::"read"], resource == Class::"IND");
`,
  );
  const { findings } = await check('--directory', copy.directory);
  const unseen = told(findings, 'WARNING').filter((each) => each.includes('nobody may ever see'));
  expect(unseen).toEqual(['tier2/: nobody may ever see the class IND']);
});
