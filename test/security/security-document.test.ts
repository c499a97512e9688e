import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const text = readFileSync('docs/security.md', 'utf8');
/** A test that the page names, with what it says of where in the file: titles in quotes, or numbers. */
const named = [...text.matchAll(/`(test\/[^`]+)`(?: \(([^)]*)\))?/g)].map(([, path = '', where = '']) => ({
  path,
  where,
}));
const vectors = readFileSync('test/security/redaction-vectors.test.ts', 'utf8');

describe('docs/security.md', () => {
  it('names tests that there are', () => {
    expect(named.length).toBeGreaterThan(80);
    expect(named.filter(({ path }) => !existsSync(path)).map(({ path }) => path)).toEqual([]);
  });

  it('quotes titles as they are', () => {
    const quoted = named.flatMap(({ path, where }) =>
      [...where.matchAll(/"([^"]+)"/g)].map(([, title = '']) => ({ path, title: title.replaceAll("'", '’') })),
    );
    expect(quoted.length).toBeGreaterThan(15);
    const plain = (file: string): string => readFileSync(file, 'utf8').replaceAll("\\'", '’').replaceAll("'", '’');
    expect(quoted.filter(({ path, title }) => statSync(path).isFile() && !plain(path).includes(title))).toEqual([]);
  });

  it('lists the vectors that are tried, each of them, and no other', () => {
    const section = text.slice(text.indexOf('the vectors'), text.indexOf('What remains'));
    const listed = [...section.matchAll(/^\| ([A0-9][0-9, ]*) \|/gm)].flatMap(([, cell = '']) => cell.split(', '));
    const tried = [...vectors.matchAll(/(?:describe|it)\('(A?\d+(?: and \d+)?) /g)].flatMap(([, cell = '']) =>
      cell.split(' and '),
    );
    const elsewhere = ['A6', 'A7', 'A8', 'A9', 'A10', 'A11', 'A12', 'A13'];
    expect(listed.toSorted()).toEqual([...tried, ...elsewhere].toSorted());
  });
});

describe('docs/threat-model.md', () => {
  const model = readFileSync('docs/threat-model.md', 'utf8');
  const rows = [...model.matchAll(/^\| ([A-Z]) \|(.*)\|(.*)\|(.*)\|$/gm)].map(
    ([, letter = '', threat = '', against = '', tried = '']) => ({ letter, threat, against, tried }),
  );
  const steps = [...model.matchAll(/^## (.+)$/gm)].map(([, title]) => title);

  it('has for each threat what stands against it, and a test that tries it', () => {
    expect(rows.length).toBeGreaterThan(30);
    for (const { threat, against, tried } of rows) {
      expect([threat.trim(), against.trim()]).not.toContain('');
      const tests = [...tried.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path);
      expect(tests.length, threat).toBeGreaterThan(0);
      expect(
        tests.filter((path) => !existsSync(path)),
        threat,
      ).toEqual([]);
    }
  });

  it('goes through all steps of a request, and thinks of all six kinds of threat', () => {
    expect(steps.length).toBeGreaterThanOrEqual(7);
    expect(new Set(rows.map(({ letter }) => letter))).toEqual(new Set('STRIDE'));
  });
});
