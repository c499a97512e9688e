import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Config } from './load-config.ts';

/** Where the configuration comes from: absent for a process that was handed it by another one. */
export type ConfigSource = {
  readonly file: string;
  /** Reads it anew, with the environment's overrides; throws ConfigError. */
  readonly load: () => Config;
};

/** The configuration and the contracts that it names, as they are in the files now. */
export type FoundSettings = {
  readonly version: string;
  /** What is wrong with the configuration instead of it. */
  readonly config: Config | { readonly error: unknown };
  /** Where the files are that were read. */
  readonly directories: readonly string[];
};

/**
 * Makes what reads configuration and contracts, and says by `version` whether any of them is another than before. The
 * configuration is read anew only where its text is another one. Contracts are those of the configuration that was
 * read, or of the one in force where that is not sound.
 */
export function createReadSettings(source: ConfigSource | null, inForce: () => Config): () => Promise<FoundSettings> {
  let known: { readonly text: string | null; readonly config: FoundSettings['config'] } | null = null;
  const configOf = async (): Promise<NonNullable<typeof known>> => {
    if (source === null) return { text: null, config: inForce() };
    const text = await readFile(source.file, 'utf8').catch(() => null);
    if (known === null || known.text !== text) known = { text, config: loaded(source) };
    return known;
  };
  return async () => {
    const { text, config } = await configOf();
    const files = await contractFilesOf('error' in config ? inForce() : config);
    const hash = createHash('sha256').update(`${text === null ? 'none' : text.length}:${text ?? ''}`);
    for (const file of files) {
      const content = await readFile(file, 'utf8').catch(() => null);
      hash.update(`${file.length}:${file}${content === null ? 'none' : content.length}:${content ?? ''}`);
    }
    const directories = [...(source === null ? [] : [source.file]), ...files].map((file) => dirname(file));
    return { version: hash.digest('hex'), config, directories };
  };
}

function loaded(source: ConfigSource): FoundSettings['config'] {
  try {
    return source.load();
  } catch (error) {
    return { error };
  }
}

async function contractFilesOf(config: Config): Promise<readonly string[]> {
  const { schemasDirectory, agencies, peers } = config;
  const gateway = await readdir(join(schemasDirectory, 'gateway')).catch(() => []);
  const named = [...agencies.map(({ contract }) => contract), ...(peers === null ? [] : [peers.contract])];
  return [
    join(schemasDirectory, 'directives.graphql'),
    join(schemasDirectory, 'common.graphql'),
    ...gateway
      .filter((name) => name.endsWith('.graphql'))
      .sort()
      .map((name) => join(schemasDirectory, 'gateway', name)),
    ...named.map((contract) => resolve(schemasDirectory, contract)),
  ];
}
