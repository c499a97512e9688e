import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow } from './files-below.ts';

const made = (): string => mkdtempSync(join(process.env['CHILDVIEW_TEST_DIRECTORY'] ?? tmpdir(), 'below-'));

describe('the search of files that a server is at work on', () => {
  it('reads files at every depth, and what links to one', () => {
    const directory = made();
    mkdirSync(join(directory, 'base/1'), { recursive: true });
    writeFileSync(join(directory, 'base/1/2'), 'deep');
    writeFileSync(join(directory, 'log'), 'top');
    symlinkSync(join(directory, 'log'), join(directory, 'base/link'));
    const found = [...filesBelow(directory)].map(({ name, read }) => [name, read()?.toString()]);
    expect(Object.fromEntries(found)).toEqual({ 'base/1/2': 'deep', 'base/link': 'top', log: 'top' });
  });

  it('passes over a file and a directory that go while it is under way', () => {
    const directory = made();
    for (const name of ['a', 'b', 'd']) writeFileSync(join(directory, name), name);
    mkdirSync(join(directory, 'c'));
    const found = new Map<string, string | undefined>();
    for (const { name, read } of filesBelow(directory)) {
      if (name === 'a') for (const gone of ['b', 'c']) rmSync(join(directory, gone), { recursive: true });
      if (name === 'd') rmSync(join(directory, 'd'));
      found.set(name, read()?.toString());
    }
    expect(Object.fromEntries(found)).toEqual({ a: 'a', d: undefined });
    expect([...found.keys()]).toHaveLength(2);
  });

  it('fails where there is nothing to search', () => {
    expect(() => [...filesBelow(join(made(), 'none'))]).toThrow('ENOENT');
  });
});
