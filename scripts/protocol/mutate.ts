import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ProtocolError } from '../../src/config/protocol-error.ts';
import { type Command, dateOf, exit, mustBeOneOf, readOptions, UsageError } from './command-line.ts';
import { compareDecisions } from './compare-decisions.ts';
import { type Mutant, mutantsOf } from './mutants.ts';
import { readVersion, root, shippedDirectory } from './read-version.ts';
import { openRuleBook, type RuleBook } from './rule-book.ts';

const usage = `Usage: npm run -s protocol -- mutate [options]

  Whether the tests would notice: removes each policy that forbids and widens each that permits (without one of
  its conditions, with one further class, to know as well as to read), one change at a time, and runs the tests on
  each. Changes that alter no answer at all are left out, as "diff" proves; one that no longer loads is noticed.

  --list              only list the changes
  --only TEXT         only of policies whose file or id contains TEXT
  --kind KIND         REMOVED (policies that forbid) or WIDENED (that permit); default both
  --every-class       each further class; default: of a list, the first that alters an answer
  --limit N           at most so many runs, then stop; with --results, the next call goes on
  --results FILE      keep results in FILE, a line a change, and do not repeat those that it holds for
                      this very protocol (remove it when tests change)
  --parallel N        so many at once; default 2
  --tests COMMAND     run on each changed protocol, whose directory is in CHILDVIEW_TEST_PROTOCOL; must pass on the
                      protocol as it is. Default: the tests in test/access
  --directory D       default protocol/
  --date YYYY-MM-DD   the day by which answers are compared; default today

  Exit code: 0 every change was noticed; 1 some were not, or the protocol is not sound; 2 wrong use.`;

/** `npm run protocol -- mutate`. */
export const mutate: Command = { usage, run };

const outcomes = ['NOTICED', 'REFUSED', 'SURVIVED', 'NO_EFFECT'] as const;
type Outcome = (typeof outcomes)[number];
/** NOTICED: a test fails. REFUSED: it does not load. SURVIVED: all tests pass. NO_EFFECT: no answer differs. */
type Result = { readonly mutant: Mutant; readonly outcome: Outcome };

const resultLine = z.object({ key: z.string(), outcome: z.enum(outcomes) });

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
const defaultTests: readonly (readonly string[])[] = [
  [...vitest, '--bail=1', 'test/access', ...[...slowTests, ...otherTests].map((file) => `--exclude=${file}`)],
  [...vitest, '--bail=1', ...slowTests],
];
const mostMsPerRun = 10 * 60_000;

type Options = {
  readonly directory: string;
  readonly date: string;
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
    directory: { type: 'string', default: shippedDirectory },
    date: { type: 'string' },
  });
  const kind = values.kind === undefined ? null : mustBeOneOf('--kind', values.kind, ['REMOVED', 'WIDENED']);
  const parallel = countOf('--parallel', values.parallel);
  const options: Options = {
    directory: resolve(values.directory),
    date: dateOf(values.date),
    commands: values.tests === undefined ? defaultTests : [values.tests.split(' ').filter(Boolean)],
    everyClass: values['every-class'],
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
  if (!(await passesAll(options.directory, options.commands))) {
    throw new UsageError('cannot begin: the tests fail on the protocol as it is');
  }
  const results = await runAll(mutants, book, options, parallel);
  console.log(summaryOf(results, mutants.length));
  return results.some(({ outcome }) => outcome === 'SURVIVED') ? exit.faults : exit.done;
}

async function runAll(
  mutants: readonly Mutant[],
  book: RuleBook,
  options: Options,
  parallel: number,
): Promise<readonly Result[]> {
  const known = knownResults(options.results);
  const results: Result[] = [];
  const widened = new Set<string>();
  const waiting = mutants.values();
  let runs = 0;

  const finish = (mutant: Mutant, outcome: Outcome, isKnown: boolean): void => {
    results.push({ mutant, outcome });
    if (!isKnown && options.results !== undefined) {
      appendFileSync(options.results, `${JSON.stringify({ key: keyOf(mutant, book), outcome, id: mutant.id })}\n`);
    }
    if (outcome !== 'NO_EFFECT') console.log(`${results.length}/${mutants.length} ${outcome} ${mutant.id}`);
  };
  const worker = async (): Promise<void> => {
    for (const mutant of waiting) {
      const list = listOf(mutant);
      if (!options.everyClass && list !== null && widened.has(list)) {
        results.push({ mutant, outcome: 'NO_EFFECT' });
        continue;
      }
      const before = known.get(keyOf(mutant, book));
      if (before === undefined && runs >= options.limit) return;
      const effect = before === undefined ? effectOf(mutant, book, options) : null;
      if (list !== null && (before ?? effect) !== 'NO_EFFECT') widened.add(list);
      if (effect === 'ALTERS') {
        runs += 1;
        const isNoticed = !(await withMutant(mutant, options.directory, (changed) =>
          passesAll(changed, options.commands),
        ));
        finish(mutant, isNoticed ? 'NOTICED' : 'SURVIVED', false);
      } else finish(mutant, before ?? effect ?? 'NO_EFFECT', before !== undefined);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return results;
}

/** The list of a policy that a mutant makes longer; null for every other change. */
function listOf({ id, kind }: Mutant): string | null {
  const [policy, change = ''] = id.split('/');
  return kind === 'WIDENED' && /^with-[A-Z]/.test(change) ? (policy ?? '') : null;
}

/** Whether a mutant loads, and alters any answer. */
function effectOf(mutant: Mutant, book: RuleBook, { directory, date }: Options): 'REFUSED' | 'NO_EFFECT' | 'ALTERS' {
  return withMutantNow(mutant, directory, (changed) => {
    try {
      const newer = openRuleBook(readVersion(changed));
      // Without a policy that forbids, the same may be refused with another code.
      if (mutant.kind === 'REMOVED') return 'ALTERS';
      const { role, purpose } = servedBy(mutant, book);
      const comparison = compareDecisions(book, newer, date, { role, purpose });
      return comparison.changes.length === 0 ? 'NO_EFFECT' : 'ALTERS';
    } catch (error) {
      if (error instanceof ProtocolError) return 'REFUSED';
      throw error;
    }
  });
}

/** A policy of a schedule counts for the schedule's roles and purposes only. */
function servedBy({ policy }: Mutant, { protocol }: RuleBook) {
  const schedule = protocol.schedules.find(({ id }) => id === policy.schedule);
  return {
    role: (role: string): boolean => schedule === undefined || schedule.roles.includes(role),
    purpose: (purpose: string): boolean => schedule === undefined || schedule.purposes.includes(purpose),
  };
}

function withMutantNow<T>(mutant: Mutant, directory: string, use: (changed: string) => T): T {
  const changed = writeMutant(mutant, directory);
  try {
    return use(changed);
  } finally {
    rmSync(changed, { recursive: true, force: true });
  }
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

function knownResults(file: string | undefined): ReadonlyMap<string, Outcome> {
  if (file === undefined || !existsSync(file)) return new Map();
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const { key, outcome } = resultLine.parse(JSON.parse(line));
      return [key, outcome];
    }),
  );
}

function keyOf({ id, text }: Mutant, { protocol }: RuleBook): string {
  return createHash('sha256').update(`${protocol.version}|${id}|${text}`).digest('hex').slice(0, 16);
}

function summaryOf(results: readonly Result[], total: number): string {
  const survivors = results.filter(({ outcome }) => outcome === 'SURVIVED');
  const score = (kind: Mutant['kind'], name: string): string => {
    const tried = results.filter(({ mutant, outcome }) => mutant.kind === kind && outcome !== 'NO_EFFECT');
    const noticed = tried.filter(({ outcome }) => outcome !== 'SURVIVED').length;
    const refused = tried.filter(({ outcome }) => outcome === 'REFUSED').length;
    const share = tried.length === 0 ? '-' : `${Math.floor((noticed * 1000) / tried.length) / 10} %`;
    const ofThem = refused === 0 ? '' : `, of them ${refused} because they do not load`;
    return `${name}: ${noticed} of ${tried.length} noticed (${share})${ofThem}`;
  };
  return [
    '',
    ...survivors.map(({ mutant }) => `SURVIVED ${mutant.policy.file}: ${mutant.policy.id} ${mutant.what}`),
    score('REMOVED', 'Policies that forbid, removed'),
    score('WIDENED', 'Policies that permit, widened'),
    `${results.filter(({ outcome }) => outcome === 'NO_EFFECT').length} changes alter no answer, or are one of many like it.`,
    ...(results.length < total ? [`${total - results.length} changes are not tried yet.`] : []),
  ].join('\n');
}

function countOf(option: string, value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) throw new UsageError(`${option} takes a whole number from 1`);
  return count;
}
