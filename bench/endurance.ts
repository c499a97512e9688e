/**
 * `npm run bench:endurance [-- --requests 1000000]`: mixed operations of many practitioners at full load, against
 * Childview as shipped. Samples resident memory and stalls of the event loop, compares a part of the answers whole
 * with those of a floor, and ends with 1 if any was wrong. README.md says how to read it.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { stopAll, stopWithThisProcess } from './gateways/run-process.ts';
import { startWorld, type World } from './gateways/world.ts';
import { checkAnswers, comparableData, looksRight } from './measure/check-answers.ts';
import { ask, median } from './measure/load.ts';
import { usageOf } from './measure/process-tree.ts';
import type { State } from './measure/report-state.ts';
import { type Operation, operations } from './operations/operations.ts';
import { prepareRequests, type Requests } from './operations/requests.ts';
import { numberIn, UsageError } from './options.ts';
import type { Endurance, OverTheRun, Standing } from './report/figures.ts';
import { machine } from './report/machine.ts';
import { enduranceTable } from './report/tables.ts';
import { writeJson, writeReport } from './report/write-report.ts';

const usage = `Usage: npm run bench:endurance -- [options]

  --requests N       requests to be made (100000)
  --connections N    requests under way at a time (16)
  --children N       children that the agencies hold, 500 to 1900 (600)
  --check N          every so many answers one is compared whole (100)
  --out DIR          where the result is written as JSON (bench/results)
  --report           also write it into docs/performance.md and docs/performance/
  --help             this text`;

/** How many of each hundred requests are of an operation; what Childview does not know goes to the first. */
const mix: Readonly<Record<string, number>> = {
  childView: 56,
  identityOnly: 28,
  childViewHalf: 10,
  findChildren: 4,
  caseload50: 2,
};

const say = (text: string): void => console.error(text);
/** Tokens are good for ten minutes. */
const renewalMs = 240_000;

type Settings = {
  readonly requests: number;
  readonly connections: number;
  readonly children: number;
  readonly check: number;
};

try {
  const values = readArguments(process.argv.slice(2));
  if (values.help) console.log(usage);
  else {
    const settings: Settings = {
      requests: numberIn('--requests', values.requests, 100, 1e9),
      connections: numberIn('--connections', values.connections, 1, 128),
      children: numberIn('--children', values.children, 500, 1900),
      check: numberIn('--check', values.check, 1, 1e6),
    };
    stopWithThisProcess();
    const result = await endure(settings);
    const table = enduranceTable(result);
    const file = writeJson(values.out, result);
    if (values.report) writeReport(result, table);
    console.log(table);
    say(`Figures: ${file}`);
    if (result.wrong > 0) process.exitCode = 1;
  }
} catch (error) {
  say(
    error instanceof UsageError ? `${error.message}\n${usage}` : error instanceof Error ? error.message : String(error),
  );
  process.exitCode = error instanceof UsageError ? 2 : 1;
} finally {
  await stopAll();
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        requests: { type: 'string', default: '100000' },
        connections: { type: 'string', default: '16' },
        children: { type: 'string', default: '600' },
        check: { type: 'string', default: '100' },
        out: { type: 'string', default: join(import.meta.dirname, 'results') },
        report: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options cannot be read.');
  }
}

async function endure(settings: Settings): Promise<Endurance> {
  const { connections, children } = settings;
  const world = await startWorld({
    children,
    others: [],
    deadlineMs: 30_000,
    nodeOptions: ['--import', join(import.meta.dirname, 'measure/report-state.ts')],
    say,
  });
  const wanted = operations.filter(({ name }) => name in mix);
  say('Signing practitioners in and sealing the ids of the children ...');
  const requests = await prepareRequests(world, wanted, children);
  const known: Operation[] = [];
  for (const operation of wanted) {
    say(`${operation.name}: making sure that the floor answers the same ...`);
    const checked = await checkAnswers(world, requests, operation);
    if (checked.kind === 'CHECKED') known.push(operation);
    else say(`${operation.name} is left out: ${checked.why}.`);
  }
  const { pid } = world.childview;
  const before = usageOf(pid).cpuMs;
  const begin = performance.now();
  const load = await runMix(world, requests, known, settings);
  const seconds = (performance.now() - begin) / 1000;
  const cpuMs = (usageOf(pid).cpuMs - before) / settings.requests;
  return { ...machine(), kind: 'endurance', requests: settings.requests, seconds, connections, ...load, cpuMs };
}

async function runMix(world: World, first: Requests, known: readonly Operation[], settings: Settings) {
  const { childview, floor } = world;
  const pool = new Pool(childview.origin, { connections: settings.connections, pipelining: 1 });
  const floorPool = new Pool(floor.origin, { connections: 2, pipelining: 1 });
  const hundred = Array.from({ length: 100 }, (_, at) => operationAt(known, at));
  const byOperation: Record<string, number> = {};
  const course: Standing[] = [];
  let state: State = { longestStallMs: 0, heapsMb: [], liveMb: 0 };
  let [sent, done, checked, wrong, longestStallMs] = [0, 0, 0, 0, 0];
  // Compiling and the first fill of memos are no stall of a gateway that endures.
  const isWarm = (): boolean => done > settings.requests / 10;
  childview.process.on('message', (message) => {
    state = message as State;
    if (isWarm()) longestStallMs = Math.max(longestStallMs, state.longestStallMs);
  });
  const stand = (): Standing => ({
    requests: done,
    residentMb: Math.round(usageOf(childview.pid).residentMb),
    heapMb: Math.round(state.heapsMb.reduce((sum, each) => sum + each, 0)),
    liveMb: Math.round(state.liveMb),
  });
  const sampler = setInterval(() => course.push(stand()), 1000);
  let requests = first;
  const renewal = setInterval(() => {
    // Where it fails, answers tell: tokens come to their end.
    prepareRequests(world, known, settings.children).then(
      (renewed) => (requests = renewed),
      () => undefined,
    );
  }, renewalMs);

  const worker = async (): Promise<void> => {
    while (sent < settings.requests) {
      const turn = sent;
      sent += 1;
      // 37 and 100 have no common factor: the operations alternate.
      const operation = hundred[(turn * 37) % 100];
      if (operation === undefined) throw new Error('There is no operation to be made.');
      const text = await ask(pool, childview, requests.at(childview, operation, turn)).catch(String);
      byOperation[operation.name] = (byOperation[operation.name] ?? 0) + 1;
      let isRight = looksRight(operation)(text);
      if (isRight && turn % settings.check === 0) {
        checked += 1;
        const expected = await ask(floorPool, floor, requests.at(floor, operation, turn));
        isRight = comparableData(text) === comparableData(expected);
      }
      if (!isRight) {
        wrong += 1;
        if (wrong <= 5) say(`Wrong: ${operation.name}, request ${turn}: ${text.slice(0, 300)}`);
      }
      done += 1;
      if (done % Math.ceil(settings.requests / 20) === 0) {
        const { residentMb, liveMb } = stand();
        const heaps = state.heapsMb.map(Math.round).join(' + ');
        say(
          `${done} of ${settings.requests} requests, ${residentMb} MB (heaps ${heaps}, in use in the first ${liveMb}), ${wrong} wrong`,
        );
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: settings.connections }, worker));
  } finally {
    clearInterval(sampler);
    clearInterval(renewal);
    await Promise.all([pool.close(), floorPool.close()]);
  }
  course.push(stand());
  return {
    byOperation,
    checked,
    wrong,
    longestStallMs,
    residentMb: over(course.map(({ residentMb }) => residentMb)),
    heapMb: over(course.map(({ heapMb }) => heapMb)),
    liveMb: over(course.map(({ liveMb }) => liveMb)),
    course: Array.from({ length: 50 }, (_, at) => course[Math.floor(((at + 1) * course.length) / 50) - 1]).filter(
      (standing) => standing !== undefined,
    ),
    ledgerMb: sizeOf(join(world.directory, 'childview')) / 2 ** 20,
  };
}

/** Of samples taken once a second. */
function over(samples: readonly number[]): OverTheRun {
  const tenth = Math.ceil(samples.length / 10);
  return {
    early: median(samples.slice(tenth, 2 * tenth).concat(samples.length > tenth ? [] : samples)),
    late: median(samples.slice(-tenth)),
    most: Math.max(...samples),
  };
}

/** The operation of one in a hundred requests. */
function operationAt(known: readonly Operation[], at: number): Operation | undefined {
  let from = 0;
  for (const [name, share] of Object.entries(mix)) {
    if (at < from + share) return known.find((operation) => operation.name === name) ?? known[0];
    from += share;
  }
  return known[0];
}

function sizeOf(directory: string): number {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(directory, name)))
    .reduce((sum, { size }) => sum + size, 0);
}
