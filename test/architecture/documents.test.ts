import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const inFolder = (folder: string): readonly string[] =>
  (readdirSync(join(root, folder), { recursive: true }) as string[])
    .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
    .map((name) => join(folder, name));
const documents = ['README.md', ...['docs', 'config', 'src', 'mocks', 'bench', 'test'].flatMap(inFolder)];

describe('the documentation', () => {
  it.each(documents)('%s points to what is there', (document) => {
    const text = readFileSync(join(root, document), 'utf8');
    const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].flatMap(([, to = '']) =>
      /^[a-z]+:/.test(to) ? [] : [join(root, dirname(document), to)],
    );
    const tests = [...text.matchAll(/`(test\/[\w./-]+\.ts)`/g)].map(([, file = '']) => join(root, file));
    expect([...links, ...tests].filter((file) => !existsSync(file))).toEqual([]);
  });

  it('is not a list of nothing', () => {
    expect(documents.length).toBeGreaterThan(50);
  });
});
