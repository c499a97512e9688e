import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collector, freePort, startCollector } from '../harness/collector.ts';
import { plantedMarkers } from '../harness/markers.ts';
import { askFor } from '../harness/view.ts';
import { startWorld, type World } from '../harness/world.ts';

let world: World;
let collector: Collector;
let metrics = '';
let audited = '';

beforeAll(async () => {
  collector = await startCollector();
  const port = await freePort();
  world = await startWorld({
    gatewaySettings: {
      telemetry: {
        instance: 'instance-under-test',
        otlp: { url: collector.url, intervalMs: 1000 },
        prometheus: { host: '127.0.0.1', port },
      },
    },
  });
  const seen = await askFor(world, 'social-worker', 'trent', 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION' });
  if (seen.errors !== undefined || seen.data == null) throw new Error(JSON.stringify(seen.errors));
  audited = String(seen.extensions?.['recordId']);
  await askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', { purpose: 'YOUTH_JUSTICE' });
  await world.setFaults('health', [{ kind: 'STATUS', status: 503 }]).catch(() => undefined);
  await world.ask(null, '{ __typename }');
  metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  // Stopping sends what waits.
  await world.gateway.stop();
});
afterAll(async () => {
  await world.stop();
  await collector.stop();
});

/** The spans that were received, by name. */
function spans(): readonly { name: string; traceId: string; spanId: string; parentSpanId?: string }[] {
  return collector
    .received('traces')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => JSON.parse(line).resourceSpans)
    .flatMap((resource) => resource.scopeSpans)
    .flatMap((scope) => scope.spans);
}

describe('the telemetry that is exported', () => {
  it('traces a request as one span a step and one a call of an agency, all in one trace', () => {
    const root = spans().find(({ name }) => name === 'childview.request');
    const below = spans().filter(({ traceId }) => traceId === root?.traceId);
    const names = new Set(below.map(({ name }) => name));
    for (const step of ['identity', 'plan', 'declaration', 'roots', 'facts', 'decide', 'content', 'guard', 'release']) {
      expect(names).toContain(`childview.${step}`);
    }
    const facts = below.find(({ name }) => name === 'childview.facts');
    const calls = below.filter(({ name }) => name === 'childview.agency');
    expect(calls.filter(({ parentSpanId }) => parentSpanId === facts?.spanId).length).toBeGreaterThanOrEqual(4);
  });

  it('counts requests by outcome, children by decision, calls by agency, records and the event loop', () => {
    expect(metrics).toMatch(/childview_request_duration_count\{outcome="OK"[^}]*\} [12]/);
    expect(metrics).toMatch(/childview_children_total\{outcome="DECIDED"[^}]*\} 1/);
    expect(metrics).toMatch(/childview_agency_duration_count\{agency="health",kind="FACTS",outcome="ANSWERED"/);
    expect(metrics).toMatch(/childview_ledger_append_duration_count\{outcome="DURABLE"[^}]*\} [2-9]/);
    expect(metrics).toMatch(/childview_event_loop_delay\{quantile="0.99"/);
    expect(metrics).toMatch(/childview_ledger_open(\{[^}]*\})? 1/);
  });

  it('tells a security team who asked and why by code, by the reference of the record', () => {
    const logs = collector.received('logs');
    expect(logs).toContain(audited);
    expect(logs).toContain('CHILD_PROTECTION');
    expect(logs).toContain('instance-under-test');
  });

  it('holds no value of a child and none of the caller’s words', () => {
    const all = [
      collector.received('traces'),
      collector.received('logs'),
      collector.received('metrics'),
      metrics,
    ].join();
    expect(all.length).toBeGreaterThan(5000);
    expect(plantedMarkers().filter((marker) => all.includes(marker))).toEqual([]);
  });
});
