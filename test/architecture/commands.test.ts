import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> })
  .scripts;
const filesBelow = (folder: string, ending: string): readonly string[] =>
  existsSync(folder)
    ? (readdirSync(folder, { recursive: true }) as string[])
        .filter((name) => name.endsWith(ending) && !name.includes('node_modules'))
        .map((name) => join(folder, name))
    : [];
const documents = [
  'README.md',
  ...['docs', 'config', 'deploy', 'mocks', 'bench'].flatMap((each) => filesBelow(each, '.md')),
];

/** What pages tell people to type: the script, and the options after it. */
const commands = documents.flatMap((document) =>
  [...readFileSync(document, 'utf8').matchAll(/npm run (?:-s )?([a-z]+(?::[a-z]+)*)((?: -- )[^`\n|#]*)?/g)].map(
    ([, name = '', rest = '']) => ({
      document,
      name,
      options: [...rest.replace(' -- ', ' ').matchAll(/ --([a-z][a-z-]*)/g)].map(([, option = '']) => option),
    }),
  ),
);

/** The sources of a command: the file that the script starts, and the folder beside it of the same name. */
function sourcesOf(name: string): string {
  const [file = ''] = /[\w/-]+\.ts/.exec(scripts[name] ?? '') ?? [];
  const beside = file.startsWith('src/') ? ['src/run-gateway.ts', 'src/run-workers.ts'] : [];
  const folder = file.startsWith('scripts/') ? filesBelow(file.replace(/\.ts$/, ''), '.ts') : [];
  const own = file.startsWith('mocks/') || file.startsWith('bench/') || file.startsWith('test/');
  const around = own ? filesBelow(join(file, '..'), '.ts') : [];
  return [file, ...beside, ...folder, ...around]
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}

describe('commands in the documentation', () => {
  it('are scripts that there are', () => {
    expect(commands.length).toBeGreaterThan(60);
    expect(commands.filter(({ name }) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('take the options that they are given', () => {
    const known = new Map<string, string>();
    const unknown = commands.flatMap(({ document, name, options }) => {
      const sources = known.get(name) ?? sourcesOf(name);
      known.set(name, sources);
      const takes = (option: string): boolean =>
        new RegExp(`--${option}\\b|\\b${option}: (?:text|flag|\\{|'|many|list)|'${option}'`).test(sources);
      return options.filter((option) => !takes(option)).map((option) => `${document}: npm run ${name} --${option}`);
    });
    expect(commands.flatMap(({ options }) => options).length).toBeGreaterThan(40);
    expect(unknown).toEqual([]);
  });
});
