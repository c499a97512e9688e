import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namedChild } from '../harness/named-children.ts';
import { until } from '../harness/until.ts';
import { type Answer, startWorld, type World } from '../harness/world.ts';
import { logged } from '../harness/workers.ts';

/** Contracts and configuration are changed while requests are answered: none fails, and the change is seen. */

type Written = { agencies: Record<string, unknown>[] } & Record<string, unknown>;

let world: World;
let token: string;
let contracts: string;
const configFile = (): string => join(world.directory, 'gateway.yaml');
const readConfig = (): Written => JSON.parse(readFileSync(configFile(), 'utf8')) as Written;
const writeConfig = (changed: Written): void => writeFileSync(configFile(), JSON.stringify(changed));

beforeAll(async () => {
  world = await startWorld({
    gatewaySettings: { protocolReload: { pollMs: 100, settleMs: 100 }, cors: { origins: ['https://one.example'] } },
  });
  token = await world.tokenOf('social-worker');
  // The contracts move to where they may be edited, which takes a restart.
  contracts = join(world.directory, 'schemas');
  cpSync(fileURLToPath(new URL('../../schemas', import.meta.url)), contracts, { recursive: true });
  writeConfig({ ...readConfig(), schemasDirectory: contracts });
  await world.restartGateway();
});
afterAll(() => world.stop());

const query = `query View($value: String!, $why: String!) @access(purpose: CHILD_PROTECTION, reason: $why) {
  childByIdentifier(scheme: SOCIAL_CARE_ID, value: $value) {
    identity { givenName } universalServices { id } sources { agency state }
  }
}`;
const view = (): Promise<Answer> =>
  world.ask(token, query, { value: namedChild('leeann').identifiers['SOCIAL_CARE_ID'], why: 'zq-reason settings' });
const stateOf = ({ data }: Answer, agency: string): unknown =>
  data?.['childByIdentifier'].sources.find((one: { agency: string }) => one.agency === agency)?.state ?? null;
const fieldsOfInvolvement = async (): Promise<readonly string[]> => {
  const { data } = await world.ask(token, '{ __type(name: "Involvement") { fields { name } } }');
  const fields = (data?.['__type']?.fields ?? []) as readonly { name: string }[];
  return fields.map(({ name }) => name);
};
const healthOf = async (): Promise<{ readonly status: string; readonly warnings?: readonly string[] }> =>
  (await (await fetch(`${world.gateway.url}/health/ready`)).json()) as never;
const taken = (): number => logged(world, 'SETTINGS_TAKEN').length;

/** Asks without pause while something is done and shows; every answer must be a right one. */
async function underLoad(change: () => void, isSeen: () => Promise<boolean>): Promise<void> {
  let isOver = false;
  const wrong: string[] = [];
  let right = 0;
  const asking = Array.from({ length: 4 }, async () => {
    while (!isOver) {
      const answer = await view().catch(() => null);
      const isRight =
        answer?.status === 200 &&
        answer.errors === undefined &&
        answer.data?.['childByIdentifier'].identity.givenName === 'Leeann' &&
        stateOf(answer, 'social-care') === 'RELEASED';
      if (isRight) right += 1;
      else wrong.push(answer?.text ?? 'broken');
    }
  });
  try {
    await until(async () => right > 8);
    change();
    await until(isSeen);
    const then = right;
    await until(async () => right > then + 8);
  } finally {
    isOver = true;
    await Promise.all(asking);
  }
  expect(wrong).toEqual([]);
}

describe('a change of the contracts', () => {
  const edit = (file: string, from: RegExp, to: string): void => {
    const text = readFileSync(join(contracts, file), 'utf8');
    expect(text).toMatch(from);
    writeFileSync(join(contracts, file), text.replace(from, to));
  };

  it('shows in the public schema, and no request fails', async () => {
    expect(await fieldsOfInvolvement()).not.toContain('addedByTest');
    await underLoad(
      () =>
        edit(
          'common.graphql',
          /^(type Involvement\b[^{]*\{\n)/m,
          '$1  "Added while requests are answered."\n  addedByTest: String @disclosure(class: INV, mode: EXISTENCE)\n',
        ),
      async () => (await fieldsOfInvolvement()).includes('addedByTest'),
    );
    expect(logged(world, 'CONTRACTS_REFUSED')).toEqual([]);
  });

  it('that does not compose changes nothing, is reported, and is done with once it is taken back', async () => {
    const before = readFileSync(join(contracts, 'common.graphql'), 'utf8');
    const shown = await fieldsOfInvolvement();
    const changes = taken();
    await underLoad(
      () => edit('common.graphql', /^(type Involvement\b[^{]*\{\n)/m, '$1  "Of no class."\n  unclassified: String\n'),
      async () => (await healthOf()).warnings?.includes('CONTRACTS_REFUSED') === true,
    );
    expect((await healthOf()).status).toBe('READY');
    expect([await fieldsOfInvolvement(), taken()]).toEqual([shown, changes]);
    expect(logged(world, 'CONTRACTS_REFUSED')).toMatchObject([{ level: 'warn', count: expect.any(Number) }]);
    await world.gateway.hasPrinted(/FIELD_UNCLASSIFIED Involvement\.unclassified/);
    writeFileSync(join(contracts, 'common.graphql'), before);
    await until(async () => (await healthOf()).warnings === undefined);
  });
});

describe('a change of the configuration', () => {
  const withAgency = (name: string, changes: Record<string, unknown>): Written => {
    const config = readConfig();
    return { ...config, agencies: config.agencies.map((one) => (one['name'] === name ? { ...one, ...changes } : one)) };
  };

  it('gives an agency less time, and no request fails', async () => {
    await world.setFaults('education', [{ fault: 'SLOW', ms: 700 }]);
    expect(stateOf(await view(), 'education')).toBe('RELEASED');
    await underLoad(
      () => writeConfig(withAgency('education', { deadlineMs: 150 })),
      async () => stateOf(await view(), 'education') === 'NO_RESPONSE',
    );
    await world.setFaults('education', []);
  });

  it('takes an agency out and in again, and no request fails', async () => {
    const whole = withAgency('education', { deadlineMs: undefined });
    const without = { ...whole, agencies: whole.agencies.filter(({ name }) => name !== 'housing') };
    await underLoad(
      () => writeConfig(without),
      async () => stateOf(await view(), 'housing') === null,
    );
    await world.clearReceived();
    await view();
    expect(await world.receivedBy('housing')).toEqual([]);
    await underLoad(
      () => writeConfig(whole),
      async () => stateOf(await view(), 'housing') !== null,
    );
  });

  it('of one agency leaves the others as they are: one that is not asked is not asked for that', async () => {
    const sound = readConfig();
    const strict = { ...sound, limits: { ...(sound['limits'] as object), agencyBreakerFailures: 2 } };
    const breakers = (state: string): number =>
      logged(world, 'AGENCY_BREAKER').filter((line) => line['agency'] === 'education' && line['state'] === state)
        .length;
    writeConfig(strict);
    await until(async () => {
      await world.setFaults('education', [{ fault: 'STATUS_500' }]);
      await view();
      return breakers('OPEN') > 0;
    });
    await world.setFaults('education', []);
    const [opened, before] = [breakers('OPEN'), taken()];
    const half = breakers('HALF_OPEN');
    writeConfig(withAgency('housing', { deadlineMs: 7000 }));
    await until(() => taken() > before);
    // It was asked again by the probe that its own breaker let out, and not because another agency was changed.
    await until(async () => stateOf(await view(), 'education') === 'RELEASED');
    expect(breakers('HALF_OPEN')).toBe(half + 1);
    expect(breakers('OPEN')).toBe(opened);
    writeConfig(sound);
    await until(() => taken() > before + 1);
  });

  it('of rates holds from the next request on', async () => {
    const limits = readConfig()['limits'] as { requests: Record<string, unknown> };
    const perPerson = (count: number) =>
      writeConfig({
        ...readConfig(),
        limits: { ...limits, requests: { ...limits.requests, perPerson: { count, seconds: 600 } } },
      });
    const policyOf = ({ headers }: Answer): string | null => headers.get('ratelimit-policy');
    perPerson(1);
    await until(async () => (await view()).status === 429);
    expect(policyOf(await view())).toMatch(/^"person";q=1;w=600/);
    perPerson(1_000_000);
    await until(async () => (await view()).status === 200);
    expect((await healthOf()).warnings).toBeUndefined();
  });

  it('of what strangers’ pages and schemas may show is taken when the gateway is told to look', async () => {
    const allowed = async (origin: string): Promise<boolean> =>
      (await fetch(`${world.gateway.url}/graphql`, { method: 'POST', headers: { origin } })).headers.has(
        'access-control-allow-origin',
      );
    expect([await allowed('https://one.example'), await allowed('https://two.example')]).toEqual([true, false]);
    writeConfig({ ...readConfig(), cors: { origins: ['https://two.example'] }, introspection: 'off' });
    world.gateway.process.kill('SIGHUP');
    await until(() => allowed('https://two.example'));
    expect(await allowed('https://one.example')).toBe(false);
    expect((await world.ask(token, '{ __schema { queryType { name } } }')).errors).toBeDefined();
  });

  it.each([
    ['is not sound', 'CONFIGURATION_REFUSED', { introspection: 'zq-value-of-a-key' }, /introspection: is not accepted/],
    [
      'names a manifest that is not there',
      'CONFIGURATION_REFUSED',
      { trustedDocuments: { mode: 'log', file: '/no' } },
      /refused/,
    ],
    [
      'needs a restart',
      'CONFIGURATION_NEEDS_RESTART',
      { listen: { host: '127.0.0.1', port: 1 }, deadlineMs: 50 },
      /listen\.port: takes effect with a restart only/,
    ],
  ] as const)('that %s changes nothing, and is reported', async (_what, code, changes, told) => {
    const sound = readConfig();
    const before = taken();
    await underLoad(
      () => writeConfig({ ...sound, ...changes }),
      async () => (await healthOf()).warnings?.includes(code) === true,
    );
    expect([(await healthOf()).status, taken()]).toEqual(['READY', before]);
    await world.gateway.hasPrinted(told);
    const log = readFileSync(join(world.directory, 'gateway.log'), 'utf8');
    expect(`${log}${world.gateway.output()}`).not.toContain('zq-value-of-a-key');
    writeConfig(sound);
    await until(async () => (await healthOf()).warnings === undefined);
    await wait(0);
    expect(taken()).toBe(before);
  });
});
