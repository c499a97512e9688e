import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configJsonSchema } from '../../scripts/config-schema.ts';
import { configKeys } from '../../src/config/config-keys.ts';
import { configSchema } from '../../src/config/config-schema.ts';

const root = resolve(import.meta.dirname, '../..');
const samples = ['config/development.yaml', 'deploy/gateway.yaml'];
const text = readFileSync(join(root, 'config/config.schema.json'), 'utf8');
const schema = JSON.parse(text) as Record<string, any>;
const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);
const problems = (written: unknown): readonly string[] => {
  validate(written);
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
};

describe('the JSON schema of the configuration', () => {
  it('is what the code that checks configurations gives', () => {
    expect(text).toBe(configJsonSchema());
    expect(text).not.toContain(root);
  });

  it('describes every key, with its variable', () => {
    const described: string[] = [];
    const walk = (node: Record<string, any>, key: string): void => {
      if (node['description'] !== undefined && node['x-variable'] !== undefined) described.push(key);
      for (const [name, below] of Object.entries(node['properties'] ?? {})) {
        walk(below as Record<string, any>, key === '' ? name : `${key}.${name}`);
      }
      if (node['items'] !== undefined) walk(node['items'], `${key}.*`);
    };
    walk(schema, '');
    expect(described.sort()).toEqual(Object.keys(configKeys).sort());
  });

  it.each(samples)('accepts %s, which names it in its first line', (sample) => {
    const written = readFileSync(join(root, sample), 'utf8');
    const [, named = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(written) ?? [];
    expect(resolve(root, dirname(sample), named)).toBe(join(root, 'config/config.schema.json'));
    expect(existsSync(join(root, dirname(sample), named))).toBe(true);
    expect(problems(parse(written))).toEqual([]);
  });

  const sound = parse(readFileSync(join(root, samples[0] ?? ''), 'utf8')) as Record<string, any>;
  it.each<[string, Record<string, unknown>, string]>([
    ['a key that is none', { listne: {} }, ' additionalProperties'],
    ['a word that is none', { introspection: 'perhaps' }, '/introspection enum'],
    ['a number out of bounds', { deadlineMs: 1 }, '/deadlineMs minimum'],
    ['a missing section with keys that must be given', { identity: undefined }, ' required'],
    [
      'an agency without its address',
      { agencies: [{ ...sound['agencies'][0], url: undefined }] },
      '/agencies/0 required',
    ],
    ['a text where a number belongs', { listen: { port: '4000' } }, '/listen/port type'],
  ])('refuses what the gateway refuses: %s', (_what, changes, problem) => {
    const written = JSON.parse(JSON.stringify({ ...sound, ...changes })) as unknown;
    expect(problems(written)).toContain(problem);
    expect(configSchema.safeParse(written).success).toBe(false);
  });
});
