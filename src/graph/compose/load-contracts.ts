import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AgencyName } from '../../model/words.ts';
import type { Dialect } from '../contract.ts';
import type { GraphSource } from './compose-graph.ts';

/** Where the contracts lie. */
export type ContractPaths = {
  /** The folder of `directives.graphql`, `common.graphql` and `gateway/`. */
  readonly schemas: string;
  readonly agencies: readonly {
    readonly name: AgencyName;
    readonly dialect: Dialect;
    /** The agency's own file; a relative path starts at `schemas`. */
    readonly contract: string;
  }[];
};

/** Reads the texts that a graph is composed from; an unreadable file throws, naming the file. */
export const loadContracts = (paths: ContractPaths): Omit<GraphSource, 'agencyOrder'> => ({
  directivesSdl: readText(join(paths.schemas, 'directives.graphql')),
  commonSdl: readText(join(paths.schemas, 'common.graphql')),
  gatewaySdl: readdirSync(join(paths.schemas, 'gateway'))
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => readText(join(paths.schemas, 'gateway', name)))
    .join('\n'),
  agencies: paths.agencies.map(({ name, dialect, contract }) => ({
    name,
    dialect,
    sdl: readText(resolve(paths.schemas, contract)),
  })),
});

const readText = (path: string): string => readFileSync(path, 'utf8');
