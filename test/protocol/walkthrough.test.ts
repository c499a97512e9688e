import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Ran } from '../harness/run-within.ts';
import { root, runProtocol } from './run-protocol.ts';

const command = /^npm run -s protocol -- (.*?)\s+# exit (\d+): (.*)$/;
type Block = { readonly kind: string; readonly title: string; readonly body: string };

/** The fenced blocks of the page, in order. */
function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/^```(\w+)(?: ([^\n]*))?\n([\s\S]*?)^```$/gm)].map(
    ([, kind = '', title = '', body = '']) => ({
      kind,
      title,
      body,
    }),
  );
}

/** A command line split as a shell would, quotes taken off. */
function words(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/** Writes a block where its title says: `FILE`, at its end, or `FILE below LINE`. */
function apply({ title, body }: Block, pathOf: (name: string) => string): void {
  const [name = '', line] = title.split(' below ');
  const file = pathOf(name);
  if (line === undefined) {
    if (existsSync(file)) appendFileSync(file, body);
    else writeFileSync(file, body);
    return;
  }
  const text = readFileSync(file, 'utf8');
  const at = `\n${line}\n`;
  expect(text.split(at)).toHaveLength(2);
  writeFileSync(
    file,
    text.replace(at, () => `${at}${body}`),
  );
}

test('every step of the walkthrough works as the page says', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'walkthrough-'));
  try {
    const pathOf = (name: string): string => name.replace(/^draft\b/, join(directory, 'draft'));
    const ran: (Pick<Ran, 'code'> & { readonly line: string; readonly isSaid: boolean })[] = [];
    const expected: typeof ran = [];
    for (const block of blocksOf(readFileSync(join(root, 'docs/protocol.md'), 'utf8'))) {
      if (block.kind !== 'sh') {
        apply(block, pathOf);
        continue;
      }
      for (const line of block.body.trim().split('\n')) {
        if (line === 'cp -r protocol draft') {
          execFileSync('cp', ['-r', join(root, 'protocol'), pathOf('draft')]);
          continue;
        }
        const [, args = '', code = '', said = ''] = command.exec(line) ?? [];
        const { code: exit, out, err } = await runProtocol(...words(args).map(pathOf));
        ran.push({
          line,
          code: exit,
          isSaid: `${out}${err}`.replaceAll(/\s+/g, ' ').includes(said.replaceAll(/\s+/g, ' ')),
        });
        expected.push({ line, code: Number(code), isSaid: true });
      }
    }
    expect(ran).toEqual(expected);
    expect(ran.length).toBeGreaterThan(6);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}, 240_000);
