import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { composeGraph } from '../src/graph/compose/compose-graph.ts';
import { CompositionError } from '../src/graph/compose/composition-error.ts';
import { loadContracts } from '../src/graph/compose/load-contracts.ts';
import { identifierScalars } from '../src/matching/scalars.ts';
import { printPublicSchema } from '../src/graph/compose/merge-public-schema.ts';
import { configJsonSchema, configKeysTable } from './config-schema.ts';

// Writes what is made of other files: schemas/childview.graphql, the public schema composed from all contracts;
// config/config.schema.json and the table of docs/operations/configuration.md, from what checks configurations. With
// `--check` it only says whether they are what they are made of.

const root = join(import.meta.dirname, '..');
const schemas = join(root, 'schemas');
const publicFile = join(schemas, 'childview.graphql');

const readYaml = (...path: string[]): unknown => parse(readFileSync(join(root, ...path), 'utf8'));

const agency = z.object({ name: z.string(), contract: z.string(), dialect: z.enum(['PLAIN', 'FEDERATION']) });
const { agencies } = z.object({ agencies: z.array(agency) }).parse(readYaml('config', 'development.yaml'));
const { agencyOrder } = z.object({ agencyOrder: z.array(z.string()) }).parse(readYaml('protocol', 'settings.yaml'));

const compose = (): string => {
  const { schema } = composeGraph({ ...loadContracts({ schemas, agencies }), agencyOrder, scalars: identifierScalars });
  return `# Made from the contracts by \`npm run compose\`; change those, not this.\n\n${printPublicSchema(schema)}`;
};

const fail = (message: string): void => {
  console.error(message);
  process.exitCode = 1;
};

const readText = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

const configPage = join(root, 'docs', 'operations', 'configuration.md');
const withTable = (page: string): string =>
  page.replace(/(<!-- keys:begin -->\n)[\s\S]*(<!-- keys:end -->)/, (_all, begin: string, end: string) =>
    [begin, configKeysTable(), end].join(''),
  );

try {
  const made = new Map([
    [publicFile, compose()],
    [join(root, 'config', 'config.schema.json'), configJsonSchema()],
    [configPage, withTable(readText(configPage) ?? '')],
  ]);
  for (const [file, text] of made) {
    if (!process.argv.includes('--check')) writeFileSync(file, text);
    else if (readText(file) !== text) {
      fail(`${relative(root, file)} is not what it is made of: run \`npm run compose\` and commit the file.`);
    }
  }
} catch (error) {
  if (!(error instanceof CompositionError)) throw error;
  fail(error.message);
}
