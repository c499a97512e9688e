import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { composeGraph } from '../src/graph/compose/compose-graph.ts';
import { CompositionError } from '../src/graph/compose/composition-error.ts';
import { loadContracts } from '../src/graph/compose/load-contracts.ts';
import { identifierScalars } from '../src/matching/scalars.ts';
import { printPublicSchema } from '../src/graph/compose/merge-public-schema.ts';

// Writes schemas/childview.graphql, the public schema composed from all contracts; with `--check` only
// says whether the file is what the contracts give.

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

const readPublicFile = (): string | null => {
  try {
    return readFileSync(publicFile, 'utf8');
  } catch {
    return null;
  }
};

try {
  const composed = compose();
  if (!process.argv.includes('--check')) {
    writeFileSync(publicFile, composed);
  } else if (readPublicFile() !== composed) {
    fail('schemas/childview.graphql is not what the contracts give: run `npm run compose` and commit the file.');
  }
} catch (error) {
  if (!(error instanceof CompositionError)) throw error;
  fail(error.message);
}
