import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { composeGraph } from '../../src/graph/compose/compose-graph.ts';
import { loadContracts } from '../../src/graph/compose/load-contracts.ts';
import { identifierScalars } from '../../src/matching/scalars.ts';

const root = join(import.meta.dirname, '../..');

const schemasFolder = join(root, 'schemas');

/** Reads a file of the project as text. */
export const readProjectFile = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');

/** Paths below `schemas/` of every file that somebody wrote. */
export const contractFiles = readdirSync(schemasFolder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.graphql') && name !== 'childview.graphql')
  .sort();

const settings = z.object({ agencyOrder: z.array(z.string()) });
const config = z.object({
  agencies: z.array(z.object({ name: z.string(), contract: z.string(), dialect: z.enum(['PLAIN', 'FEDERATION']) })),
});

/** Composes the graph of the shipped contracts, protocol and development configuration. */
export const composeShippedGraph = () =>
  composeGraph({
    ...loadContracts({
      schemas: schemasFolder,
      agencies: config.parse(parse(readProjectFile('config', 'development.yaml'))).agencies,
    }),
    agencyOrder: settings.parse(parse(readProjectFile('protocol', 'settings.yaml'))).agencyOrder,
    scalars: identifierScalars,
  });
