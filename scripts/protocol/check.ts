import { ProtocolError } from '../../src/config/protocol-error.ts';
import type { ProtocolFault } from '../../src/model/protocol.ts';
import { checkApproved } from './check-approved.ts';
import { checkCodes } from './check-codes.ts';
import { checkContracts, shippedSchemas } from './check-contracts.ts';
import { checkOrganisations } from './check-organisations.ts';
import { checkReach } from './check-reach.ts';
import { checkUse } from './check-use.ts';
import type { Command } from '../named-commands.ts';
import { dateOf, exit, readOptions } from './command-line.ts';
import { UnreadablePolicyError } from './expression.ts';
import { type Finding, fault } from './finding.ts';
import { readVersion, shippedDirectory, withVersion } from './read-version.ts';
import { openRuleBook, type RuleBook } from './rule-book.ts';
import { textTable } from './text-table.ts';

const usage = `Usage: npm run -s protocol -- check [options]

  Whether the sharing protocol is sound. Faults: what cannot be read or does not fit its schema, codes that
  nothing knows or that are not of their scheme's form, annotations that are missing, policies and schedules that can never matter, fields of the
  contracts that nobody classified. Warnings: schedules and bases outside their dates, classes nobody may see,
  organisations and roles without a schedule, decisions that are not as approved.

  --directory D       a directory, or git:REVISION; default protocol/
  --schemas D         the contracts of the agencies; default schemas/
  --date YYYY-MM-DD   the day for what has dates; default today
  --strict            warnings fail, too
  --json              JSON

  Exit code: 0 sound; 1 faults (with --strict: or warnings); 2 wrong use.`;

/** `npm run protocol -- check`. */
export const check: Command = { usage, run };

function run(args: readonly string[]): number {
  const { values } = readOptions(args, {
    directory: { type: 'string', default: shippedDirectory },
    schemas: { type: 'string', default: shippedSchemas },
    date: { type: 'string' },
    strict: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const date = dateOf(values.date);
  const { book, findings } = withVersion(values.directory, (directory) => checked(directory, values.schemas, date));
  const faults = findings.filter(({ severity }) => severity === 'FAULT');
  const isSound = faults.length === 0 && !(values.strict && findings.length > 0);
  if (values.json) console.log(JSON.stringify({ version: book?.protocol.version ?? null, isSound, findings }, null, 2));
  else console.log(textOf(book, findings));
  return isSound ? exit.done : exit.faults;
}

function checked(
  directory: string,
  schemas: string,
  date: string,
): { readonly book: RuleBook | null; readonly findings: readonly Finding[] } {
  try {
    const book = openRuleBook(readVersion(directory));
    const codes = checkCodes(book, directory);
    const findings = [
      ...codes,
      ...checkOrganisations(book),
      ...checkReach(book),
      ...checkContracts(book, schemas),
      ...checkUse(book, date),
      ...checkApproved(book, directory),
    ];
    return { book, findings: findings.sort((one, other) => one.severity.localeCompare(other.severity)) };
  } catch (error) {
    // What is wrong here keeps the rest from being looked at.
    if (error instanceof ProtocolError) return { book: null, findings: error.faults.map(asFinding) };
    if (error instanceof UnreadablePolicyError) return { book: null, findings: [asFinding(splitFile(error.message))] };
    throw error;
  }
}

function asFinding({ file, problem }: ProtocolFault): Finding {
  const at = problem.lastIndexOf('; ');
  return at < 0 ? fault(file, problem, 'correct it') : fault(file, problem.slice(0, at), problem.slice(at + 2));
}

function splitFile(message: string): ProtocolFault {
  const at = message.indexOf(': ');
  return { file: message.slice(0, at), problem: message.slice(at + 2) };
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

function textOf(book: RuleBook | null, findings: readonly Finding[]): string {
  const table = textTable(
    ['', 'file', 'what is wrong', 'what to do'],
    findings.map(({ severity, file, problem, fix }) => [severity.toLowerCase(), file, problem, fix]),
  );
  const faults = findings.filter(({ severity }) => severity === 'FAULT').length;
  const counts = `${counted(faults, 'fault')}, ${counted(findings.length - faults, 'warning')}`;
  if (book === null) return `${table}\n\nThe sharing protocol cannot be used: ${counts}.`;
  const { version, policies, schedules, signatories, bases } = book.protocol;
  const content =
    `${policies.length} policies, ${schedules.length} schedules, ` +
    `${bases.length} bases, ${signatories.length} organisations`;
  const verdict = faults === 0 ? 'is sound' : 'is NOT sound';
  const summary = `The sharing protocol ${version} ${verdict}: ${content}; ${counts}.`;
  return table === '' ? summary : `${table}\n\n${summary}`;
}
