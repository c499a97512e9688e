import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { applyEnvironment } from './apply-environment.ts';
import { checkAcross } from './check-across.ts';
import { ConfigError, type ConfigFault } from './config-error.ts';
import { configKeys } from './config-keys.ts';
import { configSchema } from './config-schema.ts';
import { valueAt } from './value-at.ts';

type Written = z.infer<typeof configSchema>;
type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

/** The configuration: checked, complete, frozen. Paths are absolute, times in milliseconds unless the name says otherwise. */
export type Config = DeepReadonly<
  Omit<Written, 'agencies' | 'ledger' | 'sealedIds' | 'notices' | 'peers' | 'redis' | 'revocations'> & {
    agencies: (Omit<Written['agencies'][number], 'grantKeyFile'> & { grantKeyFile: string })[];
    ledger: Omit<Written['ledger'], 'directory' | 'checkpointsFile' | 'postgresql'> & {
      directory: string;
      checkpointsFile: string;
      /** Null: ledger and control state are files in `directory`. */
      postgresql: NonNullable<Written['ledger']['postgresql']> | null;
    };
    sealedIds: { keyFiles: string[] };
    /** Null: other local authorities are neither asked nor answered. */
    peers: (Omit<NonNullable<Written['peers']>, 'keyFile'> & { keyFile: string }) | null;
    /** Null: nothing is shared through it. */
    redis: (Omit<NonNullable<Written['redis']>, 'hashingKeyFile'> & { hashingKeyFile: string }) | null;
    revocations: Omit<Written['revocations'], 'file'> & { file: string };
    notices: { file: string };
    /** Where development keys lie; in production nothing is made there. */
    keysDirectory: string;
  }
>;

/**
 * Reads one YAML file and the overrides of the environment, and checks the whole.
 *
 * @throws ConfigError with every fault at once, each with its key and the fix; never a value.
 */
export function loadConfig(file: string, environment: Readonly<Record<string, string | undefined>>): Config {
  const overridden = applyEnvironment(read(file), environment);
  const result = configSchema.safeParse(overridden.value);
  const faults = [
    ...overridden.faults,
    ...(result.success ? [] : result.error.issues.flatMap((issue) => faultsOf(issue, overridden.value))),
    ...checkAcross(overridden.value).map(({ path, problem }) => faultAt(path, problem)),
  ];
  if (!result.success || faults.length > 0) throw new ConfigError(file, faults);
  return freeze(complete(result.data));
}

/** The configuration that another process of ours has read and checked, and handed over as JSON. */
export function configOf(json: string): Config {
  return freeze(JSON.parse(json) as Config);
}

function read(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError(file, [
      { key: '(file)', problem: 'cannot be read', fix: 'Give the path of a YAML file, e.g. config/development.yaml.' },
    ]);
  }
  const document = parseDocument(text);
  // The parser's messages quote the file; the place is enough to find the mistake.
  const faults = document.errors.map(({ code, linePos }) => ({
    key: `(line ${linePos?.[0].line ?? 1})`,
    problem: `is not valid YAML (${code})`,
    fix: 'Correct the syntax.',
  }));
  if (faults.length > 0) throw new ConfigError(file, faults);
  return document.toJS() ?? {};
}

function faultsOf(issue: z.core.$ZodIssue, written: unknown): readonly ConfigFault[] {
  if (issue.code !== 'unrecognized_keys') {
    return [faultAt(issue.path, isMissing(written, issue.path) ? 'is missing' : 'is not accepted')];
  }
  return issue.keys.map((name) => ({
    key: [...issue.path, name].map(String).join('.'),
    problem: 'is not a configuration key',
    fix: 'Remove it or correct its spelling; config/README.md lists the keys.',
  }));
}

function faultAt(path: readonly PropertyKey[], problem: string): ConfigFault {
  const pattern = path.map((step) => (typeof step === 'number' ? '*' : String(step))).join('.');
  // A fault of one entry of a plain list is explained by the list.
  const takes = configKeys[pattern] ?? configKeys[pattern.replace(/\.\*$/, '')];
  return {
    key: path.length === 0 ? '(file)' : path.map(String).join('.'),
    problem,
    fix: takes === undefined ? 'It is a section; config/README.md lists its keys.' : `It takes ${takes}.`,
  };
}

function isMissing(written: unknown, path: readonly PropertyKey[]): boolean {
  const value = valueAt(written, ...path);
  return value === undefined || value === null;
}

function complete(written: Written): Config {
  const keysDirectory = join(written.dataDirectory, 'keys');
  const directory = written.ledger.directory ?? join(written.dataDirectory, 'ledger');
  const { keyFiles } = written.sealedIds;
  return {
    ...written,
    keysDirectory,
    agencies: written.agencies.map((agency) => ({
      ...agency,
      grantKeyFile: agency.grantKeyFile ?? join(keysDirectory, `grant-${agency.name}.key`),
    })),
    ledger: {
      ...written.ledger,
      directory,
      checkpointsFile: written.ledger.checkpointsFile ?? join(written.dataDirectory, 'ledger-checkpoints.jsonl'),
      postgresql: written.ledger.postgresql ?? null,
    },
    peers:
      written.peers === undefined
        ? null
        : { ...written.peers, keyFile: written.peers.keyFile ?? join(keysDirectory, 'peer.jwk') },
    redis:
      written.redis === undefined
        ? null
        : { ...written.redis, hashingKeyFile: written.redis.hashingKeyFile ?? join(keysDirectory, 'redis.key') },
    revocations: {
      ...written.revocations,
      file: written.revocations.file ?? join(written.dataDirectory, 'revocations.jsonl'),
    },
    notices: { file: written.notices.file ?? join(written.dataDirectory, 'notices.jsonl') },
    sealedIds: { keyFiles: keyFiles.length > 0 ? keyFiles : [join(keysDirectory, 'sealed-ids.key')] },
  };
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
