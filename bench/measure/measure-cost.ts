import type { World } from '../gateways/world.ts';
import type { Operation } from '../operations/operations.ts';
import type { Requests } from '../operations/requests.ts';
import type { CostFigures, CostOfOperation } from '../report/figures.ts';
import { type Checked, looksRight, upstreamOf } from './check-answers.ts';
import { closedLoop, fixedRate, median, percentile, type Target } from './load.ts';
import { usageOf } from './process-tree.ts';
import { wavesOf } from './waves-of.ts';

type Sample = {
  readonly cpuMs: number;
  readonly ratio: number;
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly residentMb: number;
};

/** Slices that warm up, not counted: what runs for days has long been compiled, and a few hundred requests are too few for that. */
const warmUpSlices = 5;
/** Children under way at a time: longer lists are asked for by fewer at once. */
const mostChildren = 2000;

/** Measures what one operation costs each target: in every round each target's slice follows one of the floor. */
export async function measureCost(
  world: World,
  requests: Requests,
  operation: Operation,
  { targets }: Extract<Checked, { readonly kind: 'CHECKED' }>,
  options: {
    readonly rounds: number;
    readonly sliceMs: number;
    readonly connections: number;
    readonly say: (text: string) => void;
  },
): Promise<{ readonly figures: CostOfOperation; readonly leftOut: readonly { name: string; why: string }[] }> {
  const { rounds, sliceMs, say } = options;
  const connections = Math.max(1, Math.min(options.connections, Math.floor(mostChildren / operation.children)));
  const { floor } = world;
  const all = [floor, ...targets];
  const upstream = new Map<Target, { readonly requests: number; readonly waves: number }>();
  for (const target of all) {
    const recorded = await upstreamOf(world, requests, target, operation);
    upstream.set(target, { requests: recorded.length, waves: wavesOf(recorded).length });
  }
  const slice = async (target: Target, ms: number, floorCpuMs: number | null): Promise<Sample> => {
    const before = usageOf(target.pid);
    const load = await closedLoop(target, () => requests.next(target, operation), {
      ms,
      connections,
      isRight: looksRight(operation),
    });
    const after = usageOf(target.pid);
    const cpuMs = (after.cpuMs - before.cpuMs) / load.requests;
    return {
      cpuMs,
      ratio: cpuMs / (floorCpuMs ?? cpuMs),
      requestsPerSecond: load.requests / load.seconds,
      ...quantiles(load.latencies),
      residentMb: after.residentMb,
    };
  };

  const samples = new Map<Target, Sample[]>(all.map((target) => [target, []]));
  const failures: { name: string; why: string }[] = [];
  /** Without Childview or the floor there is nothing to compare; any other that fails is left out from then on. */
  const unlessItFails = async (target: Target, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (target.kind !== 'other') throw error;
      const why = `${operation.name}: ${error instanceof Error ? error.message : String(error)}`;
      say(`${target.name} is left out: ${why}`);
      failures.push({ name: target.name, why });
      samples.delete(target);
    }
  };

  say(`${operation.name}: warming up ...`);
  for (const target of all) await unlessItFails(target, () => slice(target, warmUpSlices * sliceMs, null));
  for (let round = 1; round <= rounds; round += 1) {
    say(`${operation.name}: round ${round} of ${rounds} ...`);
    for (const target of targets) {
      const own = samples.get(target);
      if (own === undefined) continue;
      const beside = await slice(floor, sliceMs, null);
      samples.get(floor)?.push(beside);
      await unlessItFails(target, async () => own.push(await slice(target, sliceMs, beside.cpuMs)));
    }
  }

  const rates = [...samples.values()].map((list) => median(list.map(({ requestsPerSecond }) => requestsPerSecond)));
  const perSecond = Math.max(1, Math.floor(Math.min(...rates) / 2));
  const gateways: CostFigures[] = [];
  say(`${operation.name}: at ${perSecond} requests a second ...`);
  for (const [target, list] of samples) {
    const fixed = await fixedRate(target, () => requests.next(target, operation), { ms: sliceMs, perSecond });
    const middle = (figure: keyof Sample): number => median(list.map((sample) => sample[figure]));
    gateways.push({
      name: target.name,
      cpuMs: middle('cpuMs'),
      ratio: middle('ratio'),
      ratios: list.map(({ ratio }) => ratio),
      requestsPerSecond: middle('requestsPerSecond'),
      p50: middle('p50'),
      p95: middle('p95'),
      p99: middle('p99'),
      fixedRate: { perSecond, ...quantiles(fixed.latencies) },
      residentMb: Math.max(...list.map(({ residentMb }) => residentMb)),
      upstreamRequests: upstream.get(target)?.requests ?? 0,
      waves: upstream.get(target)?.waves ?? 0,
    });
  }
  const { name, about, children } = operation;
  return { figures: { name, about, children, gateways }, leftOut: failures };
}

function quantiles(sorted: readonly number[]) {
  return { p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), p99: percentile(sorted, 0.99) };
}
