/**
 * `npm run ledger -- verify | list | control | purge`: proves the ledger, reads it with the audit role's
 * keys, says what is open in the control state, removes months past retention. Works while the gateway runs.
 * Exit code 0: done, and sound; 1: verify found something; 2: it could not be done.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../src/config/load-config.ts';
import { postgresOf } from '../src/join-postgres.ts';
import type { LocalIdentifier } from '../src/ledger/identifier-hash.ts';
import { ControlError } from '../src/ledger/control-error.ts';
import { LedgerError } from '../src/ledger/ledger-error.ts';
import { listControl } from '../src/ledger/list-control.ts';
import { type LedgerKeyFiles, loadAuditKeys, loadSigningKey, loadVerificationKeys } from '../src/ledger/ledger-keys.ts';
import { purgeSegments, purgeSharedSegments } from '../src/ledger/purge-segments.ts';
import { type LedgerQuery, type ListedRecord, readLedger } from '../src/ledger/read-ledger.ts';
import { type VerificationReport, verifyLedger } from '../src/ledger/verify-ledger.ts';
import { normaliseIdentifier } from '../src/matching/identifiers.ts';
import { openSealedChildId } from '../src/matching/sealed-id.ts';
import type { PostgresSettings } from '../src/postgres/open-postgres.ts';

const usage = `Usage: npm run -s ledger -- COMMAND [options]

  verify                         prove the trail, or say what was changed
  list --child ID                who saw a child: a sealed child id, or SCHEME:VALUE (e.g. UPN:...)
  list --record AGENCY:ID        the same by an agency's own record id
  list --caller SUBJECT          what a caller asked for (ISSUER|SUB), and was done about the account
  list --operation RECORD        one operation by its reference: why the glass was broken, how it was judged
       [--since YYYY-MM-DD] [--limit N]
  control                        accounts that are suspended, and obligations that are open
  purge --before YYYY-MM         remove the months before, leaving the rest verifiable

  --config FILE       the gateway's configuration: says where all of these are, and a ledger in PostgreSQL
  --data DIR          data directory, default .data
  --ledger DIR        the ledger's directory, default DATA/ledger; given: the ledger in it, and not one in PostgreSQL
  --checkpoints FILE  signed checkpoints, default DATA/ledger-checkpoints.jsonl; several: those of all machines
  --keys DIR          ledger-identifier*.key, ledger-audit*.key, ledger-signing*.pub, sealed-ids*.key, default
                      DATA/keys; besides them those count that the configuration names
  --protocol DIR      the sharing protocol (for sealed ids), default protocol
  --json              print JSON`;

const signatoriesFile = z.object({ signatories: z.array(z.object({ organisation: z.string() })) });

/** A fault of the command line, told in one line; never quotes an identifier. */
class UsageError extends Error {}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.exitCode = 2;
  if (error instanceof UsageError) console.error(error.message);
  else if (error instanceof LedgerError || error instanceof ControlError)
    console.error(`${error.code}: ${error.message}`);
  // Nothing here holds a record: files that cannot be read, a protocol that cannot be parsed.
  else console.error(error instanceof Error ? error.message : 'The command failed.');
}

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args);
  if (values.help || positionals.length !== 1) throw new UsageError(usage);
  const places = placesOf(values);
  switch (positionals[0]) {
    case 'verify':
      return await verify(places, values.json);
    case 'list':
      return await list(places, values);
    case 'control':
      return await control(places, values.json);
    case 'purge':
      return await purge(places, values.before, values.json);
    default:
      throw new UsageError(usage);
  }
}

type Places = {
  readonly directory: string;
  /** With as much time as a statement needs; null: the ledger is in the directory. */
  readonly postgres: PostgresSettings | null;
  readonly checkpointsFiles: readonly string[];
  readonly keysDirectory: string;
  /** Key files that the configuration names; none in development, and without a configuration. */
  readonly keyFiles: LedgerKeyFiles;
  readonly sealingKeyFiles: readonly string[];
  readonly protocolDirectory: string;
};

function placesOf(values: Values): Places {
  const config = values.config === undefined ? null : loadConfig(values.config, process.env);
  const data = config?.dataDirectory ?? resolve(values.data);
  // A directory that is named is meant: a ledger of before, kept beside the one in PostgreSQL.
  const postgres = config === null || values.ledger !== undefined ? null : postgresOf(config);
  const given = values.checkpoints?.map((file) => resolve(file));
  return {
    directory:
      values.ledger === undefined ? (config?.ledger.directory ?? join(data, 'ledger')) : resolve(values.ledger),
    postgres: postgres === null ? null : { ...postgres, statementTimeoutMs: null },
    checkpointsFiles: given ?? [config?.ledger.checkpointsFile ?? join(data, 'ledger-checkpoints.jsonl')],
    keysDirectory: values.keys === undefined ? (config?.keysDirectory ?? join(data, 'keys')) : resolve(values.keys),
    keyFiles: config?.ledger.keys ?? {},
    sealingKeyFiles: config?.sealedIds.keyFiles ?? [],
    protocolDirectory:
      values.protocol ?? config?.protocolDirectory ?? fileURLToPath(new URL('../protocol', import.meta.url)),
  };
}

type Values = ReturnType<typeof readArguments>['values'];

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        data: { type: 'string', default: '.data' },
        ledger: { type: 'string' },
        checkpoints: { type: 'string', multiple: true },
        keys: { type: 'string' },
        protocol: { type: 'string' },
        child: { type: 'string' },
        record: { type: 'string' },
        caller: { type: 'string' },
        operation: { type: 'string' },
        since: { type: 'string' },
        limit: { type: 'string', default: '50' },
        before: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch {
    // The parser's message quotes the argument.
    throw new UsageError(usage);
  }
}

async function verify(places: Places, asJson: boolean): Promise<number> {
  const { keysDirectory, keyFiles, checkpointsFiles: checkpointsFile } = places;
  const verificationKeys = loadVerificationKeys(keysDirectory, keyFiles);
  if (verificationKeys.length === 0) throw new UsageError(`There is no ledger-signing*.pub in ${keysDirectory}.`);
  const report = await verifyLedger({ ...places, checkpointsFile, verificationKeys });
  console.log(asJson ? JSON.stringify(report, null, 2) : textOfReport(report, nameOf(places)));
  return report.total === 0 ? 0 : 1;
}

/** Where the ledger is, without anything secret. */
function nameOf({ directory, postgres }: Places): string {
  return postgres === null ? directory : `${postgres.url} ${postgres.schema}`;
}

function textOfReport(report: VerificationReport, name: string): string {
  const { records, writers, segments, checkpoints, unreadableLines, findings, total } = report;
  const lines = findings.map(({ code, writer, number }) => {
    const place = [writer === null ? '' : `writer ${writer}`, number === null ? '' : `number ${number}`].filter(
      Boolean,
    );
    return `FOUND ${code}${place.length === 0 ? '' : ` (${place.join(', ')})`}`;
  });
  return [
    `ledger: ${name}`,
    `records: ${records}, chains: ${writers}, segments: ${segments}, checkpoints: ${checkpoints}`,
    ...(unreadableLines === 0 ? [] : [`note: ${unreadableLines} unreadable lines in the checkpoints file`]),
    ...lines,
    ...(total > findings.length ? [`... and ${total - findings.length} more`] : []),
    total === 0 ? 'result: SOUND' : `result: NOT SOUND, ${total} found`,
  ].join('\n');
}

async function list(places: Places, values: Values): Promise<number> {
  const { keysDirectory, keyFiles } = places;
  const keys = loadAuditKeys(keysDirectory, keyFiles);
  if (keys.identifiers.length === 0) throw new UsageError(`There is no ledger-identifier*.key in ${keysDirectory}.`);
  if (keys.audit.length === 0)
    throw new UsageError(`There is no ledger-audit*.key of the audit role in ${keysDirectory}.`);
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1) throw new UsageError('--limit takes a whole number from 1.');
  const since = values.since === undefined ? undefined : Date.parse(values.since);
  if (Number.isNaN(since)) throw new UsageError('--since takes a date, YYYY-MM-DD, or an instant.');
  const records = await readLedger({ ...places, keys, query: queryOf(places, values), since, limit });
  if (values.json) console.log(JSON.stringify(records.map(withInstant), null, 2));
  else console.log(records.length === 0 ? 'no records' : records.map(textOfRecord).join('\n\n'));
  return 0;
}

function queryOf(places: Places, { child, record, caller, operation }: Values): LedgerQuery {
  if ([child, record, caller, operation].filter((value) => value !== undefined).length !== 1) {
    throw new UsageError('list takes one of --child, --record, --caller and --operation.');
  }
  if (operation !== undefined) return { kind: 'OPERATION', recordId: operation };
  if (caller !== undefined) return { kind: 'CALLER', subject: caller };
  if (record !== undefined) {
    const [agency, recordId] = splitOnce(record, '--record takes AGENCY:ID.');
    return { kind: 'CHILD', identifiers: [{ agency, recordId }] };
  }
  const given = child ?? '';
  return {
    kind: 'CHILD',
    identifiers: given.includes(':') ? schemeAndValue(given) : sealedId(places, given),
  };
}

// As it was given and in its canonical form: the records hold the form that the agency gave.
function schemeAndValue(text: string): readonly LocalIdentifier[] {
  const [scheme, value] = splitOnce(text, '--child takes a sealed child id or SCHEME:VALUE.');
  const normalised = normaliseIdentifier(scheme, value);
  return normalised.kind === 'VALID' && normalised.value !== value
    ? [
        { scheme, value: normalised.value },
        { scheme, value },
      ]
    : [{ scheme, value }];
}

function sealedId(places: Places, id: string): readonly LocalIdentifier[] {
  const { keysDirectory, sealingKeyFiles } = places;
  const kept = existsSync(keysDirectory) ? readdirSync(keysDirectory).sort() : [];
  const files = kept
    .filter((name) => name.startsWith('sealed-ids') && name.endsWith('.key'))
    .map((name) => join(keysDirectory, name));
  const all = [...new Set([...sealingKeyFiles, ...files])].filter((file) => existsSync(file));
  const keys = all.map((file) => new Uint8Array(Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')));
  if (keys.length === 0)
    throw new UsageError(`There is no sealed-ids*.key in ${keysDirectory} to open a child id with.`);
  const opened = openSealedChildId(keys, organisations(places.protocolDirectory), id);
  if (opened === null)
    throw new UsageError('--child is not a child id of a signatory of this gateway, nor SCHEME:VALUE.');
  return [opened.anchor];
}

function organisations(protocol: string): readonly string[] {
  const { signatories } = signatoriesFile.parse(parse(readFileSync(join(protocol, 'signatories.yaml'), 'utf8')));
  return signatories.map(({ organisation }) => organisation);
}

async function control(places: Places, asJson: boolean): Promise<number> {
  const { suspensions, obligations } = await listControl(places);
  const instant = (at: number): string => new Date(at).toISOString();
  if (asJson) {
    const open = {
      suspensions: suspensions.map((one) => ({ ...one, since: instant(one.since) })),
      obligations: obligations.map((one) => ({ ...one, dueBy: one.dueBy === null ? null : instant(one.dueBy) })),
    };
    console.log(JSON.stringify(open, null, 2));
    return 0;
  }
  const now = Date.now();
  for (const { account, cause, recordId, since } of suspensions) {
    const over = recordId === null ? '' : ` over record ${recordId}`;
    console.log(`suspended since ${instant(since)}  ${cause}${over}  ${quoted(account)}`);
  }
  for (const { recordId, kind, organisation, dueBy } of obligations) {
    const due = dueBy === null ? 'no date' : `${dueBy < now ? 'OVERDUE since' : 'due by'} ${instant(dueBy)}`;
    console.log(`${due}  ${kind}  record ${recordId}  ${organisation}`);
  }
  console.log(`suspended: ${suspensions.length}, open obligations: ${obligations.length}`);
  return 0;
}

async function purge(places: Places, before: string | undefined, asJson: boolean): Promise<number> {
  if (before === undefined) throw new UsageError('purge takes --before YYYY-MM.');
  const { directory, postgres, checkpointsFiles, keysDirectory, keyFiles } = places;
  const [checkpointsFile, ...others] = checkpointsFiles;
  if (checkpointsFile === undefined || others.length > 0) throw new UsageError('purge takes one --checkpoints.');
  const signing = loadSigningKey(keyFiles.signing ?? join(keysDirectory, 'ledger-signing.key'));
  const options = { checkpointsFile, signing, before, now: Date.now() };
  const purged =
    postgres === null ? purgeSegments({ ...options, directory }) : await purgeSharedSegments({ ...options, postgres });
  if (asJson) console.log(JSON.stringify(purged, null, 2));
  else {
    for (const { writer, month, records } of purged) console.log(`purged ${month} of ${writer}: ${records} records`);
    console.log(`purged segments: ${purged.length}`);
  }
  return 0;
}

function splitOnce(text: string, fault: string): readonly [string, string] {
  const at = text.indexOf(':');
  if (at < 1 || at === text.length - 1) throw new UsageError(fault);
  return [text.slice(0, at), text.slice(at + 1)];
}

function withInstant(record: ListedRecord): Record<string, unknown> {
  return { ...record, at: new Date(record.at).toISOString() };
}

function textOfRecord(record: ListedRecord): string {
  const { kind, at, organisation, roles, mode, purpose, bases, dryRun, refusal, control, opened, policyVersion } =
    record;
  const lines = [
    `${new Date(at).toISOString()}  ${kind}${dryRun ? ' (dry run)' : ''}  record ${record.recordId}`,
    `  organisation  ${organisation}`,
    `  roles         ${roles.join(', ')}`,
    ...(mode === null || mode === 'NORMAL' ? [] : [`  mode          ${mode}`]),
    `  purpose       ${purpose ?? '-'}${bases.length === 0 ? '' : ` on ${bases.join(', ')}`}`,
    `  policies      version ${policyVersion}`,
    `  asked for     ${record.roots.join(', ')}: ${record.classes.join(', ')}`,
  ];
  if (refusal !== null) lines.push(`  refused       ${refusal}`);
  if (control !== null) lines.push(...textOfControl(control));
  if (opened === null) return [...lines, '  sealed        no key at hand opens the rest'].join('\n');
  lines.push(`  caller        ${quoted(opened.subject)}`);
  if (opened.mediator !== null) lines.push(`  through       ${quoted(opened.mediator)}`);
  if (opened.account !== null) lines.push(`  account       ${quoted(opened.account)}`);
  lines.push(`  reason        ${opened.reason === null ? '-' : quoted(opened.reason)}`);
  if (opened.childRefusal !== null) lines.push(`  child refused ${opened.childRefusal}`);
  for (const { agency, class: disclosureClass, outcome, code } of opened.outcomes) {
    lines.push(`  ${agency.padEnd(14)}${disclosureClass.padEnd(6)}${outcome}${code === null ? '' : ` ${code}`}`);
  }
  return lines.join('\n');
}

/**
 * What callers wrote, so that it steers no terminal and reads as it is: JSON alone leaves what is not seen and turns
 * the text around it (U+202E), and the control characters from U+0080.
 */
function quoted(text: unknown): string {
  return JSON.stringify(text).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) =>
    Array.from({ length: sign.length }, (_, at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );
}

function textOfControl({ act, outcome, obligations }: NonNullable<ListedRecord['control']>): readonly string[] {
  return [
    `  act           ${act}${outcome === null ? '' : ` ${outcome}`}`,
    ...obligations.map(
      ({ kind, dueBy }) => `  owed          ${kind}${dueBy === null ? '' : ` by ${new Date(dueBy).toISOString()}`}`,
    ),
  ];
}
