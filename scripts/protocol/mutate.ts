import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { compareApproved, readApproved } from './approved-file.ts';
import { altersLines, approvedLines } from './approved-lines.ts';
import type { Command } from '../named-commands.ts';
import { exit, mustBeOneOf, readOptions, UsageError } from './command-line.ts';
import { type Groups, groupsOf } from './groups.ts';
import { loadsWith } from './loads-with.ts';
import { type Mutant, mutantsOf } from './mutants.ts';
import { readVersion, root, shippedDirectory } from './read-version.ts';
import { openRuleBook, type RuleBook } from './rule-book.ts';
import { type Idleness, wideningOf } from './widening.ts';

const usage = `Usage: npm run -s protocol -- mutate [options]

  Whether it would be noticed: removes each policy that forbids and widens each that permits (without one of its
  conditions, with one further class, to know as well as to read), one change at a time. Of each that permits more,
  says whether the tests fail on it, and whether it alters what is approved (see "approve"). Changes by which no
  request is permitted more are counted by their reason; one that no longer loads is noticed.

  --list              only list the changes
  --only TEXT         only of policies whose file or id contains TEXT
  --kind KIND         REMOVED (policies that forbid) or WIDENED (that permit); default both
  --by WHAT           tests, approved (a minute or two for all), or both; default both: first the tests, and what is
                      approved for those that no test notices
  --every-class       each further class; default with tests: of a list, the first that permits more
  --limit N           at most so many runs of tests, then stop; with --results, the next call goes on
  --results FILE      keep results in FILE, a line a change, and do not repeat those that it holds for
                      this very protocol (remove it when tests change)
  --parallel N        so many runs at once; default 2
  --tests COMMAND     run on each changed protocol, whose directory is in CHILDVIEW_TEST_PROTOCOL; must pass on the
                      protocol as it is. Default: those of test/access and one of test/protocol
  --directory D       default protocol/

  Exit code: 0 every change was noticed; 1 some were not, or the protocol is not sound; 2 wrong use.`;

/** `npm run protocol -- mutate`. */
export const mutate: Command = { usage, run };

const outcomes = ['TESTED', 'APPROVED', 'REFUSED', 'SURVIVED', 'NO_EFFECT'] as const;
/**
 * TESTED: a test fails. APPROVED: no test, but a decision is not as approved. REFUSED: it does not load. SURVIVED:
 * nothing notices it. NO_EFFECT: no request is permitted more.
 */
type Outcome = (typeof outcomes)[number];
type Result = { readonly mutant: Mutant; readonly outcome: Outcome; readonly why?: string | undefined };

const resultLine = z.object({ key: z.string(), outcome: z.enum(outcomes), why: z.string().optional() });

const vitest = [
  process.execPath,
  join(root, 'node_modules/vitest/vitest.mjs'),
  'run',
  '--reporter=dot',
  '--maxWorkers=1',
];
/** They take long, and notice what the others do not: last. */
const slowTests = ['test/access/properties.test.ts', 'test/access/forbids.test.ts'];
/** They look at files of the shipped protocol, or at none. */
const otherTests = ['test/access/load-protocol.test.ts', 'test/access/engine-memory.test.ts'];
/** What else may be promised of the policies. */
const promiseTests = 'test/protocol/opens-nothing-else.test.ts';
const defaultTests: readonly (readonly string[])[] = [
  [
    ...vitest,
    '--bail=1',
    'test/access',
    promiseTests,
    ...[...slowTests, ...otherTests].map((file) => `--exclude=${file}`),
  ],
  [...vitest, '--bail=1', ...slowTests],
];
const mostMsPerRun = 10 * 60_000;

type Options = {
  readonly directory: string;
  readonly by: string;
  /** One after the other, until one fails. */
  readonly commands: readonly (readonly string[])[];
  readonly everyClass: boolean;
  readonly results: string | undefined;
  readonly limit: number;
};

async function run(args: readonly string[]): Promise<number> {
  const { values } = readOptions(args, {
    list: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    kind: { type: 'string' },
    'every-class': { type: 'boolean', default: false },
    limit: { type: 'string' },
    results: { type: 'string' },
    parallel: { type: 'string', default: '2' },
    tests: { type: 'string' },
    by: { type: 'string', default: 'both' },
    directory: { type: 'string', default: shippedDirectory },
  });
  const kind = values.kind === undefined ? null : mustBeOneOf('--kind', values.kind, ['REMOVED', 'WIDENED']);
  const parallel = countOf('--parallel', values.parallel);
  const options: Options = {
    directory: resolve(values.directory),
    by: mustBeOneOf('--by', values.by, ['tests', 'approved', 'both']),
    commands: values.tests === undefined ? defaultTests : [values.tests.split(' ').filter(Boolean)],
    everyClass: values['every-class'] || values.by === 'approved',
    results: values.results,
    limit: values.limit === undefined ? Number.POSITIVE_INFINITY : countOf('--limit', values.limit),
  };
  if (!existsSync(options.directory)) throw new UsageError(`there is no directory ${values.directory}`);
  const book = openRuleBook(readVersion(options.directory));
  const mutants = mutantsOf(book, options.directory).filter(
    (mutant) =>
      (kind === null || mutant.kind === kind) &&
      (mutant.policy.file.includes(values.only) || mutant.policy.id.includes(values.only)),
  );
  if (values.list) {
    for (const { id, policy, what } of mutants) console.log(`${id}  ${policy.file}: ${policy.id} ${what}`);
    console.log(`${mutants.length} changes`);
    return exit.done;
  }
  const groups = groupsOf(book);
  if (options.by !== 'tests') mustBeApproved(options.directory, book, groups);
  if (options.by !== 'approved' && !(await passesAll(options.directory, options.commands))) {
    throw new UsageError('cannot begin: the tests fail on the protocol as it is');
  }
  const results = await runAll(mutants, book, groups, options, parallel);
  console.log(summaryOf(results, mutants.length));
  return results.some(({ outcome }) => outcome === 'SURVIVED') ? exit.faults : exit.done;
}

function mustBeApproved(directory: string, book: RuleBook, groups: Groups): void {
  const { added, gone } = compareApproved(readApproved(directory), approvedLines(book, groups));
  if (added.length + gone.length === 0) return;
  throw new UsageError('cannot begin: the decisions are not as approved; see "approve", or use --by tests');
}

async function runAll(
  mutants: readonly Mutant[],
  book: RuleBook,
  groups: Groups,
  options: Options,
  parallel: number,
): Promise<readonly Result[]> {
  const known = knownResults(options.results);
  const results: Result[] = [];
  const widened = new Set<string>();
  const waiting = mutants.values();
  let runs = 0;

  const finish = (mutant: Mutant, outcome: Outcome, why: string | undefined, isKnown: boolean): void => {
    results.push({ mutant, outcome, why });
    if (!isKnown && options.results !== undefined) {
      const line = { key: keyOf(mutant, book, options), outcome, why, id: mutant.id };
      appendFileSync(options.results, `${JSON.stringify(line)}\n`);
    }
    const isTold = options.by !== 'approved' || outcome === 'SURVIVED';
    if (isTold && outcome !== 'NO_EFFECT') console.log(`${results.length}/${mutants.length} ${outcome} ${mutant.id}`);
  };
  const worker = async (): Promise<void> => {
    for (const mutant of waiting) {
      const list = listOf(mutant);
      if (!options.everyClass && list !== null && widened.has(list)) {
        results.push({ mutant, outcome: 'NO_EFFECT', why: oneOfMany });
        continue;
      }
      const before = known.get(keyOf(mutant, book, options));
      if (before !== undefined) {
        if (list !== null && !['NO_EFFECT', 'REFUSED'].includes(before.outcome)) widened.add(list);
        finish(mutant, before.outcome, before.why, true);
        continue;
      }
      if (runs >= options.limit) return;
      const effect = effectOf(mutant, book, groups);
      if (effect.outcome !== null) {
        finish(mutant, effect.outcome, effect.why, false);
        continue;
      }
      if (list !== null) widened.add(list);
      if (options.by !== 'approved') runs += 1;
      finish(mutant, await noticeOf(mutant, book, groups, options), undefined, false);
    }
  };
  await Promise.all(Array.from({ length: options.by === 'approved' ? 1 : parallel }, worker));
  return results;
}

async function noticeOf(
  mutant: Mutant,
  book: RuleBook,
  groups: Groups,
  { by, directory, commands }: Options,
): Promise<Outcome> {
  if (by !== 'approved') {
    const isPassed = await withMutant(mutant, directory, (changed) => passesAll(changed, commands));
    if (!isPassed) return 'TESTED';
  }
  return by !== 'tests' && altersLines(mutant, book, groups) ? 'APPROVED' : 'SURVIVED';
}

/** The list of a policy that a mutant makes longer; null for every other change. */
function listOf({ id, kind }: Mutant): string | null {
  const [policy, change = ''] = id.split('/');
  return kind === 'WIDENED' && /^with-[A-Z]/.test(change) ? (policy ?? '') : null;
}

const oneOfMany = 'is one of many like it';
const reasons: Readonly<Record<Idleness, string>> = {
  IMPLIED: 'says what the schedule or the other conditions say as well',
  OPEN: 'permits what another policy permits already',
  CLOSED: 'permits what another policy forbids',
  OPEN_OR_CLOSED: 'permits what is permitted already, or forbidden',
  OUT_OF_REACH: 'permits more, but nothing that a request can come to',
};

/** Whether a mutant loads, and permits any request more; null: it does. */
function effectOf(
  mutant: Mutant,
  book: RuleBook,
  groups: Groups,
): { readonly outcome: 'REFUSED' | 'NO_EFFECT' | null; readonly why?: string } {
  if (!loadsWith(mutant, book.protocol)) return { outcome: 'REFUSED' };
  // Without a policy that forbids, the same may be refused with another code.
  if (mutant.kind === 'REMOVED') return { outcome: null };
  const widening = wideningOf(mutant, book, groups);
  return widening.kind === 'PERMITS' ? { outcome: null } : { outcome: 'NO_EFFECT', why: reasons[widening.reason] };
}

async function withMutant<T>(mutant: Mutant, directory: string, use: (changed: string) => Promise<T>): Promise<T> {
  const changed = writeMutant(mutant, directory);
  try {
    return await use(changed);
  } finally {
    rmSync(changed, { recursive: true, force: true });
  }
}

function writeMutant({ policy, text }: Mutant, directory: string): string {
  const changed = mkdtempSync(join(tmpdir(), 'protocol-mutant-'));
  cpSync(directory, changed, { recursive: true });
  writeFileSync(join(changed, policy.file), text);
  return changed;
}

/** Whether all tests pass on the protocol of a directory. */
async function passesAll(directory: string, commands: Options['commands']): Promise<boolean> {
  for (const command of commands) if (!(await passes(directory, command))) return false;
  return true;
}

/** Whether one run of tests passes; what takes too long does not. */
function passes(directory: string, [program = '', ...args]: readonly string[]): Promise<boolean> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: 'ignore',
      timeout: mostMsPerRun,
      env: { ...process.env, CHILDVIEW_TEST_PROTOCOL: directory },
    });
    child.once('error', () => fail(new UsageError(`cannot run ${program}`)));
    child.once('exit', (code) => done(code === 0));
  });
}

function knownResults(file: string | undefined): ReadonlyMap<string, Omit<Result, 'mutant'>> {
  if (file === undefined || !existsSync(file)) return new Map();
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const { key, outcome, why } = resultLine.parse(JSON.parse(line));
      return [key, { outcome, why }];
    }),
  );
}

function keyOf({ id, text }: Mutant, { protocol }: RuleBook, { by }: Options): string {
  return createHash('sha256').update(`${protocol.version}|${by}|${id}|${text}`).digest('hex').slice(0, 16);
}

function summaryOf(results: readonly Result[], total: number): string {
  const survivors = results.filter(({ outcome }) => outcome === 'SURVIVED');
  const score = (kind: Mutant['kind'], name: string): string => {
    const tried = results.filter(({ mutant, outcome }) => mutant.kind === kind && outcome !== 'NO_EFFECT');
    const count = (outcome: Outcome): number => tried.filter((each) => each.outcome === outcome).length;
    const noticed = tried.length - count('SURVIVED');
    const share = tried.length === 0 ? '-' : `${Math.floor((noticed * 1000) / tried.length) / 10} %`;
    const how = [
      [count('REFUSED'), 'do not load'],
      [count('TESTED'), 'make a test fail'],
      [count('APPROVED'), 'alter what is approved'],
    ] as const;
    const told = how.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
    return `${name}: ${noticed} of ${tried.length} noticed (${share})${told.length > 0 ? `: ${told.join(', ')}` : ''}`;
  };
  const idle = results.filter(({ outcome }) => outcome === 'NO_EFFECT');
  const whys = [...new Set(idle.map(({ why }) => why ?? ''))].sort();
  return [
    '',
    ...survivors.map(({ mutant }) => `SURVIVED ${mutant.policy.file}: ${mutant.policy.id} ${mutant.what}`),
    score('REMOVED', 'Policies that forbid, removed'),
    score('WIDENED', 'Policies that permit, widened'),
    `${idle.length} changes permit nothing more, or are not tried:`,
    ...whys.map((why) => `  ${idle.filter((each) => each.why === why).length} ${why}`),
    ...(results.length < total ? [`${total - results.length} changes are not tried yet.`] : []),
  ].join('\n');
}

function countOf(option: string, value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) throw new UsageError(`${option} takes a whole number from 1`);
  return count;
}
