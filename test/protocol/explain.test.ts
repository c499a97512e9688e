import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../scripts/protocol/command-line.ts';
import { readRequestFile } from '../../scripts/protocol/explain-file.ts';
import { openRuleBook } from '../../scripts/protocol/rule-book.ts';
import { protocol } from '../access/support.ts';
import { root, runProtocol } from './run-protocol.ts';

const example = join(root, 'docs/examples/request.yaml');
const day = ['--date', '2026-03-16'];

async function explain(...settings: readonly string[]): Promise<string> {
  const set = settings.flatMap((each) => ['--set', each]);
  const { code, out, err } = await runProtocol('explain', '--file', example, ...set, ...day);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

describe('the example', () => {
  test('names the deciding policy with file and ground, the code told, and the remedy', async () => {
    const text = await explain('about={ agency: health, class: CAFB }');
    expect(text).toContain('permit  ask (tier1.cedar)');
    expect(text).toContain('would change it: CONSENT (told to the caller)');
    expect(text).toMatch(/code CONSENT_REQUIRED\n {2}route CONSENT: CONSENT; contact Oakfield Primary School/);
  });

  test('what is open says by which policies, and why they are', async () => {
    const text = await explain('about={ agency: education, class: ID }');
    expect(text).toContain('permit  school-wellbeing.release (tier2/school-wellbeing.cedar): 7.4 R');
    expect(text).toContain('Nothing is withheld.');
  });

  test('a request that fails several gates needs all of their remedies, and one alone is not enough', async () => {
    const text = await explain('who.trained=false', 'who.vetted=false');
    expect(text).toContain('code TRAINING_NOT_CURRENT (gate G1)');
    expect(text).toContain('would change it: TRAINING + VETTING (told to the caller)');
    expect(text).toContain('would not: TRAINING (still forbidden by vetting-not-current (VETTING_NOT_CURRENT))');
    expect(text).not.toContain('May the record');
  });

  test('a child refused as a whole: the caller is told nothing, the record holds why', async () => {
    const text = await explain('child.records.education.relationship=[]');
    expect(text).toContain('state WITHHELD_OR_NONE\n  code none');
    expect(text).toContain('on record: NO_RELATIONSHIP (gate G8)');
  });

  test('no remedy is offered against what protects the child', async () => {
    const text = await explain('child.shielded=true', 'about={ agency: education, class: ADR }');
    expect(text).toContain('forbid  shielded (tier1.cedar) gate G9 SHIELDED');
    expect(text).not.toContain('would change it');
  });
});

test('a request can be given by settings alone', async () => {
  const { code, out } = await runProtocol(
    'explain',
    ...[
      'who={ organisation: URN:100001, roles: [TEACHER] }',
      'why.purpose=FOI',
      'about={ agency: health, class: ID }',
    ].flatMap((each) => ['--set', each]),
    '--json',
    ...day,
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ request: { kind: 'REFUSED', code: 'FOI_NOT_APPLICABLE' }, cell: null });
});

describe('wrong input is refused with the field and what is allowed', () => {
  const book = openRuleBook(protocol);

  test.each([
    ['who.roles=[HEADMASTER]', 'who.roles HEADMASTER is not known; one of: NONE, SOCIAL_WORKER'],
    ['who.organisation=URN:999999', 'who.organisation URN:999999 is not known; one of: URN:100001'],
    ['why.purpose=WELFARE', 'why.purpose WELFARE is not known; one of: WELLBEING'],
    ['child.records.museum={}', 'child.records museum is not known; one of: '],
    [
      'child.records.health.relationship=[FRIEND]',
      'child.records.health.relationship FRIEND is not known; one of: ALLOCATED',
    ],
    ['about.class=HEALTH', 'about.class HEALTH is not known; one of: ID, NUM'],
    ['who.role=HEAD', 'who: Unrecognized key: "role"'],
    ['child.age=old', 'child.age: Invalid input: expected number'],
    ['nonsense', '--set takes KEY=VALUE'],
  ])('%s', (setting, words) => {
    expect(() => readRequestFile(example, [setting], book)).toThrow(UsageError);
    expect(() => readRequestFile(example, [setting], book)).toThrow(words);
  });

  test('at the command line: exit 2', async () => {
    const { code, err } = await runProtocol('explain', '--file', example, '--set', 'about.class=HEALTH');
    expect({ code, isTold: err.includes('about.class HEALTH is not known') }).toEqual({ code: 2, isTold: true });
  });

  test('a file that is not there', () => {
    expect(() => readRequestFile('/no/such/file.yaml', [], book)).toThrow('cannot read /no/such/file.yaml');
  });
});
