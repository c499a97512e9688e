import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { approvedName, compareApproved, readApproved, writeApproved } from './approved-file.ts';
import { approvedLines } from './approved-lines.ts';
import type { Command } from '../named-commands.ts';
import { exit, readOptions, UsageError } from './command-line.ts';
import { groupsOf } from './groups.ts';
import { readVersion, shippedDirectory } from './read-version.ts';
import { openRuleBook } from './rule-book.ts';

const usage = `Usage: npm run -s protocol -- approve [options]

  Prints what the policies decide otherwise than was approved (+ is so now, - was approved), and approves it: keeps
  every decision in ${approvedName} beside the policies, a line each. The tests fail while the two differ, so that no
  change of a policy that alters a decision goes unseen.

  --check         approve nothing
  --directory D   default protocol/

  Exit code: 0 as approved, or approved now; 1 with --check: not as approved; the protocol is not sound; 2 wrong use.`;

/** `npm run protocol -- approve`. */
export const approve: Command = { usage, run };

function run(args: readonly string[]): number {
  const { values } = readOptions(args, {
    check: { type: 'boolean', default: false },
    directory: { type: 'string', default: shippedDirectory },
  });
  const directory = resolve(values.directory);
  if (!existsSync(directory)) throw new UsageError(`there is no directory ${values.directory}`);
  const book = openRuleBook(readVersion(directory));
  const lines = approvedLines(book, groupsOf(book));
  const { added, gone } = compareApproved(readApproved(directory), lines);
  const isSame = added.length + gone.length === 0;
  for (const line of gone) console.log(`- ${line}`);
  for (const line of added) console.log(`+ ${line}`);
  if (isSame) console.log(`All ${lines.length - 1} lines are as approved.`);
  else if (values.check) console.log(`NOT APPROVED: ${added.length} lines, and ${gone.length} are no longer so.`);
  else {
    writeApproved(directory, lines);
    console.log(`Approved: ${added.length} lines added, ${gone.length} taken out, of ${lines.length - 1}.`);
  }
  return isSame || !values.check ? exit.done : exit.faults;
}
