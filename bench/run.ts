/**
 * `npm run bench`: Childview as shipped beside other gateways and beside two floors, in one run: same mocks, same
 * data, same answers, which are checked to be equal before anything is timed. What counts is the CPU that the kernel
 * accounts to each gateway's processes per request, as a ratio to the floor next to it in time. `--help` lists what
 * else it can do; README.md says how to read it.
 */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { stopAll, stopWithThisProcess } from './gateways/run-process.ts';
import { startWorld } from './gateways/world.ts';
import { type Checked, checkAnswers } from './measure/check-answers.ts';
import { measureCost } from './measure/measure-cost.ts';
import { measureLatency } from './measure/measure-latency.ts';
import type { Operation } from './operations/operations.ts';
import { prepareRequests, type Requests } from './operations/requests.ts';
import { type Options, readOptions, UsageError, usage } from './options.ts';
import type { CostOfOperation, LatencyOfOperation, Run } from './report/figures.ts';
import { machine } from './report/machine.ts';
import { tablesOf } from './report/tables.ts';
import { writeJson, writeReport } from './report/write-report.ts';

/** How long Childview waits for the agencies where their speed is not the question. */
const patientMs = 30_000;
const say = (text: string): void => console.error(text);

try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) console.log(usage);
  else {
    stopWithThisProcess();
    await run(options);
  }
} catch (error) {
  say(error instanceof UsageError ? `${error.message}\nSee npm run bench -- --help` : messageOf(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
} finally {
  await stopAll();
}

async function run(options: Options): Promise<void> {
  const result = await measured(options);
  const file = writeJson(options.out, result);
  const tables = tablesOf(result);
  if (options.report) writeReport(result, tables);
  console.log(tables);
  say(`Figures: ${file}${options.report ? '; docs/performance.md is up to date' : ''}`);
}

async function measured(options: Options): Promise<Run> {
  const { mode } = options;
  const nodeOptions: string[] = [];
  if (options.profile !== null) {
    const directory = resolve(options.profile);
    mkdirSync(directory, { recursive: true });
    nodeOptions.push('--cpu-prof', `--cpu-prof-dir=${directory}`);
  }
  const world = await startWorld({
    ...options,
    // What the agencies have not answered before takes them time; only where latency is asked about does that count.
    ...(mode.kind === 'latency' ? {} : { deadlineMs: patientMs }),
    nodeOptions,
    say,
  });
  const leftOut = [...world.leftOut];
  const costs: CostOfOperation[] = [];
  const latencies: LatencyOfOperation[] = [];
  const measure = async (
    operation: Operation,
    requests: Requests,
    checked: Extract<Checked, { kind: 'CHECKED' }>,
  ): Promise<void> => {
    const how = { ...options, say };
    if (mode.kind === 'latency') {
      latencies.push(await measureLatency(world, requests, operation, checked, { ...how, ...mode }));
      return;
    }
    const { figures, leftOut: failed } = await measureCost(world, requests, operation, checked, how);
    costs.push(figures);
    leftOut.push(...failed);
  };
  for (const operation of options.operations) {
    say(`${operation.name}: signing practitioners in, making sure that all answer the same ...`);
    // Anew for each operation: tokens are good for ten minutes.
    const requests = await prepareRequests(world, [operation], options.children);
    const checked = await checkAnswers(world, requests, operation);
    if (checked.kind === 'SKIPPED') {
      say(`${operation.name} is skipped: ${checked.why}.`);
      leftOut.push({ name: operation.name, why: checked.why });
      continue;
    }
    for (const { name, why } of checked.leftOut) say(`${name} is left out: ${why}`);
    leftOut.push(...checked.leftOut.map(({ name }) => ({ name, why: `${operation.name}: it answers otherwise` })));
    try {
      await measure(operation, requests, checked);
    } catch (error) {
      say(`${operation.name} is left out: ${messageOf(error)}`);
      leftOut.push({ name: operation.name, why: messageOf(error) });
    }
  }
  const { rounds, sliceMs, connections } = options;
  const common = { ...machine(), rounds, sliceMs, connections, leftOut };
  return mode.kind === 'latency'
    ? { ...common, ...mode, operations: latencies }
    : { ...common, kind: mode.kind, operations: costs };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
