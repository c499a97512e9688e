import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { telemetryOf } from '../../src/telemetry/telemetry-of.ts';
import { freePort } from '../harness/free-port.ts';
import { askFor } from '../harness/view.ts';
import { askAnew } from '../harness/workers.ts';
import { startWorld, type World } from '../harness/world.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
let world: World;
let port: number;

beforeAll(async () => {
  // A second one beside the first, as two workers need.
  port = await freePort(2);
  world = await startWorld({
    gatewayArgs: ['--workers', '2'],
    gatewaySettings: { telemetry: { instance: 'gateway', prometheus: { host: '127.0.0.1', port } } },
  });
});
afterAll(() => world.stop());

const metricsAt = async (at: number): Promise<string> => {
  const response = await fetch(`http://127.0.0.1:${at}/metrics`, { headers: { connection: 'close' } });
  return await response.text();
};
const asked = (text: string): number =>
  [...text.matchAll(/^childview_request_duration(?:_seconds)?_count\{[^}]*\} (\d+)/gm)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
const instanceIn = (text: string): string | undefined => /service_instance_id="([^"]*)"/.exec(text)?.[1];

describe('metrics of several workers', () => {
  test('are those of one worker at each address, whoever asks how often', async () => {
    for (const [index, instance] of ['gateway-1', 'gateway-2'].entries()) {
      const told = await Promise.all([1, 2, 3, 4].map(() => metricsAt(port + index)));
      expect(new Set(told.map(instanceIn))).toEqual(new Set([instance]));
    }
  });

  test('count together what was asked', async () => {
    const token = await world.tokenOf('teacher');
    const sum = async (): Promise<number> => asked(await metricsAt(port)) + asked(await metricsAt(port + 1));
    const before = await sum();
    for (let each = 0; each < 6; each += 1) await askAnew(world.gateway.url, token, '{ me { organisation } }');
    expect((await sum()) - before).toBe(6);
  });
});

describe('the page of telemetry', () => {
  test('names every metric that is exported, and no other', async () => {
    const answer = await askFor(world, 'social-worker', 'trent', 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION' });
    expect(answer.errors).toBeUndefined();
    const told = (await metricsAt(port)) + (await metricsAt(port + 1));
    const exported = new Set([...told.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name));
    exported.delete('target_info');
    const rows = readFileSync('docs/operations/telemetry.md', 'utf8').matchAll(/^\| (`(?:childview|process)_.*?) \|/gm);
    const documented = [...rows].flatMap(([, cell = '']) => {
      const [first = '', ...others] = [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
      // `childview_ledger_open`, `_waiting`: names that begin like the first.
      const stem = first.slice(0, first.lastIndexOf('_'));
      return [first, ...others.map((name) => (name.startsWith('_') ? `${stem}${name}` : name))];
    });
    // Counted only where an agency sent what nobody had asked for.
    expect([...exported, 'childview_guard_dropped_total'].toSorted()).toEqual(documented.toSorted());
  });
});

describe('the telemetry of a process', () => {
  const options = { instance: 'one', traceRatio: 1, callerTraces: 'linked' as const };

  test('is as configured where it is the only one', () => {
    const alone = { ...options, prometheus: { host: 'h', port: 9464 } };
    expect(telemetryOf(alone, { number: 1, of: 1 })).toBe(alone);
  });

  test('serves no metrics where none are configured', () => {
    expect(telemetryOf(options, { number: 2, of: 3 })).toEqual({
      ...options,
      instance: 'one-2',
      prometheus: undefined,
    });
  });
});
