import type { CostOfOperation, Endurance, LatencyOfOperation, Machine, OverTheRun, Run } from './figures.ts';
import { targetLines } from './targets.ts';

/** The figures of a run as Markdown. */
export function tablesOf(run: Run): string {
  const conditions =
    run.kind === 'latency'
      ? `slices of ${run.sliceMs / 1000} s, ${run.connections} requests under way at a time`
      : `${run.rounds} interleaved rounds of ${run.sliceMs / 1000} s, ${run.connections} requests under way at a time`;
  const parts = [`${machineLine(run)} ${conditions}.`];
  if (run.kind === 'gateways') parts.push(targetsTable(run.operations), ...run.operations.map(costTable));
  if (run.kind === 'growth') parts.push(growthTable(run.operations), ...run.operations.map(costTable));
  if (run.kind === 'latency') parts.push(...run.operations.map((each) => latencyTable(each, run)));
  if (run.leftOut.length > 0) {
    parts.push(run.leftOut.map(({ name, why }) => `- Left out: ${name}: ${oneLine(why)}.`).join('\n'));
  }
  return parts.filter((part) => part !== '').join('\n\n');
}

/** The outcome of an endurance run as Markdown. */
export function enduranceTable(result: Endurance): string {
  const mix = Object.entries(result.byOperation).map(([name, count]) => `${count} ${name}`);
  return [
    `${machineLine(result)} ${result.connections} requests under way at a time.`,
    table(
      ['what', 'figure'],
      [
        ['requests', `${result.requests} (${mix.join(', ')})`],
        ['time', `${Math.round(result.seconds)} s, ${Math.round(result.requests / result.seconds)} a second`],
        ['answers compared whole', `${result.checked}, of which wrong: ${result.wrong}`],
        ['CPU a request', `${two(result.cpuMs)} ms`],
        ['resident memory', megabytes(result.residentMb)],
        ['of that the heaps of its threads', megabytes(result.heapMb)],
        ['in use in the main thread after a full collection', megabytes(result.liveMb)],
        ['longest stall of the event loop', `${Math.round(result.longestStallMs)} ms`],
        ['ledger and control state on disk', `${Math.round(result.ledgerMb)} MB`],
      ],
    ),
  ].join('\n\n');
}

const megabytes = ({ early, late, most }: OverTheRun): string =>
  `${Math.round(early)} MB in the second tenth of the run, ${Math.round(late)} MB in the last, at most ${Math.round(most)} MB`;

function machineLine({ at, processor, memoryGb, node, versions }: Machine): string {
  const others = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${at.slice(0, 10)}: ${[processor, `${memoryGb} GB`, `Node ${node}`, ...others].join(', ')};`;
}

function targetsTable(operations: readonly CostOfOperation[]): string {
  const lines = targetLines(operations);
  if (lines.length === 0) return '';
  return table(
    ['operation', 'target', 'reached', 'by the floor', ''],
    lines.map(({ operation, target, reached, byFloor, isMet }) => [
      operation,
      target,
      two(reached),
      two(byFloor),
      isMet ? 'met' : '**missed**',
    ]),
  );
}

function costTable({ name, about, gateways }: CostOfOperation): string {
  const ours = gateways.find((each) => each.name === 'childview');
  const rows = gateways.map((each) => [
    each.name,
    two(each.cpuMs),
    `${two(each.ratio)}${spread(each.ratios)}`,
    ours === undefined ? '' : two(each.cpuMs / ours.cpuMs),
    String(Math.round(each.requestsPerSecond)),
    [each.p50, each.p95, each.p99].map(one).join(' / '),
    `${[each.fixedRate.p50, each.fixedRate.p95, each.fixedRate.p99].map(one).join(' / ')} at ${each.fixedRate.perSecond}/s`,
    String(Math.round(each.residentMb)),
    `${each.upstreamRequests} in ${each.waves}`,
  ]);
  const head = [
    'gateway',
    'CPU ms a request',
    'to the floor (range)',
    'to Childview',
    'requests/s',
    'p50 / p95 / p99 ms, closed loop',
    'the same at a fixed rate',
    'MB',
    'upstream requests in waves',
  ];
  return `### ${name}\n\n${capital(about)}.\n\n${table(head, rows)}`;
}

function growthTable(operations: readonly CostOfOperation[]): string {
  const names = [...new Set(operations.flatMap(({ gateways }) => gateways.map(({ name }) => name)))];
  const rows = names.map((gateway) => [
    gateway,
    ...operations.map(({ children, gateways }) => {
      const figures = gateways.find(({ name }) => name === gateway);
      if (figures === undefined) return '';
      return `${(figures.cpuMs / children).toFixed(3)} (${figures.upstreamRequests})`;
    }),
  ]);
  const head = ['CPU ms a child (upstream requests)', ...operations.map(({ children }) => `${children} children`)];
  return table(head, rows);
}

function latencyTable(
  { name, about, gateways }: LatencyOfOperation,
  { ms, slow }: { readonly ms: number; readonly slow: { readonly name: string; readonly ms: number } },
): string {
  const rows = gateways.map(({ name: gateway, waves, boundMs, even, uneven }) => [
    gateway,
    String(waves),
    one(even.p50),
    one(even.p95),
    String(boundMs),
    even.p50 <= boundMs ? 'within' : '**above**',
    one(uneven.p50),
    one(uneven.p95),
  ]);
  const head = [
    'gateway',
    'waves',
    'p50 ms',
    'p95 ms',
    `waves x ${ms} + 5`,
    'p50 is',
    `p50, ${slow.name} ${slow.ms} ms`,
    `p95, ${slow.name} ${slow.ms} ms`,
  ];
  return `### ${name}\n\n${capital(about)}; agencies take ${ms} ms.\n\n${table(head, rows)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** The least and the most of the rounds, where there are several. */
function spread(values: readonly number[]): string {
  if (values.length < 2 || values.every((value) => value === 1)) return '';
  return ` (${two(Math.min(...values))} - ${two(Math.max(...values))})`;
}

const one = (value: number): string => value.toFixed(1);
const two = (value: number): string => value.toFixed(2);
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 300).trim().replace(/\.$/, '');
