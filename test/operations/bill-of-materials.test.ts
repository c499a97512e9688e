import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const documented = /`node (scripts\/bill-of-materials\.ts)`/.exec(
  readFileSync('docs/operations/deployment.md', 'utf8'),
)?.[1];
const own = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

type Component = {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses?: readonly unknown[];
};

describe('the bill of materials that the page of deployment names', () => {
  const bill = JSON.parse(
    execFileSync(process.execPath, [documented ?? ''], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }),
  ) as { readonly bomFormat: string; readonly components: readonly Component[] };
  const names = new Set(bill.components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`)));

  it('lists all that the gateway depends on, and what those do', () => {
    expect(bill.bomFormat).toBe('CycloneDX');
    expect(Object.keys(own.dependencies).filter((name) => !names.has(name))).toEqual([]);
    expect(names.size).toBeGreaterThan(Object.keys(own.dependencies).length);
  });

  it('lists nothing that it is only built and tested with', () => {
    const alone = Object.keys(own.devDependencies).filter((name) => ['vitest', 'knip', 'oxlint'].includes(name));
    expect(alone.length).toBeGreaterThan(0);
    expect(alone.filter((name) => names.has(name))).toEqual([]);
  });

  it('says of each its version, its licence and where it is from', () => {
    const lacking = bill.components.filter(
      ({ version, purl, licenses = [] }) => version === '' || !purl.startsWith('pkg:npm/') || licenses.length === 0,
    );
    expect(lacking.map(({ name }) => name)).toEqual([]);
  });
});
