import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { calendarOf } from '../../mocks/records/calendar.ts';
import { allFamilies } from '../../mocks/families/all-families.ts';

const root = join(import.meta.dirname, '../..');
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');

/** Every string that a file of `src` holds, whole, by file; generated types are no logic. */
const literals = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('generated'))
  .map((file) => ({
    file,
    texts: withoutComments(read('src', file)).match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g) ?? [],
  }));

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
}

const entity = (name: string): readonly string[] => {
  const found = new RegExp(`entity ${name} enum \\[([^\\]]*)\\]`).exec(read('protocol', 'schema.cedarschema'));
  return [...(found?.[1] ?? '').matchAll(/"(\w+)"/g)].map(([, code]) => code ?? '');
};
const signatories = parse(read('protocol', 'signatories.yaml')) as {
  readonly signatories: readonly { readonly organisation: string; readonly name: string }[];
  readonly discloserKinds: Readonly<Record<string, string>>;
};
const config = parse(read('config', 'development.yaml')) as { readonly agencies: readonly { readonly name: string }[] };

const names: Readonly<Record<string, readonly string[]>> = {
  agency: [...new Set([...config.agencies.map(({ name }) => name), ...Object.keys(signatories.discloserKinds)])],
  organisation: signatories.signatories.flatMap(({ organisation, name }) => [organisation, name]),
  'kind of agency': entity('AgencyKind'),
  role: entity('Role'),
  class: entity('Class'),
  family: allFamilies(calendarOf('2031-05-14')).flatMap(({ family, children }) => [
    family,
    ...children.map(({ slug }) => slug),
  ]),
};

/** Codes that are also something else: kinds of callers, stages of life, a type of GraphQL, a method of HTTP. */
const otherwise = new Set(['NONE', 'COURT', 'PARENT', 'SUBJECT', 'CHILD', 'ID', 'HEAD']);

describe('the logic of src', () => {
  it.each(Object.keys(names))('names no %s: it is data of schemas, protocol and mocks', (kind) => {
    const listed = (names[kind] ?? []).filter((name) => !otherwise.has(name));
    expect(listed.length).toBeGreaterThan(5);
    const found = literals.flatMap(({ file, texts }) =>
      texts.map((text) => text.slice(1, -1)).flatMap((text) => (listed.includes(text) ? [`${file}: ${text}`] : [])),
    );
    expect(found).toEqual([]);
  });

  it('is searched where it would be found', () => {
    const texts = literals.flatMap((each) => each.texts);
    expect(literals.length).toBeGreaterThan(100);
    expect(texts).toContain("'WITHHELD_OR_NONE'");
  });
});
