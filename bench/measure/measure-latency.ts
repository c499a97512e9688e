import type { World } from '../gateways/world.ts';
import type { Operation } from '../operations/operations.ts';
import type { Requests } from '../operations/requests.ts';
import type { LatencyFigures, LatencyOfOperation } from '../report/figures.ts';
import { type Checked, looksRight, upstreamOf } from './check-answers.ts';
import { closedLoop, percentile, type Target } from './load.ts';
import { wavesOf } from './waves-of.ts';

/** What a gateway may add to the agencies' own time. */
const allowedMs = 5;

/** Measures how long one operation takes with agencies that take their time, and with one of them that takes longer. */
export async function measureLatency(
  world: World,
  requests: Requests,
  operation: Operation,
  { targets }: Extract<Checked, { readonly kind: 'CHECKED' }>,
  options: {
    readonly ms: number;
    readonly slow: { readonly name: string; readonly ms: number };
    readonly sliceMs: number;
    readonly connections: number;
    readonly say: (text: string) => void;
  },
): Promise<LatencyOfOperation> {
  const { ms, slow, sliceMs, connections, say } = options;
  const load = async (target: Target, length: number, isRight: (text: string) => boolean) => {
    const next = () => requests.next(target, operation);
    const { latencies } = await closedLoop(target, next, { ms: length, connections, isRight });
    return { p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95) };
  };
  const gateways: LatencyFigures[] = [];
  for (const target of [world.floor, ...targets]) {
    say(`${operation.name}: ${target.name} with agencies that take ${ms} ms ...`);
    const waves = wavesOf(await upstreamOf(world, requests, target, operation)).length;
    await load(target, 2 * sliceMs, looksRight(operation));
    await world.agencies.setLatency({ ms });
    const even = await load(target, sliceMs, looksRight(operation));
    await world.agencies.setLatency({ ms, slow });
    // An agency that takes longer than a gateway waits for is missing from the answer: that is right, too.
    const uneven = await load(target, Math.max(sliceMs, 3 * slow.ms), (text) => text.startsWith('{"data":{'));
    await world.agencies.setLatency({ ms: 0 });
    gateways.push({ name: target.name, waves, boundMs: waves * ms + allowedMs, even, uneven });
  }
  return { name: operation.name, about: operation.about, children: operation.children, gateways };
}
