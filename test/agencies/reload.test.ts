import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createOperations } from '../../src/agencies/operations.ts';
import { type Config, loadConfig } from '../../src/config/load-config.ts';
import { closeAgencies, type JoinedAgencies, joinAgencies } from '../../src/join-agencies.ts';
import { createLog } from '../../src/telemetry/create-log.ts';
import { type AgencySystem, respond, startAgencySystem } from './agency-system.ts';
import { callOf, json, well } from './asking.ts';

/** Agencies of one configuration beside those of the next: what changes for one changes for no other. */

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const shipped = loadConfig(fileURLToPath(new URL('../../config/development.yaml', import.meta.url)), {});
const keyFile = join(mkdtempSync(join(tmpdir(), 'childview-reload-')), 'grant.key');
writeFileSync(keyFile, 'ab'.repeat(32), { mode: 0o600 });

type Entry = Config['agencies'][number];
type Changes = Partial<Entry> & { readonly limits?: Partial<Config['limits']> };

const grant = { subject: 's', organisation: 'o', roles: [], purpose: 'P', bases: [], mediator: null };

async function northAndSouth() {
  const operations = createOperations({ durationMs: 20_000 });
  const log = createLog({ level: 'silent' });
  const opened = new Set<{ close: () => Promise<void> }>();
  closers.push(async () => {
    // Those that a test closed are closed.
    await Promise.allSettled([...opened].map((agency) => agency.close()));
  });
  const begin = async (answer: Parameters<typeof startAgencySystem>[0]): Promise<AgencySystem> => {
    const system = await startAgencySystem(answer);
    closers.push(system.close);
    return system;
  };
  const systems = { north: await begin(respond(500, json, well)), south: await begin(respond(200, json, well)) };
  const configOf = (changes: { readonly [name: string]: Changes | null }, limits: Changes['limits'] = {}): Config => {
    const [template] = shipped.agencies;
    if (template === undefined) throw new Error('The shipped configuration has no agencies.');
    const agencies = (['north', 'south'] as const).flatMap((name): Entry[] => {
      if (changes[name] === null) return [];
      return [{ ...template, name, url: systems[name].url, grantKeyFile: keyFile, deadlineMs: 5000, ...changes[name] }];
    });
    return { ...shipped, agencies, limits: { ...shipped.limits, agencyRetryPercent: 0, ...limits } };
  };
  const joined = (config: Config, current: JoinedAgencies | null): JoinedAgencies => {
    const made = joinAgencies(config, current, { log, operations });
    for (const [, { agency }] of made.each) opened.add(agency);
    return made;
  };
  const ask = async (agencies: JoinedAgencies, agency: string): Promise<string> => {
    const answer = await agencies.ask({ ...callOf('FACTS'), agency }, { grant, signal: new AbortController().signal });
    return answer.kind === 'ANSWERED' ? answer.kind : answer.cause;
  };
  const times = async (count: number, agencies: JoinedAgencies, agency: string): Promise<readonly string[]> => {
    const causes: string[] = [];
    for (let index = 0; index < count; index += 1) causes.push(await ask(agencies, agency));
    return causes;
  };
  const statesOf = (agencies: JoinedAgencies) => agencies.health().map(({ agency, state }) => `${agency} ${state}`);
  return { systems, configOf, joined, ask, times, statesOf };
}

/** Opens the breaker of the one that fails. */
async function withOneOpen() {
  const parts = await northAndSouth();
  const first = parts.joined(parts.configOf({}), null);
  await parts.times(5, first, 'north');
  expect(parts.statesOf(first)).toEqual(['north OPEN', 'south CLOSED']);
  return { ...parts, first };
}

describe('a change of one agency', () => {
  it('leaves another’s breaker as it is, and its connection', async () => {
    const { systems, configOf, joined, ask, statesOf, first } = await withOneOpen();
    const next = joined(configOf({ south: { deadlineMs: 4000 } }), first);
    expect(next).not.toBe(first);
    expect(statesOf(next)).toEqual(['north OPEN', 'south CLOSED']);
    const asked = systems.north.received.length;
    expect([await ask(next, 'north'), await ask(next, 'south')]).toEqual(['BREAKER_OPEN', 'ANSWERED']);
    expect(systems.north.received).toHaveLength(asked);
  });

  it('opens that agency anew: it is asked although its breaker had been open', async () => {
    const { configOf, joined, ask, statesOf, first } = await withOneOpen();
    const next = joined(configOf({ north: { deadlineMs: 4000 } }), first);
    expect(statesOf(next)).toEqual(['north CLOSED', 'south CLOSED']);
    expect(await ask(next, 'north')).toBe('SERVER_ERROR');
    // Who had begun with the former one goes on by it.
    expect(await ask(first, 'north')).toBe('BREAKER_OPEN');
  });

  it('counts on where another’s calls had failed', async () => {
    const { configOf, joined, times } = await northAndSouth();
    const first = joined(configOf({}), null);
    await times(3, first, 'north');
    const next = joined(configOf({ south: { deadlineMs: 4000 } }), first);
    expect(await times(3, next, 'north')).toEqual(['SERVER_ERROR', 'SERVER_ERROR', 'BREAKER_OPEN']);
  });

  it('lets calls that are under way there end, and closes no other connection', async () => {
    const { systems, configOf, joined, ask, statesOf } = await northAndSouth();
    const held = Promise.withResolvers<() => void>();
    const slow = await startAgencySystem((response) => held.resolve(() => respond(200, json, well)(response)));
    closers.push(slow.close);
    const first = joined(configOf({ north: { url: slow.url } }), null);
    const underWay = ask(first, 'north');
    const answer = await held.promise;
    const next = joined(configOf({ north: { url: systems.south.url } }), first);
    const closed = closeAgencies(first, next);
    expect(await ask(next, 'south')).toBe('ANSWERED');
    expect(await ask(next, 'north')).toBe('ANSWERED');
    answer();
    expect(await underWay).toBe('ANSWERED');
    await closed;
    expect([await ask(first, 'north'), await ask(first, 'south')]).toEqual(['CONNECTION', 'ANSWERED']);
    expect(statesOf(next)).toEqual(['north CLOSED', 'south CLOSED']);
  });

  it('by which it is no longer there leaves the others; one that comes back begins anew', async () => {
    const { configOf, joined, ask, statesOf, first } = await withOneOpen();
    const without = joined(configOf({ south: null }), first);
    expect(statesOf(without)).toEqual(['north OPEN']);
    await expect(ask(without, 'south')).rejects.toThrow('not configured');
    expect(statesOf(joined(configOf({ north: null }), first))).toEqual(['south CLOSED']);
  });
});

describe('a change of no agency', () => {
  it('changes nothing at all', async () => {
    const { configOf, joined, first } = await withOneOpen();
    expect(joined(configOf({}, { children: 3 }), first)).toBe(first);
  });
});

describe('a change of what holds for all', () => {
  it('opens all anew', async () => {
    const { configOf, joined, statesOf, first } = await withOneOpen();
    expect(statesOf(joined(configOf({}, { agencyBreakerFailures: 3 }), first))).toEqual([
      'north CLOSED',
      'south CLOSED',
    ]);
  });
});

describe('operations', () => {
  it('that begin after their time was changed have the new one, and others what they had', () => {
    const operations = createOperations({ durationMs: 1000 });
    const { signal } = new AbortController();
    const now = performance.now();
    const begun = operations.of(signal);
    operations.setDuration(60_000);
    expect(operations.of(signal)).toBe(begun);
    expect(begun.timeFor('CONTENT', now)).toBeLessThan(30_000);
    expect(operations.of(new AbortController().signal).timeFor('CONTENT', now)).toBeGreaterThan(30_000);
  });
});
