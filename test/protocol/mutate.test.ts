import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { copyOfProtocol, runProtocol } from './run-protocol.ts';

/** Tests that are a script: they notice what the script looks for in the protocol that they are given. */
function testsThat(check: string): { readonly command: string; readonly directory: string } {
  const directory = mkdtempSync(join(tmpdir(), 'mutate-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const file = join(directory, 'tests.mjs');
  writeFileSync(
    file,
    `import { readFileSync } from 'node:fs';
     const read = (name) => readFileSync(process.env.CHILDVIEW_TEST_PROTOCOL + '/' + name, 'utf8');
     process.exit((${check}) ? 0 : 1);`,
  );
  return { command: `${process.execPath} ${file}`, directory };
}

const only = ['--only', 'tier2/archived-records.cedar'];
const byTests = ['--by', 'tests'];

test('every change is tried that alters an answer, and those that tests notice are told from those they do not', async () => {
  const { directory } = copyOfProtocol();
  const { command } = testsThat(`read('tier2/archived-records.cedar').includes('DATA_MANAGER')`);
  const { code, out } = await runProtocol('mutate', '--directory', directory, ...only, ...byTests, '--tests', command);
  // The schedule serves one role and purpose, so that dropping those tests alters nothing; the classes are listed
  // in the schedule, so that a further one does not load.
  expect(code).toBe(1);
  expect(out).toMatch(/REFUSED archived-records\.\w+\/with-/);
  expect(out).toMatch(/SURVIVED archived-records\.release\/without-condition/);
  expect(out).toMatch(/\d+ changes permit nothing more, or are not tried:\n {2}\d+ says what the schedule/);
});

test('a policy that forbids is removed, whole and alone', async () => {
  const { directory } = copyOfProtocol();
  const { command } = testsThat(`read('restrictions.cedar').includes('restriction.never')`);
  const args = [
    'mutate',
    '--directory',
    directory,
    '--kind',
    'REMOVED',
    '--only',
    'restriction',
    ...byTests,
    '--tests',
    command,
  ];
  const { code, out } = await runProtocol(...args);
  expect(out).toContain('TESTED restriction.never/removed');
  expect(out).toContain('Policies that forbid, removed:');
  const survivors = out.split('\n').filter((line) => line.startsWith('SURVIVED '));
  expect(code).toBe(survivors.length > 0 ? 1 : 0);
  expect(readFileSync(join(directory, 'restrictions.cedar'), 'utf8')).toContain('restriction.never');
});

test('a run that stops goes on where it stopped', async () => {
  const { directory } = copyOfProtocol();
  const { command, directory: place } = testsThat('true');
  const results = join(place, 'results.jsonl');
  const args = [
    'mutate',
    '--directory',
    directory,
    '--kind',
    'REMOVED',
    '--only',
    'access-log',
    ...byTests,
    '--tests',
    command,
  ];
  const first = await runProtocol(...args, '--results', results, '--limit', '1', '--parallel', '1');
  expect(first.out).toMatch(/\d+ changes are not tried yet\./);
  const second = await runProtocol(...args, '--results', results);
  expect(second.out).not.toContain('not tried yet');
  const lines = readFileSync(results, 'utf8').trim().split('\n');
  const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('tests that fail on the protocol as it is prove nothing, and are refused', async () => {
  const { directory } = copyOfProtocol();
  const { command } = testsThat('false');
  const { code, err } = await runProtocol('mutate', '--directory', directory, ...only, ...byTests, '--tests', command);
  expect({ code, isTold: err.includes('the tests fail on the protocol as it is') }).toEqual({ code: 2, isTold: true });
});

describe('what is approved', () => {
  test('notices every widening of a policy by which more is permitted, without a run of tests', async () => {
    const { directory } = copyOfProtocol();
    const { code, out } = await runProtocol('mutate', '--directory', directory, ...only, '--by', 'approved');
    expect(code).toBe(0);
    expect(out).toMatch(/widened: (\d+) of \1 noticed \(100 %\): \d+ do not load, \d+ alter what is approved/);
    expect(out).not.toContain('SURVIVED');
  });

  test('notices what no test does, which is told apart', async () => {
    const { directory } = copyOfProtocol();
    const { command } = testsThat('true');
    const { code, out } = await runProtocol('mutate', '--directory', directory, ...only, '--tests', command);
    expect(code).toBe(0);
    expect(out).toMatch(/APPROVED archived-records\.release\/without-condition/);
  });

  test('that is not of this protocol proves nothing, and is refused', async () => {
    const copy = copyOfProtocol();
    copy.edit('tier2/archived-records.cedar', 'Class::"ID", ', '');
    const { code, err } = await runProtocol('mutate', '--directory', copy.directory, ...only, '--by', 'approved');
    expect({ code, isTold: err.includes('not as approved') }).toEqual({ code: 2, isTold: true });
  });
});
