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
      expect(Object.keys(child)).toEqual(['family', 'slug', 'shows', 'details', 'identifiers', 'agencies']);
      expect(child.details.dateOfBirth ?? '2020-01-01').toMatch(/^\d{4}-\d{2}-\d{2}$/);
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

  it('play another authority’s agencies, some of them, with what that authority holds', async () => {
    const run = ['mocks/main.ts', '--base-port', '0', '--keys', keys, '--authority', 'LA:003'];
    const { child, listening, ended } = await start([...run, '--agencies', 'social-care,housing']);
    expect(Object.keys(listening)).toEqual(['social-care', 'housing']);
    const state = async (name: string, query = '') =>
      (await (await fetch(`${listening[name]}/__state${query}`)).json()) as any[];
    expect(await state('housing')).toEqual([]);
    expect((await state('social-care')).map(({ slug }) => slug)).toEqual(['known-to-six']);
    const [record] = await state('social-care', '?child=known-to-six');
    expect(record.custodian).toBe('LA:003-CSC');
    expect(record.ties.authorities).toEqual(['LA:003']);
    expect(JSON.stringify(record)).not.toContain('LA:001');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('hold the families asked for, and no others', async () => {
    const run = ['mocks/agency.ts', '--agency', 'education', '--keys', keys, '--families', 'twins,look-alikes'];
    const { child, listening, ended } = await start(run);
    const held = (await (await fetch(`${listening}/__state`)).json()) as readonly { slug: string }[];
    const slugs = held.map(({ slug }) => slug);
    expect(slugs).toContain('twin-isolde');
    expect(slugs).toContain('respelt');
    expect(slugs).not.toContain('leeann');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('name an agency and a family that there is not, and stop', () => {
    const run = (args: readonly string[]) => () =>
      execFileSync(process.execPath, [...args], { encoding: 'utf8', stdio: 'pipe' });
    expect(run(['mocks/main.ts', '--agencies', 'library'])).toThrow(/--agencies/);
    expect(run(['mocks/agency.ts', '--agency', 'health', '--keys', keys, '--families', 'nobodys'])).toThrow(/nobodys/);
    expect(run(['mocks/agency.ts', '--agency', 'health', '--keys', keys, '--authority', 'LA:2'])).toThrow(/authority/);
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
