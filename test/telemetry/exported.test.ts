import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Collector, startCollector } from '../harness/collector.ts';
import { freePort } from '../harness/free-port.ts';
import { plantedMarkers } from '../harness/markers.ts';
import { namedChild } from '../harness/named-children.ts';
import { until } from '../harness/until.ts';
import { askFor } from '../harness/view.ts';
import { startWorld, type World } from '../harness/world.ts';

let world: World;
let collector: Collector;
let metrics = '';
let audited = '';
let unseen = '';
const theirs = 'c'.repeat(32);

beforeAll(async () => {
  // As an operator has it: a collector that takes nothing without its header, which is secret and in the environment.
  collector = await startCollector('Bearer of-the-collector');
  vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'authorization=Bearer%20of-the-collector');
  collector.refuseAll(true);
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
  await until(() => collector.refused() > 0);
  collector.refuseAll(false);
  await until(() => collector.received('metrics') !== '');
  const seen = await askFor(world, 'social-worker', 'trent', 'NHS_NUMBER', { purpose: 'CHILD_PROTECTION' });
  if (seen.errors !== undefined || seen.data == null) throw new Error(JSON.stringify(seen.errors));
  audited = String(seen.extensions?.['recordId']);
  await askFor(world, 'health-visitor', 'trent', 'NHS_NUMBER', { purpose: 'YOUTH_JUSTICE' });
  unseen = await askUnseen();
  await world.setFaults('health', [{ kind: 'STATUS', status: 503 }]).catch(() => undefined);
  await world.ask(null, '{ __typename }');
  metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  // Stopping sends what waits.
  await world.gateway.stop();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.stop();
  await collector.stop();
});

/** Somebody asks who would rather not be seen: the reference of the record. */
async function askUnseen(): Promise<string> {
  const response = await fetch(`${world.gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await world.tokenOf('social-worker')}`,
      'content-type': 'application/json',
      traceparent: `00-${theirs}-${'d'.repeat(16)}-00`,
    },
    body: JSON.stringify({
      query: `query Unseen($value: String!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
        childByIdentifier(scheme: SOCIAL_CARE_ID, value: $value) { identity { givenName } }
      }`,
      variables: { value: namedChild('leeann').identifiers['SOCIAL_CARE_ID'], why: 'zq-reason unseen' },
    }),
  });
  const { extensions } = (await response.json()) as { extensions?: { recordId?: string } };
  return String(extensions?.recordId);
}

type Span = {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  links?: readonly { traceId: string }[];
};

/** The spans that were received, by name. */
function spans(): readonly Span[] {
  return collector
    .received('traces')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => JSON.parse(line).resourceSpans)
    .flatMap((resource) => resource.scopeSpans)
    .flatMap((scope) => scope.spans);
}

describe('a collector that takes nothing', () => {
  it('is told of in the log when that begins and when it ends, once, with its status', () => {
    const told = readFileSync(join(world.directory, 'gateway.log'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('"TELEMETRY_'))
      .map((line) => JSON.parse(line));
    expect(told).toMatchObject([
      { level: 'warn', event: 'TELEMETRY_UNDELIVERED', signal: 'metrics', cause: 'HTTP_401' },
      { level: 'info', event: 'TELEMETRY_DELIVERED', signal: 'metrics' },
    ]);
  });
});

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
    expect(metrics).toMatch(/childview_children_total\{outcome="DECIDED"[^}]*\} 2/);
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

  it('traces and tells of a request whose sender would rather not be traced, in a trace of our own', () => {
    expect(unseen).toMatch(/^[0-9a-f-]{36}$/);
    expect(collector.received('logs')).toContain(unseen);
    const roots = spans().filter(({ name }) => name === 'childview.request');
    expect(roots.filter(({ links }) => links?.some(({ traceId }) => traceId === theirs))).toHaveLength(1);
    expect(roots.filter(({ traceId }) => traceId === theirs)).toEqual([]);
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
