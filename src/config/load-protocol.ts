import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Protocol, ProtocolFault, ReadPolicies } from '../model/protocol.ts';
import { checkProtocol } from './check-protocol.ts';
import { ProtocolError } from './protocol-error.ts';
import { basesFile, schedulesFile, settingsFile, signatoriesFile } from './protocol-files.ts';

/** What loading needs beside the directory. */
export type LoadProtocolOptions = {
  /** Stands before issuers that are written as a path, e.g. `http://127.0.0.1:4100`; no slash at the end. */
  readonly issuerBase: string;
  /** Splits and validates the policy files. */
  readonly readPolicies: ReadPolicies;
};

type Files = ReadonlyMap<string, string>;

const versionLength = 16;
const secondTier = 'tier2/';

/**
 * Reads the sharing protocol from its directory: policies, their schema, signatories, schedules,
 * bases, settings. The version is a hash over all of these files.
 *
 * @throws ProtocolError with every fault at once, each with its file.
 */
export function loadProtocol(directory: string, { issuerBase, readPolicies }: LoadProtocolOptions): Protocol {
  const files = readFiles(directory);
  const faults: ProtocolFault[] = [];
  const parsed = <T>(file: string, schema: z.ZodType<T>): T | null => {
    const result = parse(files, file, schema);
    faults.push(...result.faults);
    return result.value;
  };
  const people = parsed('signatories.yaml', signatoriesFile);
  const schedules = parsed('schedules.yaml', schedulesFile);
  const bases = parsed('bases.yaml', basesFile);
  const settings = parsed('settings.yaml', settingsFile);

  const cedarSchema = files.get('schema.cedarschema');
  if (cedarSchema === undefined) faults.push({ file: 'schema.cedarschema', problem: 'is missing' });
  const policies = readPolicies({
    schema: cedarSchema ?? '',
    files: [...files].flatMap(([file, text]) =>
      file.endsWith('.cedar') ? [{ file, schedule: scheduleOf(file), text }] : [],
    ),
  });
  if (cedarSchema !== undefined) faults.push(...policies.faults);
  if (people === null || schedules === null || bases === null || settings === null || cedarSchema === undefined) {
    throw new ProtocolError(directory, faults);
  }

  const { remedies, ...others } = settings;
  const { issuers, register, ...organisations } = people;
  const protocol: Protocol = {
    version: versionOf(files),
    ...organisations,
    ...others,
    ...schedules,
    bases: bases.bases,
    allowedBases: bases.allowed,
    issuers: issuers.map((binding) => ({ ...binding, issuer: resolved(binding.issuer, issuerBase) })),
    register: register.map(({ issuer, subject, trainedUntil, vettedOn, designatedOfficer, isSuspended }) => ({
      subject: `${resolved(issuer, issuerBase)}|${subject}`,
      ...(trainedUntil === undefined ? {} : { trainedUntil }),
      ...(vettedOn === undefined ? {} : { vettedOn }),
      ...(designatedOfficer === undefined ? {} : { designatedOfficer }),
      ...(isSuspended === undefined ? {} : { isSuspended }),
    })),
    remedies: Object.entries(remedies).map(([name, remedy]) => ({ name, ...remedy, kind: remedy.kind ?? name })),
    policies: policies.policies,
    cedarSchema,
  };
  faults.push(...checkProtocol(protocol));
  if (faults.length > 0) throw new ProtocolError(directory, faults);
  return freeze(protocol);
}

/** The protocol's files by path below the directory, in a fixed order. */
function readFiles(directory: string): Files {
  try {
    const names = readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => /\.(cedar|cedarschema|yaml)$/.test(name))
      .sort();
    return new Map(names.map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
  } catch {
    throw new ProtocolError(directory, [
      { file: '(directory)', problem: 'cannot be read; give the path of protocol/' },
    ]);
  }
}

function parse<T>(
  files: Files,
  file: string,
  schema: z.ZodType<T>,
): { readonly value: T | null; readonly faults: readonly ProtocolFault[] } {
  const text = files.get(file);
  if (text === undefined) return { value: null, faults: [{ file, problem: 'is missing' }] };
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ code, linePos }) => ({
      file,
      problem: `line ${linePos?.[0].line ?? 1} is not valid YAML (${code})`,
    }));
    return { value: null, faults };
  }
  const result = schema.safeParse(document.toJS() ?? {});
  if (result.success) return { value: result.data, faults: [] };
  const faults = result.error.issues.map(({ path, message }) => ({
    file,
    problem: `${path.map(String).join('.') || '(file)'}: ${message}`,
  }));
  return { value: null, faults };
}

function scheduleOf(file: string): string | null {
  return file.startsWith(secondTier) ? file.slice(secondTier.length, -'.cedar'.length) : null;
}

function resolved(issuer: string, base: string): string {
  return issuer.includes('://') ? issuer : `${base}/${issuer}`;
}

function versionOf(files: Files): string {
  const hash = createHash('sha256');
  // Lengths keep the end of one file from passing for the beginning of the next.
  for (const [name, text] of files) hash.update(`${name.length}:${name}${text.length}:${text}`);
  return hash.digest('hex').slice(0, versionLength);
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
