import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { configSchema } from '../src/config/config-schema.ts';
import { environmentVariableOf } from '../src/config/environment-variable.ts';
import { isLiveKey } from '../src/config/restart-keys.ts';

type Node = { [key: string]: unknown };
/** A row of the table of keys: what the key is for, and what holds where it is not given. */
type Row = { readonly what: string; readonly otherwise: string };

const root = join(import.meta.dirname, '..');

/** Every key of the configuration in the order of config/README.md, with its row there. */
function tableOfKeys(): ReadonlyMap<string, Row> {
  const text = readFileSync(join(root, 'config', 'README.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([^`]+)` \| (.*) \| ?(.*?) ?\|$/gm)];
  return new Map(rows.map(([, key = '', what = '', otherwise = '']) => [key, { what, otherwise }]));
}

/**
 * The JSON schema of the configuration file: made from what checks it, and described by config/README.md. Each key
 * says by which variable it is overridden and whether a change takes effect while the gateway runs. What no JSON
 * schema can say, such as that two names differ, the gateway checks alone.
 */
export function configJsonSchema(): string {
  const rows = tableOfKeys();
  const made = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as Node;
  described(made, '', rows);
  const { $schema, ...rest } = made;
  const schema = {
    $schema,
    title: 'Configuration of the gateway',
    description:
      'Made by `npm run compose` from src/config/config-schema.ts and config/README.md; change those, not this.',
    ...rest,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** The table of docs/operations/configuration.md: what each key is overridden by, and when a change takes effect. */
export function configKeysTable(): string {
  const lines = [...tableOfKeys().keys()]
    // A list of sections is given section by section.
    .filter((key) => key !== 'agencies' && key !== 'peers.connected')
    .map(
      (key) => `| \`${key}\` | \`${environmentVariableOf(key)}\` | ${isLiveKey(key) ? 'while running' : 'restart'} |`,
    );
  return ['| key | variable | a change takes effect |', '|---|---|---|', ...lines, ''].join('\n');
}

function described(node: Node, key: string, rows: ReadonlyMap<string, Row>): void {
  const row = rows.get(key);
  if (row !== undefined) {
    const otherwise = row.otherwise === '' ? '' : ` Default: ${plain(row.otherwise)}.`;
    Object.assign(node, { description: `${plain(row.what)}.${otherwise}` });
    Object.assign(node, {
      'x-variable': environmentVariableOf(key),
      'x-takes-effect': isLiveKey(key) ? 'RUNNING' : 'RESTART',
    });
  }
  // A path is made absolute where the gateway starts: what it is here is nobody else's default.
  if (typeof node['default'] === 'string' && node['default'].startsWith('/')) delete node['default'];
  const {
    properties,
    items,
    required = [],
  } = node as {
    properties?: Record<string, Node>;
    items?: Node;
    required?: readonly string[];
  };
  // A section that stands for itself where it is missing may still have keys that must be given.
  const needed = Object.entries(properties ?? {}).filter(([, below]) => isEmptySection(below) && 'required' in below);
  for (const [, below] of needed) delete below['default'];
  if (needed.length > 0) node['required'] = [...new Set([...required, ...needed.map(([name]) => name)])];
  for (const [name, below] of Object.entries(properties ?? {})) {
    described(below, key === '' ? name : `${key}.${name}`, rows);
  }
  if (items !== undefined) described(items, `${key}.*`, rows);
}

function isEmptySection({ default: otherwise }: Node): boolean {
  return typeof otherwise === 'object' && otherwise !== null && Object.keys(otherwise).length === 0;
}

/** Without the marks of Markdown. */
function plain(text: string): string {
  return text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '');
}
