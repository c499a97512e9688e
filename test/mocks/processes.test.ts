import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { agencyNames } from '../../mocks/records/stored-record.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let keys = '';
beforeAll(() => {
  keys = mkdtempSync(join(tmpdir(), 'mocks-'));
});
afterAll(() => rmSync(keys, { recursive: true, force: true }));

/** Starts a file of the mocks and waits for its `listening` line. */
const start = async (
  args: readonly string[],
): Promise<{ child: ChildProcess; listening: any; ended: Promise<number | null>; errors: () => string }> => {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const listening = await new Promise((resolve, reject) => {
    void ended.then((code) => reject(new Error(`ended with ${code}: ${errors}`)));
    if (child.stdout === null) return reject(new Error('no output'));
    createInterface({ input: child.stdout }).on('line', (line) =>
      resolve((JSON.parse(line) as { listening: unknown }).listening),
    );
  });
  return { child, listening, ended, errors: () => errors };
};

describe('the processes of the mocks', () => {
  it('list the named children as JSON and print nothing else', () => {
    const listed = JSON.parse(execFileSync(process.execPath, ['mocks/main.ts', '--list'], { encoding: 'utf8' }));
    expect(listed.length).toBeGreaterThan(25);
    for (const child of listed) {
      expect(Object.keys(child)).toEqual(['family', 'slug', 'shows', 'identifiers', 'agencies']);
      expect(Object.keys(child.identifiers).length).toBeGreaterThan(0);
    }
    expect(listed.find(({ slug }: { slug: string }) => slug === 'trent').identifiers.NHS_NUMBER).toBe('9990000018');
  });

  it('are each a server with the children asked for, and stop cleanly on SIGTERM', async () => {
    const { child, listening, ended } = await start([
      'mocks/agency.ts',
      '--agency',
      'health',
      '--dialect',
      'FEDERATION',
      '--keys',
      keys,
      '--children',
      '10000',
    ]);
    const held = (await (await fetch(`${listening}/__state`)).json()) as readonly { slug: string }[];
    expect(held.filter(({ slug }) => /^g\d+$/.test(slug))).toHaveLength(10_000);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('name a wrong argument and stop', () => {
    const run = () =>
      execFileSync(process.execPath, ['mocks/agency.ts', '--agency', 'library', '--keys', keys], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(run).toThrow(/agency/);
  });

  it('start together; one that dies leaves the others, and all stop with the first', async () => {
    const { child, listening, ended, errors } = await start(['mocks/main.ts', '--base-port', '0', '--keys', keys]);
    expect(Object.keys(listening)).toEqual(['identity', ...agencyNames]);
    const isUp = async (name: string): Promise<boolean> =>
      fetch(`${listening[name]}/health/live`).then(
        ({ ok }) => ok,
        () => false,
      );
    expect(await isUp('health')).toBe(true);
    const listed = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(child.pid)], { encoding: 'utf8' });
    const line = listed.split('\n').find((each) => each.includes('--agency health'));
    process.kill(Number.parseInt(line ?? '', 10), 'SIGKILL');
    while (!errors().includes('health stopped')) await new Promise((resolve) => setImmediate(resolve));
    expect([await isUp('health'), await isUp('education'), await isUp('social-care')]).toEqual([false, true, true]);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect([await isUp('education'), await isUp('social-care')]).toEqual([false, false]);
  });
});
