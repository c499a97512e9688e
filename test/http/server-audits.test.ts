import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorld, type World } from '../harness/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** What the gateway does not offer, where the specification of GraphQL over HTTP leaves it to servers. */
const notOffered = [
  'MAY accept application/x-www-form-urlencoded formatted GET requests',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
];

it('the audits of GraphQL over HTTP find no error and nothing to warn of', async () => {
  const token = await world.tokenOf('social-worker');
  const audits = serverAudits({
    url: `${world.gateway.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` },
      }),
  });
  expect(audits.length).toBeGreaterThan(50);
  const found: Record<'error' | 'warn' | 'notice', string[]> = { error: [], warn: [], notice: [] };
  for (const audit of audits) {
    const result = await audit.fn();
    if (result.status !== 'ok') found[result.status].push(`${result.name}: ${result.reason}`);
  }
  expect({ error: found.error, warn: found.warn }).toEqual({ error: [], warn: [] });
  expect(found.notice.map((text) => text.split(': ')[0]).filter((name) => !notOffered.includes(name ?? ''))).toEqual(
    [],
  );
});
