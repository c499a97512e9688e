import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { noPeerRules } from '../model/peer.ts';
import type { Protocol, ProtocolFault, ReadPolicies } from '../model/protocol.ts';
import { checkProtocol } from './check-protocol.ts';
import { directoryFile } from './directory-file.ts';
import { directoryOf } from './directory-of.ts';
import { matchingFile, nameFrequenciesFile } from './matching-files.ts';
import { peersFile } from './peers-file.ts';
import { ProtocolError } from './protocol-error.ts';
import { jurisdictionsFile, noticesFile, obligationsFile, slotsFile } from './protocol-content-files.ts';
import { basesFile, schedulesFile, settingsFile, signatoriesFile } from './protocol-files.ts';
import { type ProtocolFiles, readProtocolFiles, versionOf } from './read-protocol-files.ts';

/** What loading needs beside the directory. */
export type LoadProtocolOptions = {
  /** Stands before issuers that are written as a path, e.g. `http://127.0.0.1:4100`; no slash at the end. */
  readonly issuerBase: string;
  /** Splits and validates the policy files. */
  readonly readPolicies: ReadPolicies;
};

const secondTier = 'tier2/';
const schemaFile = 'schema.cedarschema';

/**
 * Reads the sharing protocol from its directory: policies, their schema, signatories, schedules,
 * bases, settings. The version is a hash over all of these files.
 *
 * @throws ProtocolError with every fault at once, each with its file.
 */
export function loadProtocol(directory: string, options: LoadProtocolOptions): Protocol {
  return protocolOf(directory, readProtocolFiles(directory), options);
}

/**
 * As `loadProtocol`, of files that were read before, so that what is checked is what was read.
 *
 * @throws ProtocolError with every fault at once, each with its file.
 */
export function protocolOf(
  directory: string,
  files: ProtocolFiles,
  { issuerBase, readPolicies }: LoadProtocolOptions,
): Protocol {
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
  const services = parsed('directory.yaml', directoryFile);
  const slots = parsed('slots.yaml', slotsFile);
  const jurisdictions = parsed('jurisdictions.yaml', jurisdictionsFile);
  const obligations = parsed('obligations.yaml', obligationsFile);
  const notices = parsed('notices.yaml', noticesFile);
  const matching = parsed('matching.yaml', matchingFile);
  const frequencies = parsed('name-frequencies.yaml', nameFrequenciesFile);
  const peers = files.has('peers.yaml') ? parsed('peers.yaml', peersFile) : noPeerRules;

  const cedarSchema = files.get(schemaFile);
  if (cedarSchema === undefined) faults.push({ file: schemaFile, problem: 'is missing' });
  const policies = readPolicies({
    schema: cedarSchema ?? '',
    files: [...files].flatMap(([file, text]) =>
      file.endsWith('.cedar') ? [{ file, schedule: scheduleOf(file), text }] : [],
    ),
  });
  if (cedarSchema !== undefined) faults.push(...policies.faults);
  // Hundreds of codes are known by it alone: what would be said of them without it is not what is wrong.
  if (policies.faults.some(({ file }) => file === schemaFile)) throw new ProtocolError(directory, faults);
  if (people === null || schedules === null || bases === null || settings === null || cedarSchema === undefined) {
    throw new ProtocolError(directory, faults);
  }
  if (services === null || slots === null || jurisdictions === null || obligations === null || notices === null) {
    throw new ProtocolError(directory, faults);
  }
  if (matching === null || frequencies === null || peers === null) throw new ProtocolError(directory, faults);

  const { remedies, ...others } = settings;
  const { issuers, register, ...organisations } = people;
  const published = directoryOf(services, people.signatories);
  faults.push(...published.faults);
  const protocol: Protocol = {
    version: versionOf(files),
    ...organisations,
    ...others,
    ...schedules,
    bases: bases.bases,
    allowedBases: bases.allowed,
    directory: published.directory,
    slots,
    jurisdictions,
    obligations: { bankHolidays: obligations.bankHolidays, rules: obligations.obligations },
    notices,
    matching: { ...matching, frequencies },
    peers,
    issuers: issuers.map((binding) => ({
      ...binding,
      issuer: resolved(binding.issuer, issuerBase),
      mediators: binding.mediators.map((issuer) => resolved(issuer, issuerBase)),
    })),
    register: register.map(
      ({ issuer, subject, trainedUntil, vettedOn, designatedOfficer, mayOverrideShield, isSuspended }) => ({
        subject: `${resolved(issuer, issuerBase)}|${subject}`,
        ...(trainedUntil === undefined ? {} : { trainedUntil }),
        ...(vettedOn === undefined ? {} : { vettedOn }),
        ...(designatedOfficer === undefined ? {} : { designatedOfficer }),
        ...(mayOverrideShield === undefined ? {} : { mayOverrideShield }),
        ...(isSuspended === undefined ? {} : { isSuspended }),
      }),
    ),
    remedies: Object.entries(remedies).map(([name, remedy]) => ({ name, ...remedy, kind: remedy.kind ?? name })),
    policies: policies.policies,
    cedarSchema,
  };
  faults.push(...checkProtocol(protocol));
  if (faults.length > 0) throw new ProtocolError(directory, faults);
  return freeze(protocol);
}

function parse<T>(
  files: ProtocolFiles,
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

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
