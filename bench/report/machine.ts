import { existsSync, readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Machine } from './figures.ts';

const packages = join(import.meta.dirname, '../peers/node_modules');
const named = [
  '@graphql-hive/gateway',
  '@graphql-hive/router-runtime',
  '@apollo/gateway',
  '@apollo/server',
  '@graphql-tools/stitch',
];

/** This machine and the versions that are installed on it. */
export function machine(): Machine {
  const versions = named.flatMap((name): readonly (readonly [string, string])[] => {
    const file = join(packages, name, 'package.json');
    if (!existsSync(file)) return [];
    return [[name, (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version]];
  });
  return {
    at: new Date().toISOString(),
    processor: `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    versions: Object.fromEntries(versions),
  };
}
