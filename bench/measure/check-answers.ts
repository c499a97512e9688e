import { fewest, repeating } from '../gateways/floor-script.ts';
import type { World } from '../gateways/world.ts';
import type { Operation } from '../operations/operations.ts';
import type { Requests } from '../operations/requests.ts';
import { askOnce, type Request, type Target } from './load.ts';

/** Slow enough for all requests of a wave to have been sent before the first is answered. */
const waveMs = 100;
/** Requests by which answers are compared: other children, other practitioners. */
const comparedTurns = [41, 142, 593];

/** The targets that answer an operation, all of them the same; and who was left out and why. */
export type Checked =
  | { readonly kind: 'SKIPPED'; readonly why: string }
  | {
      readonly kind: 'CHECKED';
      /** Childview and the others that answer the same; the floor beside which they are measured is not among them. */
      readonly targets: readonly Target[];
      readonly leftOut: readonly { readonly name: string; readonly why: string }[];
    };

/**
 * Teaches the floors what Childview asks for this operation, and makes sure that all answer the same. A gateway of
 * others that answers otherwise is left out.
 *
 * @throws Error when a floor answers otherwise than Childview: nothing could be measured
 */
export async function checkAnswers(world: World, requests: Requests, operation: Operation): Promise<Checked> {
  const { childview, floor, agencies } = world;
  const turn = comparedTurns[0] ?? 0;
  const first = await answerOf(childview, requests.at(childview, operation, turn));
  if (first.isInvalid) return { kind: 'SKIPPED', why: 'Childview does not know this operation' };
  if (first.data === null) throw new Error(`${operation.name}: ${first.text.slice(0, 600)}`);

  await agencies.setLatency({ ms: waveMs });
  const recorded = await agencies.recordedDuring(() => askOnce(childview, requests.at(childview, operation, turn)));
  await agencies.setLatency({ ms: 0 });
  await teach(floor, operation, repeating(operation, recorded, first.data));
  const floors = [floor];
  if (operation.fewest !== null) {
    await teach(world.fewest, operation, fewest(operation, agencies.entries, first.data));
    floors.push(world.fewest);
  }

  const targets: Target[] = [childview];
  const leftOut: { name: string; why: string }[] = [];
  const differing = async (target: Target): Promise<string | null> => {
    for (const each of comparedTurns) {
      const own = (await answerOf(childview, requests.at(childview, operation, each))).comparable;
      const other = (await answerOf(target, requests.at(target, operation, each))).comparable;
      if (own !== other) return firstDifference(other, own);
    }
    return null;
  };
  for (const target of floors) {
    const difference = await differing(target);
    if (difference !== null) throw new Error(`${operation.name}: ${target.name} answers otherwise: ${difference}`);
    if (target !== floor) targets.push(target);
  }
  for (const target of operation.others === null ? [] : world.others) {
    const why = await differing(target).catch(String);
    if (why === null) targets.push(target);
    else leftOut.push({ name: target.name, why: `${operation.name}: answers otherwise: ${why}` });
  }
  return { kind: 'CHECKED', targets, leftOut };
}

/** How many requests a target makes for one of this operation, and in how many waves. */
export async function upstreamOf(world: World, requests: Requests, target: Target, operation: Operation) {
  await world.agencies.setLatency({ ms: waveMs });
  const recorded = await world.agencies.recordedDuring(() => askOnce(target, requests.next(target, operation)));
  await world.agencies.setLatency({ ms: 0 });
  return recorded;
}

/** Whether an answer looks right: for every answer that is timed. What is compared whole is compared before. */
export function looksRight(operation: Operation): (text: string) => boolean {
  const begin = `{"data":{"${operation.root}":${operation.root === 'children' ? '[{' : '{'}`;
  return (text) => text.startsWith(begin) && !text.includes('"errors":');
}

/** The data of an answer as text, whatever the order of its keys. */
export function comparableData(text: string): string {
  const { data } = JSON.parse(text) as { data?: unknown };
  return JSON.stringify(sortedKeys(data ?? null));
}

async function answerOf(target: Target, request: Request) {
  const text = await askOnce(target, request).catch((error: unknown) => String(error));
  const isInvalid = text.includes('GRAPHQL_VALIDATION_FAILED') || text.includes('Cannot query field');
  if (!text.startsWith('{')) return { text, isInvalid, data: null, comparable: text };
  const { data = null } = JSON.parse(text) as { data?: unknown };
  return { text, isInvalid, data, comparable: comparableData(text) };
}

async function teach(floor: Target, operation: Operation, script: unknown): Promise<void> {
  await fetch(floor.origin, { method: 'PUT', body: JSON.stringify({ operation: operation.name, script }) });
}

function firstDifference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const near = (text: string): string => text.slice(Math.max(0, at - 80), at + 120);
  return `${near(one)} | Childview: ${near(other)}`;
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, sortedKeys(each)]),
  );
}
